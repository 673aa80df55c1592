//! The page of a case: its steps, what each of them asks for, and the step on which an open item is worked on.
//!
//! Must not know: what was answered, beyond the part that a reviewer chose; egui.

use std::collections::BTreeMap;

use super::entries::{Card, Entries, StepEntry};
use crate::engine::{Evaluation, OpenItem, OpenKind, Truth, is_asked};
use crate::ids::{CriterionId, QuestionId};
use crate::policy::{Pathway, Policy};
use crate::session::Session;

/// A part of a case's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// The facts of the request.
    #[default]
    Request,
    /// A step of the pathway's checklist, by its place.
    Checklist(usize),
    /// The facts that are confirmed before a decision.
    Confirmations,
    /// The documents.
    Records,
    /// Determinations and referrals.
    Decision,
    /// The events of the case.
    History,
}

/// The page of a case, step by step.
#[derive(Clone, Default, PartialEq)]
pub struct Outline {
    /// The pathway's steps: title and entries; no entries where the rules did not reach it.
    pub checklist: Vec<(String, Vec<StepEntry>)>,
    /// Questions of the request form, and the scope's doubts beside them.
    pub request: Vec<QuestionId>,
    /// Criteria of the scope that a physician may have to decide.
    pub scope_cards: Vec<Card>,
    /// Questions of the scope that are no facts of the request.
    pub confirmations: Vec<QuestionId>,
    /// True for a case with a fault: it can be looked at, and no result of it is shown.
    pub unreliable: bool,
    /// The step of each question, and of each criterion that asks none: looked up several times a frame for every open item.
    questions: BTreeMap<QuestionId, Step>,
    criteria: BTreeMap<CriterionId, Step>,
}

impl Outline {
    /// The page of an open case.
    pub fn of(session: &Session) -> Self {
        let mut outline = session.pathway().map_or_else(Self::default, |pathway| Self::on(session, pathway));
        outline.unreliable = session.is_accepted().is_err();
        outline
    }

    fn on(session: &Session, pathway: &Pathway) -> Self {
        let (policy, case) = (session.policy(), session.case());
        let entries = Entries::of(session, pathway);
        let checklist: Vec<_> =
            pathway.steps.iter().map(|step| (step.title.clone(), entries.under(&step.criteria))).collect();
        let request: Vec<QuestionId> = policy
            .questions()
            .filter(|question| policy.is_of_request_form(&question.id) && is_asked(case, question))
            .map(|question| question.id.clone())
            .collect();
        let (scope_cards, asked) = scope(entries.under(&policy.scope().requires));
        let scope_facts = asked.into_iter().filter(|id| !request.contains(id));
        let scope = policy.scope();
        let confirmed = scope.details.iter().chain(&scope.confirmations).chain(&scope.verified_until).cloned();
        let asked = |id: &QuestionId| policy.question(id).is_some_and(|question| is_asked(case, question));
        let confirmations: Vec<QuestionId> = scope_facts.chain(confirmed).filter(asked).collect();
        let (questions, criteria) = places(&checklist, &request, &confirmations);
        Self { checklist, request, scope_cards, confirmations, unreliable: false, questions, criteria }
    }

    /// The steps of the page, in order.
    pub fn steps(&self) -> Vec<Step> {
        if self.unreliable {
            return vec![Step::Request, Step::Records, Step::History];
        }
        let reached = self.checklist.iter().enumerate().filter(|(_, (_, entries))| !entries.is_empty());
        let checklist = reached.map(|(place, _)| Step::Checklist(place));
        [Step::Request]
            .into_iter()
            .chain(checklist)
            .chain([Step::Confirmations, Step::Records, Step::Decision, Step::History])
            .collect()
    }

    /// The title of a step.
    pub fn step_title(&self, step: Step) -> &str {
        match step {
            Step::Request => "Request",
            Step::Checklist(place) => self.checklist.get(place).map_or("", |(title, _)| title),
            Step::Confirmations => "Confirmations",
            Step::Records => "Records",
            Step::Decision => "Decision",
            Step::History => "History",
        }
    }

    /// The step on which an open item is worked on.
    pub fn step_of(&self, item: &OpenItem) -> Step {
        let place = match &item.question {
            Some(question) => self.questions.get(question),
            None => self.criteria.get(&item.criterion),
        };
        place.copied().unwrap_or(Step::Request)
    }

    /// Open items in the order in which the page asks for them.
    pub fn in_page_order<'i>(&self, open: &'i [OpenItem]) -> Vec<&'i OpenItem> {
        let steps = self.steps();
        let mut items: Vec<&OpenItem> = open.iter().collect();
        items.sort_by_cached_key(|item| steps.iter().position(|step| *step == self.step_of(item)));
        items
    }

    /// The number of items that are open on a step, and the most pressing kind of them. None where nothing is open.
    pub fn open_on(&self, step: Step, open: &[OpenItem]) -> Option<(usize, OpenKind)> {
        let here: Vec<OpenKind> = open.iter().filter(|item| self.step_of(item) == step).map(|item| item.kind).collect();
        here.iter().min().map(|kind| (here.len(), *kind))
    }

    /// True if every criterion of a step is met. Never for steps without criteria.
    pub fn is_met_on(&self, step: Step, policy: &Policy, evaluation: &Evaluation) -> bool {
        let met = |id: &CriterionId| evaluation.finding(id).is_some_and(|finding| finding.truth == Truth::Met);
        let scope = |asked: &[QuestionId]| {
            let reads =
                |id: &&CriterionId| {
                    policy.criteria_under(id).into_iter().filter_map(|part| policy.criterion(part)).any(|criterion| {
                        criterion.rule.questions().into_iter().any(|question| asked.contains(question))
                    })
                };
            policy.scope().requires.iter().filter(reads).all(met)
        };
        match step {
            Step::Request => scope(&self.request),
            Step::Confirmations => scope(&self.confirmations),
            Step::Records | Step::Decision | Step::History => false,
            Step::Checklist(place) => self.checklist.get(place).is_some_and(|(_, entries)| {
                // Of a group, any part may be enough: the heading's result counts, not each part's.
                let outermost = entries.iter().filter(|entry| entry.depth() == 0);
                outermost.map(StepEntry::criterion).all(met)
            }),
        }
    }
}

/// The step of every question, and of every criterion with a card: the first one that asks for it. A criterion's card may
/// rest on a fact of the request; that is filled in where the request is.
fn places(
    checklist: &[(String, Vec<StepEntry>)],
    request: &[QuestionId],
    confirmations: &[QuestionId],
) -> (BTreeMap<QuestionId, Step>, BTreeMap<CriterionId, Step>) {
    let mut questions: BTreeMap<QuestionId, Step> = request.iter().map(|id| (id.clone(), Step::Request)).collect();
    let mut criteria = BTreeMap::new();
    for (place, (_, entries)) in checklist.iter().enumerate() {
        for entry in entries {
            let StepEntry::Card(card) = entry else { continue };
            for criterion in card.judgements.iter().map(|(criterion, _)| criterion).chain([&card.criterion]) {
                criteria.entry(criterion.clone()).or_insert(Step::Checklist(place));
            }
            for question in &card.questions {
                questions.entry(question.clone()).or_insert(Step::Checklist(place));
            }
        }
    }
    for question in confirmations {
        questions.entry(question.clone()).or_insert(Step::Confirmations);
    }
    (questions, criteria)
}

/// The scope's cards with doubts, and the questions that its criteria ask, each once.
fn scope(entries: Vec<StepEntry>) -> (Vec<Card>, Vec<QuestionId>) {
    let (mut doubts, mut asked) = (Vec::new(), Vec::new());
    for entry in entries {
        let StepEntry::Card(card) = entry else { continue };
        for question in &card.questions {
            if !asked.contains(question) {
                asked.push(question.clone());
            }
        }
        if !card.judgements.is_empty() {
            doubts.push(Card { questions: Vec::new(), ..card });
        }
    }
    (doubts, asked)
}
