//! Loads a table of due dates. Strict: any oddity is a problem, and all of them are reported at once, each with its position.
//!
//! Must not know: where a file came from, or whether its content is right.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::load_rule::read_rule;
use super::model::{Origin, Rule, Rulebook};
use super::period::Holidays;
use super::toml_reader::{Reader, TableEntry, days, line, number};
use crate::ids::ClockRuleId;
use crate::policy::{Problem, too_large};

const BUNDLED: &str = include_str!("../../assets/turnaround.toml");

/// Problems of a table of due dates, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the table of due dates has {} problem(s), the first at {}", .problems.len(), .problems.first().map(ToString::to_string).unwrap_or_default())]
pub struct TurnaroundError {
    /// The problems, at least one.
    pub problems: Vec<Problem>,
}

/// The content of one file.
struct Table {
    rules: Vec<Rule>,
    when_nothing_comes: Option<String>,
    holidays: Option<BTreeSet<NaiveDate>>,
}

impl Rulebook {
    /// The table that is part of the program. An error means that the program was built with a broken file.
    pub fn bundled() -> Result<Self, TurnaroundError> {
        let empty = Self { rules: Vec::new(), when_nothing_comes: "".into(), holidays: Arc::default() };
        Ok(empty.with_table(read(BUNDLED, Origin::Bundled)?))
    }

    /// Returns this table with a department's changes: a rule of the same id replaces the one here, other rules are added, and
    /// everything else stays.
    ///
    /// # Errors
    ///
    /// The problems of the department's file, of which nothing is used then.
    pub fn with_department(&self, text: &str) -> Result<Self, TurnaroundError> {
        Ok(self.clone().with_table(read(text, Origin::Department)?))
    }

    fn with_table(mut self, table: Table) -> Self {
        let places: BTreeMap<ClockRuleId, usize> =
            self.rules.iter().enumerate().map(|(place, rule)| (rule.id.clone(), place)).collect();
        // The rules of one file have different ids.
        for rule in table.rules.into_iter().map(Arc::new) {
            match places.get(&rule.id).and_then(|place| self.rules.get_mut(*place)) {
                Some(known) => *known = rule,
                None => self.rules.push(rule),
            }
        }
        if let Some(says) = table.when_nothing_comes {
            self.when_nothing_comes = says.into();
        }
        if let Some(days) = table.holidays {
            self.holidays = Arc::new(Holidays(days));
        }
        self
    }
}

fn read(text: &str, origin: Origin) -> Result<Table, TurnaroundError> {
    if let Some(problem) = too_large(text) {
        return Err(TurnaroundError { problems: vec![problem] });
    }
    let mut reader = Reader::new(text);
    let table = reader.file().and_then(|file| read_table(&mut reader, file, origin));
    match table {
        Some(table) if reader.problems.is_empty() => Ok(table),
        _ => Err(TurnaroundError { problems: reader.problems.into_list() }),
    }
}

/// Reads the whole table. `None` only where a problem was reported.
fn read_table<'t>(reader: &mut Reader<'t>, mut file: TableEntry<'t>, origin: Origin) -> Option<Table> {
    let format = reader.required(&mut file, "format", number);
    if let Some(format) = format.filter(|format| format.value != 1) {
        reader.say(format.at, "this program reads tables of due dates of format 1");
    }
    let when_nothing_comes = reader.optional(&mut file, "when_nothing_comes", line).map(|says| says.value);
    let holidays = holidays(reader, &mut file);
    let problems_before = reader.problems.len();
    let entries = reader.entries(&mut file, "rule");
    let sets_nothing = when_nothing_comes.is_none() && holidays.is_none();
    if entries.is_empty() && sets_nothing && reader.problems.len() == problems_before {
        reader.say(0, "the file holds no [[rule]] and sets nothing");
    }
    let mut ids = BTreeSet::new();
    let mut rules = Vec::new();
    for entry in entries {
        rules.extend(read_rule(reader, entry, origin, &mut ids));
    }
    reader.report_unknown_keys(&file);
    Some(Table { rules, when_nothing_comes, holidays })
}

/// Reads the department's holidays and reports a day that is listed twice.
fn holidays<'t>(reader: &mut Reader<'t>, file: &mut TableEntry<'t>) -> Option<BTreeSet<NaiveDate>> {
    let listed = reader.optional(file, "holidays", days)?.value;
    let mut holidays = BTreeSet::new();
    for day in listed {
        if !holidays.insert(day.value) {
            reader.say(day.at, format!("{} appears twice in `holidays`", day.value));
        }
    }
    Some(holidays)
}
