//! Words for decisions and correspondence: states, outcomes of codes, requests for information, contacts.
//!
//! Must not know: who may decide what, or how the computed result is worded (that is `status`).

use crate::case::{
    Act, Addendum, AskedOf, CaseState, Channel, Closing, CodeDecision, CodeOutcome, Contact, ContactKind,
    CriteriaResult, Determination, Extension, ExtensionGround, Hold, Known, ReasonNeeded, RequestedCode, Reviewer,
};
use crate::clock::Moment;
use crate::policy::Policy;

/// A date and time with its zone, as on screen.
pub fn instant(at: impl Into<Moment>) -> String {
    at.into().format("%Y-%m-%d %H:%M %:z").to_string()
}

/// The state of a case.
pub fn state(state: CaseState) -> &'static str {
    match state {
        CaseState::Draft => "Draft",
        CaseState::InReview => "In review",
        CaseState::Pended => "Pended for information",
        CaseState::Referred => "Referred to a physician",
        CaseState::Returned => "Returned by the physician",
        CaseState::Approved => "Approved",
        CaseState::PartiallyApproved => "Partially approved",
        CaseState::Adverse => "Adverse determination",
        CaseState::Withdrawn => "Withdrawn",
        CaseState::Administrative => "Closed administratively",
    }
}

/// An act, as the text of a button.
pub fn act(act: Act) -> &'static str {
    match act {
        Act::Edit => "Change the checklist",
        Act::Judge => "Record an interpretation",
        Act::Pend => "Pend for information",
        Act::Receive => "Record what came",
        Act::Extend => "Extend the time to decide",
        Act::Refer => "Refer to a physician",
        Act::Return => "Return to the nurse",
        Act::Approve => "Approve",
        Act::ApproveInPart => "Approve in part",
        Act::Deny => "Record an adverse determination",
        Act::Withdraw => "Record a withdrawal",
        Act::Close => "Close administratively",
        Act::Reopen => "Reopen",
        Act::AddAddendum => "Add an addendum",
        Act::LogContact => "Log a contact",
    }
}

/// The engine's result, as recorded in a signature.
pub fn result(result: CriteriaResult) -> &'static str {
    match result {
        CriteriaResult::OutsidePolicy => "Outside this policy",
        CriteriaResult::CriteriaNotMet => "Criteria not met",
        CriteriaResult::CriteriaMet => "Criteria met",
        CriteriaResult::InReview => "Review in progress",
        CriteriaResult::DocumentationMissing => "Documentation missing",
        CriteriaResult::JudgementNeeded => "Physician's interpretation needed",
    }
}

/// The kind of an administrative closing.
pub fn closing(closing: Closing) -> &'static str {
    match closing {
        Closing::NotEligible => "the member is not eligible",
        Closing::Duplicate => "the same request is in another case",
        Closing::NoAuthorizationNeeded => "no authorization is needed",
        Closing::DecidedElsewhere => "it is decided elsewhere",
    }
}

/// The channel of a message.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Fax => "by fax",
        Channel::Letter => "by letter",
        Channel::Telephone => "by telephone",
        Channel::Portal => "through the portal",
        Channel::Email => "by e-mail",
        Channel::InPerson => "in person",
    }
}

/// A kind of contact.
pub fn contact_kind(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Call => "Call",
        ContactKind::Fax => "Fax",
        ContactKind::Letter => "Letter",
        ContactKind::Message => "Message",
        ContactKind::PeerToPeerOffered => "Peer-to-peer offered",
        ContactKind::PeerToPeerHeld => "Peer-to-peer held",
    }
}

/// A reviewer with the proof of identity: "Rosa Lind, RN (signed)".
pub fn reviewer(by: &Reviewer) -> String {
    format!("{}, {} ({})", by.name, by.credential, known(&by.known))
}

/// The proof of a reviewer's identity.
pub fn known(known: &Known) -> &'static str {
    match known {
        Known::Unproved => "not signed in",
        Known::SignedIn(_) => "signed in",
        Known::Signed(_) => "signed",
    }
}

/// The outcome of a code, its description first: "Programmable pump (62362): approved, 1 unit, 2026-03-10 to 2026-06-08".
pub fn code_outcome(policy: &Policy, outcome: &CodeOutcome) -> String {
    let label = policy.code(&outcome.cpt).map_or("Code not listed by the policy", |code| code.label.as_str());
    let decided = match &outcome.outcome {
        CodeDecision::Approved(it) => {
            format!("approved, {}, {} to {}", super::plural(it.units, "unit"), it.from, it.until)
        }
        CodeDecision::NotApproved => "not approved".to_owned(),
        CodeDecision::SplitOff => "split off into a separate case".to_owned(),
    };
    format!("{label} ({}): {decided}", outcome.cpt)
}

/// A requested code for a letter, its description first: "Programmable pump (62362), 1 unit".
pub fn service(policy: &Policy, code: &RequestedCode) -> String {
    let label = policy.code(&code.cpt).map_or("Service", |code| code.label.as_str());
    format!("{label} ({}), {}", code.cpt, super::plural(code.units, "unit"))
}

/// A reason that a decision has to give, as a warning before it is signed.
pub fn reason_needed(needed: &ReasonNeeded) -> String {
    match needed {
        ReasonNeeded::Late { due_at } => {
            format!("This decision is late: it was due {}. Say why; the reason is recorded with it.", instant(*due_at))
        }
        ReasonNeeded::OtherDates { service_on, codes } => format!(
            "The dates approved for {} do not include the requested date of service, {service_on}. Correct them, or \
             say why; the reason is recorded with them.",
            codes.join(" and ")
        ),
    }
}

/// A determination in one sentence, without its author.
pub fn determination(policy: &Policy, determination: &Determination) -> String {
    let to = Some(&determination.to).filter(|to| !to.is_empty()).map(|to| format!("for {to}"));
    let closed = determination.closing.map(|ground| closing(ground).to_owned());
    let codes = determination.codes.iter().map(|outcome| code_outcome(policy, outcome));
    let named = determination.criteria.iter().filter_map(|id| policy.criterion(id)).map(|it| it.label.clone());
    let named = named.collect::<Vec<_>>().join("; ");
    let named = Some(named).filter(|named| !named.is_empty()).map(|named| format!("criteria named: {named}"));
    let why = Some(determination.why.replace('\n', " ")).filter(|why| !why.is_empty());
    let late =
        determination.late_because.as_ref().map(|why| format!("reason for the delay: {}", why.replace('\n', " ")));
    let dates =
        determination.dates_because.as_ref().map(|why| format!("reason for other dates: {}", why.replace('\n', " ")));
    let reasons = late.into_iter().chain(dates);
    let parts: Vec<String> = to.into_iter().chain(closed).chain(codes).chain(named).chain(why).chain(reasons).collect();
    let head = state(determination.state).to_owned();
    if parts.is_empty() { head } else { format!("{head}: {}", parts.join("; ")) }
}

/// A request for information in one sentence.
pub fn hold(hold: &Hold) -> String {
    let until = hold.supply_by.map(|by| format!(", reply requested by {}", instant(by))).unwrap_or_default();
    let came = match &hold.received {
        Some(received) => format!("; received {}: {}", instant(received.at), received.what),
        None => "; nothing received yet".to_owned(),
    };
    let who = hold.asked_of.map(|of| format!(" ({})", asked_of(of))).unwrap_or_default();
    let notice = if hold.extension_notice { ", with notice of an extension" } else { "" };
    format!("sent {} {} to {}{who}{notice}{until}{came}", instant(hold.sent_at), channel(hold.how), hold.to)
}

/// The addressee of a request for information.
pub fn asked_of(of: AskedOf) -> &'static str {
    match of {
        AskedOf::Claimant => "the claimant",
        AskedOf::Provider => "the provider",
        AskedOf::Both => "claimant and provider",
    }
}

/// The ground of an extension.
pub fn extension_ground(ground: ExtensionGround) -> &'static str {
    match ground {
        ExtensionGround::EnrolleeAsks => "the enrollee asks for it",
        ExtensionGround::NoncontractEvidence => "evidence from a noncontract provider may change a denial",
        ExtensionGround::ExtraordinaryCircumstances => "extraordinary circumstances",
        ExtensionGround::NotStated => "no grounds stated",
    }
}

/// An extension in one sentence.
pub fn extension(extension: &Extension) -> String {
    let stated = extension.ground.filter(|ground| *ground != ExtensionGround::NotStated);
    let ground = stated.map(|ground| format!(", {}", extension_ground(ground))).unwrap_or_default();
    format!("notice sent {}{ground}: {}", instant(extension.notified_at), extension.why)
}

/// A contact in one line.
pub fn contact(contact: &Contact) -> String {
    format!("{} {}, {}: {}", instant(contact.at), contact_kind(contact.kind), contact.with, contact.note)
}

/// An addendum with its author and time.
pub fn addendum(addendum: &Addendum) -> String {
    format!("{} ({}, {})", addendum.text, reviewer(&addendum.by), instant(addendum.at))
}
