//! The policies at hand: bundled, a department's, and those that a store keeps beside its cases.
//!
//! Must not know: what a case is opened for.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::{CliError, Terminal};
use crate::case::History;
use crate::identity::Roster;
use crate::policy::{Catalog, CatalogEntry, Policy, Standing};
use crate::session::Session;
use crate::store::{
    CaseStore, RosterFileError, RosterMemory, case_file, compare_roster, load_roster, open_file, policy_files, store_of,
};

/// The most that is read from standard input, in bytes: every case of a large department.
const LARGEST_INPUT: u64 = 4 << 30;

/// The policies of a run, and the rosters of the stores that its cases lie in. A store's kept texts and its roster are read when
/// a case first needs them.
#[derive(Debug)]
pub struct Shelf {
    catalog: RwLock<Catalog>,
    rosters: Mutex<BTreeMap<PathBuf, Option<Arc<Roster>>>>,
    memory: RosterMemory,
}

impl Shelf {
    /// The bundled policies alone.
    pub fn bundled() -> Result<Self, CliError> {
        Ok(Self {
            catalog: RwLock::new(Catalog::bundled()?),
            rosters: Mutex::default(),
            memory: RosterMemory::default(),
        })
    }

    /// The bundled policies and those of a folder, the folder's faulty files being reported.
    pub(super) fn open(folder: Option<&Path>, terminal: &mut Terminal<'_>) -> Result<Self, CliError> {
        let mut catalog = Catalog::bundled()?;
        let files =
            folder.map(|folder| policy_files(folder).map_err(|error| CliError::unreadable(&error).in_file(folder)));
        for path in files.transpose()?.unwrap_or_default() {
            let added = read_text(&path).and_then(|text| Ok(catalog.add(&text)?));
            if let Err(error) = added {
                terminal.report(&error.in_file(&path));
            }
        }
        let memory = RosterMemory::beside(terminal.settings_file.as_deref());
        Ok(Self { catalog: RwLock::new(catalog), rosters: Mutex::default(), memory })
    }

    /// A case under the policy that it is pinned to, verified; `path` is its file, in a store that may keep that policy and has
    /// the roster. Fails where the record has a fault.
    pub fn resume(&self, history: History, path: Option<&Path>) -> Result<Session, CliError> {
        let pin = &history.case().policy;
        let hash = pin.hash.clone();
        let is_settled = |catalog: &Catalog| {
            let refused = catalog.refusal(&pin.number, pin.effective_on, &hash).is_some();
            refused || catalog.by_hash(&hash).is_some()
        };
        if !self.read(is_settled)
            && let Some(folder) = path.and_then(store_of)
            && let Ok(text) = CaseStore::open_read_only(&folder).and_then(|store| store.policy_text(&hash))
        {
            // The catalog remembers why it refuses a text.
            let _ = self.catalog.write().unwrap_or_else(PoisonError::into_inner).keep(&text);
        }
        let mut session = self.read(|catalog| Session::resume(history, catalog))?;
        if let Some(roster) = path.and_then(store_of).map(|folder| self.roster_of(&folder)).transpose()?.flatten() {
            session.hold_against(roster);
        }
        session.is_accepted()?;
        Ok(session)
    }

    /// The roster of a store's folder, read once a run; none where it has none. Fails where it is not the one that this workstation
    /// knows.
    pub(super) fn roster_of(&self, folder: &Path) -> Result<Option<Arc<Roster>>, CliError> {
        let mut rosters = self.rosters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = rosters.get(folder) {
            return Ok(known.clone());
        }
        let roster = load_roster(folder)?.map(|loaded| Arc::new(loaded.roster));
        compare_roster(folder, roster.as_deref(), &self.memory).map_err(RosterFileError::from)?;
        rosters.insert(folder.to_owned(), roster.clone());
        Ok(roster)
    }

    /// The policy that new cases are opened under.
    pub(super) fn policy_for_new_cases(&self, number: Option<&str>) -> Result<Arc<Policy>, CliError> {
        self.read(|catalog| {
            let mut entries = catalog.for_new_cases();
            let entry = match number {
                Some(number) => entries.find(|entry| entry.policy.head().number == number),
                None => entries.find(|entry| entry.standing == Standing::Bundled),
            };
            entry.map(|entry| entry.policy.clone()).ok_or_else(|| no_such_policy(catalog.for_new_cases()))
        })
    }

    /// All policies of a number, with their standing; never none.
    pub(super) fn of_number(&self, number: &str) -> Result<Vec<(Arc<Policy>, Standing)>, CliError> {
        self.read(|catalog| {
            let found: Vec<_> = catalog.by_number(number).map(|entry| (entry.policy.clone(), entry.standing)).collect();
            if found.is_empty() { Err(no_such_policy(catalog.entries().iter())) } else { Ok(found) }
        })
    }

    /// The standing of a session's policy.
    pub(super) fn standing(&self, session: &Session) -> Standing {
        self.read(|catalog| catalog.standing(session.policy().hash())).unwrap_or(Standing::NotSignedOff)
    }

    /// Adds the policies that a store keeps; what is none is missed where a case needs it.
    pub(super) fn keep_all(&self, texts: &[String]) {
        let mut catalog = self.catalog.write().unwrap_or_else(PoisonError::into_inner);
        for text in texts {
            let _ = catalog.keep(text);
        }
    }

    /// The policies at hand, for work that goes on while others are added.
    pub(super) fn catalog(&self) -> Catalog {
        self.read(Catalog::clone)
    }

    pub(super) fn read<R>(&self, look: impl FnOnce(&Catalog) -> R) -> R {
        look(&self.catalog.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn no_such_policy<'c>(at_hand: impl Iterator<Item = &'c CatalogEntry>) -> CliError {
    let numbers: Vec<&str> = at_hand.map(|entry| entry.policy.head().number.as_str()).collect();
    CliError::NoSuchPolicy(numbers.join(", "))
}

/// A case file of any size that is taken; the record is checked by `case_file::read`.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    read_at_most(path, case_file::LARGEST)
}

/// The bytes of a file, and one more than the most where there are more: whoever reads them refuses it.
pub(super) fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let read = open_file(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| CliError::unreadable(&error))?;
    Ok(bytes)
}

/// All of standard input, as far as a program can hold it.
pub(super) fn read_input(input: &mut dyn Read) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    input.take(LARGEST_INPUT + 1).read_to_end(&mut bytes).map_err(|error| CliError::unreadable(&error))?;
    if bytes.len() as u64 > LARGEST_INPUT {
        return Err(CliError::Unreadable(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

/// A text file.
pub(super) fn read_text(path: &Path) -> Result<String, CliError> {
    String::from_utf8(read_bytes(path)?).map_err(|_| CliError::NotText)
}

/// The session of a case file.
pub(super) fn open_case(path: &Path, shelf: &Shelf) -> Result<Session, CliError> {
    let read = || shelf.resume(case_file::read(&read_bytes(path)?)?, Some(path));
    read().map_err(|error: CliError| error.in_file(path))
}
