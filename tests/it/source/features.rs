//! The features of other crates: the same for the tests as for the programs, so that no crate is built twice and what is tested is
//! what is shipped.
//!
//! Must not know: what a feature does.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::source::tidy::no_complaints;

/// Returns the features of each crate, "name vVERSION", as cargo builds it for what `arguments` select.
fn features(arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.args(["tree", "--locked", "--offline", "--features", "ui-tests", "--prefix", "none", "--format", "{p}|{f}"]);
    let told = cargo.args(arguments).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let mut features = BTreeMap::<String, BTreeSet<String>>::new();
    for line in String::from_utf8(told.stdout).unwrap().lines() {
        // A crate that was named before is marked.
        let (name, list) = line.trim_end_matches(" (*)").split_once('|').unwrap();
        // A crate that is built for programs and for build scripts is listed with the features of each.
        features.entry(name.to_owned()).or_default().insert(list.to_owned());
    }
    features
}

#[test]
fn tests_need_no_other_features_of_a_crate_than_the_programs() {
    let (tests, programs) = (features(&[]), features(&["--edges", "no-dev"]));
    assert!(programs.len() > 300, "cargo names only {} crates", programs.len());
    let differs = |(name, of_program): (&String, &BTreeSet<String>)| {
        let of_tests = tests.get(name).filter(|of_tests| *of_tests != of_program)?;
        Some(format!("Cargo.toml: {name} is built with {of_program:?} and, for tests, with {of_tests:?}"))
    };
    no_complaints(programs.iter().filter_map(differs).collect());
}
