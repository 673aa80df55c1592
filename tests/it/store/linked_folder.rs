//! Linked cases in a folder: the candidates, the lookup, the check before a decision, what `verify` says afterwards, and the same
//! through the command line.
//!
//! Must not know: what a link has to hold in itself (that is `linked_cases`).

use std::fs;
use std::path::Path;
use std::sync::Arc;

use mednec::audit::{Finding, audit};
use mednec::case::{Action, CaseState, CodeDecision, History, LinkFault, Stamp};
use mednec::clock::now;
use mednec::identity::{Cost, Credential, Passphrase, Roster, RosterChange, Unlocked};
use mednec::ids::{CaseId, QuestionId};
use mednec::linking::Folder;
use mednec::policy::Catalog;
use mednec::session::{Session, SessionError};
use mednec::store::{CaseStore, HandOver};
use mednec::verification::Fault;
use serde_json::Value;
use tempfile::TempDir;

use crate::case::decisions::does;
use crate::case::linked_cases::{TRIAL, approval, approved_by, catalog, of_member};
use crate::command_line::signing::{PASSPHRASE, run};
use crate::policy::scenarios::{bundled, step};

/// A department whose nurse has signed a trial, in its folder.
struct Department {
    _folder: TempDir,
    store: CaseStore,
    roster: Arc<Roster>,
    nurse: Arc<Unlocked>,
    physician: Arc<Unlocked>,
    trial: Session,
}

fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

impl Department {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = CaseStore::open(folder.path().join("store")).unwrap();
        let phrase = || Passphrase::new(PASSPHRASE.to_owned());
        let (roster, nurse) = Roster::create("N. Berg", Credential::Rn, None, &phrase(), now(), Cost::LEAST).unwrap();
        let enrol = RosterChange::enrol("P. Osei", Credential::Md, None, false, &phrase(), Cost::LEAST).unwrap();
        let roster = roster.append(enrol, &nurse, now()).unwrap();
        store.save_roster(&roster, None).unwrap();
        let osei = roster.find("P. Osei, MD").unwrap().person().id.clone();
        let physician = Arc::new(roster.unlock(&osei, &phrase()).unwrap());
        let nurse = Arc::new(nurse);
        let trial = of_member("linked-trial", &bundled(), "trial");
        let trial = approved_by(trial, &Stamp::signed_in(now(), nurse.clone()));
        let department = Self { _folder: folder, store, roster: Arc::new(roster), nurse, physician, trial };
        department.save(&department.trial);
        department
    }

    fn by_nurse(&self) -> Stamp {
        Stamp::signed_in(now(), self.nurse.clone())
    }

    /// Saves a case as its last version.
    fn save(&self, session: &Session) {
        self.store.store_policy(session.policy()).unwrap();
        let case = &session.case().id;
        let there = self.store.exists(case).then(|| self.store.load(case).unwrap().version);
        self.store.save(session.history(), there.as_ref()).unwrap();
    }

    fn folder(&self) -> Folder<'_> {
        Folder { store: Some(&self.store), roster: Some(&self.roster), catalog: catalog() }
    }

    /// A placement of the member, on the way that rests on a linked case.
    fn placement(&self, case: &str) -> Session {
        let mut session = of_member(case, &bundled(), "pump");
        step(&mut session, &format!("{TRIAL} = linked-case")).unwrap();
        session.hold_against(self.roster.clone());
        session
    }

    fn link(&self, session: &mut Session) -> Result<(), (usize, SessionError)> {
        let link = Action::Link { question: TRIAL.into(), case: id("linked-trial"), found: None };
        self.folder().dispatch_all(session, &[link], &self.by_nurse())
    }

    fn linked(&self, case: &str) -> Session {
        let mut session = self.placement(case);
        self.link(&mut session).unwrap();
        session
    }

    fn approve(&self, session: &mut Session) -> Result<(), (usize, SessionError)> {
        let approve = approval(session);
        self.folder().dispatch_all(session, &[approve], &self.by_nurse())
    }

    fn reopen_trial(&mut self) {
        let reopen = Action::Reopen { why: "The record was read again.".to_owned() };
        let stamp = self.by_nurse();
        does(&mut self.trial, &reopen, &stamp);
        self.save(&self.trial);
    }

    /// Returns the lines that `verify` prints about a case's links.
    fn found(&self, case: &str) -> Vec<Finding> {
        let found = audit(&self.store, Some(&id(case)), Some(&self.roster), &Catalog::bundled().unwrap()).unwrap();
        let findings = found.cases.into_iter().flat_map(|case| case.findings);
        findings.filter(|finding| !matches!(finding, Finding::NotLogged)).collect()
    }
}

fn refused(why: LinkFault) -> Result<(), (usize, SessionError)> {
    Err((0, SessionError::LinkedCase { case: id("linked-trial"), why }))
}

#[test]
fn a_decision_on_a_linked_case_is_signed_after_the_check() {
    let d = Department::new();
    let mut session = d.linked("placement");
    assert_eq!(d.approve(&mut session), Ok(()));
    assert_eq!(session.case().state(), CaseState::Approved);
    d.save(&session);
    assert_eq!(d.found("placement"), []);
}

#[test]
fn candidates_are_the_members_other_cases_with_what_stands_against_each() {
    let mut d = Department::new();
    for (case, table, line) in [
        ("open-trial", "trial", "member.id = TEST-884-0001"),
        ("others-trial", "trial", "member.id = TEST-884-0002"),
        ("twins-trial", "trial", "member.born_on = 1965-03-11"),
    ] {
        let mut session = of_member(case, &bundled(), table);
        step(&mut session, line).unwrap();
        d.save(&session);
    }
    let nobodys = approved_by(of_member("invented-trial", &bundled(), "trial"), &crate::case::decisions::rn());
    // Put there past the program, which saves no signature that its roster does not back.
    let path = d.store.path_of(&id("invented-trial"));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, mednec::store::case_file::write(nobodys.history()).unwrap()).unwrap();
    let session = d.placement("placement");
    d.save(&session);
    let candidates = |d: &Department| -> Vec<(String, Option<LinkFault>)> {
        let found = d.folder().candidates(&session, &QuestionId::new(TRIAL)).unwrap();
        found.into_iter().map(|candidate| (candidate.case.to_string(), candidate.fault)).collect()
    };
    let named = |name: &str, fault| (name.to_owned(), fault);
    let (open, nobodys) = (
        named("open-trial", Some(LinkFault::NotDecided)),
        named("invented-trial", Some(LinkFault::UnconfirmedSignature)),
    );
    assert_eq!(candidates(&d), [named("linked-trial", None), nobodys.clone(), open.clone()]);
    d.reopen_trial();
    assert_eq!(candidates(&d)[0], named("linked-trial", Some(LinkFault::NotDecided)));
}

#[test]
fn a_case_that_the_folder_does_not_hold_or_the_roster_does_not_back_is_not_linked() {
    let d = Department::new();
    let other = Department::new();
    let mut session = other.placement("placement");
    let by_other = Folder { store: Some(&d.store), roster: Some(&other.roster), catalog: catalog() };
    let link = |case: &str| Action::Link { question: TRIAL.into(), case: id(case), found: None };
    let found = by_other.dispatch_all(&mut session, &[link("linked-trial")], &other.by_nurse());
    assert_eq!(found, refused(LinkFault::UnconfirmedSignature));
    let found = d.folder().dispatch_all(&mut session, &[link("nowhere")], &d.by_nurse());
    assert_eq!(found, Err((0, SessionError::LinkedCase { case: id("nowhere"), why: LinkFault::NotHere })));
    fs::write(d.store.path_of(&id("linked-trial")), "{").unwrap();
    assert_eq!(d.link(&mut session), refused(LinkFault::Unreadable));
}

#[test]
fn a_linked_case_that_was_reopened_or_decided_anew_stops_the_decision() {
    let mut d = Department::new();
    let mut session = d.linked("placement");
    d.reopen_trial();
    let before = session.history().clone();
    assert_eq!(d.approve(&mut session), refused(LinkFault::Reopened));
    assert_eq!(*session.history(), before, "nothing changed");
    d.save(&session);
    assert_eq!(d.found("placement"), [Finding::Link { case: id("linked-trial"), why: LinkFault::Reopened }]);
    // Decided again as before: what was linked is still not what stands.
    let (approve, stamp) = (approval(&d.trial), d.by_nurse());
    does(&mut d.trial, &approve, &stamp);
    d.save(&d.trial);
    assert_eq!(d.approve(&mut session), refused(LinkFault::Reopened));
    assert_eq!(d.link(&mut session), Ok(()), "linked anew");
    assert_eq!(d.approve(&mut session), Ok(()));
}

#[test]
fn an_addendum_to_the_linked_case_stops_nothing() {
    let mut d = Department::new();
    let mut session = d.linked("placement");
    let (addendum, stamp) = (Action::AddAddendum { text: "The clinic called.".to_owned() }, d.by_nurse());
    does(&mut d.trial, &addendum, &stamp);
    d.save(&d.trial);
    assert_eq!(d.approve(&mut session), Ok(()));
}

#[test]
fn another_case_under_the_same_id_and_one_in_the_trash_stop_the_decision() {
    let d = Department::new();
    let mut session = d.linked("placement");
    let mut another = of_member("linked-trial", &bundled(), "trial");
    step(&mut another, "request.service_on = 2025-11-04").unwrap();
    let another = approved_by(another, &d.by_nurse());
    let path = d.store.path_of(&id("linked-trial"));
    fs::write(&path, mednec::store::case_file::write(another.history()).unwrap()).unwrap();
    assert_eq!(d.approve(&mut session), refused(LinkFault::Differs));
    d.save(&session);
    let found = d.found("placement");
    assert_eq!(found, [Finding::Link { case: id("linked-trial"), why: LinkFault::Differs }]);
    d.store.trash(&id("linked-trial"), "entered twice", "N. Berg, RN", now()).unwrap();
    assert_eq!(d.approve(&mut session), refused(LinkFault::InTrash));
}

#[test]
fn where_the_linked_case_never_was_its_snapshot_is_checked_against_the_roster() {
    let (d, elsewhere) = (Department::new(), Department::new());
    let mut session = d.linked("placement");
    let handed = HandOver::of(session.history(), session.policy().text(), None).0;
    let away = tempfile::tempdir().unwrap();
    let there = CaseStore::open(away.path()).unwrap();
    there.import_case(&HandOver::read(&handed.write().unwrap()).unwrap()).unwrap();
    assert!(!there.exists(&id("linked-trial")));
    let of_another = Folder { store: Some(&there), roster: Some(&elsewhere.roster), catalog: catalog() };
    assert_eq!(
        of_another.check(session.links_relied_on()).err(),
        refused(LinkFault::UnconfirmedSignature).err().map(|(_, it)| it)
    );
    let found = audit(&there, None, Some(&elsewhere.roster), &Catalog::bundled().unwrap()).unwrap();
    let link = Fault::Link { case: id("linked-trial"), why: LinkFault::UnconfirmedSignature }.into();
    assert!(found.cases[0].findings.contains(&link), "{:?}", found.cases[0].findings);
    let of_theirs = Folder { store: Some(&there), roster: Some(&d.roster), catalog: catalog() };
    let approve = approval(&session);
    assert_eq!(of_theirs.dispatch_all(&mut session, &[approve], &d.by_nurse()), Ok(()));
}

#[test]
fn reopened_after_the_decision_is_a_remark() {
    let mut d = Department::new();
    let mut session = d.linked("placement");
    d.approve(&mut session).unwrap();
    d.save(&session);
    d.reopen_trial();
    let found = d.found("placement");
    assert_eq!(found, [Finding::LinkReopened { case: id("linked-trial") }]);
    assert!(!found[0].is_fault());
}

#[test]
fn a_physicians_denial_waits_for_the_check_too() {
    let mut d = Department::new();
    let mut session = d.linked("placement");
    step(&mut session, "pain.readings 2 = nrs average 6 2025-08-13, cited").unwrap();
    let refer = Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
    does(&mut session, &refer, &d.by_nurse());
    d.reopen_trial();
    let codes = vec![crate::case::decisions::not_approved("62350"), crate::case::decisions::not_approved("62362")];
    let deny = Action::Deny {
        codes,
        why: "Pain fell by a quarter.".to_owned(),
        criteria: session.basis().unmet,
        late_because: String::new(),
    };
    let stamp = Stamp::signed_in(now(), d.physician.clone());
    let denied = d.folder().dispatch_all(&mut session, std::slice::from_ref(&deny), &stamp);
    assert_eq!(denied, refused(LinkFault::Reopened));
    let unlink = Action::Unlink { question: TRIAL.into() };
    let deny = Action::Deny { codes: vec![], why: String::new(), criteria: Vec::new(), late_because: String::new() };
    let all = d.folder().dispatch_all(&mut session, &[unlink, deny], &stamp);
    assert_eq!(all.unwrap_err().0, 1, "the second is refused, and the first with it");
    assert_eq!(session.case().links.len(), 1);
}

#[test]
fn the_command_line_lists_links_and_signs() {
    let d = Department::new();
    let session = d.placement("placement");
    d.save(&session);
    let path = d.store.path_of(&id("placement")).display().to_string();
    let listed = run("", &["candidates", &path]);
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    let day = now().format("%Y-%m-%d").to_string();
    let line =
        format!("  Case linked-trial, Trial: approved, criteria met; signed on {day} by N. Berg, RN; can be linked\n");
    assert!(listed.out.starts_with("trial.established_by (") && listed.out.ends_with(&line), "{}", listed.out);
    let file = |name: &str, actions: &[Action]| {
        let path = Path::new(&path).with_file_name(name).display().to_string();
        let lines: Vec<String> = actions.iter().map(|action| serde_json::to_string(action).unwrap()).collect();
        fs::write(&path, lines.join("\n")).unwrap();
        path
    };
    let link = Action::Link { question: TRIAL.into(), case: id("linked-trial"), found: None };
    let mut linked = session.clone();
    d.link(&mut linked).unwrap();
    let both = file("link.jsonl", &[link, approval(&linked)]);
    let signed = ["apply", &path, "--actions", &both, "--as", "N. Berg, RN", "--passphrase-fd", "0"];
    let ran = run(&format!("{PASSPHRASE}\n"), &signed);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let history: History = d.store.load(&id("placement")).unwrap().history;
    assert_eq!(history.case().state(), CaseState::Approved);
    // From here on the case alone will do.
    let alone = tempfile::tempdir().unwrap();
    let copy = alone.path().join("placement.json").display().to_string();
    fs::copy(&path, &copy).unwrap();
    let evaluated: Value = serde_json::from_str(&run("", &["evaluate", &copy]).out).unwrap();
    assert_eq!(evaluated["status"], "criteria-met");
    for paper in ["summary", "note"] {
        let written = run("", &["export", &copy, "--paper", paper, "--format", "text"]);
        let flat = written.out.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = format!("Case linked-trial, Trial: approved, criteria met; signed on {day} by N. Berg, RN");
        assert!(flat.contains(&said), "{paper}: {}{}", written.out, written.err);
    }
    let unknown = file("unknown.jsonl", &[Action::Unlink { question: TRIAL.into() }]);
    let ran = run("", &["apply", &copy, "--actions", &unknown]);
    assert!(ran.code == 1 && ran.err.contains("decided and locked"), "{}", ran.err);
}

/// An approval of more units than were requested, signed with the physician's own key: the case is not opened, and nothing rests on it.
#[test]
fn a_case_with_a_fault_is_not_linked() {
    let d = Department::new();
    let mut trial = of_member("planted-trial", &bundled(), "trial");
    let refer = Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
    does(&mut trial, &refer, &d.by_nurse());
    let Action::Approve { mut codes, .. } = approval(&trial) else { panic!("an approval") };
    let CodeDecision::Approved(approved) = &mut codes[0].outcome else { panic!("approved") };
    approved.units = 4_000_000_000;
    let (by, at) = (crate::store::acceptance::named(&d.physician), now());
    let changes = crate::store::acceptance::decides(trial.history(), &by, at, CaseState::Approved, codes);
    let events = crate::store::acceptance::appended(trial.history(), &by, at, changes, Some(&d.physician));
    let planted = History::replay(events).unwrap();
    let path = d.store.path_of(&id("planted-trial"));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, mednec::store::case_file::write(&planted).unwrap()).unwrap();
    let mut session = d.placement("placement");
    let link = Action::Link { question: TRIAL.into(), case: id("planted-trial"), found: None };
    let found = d.folder().dispatch_all(&mut session, &[link], &d.by_nurse());
    let why = LinkFault::Faulty;
    assert_eq!(found, Err((0, SessionError::LinkedCase { case: id("planted-trial"), why })));
}
