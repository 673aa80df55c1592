//! `apply --stdin`: a department's intake feed, tens of thousands of cases in a run. Lines of one case are taken in their
//! order and saved together; a line that fails is reported, the others go on.
//!
//! Must not know: what an action does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::apply::{acknowledged, change, who_acts};
use super::args::Apply;
use super::audit::opened;
use super::case_commands::due_dates;
use super::evaluate::print_or_report;
use super::in_order::in_order;
use super::line::line;
use super::shelf::{read_bytes, read_input};
use super::{CliError, Shelf, Terminal};
use crate::case::{Refusal, Stamp};
use crate::feed::{self, Batch, LineError};
use crate::identity::Roster;
use crate::ids::{CaseId, ContentHash};
use crate::linking::Folder;
use crate::policy::Policy;
use crate::session::{Session, SessionError};
use crate::store::{CaseStore, Version, case_file, case_path};
use crate::turnaround::Rulebook;

/// Runs the command on the feed of standard input.
pub(super) fn intake(args: &Apply, shelf: &Shelf, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let folder = args.store.clone().map_or_else(|| terminal.data_folder.clone(), Ok)?;
    let (stamp, roster) = who_acts(args, Some(&folder), terminal)?;
    let text = read_input(&mut *terminal.input).map_err(|error| error.at("standard input"))?;
    let intake = Intake {
        shelf,
        stamp,
        roster,
        rules: Arc::new(due_dates(Some(&folder))?),
        policy: shelf.policy_for_new_cases(args.policy.as_deref())?,
        // Opening a store makes its folders.
        store: if args.dry_run { None } else { Some(opened(&folder, terminal)?) },
        linked: CaseStore::open_read_only(&folder).ok(),
        folder,
        kept: Mutex::default(),
    };
    let mut success = true;
    in_order(&by_case(&text), |group| intake.take(group), |result| print_or_report(result, &mut success, terminal))?;
    Ok(success)
}

/// A line of the feed: its place among the lines that hold anything, its number, and what it says.
struct FeedLine {
    place: usize,
    number: usize,
    batch: Result<Batch, LineError>,
}

/// The lines, those of a case together, each group where its first line stands.
fn by_case(text: &[u8]) -> Vec<Vec<FeedLine>> {
    let mut groups: Vec<Vec<FeedLine>> = Vec::new();
    let mut group_of: BTreeMap<CaseId, usize> = BTreeMap::new();
    for (place, (number, line)) in feed::lines(text).into_iter().enumerate() {
        let batch = feed::read_line::<Batch>(line);
        let group = match &batch {
            Ok(batch) => *group_of.entry(batch.case.clone()).or_insert(groups.len()),
            Err(_) => groups.len(),
        };
        let entry = FeedLine { place, number, batch };
        match groups.get_mut(group) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

type LineResult = Result<String, CliError>;

struct Intake<'s> {
    shelf: &'s Shelf,
    stamp: Stamp,
    roster: Option<Arc<Roster>>,
    rules: Arc<Rulebook>,
    policy: Arc<Policy>,
    folder: PathBuf,
    /// None when nothing is to be written.
    store: Option<CaseStore>,
    /// Where linked cases are looked up; none where the folder is not there yet.
    linked: Option<CaseStore>,
    kept: Mutex<BTreeSet<ContentHash>>,
}

impl Intake<'_> {
    /// The lines of one case. What is printed of a line is empty, unless nothing is written.
    fn take(&self, group: &[FeedLine]) -> Vec<(usize, LineResult)> {
        let id = group.iter().find_map(|entry| entry.batch.as_ref().ok()).map(|batch| &batch.case);
        let path = id.map(|id| case_path(&self.folder, id)).unwrap_or_default();
        let (mut session, known, unusable) = match self.existing(id, &path) {
            Ok(Some((session, version))) => (Some(session), Some(version), None),
            Ok(None) => (None, None, None),
            Err(error) => (None, None, Some(error)),
        };
        let sequence = |session: &Option<Session>| session.as_ref().map(|session| session.history().last_sequence());
        let before = sequence(&session);
        let take_line = |entry: &FeedLine| -> LineResult {
            let batch = entry.batch.as_ref().map_err(|error| *error)?;
            unusable.clone().map_or(Ok(()), Err)?;
            let session = self.change(&mut session, batch)?;
            Ok(if self.store.is_none() { line(session, &path.display().to_string()) } else { String::new() })
        };
        let outcomes: Vec<LineResult> = group.iter().map(take_line).collect();
        let changed = session.as_ref().filter(|_| before != sequence(&session));
        let saved = changed.map_or(Ok(()), |session| self.save(session, known.as_ref()));
        let placed = |(entry, outcome): (&FeedLine, LineResult)| {
            let outcome = outcome.and_then(|line| saved.clone().map(|()| line));
            (entry.place, outcome.map_err(|error| error.at(format!("standard input, line {}", entry.number))))
        };
        group.iter().zip(outcomes).map(placed).collect()
    }

    fn existing(&self, id: Option<&CaseId>, path: &Path) -> Result<Option<(Session, Version)>, CliError> {
        let Some(id) = id else { return Ok(None) };
        let (history, version) = match &self.store {
            Some(store) if store.exists(id) => {
                let loaded = store.load(id)?;
                (loaded.history, loaded.version)
            }
            None if std::fs::symlink_metadata(path).is_ok() => {
                let bytes = read_bytes(path)?;
                let history = case_file::read(&bytes)?;
                let version = Version::of(&history, &bytes);
                (history, version)
            }
            _ => return Ok(None),
        };
        let mut session = self.shelf.resume(history, Some(path))?;
        session.hold_to_due_dates(self.rules.clone());
        if let Some(roster) = &self.roster {
            session.hold_against(roster.clone());
        }
        Ok(Some((session, version)))
    }

    /// All actions of a line, or none.
    fn change<'c>(&self, session: &'c mut Option<Session>, batch: &Batch) -> Result<&'c Session, CliError> {
        let named = batch.reviewer()?.map(|by| Stamp::named(self.stamp.at(), by).at_station(self.stamp.station()));
        let stamp = named.unwrap_or_else(|| self.stamp.clone());
        let is_new = session.is_none();
        let catalog = self.shelf.catalog();
        let folder = Folder { store: self.linked.as_ref(), roster: self.roster.as_deref(), catalog: &catalog };
        change(session, &batch.case, &self.policy, &batch.actions, &stamp, &folder, &self.rules).map_err(
            |(place, why)| match why {
                SessionError::Refused(Refusal::NotOpen) if is_new && place == 0 => CliError::NothingOpens,
                why => CliError::Action { number: place + 1, why },
            },
        )?;
        session.as_ref().ok_or(CliError::NothingOpens)
    }

    /// Saves what changed, under a policy text that the store keeps.
    fn save(&self, session: &Session, known: Option<&Version>) -> Result<(), CliError> {
        let Some(store) = &self.store else { return Ok(()) };
        let hash = session.policy().hash();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.contains(hash) {
            store.store_policy(session.policy())?;
            kept.insert(hash.clone());
        }
        drop(kept);
        acknowledged(&store.save(session.history(), known)?)
    }
}
