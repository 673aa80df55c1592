//! Audits a whole folder against the logs of its workstations.
//!
//! Must not know: what is done about what is found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::anchors::{Anchors, InTrash};
use super::finding::Finding;
use super::history::audit_history;
use super::links::linked_in_folder;
use crate::case::History;
use crate::identity::{Remembered, Roster, RosterMark};
use crate::ids::{CaseId, ContentHash};
use crate::policy::Catalog;
use crate::store::{CaseStore, LogFault, Logged, ScannedCase, StationLog, StoreError};

/// Findings in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderAudit {
    /// Audit of each case, in the order of their files; then of missing cases.
    pub cases: Vec<CaseAudit>,
    /// Faults of each log, by its station.
    pub logs: Vec<(String, Vec<LogFault>)>,
    /// Findings about the folder rather than about one of its cases.
    pub findings: Vec<Finding>,
}

/// Findings of a case.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseAudit {
    /// The case's id, or the name of a file that is not a case.
    pub name: String,
    /// Number of its events, where it can be read.
    pub events: Option<u32>,
    /// Hash of its newest event, as papers state it.
    pub head: Option<ContentHash>,
    /// The findings.
    pub findings: Vec<Finding>,
}

impl FolderAudit {
    /// True if nobody has to investigate anything. A log line that a power cut truncated is ignored.
    pub fn is_sound(&self) -> bool {
        let cut = |fault: &LogFault| matches!(fault, LogFault::CutOff { .. });
        let logs = self.logs.iter().all(|(_, faults)| faults.iter().all(cut));
        logs && self.cases.iter().all(CaseAudit::is_sound) && !self.findings.iter().any(Finding::is_fault)
    }
}

/// Without the name, which somebody else may have chosen.
impl std::fmt::Debug for CaseAudit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Audited")
            .field("events", &self.events)
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

impl CaseAudit {
    /// True if nobody has to investigate it.
    pub fn is_sound(&self) -> bool {
        !self.findings.iter().any(Finding::is_fault)
    }
}

/// Audits one case of a folder, or all of them.
pub fn audit(
    store: &CaseStore,
    only: Option<&CaseId>,
    roster: Option<&Arc<Roster>>,
    catalog: &Catalog,
) -> Result<FolderAudit, StoreError> {
    let logs = store.logs().map_err(|why| StoreError::LogUnreadable { why })?;
    let anchors = Anchors::of(&logs);
    let mut trash = Trash::of(store);
    // Case files are verified on all cores.
    let verified = |entry: &ScannedCase| {
        let loaded = entry.result.as_ref().ok()?;
        Some(audit_history(&loaded.history, roster.map(|roster| &**roster), catalog))
    };
    let mut look =
        |entry: ScannedCase, found: Option<Vec<Finding>>| look_at(entry, found, &anchors, &mut trash, roster);
    let mut cases = match only {
        Some(case) => {
            let entry = store.scan_case(case);
            let found = verified(&entry);
            vec![look(entry, found)]
        }
        None => store.scan_with(verified, &mut look)?,
    };
    if only.is_none() {
        let gone = anchors.cases().flat_map(|case| trash.gone(&anchors, case));
        cases.extend(gone.map(|(name, finding)| CaseAudit { name, events: None, head: None, findings: vec![finding] }));
    }
    let findings = roster_findings(&logs, roster.map(Arc::as_ref));
    let logs = logs.into_iter().map(|log| (log.station, log.faults)).collect();
    Ok(FolderAudit { cases, logs, findings })
}

/// Finds rosters that logs name and the folder does not have: one finding per station, on the longest one that it
/// names.
fn roster_findings(logs: &[StationLog], roster: Option<&Roster>) -> Vec<Finding> {
    let lost = |log: &StationLog| {
        let seen = log.lines.iter().filter_map(|line| match &line.what {
            Logged::RosterSeen { fingerprint, entries, head } => {
                Some(RosterMark { fingerprint: fingerprint.clone(), entries: *entries, head: head.clone() })
            }
            _ => None,
        });
        let lacks = |mark: &RosterMark| roster.is_none_or(|roster| roster.compare(Some(mark)) != Remembered::Same);
        let lost = seen.filter(lacks).max_by_key(|mark| mark.entries)?;
        let station = log.station.clone();
        Some(match roster.map(|roster| roster.compare(Some(&lost))) {
            None => Finding::RosterMissing { station },
            Some(Remembered::Replaced) => Finding::OtherRoster { station },
            Some(_) => Finding::RosterLacks { station, entries: lost.entries },
        })
    };
    logs.iter().filter_map(lost).collect()
}

/// The trash, with the events of the cases that have something in it.
struct Trash<'s> {
    store: &'s CaseStore,
    numbers: BTreeMap<CaseId, Vec<u32>>,
    /// Events of the cases that are here and of which something is or was in the trash.
    here: BTreeMap<CaseId, BTreeSet<ContentHash>>,
}

impl<'s> Trash<'s> {
    fn of(store: &'s CaseStore) -> Self {
        let mut numbers: BTreeMap<CaseId, Vec<u32>> = BTreeMap::new();
        store.trash_files().into_iter().for_each(|(case, number)| numbers.entry(case).or_default().push(number));
        Self { store, numbers, here: BTreeMap::new() }
    }

    fn records(&self, case: &CaseId) -> InTrash {
        let numbers = self.numbers.get(case).into_iter().flatten();
        numbers.filter_map(|number| Some((*number, self.store.load_trashed(case, *number)?))).collect()
    }

    /// Returns the findings on a case's files that the logs name and the folder lacks.
    fn gone(&self, anchors: &Anchors, case: &CaseId) -> Vec<(String, Finding)> {
        let exists = self.store.exists(case);
        let in_trash = if exists { InTrash::new() } else { self.records(case) };
        let is_there = |number| self.store.is_in_trash(case, number);
        let gone = anchors.gone(case, self.here.get(case), exists, &in_trash, is_there);
        gone.into_iter().map(|finding| (case.to_string(), finding)).collect()
    }
}

fn look_at(
    entry: ScannedCase,
    found: Option<Vec<Finding>>,
    anchors: &Anchors,
    trash: &mut Trash<'_>,
    roster: Option<&Arc<Roster>>,
) -> CaseAudit {
    let name = entry.id.as_ref().map_or(entry.file_name, CaseId::to_string);
    match entry.result {
        Err(problem) => {
            let findings = vec![Finding::Unreadable(problem)];
            CaseAudit { name, events: None, head: None, findings }
        }
        Ok(loaded) => {
            let mut findings = found.unwrap_or_default();
            findings.extend(documents(trash.store, &loaded.history));
            findings.extend(linked_in_folder(trash.store, &loaded.history));
            let in_trash = trash.records(&loaded.history.case().id);
            findings.extend(anchors.against(&loaded.history, &in_trash));
            findings.extend(roster.into_iter().flat_map(|roster| anchors.signed_late(&loaded.history, roster)));
            if anchors.has_trashed(&loaded.history.case().id) {
                let heads = loaded.history.heads().cloned().collect();
                trash.here.insert(loaded.history.case().id.clone(), heads);
            }
            let (events, head) = (Some(loaded.history.last_sequence()), Some(loaded.history.head().clone()));
            CaseAudit { name, events, head, findings }
        }
    }
}

/// Finds documents whose files are missing or changed, so that citations cannot be verified.
fn documents(store: &CaseStore, history: &History) -> Vec<Finding> {
    let attached = history.case().documents.iter().filter_map(|(id, document)| Some((id, document.file.as_ref()?)));
    let held = attached.filter_map(|(id, file)| Some((id, store.read_file(&file.hash).err()?)));
    held.map(|(id, why)| Finding::Document { document: id.clone(), why }).collect()
}
