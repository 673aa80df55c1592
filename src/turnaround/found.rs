//! Finds the rules of the table that are for a request.
//!
//! Must not know: the due date that any of them gives.

use std::sync::Arc;

use super::clock::NoClock;
use super::facts::{Fact, Facts};
use super::model::{Limit, Rule, Rulebook, Start};
use crate::clock::Moment;
use crate::ids::{OptionId, QuestionId};
use crate::policy::{request, request_questions};

/// The rules that are for a request.
pub(super) struct Found {
    pub(super) received_at: Moment,
    /// Rules that give a due date, each with the moment that its time begins with.
    pub(super) dated: Vec<(Arc<Rule>, Moment)>,
    /// Rules that give none.
    pub(super) undated: Vec<Arc<Rule>>,
    /// Facts that are not recorded and that the rules read.
    pub(super) unrecorded: Vec<Fact>,
}

/// Finds the rules for a request.
///
/// # Errors
///
/// Facts without which no rule can be found are not entered, or the receipt lies beyond what can be counted.
pub(super) fn rules_for(rules: &Rulebook, facts: &Facts) -> Result<Found, NoClock> {
    let (Some(line), Some(kind), Some(urgency), Some(received_at)) =
        (&facts.line, &facts.kind, &facts.urgency, facts.received_at)
    else {
        let missing = [
            (Fact::Line, facts.line.is_none()),
            (Fact::Kind, facts.kind.is_none()),
            (Fact::Urgency, facts.urgency.is_none()),
            (Fact::ReceivedAt, facts.received_at.is_none()),
        ];
        return Err(NoClock::Missing(missing.into_iter().filter(|(_, is)| *is).map(|(fact, _)| fact).collect()));
    };
    // `date_naive` would panic where the offset leads beyond the last day that can be counted.
    let local = received_at.naive_utc().checked_add_offset(*received_at.offset()).ok_or(NoClock::OutOfRange)?;
    let for_it: Vec<&Arc<Rule>> =
        rules.rules.iter().filter(|rule| rule.is_for(line, kind, urgency, local.date())).collect();
    let unrecorded = [
        (Fact::Plan, facts.plan.is_none() && for_it.iter().any(|rule| !rule.plans.is_empty())),
        (Fact::Item, facts.item.is_none() && for_it.iter().any(|rule| !rule.items.is_empty())),
        (Fact::UrgencyBasis, facts.urgency_basis.is_none() && urgency.as_str() == URGENT),
    ];
    let plan = facts.plan.as_ref().or_else(|| assumed(&request::PLAN_CLASS));
    let item = facts.item.as_ref().or_else(|| assumed(&request::ITEM));
    let mut found = Found {
        received_at,
        dated: Vec::new(),
        undated: Vec::new(),
        unrecorded: unrecorded.into_iter().filter(|(_, is)| *is).map(|(fact, _)| fact).collect(),
    };
    for rule in for_it.into_iter().filter(|rule| rule.is_for_plan_and_item(plan, item)) {
        let start = match rule.starts {
            Start::Receipt => Some(received_at),
            // Information cannot be complete before there is a request.
            Start::CompleteInformation => facts.complete_at.map(|at| at.max(received_at)),
        };
        match (&rule.limit, start) {
            (Limit::Within(_), Some(start)) => found.dated.push((rule.clone(), start)),
            (Limit::Within(_), None) | (Limit::Says(_), _) => found.undated.push(rule.clone()),
        }
    }
    Ok(found)
}

/// The option of `request.urgency` that asks for its basis.
const URGENT: &str = "urgent";

/// The option that is assumed while a question is not answered: its first.
fn assumed(question: &QuestionId) -> Option<&'static OptionId> {
    request_questions().iter().find(|known| known.id == *question)?.options.first().map(|option| &option.id)
}
