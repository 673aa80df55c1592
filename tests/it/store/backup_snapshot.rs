//! A backup that is made while others delete, restore and save: no case is in neither place, and its check proves it.
//!
//! Must not know: how an archive is laid out.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use mednec::audit::audit;
use mednec::clock::Instant;
use mednec::ids::CaseId;
use mednec::policy::Catalog;
use mednec::store::disk::Disk;
use mednec::store::{BackupError, CaseStore, Progress, StoreError, check_backup, restore};

use crate::memory_disk::MemoryDisk;
use crate::store::saving::{answered, id, opened};

const CASES: usize = 12;
const ROUNDS: usize = 12;

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn now() -> Instant {
    "2026-01-14T09:05:07-05:00".parse().unwrap()
}

fn cases() -> Vec<CaseId> {
    (1..=CASES).map(|number| id(&format!("2026-{number:04}"))).collect()
}

fn filled(store: &CaseStore) {
    for case in cases() {
        let mut history = opened(case.as_str());
        let version = store.save(&history, None).unwrap().version;
        answered(&mut history, "Testa Sample");
        store.save(&history, Some(&version)).unwrap();
    }
}

/// Deletes and restores cases until it is told to stop.
fn moving(folder: &Path, number: usize, stop: &AtomicBool) {
    let store = CaseStore::open(folder).unwrap().at_station(Some(&format!("UR-WS-{number}")));
    let own: Vec<CaseId> = cases().into_iter().skip(number).step_by(2).collect();
    while !stop.load(Ordering::Relaxed) {
        for case in &own {
            match store.trash(case, "entered twice", "Sam Sample, RN", now()) {
                Ok(deleted) => match store.restore_from_trash(&deleted.trashed, "Sam Sample, RN") {
                    Ok(_) => {}
                    // A backup goes on: the case stays in the trash until the next round.
                    Err(StoreError::NotMoved { .. } | StoreError::Locked(_)) => {}
                    Err(error) => panic!("{error}"),
                },
                Err(StoreError::NoSuchCase(_)) => {
                    let there = store.trashed().into_iter().find(|it| it.case == *case).unwrap();
                    let _ = store.restore_from_trash(&there, "Sam Sample, RN");
                }
                Err(StoreError::NotMoved { .. } | StoreError::Locked(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
}

/// Adds events to cases until it is told to stop.
fn saving(folder: &Path, stop: &AtomicBool) {
    let store = CaseStore::open(folder).unwrap().at_station(Some("UR-WS-9"));
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        for case in cases() {
            let Ok(loaded) = store.load(&case) else { continue };
            if loaded.history.last_sequence() > 40 {
                return;
            }
            let mut history = loaded.history;
            number += 1;
            answered(&mut history, &format!("Testa {number}"));
            let _ = store.save(&history, Some(&loaded.version));
        }
    }
}

#[test]
fn no_case_is_in_neither_place_while_others_work() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("store");
    let store = CaseStore::open(&root).unwrap().at_station(Some("UR-WS-14"));
    filled(&store);
    let stop = AtomicBool::new(false);
    let (mut made, mut moved) = (0, 0);
    thread::scope(|scope| {
        scope.spawn(|| moving(&root, 0, &stop));
        scope.spawn(|| moving(&root, 1, &stop));
        scope.spawn(|| saving(&root, &stop));
        for round in 0..ROUNDS {
            let file = folder.path().join(format!("{round}.tar"));
            match store.back_up(&file, now(), &mut go_on) {
                Ok(_) => {}
                Err(BackupError::Unreadable(mednec::store::Failure::Busy)) => continue,
                Err(error) => panic!("round {round}: {error}"),
            }
            made += 1;
            let checked = check_backup(&file, &mut go_on).unwrap();
            assert_eq!((checked.damaged, checked.incomplete), (vec![], vec![]), "round {round}");
            let target = folder.path().join(format!("restored-{round}"));
            restore(&file, &target, &mut go_on).unwrap();
            let restored = CaseStore::open(&target).unwrap();
            let mut places: BTreeMap<CaseId, usize> = BTreeMap::new();
            let in_trash = restored.trash_files().into_iter().map(|(case, _)| case);
            moved += restored.trash_files().len();
            let here = cases().into_iter().filter(|case| restored.load(case).is_ok());
            here.chain(in_trash).for_each(|case| *places.entry(case).or_default() += 1);
            assert!(cases().iter().all(|case| places.get(case) == Some(&1)), "round {round}: {places:?}");
            let found = audit(&restored, None, None, &Catalog::bundled().unwrap()).unwrap();
            assert!(found.is_sound(), "round {round}: {found:?}");
            fs::remove_dir_all(&target).unwrap();
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert!(made > ROUNDS / 2 && moved > 0, "{made} backups, {moved} cases seen in the trash");
}

/// A hand, or a program of an earlier version, knows of no lock: then there is no backup, rather than one that lacks a case.
#[test]
fn a_case_that_is_moved_past_the_lock_leaves_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("store");
    let store = CaseStore::open(&root).unwrap();
    filled(&store);
    let case = id("2026-0005");
    let in_trash = root.join("trash/2026-0005.1.json");
    let file = folder.path().join("b.tar");
    let mut seen = 0;
    let made = store.back_up(&file, now(), &mut |_| {
        seen += 1;
        // In the middle of the cases.
        if seen == 3 {
            fs::rename(store.path_of(&case), &in_trash).unwrap();
        }
        ControlFlow::Continue(())
    });
    assert_eq!(made, Err(BackupError::Moved));
    assert!(!file.exists());
}

/// An archive whose cases end before what its logs name says so.
#[test]
fn a_check_names_the_cases_that_an_archive_lacks() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("store");
    let store = CaseStore::open(&root).unwrap();
    filled(&store);
    let (cut, gone) = (id("2026-0002"), id("2026-0003"));
    let older = store.previous(&cut).remove(0);
    fs::write(store.path_of(&cut), mednec::store::case_file::write(&older.history).unwrap()).unwrap();
    fs::remove_file(store.path_of(&gone)).unwrap();
    let file = folder.path().join("b.tar");
    store.back_up(&file, now(), &mut go_on).unwrap();
    let incomplete = check_backup(&file, &mut go_on).unwrap().incomplete;
    let incomplete: Vec<_> = incomplete.into_iter().map(|it| (it.case, it.revision)).collect();
    assert_eq!(incomplete, [(cut, 2), (gone, 2)]);
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_mednec-cli"))
        .args(["restore", "--check", &file.display().to_string()])
        .output()
        .unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(said.contains("2026-0002: a log in the backup names event 2, which is not in the backup"), "{said}");
    assert_eq!(out.status.code(), Some(1));
}

/// The order in which a backup reads, on a disk that can be asked: no log after a case, no policy or document before one, and all
/// moves held off in between.
#[test]
fn logs_are_read_first_and_what_cases_rest_on_last() {
    let disk = MemoryDisk::with_folder("/s");
    let store = CaseStore::open_on(Arc::new(disk.clone()), "/s").unwrap();
    filled(&store);
    store.trash(&id("2026-0001"), "entered twice", "Sam Sample, RN", now()).unwrap();
    store.store_policy(&Catalog::bundled().unwrap().entries()[0].policy).unwrap();
    disk.set(None);
    store.back_up(Path::new("/b.tar"), now(), &mut go_on).unwrap();
    let log = disk.log();
    let place = |what: &str, last: bool| {
        let found: Vec<usize> = (0..log.len()).filter(|at| log[*at].starts_with(what)).collect();
        *if last { found.last() } else { found.first() }.unwrap_or_else(|| panic!("{what}: {log:?}"))
    };
    assert!(place("read /s/log", true) < place("lock /s/locks/moves", false));
    assert!(place("lock /s/locks/moves", false) < place("list /s/cases", true));
    assert!(place("read /s/cases", true) < place("read /s/policies", false));
    assert!(place("read /s/trash", true) < place("read /s/policies", false));
    // While the lock is held by somebody else, nothing moves and nothing is archived.
    let held = disk.try_lock(Path::new("/s/locks/moves")).unwrap().unwrap();
    let refused = store.trash(&id("2026-0002"), "entered twice", "Sam Sample, RN", now()).unwrap_err();
    assert!(refused.to_string().contains("try again"), "{refused}");
    drop(held);
    assert!(store.trash(&id("2026-0002"), "entered twice", "Sam Sample, RN", now()).is_ok());
}

/// A run that was killed leaves its unfinished files; the next one for the same place removes them, and none of a living one.
#[test]
fn what_killed_runs_left_behind_is_removed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("store");
    let store = CaseStore::open(&root).unwrap();
    filled(&store);
    let names = || {
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    };
    let left = folder.path().join(".mednec-save-left");
    fs::write(&left, "half a backup").unwrap();
    let living = folder.path().join(".mednec-save-living");
    fs::write(&living, "half a file").unwrap();
    let open = fs::File::open(&living).unwrap();
    open.try_lock().unwrap();
    store.back_up(&folder.path().join("b.tar"), now(), &mut go_on).unwrap();
    assert_eq!(names(), [".mednec-save-living", "b.tar", "store"]);
    drop(open);
    // A restore of a process that is no more, and one of a process that lives.
    for number in [1, 2] {
        let begun = folder.path().join(format!(".mednec-restore-{number}"));
        fs::create_dir_all(begun.join("cases/ab")).unwrap();
        fs::write(begun.join("cases/ab/x.json"), "{}").unwrap();
        fs::write(folder.path().join(format!(".mednec-restore-{number}.lock")), "").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&root, begun.join("linked")).unwrap();
    }
    let open = fs::File::open(folder.path().join(".mednec-restore-2.lock")).unwrap();
    open.try_lock().unwrap();
    restore(&folder.path().join("b.tar"), &folder.path().join("restored"), &mut go_on).unwrap();
    let expected = [".mednec-restore-2", ".mednec-restore-2.lock", ".mednec-save-living", "b.tar", "restored", "store"];
    assert_eq!(names(), expected);
    assert!(folder.path().join(".mednec-restore-2/cases/ab/x.json").exists());
    assert!(store.load(&id("2026-0001")).is_ok(), "a link in it was not followed");
}

/// The same with the real program, killed in the middle.
#[test]
fn a_killed_restore_is_tidied_up_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("store");
    let store = CaseStore::open(&root).unwrap();
    for number in 0..300 {
        store.save(&opened(&format!("2026-{number:04}")), None).unwrap();
    }
    let file = folder.path().join("b.tar");
    store.back_up(&file, now(), &mut go_on).unwrap();
    let target = folder.path().join("restored");
    let begun = || {
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with(".mednec-restore-")).count()
    };
    let command = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_mednec-cli"));
        command.arg("restore").args([&file, &target]).stdout(std::process::Stdio::null());
        command
    };
    let mut child = command().spawn().unwrap();
    let start = std::time::Instant::now();
    while begun() < 2 && child.try_wait().unwrap().is_none() && start.elapsed().as_secs() < 60 {
        thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!target.exists() && begun() == 2, "it was killed in the middle: {}", begun());
    assert!(command().status().unwrap().success());
    assert_eq!((begun(), target.exists()), (0, true));
}
