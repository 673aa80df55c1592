//! Holds the cases of an archive against its logs: each event that an archived log names as saved has to be in the archive, in the
//! case's file, in the trash or in a conflict copy.
//!
//! Must not know: how an archive is read, or whether a history is to be believed (that is `audit`).

use std::collections::{BTreeMap, BTreeSet};

use super::case_file::{self, CaseFileError};
use super::log_line::{LogLine, Logged};
use crate::case::History;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash};

/// A case that an archive does not have as far as its logs say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncompleteCase {
    /// The case.
    pub case: CaseId,
    /// The last event that a log names and the archive does not have.
    pub revision: u32,
}

/// The beginning of a hash: enough to look it up among those of one case, at an eighth of the memory.
type Mark = u64;

/// The part of an archive that was read so far.
#[derive(Default)]
pub(super) struct Ledger {
    /// Of each case, in the order in which the lines were read: when, up to which event, and its head; none for a put-back, after
    /// which later events are no longer there.
    named: BTreeMap<CaseId, Vec<(Instant, u32, Option<Mark>)>>,
    held: BTreeMap<CaseId, BTreeSet<Mark>>,
    /// Cases with a file that cannot be read: what it held is not known.
    unreadable: BTreeSet<CaseId>,
}

impl Ledger {
    /// Takes a file by its name in the archive. Returns what is wrong with it where it is a case's own file.
    pub(super) fn take(&mut self, path: &str, bytes: &[u8]) -> Result<(), CaseFileError> {
        if path.starts_with("log/") {
            bytes.split(|byte| *byte == b'\n').for_each(|line| self.take_line(line));
            return Ok(());
        }
        let Some((folder, case)) = case_of(path) else { return Ok(()) };
        match case_file::read(bytes) {
            Ok(history) => {
                self.take_record(&history);
                Ok(())
            }
            Err(why) => {
                self.unreadable.extend(case);
                if folder == "cases" { Err(why) } else { Ok(()) }
            }
        }
    }

    fn take_line(&mut self, line: &[u8]) {
        let Ok(LogLine { at, what, .. }) = serde_json::from_slice(line) else { return };
        match what {
            Logged::Saved { case, revision, head, confirmed: true } => {
                self.named.entry(case).or_default().push((at, revision, Some(mark(&head))));
            }
            Logged::PutBack { case, revision } => self.named.entry(case).or_default().push((at, revision, None)),
            _ => {}
        }
    }

    fn take_record(&mut self, history: &History) {
        let held = self.held.entry(history.case().id.clone()).or_default();
        held.extend(history.events().iter().map(|event| mark(&event.hash())));
    }

    /// The cases that are not there as far as the logs say.
    pub(super) fn incomplete(mut self) -> Vec<IncompleteCase> {
        let none = BTreeSet::new();
        let mut incomplete = Vec::new();
        for (case, lines) in &mut self.named {
            lines.sort_by_key(|(at, ..)| **at);
            let held = self.held.get(case).unwrap_or(&none);
            let mut missing = BTreeSet::new();
            for (_, revision, head) in lines.iter() {
                match head {
                    Some(head) if held.contains(head) => {}
                    Some(_) => _ = missing.insert(*revision),
                    None => missing.retain(|missing| missing <= revision),
                }
            }
            let last = missing.last().filter(|_| !self.unreadable.contains(case));
            incomplete.extend(last.map(|revision| IncompleteCase { case: case.clone(), revision: *revision }));
        }
        incomplete
    }
}

/// The folder and the case of a file that holds a state of a case; no case where its name gives none.
fn case_of(path: &str) -> Option<(&str, Option<CaseId>)> {
    let (folder, name) = (path.split('/').next()?, path.rsplit('/').next()?.strip_suffix(".json")?);
    let id = match folder {
        "cases" => name,
        "trash" | "conflicts" if !name.ends_with(".note") => name.rsplit_once('.')?.0,
        _ => return None,
    };
    Some((folder, CaseId::parse(id).ok()))
}

fn mark(hash: &ContentHash) -> Mark {
    hash.as_str().get(..16).and_then(|digits| Mark::from_str_radix(digits, 16).ok()).unwrap_or_default()
}
