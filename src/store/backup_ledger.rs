//! Checks the cases of an archive against its logs: each event that an archived log names as saved has to be in the
//! archive, in the case's file, in the trash or in a conflict copy.
//!
//! Must not know: how an archive is read, or whether a history is authentic (that is `audit`).

use std::collections::{BTreeMap, BTreeSet};

use super::case_file::{self, CaseFileError};
use super::log_line::{LogLine, Logged};
use crate::case::History;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash};

/// A case that an archive does not hold as far as its logs say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncompleteCase {
    /// The case.
    pub case: CaseId,
    /// The last event that a log names and the archive lacks.
    pub revision: u32,
}

/// First 64 bits of a hash: enough to find it among those of one case, at an eighth of the memory.
type Mark = u64;

/// The cases and log lines of an archive, as far as it was read.
#[derive(Default)]
pub(super) struct Ledger {
    /// For each case, in reading order: time, revision and head of a log line. The head is `None` where an earlier
    /// generation was restored, after which later events are gone.
    named: BTreeMap<CaseId, Vec<(Instant, u32, Option<Mark>)>>,
    held: BTreeMap<CaseId, BTreeSet<Mark>>,
    /// Cases with an unreadable file, whose events are unknown.
    unreadable: BTreeSet<CaseId>,
}

impl Ledger {
    /// Adds a file by its name in the archive. Fails for a damaged case file.
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

    /// Returns the cases that the archive does not hold as far as the logs say.
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

/// Returns the top-level folder and the case of a file that holds a case; `None` for the case where the name is not an
/// id.
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
