//! Finds the rules of the table that apply to a request.
//!
//! Must not know: the due date that a rule gives.

use std::sync::Arc;

use super::facts::{Fact, Facts};
use super::model::{Limit, Rule, Rulebook, Start};
use crate::clock::Moment;
use crate::ids::{OptionId, QuestionId};
use crate::policy::{request, request_questions};

/// Reason why a request has no clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoClock {
    /// These facts are missing, at least one.
    Missing(Vec<Fact>),
    /// No binding rule applies to this line, type, urgency and day of receipt.
    NoRule,
    /// The binding rule has no number of days; it is among `Clock::undated`.
    NoPeriod,
    /// A date is out of range.
    OutOfRange,
}

/// The rules that apply to a request.
pub(super) struct ApplicableRules {
    pub(super) received_at: Moment,
    /// Rules that give a due date, each with the start of its period.
    pub(super) dated: Vec<(Arc<Rule>, Moment)>,
    /// Rules that give no due date.
    pub(super) undated: Vec<Arc<Rule>>,
    /// Facts that the rules read and that are not recorded.
    pub(super) unrecorded: Vec<Fact>,
}

/// Finds the rules that apply to a request.
///
/// # Errors
///
/// Facts that are needed to find a rule are missing, or the receipt is out of range.
pub(super) fn applicable_rules(rules: &Rulebook, facts: &Facts) -> Result<ApplicableRules, NoClock> {
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
    // `date_naive` would panic where the offset leads out of the range of dates.
    let local = received_at.naive_utc().checked_add_offset(*received_at.offset()).ok_or(NoClock::OutOfRange)?;
    let applicable: Vec<&Arc<Rule>> =
        rules.rules.iter().filter(|rule| rule.applies_to(line, kind, urgency, local.date())).collect();
    let unrecorded = [
        (Fact::Plan, facts.plan.is_none() && applicable.iter().any(|rule| !rule.plans.is_empty())),
        (Fact::Item, facts.item.is_none() && applicable.iter().any(|rule| !rule.items.is_empty())),
        (Fact::UrgencyBasis, facts.urgency_basis.is_none() && urgency.as_str() == URGENT),
    ];
    let plan = facts.plan.as_ref().or_else(|| assumed(&request::PLAN_CLASS));
    let item = facts.item.as_ref().or_else(|| assumed(&request::ITEM));
    let mut found = ApplicableRules {
        received_at,
        dated: Vec::new(),
        undated: Vec::new(),
        unrecorded: unrecorded.into_iter().filter(|(_, is)| *is).map(|(fact, _)| fact).collect(),
    };
    for rule in applicable.into_iter().filter(|rule| rule.applies_to_plan_and_item(plan, item)) {
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

/// The option of `request.urgency` that needs a basis.
const URGENT: &str = "urgent";

/// The option that is assumed while a question has no answer: its first one.
fn assumed(question: &QuestionId) -> Option<&'static OptionId> {
    request_questions().iter().find(|known| known.id == *question)?.options.first().map(|option| &option.id)
}
