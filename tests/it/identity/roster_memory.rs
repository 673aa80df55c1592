//! The rosters that a workstation remembers, and the command line's answer to one that it does not know.

use std::fs;
use std::path::{Path, PathBuf};

use mednec::clock::Instant;
use mednec::identity::{Credential, Roster, RosterChange, Unlocked};
use mednec::store::{
    CaseStore, ClockFault, Logged, RosterFileError, RosterMemory, Settings, UntrustedRoster, known_roster, roster_path,
    write_roster,
};
use tempfile::TempDir;

use crate::identity::files::Desk;
use crate::identity::keys::{Department, at, department, enrol, small_roster};

struct Place {
    folder: TempDir,
    roster: Roster,
    ann: Unlocked,
    bob: Unlocked,
}

impl Place {
    fn new() -> Self {
        let Department { roster, ann, bob, .. } = department();
        let place = Self { folder: tempfile::tempdir().unwrap(), roster, ann, bob };
        CaseStore::open(place.store()).unwrap().save_roster(&place.roster, None).unwrap();
        place
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("config/settings.json")
    }

    fn memory(&self) -> RosterMemory {
        RosterMemory::beside(Some(&self.settings()))
    }

    fn put(&self, roster: &Roster) {
        put(&self.store(), roster);
    }

    fn known(&self) -> Result<Option<u32>, UntrustedRoster> {
        match known_roster(&self.store(), &self.memory()) {
            Ok(loaded) => Ok(loaded.map(|loaded| loaded.roster.len())),
            Err(RosterFileError::Untrusted(why)) => Err(why),
            Err(error) => panic!("{error}"),
        }
    }

    /// With Bob gone.
    fn longer(&self) -> Roster {
        let left = RosterChange::Left { reviewer: self.bob.person().id.clone() };
        self.roster.append(left, &self.ann, at(9)).unwrap()
    }
}

fn put(store: &Path, roster: &Roster) {
    fs::write(roster_path(store), write_roster(roster).unwrap()).unwrap();
}

#[test]
fn a_roster_that_was_cut_replaced_or_removed_is_refused() {
    let place = Place::new();
    assert_eq!(place.known(), Ok(Some(3)), "the first sight");
    place.put(&place.longer());
    assert_eq!(place.known(), Ok(Some(4)));
    place.put(&place.roster);
    let why = place.known().unwrap_err();
    assert!(matches!(why, UntrustedRoster::Cut { .. }), "{why}");
    let (short, sentence) = (place.roster.fingerprint().short(), why.to_string());
    assert!(sentence.contains(short) && sentence.contains("3 entries") && sentence.contains("4 entries"), "{sentence}");
    place.put(&small_roster());
    assert!(matches!(place.known(), Err(UntrustedRoster::Replaced { .. })));
    fs::remove_file(roster_path(&place.store())).unwrap();
    assert!(matches!(place.known(), Err(UntrustedRoster::Missing { .. })));
    // An administrator says that it is so.
    place.put(&place.roster);
    place.memory().trust(&place.store(), Some(&place.roster)).unwrap();
    assert_eq!(place.known(), Ok(Some(3)));
    fs::remove_file(roster_path(&place.store())).unwrap();
    place.memory().trust(&place.store(), None).unwrap();
    assert_eq!(place.known(), Ok(None));
}

#[test]
fn each_folder_has_its_own_and_no_other_name_or_link_hides_it() {
    let (place, other) = (Place::new(), Place::new());
    assert_eq!(place.known(), Ok(Some(3)));
    let known = |folder: &Path| known_roster(folder, &place.memory());
    assert!(known(&other.store()).is_ok(), "another folder, another roster");
    assert!(known(&place.store()).is_ok());
    #[cfg(unix)]
    {
        let link = place.folder.path().join("link");
        std::os::unix::fs::symlink(place.store(), &link).unwrap();
        place.put(&small_roster());
        assert!(matches!(known(&link), Err(RosterFileError::Untrusted(UntrustedRoster::Replaced { .. }))));
        // A link in the folder's place leads elsewhere.
        fs::rename(place.store(), place.folder.path().join("away")).unwrap();
        std::os::unix::fs::symlink(other.store(), place.store()).unwrap();
        assert!(matches!(known(&place.store()), Err(RosterFileError::Untrusted(UntrustedRoster::Replaced { .. }))));
    }
}

#[test]
fn the_mark_of_earlier_settings_is_carried_over_and_nothing_is_remembered_without_settings() {
    let place = Place::new();
    let settings =
        Settings { store_folder: Some(place.store()), roster: Some(place.longer().mark()), ..Settings::default() };
    settings.save(&place.settings()).unwrap();
    assert!(matches!(place.known(), Err(UntrustedRoster::Cut { .. })));
    place.put(&place.longer());
    assert_eq!(place.known(), Ok(Some(4)));
    assert_eq!(Settings::load(&place.settings()).0, settings, "the window's settings are left as they are");
    fs::remove_file(roster_path(&place.store())).unwrap();
    place.memory().trust(&place.store(), None).unwrap();
    assert_eq!(place.known(), Ok(None));
    let nothing = RosterMemory::beside(None);
    place.put(&place.longer());
    assert!(known_roster(&place.store(), &nothing).is_ok());
    place.put(&small_roster());
    assert!(known_roster(&place.store(), &nothing).is_ok());
}

#[test]
fn a_memory_that_cannot_be_read_refuses_until_the_roster_is_confirmed() {
    let place = Place::new();
    assert_eq!(place.known(), Ok(Some(3)));
    let file = place.settings().with_file_name("rosters.json");
    let kept = fs::read_to_string(&file).unwrap();
    for damaged in [
        "",
        "{",
        "[]",
        &kept.replace("\"version\": 1", "\"version\": 2"),
        &kept.replacen("\"head\": \"", "\"head\": \"x", 1),
    ] {
        fs::write(&file, damaged).unwrap();
        assert!(matches!(place.known(), Err(UntrustedRoster::Damaged)), "{damaged}");
    }
    place.memory().trust(&place.store(), Some(&place.roster)).unwrap();
    assert_eq!(place.known(), Ok(Some(3)));
}

#[test]
fn many_processes_remember_at_once() {
    let places: Vec<Place> = (0..3).map(|_| Place::new()).collect();
    let memory = places[0].memory();
    std::thread::scope(|scope| {
        for place in &places {
            scope.spawn(|| (0..10).for_each(|_| memory.remember(&place.store(), &place.longer()).unwrap()));
        }
    });
    for place in &places {
        assert_eq!(memory.mark_of(&place.store()), Ok(Some(place.longer().mark())));
        // A shorter one does not take its place.
        memory.remember(&place.store(), &place.roster).unwrap();
        assert_eq!(memory.mark_of(&place.store()), Ok(Some(place.longer().mark())));
    }
}

// ---------------------------------------------------------------- the command line

/// A departed physician takes the end of the roster away, and their key counts again.
#[test]
fn the_command_line_refuses_a_roster_that_was_rolled_back() {
    let mut desk = Desk::remembering();
    desk.begin();
    let before = fs::read(roster_path(&desk.store())).unwrap();
    desk.done(&["leave", "Bob Bell, MD", "--as", "Ann Arbor, RN"], &["ann"]);
    fs::write(roster_path(&desk.store()), &before).unwrap();
    let cleo = ["leave", "Cleo Cruz, LPN", "--as", "Bob Bell, MD"];
    desk.refused(&cleo, &["bob"], "lacks entries that this workstation has seen");
    let listed = desk.roster(&["list"], &[]);
    assert_eq!((listed.code, listed.out.lines().count()), (1, 4), "it is printed, to be compared");
    assert!(listed.err.contains("lacks entries"), "{}", listed.err);
    // Confirmed by its fingerprint and its number of entries, or not at all.
    let fingerprint = desk.now().fingerprint().as_str().to_owned();
    for (fingerprint, entries) in [("none", "3"), (&fingerprint[..11], "3"), (&fingerprint, "4"), ("", "3")] {
        desk.refused(&["trust", fingerprint, "--entries", entries], &[], "not the roster of the folder");
    }
    assert_eq!(desk.roster(&["trust", &fingerprint[..12], "--entries", "3"], &[]).code, 0);
    desk.done(&cleo, &["bob"]);
}

#[test]
fn the_log_names_each_head_that_was_made_or_signed_under() {
    let mut desk = Desk::new();
    desk.begin();
    let roster = desk.now();
    let logs = CaseStore::open_read_only(desk.store()).unwrap().logs().unwrap();
    let heads: Vec<_> = logs
        .iter()
        .flat_map(|log| &log.lines)
        .filter_map(|line| match &line.what {
            Logged::RosterSeen { entries, head, .. } => Some((*entries, head.clone())),
            _ => None,
        })
        .collect();
    let expected: Vec<_> = (1..).zip(roster.entries().iter().map(|entry| entry.hash())).collect();
    assert_eq!(heads, expected);
}

#[test]
fn the_command_line_begins_no_second_roster_where_one_is_gone() {
    let mut desk = Desk::remembering();
    desk.begin();
    fs::remove_file(roster_path(&desk.store())).unwrap();
    let init = ["init", "--name", "Eve Ely", "--credential", "MD"];
    desk.refused(&init, &["eve", "eve"], "the roster is missing from this folder");
    desk.refused(&["list"], &[], "the roster is missing from this folder");
    assert_eq!(desk.roster(&["trust", "none"], &[]).code, 0);
    desk.done(&init, &["eve", "eve"]);
}

// ---------------------------------------------------------------- the lock and the clock

#[test]
fn a_roster_under_its_lock_is_changed_by_nobody() {
    let place = Place::new();
    let (store, other) = (CaseStore::open(place.store()).unwrap(), CaseStore::open(place.store()).unwrap());
    let hash = store.roster().unwrap().unwrap().hash;
    let seen = store
        .with_roster_locked(|loaded| {
            assert_eq!(other.save_roster(&place.longer(), Some(&hash)), Err(RosterFileError::Locked));
            loaded.map(|loaded| loaded.roster.len())
        })
        .unwrap();
    assert_eq!(seen, Some(3));
    assert!(other.save_roster(&place.longer(), Some(&hash)).is_ok());
    assert_eq!(store.with_roster_locked(|loaded| loaded.map(|loaded| loaded.roster.len())), Ok(Some(4)));
    fs::write(roster_path(&place.store()), "{}").unwrap();
    assert!(store.with_roster_locked(|_| panic!("it does not hold")).is_err());
    let read_only = CaseStore::open_read_only(place.store()).unwrap();
    assert!(read_only.with_roster_locked(|_| ()).is_err());
}

#[test]
fn a_clock_far_ahead_dates_nothing() {
    let place = Place::new();
    let store = CaseStore::open(place.store()).unwrap();
    let disk: Instant = mednec::clock::now();
    let later = |minutes: i64| Instant::from(*disk + chrono::TimeDelta::minutes(minutes));
    let years: Instant = "2097-01-01T08:00:00Z".parse().unwrap();
    assert_eq!(store.check_clock(disk, Some(&place.roster)), Ok(()));
    assert_eq!(store.check_clock(later(9), Some(&place.roster)), Ok(()));
    assert_eq!(store.check_clock(later(-60), Some(&place.roster)), Ok(()));
    for ahead in [later(12), years] {
        let fault = store.check_clock(ahead, Some(&place.roster));
        assert!(matches!(fault, Err(ClockFault::AheadOfFolder { .. })), "{fault:?}");
    }
    // Where the folder's disk tells nothing, the roster does.
    let read_only = CaseStore::open_read_only(place.store()).unwrap();
    assert!(matches!(read_only.check_clock(years, Some(&place.roster)), Err(ClockFault::AheadOfRoster { .. })));
    assert_eq!(read_only.check_clock(years, None), Ok(()));
    // A roster that a clock of that kind has frozen.
    let frozen = place.roster.append(enrol("Dan Dole", Credential::Rn, false), &place.ann, years).unwrap();
    let fault = store.check_clock(disk, Some(&frozen)).unwrap_err();
    assert!(matches!(fault, ClockFault::RosterAhead { .. }));
    assert!(fault.to_string().contains("2097-01-01") && fault.to_string().contains("backup"), "{fault}");
    let names = fs::read_dir(place.store()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(!names.into_iter().any(|name| name.to_string_lossy().contains("clock")), "no probe is left");
}

#[test]
fn the_command_line_makes_no_entry_with_a_clock_far_ahead() {
    let mut desk = Desk::remembering();
    desk.begin();
    desk.clock = Some("2097-01-01T08:00:00Z".parse().unwrap());
    desk.refused(&["leave", "Cleo Cruz, LPN", "--as", "Ann Arbor, RN"], &["ann"], "set the clock that is wrong");
    assert_eq!(desk.now().len(), 3);
}
