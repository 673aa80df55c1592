//! The time of `verify` for a folder of cases beside `sha256sum` of the same bytes, and for one case with many signed events:
//! at 100, 1,000 and 10,000 of each, so that a quadratic walk shows. The ratios within one run count; the bar is 2x.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot go on, and says its ratios"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use mednec::audit::audit;
use mednec::case::{Action, Contact, ContactKind, Stamp};
use mednec::identity::{Credential, Unlocked};
use mednec::ids::CaseId;
use mednec::policy::{Catalog, Policy};
use mednec::samples;
use mednec::session::Session;
use mednec::store::CaseStore;
use tempfile::TempDir;

fn main() {
    let short = std::env::args().any(|argument| argument == "--test");
    let counts: &[usize] = if short { &[20] } else { &[100, 1_000, 10_000] };
    let catalog = Catalog::bundled().unwrap();
    for count in counts {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        cases(folder.path(), *count, &catalog);
        told(folder.path(), &format!("{count} cases"), &catalog);
    }
    for count in counts {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        events(folder.path(), *count, &catalog);
        told(folder.path(), &format!("1 case of {count} signed events"), &catalog);
    }
}

/// Cases like the samples, each under an id of its own, with the signatures of invented reviewers.
fn cases(folder: &Path, count: usize, catalog: &Catalog) {
    let store = CaseStore::open(folder).unwrap();
    let stamp = Stamp::signed_in("2026-03-02T09:00:00-05:00".parse().unwrap(), signer());
    let of_samples = samples::feed().unwrap();
    let policy = policy(catalog);
    store.store_policy(&policy).unwrap();
    // The first line of each sample alone: what a physician adds is another person's.
    let lines: Vec<_> =
        of_samples.into_iter().filter(|(_, actions)| matches!(actions.first(), Some(Action::Open { .. }))).collect();
    for number in 0..count {
        let (_, actions) = &lines[number % lines.len()];
        let id = CaseId::parse(&format!("b-{number:05}")).unwrap();
        let mut session = Session::begin(id, policy.clone(), &actions[0], &stamp).unwrap();
        // What rests on another sample stays out.
        for action in &actions[1..] {
            let _ = session.dispatch(action, &stamp);
        }
        store.save(session.history(), None).unwrap();
    }
}

/// One case with as many signed events.
fn events(folder: &Path, count: usize, catalog: &Catalog) {
    let store = CaseStore::open(folder).unwrap();
    let policy = policy(catalog);
    store.store_policy(&policy).unwrap();
    let at = "2026-03-02T09:00:00-05:00".parse().unwrap();
    let stamp = Stamp::signed_in(at, signer());
    let open = Action::Open { pathway: policy.pathways()[0].id.clone() };
    let mut session = Session::begin(CaseId::parse("long").unwrap(), policy, &open, &stamp).unwrap();
    let contact = Contact { at, kind: ContactKind::Call, with: "Clinic".to_owned(), note: "Called.".to_owned() };
    let actions = vec![Action::LogContact { contact }; count];
    session.dispatch_all(&actions, &stamp).unwrap();
    store.save(session.history(), None).unwrap();
}

fn signer() -> Arc<Unlocked> {
    Arc::new(Unlocked::invented("Sample Nurse", Credential::Rn))
}

fn policy(catalog: &Catalog) -> Arc<Policy> {
    catalog.entries()[0].policy.clone()
}

/// By turns, so that what the machine does meanwhile meets both; the shortest of each counts.
fn told(folder: &Path, what: &str, catalog: &Catalog) {
    let mut files = Vec::new();
    walk(folder, &mut files);
    let bytes: u64 = files.iter().map(|file| fs::metadata(file).unwrap().len()).sum();
    let (mut verify, mut hash) = (f64::MAX, f64::MAX);
    for _ in 0..3 {
        let start = Instant::now();
        let store = CaseStore::open_read_only(folder).unwrap();
        let found = audit(&store, None, None, catalog).unwrap();
        assert!(found.is_sound(), "{found:?}");
        verify = verify.min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        for block in files.chunks(5_000) {
            let ran = Command::new("sha256sum").args(block).stdout(Stdio::null()).status().unwrap();
            assert!(ran.success());
        }
        hash = hash.min(start.elapsed().as_secs_f64());
    }
    println!(
        "{what}, {:.1} MB: verified in {:.0} ms, sha256sum {:.0} ms: {:.2} x",
        bytes as f64 / 1e6,
        verify * 1e3,
        hash * 1e3,
        verify / hash
    );
}

fn walk(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}
