//! Remembers the rosters that this workstation has seen, by folder: `rosters.json` in the folder of the settings,
//! shared by window and command line. A roster that was replaced, truncated or removed as a whole is valid in itself;
//! only a copy elsewhere reveals it.
//!
//! Must not know: what a roster lets anybody do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::atomic::{self, WriteOutcome};
use super::case_store::CaseStore;
use super::disk::{Disk as _, LockGuard};
use super::error::RosterFileError;
use super::failure::Failure;
use super::paths;
use super::roster::{LoadedRoster, load_roster};
use super::roster_trust::{RosterState, UntrustedRoster};
use super::settings::Settings;
use super::system_disk::SystemDisk;
use crate::identity::{Remembered, Roster, RosterMark};

const FORMAT: &str = "mednec-rosters";
const VERSION: u64 = 1;
const FILE: &str = "rosters.json";
const LOCK: &str = "rosters.lock";
const LARGEST: u64 = 1 << 20;
/// Number of folders that are remembered. Missing folders are dropped first, then those used longest ago.
const MOST_FOLDERS: usize = 200;
/// The failure for a damaged file.
const DAMAGED: Failure = Failure::Other(std::io::ErrorKind::InvalidData);
const LOCK_TRIES: u32 = 300;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// Remembers the roster of each folder in a file in the folder of the settings. Without settings it remembers nothing.
#[derive(Clone, Debug, Default)]
pub struct RosterMemory {
    settings: Option<PathBuf>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    version: u64,
    /// Sorted by last use, the newest last.
    folders: Vec<Known>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    folder: PathBuf,
    roster: RosterMark,
}

impl RosterMemory {
    /// Makes the memory for a settings file, which need not exist yet.
    pub fn beside(settings: Option<&Path>) -> Self {
        Self { settings: settings.map(Path::to_owned) }
    }

    /// Returns the remembered roster of a folder. The folder is looked up by its path as given and without links, so
    /// that neither another path nor a link in its place makes it unknown.
    pub fn mark_of(&self, folder: &Path) -> Result<Option<RosterMark>, Failure> {
        let Some(settings) = &self.settings else { return Ok(None) };
        let known = self.read()?.folders;
        let names = names_of(folder);
        Ok(found(&known, &names).or_else(|| earlier_mark(settings, &names)))
    }

    /// Remembers a roster that was compared and is the same or longer. A known longer one stays.
    pub fn remember(&self, folder: &Path, roster: &Roster) -> Result<(), Failure> {
        let mark = roster.mark();
        let document = Self::read;
        self.change(folder, document, |known| match known {
            Some(known) if known.fingerprint == mark.fingerprint && known.entries > mark.entries => Some(known),
            _ => Some(mark),
        })
    }

    /// Remembers a roster after somebody compared it with an administrator's, whatever was known; `None` where an
    /// administrator says that the folder has none.
    pub fn trust(&self, folder: &Path, roster: Option<&Roster>) -> Result<(), Failure> {
        // An unreadable file is replaced, or nothing could be confirmed again.
        let document = |memory: &Self| Ok(memory.read().unwrap_or_default());
        self.change(folder, document, |_| roster.map(Roster::mark))
    }

    fn change(
        &self,
        folder: &Path,
        document: impl FnOnce(&Self) -> Result<Document, Failure>,
        new: impl FnOnce(Option<RosterMark>) -> Option<RosterMark>,
    ) -> Result<(), Failure> {
        let Some(settings) = &self.settings else { return Ok(()) };
        let place = settings.parent().unwrap_or(Path::new(""));
        atomic::ensure_folder(&SystemDisk, place)?;
        let _lock = lock(&place.join(LOCK))?;
        let mut known = document(self)?.folders;
        let names = names_of(folder);
        let before = found(&known, &names);
        let after = new(before.clone());
        if before == after && after.is_some() {
            return Ok(());
        }
        known.retain(|known| !names.contains(&known.folder));
        if let Some(roster) = after {
            known.extend(names.into_iter().map(|folder| Known { folder, roster: roster.clone() }));
        } else {
            forget_earlier_mark(settings)?;
        }
        drop_oldest(&mut known);
        let document = Document { format: FORMAT.to_owned(), version: VERSION, folders: known };
        let bytes =
            serde_json::to_vec_pretty(&document).map_err(|_| Failure::Other(std::io::ErrorKind::InvalidFilename))?;
        match atomic::save(&place.join(FILE), &bytes) {
            WriteOutcome::Saved | WriteOutcome::SavedUnconfirmed => Ok(()),
            WriteOutcome::Failed(failure) => Err(failure),
        }
    }

    fn read(&self) -> Result<Document, Failure> {
        let file = self.settings.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).join(FILE);
        let bytes = match SystemDisk.read(&file, LARGEST) {
            Ok(bytes) => bytes,
            Err(Failure::NotFound) => return Ok(Document::default()),
            Err(failure) => return Err(failure),
        };
        let document: Document = serde_json::from_slice(&bytes).map_err(|_| DAMAGED)?;
        let formed = document.format == FORMAT && document.version == VERSION;
        let marks = document.folders.iter().all(|known| known.roster.is_valid());
        if formed && marks { Ok(document) } else { Err(DAMAGED) }
    }
}

impl CaseStore {
    /// The store's folder, as it was given.
    pub fn folder(&self) -> &Path {
        &self.root
    }
}

/// Loads the roster of the store in a folder, if it is the one that this workstation knows or the first one that it
/// sees there, and remembers it. `None` where there is no roster and none is remembered.
///
/// Fails where the roster is not valid, differs from the remembered one, lacks entries that were seen, or is gone:
/// nothing is signed, judged or decided under such a roster.
pub fn known_roster(folder: &Path, memory: &RosterMemory) -> Result<Option<LoadedRoster>, RosterFileError> {
    let loaded = load_roster(folder)?;
    compare(folder, loaded.as_ref().map(|loaded| &loaded.roster), memory)?;
    if let Some(loaded) = &loaded {
        // If it cannot be saved, the next comparison uses what was known before.
        let _ = memory.remember(folder, &loaded.roster);
    }
    Ok(loaded)
}

/// Compares a folder's roster with the remembered one.
pub fn compare(folder: &Path, roster: Option<&Roster>, memory: &RosterMemory) -> Result<(), UntrustedRoster> {
    let unreadable = |failure: Failure| match failure {
        DAMAGED => UntrustedRoster::Damaged,
        failure => UntrustedRoster::Unreadable(failure),
    };
    let Some(mark) = memory.mark_of(folder).map_err(unreadable)? else { return Ok(()) };
    let known = RosterState::from(&mark);
    let Some(roster) = roster else { return Err(UntrustedRoster::Missing { known }) };
    let found = RosterState::from(&roster.mark());
    match roster.compare(Some(&mark)) {
        Remembered::First | Remembered::Same => Ok(()),
        Remembered::Cut => Err(UntrustedRoster::Cut { found, known }),
        Remembered::Replaced => Err(UntrustedRoster::Replaced { found, known }),
    }
}

/// Returns the one roster that earlier versions remembered in the settings: that of the window's default folder.
fn earlier_mark(settings: &Path, names: &[PathBuf]) -> Option<RosterMark> {
    let mark = Settings::load(settings).0.roster?;
    let usual = paths::cases_folder(Some(settings)).ok()?;
    names_of(&usual).iter().any(|name| names.contains(name)).then_some(mark)
}

/// Removes that entry from the settings: an administrator says that the roster is gone.
fn forget_earlier_mark(settings: &Path) -> Result<(), Failure> {
    let (loaded, _) = Settings::load(settings);
    if loaded.roster.is_none() { Ok(()) } else { Settings { roster: None, ..loaded }.save(settings) }
}

/// Returns the roster of the first of these paths that is known. The path as given comes before the one without links,
/// or a link in a folder's place could select another folder's roster.
fn found(known: &[Known], names: &[PathBuf]) -> Option<RosterMark> {
    names.iter().find_map(|name| known.iter().rfind(|known| known.folder == *name)).map(|known| known.roster.clone())
}

/// Returns the absolute path of a folder, and the one without links where the folder exists.
fn names_of(folder: &Path) -> Vec<PathBuf> {
    let mut names = vec![std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())];
    if let Ok(real) = folder.canonicalize()
        && !names.contains(&real)
    {
        names.push(real);
    }
    names
}

fn drop_oldest(known: &mut Vec<Known>) {
    if known.len() > MOST_FOLDERS {
        known.retain(|known| known.folder.is_dir());
    }
    let surplus = known.len().saturating_sub(MOST_FOLDERS);
    known.drain(..surplus);
}

fn lock(path: &Path) -> Result<LockGuard, Failure> {
    for _ in 0..LOCK_TRIES {
        match SystemDisk.try_lock(path)? {
            Some(held) => return Ok(held),
            None => std::thread::sleep(LOCK_PAUSE),
        }
    }
    Err(Failure::Busy)
}
