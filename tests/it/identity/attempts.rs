//! Failed attempts to unlock a key make the next one wait, at every workstation of a folder.

use std::fs;

use mednec::clock::Instant;
use mednec::ids::ReviewerId;
use mednec::store::CaseStore;

use crate::identity::files::Desk;

fn second(second: i64) -> Instant {
    Instant::from(*crate::identity::keys::at(0) + chrono::TimeDelta::seconds(second))
}

fn somebody() -> ReviewerId {
    ReviewerId::parse("r-abcdefghij").unwrap()
}

#[test]
fn each_failure_after_the_third_doubles_the_wait() {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path()).unwrap();
    let mut now = 0;
    let mut waits = Vec::new();
    for _ in 0..14 {
        let wait = match store.begin_attempt(&somebody(), second(now)) {
            Ok(()) => 0,
            Err(wait) => wait.seconds,
        };
        if wait > 0 {
            // Another workstation of the folder waits as long, and a second less is too early.
            let other = CaseStore::open(folder.path()).unwrap();
            assert_eq!(other.begin_attempt(&somebody(), second(now + wait - 1)).map_err(|wait| wait.seconds), Err(1));
            now += wait;
            assert!(store.begin_attempt(&somebody(), second(now)).is_ok());
        }
        waits.push(wait);
    }
    assert_eq!(waits, [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    let other = ReviewerId::parse("r-bbbbbbbbbb").unwrap();
    assert!(store.begin_attempt(&other, second(now)).is_ok(), "nobody waits for somebody else's failures");
    // A clock that is set back keeps nobody out, and a success ends the count.
    assert!(store.begin_attempt(&somebody(), second(-1000)).is_ok());
    store.attempt_succeeded(&somebody());
    assert!((0..4).all(|_| store.begin_attempt(&somebody(), second(now)).is_ok()));
}

#[test]
fn a_count_that_was_damaged_keeps_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path()).unwrap();
    (0..4).for_each(|_| store.begin_attempt(&somebody(), second(0)).unwrap());
    assert!(store.begin_attempt(&somebody(), second(0)).is_err());
    let file = folder.path().join("attempts/r-abcdefghij.json");
    let kept = fs::read_to_string(&file).unwrap();
    let longest = kept.replace("\"failures\":4", "\"failures\":4294967295");
    fs::write(&file, &longest).unwrap();
    assert_eq!(store.begin_attempt(&somebody(), second(0)).map_err(|wait| wait.seconds), Err(300));
    assert!(store.begin_attempt(&somebody(), second(301)).is_ok());
    for damaged in ["", "{}", "[]", &"x".repeat(5000), &kept.replace("\"failures\":4", "\"failures\":-4")] {
        fs::write(&file, damaged).unwrap();
        assert!(store.begin_attempt(&somebody(), second(0)).is_ok(), "{damaged}");
    }
    // A clock that was years ahead.
    fs::write(&file, kept.replace("2026", "2097")).unwrap();
    assert!(store.begin_attempt(&somebody(), second(0)).is_ok());
    let read_only = CaseStore::open_read_only(folder.path()).unwrap();
    assert!((0..9).all(|_| read_only.begin_attempt(&somebody(), second(0)).is_ok()), "nothing is counted there");
}

#[test]
fn the_command_line_waits_after_failures() {
    let mut desk = Desk::new();
    desk.begin();
    let leave = ["leave", "Cleo Cruz, LPN", "--as", "Ann Arbor, RN"];
    desk.clock = Some(crate::identity::keys::at(30));
    for _ in 0..4 {
        desk.refused(&leave, &["bob"], "the passphrase is wrong");
    }
    desk.refused(&leave, &["ann"], "4 attempts in a row failed for this reviewer: wait 2 seconds");
    desk.clock = Some(crate::identity::keys::at(31));
    desk.done(&leave, &["ann"]);
    desk.clock = Some(crate::identity::keys::at(32));
    desk.refused(&leave, &["bob"], "the passphrase is wrong");
}
