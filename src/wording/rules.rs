//! Words for the rule of a criterion, for the people who sign a policy file off.
//!
//! Must not know: any case.

use super::{option_label, plural};
use crate::ids::{CriterionId, DayId, JudgementId, OptionId, QuestionId};
use crate::policy::{
    AgeBand, AgeException, Branch, CoursesCover, Criterion, Method, Policy, ReductionAtLeast, Rule, Unsettled, Way,
    WayMeans,
};

/// The rule of a criterion in words.
pub fn rule_in_words(policy: &Policy, criterion: &Criterion) -> String {
    let words = Words { policy };
    match &criterion.rule {
        Rule::AllOf(parts) => format!("All of: {}", words.list(parts)),
        Rule::AnyOf(parts) => format!("Any of: {}", words.list(parts)),
        Rule::Answered(question) => format!("Answered from the record, with a source: {}", words.prompt(question)),
        Rule::Recorded(question) => format!("Filled in: {}", words.prompt(question)),
        Rule::ChoiceIn { question, values, with, unsettled } => words.choice_in(question, values, with, unsettled),
        Rule::RunsOut { question, value, from, days } => {
            let label = option_label(policy, question.as_str(), value.as_str());
            let (asked, from) = (words.prompt(question).trim_end_matches('?'), words.prompt(from));
            format!("{asked}: {label}, with the day from which {} remain: {from}", plural(*days, "day"))
        }
        Rule::EndedBefore { ends_on, stated, on, disagreement } => format!(
            "{}: a cited date before {}; or, cited: {} Where the two disagree, a physician decides: {}",
            words.prompt(ends_on),
            words.day(on),
            words.prompt(stated),
            words.asked_of_physician(disagreement)
        ),
        Rule::Age { on, years, except, .. } => words.age(on, *years, except.as_ref()),
        Rule::GovernedFrom { first_on, .. } => {
            format!("The date of service, or of receipt where none is given, is {first_on} or later")
        }
        Rule::Reconsider { criterion, when, judgement, while_open } => format!(
            "{}. Where that {} and \"{}\" holds, a physician decides: {}",
            words.label(criterion),
            if *while_open { "fails or is open" } else { "fails" },
            words.label(when),
            words.asked_of_physician(judgement)
        ),
        Rule::DependsOn { question, cases } => words.depends_on(question, cases),
        Rule::Established { by, ways } => words.established(by, ways),
        Rule::CoursesCover(rule) => words.courses_cover(rule),
        Rule::ReductionAtLeast(rule) => words.reduction(rule),
    }
}

struct Words<'p> {
    policy: &'p Policy,
}

impl<'p> Words<'p> {
    fn label(&self, id: &CriterionId) -> String {
        self.policy.criterion(id).map_or_else(|| id.to_string(), |criterion| criterion.label.clone())
    }

    fn list(&self, ids: &[CriterionId]) -> String {
        ids.iter().map(|id| self.label(id)).collect::<Vec<_>>().join("; ")
    }

    fn prompt(&self, id: &QuestionId) -> &'p str {
        self.policy.question(id).map_or("", |question| question.prompt.as_str())
    }

    fn day(&self, id: &DayId) -> &'p str {
        self.policy.day(id).map_or("", |day| day.called.as_str())
    }

    fn asked_of_physician(&self, id: &JudgementId) -> &'p str {
        self.policy.judgement(id).map_or("", |judgement| judgement.question.as_str())
    }

    fn choice_in(
        &self,
        question: &QuestionId,
        values: &[OptionId],
        with: &[QuestionId],
        unsettled: &[Unsettled],
    ) -> String {
        let option = |option: &OptionId| option_label(self.policy, question.as_str(), option.as_str());
        let labels: Vec<String> = values.iter().map(option).collect();
        let mut said = format!("{}: one of {}", self.prompt(question).trim_end_matches('?'), labels.join("; "));
        if !with.is_empty() {
            let with: Vec<&str> = with.iter().map(|fact| self.prompt(fact)).collect();
            said += &format!("; also filled in: {}", with.join("; "));
        }
        if !unsettled.is_empty() {
            let unsettled: Vec<String> = unsettled.iter().map(|unsettled| option(&unsettled.option)).collect();
            said += &format!(". Left open by: {}", unsettled.join("; "));
        }
        said
    }

    fn age(&self, on: &DayId, years: AgeBand, except: Option<&AgeException>) -> String {
        let band = match years {
            AgeBand::Over(years) => format!("more than {years}"),
            AgeBand::AtLeast(years) => format!("at least {years}"),
            AgeBand::Exactly(years) => format!("exactly {years}"),
            AgeBand::Under(years) => format!("fewer than {years}"),
        };
        let except = except.map_or_else(String::new, |except| {
            let pathway = self.policy.pathway(&except.in_pathway).map_or("", |pathway| pathway.title.as_str());
            let judged_by = self.label(&except.judged_by);
            format!(". On the pathway \"{pathway}\", under {}: decided by \"{judged_by}\"", except.under)
        });
        format!("The member has {band} completed years on {}{except}", self.day(on))
    }

    fn depends_on(&self, question: &QuestionId, cases: &[Branch]) -> String {
        let case = |branch: &Branch| {
            let option = option_label(self.policy, question.as_str(), branch.option.as_str());
            format!("{option}: {}", self.label(&branch.criterion))
        };
        let cases: Vec<String> = cases.iter().map(case).collect();
        format!("By the answer to \"{}\": {}", self.prompt(question), cases.join("; "))
    }

    fn established(&self, by: &QuestionId, ways: &[Way]) -> String {
        let way = |way: &Way| self.way(by, way);
        let ways: Vec<String> = ways.iter().map(way).collect();
        format!("Shown in one chosen way: {}", ways.join("; "))
    }

    fn way(&self, by: &QuestionId, way: &Way) -> String {
        let option = option_label(self.policy, by.as_str(), way.option.as_str());
        match &way.means {
            WayMeans::ReviewedNow(criterion) | WayMeans::Shown(criterion) => {
                format!("{option} ({})", self.label(criterion))
            }
            WayMeans::LinkedCase(pathways) => {
                let title = |id| self.policy.pathway(id).map_or("", |pathway| pathway.short_title.as_str());
                let titles: Vec<&str> = pathways.iter().map(title).collect();
                let stages: Vec<&str> = way.stages.iter().map(|stage| stage.name()).collect();
                let approved =
                    if stages.is_empty() { String::new() } else { format!(", approved for {}", stages.join(" or ")) };
                format!("{option} ({}{approved})", titles.join(" or "))
            }
        }
    }

    fn courses_cover(&self, rule: &CoursesCover) -> String {
        let counting: Vec<&str> = rule.counting.iter().map(|outcome| super::outcome(*outcome)).collect();
        let source = if rule.until_source { " and to the date of each treatment's latest source" } else { "" };
        format!(
            "Treatments that count ({}{}) cover {} months in one run, or {} days with gaps, up to {}{source}",
            counting.join("; "),
            without(&rule.without),
            rule.months,
            rule.days_with_gaps,
            self.day(&rule.until),
        )
    }

    fn reduction(&self, rule: &ReductionAtLeast) -> String {
        format!(
            "The score during the trial is at least {percent} % below the score before it; where only a percentage is \
             documented, that is at least {percent} %. Where cited records fall on both sides, a physician decides: {}",
            self.asked_of_physician(&rule.disagreement),
            percent = rule.percent
        )
    }
}

/// Methods of treatments that do not count, as part of a sentence.
fn without(methods: &[Method]) -> String {
    let methods: Vec<&str> = methods.iter().map(|method| super::method(*method)).collect();
    if methods.is_empty() { String::new() } else { format!("; excluding: {}", methods.join(", ")) }
}
