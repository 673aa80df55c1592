//! `apply --stdin`: applies an intake feed, with up to tens of thousands of cases.
//!
//! Lines of one case are applied in order and saved together. A line that fails is reported and does not stop the others.
//!
//! Must not know: what an action does.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::apply::{ensure_saved, policy_for_new_cases, who_acts};
use super::args::Apply;
use super::evaluate::print_or_report;
use super::failure::CliError;
use super::in_order::in_order;
use super::input::read_input;
use super::line::line;
use super::stores::warn_of_due_dates;
use super::terminal::Terminal;
use crate::case::{Refusal, Stamp};
use crate::feed::{self, Batch, LineError};
use crate::ids::CaseId;
use crate::policy::Policy;
use crate::session::{Session, SessionError};
use crate::store::{Version, case_path};
use crate::workspace::{Workspace, Workstation};

/// Runs the command on the feed of standard input.
pub(super) fn intake(args: &Apply, workstation: &Workstation, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let folder = args.store.clone().map_or_else(|| terminal.data_folder.clone(), Ok)?;
    let read_only = workstation.workspace_in(&folder)?;
    let stamp = who_acts(args, &read_only, workstation, terminal)?;
    let text = read_input(&mut *terminal.input).map_err(|error| error.at("standard input"))?;
    // Opening a store creates its folders, which a dry run must not do.
    let workspace = if args.dry_run { read_only } else { Arc::new(workstation.open(&folder)?) };
    warn_of_due_dates(&workspace, terminal);
    let policy = policy_for_new_cases(&workspace, args)?;
    let intake = Intake { workspace, stamp, policy, folder, saves: !args.dry_run };
    let mut success = true;
    in_order(
        &by_case(&text),
        |group| intake.apply_group(group),
        |result| print_or_report(result, &mut success, terminal),
    )?;
    Ok(success)
}

/// A line of the feed.
///
/// It has its index among the lines that are not blank, its number in the text, and its content.
struct FeedLine {
    place: usize,
    number: usize,
    batch: Result<Batch, LineError>,
}

/// Groups the lines by case, in the order of each group's first line.
///
/// A faulty line is a group of its own.
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

struct Intake {
    workspace: Arc<Workspace>,
    stamp: Stamp,
    policy: Arc<Policy>,
    folder: PathBuf,
    /// False for a dry run.
    saves: bool,
}

impl Intake {
    /// Applies the lines of one case, and saves it once.
    ///
    /// Returns the text to print for each line by its index: in a dry run a line of JSON, else nothing.
    fn apply_group(&self, group: &[FeedLine]) -> Vec<(usize, LineResult)> {
        let id = group.iter().find_map(|entry| entry.batch.as_ref().ok()).map(|batch| &batch.case);
        let path = id.map(|id| case_path(&self.folder, id)).unwrap_or_default();
        let (mut session, known, unusable) = match self.existing(id) {
            Ok(Some((session, version))) => (Some(session), Some(version), None),
            Ok(None) => (None, None, None),
            Err(error) => (None, None, Some(error)),
        };
        let sequence = |session: &Option<Session>| session.as_ref().map(|session| session.history().last_sequence());
        let before = sequence(&session);
        let apply_line = |entry: &FeedLine| -> LineResult {
            let batch = entry.batch.as_ref().map_err(|error| *error)?;
            unusable.clone().map_or(Ok(()), Err)?;
            let session = self.change(&mut session, batch)?;
            Ok(if !self.saves { line(session, &path.display().to_string()) } else { String::new() })
        };
        let outcomes: Vec<LineResult> = group.iter().map(apply_line).collect();
        let changed = session.as_ref().filter(|_| before != sequence(&session));
        let saved = changed.map_or(Ok(()), |session| self.save(session, known.as_ref()));
        let placed = |(entry, outcome): (&FeedLine, LineResult)| {
            let outcome = outcome.and_then(|line| saved.clone().map(|()| line));
            (entry.place, outcome.map_err(|error| error.at(format!("standard input, line {}", entry.number))))
        };
        group.iter().zip(outcomes).map(placed).collect()
    }

    fn existing(&self, id: Option<&CaseId>) -> Result<Option<(Session, Version)>, CliError> {
        Ok(id.map_or(Ok(None), |id| self.workspace.open_case(id))?)
    }

    /// Applies all actions of a line, or none.
    fn change<'c>(&self, session: &'c mut Option<Session>, batch: &Batch) -> Result<&'c Session, CliError> {
        let named = batch.reviewer()?.map(|by| Stamp::named(self.stamp.at(), by).at_station(self.stamp.station()));
        let stamp = named.unwrap_or_else(|| self.stamp.clone());
        let changed = self.workspace.change(session, (&batch.case, &self.policy), &batch.actions, &stamp);
        changed.map_err(|(place, why)| match why {
            SessionError::Refused(nothing @ Refusal::NotOpen) => nothing.into(),
            why => CliError::Action { number: place + 1, why },
        })?;
        session.as_ref().ok_or_else(|| Refusal::NotOpen.into())
    }

    fn save(&self, session: &Session, known: Option<&Version>) -> Result<(), CliError> {
        if !self.saves {
            return Ok(());
        }
        ensure_saved(&self.workspace.save_case(self.workspace.store()?, session, known)?)
    }
}
