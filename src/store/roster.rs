//! The department's roster: `roster.json` in the store's folder, one entry a line. Taken only if it says exactly what this
//! program writes for what it read, white space aside, and if every entry holds; saved only in place of the bytes that were
//! loaded, and only with entries added.
//!
//! Must not know: who may do what (that is `identity`). No error names a person.

use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::atomic::{self, WriteOutcome};
use super::case_file::is_spaced;
use super::case_store::CaseStore;
use super::disk::Disk;
use super::error::{ROSTER_VERSION as VERSION, RosterFileError};
use super::failure::Failure;
use super::json::{JsonPosition, UniqueKeys};
use super::system_disk::SystemDisk;
use crate::identity::{Roster, RosterEntry};
use crate::ids::ContentHash;

const FORMAT: &str = "mednec-roster";
/// The largest roster that is read or written, in bytes: some thousand entries.
const LARGEST: u64 = 4 << 20;
/// The last part of that space, which entries of administrators alone may fill.
const RESERVED: u64 = 1 << 20;
const FILE: &str = "roster.json";
/// The lock of its saves.
pub(super) const LOCK: &str = "roster";

/// A roster as read from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedRoster {
    /// The roster, every entry checked.
    pub roster: Roster,
    /// SHA-256 of the bytes that it was read from; a save hands it back.
    pub hash: ContentHash,
}

/// A save of a roster that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedRoster {
    /// SHA-256 of the bytes now in the file; the next save hands it back.
    pub hash: ContentHash,
    /// Whether the system confirmed that it outlasts a power cut.
    pub confirmed: bool,
}

/// Where the store in a folder keeps its roster, whether or not the store is opened.
pub fn roster_path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// The roster of the store in a folder, which is left as it is; none where there is no roster yet.
pub fn load_roster(folder: &Path) -> Result<Option<LoadedRoster>, RosterFileError> {
    roster_on(&SystemDisk, folder)
}

fn roster_on(disk: &dyn Disk, folder: &Path) -> Result<Option<LoadedRoster>, RosterFileError> {
    match disk.read(&roster_path(folder), LARGEST) {
        Ok(bytes) => Ok(Some(LoadedRoster { roster: read_roster(&bytes)?, hash: ContentHash::of(&bytes) })),
        Err(Failure::NotFound) => Ok(None),
        Err(failure) => Err(RosterFileError::Unreadable(failure)),
    }
}

impl CaseStore {
    /// The store's roster; none where there is no roster yet.
    pub fn roster(&self) -> Result<Option<LoadedRoster>, RosterFileError> {
        roster_on(&*self.disk, &self.root)
    }

    /// Runs `work` on the roster as it stands, while nobody else can save another one: what `work` saves is signed under the
    /// roster that it was checked against. The lock is held until `work` returns, so `work` saves no roster itself. Saving a
    /// roster takes no other lock meanwhile, so `work` may take that of a case, or be run under one.
    ///
    /// Fails where the folder is only read, the lock stays taken, or the roster does not hold; `work` is not run then.
    pub fn with_roster_locked<T>(&self, work: impl FnOnce(Option<&LoadedRoster>) -> T) -> Result<T, RosterFileError> {
        self.check_writable()?;
        let _lock = self.lock_named(LOCK)?.ok_or(RosterFileError::Locked)?;
        Ok(work(self.roster()?.as_ref()))
    }

    /// Saves a roster in place of the bytes `expected`; none means that it is the first. Where other bytes stand, nothing is
    /// written; where these very bytes stand already (a save whose answer was lost), they are written once more.
    pub fn save_roster(&self, roster: &Roster, expected: Option<&ContentHash>) -> Result<SavedRoster, RosterFileError> {
        let bytes = write_roster(roster)?;
        if bytes.len() as u64 > LARGEST - RESERVED && roster.ends_with_own_entry() {
            return Err(RosterFileError::Full);
        }
        self.check_writable()?;
        let hash = ContentHash::of(&bytes);
        let path = roster_path(&self.root);
        let _lock = self.lock_named(LOCK)?.ok_or(RosterFileError::Locked)?;
        let found = match self.disk.read(&path, LARGEST) {
            Ok(bytes) => Some(bytes),
            Err(Failure::NotFound) => None,
            Err(failure) => return Err(RosterFileError::NotSaved(failure)),
        };
        let found_hash = found.as_deref().map(ContentHash::of);
        if found_hash.as_ref() != expected && found_hash.as_ref() != Some(&hash) {
            return Err(RosterFileError::Conflict);
        }
        if let Some(found) = found
            && !roster.continues(&read_roster(&found)?)
        {
            return Err(RosterFileError::NotAppended);
        }
        match atomic::save_on(&*self.disk, &path, &bytes) {
            WriteOutcome::Saved => Ok(SavedRoster { hash, confirmed: true }),
            WriteOutcome::SavedUnconfirmed => Ok(SavedRoster { hash, confirmed: false }),
            WriteOutcome::Failed(failure) => Err(RosterFileError::NotSaved(failure)),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    version: u64,
    entries: Vec<RosterEntry>,
}

/// The bytes of a roster, after reading them back.
pub fn write_roster(roster: &Roster) -> Result<Vec<u8>, RosterFileError> {
    let bytes = layout(roster.entries()).map_err(|_| RosterFileError::Unfaithful)?.into_bytes();
    if bytes.len() as u64 > LARGEST {
        return Err(RosterFileError::NotSaved(Failure::TooLarge));
    }
    match read_roster(&bytes) {
        Ok(back) if back == *roster => Ok(bytes),
        _ => Err(RosterFileError::Unfaithful),
    }
}

/// The roster in these bytes, every entry checked.
pub fn read_roster(bytes: &[u8]) -> Result<Roster, RosterFileError> {
    if bytes.len() as u64 > LARGEST {
        return Err(RosterFileError::Unreadable(Failure::TooLarge));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| RosterFileError::NotUtf8)?;
    let UniqueKeys(said) = serde_json::from_str(text).map_err(|error| {
        let place = JsonPosition::of(&error);
        match error.classify() {
            serde_json::error::Category::Eof => RosterFileError::Cut(place),
            // `UniqueKeys` takes any value; this is the one thing that it refuses.
            serde_json::error::Category::Data => RosterFileError::DuplicateKey(place),
            _ => RosterFileError::NotJson(place),
        }
    })?;
    if said.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(RosterFileError::NotARoster);
    }
    match said.get("version").and_then(Value::as_u64).ok_or(RosterFileError::NotARoster)? {
        VERSION => {}
        version if version > VERSION => return Err(RosterFileError::Newer(version)),
        _ => return Err(RosterFileError::NotARoster),
    }
    let document: Document =
        serde_json::from_str(text).map_err(|error| RosterFileError::WrongShape(JsonPosition::of(&error)))?;
    let written = serde_json::to_string(&document).map_err(|_| RosterFileError::Unfaithful)?;
    // What is signed is one spelling, so the file has that spelling too.
    if !is_spaced(text, &written) {
        return Err(RosterFileError::NotAsWritten);
    }
    Ok(Roster::fold(document.entries)?)
}

fn layout(entries: &[RosterEntry]) -> serde_json::Result<String> {
    let mut text = format!("{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"entries\": [").into_bytes();
    for (place, entry) in entries.iter().enumerate() {
        text.extend_from_slice(if place == 0 { b"\n    " } else { b",\n    " });
        serde_json::to_writer(&mut text, entry)?;
    }
    text.extend_from_slice(b"\n  ]\n}\n");
    String::from_utf8(text).map_err(serde_json::Error::custom)
}
