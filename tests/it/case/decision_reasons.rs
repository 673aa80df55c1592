//! Reasons that a decision gives beside its rationale: a late one, and one that approves other dates than were requested.
//! Boundary pairs for both, and that older decisions, which give none, read and hash as before.
//!
//! Must not know: how the reasons are asked for.

use std::sync::Arc;

use mednec::case::{
    Action, Approval, CaseState, CodeDecision, CodeOutcome, Determination, ReasonNeeded, Refusal, Value,
};
use mednec::case::{Stamp, reasons_needed};
use mednec::session::Session;
use mednec::turnaround::Rulebook;

use crate::case::decisions::{action, approved, does, met, not_approved, not_met, refusal, rn, unmet};
use crate::papers::texts::written;
use crate::policy::scenarios::signed;

/// An approval of both codes of the case from one day until another.
fn approve(from: &str, until: &str, late_because: &str, dates_because: &str) -> Action {
    let outcome = |cpt: &str| {
        let approval = Approval { units: 1, from: from.parse().unwrap(), until: until.parse().unwrap() };
        CodeOutcome { cpt: cpt.to_owned(), outcome: CodeDecision::Approved(approval) }
    };
    Action::Approve {
        codes: vec![outcome("62350"), outcome("62362")],
        why: String::new(),
        criteria: Vec::new(),
        late_because: late_because.to_owned(),
        dates_because: dates_because.to_owned(),
    }
}

/// A case in which all is met, received at noon on October 6 as a standard pre-service request, with its due dates known.
fn clocked() -> Session {
    let mut session = met();
    for (question, option) in [("request.type", "pre-service"), ("request.urgency", "standard")] {
        does(&mut session, &Action::Answer { question: question.into(), value: Value::Choice(option.into()) }, &rn());
    }
    let at = Value::Instant("2026-10-06T12:00:00-05:00".parse().unwrap());
    does(&mut session, &Action::Answer { question: "request.received_at".into(), value: at }, &rn());
    let service = action(r#"{"do":"answer","question":"request.service_on","value":{"date":"2026-11-03"}}"#);
    does(&mut session, &service, &rn());
    session.hold_to_due_dates(Arc::new(Rulebook::bundled().unwrap()));
    session
}

fn nurse_at(at: &str) -> Stamp {
    signed(at, "N. Berg", "RN")
}

fn determination(session: &Session) -> &Determination {
    session.case().determination.as_deref().unwrap()
}

/// The date of service of the case is November 3.
#[test]
fn approved_dates_without_the_requested_day_need_a_reason() {
    for (from, until, needs) in [
        ("2025-11-03", "2026-02-01", false),
        ("2025-11-04", "2026-02-01", true),
        ("2025-10-01", "2025-11-03", false),
        ("2025-10-01", "2025-11-02", true),
        ("2025-11-03", "2025-11-03", false),
    ] {
        let mut session = met();
        if !needs {
            does(&mut session, &approve(from, until, "", ""), &rn());
            assert_eq!(determination(&session).dates_because, None);
            continue;
        }
        for blank in ["", " \n "] {
            let refused = refusal(&mut session, &approve(from, until, "", blank), &rn());
            assert_eq!(refused, Refusal::OtherDatesWithoutReason, "{from} to {until}");
        }
        let why = "The surgeon moved the date by telephone.";
        does(&mut session, &approve(from, until, "", why), &rn());
        assert_eq!(determination(&session).dates_because.as_deref(), Some(why));
        for paper in ["summary", "note"] {
            assert!(written(&session, paper, "text").unwrap().contains("telephone"), "{paper}");
        }
    }
}

#[test]
fn a_reason_that_nothing_asks_for_is_refused() {
    let mut session = clocked();
    let moved = approve("2026-11-03", "2027-02-01", "", "Moved.");
    assert_eq!(refusal(&mut session, &moved, &rn()), Refusal::NotOtherDates);
    let delayed = approve("2026-11-03", "2027-02-01", "Delayed.", "");
    assert_eq!(refusal(&mut session, &delayed, &rn()), Refusal::NotLate);
}

#[test]
fn without_a_requested_day_no_dates_are_other_ones() {
    let mut session = met();
    does(&mut session, &action(r#"{"do":"clear","question":"request.service_on"}"#), &rn());
    let outcomes = [approved("62350")];
    assert_eq!(reasons_needed(session.case(), &outcomes, None, rn().at()), []);
}

#[test]
fn what_is_not_approved_has_no_dates() {
    let session = met();
    assert_eq!(reasons_needed(session.case(), &[not_approved("62350")], None, rn().at()), []);
}

/// Fifteen days from noon on October 6 end at noon on October 21.
#[test]
fn a_decision_after_its_due_date_needs_a_reason() {
    let dates = ("2026-11-03", "2027-02-01");
    let mut session = clocked();
    does(&mut session, &approve(dates.0, dates.1, "", ""), &nurse_at("2026-10-21T12:00:00-05:00"));
    assert_eq!(determination(&session).late_because, None);

    let late = nurse_at("2026-10-21T12:00:01-05:00");
    let mut session = clocked();
    assert_eq!(refusal(&mut session, &approve(dates.0, dates.1, "", ""), &late), Refusal::LateWithoutReason);
    let why = "The fax server was down for a week.";
    does(&mut session, &approve(dates.0, dates.1, why, ""), &late);
    assert_eq!(determination(&session).late_because.as_deref(), Some(why));
    assert!(written(&session, "summary", "text").unwrap().contains(why));

    // All actions of a file, or none: the same rule, at the place of the decision.
    let mut session = clocked();
    let both =
        [action(r#"{"do":"note","criterion":"pain-reduction","text":"Read."}"#), approve(dates.0, dates.1, "", "")];
    let (place, error) = session.dispatch_all(&both, &late).unwrap_err();
    assert_eq!((place, error), (1, Refusal::LateWithoutReason.into()));
}

#[test]
fn a_late_denial_needs_a_reason_too() {
    let mut session = not_met();
    for (question, option) in [("request.type", "pre-service"), ("request.urgency", "standard")] {
        does(&mut session, &Action::Answer { question: question.into(), value: Value::Choice(option.into()) }, &rn());
    }
    does(&mut session, &Action::Refer { question: "Is it enough?".to_owned(), to: String::new() }, &rn());
    session.hold_to_due_dates(Arc::new(Rulebook::bundled().unwrap()));
    let deny = |session: &Session, late_because: &str| Action::Deny {
        codes: vec![not_approved("62350"), not_approved("62362")],
        why: "Your pain fell by a quarter during the trial, and the policy asks for a half.".to_owned(),
        criteria: unmet(session),
        late_because: late_because.to_owned(),
    };
    let late = signed("2026-12-01T12:00:00-05:00", "P. Osei", "MD");
    let without = deny(&session, "");
    assert_eq!(refusal(&mut session, &without, &late), Refusal::LateWithoutReason);
    let with = deny(&session, "The physician's queue was not staffed.");
    does(&mut session, &with, &late);
    assert_eq!(determination(&session).state, CaseState::Adverse);
    // The member's paper does not speak of the plan's delay.
    assert!(!written(&session, "rationale", "text").unwrap().contains("staffed"));
}

#[test]
fn without_a_table_of_due_dates_nothing_is_late() {
    let mut session = met();
    does(&mut session, &approve("2025-11-03", "2026-02-01", "", ""), &nurse_at("2030-01-01T12:00:00-05:00"));
    let mut session = met();
    let given = approve("2025-11-03", "2026-02-01", "A queue.", "");
    does(&mut session, &given, &nurse_at("2030-01-01T12:00:00-05:00"));
}

#[test]
fn both_reasons_are_named_with_what_they_are_about() {
    let session = clocked();
    let approve = approve("2026-11-04", "2026-02-01", "", "");
    let Action::Approve { codes, .. } = &approve else { unreachable!() };
    let due_at = "2026-10-21T12:00:00-05:00".parse().unwrap();
    let at = "2026-10-22T09:00:00-05:00".parse().unwrap();
    let needed = reasons_needed(session.case(), codes, Some(due_at), at);
    let service_on = "2026-11-03".parse().unwrap();
    let codes = vec!["62350".to_owned(), "62362".to_owned()];
    assert_eq!(needed, [ReasonNeeded::Late { due_at }, ReasonNeeded::OtherDates { service_on, codes }]);
    let said: Vec<String> = needed.iter().map(mednec::wording::reason_needed).collect();
    assert!(said[0].contains("2026-10-21 12:00") && said[1].contains("62350 and 62362"), "{said:?}");
}

/// Signed events are hashed over their exact bytes: a decision without reasons is written as before there were any.
#[test]
fn a_decision_without_reasons_is_written_as_before() {
    let mut session = met();
    does(&mut session, &approve("2025-11-03", "2026-02-01", "", ""), &rn());
    let text = serde_json::to_string(determination(&session)).unwrap();
    assert!(!text.contains("because"), "{text}");
    let read: Determination = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    let deny =
        Action::Deny { codes: Vec::new(), why: "x".to_owned(), criteria: Vec::new(), late_because: String::new() };
    assert_eq!(serde_json::to_string(&deny).unwrap(), r#"{"do":"deny","codes":[],"why":"x","criteria":[]}"#);
}
