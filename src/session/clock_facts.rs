//! Facts of a case that its clock depends on.
//!
//! Must not know: the rules that turn them into due dates (that is `turnaround`).

use crate::case::{self, Case, Value};
use crate::clock::Instant;
use crate::ids::QuestionId;
use crate::policy::request;
use crate::turnaround::{self, Clock, Facts, HoldKind};

/// Returns the facts that the clock of a case depends on.
pub fn clock_facts(case: &Case, now: Instant) -> Facts {
    let instant = |question: &QuestionId| match case.value(question) {
        Some(Value::Instant(at)) => Some(**at),
        _ => None,
    };
    Facts {
        line: case.choice(&request::LINE).cloned(),
        kind: case.choice(&request::TYPE).cloned(),
        urgency: case.choice(&request::URGENCY).cloned(),
        urgency_basis: case.choice(&request::URGENCY_BASIS).cloned(),
        plan: case.choice(&request::PLAN_CLASS).cloned(),
        item: case.choice(&request::ITEM).cloned(),
        received_at: instant(&request::RECEIVED_AT),
        complete_at: instant(&request::COMPLETE_AT),
        requests: case.holds.values().map(hold_fact).collect(),
        extension: case.extension.as_ref().map(extension_fact),
        decided_at: case.determination.as_ref().filter(|it| it.state.is_final()).map(|it| *it.at),
        now: *now,
    }
}

fn hold_fact(hold: &case::Hold) -> turnaround::Hold {
    let kind = match hold.asked_of {
        None => HoldKind::Unrecorded,
        Some(asked_of) if hold.extension_notice && asked_of.is_claimant() => HoldKind::ExtensionNotice,
        Some(_) => HoldKind::Request,
    };
    turnaround::Hold {
        sent_at: *hold.sent_at,
        supply_by: hold.supply_by.map(Into::into),
        received_at: hold.received.as_ref().map(|received| *received.at),
        kind,
    }
}

fn extension_fact(extension: &case::Extension) -> turnaround::Extension {
    use turnaround::ExtensionGround as Ground;
    let ground = extension.ground.map(|ground| match ground {
        case::ExtensionGround::EnrolleeAsks => Ground::EnrolleeAsks,
        case::ExtensionGround::NoncontractEvidence => Ground::NoncontractEvidence,
        case::ExtensionGround::ExtraordinaryCircumstances => Ground::Extraordinary,
        case::ExtensionGround::NotStated => Ground::NotStated,
    });
    turnaround::Extension { notified_at: *extension.notified_at, ground }
}

/// Returns the due date of a clock.
///
/// `None` while it is on hold, or where no rule gives a date.
pub fn due_at(clock: &Clock) -> Option<Instant> {
    clock.governing.as_ref().ok()?.due_at.map(Instant::from)
}
