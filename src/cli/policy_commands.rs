//! `policy check` and `policy show`, for policy authors and clinical sign-off.
//!
//! Must not know: any case.

use std::collections::BTreeSet;
use std::path::Path;

use super::failure::CliError;
use super::input::read_text;
use super::terminal::Terminal;
use crate::ids::{CriterionId, DayId, OptionId, QuestionId, ReadingId};
use crate::policy::{
    Catalog, CatalogEntry, CatalogError, Criterion, OnlyWhen, Outside, Pathway, Policy, PolicyOrigin, Rule,
};
use crate::store::paths;
use crate::text::visible;
use crate::wording;

/// Prints every problem of a policy file with its place. Fails where there is one.
pub(super) fn check(file: &Path, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let text = read_text(file).map_err(|error| error.in_file(file))?;
    let checked = Catalog::bundled()?.add(&text);
    if let Err(CatalogError::Policy(error)) = &checked {
        for problem in &error.problems {
            terminal.print_line(&format!("{}: {problem}", paths::shown(file)))?;
        }
    }
    let policy = checked.map_err(|error| CliError::from(error).in_file(file))?;
    let head = policy.head();
    terminal.print_line(&format!("{}: no problems; policy {}, {}", paths::shown(file), head.number, policy.hash()))?;
    Ok(true)
}

/// Prints all policies of a number, each rule with its source and its readings.
pub(super) fn show(number: &str, catalog: &Catalog, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let mut entries = catalog.by_number(number).peekable();
    if entries.peek().is_none() {
        return Err(no_such_policy(catalog.entries().iter()));
    }
    for CatalogEntry { policy, origin, .. } in entries {
        let mut sheet = Sheet { policy, out: String::new(), shown: BTreeSet::new() };
        sheet.head(*origin);
        sheet.scope();
        policy.pathways().iter().for_each(|pathway| sheet.pathway(pathway));
        sheet.codes_and_notices();
        terminal.print(&sheet.out)?;
    }
    Ok(true)
}

/// Returns the error for a missing policy, with the numbers of existing ones.
pub(super) fn no_such_policy<'c>(at_hand: impl Iterator<Item = &'c CatalogEntry>) -> CliError {
    let numbers: Vec<&str> = at_hand.map(|entry| entry.policy.head().number.as_str()).collect();
    CliError::NoSuchPolicy(numbers.join(", "))
}

/// Returns the readings that a criterion can rest on, those of its rule included.
pub(super) fn readings_of(criterion: &Criterion) -> impl Iterator<Item = &ReadingId> {
    let of_rule = match &criterion.rule {
        Rule::ReductionAtLeast(rule) => [rule.computed_by.as_slice(), rule.stated_by.as_slice()],
        Rule::Answered(_)
        | Rule::Recorded(_)
        | Rule::ChoiceIn { .. }
        | Rule::RunsOut { .. }
        | Rule::EndedBefore { .. }
        | Rule::Age { .. }
        | Rule::GovernedFrom { .. }
        | Rule::AllOf(_)
        | Rule::AnyOf(_)
        | Rule::Reconsider { .. }
        | Rule::Established { .. }
        | Rule::DependsOn { .. }
        | Rule::CoursesCover(_) => [&[][..], &[]],
    };
    criterion.readings.iter().chain(of_rule.into_iter().flatten())
}

struct Sheet<'p> {
    policy: &'p Policy,
    out: String,
    shown: BTreeSet<&'p CriterionId>,
}

impl<'p> Sheet<'p> {
    fn line(&mut self, indent: usize, label: &str, text: &str) {
        let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
        // A leading line feed is layout, and must not be escaped.
        let (space, text) = text.strip_prefix('\n').map_or(("", text), |rest| ("\n", rest));
        self.out += &format!("{space}{:indent$}{label}{}\n", "", visible(text));
    }

    fn head(&mut self, origin: PolicyOrigin) {
        let head = self.policy.head();
        self.line(0, "", &format!("{} {}", head.number, head.title));
        self.line(0, "Publisher", &head.publisher);
        self.line(0, "Effective", &head.effective_on.to_string());
        self.line(0, "SHA-256", self.policy.hash().as_str());
        let origin = match origin {
            PolicyOrigin::Bundled => "bundled with the program",
            PolicyOrigin::NotSignedOff => "not signed off",
        };
        self.line(0, "Origin", origin);
        head.purpose.iter().for_each(|sentence| self.line(0, "", sentence));
    }

    fn scope(&mut self) {
        let policy = self.policy;
        self.line(0, "", "\nOUTSIDE THE POLICY (THE FIRST THAT APPLIES COUNTS)");
        for Outside { when, unless, why, reading } in policy.outside() {
            self.line(2, "", &format!("- {why}"));
            when.iter().for_each(|id| self.named(6, "When this is met", id));
            unless.iter().for_each(|id| self.named(6, "When this is not met", id));
            reading.iter().for_each(|id| self.reading(6, id));
        }
        self.line(0, "", "\nASKED ON EVERY PATHWAY");
        policy.scope().requires.iter().for_each(|id| self.criterion(2, id));
        for id in policy.outside().iter().flat_map(|outside| outside.when.iter().chain(&outside.unless)) {
            if !self.shown.contains(id) {
                self.criterion(2, id);
            }
        }
        for id in &policy.scope().confirmations {
            self.line(2, "Confirmed by a person before a final determination", self.prompt(id));
        }
    }

    fn pathway(&mut self, pathway: &'p Pathway) {
        let stages: Vec<&str> = pathway.stages.iter().map(|stage| stage.name()).collect();
        self.line(0, "", &format!("\n{} ({}; {})", pathway.title.to_uppercase(), pathway.id, stages.join(", ")));
        self.criterion(2, &pathway.criterion);
    }

    /// Adds a criterion with all of its parts; where it was added before, a reference.
    fn criterion(&mut self, indent: usize, id: &'p CriterionId) {
        if !self.shown.insert(id) {
            return self.named(indent, "See above", id);
        }
        let Some(criterion) = self.policy.criterion(id) else { return };
        self.line(indent, id.as_str(), &criterion.label);
        self.details(indent + 4, criterion);
        criterion.rule.parts().into_iter().for_each(|part| self.criterion(indent + 2, part));
    }

    fn details(&mut self, indent: usize, criterion: &'p Criterion) {
        self.line(indent, "Rule", &wording::rule_in_words(self.policy, criterion));
        criterion.rule.day().iter().for_each(|day| self.day(indent, day));
        if let Some(source) = criterion.source.as_ref().and_then(|id| self.policy.source(id)) {
            self.line(indent, "Source", &format!("{}, page {}: {}", source.section, source.page, source.says));
        }
        readings_of(criterion).for_each(|id| self.reading(indent, id));
        if let Some(judgement) = criterion.rule.judgement().and_then(|id| self.policy.judgement(id)) {
            self.line(indent, "For a physician", &judgement.question);
            self.line(indent + 2, "met", &judgement.accepts);
            self.line(indent + 2, "not met", &judgement.does_not_accept);
        }
        for question in self.policy.card_questions(&criterion.rule) {
            let cited = if question.cited { " (with its source)" } else { "" };
            self.line(indent, "Question", &format!("{}{cited}", question.prompt));
            question.ask.iter().for_each(|ask| self.line(indent + 2, "asked of the provider", ask));
        }
        for question in &criterion.also_asks {
            self.line(indent, "Also asked", self.prompt(question));
        }
    }

    /// Adds the definition of a day that a rule counts from, on each pathway.
    fn day(&mut self, indent: usize, id: &DayId) {
        let Some(day) = self.policy.day(id) else { return };
        let (how, usual) = if day.first_of.is_empty() {
            ("the earliest that is recorded of", &day.earliest_of)
        } else {
            ("the first that is recorded of", &day.first_of)
        };
        let list = |ids: &[QuestionId]| ids.iter().map(|id| self.prompt(id)).collect::<Vec<_>>().join("; ");
        let mut words = format!("{how}: {}", list(usual));
        for (pathway, ids) in &day.in_pathway {
            words += &format!(". On {pathway}: {}", list(ids));
        }
        self.line(indent, &day.called, &words);
    }

    fn prompt(&self, id: &QuestionId) -> &'p str {
        self.policy.question(id).map_or("", |question| question.prompt.as_str())
    }

    fn named(&mut self, indent: usize, label: &str, id: &CriterionId) {
        let words = self.policy.criterion(id).map_or("", |criterion| criterion.label.as_str());
        self.line(indent, label, &format!("{id}, {words}"));
    }

    fn reading(&mut self, indent: usize, id: &ReadingId) {
        let Some(reading) = self.policy.reading(id) else { return };
        self.line(indent, "Reading", &format!("{}. {} Chosen: {}", reading.title, reading.doubt, reading.chosen));
    }

    fn codes_and_notices(&mut self) {
        self.line(0, "", "\nLISTED CODES");
        for code in self.policy.codes() {
            let stages: Vec<&str> = code.stages.iter().map(|stage| stage.name()).collect();
            self.line(2, &code.cpt, &format!("{} ({})", code.label, stages.join(", ")));
        }
        self.line(0, "", "\nNOTICES (NO EFFECT ON THE RESULT)");
        for notice in self.policy.notices() {
            self.line(2, "", &format!("- {}", notice.says));
            let pathways: Vec<&str> = notice.pathways.iter().map(|id| id.as_str()).collect();
            self.line(6, "On", &pathways.join(", "));
            if !notice.only_codes.is_empty() {
                self.line(6, "When only these codes are requested", &notice.only_codes.join(", "));
            }
            notice.when.iter().for_each(|condition| self.condition(6, "When", condition));
            notice.unless.iter().for_each(|condition| self.condition(6, "Unless", condition));
        }
    }

    fn condition(&mut self, indent: usize, label: &str, condition: &OnlyWhen) {
        let question = condition.question.as_str();
        let label_of = |option: &OptionId| wording::option_label(self.policy, question, option.as_str());
        let answers: Vec<String> = condition.is.iter().map(label_of).collect();
        self.line(indent, label, &format!("{} {}", self.prompt(&condition.question), answers.join(" or ")));
    }
}
