//! Words for a clock apart from its due date: remarks, reminders, the effect of a request for information, the urgency.
//!
//! Must not know: how any of it was computed.

use super::{instant, option_label, period};
use crate::case::Case;
use crate::clock::Moment;
use crate::ids::{OptionId, QuestionId};
use crate::policy::{Policy, request};
use crate::turnaround::{Asking, Clock, Fact, Remark};

/// The urgency of a request with its basis: "Urgent: a physician who knows the condition says so"; `None` where it is not urgent.
pub fn urgency(policy: &Policy, case: &Case) -> Option<String> {
    let urgency = case.choice(&request::URGENCY).filter(|urgency| urgency.as_str() == "urgent")?;
    let label = |question: &QuestionId, option: &OptionId| option_label(policy, question.as_str(), option.as_str());
    let name = label(&request::URGENCY, urgency);
    Some(match case.choice(&request::URGENCY_BASIS) {
        Some(basis) => format!("{name}: {}", label(&request::URGENCY_BASIS, basis)),
        None => format!("{name}, basis not recorded"),
    })
}

/// Reminders of facts that are not recorded, with the clock's assumptions. A decided case has none.
pub fn clock_reminders(clock: &Clock) -> Vec<&'static str> {
    reminders(clock, |_| true)
}

/// The reminders of facts that may change the due date or the urgency, for places with little room.
pub fn clock_reminders_that_matter(clock: &Clock) -> Vec<&'static str> {
    reminders(clock, |fact| fact != Fact::Plan)
}

fn reminders(clock: &Clock, shows: impl Fn(Fact) -> bool) -> Vec<&'static str> {
    let reminder = |fact: &Fact| match fact {
        Fact::Plan => Some("The class of the plan is not recorded: the clock counts an employer plan under ERISA."),
        Fact::Item => Some(
            "The kind of item is not recorded: the clock counts one that needs prior authorization. A Part B drug is \
             due sooner.",
        ),
        Fact::UrgencyBasis => Some("The basis of the urgency is not recorded: choose it on the step Request."),
        Fact::Line | Fact::Kind | Fact::Urgency | Fact::ReceivedAt | Fact::CompleteAt => None,
    };
    let open = clock.unrecorded.iter().filter(|fact| clock.decided_at.is_none() && shows(**fact));
    open.filter_map(reminder).collect()
}

/// A remark as a sentence.
pub fn clock_remark(remark: &Remark) -> String {
    match remark {
        Remark::NoExtension => {
            "This rule allows no extension: a notice of extension does not change the due date.".to_owned()
        }
        Remark::ExtensionOutOfTime(at) => format!(
            "The notice of extension of {} does not count: it has to come between receipt and the first due date, and \
             before the decision.",
            instant(*at)
        ),
        Remark::ExtensionWithoutGround(at) => format!(
            "The notice of extension of {} does not count: none of the grounds that this rule allows is recorded.",
            instant(*at)
        ),
        Remark::NotANotice(at) => format!(
            "The request of {} does not hold the clock: only an extension notice to the claimant does, which names \
             what is needed.",
            instant(*at)
        ),
        Remark::AskedTooLate(at) => {
            format!(
                "Information asked for on {} does not hold the clock: the decision was already due or made.",
                instant(*at)
            )
        }
        Remark::ToldLate(at) => {
            format!("What is missing was first asked for on {}, later than the rule allows.", instant(*at))
        }
        Remark::AskedAfterTelling(at) => format!(
            "Information asked for on {} does not move the due date: the time to say what is missing was over.",
            instant(*at)
        ),
        Remark::SupplyTooShort { sent_at, least_until } => format!(
            "The request of {} gives less time to supply than the rule's minimum, which ends {}: do not decide before then \
             because the information is missing.",
            instant(*sent_at),
            instant(*least_until)
        ),
        Remark::ReceivedInFuture => "The time of receipt is in the future: check its date and time zone.".to_owned(),
    }
}

/// The effect on this clock of a request for information that was sent at a moment, shown before it is recorded. `notice` is true
/// for an extension notice to the claimant.
pub fn asking_effect(clock: &Clock, sent_at: Moment, notice: bool) -> Option<String> {
    let rule = clock.governing.as_ref().ok()?;
    let by_notice = rule.rule.is_held_by_notice_only();
    let too_late = rule.due_at.is_some_and(|due| sent_at >= due);
    let says = match rule.rule.asking {
        Asking::RunsOn => "The clock keeps running: under this rule no request holds it.",
        Asking::Stops { .. } if by_notice && !notice => {
            "The clock keeps running: only an extension notice to the claimant holds it."
        }
        Asking::Stops { .. } if by_notice && sent_at >= rule.first_due_at => {
            "The time for an extension notice is over: this one does not hold the clock."
        }
        Asking::Stops { .. } if by_notice => {
            "The clock is on hold from this notice, and the time to decide is extended."
        }
        Asking::Stops { .. } | Asking::DecideAfterInformation { .. } if too_late => {
            "The decision is already due: the request does not move the due date."
        }
        Asking::Stops { .. } => "The clock is on hold from the sending of the request.",
        Asking::DecideAfterInformation { replaces: true, .. }
            if rule.tell_missing_by.is_some_and(|by| sent_at > by) =>
        {
            "The time to say what is missing is over: the request does not move the due date."
        }
        Asking::DecideAfterInformation { replaces: true, within } => {
            let within = period(within);
            return Some(format!(
                "The decision is then due {within} after the information, or after the end of the time to supply it, \
                 whichever is earlier."
            ));
        }
        Asking::DecideAfterInformation { replaces: false, .. } => "The due date moves with the information.",
    };
    Some(says.to_owned())
}
