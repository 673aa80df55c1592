//! Rules that window and command line share, each driven through both: the command line as a process, the window through
//! `workspace`. `tests/ui/both_front_ends.rs` drives the window itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;

use mednec::case::Stamp;
use mednec::clock::{local_zone, now};
use mednec::identity::{Cost, Credential, Passphrase, Roster};
use mednec::ids::CaseId;
use mednec::report::{Format, Paper, written};
use mednec::session::Session;
use mednec::store::{CaseStore, ExportError, Logged, RosterMemory};
use mednec::workspace::worklist::{csv, read_rows};
use mednec::workspace::{CaseError, NotExported, Target, Warning, Workspace, Workstation};
use tempfile::TempDir;

use crate::case::decisions::{met, rn};
use crate::command_line::signing::{Ran, run};
use crate::papers::texts::plain_context;
use crate::store::acceptance::department;

/// The workspace that the window would open.
fn opened(folder: &Path) -> Workspace {
    workstation().open(folder).unwrap()
}

fn workstation() -> Workstation {
    Workstation::new(None, None, RosterMemory::default()).unwrap().0
}

/// A folder with a case that is not signed; the case's file.
fn with_case() -> (TempDir, Session, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let session = met();
    opened(folder.path()).save_case(&CaseStore::open(folder.path()).unwrap(), &session, None).unwrap();
    let file = mednec::store::case_path(folder.path(), &session.case().id);
    (folder, session, file)
}

fn cli(arguments: &[&str], file: &Path) -> Ran {
    let file = file.display().to_string();
    let arguments: Vec<&str> =
        arguments.iter().map(|argument| if *argument == "CASE" { &file } else { *argument }).collect();
    run("", &arguments)
}

fn first_column(csv: &str) -> Vec<&str> {
    csv.trim_start_matches('\u{feff}').lines().skip(1).filter_map(|line| line.split(',').next()).collect()
}

#[test]
fn on_a_tie_the_newest_case_is_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().display().to_string();
    let open = |case: &str| format!(r#"{{"case":"{case}","actions":[{{"do":"open","pathway":"cancer"}}]}}"#);
    let feed = ["2026-0001", "2026-0003", "2026-0002"].map(open).join("\n");
    assert_eq!(run(&feed, &["apply", "--stdin", "--store", &store]).code, 0);
    let newest_first = ["2026-0003", "2026-0002", "2026-0001"];
    let printed = run("", &["worklist", "--store", &store]);
    assert_eq!(first_column(&printed.out), newest_first);
    let rows = read_rows(&opened(folder.path()), (now(), local_zone()), &AtomicUsize::new(0)).unwrap();
    let window: Vec<&str> = rows.iter().filter_map(|row| row.case.as_ref()).map(CaseId::as_str).collect();
    assert_eq!(window, newest_first);
    assert_eq!(first_column(&String::from_utf8(csv(&rows)).unwrap()), newest_first);
}

#[test]
fn a_broken_table_of_due_dates_is_a_warning_and_the_bundled_one_applies() {
    let (folder, session, file) = with_case();
    let store = folder.path().display().to_string();
    let before = run("", &["worklist", "--store", &store]);
    fs::write(folder.path().join("turnaround.toml"), "format = 7\n").unwrap();
    for arguments in [
        &["worklist", "--store", &store][..],
        &["export", "CASE", "--format", "text"],
        &["apply", "CASE", "--actions", "/dev/null", "--by", "Testa", "--credential", "RN"],
        &["apply", "--stdin", "--store", &store, "--by", "Testa", "--credential", "RN"],
    ] {
        let ran = cli(arguments, &file);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        assert_eq!(ran.err.matches("due dates cannot be used").count(), 1, "{arguments:?}: {}", ran.err);
    }
    assert_eq!(run("", &["worklist", "--store", &store]).out, before.out);
    let workspace = opened(folder.path());
    assert!(matches!(workspace.warnings.as_slice(), [Warning::DueDates(_)]));
    let bundled = mednec::turnaround::Rulebook::bundled().unwrap();
    let clock = |rules| mednec::wording::clock_short(&session.clock(rules, now(), local_zone()));
    assert_eq!(clock(&workspace.rules), clock(&bundled));
}

/// A case whose signer is in no roster of its folder.
#[test]
fn a_case_is_held_against_the_roster_wherever_it_is_opened() {
    let history = department().approved();
    let folder = tempfile::tempdir().unwrap();
    let workspace = opened(folder.path());
    let store = CaseStore::open(folder.path()).unwrap();
    let session = workspace.resume_accepted(history).unwrap();
    workspace.save_case(&store, &session, None).unwrap();
    let phrase = Passphrase::new("four plain invented words".to_owned());
    let (roster, _) = Roster::create("N. Berg", Credential::Rn, None, &phrase, now(), Cost::LEAST).unwrap();
    store.save_roster(&roster, None).unwrap();
    let file = store.path_of(&session.case().id);
    let handed = folder.path().with_extension("mednec").display().to_string();
    for arguments in [
        &["explain", "CASE", "age"][..],
        &["replay", "CASE"],
        &["export", "CASE", "--format", "text"],
        &["evaluate", "CASE"],
        &["hand-over", "CASE", "-o", &handed],
        &["apply", "CASE", "--actions", "/dev/null", "--by", "Testa", "--credential", "RN"],
    ] {
        let ran = cli(arguments, &file);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{arguments:?}");
        assert!(ran.err.contains("but not relied on"), "{arguments:?}: {}", ran.err);
    }
    let workspace = opened(folder.path());
    let computed_at = workspace.resume(session.history().clone()).unwrap();
    assert!(computed_at.is_accepted().is_err(), "the window shows it and relies on nothing");
    let refused = workspace.open_case(&session.case().id);
    assert!(matches!(refused, Err(CaseError::Session(_))));
    let target = Target { path: Path::new(&handed), replaces: true, by: None };
    assert!(matches!(workspace.hand_over(&computed_at, &target), Err(NotExported::Case(_))));
    assert!(!Path::new(&handed).exists());
}

#[test]
fn nothing_is_handed_over_into_a_store() {
    let (folder, session, file) = with_case();
    let inside = folder.path().join("cases").join("handed.mednec");
    let ran = cli(&["hand-over", "CASE", "-o", &inside.display().to_string()], &file);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("inside the folder of cases"), "{}", ran.err);
    let target = Target { path: &inside, replaces: true, by: None };
    let refused = opened(folder.path()).hand_over(&session, &target);
    assert!(matches!(refused, Err(NotExported::Target(ExportError::InsideStore))));
    assert!(!inside.exists());
}

/// The text of its policy is in the store alone; without it there is no other text in its place.
#[test]
fn a_case_is_judged_by_the_policy_that_its_store_keeps() {
    let folder = tempfile::tempdir().unwrap();
    let (root, policies) = (folder.path().join("store"), folder.path().join("policies"));
    fs::create_dir(&policies).unwrap();
    let bundled = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/policies/2025T0626L.toml")).unwrap();
    fs::write(policies.join("own.toml"), bundled.replace("number = \"2025T0626L\"", "number = \"2026T0626M\""))
        .unwrap();
    let (with_policies, warnings) = Workstation::new(None, Some(&policies), RosterMemory::default()).unwrap();
    assert!(warnings.is_empty());
    let workspace = with_policies.open(&root).unwrap();
    let policy = workspace.policy_for_new_cases(Some("2026T0626M")).unwrap();
    let session = workspace.create_case(policy.hash(), "cancer".into(), &rn(), []).unwrap();
    let store = CaseStore::open(&root).unwrap();
    workspace.save_case(&store, &session, None).unwrap();
    let file = store.path_of(&session.case().id);

    let explained = cli(&["export", "CASE", "--format", "text"], &file);
    assert!(explained.code == 0 && explained.out.contains("2026T0626M"), "{}", explained.err);
    let read = opened(&root).open_case(&session.case().id).unwrap().unwrap().0;
    assert_eq!(read.policy().hash(), policy.hash());

    let kept = root.join("policies").join(format!("{}.toml", policy.hash()));
    fs::remove_file(&kept).unwrap();
    let ran = cli(&["export", "CASE", "--format", "text"], &file);
    assert!(ran.code == 1 && ran.err.contains("that is not available"), "{}", ran.err);
    assert!(opened(&root).open_case(&session.case().id).is_err());
}

#[test]
fn what_leaves_a_store_is_logged_the_same() {
    let logged = |folder: &Path| -> Vec<Logged> {
        let logs = CaseStore::open_read_only(folder).unwrap().logs().unwrap();
        let lines = logs.into_iter().flat_map(|log| log.lines).map(|line| line.what);
        lines.filter(|what| matches!(what, Logged::Exported { .. } | Logged::Viewed { .. })).collect()
    };
    let (printed, session, file) = with_case();
    let out = tempfile::tempdir().unwrap();
    let to = |name: &str| out.path().join(name);
    let text = |path: PathBuf| path.display().to_string();
    let store = printed.path().display().to_string();
    for arguments in [
        &["replay", "CASE"][..],
        &["export", "CASE", "--paper", "note", "--format", "text", "-o", &text(to("cli-note.txt"))],
        &["hand-over", "CASE", "-o", &text(to("cli.mednec"))],
        &["worklist", "--store", &store, "-o", &text(to("cli.csv"))],
    ] {
        let ran = cli(arguments, &file);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    }

    let (folder, session_too, _) = with_case();
    assert_eq!(session.history().head(), session_too.history().head());
    let workspace = opened(folder.path());
    workspace.log_viewed(session.history(), None).unwrap();
    let (paper, format) = (Paper::named("note").unwrap(), Format::named("text").unwrap());
    let note = written(&session, paper, format, &plain_context(&workspace.rules, now())).unwrap();
    let target = |path| Target { path, replaces: false, by: Some("Testa, RN") };
    let (note_path, handed_path, csv_path) = (to("note.txt"), to("handed.mednec"), to("list.csv"));
    workspace.export_paper(&session, paper, &note, &target(&note_path)).unwrap().logged.unwrap();
    workspace.hand_over(&session, &target(&handed_path)).unwrap().logged.unwrap();
    let rows = read_rows(&workspace, (now(), local_zone()), &AtomicUsize::new(0)).unwrap();
    workspace.export_worklist(&csv(&rows), &target(&csv_path)).unwrap().logged.unwrap();

    assert_eq!(logged(folder.path()), logged(printed.path()));
    assert_eq!(logged(folder.path()).len(), 4);
    assert_eq!(fs::read(&handed_path).unwrap(), fs::read(to("cli.mednec")).unwrap());
}

/// Whoever creates a case in the window owns it; a feed says itself who does.
#[test]
fn a_case_is_created_under_the_same_rules() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = opened(folder.path());
    let policy = workspace.policy_for_new_cases(None).unwrap();
    let stamp: Stamp = rn();
    let session = workspace.create_case(policy.hash(), "cancer".into(), &stamp, []).unwrap();
    assert_eq!(session.case().text(&mednec::policy::request::OWNER), stamp.by().name);
    let store = folder.path().display().to_string();
    let line = format!(r#"{{"case":"{}","actions":[{{"do":"open","pathway":"cancer"}}]}}"#, session.case().id);
    assert_eq!(run(&line, &["apply", "--stdin", "--store", &store]).code, 0);
    let (read, _) = opened(folder.path()).open_case(&session.case().id).unwrap().unwrap();
    assert_eq!(read.case().policy, session.case().policy);
    let next = opened(folder.path()).create_case(policy.hash(), "cancer".into(), &stamp, []).unwrap();
    assert_ne!(next.case().id, session.case().id, "a number is given once, whoever takes it");
}
