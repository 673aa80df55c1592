//! One answer at every entrance: a case whose record has a fault is found by `verify`, is not evaluated, explained, exported, changed
//! or handed over by the command line, and is not imported. Each attack is made with the keys that its attacker has.
//!
//! Must not know: what can be done to a folder as a whole (that is `tampering`).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::sync::Arc;

use mednec::audit::{Finding, audit_history};
use mednec::case::{
    Action, Approval, CaseState, Change, CodeDecision, CodeOutcome, CriteriaResult, Determination, Effect, Event,
    Forbidden, History, Known, NotAllowed, Refusal, ReplayError, Reviewer, Stamp, UnconfirmedSignature,
};
use mednec::clock::Instant;
use mednec::identity::{Cost, Credential, Passphrase, Roster, RosterChange, SignerCheck, Unlocked};
use mednec::ids::ContentHash;
use mednec::policy::Catalog;
use mednec::session::{Session, SessionError};
use mednec::store::{CaseStore, HandOver, StoreError, case_file};
use mednec::verification::{Fault, faults};
use mednec::workspace::{ImportError, import};
use tempfile::TempDir;

use crate::case::decisions::{action, approved, does, met};
use crate::case::forging::sign_as;
use crate::command_line::signing::run;

pub(crate) fn at(time: &str) -> Instant {
    format!("2026-10-08T{time}:00-05:00").parse().unwrap()
}

/// A department: an administrating nurse, a physician, a nurse, and a physician who left at noon.
pub(crate) struct Department {
    pub(crate) folder: TempDir,
    pub(crate) roster: Arc<Roster>,
    pub(crate) nurse: Arc<Unlocked>,
    pub(crate) physician: Arc<Unlocked>,
    pub(crate) departed: Arc<Unlocked>,
}

fn phrase() -> Passphrase {
    Passphrase::new("four plain invented words".to_owned())
}

pub(crate) fn department() -> Department {
    let folder = tempfile::tempdir().unwrap();
    let (roster, ann) =
        Roster::create("Ann Arbor", Credential::Rn, None, &phrase(), at("08:00"), Cost::FOR_TESTS).unwrap();
    let enrolled = |roster: &Roster, name: &str, credential, licence: Option<&str>| {
        let enrol = RosterChange::enrol(name, credential, licence, false, &phrase(), Cost::FOR_TESTS).unwrap();
        let roster = roster.append(enrol, &ann, at("08:05")).unwrap();
        let id = roster.find(&format!("{name}, {credential}")).unwrap().person().id.clone();
        let unlocked = Arc::new(roster.unlock(&id, &phrase()).unwrap());
        (roster, unlocked)
    };
    let (roster, physician) = enrolled(&roster, "Bob Bay", Credential::Md, Some("OH 0001"));
    let (roster, departed) = enrolled(&roster, "Dora Dale", Credential::Md, None);
    let (roster, nurse) = enrolled(&roster, "Cleo Cove", Credential::Rn, None);
    let left = RosterChange::Left { reviewer: departed.person().id.clone() };
    let roster = roster.append(left, &ann, at("12:00")).unwrap();
    CaseStore::open(folder.path()).unwrap().save_roster(&roster, None).unwrap();
    Department { folder, roster: Arc::new(roster), nurse, physician, departed }
}

impl Department {
    pub(crate) fn by(who: &Arc<Unlocked>, time: &str) -> Stamp {
        Stamp::signed_in(at(time), who.clone())
    }

    fn store(&self) -> CaseStore {
        CaseStore::open(self.folder.path()).unwrap()
    }

    /// An approved case in the folder.
    pub(crate) fn approved(&self) -> History {
        let mut session = met();
        let codes = vec![approved("62350"), approved("62362")];
        let (late_because, dates_because) = (String::new(), String::new());
        let approve = Action::Approve { codes, why: String::new(), criteria: Vec::new(), late_because, dates_because };
        does(&mut session, &approve, &Self::by(&self.nurse, "13:00"));
        self.saved(&session)
    }

    /// A case that is with a physician.
    pub(crate) fn referred(&self) -> History {
        let mut session = met();
        let refer = Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
        does(&mut session, &refer, &Self::by(&self.nurse, "13:00"));
        self.saved(&session)
    }

    fn saved(&self, session: &Session) -> History {
        let store = self.store();
        store.store_policy(session.policy()).unwrap();
        store.save(session.history(), None).unwrap();
        session.history().clone()
    }
}

/// An event that somebody appends past the program, signed with their own key where one is given.
pub(crate) fn appended(
    history: &History,
    by: &Reviewer,
    at: Instant,
    changes: Vec<Change>,
    key: Option<&Unlocked>,
) -> Vec<Event> {
    let last = history.events().last().unwrap();
    let mut event = Event {
        sequence: last.sequence + 1,
        previous: Some(history.head().clone()),
        at,
        by: by.clone(),
        effect: Effect::Fresh,
        changes,
        proof: None,
        ..last.clone()
    };
    if let Some(key) = key {
        let catalog = Catalog::bundled().unwrap();
        let result = Session::resume(history.clone(), &catalog).unwrap().basis().result;
        sign_as(history, &mut event, result, key);
    }
    [history.events(), &[event]].concat()
}

pub(crate) fn named(who: &Unlocked) -> Reviewer {
    let person = who.person();
    Reviewer {
        name: person.name.clone(),
        credential: person.credential.to_string(),
        licence: person.licence.clone(),
        role: person.role(),
        known: Known::Signed(person.id.clone()),
    }
}

pub(crate) fn decides(
    history: &History,
    by: &Reviewer,
    at: Instant,
    state: CaseState,
    codes: Vec<CodeOutcome>,
) -> Vec<Change> {
    let result = Session::resume(history.clone(), &Catalog::bundled().unwrap()).unwrap().basis().result;
    let after = Determination {
        state,
        why: "As documented.".to_owned(),
        to: String::new(),
        closing: None,
        codes,
        criteria: Vec::new(),
        late_because: None,
        dates_because: None,
        result,
        by: by.clone(),
        at,
    };
    vec![Change::Determination { before: history.case().determination.clone(), after: Some(Box::new(after)) }]
}

/// The file of a history, as somebody who knows the format writes it; none where its changes do not fold.
pub(crate) fn file_of(events: &[Event]) -> Option<Vec<u8>> {
    let lines = events.iter().map(|event| serde_json::to_value(event).unwrap()).collect::<Vec<_>>();
    let mut case = None;
    for event in events {
        for change in &event.changes {
            match (change, &mut case) {
                (Change::Opening { case: id, policy, pathway }, case @ None) => {
                    *case = Some(mednec::case::Case::opened(id.clone(), policy.clone(), pathway.clone()));
                }
                (change, Some(case)) => change.fold_into(case).ok()?,
                _ => return None,
            }
        }
    }
    let head: ContentHash = events.last().unwrap().hash();
    let document = serde_json::json!({
        "format": "mednec-case", "version": case_file::VERSION, "case": case, "events": lines, "head": head
    });
    Some(serde_json::to_vec(&document).unwrap())
}

/// Puts the file in the place of the case, and asks at every entrance. The history is refused at each, and changes nothing.
fn is_refused_everywhere(of: &Department, events: &[Event], why: &str) {
    let bytes = file_of(events).unwrap();
    let id = mednec::ids::CaseId::parse("scenario").unwrap();
    let path = mednec::store::case_path(of.folder.path(), &id);
    let before = fs::read(&path).unwrap();
    fs::write(&path, &bytes).unwrap();
    let (case, folder) = (path.display().to_string(), of.folder.path().display().to_string());
    let actions = of.folder.path().join("actions.jsonl");
    fs::write(&actions, "{\"do\":\"note\",\"criterion\":\"pain-reduction\",\"text\":\"Read.\"}\n").unwrap();
    let actions = actions.display().to_string();
    let handed = of.folder.path().join("out.handover").display().to_string();
    for arguments in [
        &["verify", &folder][..],
        &["verify", &case],
        &["evaluate", &case],
        &["explain", &case, "pain-reduction"],
        &["replay", &case],
        &["export", &case, "--paper", "note", "--format", "text"],
        &["hand-over", &case, "-o", &handed],
        &["apply", &case, "--actions", &actions],
    ] {
        let ran = run("", arguments);
        assert_eq!(ran.code, 1, "{arguments:?}: {} {}", ran.out, ran.err);
        let said = ran.out + &ran.err;
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
    let listed = run("", &["worklist", "--store", &folder]);
    assert!(listed.out.contains(why) && !listed.out.contains(",approved"), "{}", listed.out);
    assert_eq!(fs::read(&path).unwrap(), bytes, "nothing was changed");
    fs::write(&path, before).unwrap();
    is_not_imported(of, events, &bytes, &id);
}

fn is_not_imported(of: &Department, events: &[Event], bytes: &[u8], id: &mednec::ids::CaseId) {
    let there = tempfile::tempdir().unwrap();
    let store = CaseStore::open(there.path()).unwrap();
    store.save_roster(&of.roster, None).unwrap();
    let catalog = Catalog::bundled().unwrap();
    let policy = catalog.entries()[0].policy.text().to_owned();
    let case = String::from_utf8(bytes.to_vec()).unwrap();
    let file = format!(
        "{{\"format\":\"mednec-handover\",\"version\":1,\"policy\":{},\"case\":{case}}}",
        serde_json::to_string(&policy).unwrap()
    );
    if let Ok(handed) = HandOver::read(file.as_bytes()) {
        let imported = import(&store, &handed, Some(&of.roster), &catalog);
        assert!(matches!(imported, Err(ImportError::Faulty(_))), "{imported:?} of {} events", events.len());
    }
    let name = there.path().join("in.handover");
    fs::write(&name, file).unwrap();
    let ran = run("", &["import", &name.display().to_string(), "--store", &there.path().display().to_string()]);
    assert_eq!((ran.code, store.exists(id)), (1, false), "{}", ran.err);
}

fn name_changed(history: &History) -> Vec<Change> {
    let question = mednec::policy::request::MEMBER_NAME.clone();
    let before = history.case().answers.get(&question).cloned();
    let after = serde_json::from_str(r#"{"value":{"text":"Mallory Example"}}"#).unwrap();
    vec![Change::Answer { question, before, after: Some(after) }]
}

#[test]
fn nothing_unsigned_is_accepted_in_a_decided_case() {
    let of = department();
    let history = of.approved();
    for known in [Known::Unproved, Known::SignedIn(of.nurse.person().id.clone())] {
        let by = Reviewer { known, ..named(&of.nurse) };
        let events = appended(&history, &by, at("13:05"), name_changed(&history), None);
        let sequence = events.last().unwrap().sequence;
        let why = Forbidden::NotAllowed(NotAllowed::Locked);
        assert_eq!(History::replay(events.clone()), Err(ReplayError::Forbidden { sequence, why }));
        is_refused_everywhere(&of, &events, "the case is decided and locked");
    }
}

#[test]
fn a_nurse_does_not_sign_as_a_physician_with_her_own_key() {
    let of = department();
    let history = of.referred();
    let (nurse, physician) = (named(&of.nurse), named(&of.physician));
    let returned = |by: &Reviewer| {
        let changes = decides(&history, by, at("13:05"), CaseState::Returned, Vec::new());
        appended(&history, by, at("13:05"), changes, Some(&of.nurse))
    };
    for (by, signer_check) in [
        // Another's name, credential and license under her own id and key.
        (Reviewer { known: nurse.known.clone(), ..physician.clone() }, SignerCheck::OtherName),
        (
            Reviewer { known: nurse.known.clone(), name: nurse.name.clone(), ..physician.clone() },
            SignerCheck::OtherName,
        ),
        (
            Reviewer { known: nurse.known.clone(), name: nurse.name.clone(), licence: None, ..physician.clone() },
            SignerCheck::OtherCredential,
        ),
        // The physician's id with her own key.
        (physician.clone(), SignerCheck::OtherReviewer),
    ] {
        let events = returned(&by);
        let sequence = events.last().unwrap().sequence;
        let history = History::replay(events.clone()).unwrap();
        let found = faults(&history, Some(&of.roster), &Catalog::bundled().unwrap());
        assert_eq!(found, [UnconfirmedSignature { sequence, signer_check }.into()]);
        is_refused_everywhere(&of, &events, "the roster does not confirm the signature");
    }
    // A role that her credential does not give.
    let events = returned(&Reviewer { role: mednec::case::Role::Physician, ..nurse });
    let sequence = events.last().unwrap().sequence;
    assert_eq!(History::replay(events.clone()), Err(ReplayError::Forbidden { sequence, why: Forbidden::OtherRole }));
    is_refused_everywhere(&of, &events, "does not give the role");
}

#[test]
fn a_case_that_is_with_a_physician_is_not_approved_by_a_nurse() {
    let of = department();
    let history = of.referred();
    let by = named(&of.nurse);
    let changes = decides(&history, &by, at("13:05"), CaseState::Approved, vec![approved("62350"), approved("62362")]);
    let events = appended(&history, &by, at("13:05"), changes, Some(&of.nurse));
    let sequence = events.last().unwrap().sequence;
    let why = Forbidden::NotAllowed(NotAllowed::WithPhysician);
    assert_eq!(History::replay(events.clone()), Err(ReplayError::Forbidden { sequence, why }));
    is_refused_everywhere(&of, &events, "the case is with a physician");
}

#[test]
fn no_more_is_approved_than_was_requested() {
    let of = department();
    let history = of.referred();
    let by = named(&of.physician);
    let units = |units: u32| {
        let (from, until) = ("2025-11-03".parse().unwrap(), "2026-02-01".parse().unwrap());
        CodeOutcome { cpt: "62350".to_owned(), outcome: CodeDecision::Approved(Approval { units, from, until }) }
    };
    let backward = {
        let (from, until) = ("2026-02-01".parse().unwrap(), "2025-11-03".parse().unwrap());
        CodeOutcome { cpt: "62350".to_owned(), outcome: CodeDecision::Approved(Approval { units: 1, from, until }) }
    };
    for (codes, why) in [
        (vec![units(4_000_000_000), approved("62362")], Refusal::BadApproval),
        (vec![units(0), approved("62362")], Refusal::BadApproval),
        (vec![backward, approved("62362")], Refusal::BadApproval),
        (vec![approved("62350"), approved("62362"), approved("62360")], Refusal::CodesDiffer),
        (vec![approved("62350")], Refusal::CodesDiffer),
        (vec![approved("62350"), approved("62350"), approved("62362")], Refusal::CodesDiffer),
    ] {
        let changes = decides(&history, &by, at("13:05"), CaseState::Approved, codes);
        let events = appended(&history, &by, at("13:05"), changes, Some(&of.physician));
        let sequence = events.last().unwrap().sequence;
        let found = faults(&History::replay(events.clone()).unwrap(), Some(&of.roster), &Catalog::bundled().unwrap());
        assert_eq!(found, [Fault::BeyondAuthority { sequence, why }]);
        is_refused_everywhere(&of, &events, &why.to_string());
    }
    // A return that carries outcomes decides on codes too.
    let changes = decides(&history, &by, at("13:05"), CaseState::Returned, vec![approved("62350")]);
    let events = appended(&history, &by, at("13:05"), changes, Some(&of.physician));
    is_refused_everywhere(&of, &events, "no outcome to any other code");
    // The same made as it may be is accepted: the attacks are made as they have to be made.
    let codes = vec![approved("62350"), approved("62362")];
    let changes = decides(&history, &by, at("13:05"), CaseState::Approved, codes);
    let events = appended(&history, &by, at("13:05"), changes, Some(&of.physician));
    let history = History::replay(events).unwrap();
    assert_eq!(audit_history(&history, Some(&of.roster), &Catalog::bundled().unwrap()), []);
}

#[test]
fn an_event_is_not_dated_before_the_one_before_it() {
    let of = department();
    let history = of.referred();
    let by = named(&of.physician);
    for (time, holds) in [("12:50", true), ("12:49", false)] {
        let changes = decides(&history, &by, at(time), CaseState::Returned, Vec::new());
        let events = appended(&history, &by, at(time), changes, Some(&of.physician));
        let sequence = events.last().unwrap().sequence;
        let found = faults(&History::replay(events.clone()).unwrap(), Some(&of.roster), &Catalog::bundled().unwrap());
        let expected = if holds { Vec::new() } else { vec![Fault::DatedBack { sequence }] };
        assert_eq!(found, expected, "{time}");
        if !holds {
            is_refused_everywhere(&of, &events, "signed with a time before that of the event before it");
        }
    }
    // Nor does the program record one.
    let mut session = Session::resume(history, &Catalog::bundled().unwrap()).unwrap();
    let back = Action::Return { answer: "Ask again.".to_owned() };
    let refused = session.dispatch(&back, &Department::by(&of.physician, "12:49")).unwrap_err();
    assert_eq!(refused, SessionError::Refused(Refusal::ClockBehind));
    does(&mut session, &back, &Department::by(&of.physician, "12:50"));
}

/// A key that ended signs nothing any more: not with a time after its end, and not dated back to before it.
#[test]
fn a_departed_physicians_signature_is_not_saved() {
    let of = department();
    let mut session = met();
    let refer = |time| (Action::Refer { question: "Is it enough?".to_owned(), to: String::new() }, time);
    let (refer, time) = refer("11:00");
    does(&mut session, &refer, &Department::by(&of.nurse, time));
    let history = of.saved(&session);
    let store = of.store();
    let version = store.load(&history.case().id).unwrap().version;
    for (time, found) in [("11:10", None), ("12:30", Some(SignerCheck::RetiredThen))] {
        let mut session = Session::resume(history.clone(), &Catalog::bundled().unwrap()).unwrap();
        does(&mut session, &Action::Return { answer: "Ask.".to_owned() }, &Department::by(&of.departed, time));
        let sequence = session.history().last_sequence();
        let saved = store.save(session.history(), Some(&version));
        let why = UnconfirmedSignature { sequence, signer_check: SignerCheck::RetiredThen };
        assert_eq!(saved, Err(StoreError::NotBacked { case: history.case().id.clone(), why }), "{time}");
        let by_then = faults(session.history(), Some(&of.roster), &Catalog::bundled().unwrap());
        assert_eq!(
            by_then,
            Vec::from_iter(found.map(|signer_check| UnconfirmedSignature { sequence, signer_check }.into())),
            "{time}"
        );
        // Nor does it come in with a case that is here already.
        let handed = HandOver::of(session.history(), session.policy().text(), None).0;
        assert!(import(&store, &handed, Some(&of.roster), &Catalog::bundled().unwrap()).is_err(), "{time}");
        assert_eq!(store.load(&history.case().id).unwrap().history, history);
    }
}

/// The answer is the same for every change: not even a note is added to a case with a fault.
#[test]
fn a_case_with_a_fault_is_only_looked_at() {
    let of = department();
    let history = of.referred();
    let by = named(&of.physician);
    let codes = vec![approved("62350")];
    let changes = decides(&history, &by, at("13:05"), CaseState::Approved, codes);
    let events = appended(&history, &by, at("13:05"), changes, Some(&of.physician));
    let catalog = Catalog::bundled().unwrap();
    let mut session = Session::resume(History::replay(events).unwrap(), &catalog).unwrap();
    let contact = action(
        r#"{"do":"log-contact","contact":{"at":"2026-10-08T13:00:00-05:00","kind":"call","with":"Clinic","note":"None."}}"#,
    );
    let refused = session.dispatch(&contact, &Department::by(&of.nurse, "14:00")).unwrap_err();
    assert!(matches!(refused, SessionError::Faulty(Fault::BeyondAuthority { .. })), "{refused}");
    let refused = session.dispatch_all(&[contact], &Department::by(&of.nurse, "14:00")).unwrap_err();
    assert!(matches!(refused, (0, SessionError::Faulty(_))));
    assert_eq!(session.history().case().determination.as_ref().map(|it| it.result), Some(CriteriaResult::CriteriaMet));
}

/// A whole case that somebody signed in time, or dated back, and that came here after their key had ended: nothing refuses it, and the
/// audit says it.
#[test]
fn a_case_signed_late_by_a_departed_physician_is_remarked() {
    let of = department();
    let mut session = met();
    let refer = Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
    does(&mut session, &refer, &Department::by(&of.nurse, "11:00"));
    does(&mut session, &Action::Return { answer: "Ask.".to_owned() }, &Department::by(&of.departed, "11:10"));
    let (store, catalog) = (of.store(), Catalog::bundled().unwrap());
    let handed = HandOver::of(session.history(), session.policy().text(), None).0;
    import(&store, &handed, Some(&of.roster), &catalog).unwrap();
    let found = mednec::audit::audit(&store, None, Some(&of.roster), &catalog).unwrap();
    let sequence = session.history().last_sequence();
    let findings = &found.cases[0].findings;
    assert!(
        matches!(findings.as_slice(), [Finding::SignedLate { sequence: of, .. }] if *of == sequence),
        "{findings:?}"
    );
    assert!(found.is_sound());
}
