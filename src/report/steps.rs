//! The criteria of a summary in the policy's order, each with what it rests on.
//!
//! Must not know: any format, or how anything was decided.

use std::collections::BTreeSet;

use super::request_facts::{answer_in_words, is_request_fact};
use super::summary::{Answered, CriterionPart, StepPart, Table};
use crate::case::{Case, Citation, Course, PainReading, Value};
use crate::checklist::{Line, Walk, folded};
use crate::engine::{Reason, Status, is_asked};
use crate::ids::{CriterionId, QuestionId, RowId};
use crate::policy::{Kind, Pathway, Policy};
use crate::session::Session;
use crate::wording;

/// The steps: whether the policy applies, then those of the pathway; of a selection, its criteria with those that they are
/// parts of.
pub(super) fn steps(session: &Session, only: &[CriterionId]) -> Vec<StepPart> {
    let policy = session.policy();
    let pathway = session.pathway();
    let mut writer = Writer {
        session,
        policy,
        case: session.case(),
        walk: Walk::reached(session),
        own_lines: pathway.map(|pathway| own_lines(policy, pathway)).unwrap_or_default(),
        together: pathway.map(|pathway| policy.asked_together(pathway)).unwrap_or_default(),
        shown: BTreeSet::new(),
    };
    let mut applies: Vec<&CriterionId> = Vec::new();
    if let Status::Outside { criterion, .. } = &session.evaluation().status {
        applies.push(criterion);
    }
    applies.extend(&session.policy().scope().requires);
    let mut steps = vec![writer.step("Whether the policy applies", &applies)];
    for step in pathway.map_or(&[][..], |pathway| &pathway.steps) {
        steps.push(writer.step(&step.title, &step.criteria.iter().collect::<Vec<_>>()));
    }
    let is_in = |id: &str| {
        let id_of = CriterionId::from(id);
        let under = policy.criteria_under(&id_of);
        only.is_empty() || only.iter().any(|wanted| wanted.as_str() == id || under.contains(&wanted))
    };
    for step in &mut steps {
        step.criteria.retain(|part| is_in(&part.id));
    }
    // The rules do not reach every step.
    steps.retain(|step| !step.criteria.is_empty());
    steps
}

struct Writer<'s> {
    session: &'s Session,
    policy: &'s Policy,
    case: &'s Case,
    walk: Walk<'s>,
    /// Criteria of the steps that have a line of their own.
    own_lines: BTreeSet<&'s CriterionId>,
    /// Questions that one criterion asks together with its own.
    together: BTreeSet<&'s QuestionId>,
    /// Criteria and lists that were written already.
    shown: BTreeSet<&'s str>,
}

impl<'s> Writer<'s> {
    fn step(&mut self, title: &str, criteria: &[&'s CriterionId]) -> StepPart {
        let mut step = StepPart { title: title.to_owned(), criteria: Vec::new(), tables: Vec::new() };
        for criterion in criteria {
            // The parts of a line that was written already were written with it.
            let mut repeated: Option<usize> = None;
            for line in self.walk.lines(criterion) {
                if repeated.is_some_and(|depth| line.depth > depth) {
                    continue;
                }
                repeated = (!self.shown.insert(line.criterion.id.as_str())).then_some(line.depth);
                if repeated.is_none() {
                    self.add(&mut step, line);
                }
            }
        }
        step
    }

    fn add(&mut self, step: &mut StepPart, line: Line<'s>) {
        let Line { criterion, depth, .. } = line;
        let id = &criterion.id;
        let Some(finding) = self.session.evaluation().finding(id) else { return };
        let mut folded = folded(self.policy, id);
        folded.retain(|inner| *inner == id || !self.own_lines.contains(inner));
        let own = |question: &QuestionId| criterion.also_asks.contains(question) || !self.together.contains(question);
        let questions: Vec<_> = questions(self.policy, &folded).into_iter().filter(|question| own(question)).collect();
        let answers = questions.iter().filter_map(|question| {
            let repeats_reason =
                self.case.value(question).is_some_and(|value| repeats(&finding.reason, question, value));
            Some(Answered { repeats_reason, ..answered(self.policy, self.case, question)? })
        });
        step.criteria.push(CriterionPart {
            id: id.to_string(),
            label: criterion.label.clone(),
            depth,
            result: wording::truth(finding.truth),
            reason: wording::reason(self.policy, finding),
            source: source(self.policy, id),
            answers: answers.collect(),
            notes: folded.iter().filter_map(|id| self.case.notes.get(*id).cloned()).collect(),
        });
        for question in questions {
            if self.case.rows.contains_key(question) && self.shown.insert(question.as_str()) {
                step.tables.extend(table(self.policy, self.case, question));
            }
        }
    }
}

/// The criteria with a line of their own on some step, whether this case reached them or not.
fn own_lines<'p>(policy: &'p Policy, pathway: &'p Pathway) -> BTreeSet<&'p CriterionId> {
    let walk = Walk::whole(policy, pathway);
    let roots = pathway.steps.iter().flat_map(|step| &step.criteria);
    roots.flat_map(|root| walk.lines(root)).map(|line| &line.criterion.id).collect()
}

/// True if a reason says no more than an answer does.
fn repeats(reason: &Reason, question: &QuestionId, value: &Value) -> bool {
    match (reason, value) {
        (Reason::Supported, Value::Supported)
        | (Reason::Contradicted, Value::Contradicted)
        | (Reason::NotDocumented, Value::NotDocumented) => true,
        (Reason::Chosen { question: of, option }, Value::Choice(chosen)) => of == question && option == chosen,
        (Reason::Way(option) | Reason::WayClosed(option), Value::Choice(chosen)) => option == chosen,
        _ => false,
    }
}

/// The questions that these criteria's rules read or that are asked together with them, each once.
fn questions<'p>(policy: &'p Policy, criteria: &[&'p CriterionId]) -> Vec<&'p QuestionId> {
    let mut questions = Vec::new();
    let criteria: Vec<_> = criteria.iter().filter_map(|id| policy.criterion(id)).collect();
    let beside = criteria.iter().flat_map(|criterion| &criterion.also_asks);
    for question in criteria.iter().flat_map(|criterion| criterion.rule.questions()).chain(beside) {
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions
}

/// The answer to a question with its sources; none for a fact of the request, which is shown with the request.
fn answered(policy: &Policy, case: &Case, id: &QuestionId) -> Option<Answered> {
    let question = policy.question(id).filter(|question| !is_request_fact(policy, id) && is_asked(case, question))?;
    let answer = case.answers.get(id)?;
    Some(Answered {
        prompt: question.prompt.clone(),
        value: answer.value.as_ref().map(|value| answer_in_words(policy, id, value)).unwrap_or_default(),
        sources: sources(case, &answer.citations),
        repeats_reason: false,
        is_detail: matches!(question.kind, Kind::Text | Kind::Passage | Kind::Date),
    })
}

/// Everything that was answered on a criterion's line, its rows included, with the sources in words.
pub(crate) fn evidence(policy: &Policy, case: &Case, id: &CriterionId) -> (Vec<Answered>, Vec<Table>) {
    let questions = questions(policy, &folded(policy, id));
    let tables = questions.iter().filter_map(|question| table(policy, case, question)).collect();
    (questions.into_iter().filter_map(|question| answered(policy, case, question)).collect(), tables)
}

/// Returns the section of the policy that a criterion comes from; empty without one.
pub(crate) fn source(policy: &Policy, id: &CriterionId) -> String {
    let source = policy.criterion(id).and_then(|criterion| criterion.source.as_ref());
    source
        .and_then(|source| policy.source(source))
        .map_or_else(String::new, |source| format!("{}, page {}", source.section, source.page))
}

fn sources(case: &Case, citations: &[Citation]) -> Vec<String> {
    citations.iter().map(|citation| wording::citation(case, citation)).collect()
}

/// The rows of a list; none where it has no rows.
fn table(policy: &Policy, case: &Case, id: &QuestionId) -> Option<Table> {
    let title = policy.question(id)?.prompt.clone();
    let courses: Vec<_> = case.courses(id).map(|(_, course)| course_row(case, course)).collect();
    if !courses.is_empty() {
        let head = ["Treatment", "Care", "Start", "End", "Outcome", "Reason for stopping", "Source"];
        return Some(Table { title, head: head.map(str::to_owned).to_vec(), rows: courses });
    }
    let rows: Vec<_> = case.readings(id).map(|(row, reading)| reading_row(case, id, row, reading)).collect();
    let head = ["Score", "Counts", "Source"].map(str::to_owned).to_vec();
    (!rows.is_empty()).then_some(Table { title, head, rows })
}

fn course_row(case: &Case, course: &Course) -> Vec<String> {
    vec![
        course.treatment.clone(),
        wording::method(course.method).to_owned(),
        course.started_on.map_or_else(|| "not known".to_owned(), |on| on.to_string()),
        course.ended.map_or_else(|| "not known".to_owned(), wording::ended),
        course.outcome.map_or("not known", wording::outcome).to_owned(),
        course.reason_stopped.clone(),
        sources(case, &course.citations).join("; "),
    ]
}

fn reading_row(case: &Case, question: &QuestionId, row: RowId, reading: &PainReading) -> Vec<String> {
    let pair = match case.value(question) {
        Some(Value::Readings(answer)) => answer.pair.as_ref(),
        _ => None,
    };
    let counts = match pair {
        Some(pair) if pair.baseline == row => "before the trial",
        Some(pair) if pair.during == row => "during the trial",
        _ => "",
    };
    vec![wording::reading(reading), counts.to_owned(), sources(case, &reading.citations).join("; ")]
}
