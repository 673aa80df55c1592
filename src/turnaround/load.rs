//! Reads a table of due dates. Strict: any oddity is an error, and all of them are reported at once, each with its place.
//!
//! Must not know: where a file came from, or whether what it says is right (`verify` says who does not know that either).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::model::{Asking, Origin, Period, Rule, Rulebook};
use super::read::{Entry, Placed, Reader, day, flag, line, lines, number, period};
use crate::ids::{ClockRuleId, OptionId, QuestionId};
use crate::policy::{Problem, request, request_questions};

const BUNDLED: &str = include_str!("../../assets/turnaround.toml");

/// A table of due dates that is not used: every problem in it, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the table of due dates has {} problem(s), the first at {}", .problems.len(), .problems.first().map(ToString::to_string).unwrap_or_default())]
pub struct TurnaroundError {
    /// All of them; never empty.
    pub problems: Vec<Problem>,
}

/// What one file says.
struct Table {
    rules: Vec<Rule>,
    when_nothing_comes: Option<String>,
}

impl Rulebook {
    /// The table that is part of the program. An error means that the program was built with a broken file.
    pub fn bundled() -> Result<Self, TurnaroundError> {
        let empty = Self { rules: Vec::new(), when_nothing_comes: "".into() };
        Ok(empty.overlaid(read(BUNDLED, Origin::Bundled)?))
    }

    /// This table with a department's: a rule of the same id stands in the place of this one's, whole; others are added. What
    /// the department does not say stays.
    ///
    /// # Errors
    ///
    /// Every problem of the department's file; nothing of it is used then.
    pub fn with_department(&self, text: &str) -> Result<Self, TurnaroundError> {
        Ok(self.clone().overlaid(read(text, Origin::Department)?))
    }

    fn overlaid(mut self, table: Table) -> Self {
        for rule in table.rules.into_iter().map(Arc::new) {
            match self.rules.iter_mut().find(|known| known.id == rule.id) {
                Some(known) => *known = rule,
                None => self.rules.push(rule),
            }
        }
        if let Some(says) = table.when_nothing_comes {
            self.when_nothing_comes = says.into();
        }
        self
    }
}

fn read(text: &str, origin: Origin) -> Result<Table, TurnaroundError> {
    let mut reader = Reader::new(text);
    let table = reader.file().and_then(|file| read_table(&mut reader, file, origin));
    match table {
        Some(table) if reader.problems.is_empty() => Ok(table),
        _ => {
            let mut problems = reader.problems;
            problems.sort();
            Err(TurnaroundError { problems })
        }
    }
}

/// `None` only with a problem reported.
fn read_table<'t>(reader: &mut Reader<'t>, mut file: Entry<'t>, origin: Origin) -> Option<Table> {
    let format = reader.needed(&mut file, "format", number);
    if let Some(format) = format.filter(|format| format.value != 1) {
        reader.say(format.at, "this program reads tables of due dates of format 1");
    }
    let when_nothing_comes = reader.optional(&mut file, "when_nothing_comes", line).map(|says| says.value);
    let problems_before = reader.problems.len();
    let entries = reader.entries(&mut file, "rule");
    if entries.is_empty() && when_nothing_comes.is_none() && reader.problems.len() == problems_before {
        reader.say(0, "the file holds no [[rule]] and sets nothing");
    }
    let mut ids = BTreeSet::new();
    let mut rules = Vec::new();
    for entry in entries {
        rules.extend(read_rule(reader, entry, origin, &mut ids));
    }
    reader.nothing_else(&file);
    Some(Table { rules, when_nothing_comes })
}

/// One rule; `None` only with a problem reported.
fn read_rule<'t>(
    reader: &mut Reader<'t>,
    mut entry: Entry<'t>,
    origin: Origin,
    ids: &mut BTreeSet<String>,
) -> Option<Rule> {
    let entry = &mut entry;
    let id = reader.needed(entry, "id", line);
    if let Some(id) = &id {
        entry.called = format!("rule \"{}\"", id.value);
        check_id(reader, id, ids);
    }
    let label = reader.needed(entry, "label", line);
    let lines = options(reader, entry, "lines", &request::LINE);
    let types = options(reader, entry, "types", &request::TYPE);
    let urgencies = options(reader, entry, "urgencies", &request::URGENCY);
    let decide_within = reader.needed(entry, "decide_within", period);
    let tell_missing_within = reader.optional(entry, "tell_missing_within", period);
    if let (Some(tell), Some(decide)) = (&tell_missing_within, &decide_within)
        && tell.value.length() > decide.value.length()
    {
        reader.say(tell.at, "`tell_missing_within` is longer than `decide_within`");
    }
    let (asking, supply_at_least) = asking(reader, entry);
    let extension = reader.optional(entry, "extension", period);
    let binding = reader.needed(entry, "binding", flag);
    let in_force_from = reader.optional(entry, "in_force_from", day);
    let in_force_until = reader.optional(entry, "in_force_until", day);
    if let (Some(from), Some(until)) = (&in_force_from, &in_force_until)
        && until.value < from.value
    {
        reader.say(until.at, "`in_force_until` is before `in_force_from`");
    }
    let source = reader.needed(entry, "source", line);
    let verify = reader.needed(entry, "verify", flag);
    let had_note = entry.has("note");
    let note = reader.optional(entry, "note", line);
    if let Some(verify) = verify.as_ref().filter(|verify| verify.value && !had_note) {
        reader.say(verify.at, format!("{} is to be verified: say in `note` why", entry.called));
    }
    reader.nothing_else(entry);
    Some(Rule {
        id: ClockRuleId::new(id?.value),
        label: label?.value,
        lines: lines?,
        types: types?,
        urgencies: urgencies?,
        decide_within: decide_within?.value,
        tell_missing_within: tell_missing_within.map(|tell| tell.value),
        supply_at_least,
        asking: asking?,
        extension: extension.map(|extension| extension.value),
        binding: binding?.value,
        in_force_from: in_force_from.map(|from| from.value),
        in_force_until: in_force_until.map(|until| until.value),
        source: source?.value,
        verify: verify?.value,
        note: note.map(|note| note.value).unwrap_or_default(),
        origin,
    })
}

fn check_id(reader: &mut Reader<'_>, id: &Placed<String>, ids: &mut BTreeSet<String>) {
    let formed = id.value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
    if !formed {
        reader.say(id.at, "an id is letters, digits, '-', '.' and '_', and begins with no sign");
    }
    if !ids.insert(id.value.clone()) {
        reader.say(id.at, format!("rule \"{}\" stands twice: each id is given once", id.value));
    }
}

/// A list of options of one of the questions that every request answers, each once.
fn options<'t>(
    reader: &mut Reader<'t>,
    entry: &mut Entry<'t>,
    key: &str,
    question: &QuestionId,
) -> Option<Vec<OptionId>> {
    let named = reader.needed(entry, key, lines)?.value;
    let known = request_questions().iter().find(|known| known.id == *question);
    let known: Vec<&str> =
        known.into_iter().flat_map(|question| &question.options).map(|option| option.id.as_str()).collect();
    let mut read: Vec<OptionId> = Vec::new();
    for Placed { value, at } in named {
        if !known.contains(&value.as_str()) {
            reader.say(at, format!("{question} has no option \"{value}\": it is one of {}", known.join(", ")));
        } else if read.iter().any(|option| option.as_str() == value) {
            reader.say(at, format!("\"{value}\" stands twice in `{key}`"));
        }
        read.push(OptionId::new(value));
    }
    Some(read)
}

/// What asking does, with the time that it gives, which some of it rests on.
fn asking<'t>(reader: &mut Reader<'t>, entry: &mut Entry<'t>) -> (Option<Asking>, Option<Period>) {
    let had_supply = entry.has("supply_at_least");
    let supply = reader.optional(entry, "supply_at_least", period).map(|supply| supply.value);
    let had_after = entry.has("decide_after_information");
    let after = reader.optional(entry, "decide_after_information", period);
    let Some(Placed { value: says, at }) = reader.needed(entry, "asking", line) else { return (None, supply) };
    let asking = match says.as_str() {
        "runs-on" => Some(Asking::RunsOn),
        "stops-until-information" => Some(Asking::StopsUntilInformation),
        "stops-until-information-or-period-end" => Some(Asking::StopsUntilInformationOrPeriodEnd),
        "decide-after-information" => {
            if !had_after {
                reader.say(at, "\"decide-after-information\" needs `decide_after_information`");
            }
            after.as_ref().map(|after| Asking::DecideAfterInformation(after.value))
        }
        _ => {
            let ways = "\"runs-on\", \"stops-until-information\", \"stops-until-information-or-period-end\" or \"decide-after-information\"";
            reader.say(at, format!("`asking` is {ways}"));
            return (None, supply);
        }
    };
    let rests_on_period = matches!(says.as_str(), "stops-until-information-or-period-end" | "decide-after-information");
    if rests_on_period && !had_supply {
        reader.say(at, format!("\"{says}\" needs `supply_at_least`: without it the time to supply may have no end"));
    }
    if let Some(after) = after.filter(|_| says != "decide-after-information") {
        reader.say(after.at, format!("`decide_after_information` has no effect with asking = \"{says}\""));
    }
    (asking, supply)
}
