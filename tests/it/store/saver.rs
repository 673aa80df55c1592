//! The thread that saves: what it acknowledged is on the disk, what it could not save is kept, and its end is noticed.
//!
//! Must not know: the window that hands it cases.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use mednec::store::Failure;
use mednec::store::{CaseStore, Problem, Saver, StoreError};

use crate::store::saving::{answered, id, opened, store};
use crate::told::same;

pub fn lock_of(store: &CaseStore, case: &str) -> PathBuf {
    let folder = store.path_of(&id(case)).parent().unwrap().to_owned();
    folder.parent().unwrap().with_file_name("locks").join(folder.file_name().unwrap())
}

#[test]
fn an_acknowledged_save_is_on_disk_and_the_newest_snapshot_wins() {
    let (_folder, store) = store();
    let store = Arc::new(store);
    let woken = Arc::new(AtomicUsize::new(0));
    let count = woken.clone();
    let wake = Box::new(move || _ = count.fetch_add(1, Ordering::SeqCst));
    let saver = Saver::start(store.clone(), Some(wake)).unwrap();
    let mut history = opened("2026-0001");
    saver.save(history.clone());
    assert!(saver.flush());
    // While another workstation holds the lock, the second snapshot is under way and the later ones queue.
    let lock = File::open(lock_of(&store, "2026-0001")).unwrap();
    lock.lock().unwrap();
    answered(&mut history, "second");
    saver.save(history.clone());
    std::thread::sleep(std::time::Duration::from_millis(300));
    for name in ["third", "fourth", "fifth"] {
        answered(&mut history, name);
        saver.save(history.clone());
    }
    assert_eq!(saver.unsaved(), 2);
    drop(lock);
    assert!(saver.flush());
    assert_eq!(saver.unsaved(), 0);
    let outcomes = saver.outcomes();
    assert_eq!(outcomes.iter().map(|outcome| outcome.sequence).collect::<Vec<_>>(), [1, 2, 5]);
    assert!(outcomes.iter().all(|outcome| outcome.result.as_ref().is_ok_and(|saved| saved.confirmed)));
    assert!(saver.outcomes().is_empty());
    same(&store.load(&id("2026-0001")).unwrap().history, &history);
    drop(saver);
    assert_eq!(woken.load(Ordering::SeqCst), 3);
}

#[test]
fn a_failed_save_is_kept_and_can_be_retried() {
    let (_folder, store) = store();
    let store = Arc::new(store);
    let saver = Saver::start(store.clone(), None).unwrap();
    let mut history = opened("2026-0001");
    let obstacle = store.path_of(&id("2026-0001"));
    fs::create_dir_all(&obstacle).unwrap();
    saver.save(history.clone());
    assert!(!saver.flush());
    let failed = saver.outcomes().remove(0).result.unwrap_err();
    assert!(matches!(failed, StoreError::NotSaved { why: Problem::Unreadable(Failure::NotAFile), .. }), "{failed}");
    assert_eq!(saver.unsaved(), 1);
    fs::remove_dir(&obstacle).unwrap();
    saver.retry();
    assert!(saver.flush());
    same(&store.load(&id("2026-0001")).unwrap().history, &history);
    // Loaded by another saver, which must be told what it was loaded from.
    let other = Saver::start(store.clone(), None).unwrap();
    answered(&mut history, "again");
    other.save(history.clone());
    assert!(!other.flush());
    assert_eq!(other.outcomes()[0].result, Err(StoreError::Conflict(id("2026-0001"))));
    other.adopt(id("2026-0001"), store.load(&id("2026-0001")).unwrap().version);
    other.retry();
    drop(other);
    same(&store.load(&id("2026-0001")).unwrap().history, &history);
}

#[test]
fn a_worker_that_fails_is_not_waited_for() {
    let (_folder, store) = store();
    let store = Arc::new(store);
    let saver = Saver::start(store.clone(), Some(Box::new(|| panic!("on purpose, in a test")))).unwrap();
    assert!(!saver.has_stopped());
    saver.save(opened("2026-0001"));
    while !saver.has_stopped() {
        std::thread::yield_now();
    }
    saver.save(opened("2026-0002"));
    assert!(!saver.flush(), "it is not on the disk, and nobody will put it there");
    assert!(store.load(&id("2026-0001")).is_ok() && store.load(&id("2026-0002")).is_err());
}
