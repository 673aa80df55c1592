//! Policy texts from outside: one that says something else under a bundled number is refused wherever it comes from, and a hostile
//! one costs no more than its size.
//!
//! Must not know: what the policy says.

use std::fs;
use std::sync::Arc;

use mednec::audit::{Finding, audit};
use mednec::case::{Change, History, chained};
use mednec::policy::{Catalog, CatalogError, Policy, read_pinned};
use mednec::session::{Session, SessionError};
use mednec::store::{CaseStore, HandOver, HandOverError, StoreError};
use mednec::turnaround::Rulebook;
use mednec::verification::Fault;

use crate::command_line::signing::run;
use crate::policy::scenarios::{base, bundled};

fn never_bundled() -> CatalogError {
    CatalogError::NeverBundled { number: "2025T0626L".to_owned() }
}

/// The bundled policy with 1 % in place of 50 %.
fn changed() -> Arc<Policy> {
    let text = bundled().text().replace("percent = 50", "percent = 1");
    assert_ne!(text, bundled().text());
    Arc::new(Policy::load(&text).unwrap())
}

/// A case under the changed text, which meets the criteria by it.
fn under(policy: &Arc<Policy>) -> Session {
    base(policy, "trial")
}

fn handed(history: &History, policy: &str) -> HandOver {
    HandOver { history: history.clone(), policy: policy.to_owned(), files: vec![b"a file".to_vec()] }
}

fn files_below(folder: &std::path::Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[test]
fn a_handed_over_text_that_was_never_bundled_is_refused_before_anything_is_stored() {
    let policy = changed();
    let session = under(&policy);
    let hand_over = HandOver { files: Vec::new(), ..handed(session.history(), policy.text()) };
    let bytes = hand_over.write().unwrap();
    assert_eq!(HandOver::read(&bytes).err(), Some(HandOverError::PolicyRefused(never_bundled())));
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path().join("store")).unwrap();
    let before = files_below(folder.path());
    let taken = store.import_case(&handed(session.history(), policy.text()));
    assert_eq!(taken, Err(StoreError::PolicyRefused(never_bundled())));
    let taken = store.import_case(&handed(session.history(), bundled().text()));
    assert_eq!(taken, Err(StoreError::PolicyRefused(CatalogError::OtherHead)), "another text than the pinned one");
    assert_eq!(files_below(folder.path()), before, "neither case, document nor policy");
    let (file, name) = (folder.path().join("case.handover"), folder.path().join("store").display().to_string());
    fs::write(&file, bytes).unwrap();
    let ran = run("", &["import", &file.display().to_string(), "--store", &name]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("2025T0626L is bundled with the program"), "{}", ran.err);
    // The honest one is taken.
    let honest = under(&bundled());
    let honest = HandOver { files: Vec::new(), ..handed(honest.history(), bundled().text()) };
    assert_eq!(store.import_case(&honest), Ok(mednec::store::ImportOutcome::New));
}

/// Somebody put case and text into the folder by hand.
#[test]
fn a_case_under_a_text_that_was_never_bundled_is_judged_nowhere_and_is_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path()).unwrap();
    let policy = changed();
    let session = under(&policy);
    store.store_policy(&policy).unwrap();
    store.save(session.history(), None).unwrap();
    let refused = || Finding::History(Fault::Policy(never_bundled()));
    for with_text in [true, false] {
        if !with_text {
            fs::remove_file(folder.path().join(format!("policies/{}.toml", policy.hash()))).unwrap();
        }
        let mut catalog = Catalog::bundled().unwrap();
        store.policies().iter().for_each(|text| assert_eq!(catalog.keep(text).err(), Some(never_bundled())));
        let error = Session::resume(session.history().clone(), &catalog).unwrap_err();
        assert_eq!(error, SessionError::PolicyRefused(never_bundled()));
        let found = audit(&store, None, None, &catalog).unwrap();
        assert!(found.cases[0].findings.contains(&refused()) && !found.is_sound(), "{found:?}");
        let path = store.path_of(&session.case().id).display().to_string();
        let name = folder.path().display().to_string();
        for arguments in [["evaluate", path.as_str()], ["replay", path.as_str()], ["verify", path.as_str()]] {
            let ran = run("", &arguments);
            assert_eq!(ran.code, 1, "{arguments:?}");
            assert!(format!("{}{}", ran.out, ran.err).contains("2025T0626L is bundled"), "{}{}", ran.out, ran.err);
        }
        assert!(run("", &["verify", &name]).out.contains("1 needing attention"));
        assert!(run("", &["worklist", "--store", &name]).out.contains("2025T0626L is bundled"));
    }
}

/// A department's own text, which the case calls by the bundled number.
#[test]
fn a_case_names_its_text_as_the_text_names_itself() {
    let text = changed().text().replace("number = \"2025T0626L\"", "number = \"2026T0626M\"");
    let own = Arc::new(Policy::load(&text).unwrap());
    let session = under(&own);
    let mut catalog = Catalog::bundled().unwrap();
    catalog.keep(&text).unwrap();
    assert!(Session::resume(session.history().clone(), &catalog).is_ok());
    let with_pin = |number: &str, on: &str| {
        let mut events = session.history().events().to_vec();
        let [Change::Opening { policy, .. }] = events[0].changes.as_mut_slice() else { panic!("it opens") };
        (policy.number, policy.effective_on) = (number.to_owned(), on.parse().unwrap());
        History::replay(chained(events)).unwrap()
    };
    for history in [with_pin("2025T0626L", "2025-09-01"), with_pin("2026T0626M", "2026-09-01")] {
        let refused = Session::resume(history.clone(), &catalog).unwrap_err();
        assert_eq!(refused, SessionError::PolicyRefused(CatalogError::OtherHead));
        let findings = mednec::audit::audit_history(&history, None, &catalog);
        assert!(findings.contains(&Finding::History(Fault::Policy(CatalogError::OtherHead))), "{findings:?}");
        let bytes = HandOver { files: Vec::new(), ..handed(&history, &text) }.write().unwrap();
        assert_eq!(HandOver::read(&bytes).err(), Some(HandOverError::PolicyRefused(CatalogError::OtherHead)));
    }
}

#[test]
fn a_number_that_reads_like_a_bundled_one_is_that_one() {
    for number in ["2025t0626l", " 2025T0626L", "2025-T0626L"] {
        let text = changed().text().replace("number = \"2025T0626L\"", &format!("number = \"{number}\""));
        assert_eq!(read_pinned(&text).err(), Some(never_bundled()), "{number}");
        assert!(Catalog::bundled().unwrap().add(&text).is_err(), "{number}");
    }
    for number in ["2025T0626L\\u200B", "2025\u{422}0626L", "\u{ff12}025T0626L"] {
        let text = changed().text().replace("number = \"2025T0626L\"", &format!("number = \"{number}\""));
        let Err(CatalogError::Policy(error)) = read_pinned(&text) else { panic!("{number}") };
        assert!(error.problems[0].says.contains("ASCII"), "{error}");
    }
}

/// A policy with many unknown keys in its head, in one of its entries, and in entries of their own.
fn hostile(keys: usize) -> Vec<String> {
    let policy = bundled();
    let text = policy.text();
    let many = |name: &str| (0..keys).map(|key| format!("{name}{key} = 1\n")).collect::<String>();
    let in_head = text.replacen("format = 1\n", &format!("format = 1\n{}", many("k")), 1);
    let in_entry = text.replacen("[[notice]]\n", &format!("[[notice]]\n{}", many("k")), 1);
    let codes: String = (0..keys).map(|key| format!("\"x{key}\", ")).collect();
    let unknown = format!("{text}\n[[notice]]\nsays = \"x\"\npathways = []\nonly_codes = [{codes}]\n");
    vec![in_head, in_entry, unknown, format!("{text}\n{}", "x\n".repeat(keys))]
}

/// The work is bounded by counts: what is listed, and what is read once more.
#[test]
fn the_problems_of_a_hostile_policy_are_counted_to_a_limit() {
    for keys in [1_000, 10_000, 50_000] {
        for text in hostile(keys) {
            let problems = Policy::load(&text).unwrap_err().problems;
            assert!((2..=201).contains(&problems.len()), "{} of {keys}", problems.len());
            let last = problems.last().unwrap();
            assert!(last.says.starts_with("there are more problems than"), "{last}");
        }
    }
    let few = Policy::load(&hostile(30)[0]).unwrap_err().problems;
    assert_eq!(few.len(), 30, "fewer are all listed");
    let large = format!("{}{}", bundled().text(), " ".repeat(1 << 20));
    let problems = Policy::load(&large).unwrap_err().problems;
    assert!(problems.len() == 1 && problems[0].says.contains("1024 KiB"), "{problems:?}");
    let many = format!("{}{}", bundled().text(), "\n[[day]]\nid = \"a\"\ncalled = \"b\"\n".repeat(3_000));
    let problems = Policy::load(&many).unwrap_err().problems;
    assert!(problems.len() == 1 && problems[0].says.contains("more than 2000 entries of [[day]]"), "{problems:?}");
}

#[test]
fn the_problems_of_a_hostile_table_of_due_dates_are_counted_to_a_limit() {
    let rules = Rulebook::bundled().unwrap();
    for keys in [1_000, 50_000] {
        let many: String = (0..keys).map(|key| format!("k{key} = 1\n")).collect();
        let listed: String = (0..keys).map(|_| "\"commercial\", ").collect();
        for text in [
            format!("format = 1\n{many}"),
            format!("format = 1\n[[rule]]\n{many}"),
            format!("format = 1\n[[rule]]\nid = \"x\"\nlines = [{listed}]\n"),
        ] {
            let problems = rules.with_department(&text).unwrap_err().problems;
            assert!((2..=201).contains(&problems.len()), "{} of {keys}", problems.len());
        }
    }
    let large = format!("format = 1\n{}", "\n".repeat(1 << 20));
    assert_eq!(rules.with_department(&large).unwrap_err().problems.len(), 1);
}
