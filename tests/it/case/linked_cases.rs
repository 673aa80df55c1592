//! Signed cases for others to rest on, and what a link has to hold: the snapshot is what the signed history gives, and nothing
//! typed into a file stands in for it.
//!
//! Must not know: how a folder is searched (that is `linked_folder`), or what a link decides (that is in the tables).

use std::sync::Arc;

use mednec::case::{
    Action, Approval, Change, CodeDecision, CodeOutcome, Event, History, LinkFault, LinkedCase, Refusal, ReplayError,
    Stamp, Value, chained, facts_hash, requested_codes,
};
use mednec::ids::{CaseId, QuestionId};
use mednec::linking::Folder;
use mednec::policy::{Catalog, Policy, request};
use mednec::session::{Session, SessionError};
use mednec::store::HandOver;

use crate::case::decisions::{does, md, refusal, rn};
use crate::policy::scenarios::{base_as, bundled, step};
use crate::told::same;

pub(crate) const TRIAL: &str = "trial.established_by";

/// The bundled policy under another number.
fn numbered(number: &str) -> Arc<Policy> {
    let line = |number: &str| format!("number = \"{number}\"");
    let text = bundled().text().replacen(&line("2025T0626L"), &line(number), 1);
    let policy = Policy::load(&text).expect("the policy loads");
    assert_eq!(policy.head().number, number);
    Arc::new(policy)
}

/// A case of a table in which everything is met, with a member, under an id of its own.
pub(crate) fn of_member(id: &str, policy: &Arc<Policy>, table: &str) -> Session {
    let mut session = base_as(id, policy, table);
    step(&mut session, "member.id = TEST-884-0001").expect("a member id");
    if table == "trial" {
        step(&mut session, "request.codes = 62326").expect("a code");
    }
    session
}

fn outcomes(session: &Session, decision: fn(usize) -> bool) -> Vec<CodeOutcome> {
    let approval = || Approval { units: 1, from: "2025-11-03".parse().unwrap(), until: "2026-02-01".parse().unwrap() };
    let outcome = |(place, code): (usize, &mednec::case::RequestedCode)| CodeOutcome {
        cpt: code.cpt.clone(),
        outcome: if decision(place) { CodeDecision::Approved(approval()) } else { CodeDecision::NotApproved },
    };
    requested_codes(session.case()).iter().enumerate().map(outcome).collect()
}

/// The approval of everything that a case asks for.
pub(crate) fn approval(session: &Session) -> Action {
    let criteria = session.basis().unmet;
    let why = if criteria.is_empty() { String::new() } else { "Shown by the whole record.".to_owned() };
    Action::Approve {
        codes: outcomes(session, |_| true),
        why,
        criteria,
        late_because: String::new(),
        dates_because: String::new(),
    }
}

fn by_physician(session: &mut Session, decision: Action) {
    does(session, &Action::Refer { question: "Is it enough?".to_owned(), to: String::new() }, &rn());
    does(session, &decision, &md());
}

/// A case that is approved as met, signed by this stamp.
pub(crate) fn approved_by(mut session: Session, stamp: &Stamp) -> Session {
    let approve = approval(&session);
    let nowhere = Folder { store: None, roster: None, catalog: catalog() };
    assert_eq!(nowhere.dispatch_all(&mut session, &[approve], stamp), Ok(()));
    session
}

/// A case that a table's step `link` names.
pub(crate) fn prepared(name: &str) -> Session {
    let (policy, why) = (bundled(), || "As the physician sees it.".to_owned());
    let trial = |policy: &Arc<Policy>| of_member("linked-trial", policy, "trial");
    let changed = |line: &str| {
        let mut session = trial(&policy);
        step(&mut session, line).expect("a step");
        session
    };
    let mut session = match name {
        "other-member" => changed("member.id = TEST-884-0002"),
        "no-member-id" => changed("clear member.id"),
        "lower-case-id" => changed("member.id = test-884-0001"),
        "other-birth-date" => changed("member.born_on = 1965-03-11"),
        "version-K" => trial(&numbered("2025T0626K")),
        "other-policy" => trial(&numbered("2025T0627L")),
        "rationale" | "adverse" => changed("pain.cause = contradicted"),
        "cancer-trial" => {
            let mut session = of_member("linked-other", &policy, "cancer");
            step(&mut session, "stage.requested = trial").expect("the stage");
            step(&mut session, "request.codes = 62326").expect("its code");
            session
        }
        "spasticity" => {
            let mut session = of_member("linked-other", &policy, name);
            step(&mut session, "stage.requested = placement").expect("the stage");
            step(&mut session, "request.codes = 62350 62362").expect("its codes");
            session
        }
        "cancer" | "pump" => of_member("linked-other", &policy, name),
        "itself" => of_member("scenario", &policy, "trial"),
        "round" => {
            let mut pump = of_member("linked-pump", &policy, "pump");
            link(&mut pump, TRIAL, &prepared("itself"));
            pump
        }
        _ => trial(&policy),
    };
    match name {
        "open" => return session,
        "adverse" => {
            let (codes, criteria) = (outcomes(&session, |_| false), session.basis().unmet);
            by_physician(&mut session, Action::Deny { codes, why: why(), criteria, late_because: String::new() });
        }
        "partial" => {
            step(&mut session, "request.codes = 62326 62327").expect("two codes");
            let codes = outcomes(&session, |place| place == 0);
            by_physician(
                &mut session,
                Action::ApproveInPart {
                    codes,
                    why: why(),
                    criteria: Vec::new(),
                    late_because: String::new(),
                    dates_because: String::new(),
                },
            );
        }
        "rationale" => {
            let approve = approval(&session);
            by_physician(&mut session, approve);
        }
        "withdrawn" => does(&mut session, &Action::Withdraw { why: why() }, &rn()),
        _ => session = approved_by(session, &rn()),
    }
    if name == "reopened" {
        does(&mut session, &Action::Reopen { why: "The record was read again.".to_owned() }, &rn());
    }
    session
}

/// The action that links a case, as whoever has both would dispatch it.
pub(crate) fn link_to(question: &str, other: &Session) -> Action {
    let (question, case) = (QuestionId::new(question), other.case().id.clone());
    Action::Link { question, case, found: Some(Arc::new(other.history().clone())) }
}

/// Chooses the way and links.
pub(crate) fn link(session: &mut Session, question: &str, other: &Session) {
    step(session, &format!("{question} = linked-case")).expect("the way");
    does(session, &link_to(question, other), &rn());
}

/// A placement that rests on a signed trial.
pub(crate) fn resting() -> Session {
    let mut session = of_member("scenario", &bundled(), "pump");
    link(&mut session, TRIAL, &prepared("trial"));
    session
}

fn linked(session: &Session) -> &LinkedCase {
    &session.case().links[&QuestionId::new(TRIAL)]
}

#[test]
fn a_link_copies_number_result_and_signature_of_the_determination() {
    let (session, trial) = (resting(), prepared("trial"));
    let link = linked(&session);
    let last = trial.history().events().last().unwrap();
    assert_eq!((&link.case, link.sequence, &link.head), (&trial.case().id, last.sequence, trial.history().head()));
    assert_eq!((&link.proof, &link.by), (last.proof.as_ref().unwrap(), &last.by));
    assert_eq!((link.member_id.as_str(), link.born_on.to_string().as_str()), ("TEST-884-0001", "1965-03-10"));
    assert_eq!(link.policy, trial.case().policy);
    assert_eq!(session.evaluation().status, mednec::engine::Status::Met);
    // What was said of the trial afterwards is no part of what was signed.
    let mut later = trial;
    does(&mut later, &Action::AddAddendum { text: "The clinic called.".to_owned() }, &rn());
    let mut again = of_member("scenario", &bundled(), "pump");
    super::linked_cases::link(&mut again, TRIAL, &later);
    assert_eq!(linked(&again), link);
}

#[test]
fn undo_takes_a_link_back_and_redo_makes_it_again() {
    let mut session = resting();
    let with_link = session.case().clone();
    does(&mut session, &Action::Undo, &rn());
    assert!(session.case().links.is_empty());
    does(&mut session, &Action::Redo, &rn());
    assert_eq!(*session.case(), with_link);
    does(&mut session, &Action::Unlink { question: TRIAL.into() }, &rn());
    does(&mut session, &Action::Undo, &rn());
    assert_eq!(*session.case(), with_link);
    same(&History::replay(session.history().events().to_vec()).unwrap(), session.history());
    assert_eq!(session.dispatch(&link_to(TRIAL, &prepared("trial")), &rn()), Ok(false), "linked already");
}

#[test]
fn a_link_without_a_lookup_is_refused_and_no_file_can_state_one() {
    let mut session = of_member("scenario", &bundled(), "pump");
    let typed = r#"{"do":"link","question":"trial.established_by","case":"linked-trial"}"#;
    assert_eq!(refusal(&mut session, &crate::case::decisions::action(typed), &rn()), Refusal::NotLookedUp);
    let found = serde_json::from_str::<Action>(&typed.replace('}', ",\"found\":null}"));
    assert!(found.is_err(), "no field of an actions file stands for the lookup");
    let other = link_to("pain.cause", &prepared("trial"));
    assert_eq!(refusal(&mut session, &other, &rn()), Refusal::NotLinkable);
    let mut misnamed = link_to(TRIAL, &prepared("trial"));
    if let Action::Link { case, .. } = &mut misnamed {
        *case = CaseId::parse("another").unwrap();
    }
    assert_eq!(refusal(&mut session, &misnamed, &rn()), Refusal::NotLookedUp);
    assert_eq!(refusal(&mut session, &Action::Unlink { question: TRIAL.into() }, &rn()), Refusal::NotLinked);
}

/// A forgery of the snapshot and of the evidence behind it.
type Forge = (&'static str, fn(&mut LinkedCase, &mut Vec<Event>));

#[test]
fn a_snapshot_cannot_be_changed_in_the_file() {
    let session = resting();
    let place = session.history().events().len() - 1;
    let table: &[Forge] = &[
        ("another member", |link, _| link.member_id = "TEST-884-0002".to_owned()),
        ("another birth date", |link, _| link.born_on = "1965-03-11".parse().unwrap()),
        ("another case", |link, _| link.case = CaseId::parse("another").unwrap()),
        ("another pathway", |link, _| link.pathway = "cancer".into()),
        ("another policy", |link, _| link.policy.number = "2025T0627L".to_owned()),
        ("another signer", |link, _| link.by.name = "Somebody Else".to_owned()),
        ("another time", |link, _| link.at = (*link.at + chrono::TimeDelta::seconds(1)).into()),
        ("another event", |link, _| link.sequence -= 1),
        ("nothing that it rests on", |link, _| {
            link.rests_on.insert(CaseId::parse("another").unwrap());
        }),
        ("no evidence", |_, evidence| evidence.clear()),
        ("evidence without its signature", |_, evidence| {
            evidence.pop();
        }),
        ("evidence with another member", |link, evidence| {
            let id = evidence.iter_mut().flat_map(|event| &mut event.changes).find_map(|change| match change {
                Change::Answer { question, after: Some(after), .. } if *question == *request::MEMBER_ID => {
                    Some(&mut after.value)
                }
                _ => None,
            });
            *id.unwrap() = Some(Value::Text("TEST-884-0002".to_owned()));
            link.member_id = "TEST-884-0002".to_owned();
            *evidence = chained(std::mem::take(evidence));
        }),
    ];
    for (name, forge) in table {
        let mut events = session.history().events().to_vec();
        let Change::Link { after: Some(after), evidence, .. } = &mut events[place].changes[0] else {
            panic!("no link")
        };
        forge(after, evidence);
        let found = History::replay(chained(events));
        assert_eq!(found, Err(ReplayError::LinkNotProved(place as u32 + 1)), "{name}");
    }
}

#[test]
fn a_link_survives_a_hand_over_and_a_changed_one_does_not() {
    let session = resting();
    let bytes = HandOver::of(session.history(), session.policy().text(), None).0.write().unwrap();
    same(&HandOver::read(&bytes).unwrap().history, session.history());
    let text = String::from_utf8(bytes).unwrap();
    let signer = linked(&session).proof.signature.to_string();
    let other = signer.replace('a', "b");
    assert!(HandOver::read(text.replace(&signer, &other).as_bytes()).is_err());
    assert!(HandOver::read(text.replace("TEST-884-0001", "TEST-884-0002").as_bytes()).is_err());
}

#[test]
fn a_judgement_rests_on_the_linked_case_and_old_judgements_keep_their_hash() {
    let (from, to) =
        ("rests_on = [\"stage.requested\", ", "rests_on = [\"trial.established_by\", \"stage.requested\", ");
    let text = bundled().text().replacen(from, to, 1);
    let policy = Arc::new(Policy::load(&text).expect("the policy loads"));
    let judgement =
        policy.judgements().find(|judgement| judgement.rests_on.contains(&TRIAL.into())).unwrap().id.clone();
    let hash = |session: &Session| facts_hash(session.case(), session.policy(), &judgement).unwrap();
    let mut session = of_member("scenario", &policy, "pump");
    step(&mut session, &format!("{TRIAL} = linked-case")).unwrap();
    let without = hash(&session);
    does(&mut session, &link_to(TRIAL, &prepared("trial")), &rn());
    assert_ne!(hash(&session), without);
    does(&mut session, &Action::Unlink { question: TRIAL.into() }, &rn());
    assert_eq!(hash(&session), without);
}

#[test]
fn a_decision_waits_for_the_check_of_what_it_rests_on() {
    let mut session = resting();
    let approve = approval(&session);
    assert_eq!(session.dispatch(&approve, &rn()), Err(SessionError::LinksNotChecked));
    let all = session.dispatch_all(std::slice::from_ref(&approve), &rn());
    assert_eq!(all, Err((0, SessionError::LinksNotChecked)));
    // Another way rests on nothing that has to be checked.
    step(&mut session, &format!("{TRIAL} = reviewed-now")).unwrap();
    does(&mut session, &approve, &rn());
}

/// Nothing of a member stands in what is said of a case that cannot be linked.
#[test]
fn refusals_of_a_link_name_no_member() {
    for name in ["other-member", "other-birth-date", "adverse", "reopened", "other-policy"] {
        let mut session = of_member("scenario", &bundled(), "pump");
        let refused = refusal(&mut session, &link_to(TRIAL, &prepared(name)), &rn());
        assert!(matches!(refused, Refusal::Link(_)), "{refused:?}");
        let said = refused.to_string();
        assert!(!said.contains("TEST-884") && !said.contains("1965"), "{said}");
    }
    let altered = History::restore_for_viewing(
        prepared("trial").case().clone(),
        prepared("trial").history().events()[1..].to_vec(),
        prepared("trial").history().head().clone(),
    );
    assert_eq!(LinkedCase::preview(&altered), Err(LinkFault::Altered));
}

/// The bundled policies, for as long as the tests run.
pub(crate) fn catalog() -> &'static Catalog {
    static CATALOG: std::sync::LazyLock<Catalog> = std::sync::LazyLock::new(|| Catalog::bundled().unwrap());
    &CATALOG
}
