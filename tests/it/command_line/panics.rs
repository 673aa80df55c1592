//! After a panic: a line that holds nothing of a case, and everything that was handed in to be saved.
//!
//! Must not know: what could make the program panic.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use mednec::case::History;
use mednec::ids::CaseId;
use mednec::panics;
use mednec::store::{CaseStore, Saver};

use crate::canary;
use crate::case::samples::sample_sessions;
use crate::sought::{NAME, found_in};
use crate::told::same;

/// Where the process that breaks keeps its cases.
const FOLDER: &str = "MEDNEC_TEST_BREAKS_IN";

/// The filled case, the samples beside it: so many that most still wait when the process breaks.
fn cases() -> Vec<History> {
    let mut all: Vec<History> = sample_sessions().iter().map(|session| session.history().clone()).collect();
    all.push(canary::case().0.history().clone());
    all
}

/// Breaks in every way that quotes a case, on a thread and then on its own, while cases wait to be saved.
#[test]
#[ignore = "a process that the other test here starts"]
fn breaking() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    panics::install_hook();
    let name = || NAME.to_owned();
    let ways: [fn(String); 4] = [
        |name| assert_eq!(name, "somebody else"),
        |name| _ = name.parse::<u32>().map_err(|_| name).unwrap(),
        |name| _ = &name[name.len() + 1..],
        |name| std::panic::panic_any(name),
    ];
    for way in ways {
        let thread = std::thread::Builder::new().name(name());
        assert!(thread.spawn(move || way(name())).unwrap().join().is_err());
    }
    let store = CaseStore::open(Path::new(&folder)).unwrap();
    let saver = Saver::start(Arc::new(store), None).unwrap();
    cases().into_iter().for_each(|history| saver.save(history));
    panic!("the chart of {} is open", NAME);
}

#[test]
fn a_panic_says_where_and_nothing_of_a_case_and_what_waits_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "command_line::panics::breaking", "--nocapture", "--ignored"])
        .env(FOLDER, folder.path())
        .env("RUST_BACKTRACE", "full")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(found_in(said.as_bytes()), None, "{said}");
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("stopped at")).collect();
    let here = lines.iter().filter(|line| line.contains("tests/it/command_line/panics.rs:")).count();
    assert_eq!((lines.len(), here >= 3), (5, true), "{said}");
    assert!(lines.iter().all(|line| line.contains(env!("CARGO_PKG_VERSION")) && line.contains("report this line")));
    assert!(!said.contains("stack backtrace"), "{said}");
    let store = CaseStore::open(folder.path()).unwrap();
    for history in cases() {
        let id = CaseId::parse(history.case().id.as_str()).unwrap();
        same(&store.load(&id).unwrap().history, &history);
    }
}

/// No panic of either program comes before it.
#[test]
fn both_programs_begin_with_it() {
    for file in ["src/main.rs", "src/bin/mednec-cli.rs"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let main = text.split_once("fn main() -> ExitCode {\n").unwrap().1;
        assert!(main.trim_start().starts_with("panics::install_hook();"), "{file}");
    }
}
