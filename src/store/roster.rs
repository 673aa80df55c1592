//! The department's roster: `roster.json` in the store's folder, one entry per line. It is accepted only in canonical
//! form, apart from white space, and only if every entry is valid. It is saved only in place of the bytes that were
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
/// Part of that size that only administrators' entries may fill.
const RESERVED: u64 = 1 << 20;
const FILE: &str = "roster.json";
/// Lock for its saves.
pub(super) const LOCK: &str = "roster";

/// A roster as read from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedRoster {
    /// The roster, every entry checked.
    pub roster: Roster,
    /// SHA-256 of the bytes that were read; a save passes it back.
    pub hash: ContentHash,
}

/// A finished save of a roster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedRoster {
    /// SHA-256 of the saved bytes; the next save passes it back.
    pub hash: ContentHash,
    /// True if the system confirmed that it outlasts a power cut.
    pub confirmed: bool,
}

/// Path of the roster in the store of a folder, opened or not.
pub fn roster_path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Reads the roster of the store in a folder; `None` where there is none yet. Changes nothing.
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
    /// Reads the store's roster; `None` where there is none yet.
    pub fn roster(&self) -> Result<Option<LoadedRoster>, RosterFileError> {
        roster_on(&*self.disk, &self.root)
    }

    /// Runs `work` on the current roster while nobody else can save another one, so that what `work` saves is signed
    /// under the roster that it was checked against.
    ///
    /// The lock is held until `work` returns, so `work` must not save a roster. Saving a roster takes no other lock, so
    /// `work` may lock a case or run under such a lock. Fails without running `work` in a read-only folder, while the
    /// lock stays taken, or where the roster is not valid.
    pub fn with_roster_locked<T>(&self, work: impl FnOnce(Option<&LoadedRoster>) -> T) -> Result<T, RosterFileError> {
        self.check_writable()?;
        let _lock = self.lock_named(LOCK)?.ok_or(RosterFileError::Locked)?;
        Ok(work(self.roster()?.as_ref()))
    }

    /// Saves a roster in place of the bytes `expected`; `None` for the first one. Refused where other bytes are there;
    /// where these very bytes are there already (a save whose answer was lost), they are written once more.
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
            && !roster.is_continuation_of(&read_roster(&found)?)
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

/// Returns the bytes of a roster, after reading them back.
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

/// Reads a roster and checks every entry.
pub fn read_roster(bytes: &[u8]) -> Result<Roster, RosterFileError> {
    if bytes.len() as u64 > LARGEST {
        return Err(RosterFileError::Unreadable(Failure::TooLarge));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| RosterFileError::NotUtf8)?;
    let UniqueKeys(said) = serde_json::from_str(text).map_err(|error| {
        let place = JsonPosition::of(&error);
        match error.classify() {
            serde_json::error::Category::Eof => RosterFileError::Cut(place),
            // `UniqueKeys` accepts any value except one with a duplicate key.
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
    // Signatures cover one spelling, so the file has to have it too.
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
