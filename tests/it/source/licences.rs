//! The licences that the program shows name what it is made of: every crate of `Cargo.lock` that ends in a shipped program, with
//! its version, and no other.
//!
//! Must not know: what a licence says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::source::tidy::no_complaints;

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Returns the crates that cargo would build into the programs, for all systems that they are shipped for: "name version".
fn shipped() -> BTreeSet<String> {
    let rules: toml::Table = toml::from_str(&text("deny.toml")).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.args(["tree", "--locked", "--offline", "--features", "wgpu", "--edges", "normal", "--prefix", "none"]);
    for target in rules["graph"]["targets"].as_array().unwrap() {
        cargo.args(["--target", target.as_str().unwrap()]);
    }
    let told = cargo.args(["--format", "{p}"]).output().unwrap();
    let said = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "run `cargo fetch --locked` once. Cargo said: {said}");
    let lines = String::from_utf8(told.stdout).unwrap();
    // "name vVERSION", and more of a crate that is here or was named before.
    let named = lines.lines().filter_map(|line| line.split_once(" v"));
    named
        .filter(|(name, _)| *name != env!("CARGO_PKG_NAME"))
        .map(|(name, rest)| format!("{name} {}", rest.split(' ').next().unwrap()))
        .collect()
}

/// Returns the crates that the list in a text of licenses names: "name version".
fn listed(licences: &str) -> BTreeSet<String> {
    let list = licences.split("Crates\n------\n\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let words = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    list.lines().map(words).collect()
}

#[test]
fn the_licences_name_every_crate_that_is_shipped() {
    let (shipped, listed) = (shipped(), listed(&text("assets/licences.txt")));
    assert!(shipped.len() > 300, "cargo names only {} crates", shipped.len());
    let missing = shipped.difference(&listed).map(|one| format!("assets/licences.txt: does not name {one}"));
    let superfluous = listed.difference(&shipped).map(|one| format!("assets/licences.txt: names {one}"));
    let mut complaints: Vec<String> = missing.chain(superfluous).collect();
    if !complaints.is_empty() {
        complaints.push("packaging/licences/collect writes it anew".to_owned());
    }
    no_complaints(complaints);
}
