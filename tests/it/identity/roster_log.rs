//! The roster's states in the stations' logs: a roster whose end was cut off, that was swapped or removed is found by them.
//!
//! Must not know: how a single entry of a roster is forged (that is `identity_roster`).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::sync::Arc;

use mednec::audit::{Finding, FolderAudit, audit};
use mednec::clock::Instant;
use mednec::identity::{Cost, Credential, Passphrase, Roster, RosterChange};
use mednec::policy::Catalog;
use mednec::store::{CaseStore, Logged};
use tempfile::TempDir;

fn at(time: &str) -> Instant {
    format!("2025-10-08T{time}:00-05:00").parse().unwrap()
}

fn phrase() -> Passphrase {
    Passphrase::new("four plain invented words".to_owned())
}

/// A roster of one, and the same with a second reviewer.
fn rosters() -> (Roster, Roster) {
    let (first, ann) =
        Roster::create("Ann Arbor", Credential::Rn, None, &phrase(), at("08:00"), Cost::FOR_TESTS).unwrap();
    let enrol = RosterChange::enrol("Bob Bay", Credential::Md, None, false, &phrase(), Cost::FOR_TESTS).unwrap();
    let second = first.append(enrol, &ann, at("08:05")).unwrap();
    (first, second)
}

fn open(folder: &TempDir, station: &str) -> CaseStore {
    CaseStore::open(folder.path()).unwrap().at_station(Some(station))
}

fn audited(folder: &TempDir, roster: Option<&Roster>) -> FolderAudit {
    let store = CaseStore::open_read_only(folder.path()).unwrap();
    audit(&store, None, roster.cloned().map(Arc::new).as_ref(), &Catalog::bundled().unwrap()).unwrap()
}

#[test]
fn a_roster_without_entries_that_a_log_has_seen_is_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = rosters();
    let store = open(&folder, "UR-WS-14");
    store.log_roster(&first.mark()).unwrap();
    store.log_roster(&second.mark()).unwrap();
    let station = || "UR-WS-14".to_owned();
    assert!(audited(&folder, Some(&second)).is_sound());
    let cut = audited(&folder, Some(&first));
    assert_eq!((cut.is_sound(), cut.findings), (false, vec![Finding::RosterLacks { station: station(), entries: 2 }]));
    let none = audited(&folder, None);
    assert_eq!((none.is_sound(), none.findings), (false, vec![Finding::RosterMissing { station: station() }]));
    let other = audited(&folder, Some(&rosters().0));
    assert_eq!((other.is_sound(), other.findings), (false, vec![Finding::OtherRoster { station: station() }]));
}

#[test]
fn a_head_is_logged_once_for_each_station() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = rosters();
    for station in ["UR-WS-14", "UR-WS-14", "UR-WS-15"] {
        let store = open(&folder, station);
        for mark in [first.mark(), first.mark()] {
            store.log_roster(&mark).unwrap();
        }
    }
    let store = open(&folder, "UR-WS-14");
    store.log_roster(&second.mark()).unwrap();
    store.log_roster(&second.mark()).unwrap();
    let told = |station: &str| -> Vec<u32> {
        let logs = store.logs().unwrap();
        let log = logs.iter().find(|log| log.station == station).unwrap();
        let entries = log.lines.iter().map(|line| match line.what {
            Logged::RosterSeen { entries, .. } => entries,
            _ => panic!("another line"),
        });
        entries.collect()
    };
    assert_eq!((told("UR-WS-14"), told("UR-WS-15")), (vec![1, 2], vec![1]));
    assert!(audited(&folder, Some(&second)).is_sound());
}

#[test]
fn a_log_without_such_lines_is_sound_as_before() {
    let folder = tempfile::tempdir().unwrap();
    open(&folder, "UR-WS-14").log(Logged::UnlockFailed, None).unwrap();
    for roster in [None, Some(rosters().0)] {
        assert!(audited(&folder, roster.as_ref()).is_sound());
    }
    let looked = CaseStore::open_read_only(folder.path()).unwrap();
    looked.log_roster(&rosters().0.mark()).unwrap();
    assert_eq!(
        fs::read_dir(folder.path().join("log")).unwrap().count(),
        1,
        "nothing is logged where nothing is written"
    );
}

#[test]
fn verify_says_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder, "UR-WS-14");
    store.log_roster(&rosters().1.mark()).unwrap();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_mednec-cli"))
        .args(["verify", &folder.path().display().to_string()])
        .output()
        .unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(said.contains("the log of UR-WS-14 names a roster"), "{said}");
    assert_eq!(out.status.code(), Some(1));
}
