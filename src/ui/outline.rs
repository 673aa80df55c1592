//! What each step of a checklist shows, made from the policy file alone: groups, and a card for every criterion that
//! someone answers. No pathway has code of its own.
//!
//! Must not know: what was answered, beyond which way a reviewer chose; egui.

use std::collections::{BTreeMap, BTreeSet};

use crate::case::Case;
use crate::engine::{Evaluation, Finding, OpenItem, OpenKind, Truth, is_asked};
use crate::ids::{CriterionId, JudgementId, QuestionId};
use crate::policy::{Pathway, Policy, Rule};
use crate::report::{self, Figure};
use crate::session::Session;
use crate::ui::theme::Tone;

/// A part of a case's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// The facts of the request.
    #[default]
    Request,
    /// A step of the pathway's checklist, by its place.
    Checklist(usize),
    /// What is confirmed before a decision.
    Confirmations,
    /// The documents.
    Records,
    /// What people decide.
    Decision,
    /// Who did what, and when.
    History,
}

/// One thing on a step's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepEntry {
    /// A heading over criteria that belong together.
    Group {
        /// The criterion that is made of them.
        criterion: CriterionId,
        /// How deep it lies.
        depth: usize,
    },
    /// A criterion with what is asked for it.
    Card(Card),
}

/// A criterion with what is asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The criterion whose result the card shows.
    pub criterion: CriterionId,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<QuestionId>,
    /// The doubts that may be put to a physician here, each with the criterion that it belongs to.
    pub judgements: Vec<(CriterionId, JudgementId)>,
    /// How deep it lies.
    pub depth: usize,
}

impl StepEntry {
    /// How deep it lies.
    pub fn depth(&self) -> usize {
        match self {
            Self::Group { depth, .. } => *depth,
            Self::Card(card) => card.depth,
        }
    }
}

impl Card {
    /// Whether an open item is worked off on it.
    pub fn holds(&self, item: &OpenItem) -> bool {
        match &item.question {
            Some(question) => self.questions.contains(question),
            None => {
                self.criterion == item.criterion
                    || self.judgements.iter().any(|(criterion, _)| *criterion == item.criterion)
            }
        }
    }
}

/// Everything a case's page shows, step by step.
#[derive(Clone, Default, PartialEq)]
pub struct Outline {
    /// The pathway's steps: title and entries; none where the way that the reviewer chose does not come to it.
    pub checklist: Vec<(String, Vec<StepEntry>)>,
    /// Questions of the request form, and the scope's doubts beside them.
    pub request: Vec<QuestionId>,
    /// Criteria of the scope that a physician may have to settle.
    pub scope_cards: Vec<Card>,
    /// Questions of the scope that are no facts of the request.
    pub confirmations: Vec<QuestionId>,
    /// Drawings of what lists of rows amount to, by the question that asks for the rows.
    pub figures: BTreeMap<QuestionId, Figure>,
    /// Whether the case was changed outside the program: then it is looked at, and no result is shown of it.
    pub unreliable: bool,
    /// Where a question is worked off, and a criterion that asks none: looked up several times a frame for each open item.
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
        let together = policy.asked_together(pathway);
        let in_steps = pathway.step_criteria();
        let mut builder = Builder { policy, case, together, in_steps, entries: Vec::new() };
        let mut checklist = Vec::new();
        for step in &pathway.steps {
            let reached = |id: &&CriterionId| session.evaluation().finding(id).is_some();
            for criterion in step.criteria.iter().filter(reached) {
                builder.add(criterion, 0);
            }
            checklist.push((step.title.clone(), std::mem::take(&mut builder.entries)));
        }
        let request: Vec<QuestionId> = policy
            .questions()
            .filter(|question| policy.is_of_request_form(&question.id) && is_asked(case, question))
            .map(|question| question.id.clone())
            .collect();
        let (scope_cards, asked) = scope(policy, &mut builder);
        let scope_facts = asked.into_iter().filter(|id| !request.contains(id));
        let beside = policy.scope();
        let confirmed = beside.details.iter().chain(&beside.confirmations).chain(&beside.verified_until).cloned();
        let asked = |id: &QuestionId| policy.question(id).is_some_and(|question| is_asked(case, question));
        let confirmations: Vec<QuestionId> = scope_facts.chain(confirmed).filter(asked).collect();
        let figures = report::figures(session).into_iter().collect();
        let (questions, criteria) = places(&checklist, &request, &confirmations);
        Self { checklist, request, scope_cards, confirmations, figures, unreliable: false, questions, criteria }
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

    /// What a step is called.
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

    /// The step on which an open item is worked off.
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

    /// How many items are open on a step, and the tone of the most pressing kind.
    pub fn open_on(&self, step: Step, open: &[OpenItem]) -> Option<(usize, Tone)> {
        let here: Vec<OpenKind> = open.iter().filter(|item| self.step_of(item) == step).map(|item| item.kind).collect();
        here.iter().min().map(|kind| (here.len(), tone_of_kind(*kind)))
    }
}

impl Outline {
    /// Whether every criterion worked through on a step is met.
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
                let cards = entries.iter().filter_map(|entry| match entry {
                    // Of a group, any part of it may do: the heading's result counts, not each part's.
                    StepEntry::Group { criterion, depth: 0 } => Some(criterion),
                    StepEntry::Card(card) if card.depth == 0 => Some(&card.criterion),
                    _ => None,
                });
                cards.into_iter().all(met)
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

/// The scope's doubts, and the questions that its criteria read.
fn scope(policy: &Policy, builder: &mut Builder<'_>) -> (Vec<Card>, Vec<QuestionId>) {
    let mut asked = Vec::new();
    for criterion in &policy.scope().requires {
        builder.add(criterion, 0);
    }
    let entries = std::mem::take(&mut builder.entries);
    let mut doubts = Vec::new();
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

struct Builder<'a> {
    policy: &'a Policy,
    case: &'a Case,
    /// Questions that some criterion asks together with its own; no other card repeats them.
    together: BTreeSet<&'a QuestionId>,
    /// Criteria that a step of their own holds.
    in_steps: BTreeSet<&'a CriterionId>,
    entries: Vec<StepEntry>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, id: &CriterionId, depth: usize) {
        let elsewhere = depth > 0 && self.in_steps.contains(id);
        let Some(criterion) = self.policy.criterion(id).filter(|_| !elsewhere) else { return };
        match &criterion.rule {
            Rule::AllOf(parts) | Rule::AnyOf(parts) => {
                let place = self.entries.len();
                self.entries.push(StepEntry::Group { criterion: id.clone(), depth });
                for part in parts {
                    self.add(part, depth + 1);
                }
                // A heading over nothing: all its parts have steps of their own.
                if self.entries.len() == place + 1 {
                    self.entries.pop();
                }
            }
            Rule::Reconsider { criterion: inner, .. } => {
                let mut questions = Vec::new();
                for part in self.policy.criteria_under(inner) {
                    let Some(part) = self.policy.criterion(part) else { continue };
                    questions.extend(
                        self.questions(&part.rule).into_iter().filter(|it| !questions.contains(it)).collect::<Vec<_>>(),
                    );
                }
                self.card(id, questions, self.judgements(id), depth);
            }
            rule @ (Rule::Established { by, .. } | Rule::DependsOn { question: by, .. }) => {
                self.card(id, vec![by.clone()], Vec::new(), depth);
                if let Some(part) = self.case.choice(by).and_then(|chosen| rule.part_for(chosen)) {
                    self.add(part, depth + 1);
                }
            }
            rule => {
                let questions = self.questions(rule);
                self.card(id, questions, self.judgements(id), depth);
            }
        }
    }

    fn questions(&self, rule: &Rule) -> Vec<QuestionId> {
        rule.questions().into_iter().filter(|question| !self.together.contains(*question)).cloned().collect()
    }

    /// The doubts that are settled on a criterion's card: its own, and those of the criteria between which they stand.
    fn judgements(&self, id: &CriterionId) -> Vec<(CriterionId, JudgementId)> {
        let folded = report::folded(self.policy, id).into_iter();
        folded.filter_map(|id| Some((id.clone(), self.policy.criterion(id)?.rule.judgement()?.clone()))).collect()
    }

    fn card(
        &mut self,
        id: &CriterionId,
        own: Vec<QuestionId>,
        judgements: Vec<(CriterionId, JudgementId)>,
        depth: usize,
    ) {
        let also = self.policy.criterion(id).map(|criterion| criterion.also_asks.as_slice()).unwrap_or_default();
        let asked = |question: &QuestionId| {
            self.policy.question(question).is_some_and(|question| is_asked(self.case, question))
        };
        let questions = own.into_iter().chain(also.iter().cloned()).filter(asked).collect();
        self.entries.push(StepEntry::Card(Card { criterion: id.clone(), questions, judgements, depth }));
    }
}

/// The tone of a kind of open item.
pub fn tone_of_kind(kind: OpenKind) -> Tone {
    match kind {
        OpenKind::ToGo => Tone::ToGo,
        OpenKind::Missing => Tone::Missing,
        OpenKind::Judgement => Tone::Judgement,
    }
}

/// The tone of a result: an open one by whose work comes first.
pub fn tone_of(finding: &Finding) -> Tone {
    match finding.truth {
        Truth::Met => Tone::Met,
        Truth::NotMet => Tone::NotMet,
        Truth::Open => finding.open.iter().map(|item| item.kind).min().map_or(Tone::ToGo, tone_of_kind),
    }
}
