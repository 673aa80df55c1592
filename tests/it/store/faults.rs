//! Saving when the disk refuses an operation, or the power goes before one, for every operation there is: what is on the
//! disk can be read, is the old version or the new one, and an acknowledged version is never lost. And the other way round:
//! a disk that forgets a sync makes these checks fail, so they can.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use mednec::audit::audit;
use mednec::case::History;
use mednec::ids::CaseId;
use mednec::policy::Catalog;
use mednec::store::{CaseStore, Saved, StoreError, Version};

use crate::memory_disk::{Fault, Left, MemoryDisk};
use crate::store::saving::{answered, id, opened};
use crate::told::same;

const FOLDER: &str = "/s";
const EVERY_LEFT: [Left; 3] = [Left::Nothing, Left::Names, Left::Everything];

fn open(disk: &MemoryDisk) -> Result<CaseStore, StoreError> {
    CaseStore::open_on(Arc::new(disk.clone()), FOLDER)
}

/// A case of one event on a disk, and the same case with a second one, not yet saved.
struct Before {
    disk: MemoryDisk,
    case: CaseId,
    version: Version,
    next: History,
}

fn before() -> Before {
    let disk = MemoryDisk::with_folder(FOLDER);
    let mut history = opened("2026-0001");
    let version = open(&disk).unwrap().save(&history, None).unwrap().version;
    answered(&mut history, "Second");
    Before { disk, case: id("2026-0001"), version, next: history }
}

/// Opens the folder as a new process does and saves.
fn open_and_save(disk: &MemoryDisk, before: &Before) -> Result<Saved, StoreError> {
    open(disk)?.save(&before.next, Some(&before.version))
}

/// The revision that a disk holds of the case, its folder being opened anew.
fn revision_on(disk: &MemoryDisk, before: &Before) -> Result<u32, String> {
    let store = open(disk).map_err(|error| error.to_string())?;
    let loaded = store.load(&before.case).map_err(|error| error.to_string())?;
    Ok(loaded.version.revision)
}

/// Returns the number of operations that the whole takes where nothing goes wrong.
fn operations(before: &Before) -> usize {
    let disk = before.disk.copy();
    disk.set(None);
    assert!(open_and_save(&disk, before).unwrap().confirmed);
    disk.operations()
}

/// Returns what is wrong after a power cut at a certain moment, if anything is.
fn complaint(disk: &MemoryDisk, before: &Before, acknowledged: bool) -> Option<String> {
    EVERY_LEFT.into_iter().find_map(|left| {
        let after = disk.after_crash(left);
        match revision_on(&after, before) {
            Err(why) => Some(format!("{left:?}: {why}")),
            Ok(1) if acknowledged => Some(format!("{left:?}: an acknowledged version is lost")),
            Ok(1 | 2) => unlogged(&after, &before.case),
            Ok(other) => Some(format!("{left:?}: revision {other}")),
        }
    })
}

/// Returns the false lines of the logs. A case may be ahead of them after a power cut, and they never ahead of a case.
fn unlogged(disk: &MemoryDisk, case: &CaseId) -> Option<String> {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::bundled().unwrap());
    let found = audit(&open(disk).unwrap(), Some(case), None, &CATALOG).unwrap();
    (!found.is_sound()).then(|| format!("the log is not true: {found:?}"))
}

#[test]
fn a_crash_before_any_operation_leaves_the_old_version_or_the_new_one() {
    let before = before();
    let count = operations(&before);
    assert!(count > 30, "{count}");
    for at in 0..=count {
        let disk = before.disk.copy();
        disk.set(Some(Fault::Crash(at)));
        let confirmed = open_and_save(&disk, &before).is_ok_and(|saved| saved.confirmed);
        let log = disk.log();
        if let Some(complaint) = complaint(&disk, &before, confirmed) {
            panic!("crash before operation {at} ({:?}): {complaint}", log.last());
        }
    }
}

#[test]
fn an_operation_that_fails_loses_nothing_and_the_next_save_succeeds() {
    let before = before();
    let count = operations(&before);
    for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::Other, ErrorKind::ReadOnlyFilesystem] {
        for at in 0..count {
            let disk = before.disk.copy();
            disk.set(Some(Fault::Fail(at, kind)));
            let outcome = open_and_save(&disk, &before);
            let place = format!("{kind:?} at operation {at} ({:?})", disk.log().get(at));
            let confirmed = outcome.as_ref().is_ok_and(|saved| saved.confirmed);
            if let Some(complaint) = complaint(&disk, &before, confirmed) {
                panic!("{place}: {complaint}");
            }
            if let Err(error) = &outcome {
                let here = revision_on(&disk, &before).unwrap();
                assert_eq!(here, 1, "{place}: said \"{error}\" of a case that was saved");
            }
            disk.set(None);
            let again = open(&disk).unwrap();
            let saved = again.save(&before.next, Some(&before.version)).unwrap();
            assert!(saved.confirmed && saved.logged.is_ok(), "{place}");
            again.sync_log().unwrap();
            assert_eq!(unlogged(&disk.after_crash(Left::Nothing), &before.case), None, "{place}");
            let left: Vec<_> = disk.files_below(Path::new("/s/cases"));
            assert_eq!(left, [again.path_of(&before.case)], "{place}");
        }
    }
}

#[test]
fn a_first_save_is_whole_or_not_there() {
    let disk = MemoryDisk::with_folder(FOLDER);
    let (history, case) = (opened("2026-0007"), id("2026-0007"));
    let save = |disk: &MemoryDisk| open(disk)?.save(&history, None);
    let counted = disk.copy();
    save(&counted).unwrap();
    for at in 0..=counted.operations() {
        let broken = disk.copy();
        broken.set(Some(Fault::Crash(at)));
        let confirmed = save(&broken).is_ok_and(|saved| saved.confirmed);
        for left in EVERY_LEFT {
            let store = open(&broken.after_crash(left)).unwrap();
            match store.load(&case) {
                Ok(loaded) => same(&loaded.history, &history),
                Err(StoreError::NoSuchCase(_)) => assert!(!confirmed, "{at} {left:?}"),
                Err(error) => panic!("{at} {left:?}: {error}"),
            }
        }
    }
}

/// A test of the tests above: each sync matters, and they see it.
#[test]
fn without_either_sync_a_power_cut_is_seen() {
    let before = before();
    for (fault, loss) in [(Fault::NoFileSync, "ends early"), (Fault::NoFolderSync, "acknowledged version is lost")] {
        let disk = before.disk.copy();
        disk.set(Some(fault));
        assert!(open_and_save(&disk, &before).unwrap().confirmed);
        let complaint = complaint(&disk, &before, true).unwrap_or_default();
        assert!(complaint.contains(loss), "{fault:?}: {complaint}");
    }
    // A folder in which a shelf was made, but whose own entry was never synced, takes the case with it.
    let disk = MemoryDisk::with_folder(FOLDER);
    let store = open(&disk).unwrap();
    disk.set(Some(Fault::NoFolderSync));
    store.save(&opened("2026-0001"), None).unwrap();
    assert!(open(&disk.after_crash(Left::Nothing)).unwrap().load(&before.case).is_err());
}

#[test]
fn what_was_being_saved_is_offered_and_never_loaded_in_silence() {
    let before = before();
    let offered: Vec<_> = (0..operations(&before))
        .filter_map(|at| {
            let disk = before.disk.copy();
            disk.set(Some(Fault::Crash(at)));
            let confirmed = open_and_save(&disk, &before).is_ok_and(|saved| saved.confirmed);
            let disk = disk.after_crash(Left::Everything);
            let store = open(&disk).unwrap();
            let found = store.recoverable();
            assert!(found.len() <= usize::from(!confirmed));
            found.into_iter().next().map(|found| (disk, store, found))
        })
        .collect();
    assert!(!offered.is_empty(), "a crash between writing and renaming leaves work that can be recovered");
    for (disk, store, found) in offered {
        assert_eq!((found.revision, found.on_disk), (2, Some(1)));
        assert_eq!(store.load(&before.case).unwrap().version, before.version, "nothing was loaded in silence");
        let declined = open(&disk.copy()).unwrap();
        declined.discard_recoverable(&found).unwrap();
        assert!(declined.recoverable().is_empty());
        assert_eq!(declined.load(&before.case).unwrap().version, before.version);
        assert!(store.recover(&found).unwrap().confirmed);
        same(&store.load(&before.case).unwrap().history, &before.next);
        assert!(store.recoverable().is_empty());
        assert_eq!(disk.files_below(Path::new("/s/cases")).len(), 1);
    }
}

#[test]
fn what_does_not_go_on_from_its_case_is_removed_and_not_offered() {
    let before = before();
    let disk = before.disk.copy();
    let store = open(&disk).unwrap();
    let shelf = store.path_of(&before.case).with_file_name(".mednec-save-left");
    let mut other = opened("2026-0001");
    answered(&mut other, "Somebody else");
    store.save(&other, Some(&before.version)).unwrap();
    let mine = mednec::store::case_file::write(&before.next).unwrap();
    for bytes in [&mine[..], &mine[..mine.len() / 2], b""] {
        mednec::store::disk::Disk::create_new(&disk, &shelf).unwrap();
        disk.spoil(&shelf, bytes);
        assert!(open(&disk).unwrap().recoverable().is_empty());
        assert!(!disk.files_below(Path::new("/s/cases")).contains(&shelf));
    }
}

#[test]
fn three_generations_are_kept_and_one_can_take_the_place_of_a_damaged_file() {
    let disk = MemoryDisk::with_folder(FOLDER);
    let store = open(&disk).unwrap();
    let mut history = opened("2026-0001");
    let mut version = store.save(&history, None).unwrap().version;
    for name in ["two", "three", "four", "five", "six"] {
        answered(&mut history, name);
        version = store.save(&history, Some(&version)).unwrap().version;
    }
    let kept: Vec<u32> = store.previous(&history.case().id).iter().map(|it| it.version.revision).collect();
    assert_eq!(kept, [5, 4, 3]);
    let newest = store.previous(&history.case().id).remove(0);
    let now = history.events()[0].at;
    assert!(
        matches!(store.restore_generation(&newest, now, "Sam Sample, RN"), Err(StoreError::Conflict(_))),
        "nothing is wrong"
    );
    let path = store.path_of(&history.case().id);
    let damaged = [&disk.bytes(&path).unwrap()[..200], &[0; 300]].concat();
    disk.spoil(&path, &damaged);
    assert!(store.load(&history.case().id).is_err());
    store.restore_generation(&newest, now, "Sam Sample, RN").unwrap();
    same(&store.load(&history.case().id).unwrap().history, &newest.history);
    let trash = store.trashed();
    assert_eq!(trash.len(), 1, "the damaged file is kept");
    assert_eq!(disk.bytes(Path::new("/s/trash/2026-0001.1.json")).unwrap(), damaged);
}

#[test]
fn a_folder_that_cannot_be_relied_on_is_only_read() {
    let before = before();
    for kind in [ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied] {
        let disk = before.disk.copy();
        disk.set(Some(Fault::Fail(usize::MAX, kind)));
        let lock = disk.log().len();
        assert_eq!(lock, 0);
        open(&disk).unwrap();
        let at = disk.log().iter().position(|step| step.starts_with("create")).unwrap();
        disk.set(Some(Fault::Fail(at, kind)));
        let store = open(&disk).unwrap();
        assert!(store.read_only().is_some());
        assert_eq!(store.load(&before.case).unwrap().version, before.version);
        let refused = store.save(&before.next, Some(&before.version)).unwrap_err();
        assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
        assert!(refused.to_string().contains("choose another folder"), "{refused}");
    }
}
