//! Decisions: the rights of each role in each state, as a whole table on real cases, and the content that a decision needs.

use mednec::case::{
    Act, Action, Approval, AskedOf, CaseState, Channel, Closing, CodeDecision, CodeOutcome, Contact, ContactKind,
    CriteriaResult, ExtensionGround, Refusal, Reviewer, Stamp, Value,
};
use mednec::case::{NotAllowed, Role};
use mednec::ids::CriterionId;
use mednec::session::{Session, SessionError};

use crate::policy::scenarios::{base, bundled, signed};
use crate::told::same;

pub(crate) fn rn() -> Stamp {
    signed("2026-10-08T16:00:00-05:00", "N. Berg", "RN")
}

pub(crate) fn md() -> Stamp {
    signed("2026-10-08T16:05:00-05:00", "P. Osei", "MD")
}

pub(crate) fn action(json: &str) -> Action {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

pub(crate) fn approved(cpt: &str) -> CodeOutcome {
    let approval = Approval { units: 1, from: "2025-11-03".parse().unwrap(), until: "2026-02-01".parse().unwrap() };
    CodeOutcome { cpt: cpt.to_owned(), outcome: CodeDecision::Approved(approval) }
}

pub(crate) fn not_approved(cpt: &str) -> CodeOutcome {
    CodeOutcome { cpt: cpt.to_owned(), outcome: CodeDecision::NotApproved }
}

fn all_approved() -> Vec<CodeOutcome> {
    vec![approved("62350"), approved("62362")]
}

/// A placement case in which everything is met and confirmed, with codes.
pub(crate) fn met() -> Session {
    base(&bundled(), "pump")
}

/// The same, but the reduction of pain falls short.
pub(crate) fn not_met() -> Session {
    let mut session = met();
    let row = r#"{"do":"put-row","question":"pain.readings","row":2,"content":{"reading":{"scale":"nrs","kind":"average",
        "score":"6","on":"2025-08-13","citations":[{"document":{"titled":"Trial record"},"page":3,"on":"2025-08-20",
        "passage":"Average pain 6."}]}}}"#;
    does(&mut session, &action(row), &rn());
    assert_eq!(session.basis().result, CriteriaResult::CriteriaNotMet);
    session
}

pub(crate) fn unmet(session: &Session) -> Vec<CriterionId> {
    session.basis().unmet
}

pub(crate) fn does(session: &mut Session, action: &Action, stamp: &Stamp) {
    assert_eq!(session.dispatch(action, stamp), Ok(true), "{}", serde_json::to_string(action).unwrap());
}

pub(crate) fn refusal(session: &mut Session, action: &Action, stamp: &Stamp) -> Refusal {
    let before = session.history().clone();
    match session.dispatch(action, stamp) {
        Err(SessionError::Refused(refusal)) => {
            same(session.history(), &before);
            refusal
        }
        other => panic!("not refused: {other:?} for {}", serde_json::to_string(action).unwrap()),
    }
}

/// An action of a kind, as it would be made on this case.
fn of_kind(act: Act, session: &Session) -> Action {
    let why = || "The record was read again.".to_owned();
    let codes = |one, other| vec![one, other];
    match act {
        Act::Edit => action(r#"{"do":"note","criterion":"pain-reduction","text":"Read again."}"#),
        // Any doubt of the policy: whether it arose is not asked here.
        Act::Judge => Action::Judge { judgement: "age-18".into(), accepts: true, why: why() },
        Act::Pend => Action::Pend {
            sent_at: "2026-10-08T11:00:00-05:00".parse().unwrap(),
            how: Channel::Fax,
            to: "Example Pain Clinic".to_owned(),
            asked_of: AskedOf::Provider,
            extension_notice: false,
            supply_by: None,
        },
        Act::Receive => {
            Action::Receive { at: "2026-10-08T15:00:00-05:00".parse().unwrap(), what: "Trial record".to_owned() }
        }
        Act::Extend => {
            let notified_at = "2026-10-08T11:00:00-05:00".parse().unwrap();
            Action::Extend { notified_at, why: why(), ground: None }
        }
        Act::Refer => Action::Refer { question: why(), to: String::new() },
        Act::Return => Action::Return { answer: why() },
        Act::Approve => Action::Approve {
            codes: all_approved(),
            why: why(),
            criteria: unmet(session),
            late_because: String::new(),
            dates_because: String::new(),
        },
        Act::ApproveInPart => Action::ApproveInPart {
            codes: codes(approved("62350"), not_approved("62362")),
            why: why(),
            criteria: unmet(session),
            late_because: String::new(),
            dates_because: String::new(),
        },
        Act::Deny => Action::Deny {
            codes: codes(not_approved("62350"), not_approved("62362")),
            why: why(),
            criteria: unmet(session),
            late_because: String::new(),
        },
        Act::Withdraw => Action::Withdraw { why: why() },
        Act::Close => Action::Close { closing: Closing::Duplicate, why: why() },
        Act::Reopen => Action::Reopen { why: why() },
        Act::AddAddendum => Action::AddAddendum { text: why() },
        Act::LogContact => {
            let at = "2026-10-08T15:00:00-05:00".parse().unwrap();
            let with = "Example Pain Clinic".to_owned();
            Action::LogContact { contact: Contact { at, kind: ContactKind::Call, with, note: why() } }
        }
    }
}

/// A case in a state, by the acts that lead there. In `Receive` and the physician's acts it has to be one that fits them.
fn in_state(state: CaseState, act: Act) -> Session {
    let is_denial = act == Act::Deny && !state.is_final() || state == CaseState::Adverse;
    let mut session = if is_denial { not_met() } else { met() };
    if act == Act::Receive && state != CaseState::Draft && !state.is_final() {
        does_act(&mut session, Act::Pend, &rn());
        if state == CaseState::InReview {
            // What came was only a part: a second request is open.
            does_act(&mut session, Act::Refer, &rn());
            does_act(&mut session, Act::Return, &md());
        }
    }
    let path: &[(Act, bool)] = match state {
        CaseState::Draft | CaseState::InReview => &[],
        CaseState::Pended if act == Act::Receive => &[],
        CaseState::Pended => &[(Act::Pend, false)],
        CaseState::Referred => &[(Act::Refer, false)],
        CaseState::Returned => &[(Act::Refer, false), (Act::Return, true)],
        CaseState::Approved => &[(Act::Approve, false)],
        CaseState::PartiallyApproved => &[(Act::Refer, false), (Act::ApproveInPart, true)],
        CaseState::Adverse => &[(Act::Refer, false), (Act::Deny, true)],
        CaseState::Withdrawn => &[(Act::Withdraw, false)],
        CaseState::Administrative => &[(Act::Close, false)],
    };
    for (act, by_physician) in path {
        does_act(&mut session, *act, &if *by_physician { md() } else { rn() });
    }
    session
}

fn does_act(session: &mut Session, act: Act, stamp: &Stamp) {
    let action = of_kind(act, session);
    does(session, &action, stamp);
}

/// The rights of each role, read from "Who decides what" in the description of the work: `n` a nurse and a physician, `p` a
/// physician alone, `-` nobody. One column a state, in the order of `CaseState::ALL`: draft, in review, pended, referred,
/// returned; approved, in part, adverse, withdrawn, administrative.
const TABLE: [(Act, &str); 15] = [
    (Act::Edit, "nnnpn -----"),
    (Act::Judge, "ppppp -----"),
    (Act::Pend, "nn-pn -----"),
    (Act::Receive, "nnnnn -----"),
    (Act::Extend, "nnnnn -----"),
    (Act::Refer, "nnn-n -----"),
    (Act::Return, "---p- -----"),
    (Act::Approve, "nn-pn -----"),
    (Act::ApproveInPart, "---p- -----"),
    (Act::Deny, "---p- -----"),
    (Act::Withdraw, "nnnnn -----"),
    (Act::Close, "nnnnn -----"),
    (Act::Reopen, "----- nppnn"),
    (Act::AddAddendum, "----- nnnnn"),
    (Act::LogContact, "nnnnn nnnnn"),
];

#[test]
fn every_state_role_and_act_is_allowed_or_refused_with_a_sentence() {
    let mut seen = 0;
    for (act, row) in TABLE {
        let cells: Vec<char> = row.chars().filter(|cell| *cell != ' ').collect();
        assert_eq!(cells.len(), CaseState::ALL.len());
        for (state, cell) in CaseState::ALL.into_iter().zip(cells) {
            for (role, stamp) in [(Role::Nurse, rn()), (Role::Physician, md())] {
                let allowed = cell == 'n' || cell == 'p' && role == Role::Physician;
                let said = mednec::case::check_permission(act, state, role);
                assert_eq!(said.is_ok(), allowed, "{act:?} in {state:?} by {role:?}: {said:?}");
                if let Err(why) = said {
                    assert!(why.to_string().contains(':'), "{why}: what is so, and what to do");
                }
                seen += 1;
                // A draft has nothing to decide on yet; the table speaks of the right alone there.
                if state == CaseState::Draft {
                    continue;
                }
                let mut session = in_state(state, act);
                let action = of_kind(act, &session);
                match session.dispatch(&action, &stamp) {
                    Ok(changed) => assert!(allowed && changed, "{act:?} in {state:?} by {role:?} went through"),
                    Err(SessionError::Refused(Refusal::NotAllowed(why))) => {
                        assert!(!allowed, "{act:?} in {state:?} by {role:?}: {why}");
                        assert_eq!(said, Err(why));
                    }
                    Err(other) => panic!("{act:?} in {state:?} by {role:?}: {other:?}"),
                }
            }
        }
    }
    assert_eq!(seen, 15 * 10 * 2);
    assert_eq!(TABLE.map(|(act, _)| act), Act::ALL);
}

#[test]
fn nothing_but_the_checklist_is_recorded_without_proof() {
    let named = |credential| Stamp::named(rn().at(), Reviewer::unproved("N. Berg", credential).unwrap());
    for (act, row) in TABLE {
        let cells = row.chars().filter(|cell| *cell != ' ');
        for (state, cell) in CaseState::ALL.into_iter().zip(cells).skip(1).filter(|(_, cell)| *cell != '-') {
            let mut session = in_state(state, act);
            let action = of_kind(act, &session);
            let stamp = named(if cell == 'n' { "RN" } else { "MD" });
            if act == Act::Edit {
                does(&mut session, &action, &stamp);
            } else {
                assert_eq!(refusal(&mut session, &action, &stamp), Refusal::NeedsProof, "{act:?} in {state:?}");
            }
        }
    }
}

#[test]
fn a_nurse_approves_what_is_met_and_nothing_else() {
    let approve = |session: &Session| Action::Approve {
        codes: all_approved(),
        why: String::new(),
        criteria: unmet(session),
        late_because: String::new(),
        dates_because: String::new(),
    };
    let mut session = met();
    let action_on = approve(&session);
    does(&mut session, &action_on, &rn());
    let decided = session.case().determination.as_ref().unwrap();
    assert_eq!((decided.state, decided.result), (CaseState::Approved, CriteriaResult::CriteriaMet));
    assert_eq!(session.case().state(), CaseState::Approved);

    let mut session = not_met();
    let action_on = approve(&session);
    assert_eq!(refusal(&mut session, &action_on, &rn()), Refusal::NotMet);
    // One item left to review is enough, whatever else is met.
    let mut session = met();
    does(&mut session, &action(r#"{"do":"clear","question":"psych.no_barrier"}"#), &rn());
    let action_on = approve(&session);
    assert_eq!(refusal(&mut session, &action_on, &rn()), Refusal::NotMet);
}

#[test]
fn a_physician_overrides_with_a_rationale_that_names_every_criterion_in_the_way() {
    let mut session = not_met();
    does_act(&mut session, Act::Refer, &rn());
    let approve = |why: &str, criteria: &[CriterionId]| Action::Approve {
        codes: all_approved(),
        why: why.to_owned(),
        criteria: criteria.to_vec(),
        late_because: String::new(),
        dates_because: String::new(),
    };
    let in_the_way = unmet(&session);
    assert_eq!(in_the_way, [CriterionId::from("pain-reduction")]);
    assert_eq!(refusal(&mut session, &approve("Relief lasted.", &[]), &md()), Refusal::CriterionNotNamed);
    assert_eq!(refusal(&mut session, &approve(" ", &in_the_way), &md()), Refusal::BadText);
    let other = ["pain-reduction".into(), "cause-known".into()];
    assert_eq!(refusal(&mut session, &approve("Relief lasted.", &other), &md()), Refusal::CriterionNotUnmet);
    does(&mut session, &approve("Relief lasted.", &in_the_way), &md());
    assert_eq!(session.case().state(), CaseState::Approved);
    assert_eq!(session.case().determination.as_ref().unwrap().result, CriteriaResult::CriteriaNotMet);
}

#[test]
fn nothing_is_decided_under_a_policy_that_does_not_govern() {
    let mut session = met();
    does(&mut session, &action(r#"{"do":"answer","question":"request.line","value":{"choice":"other"}}"#), &rn());
    assert_eq!(session.basis().result, CriteriaResult::OutsidePolicy);
    does_act(&mut session, Act::Refer, &rn());
    for act in [Act::Approve, Act::ApproveInPart, Act::Deny] {
        let action = of_kind(act, &session);
        assert_eq!(refusal(&mut session, &action, &md()), Refusal::OutsidePolicy, "{act:?}");
    }
    does_act(&mut session, Act::Close, &rn());
}

#[test]
fn confirmations_bind_decisions_on_the_merits_and_no_others() {
    for confirmation in ["scope.plan_document_checked", "scope.mandates_checked"] {
        let mut session = not_met();
        does(&mut session, &Action::Clear { question: confirmation.into() }, &rn());
        for act in [Act::Pend, Act::Refer, Act::Withdraw, Act::Close] {
            let action = of_kind(act, &session);
            does(&mut session.clone(), &action, &rn());
        }
        does_act(&mut session, Act::Refer, &rn());
        for act in [Act::Approve, Act::ApproveInPart, Act::Deny] {
            let action = of_kind(act, &session);
            assert_eq!(refusal(&mut session, &action, &md()), Refusal::NotConfirmed, "{act:?}");
        }
        does_act(&mut session, Act::Return, &md());
    }
}

#[test]
fn each_requested_code_has_one_outcome_with_units_and_dates() {
    let approval = |units, from: &str, until: &str| CodeOutcome {
        cpt: "62362".to_owned(),
        outcome: CodeDecision::Approved(Approval { units, from: from.parse().unwrap(), until: until.parse().unwrap() }),
    };
    let cases: Vec<(Vec<CodeOutcome>, Refusal)> = vec![
        (vec![], Refusal::CodesDiffer),
        (vec![approved("62350")], Refusal::CodesDiffer),
        (vec![approved("62350"), approved("62362"), approved("62362")], Refusal::CodesDiffer),
        (vec![approved("62350"), approved("62361")], Refusal::CodesDiffer),
        (vec![approved("62350"), not_approved("62362")], Refusal::OutcomesDiffer),
        (vec![not_approved("62350"), not_approved("62362")], Refusal::OutcomesDiffer),
        (vec![approved("62350"), approval(0, "2025-11-03", "2025-11-03")], Refusal::BadApproval),
        (vec![approved("62350"), approval(2, "2025-11-03", "2025-11-03")], Refusal::BadApproval),
        (vec![approved("62350"), approval(1, "2025-11-04", "2025-11-03")], Refusal::BadApproval),
        (vec![approved("62350"), approval(1, "2025-11-03", "2525-11-03")], Refusal::BadDate),
    ];
    for (codes, why) in cases {
        let mut session = met();
        let action = Action::Approve {
            codes: codes.clone(),
            why: String::new(),
            criteria: Vec::new(),
            late_because: String::new(),
            dates_because: String::new(),
        };
        assert_eq!(refusal(&mut session, &action, &rn()), why, "{codes:?}");
    }
    let mut session = met();
    does(&mut session, &Action::Clear { question: "request.codes".into() }, &rn());
    let nothing = Action::Approve {
        codes: Vec::new(),
        why: String::new(),
        criteria: Vec::new(),
        late_because: String::new(),
        dates_because: String::new(),
    };
    assert_eq!(refusal(&mut session, &nothing, &rn()), Refusal::NoCodes);
}

/// A trial code on a placement case: split off, or a physician's rationale.
#[test]
fn a_code_of_another_stage_is_split_off_or_reasoned() {
    let with_trial_code = || {
        let mut session = met();
        let codes = r#"{"do":"answer","question":"request.codes","value":{"codes":[{"cpt":"62362","units":1},{"cpt":"62326","units":1}]}}"#;
        does(&mut session, &action(codes), &rn());
        session
    };
    let split = |cpt: &str| CodeOutcome { cpt: cpt.to_owned(), outcome: CodeDecision::SplitOff };
    let approve = |codes: Vec<CodeOutcome>, why: &str| Action::Approve {
        codes,
        why: why.to_owned(),
        criteria: Vec::new(),
        late_because: String::new(),
        dates_because: String::new(),
    };
    let both = vec![approved("62362"), approved("62326")];
    let mut session = with_trial_code();
    assert_eq!(refusal(&mut session, &approve(both.clone(), "Needed."), &rn()), Refusal::OtherStage);
    let wrong = vec![split("62362"), approved("62326")];
    assert_eq!(refusal(&mut session, &approve(wrong, ""), &rn()), Refusal::NotOtherStage);
    does(&mut session, &approve(vec![approved("62362"), split("62326")], ""), &rn());
    assert_eq!(session.case().state(), CaseState::Approved);

    let mut session = with_trial_code();
    does_act(&mut session, Act::Refer, &rn());
    assert_eq!(refusal(&mut session, &approve(both.clone(), ""), &md()), Refusal::BadText);
    does(&mut session, &approve(both, "The trial catheter is part of this stay."), &md());
}

#[test]
fn an_adverse_determination_names_a_criterion_that_is_not_met() {
    let deny = |criteria: &[&str], why: &str| Action::Deny {
        codes: vec![not_approved("62350"), not_approved("62362")],
        why: why.to_owned(),
        criteria: criteria.iter().map(|id| (*id).into()).collect(),
        late_because: String::new(),
    };
    let mut session = not_met();
    does_act(&mut session, Act::Refer, &rn());
    for (criteria, why, expected) in [
        (&[][..], "Pain fell by a quarter.", Refusal::CriterionNotUnmet),
        (&["cause-known"], "Pain fell by a quarter.", Refusal::CriterionNotUnmet),
        (&["pain-reduction"], "", Refusal::BadText),
    ] {
        assert_eq!(refusal(&mut session, &deny(criteria, why), &md()), expected);
    }
    does(&mut session, &deny(&["pain-reduction"], "Pain fell by a quarter."), &md());
    assert_eq!(session.case().state(), CaseState::Adverse);
    // Where all is met, there is nothing to deny.
    let mut session = met();
    does_act(&mut session, Act::Refer, &rn());
    let action = deny(&["pain-reduction"], "Pain fell by a quarter.");
    assert_eq!(refusal(&mut session, &action, &md()), Refusal::CriterionNotUnmet);
}

#[test]
fn nobody_decides_a_request_of_their_own() {
    let mut session = met();
    let provider = Value::Provider(mednec::case::Provider { name: "Berg, N., MD".to_owned(), npi: String::new() });
    does(&mut session, &Action::Answer { question: "request.requesting_provider".into(), value: provider }, &rn());
    let action = of_kind(Act::Approve, &session);
    assert_eq!(refusal(&mut session, &action, &rn()), Refusal::OwnRequest);
    does(&mut session, &action, &md());
}

#[test]
fn holds_are_intervals_that_time_allows() {
    let pend = |sent_at: &str, supply_by: Option<&str>| Action::Pend {
        sent_at: sent_at.parse().unwrap(),
        how: Channel::Fax,
        to: "Example Pain Clinic".to_owned(),
        asked_of: AskedOf::Provider,
        extension_notice: false,
        supply_by: supply_by.map(|by| by.parse().unwrap()),
    };
    let receive = |at: &str| Action::Receive { at: at.parse().unwrap(), what: "Trial record".to_owned() };
    let mut session = met();
    // Received 2025-10-06 09:00 -05:00; now it is 2025-10-08 16:00 -05:00.
    for (sent, by) in [
        ("2025-10-06T08:59:59-05:00", None),
        ("2026-10-08T16:00:01-05:00", None),
        ("2026-10-07T10:00:00-05:00", Some("2026-10-07T10:00:00-05:00")),
    ] {
        assert_eq!(refusal(&mut session, &pend(sent, by), &rn()), Refusal::BadTime, "{sent} {by:?}");
    }
    assert_eq!(refusal(&mut session, &receive("2026-10-08T10:00:00-05:00"), &rn()), Refusal::NothingAsked);
    does(&mut session, &pend("2026-10-07T10:00:00-05:00", Some("2026-11-21T10:00:00-05:00")), &rn());
    assert_eq!(session.case().state(), CaseState::Pended);
    assert_eq!(refusal(&mut session, &receive("2026-10-07T09:59:59-05:00"), &rn()), Refusal::BadTime);
    assert_eq!(refusal(&mut session, &receive("2026-10-08T16:00:01-05:00"), &rn()), Refusal::BadTime);
    does(&mut session, &receive("2026-10-08T10:00:00-05:00"), &rn());
    assert_eq!((session.case().state(), session.case().open_hold()), (CaseState::InReview, None));
    // A second request is a second interval; the first stays as it was.
    does(&mut session, &pend("2026-10-08T11:00:00-05:00", None), &rn());
    assert_eq!(session.case().holds.len(), 2);
    let extend =
        Action::Extend { notified_at: rn().at(), why: "More records were asked for.".to_owned(), ground: None };
    does(&mut session, &extend, &rn());
    assert_eq!(refusal(&mut session, &extend, &rn()), Refusal::ExtendedAlready);
}

/// One extension a case, and the notice of one goes to the claimant (reviewing.md: "One extension, with notice").
#[test]
fn a_request_is_an_extension_notice_to_the_claimant_and_once() {
    let pend = |asked_of, extension_notice| Action::Pend {
        sent_at: "2026-10-07T10:00:00-05:00".parse().unwrap(),
        how: Channel::Letter,
        to: "The member".to_owned(),
        asked_of,
        extension_notice,
        supply_by: None,
    };
    let receive = Action::Receive { at: rn().at(), what: "Trial record".to_owned() };
    let extend = Action::Extend { notified_at: rn().at(), why: "More records.".to_owned(), ground: None };
    for asked_of in [AskedOf::Claimant, AskedOf::Both] {
        let mut session = met();
        assert_eq!(refusal(&mut session, &pend(AskedOf::Provider, true), &rn()), Refusal::NoticeNotToClaimant);
        does(&mut session, &pend(asked_of, true), &rn());
        let hold = session.case().open_hold().map(|(_, hold)| (hold.asked_of, hold.extension_notice));
        assert_eq!(hold, Some((Some(asked_of), true)));
        assert_eq!(refusal(&mut session, &extend, &rn()), Refusal::ExtendedAlready);
        does(&mut session, &receive, &rn());
        assert_eq!(refusal(&mut session, &pend(asked_of, true), &rn()), Refusal::ExtendedAlready);
        does(&mut session, &pend(asked_of, false), &rn());
    }
    let mut session = met();
    does(&mut session, &extend, &rn());
    // A ground that was not stated is written, so that it is not taken for one recorded before grounds were.
    let ground = session.case().extension.as_ref().and_then(|extension| extension.ground);
    assert_eq!(ground, Some(ExtensionGround::NotStated));
    assert_eq!(refusal(&mut session, &pend(AskedOf::Claimant, true), &rn()), Refusal::ExtendedAlready);
}

/// A line of a feed that leaves the addressee out is refused: nobody can say what it does to the clock.
#[test]
fn a_request_without_an_addressee_does_not_read() {
    let line = r#"{"do":"pend","sent_at":"2026-10-07T10:00:00-05:00","how":"fax","to":"Clinic"}"#;
    let error = serde_json::from_str::<Action>(line).map(|_| ()).unwrap_err().to_string();
    assert!(error.starts_with("missing field `asked_of`"), "{error}");
}

/// Undo takes back what was typed, and never a signature, a letter or a judgement.
#[test]
fn undo_does_not_touch_what_is_signed() {
    let mut session = met();
    let note = action(r#"{"do":"note","criterion":"pain-reduction","text":"Read again."}"#);
    does(&mut session, &note, &rn());
    does_act(&mut session, Act::Pend, &rn());
    does_act(&mut session, Act::Receive, &rn());
    let holds = session.case().holds.clone();
    does(&mut session, &Action::Undo, &rn());
    assert!(session.case().notes.is_empty(), "the note was the last thing typed");
    assert_eq!((session.case().holds.clone(), session.case().state()), (holds, CaseState::InReview));
    while session.dispatch(&Action::Undo, &md()).is_ok() {}
    assert_eq!((session.case().holds.len(), session.case().state()), (1, CaseState::InReview));

    let mut session = met();
    does_act(&mut session, Act::Approve, &rn());
    for locked in [Action::Undo, Action::Redo, note] {
        assert_eq!(refusal(&mut session, &locked, &md()), Refusal::NotAllowed(NotAllowed::Locked));
    }
    assert!(!session.history().can_undo(Role::Physician));
    does_act(&mut session, Act::Reopen, &rn());
    assert!(session.history().can_undo(Role::Nurse));
}

#[test]
fn a_signed_case_reads_back_with_everything_that_was_decided() {
    let mut session = not_met();
    for (act, by) in [
        (Act::Pend, rn()),
        (Act::Receive, rn()),
        (Act::Extend, rn()),
        (Act::LogContact, rn()),
        (Act::Refer, rn()),
        (Act::Deny, md()),
        (Act::AddAddendum, rn()),
        (Act::Reopen, md()),
    ] {
        does_act(&mut session, act, &by);
    }
    let bytes = mednec::store::case_file::write(session.history()).unwrap();
    let back = mednec::store::case_file::read(&bytes).unwrap();
    same(&back, session.history());
    let catalog = mednec::policy::Catalog::bundled().unwrap();
    let resumed = Session::resume(back, &catalog).unwrap();
    assert_eq!(resumed.case().state(), CaseState::InReview);
    assert_eq!(resumed.case().addenda.len(), 1);
    let proofs = resumed.history().events().iter().filter(|event| event.proof.is_some()).count();
    assert_eq!(proofs, 8);
}
