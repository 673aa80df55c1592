//! A whole folder held against the logs of its workstations.
//!
//! Must not know: what is done about what is found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::links::linked_in_folder;
use super::{Finding, Reason, audit_record};
use crate::case::Record;
use crate::identity::{Remembered, Roster, RosterMark};
use crate::ids::{CaseId, ContentHash};
use crate::policy::Catalog;
use crate::store::{CaseStore, Entry, LogFault, Logged, StationLog, StoreError};

/// What was found in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Of each case, in the order of their files; then of those that are not here.
    pub cases: Vec<Audited>,
    /// Of each log, by its station.
    pub logs: Vec<(String, Vec<LogFault>)>,
    /// Findings about the folder rather than about one of its cases.
    pub findings: Vec<Finding>,
}

/// What was found of a case.
#[derive(Clone, PartialEq, Eq)]
pub struct Audited {
    /// The case's id, or the name of a file that is none.
    pub name: String,
    /// How many events it has, where it can be read.
    pub events: Option<u32>,
    /// The hash of its newest event, as papers state it.
    pub head: Option<ContentHash>,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Folder {
    /// Whether nobody has to look into anything. A log line that a power cut cut off is none of that.
    pub fn is_sound(&self) -> bool {
        let cut = |fault: &LogFault| matches!(fault, LogFault::CutOff { .. });
        let logs = self.logs.iter().all(|(_, faults)| faults.iter().all(cut));
        logs && self.cases.iter().all(Audited::is_sound) && !self.findings.iter().any(Finding::is_fault)
    }
}

/// Without the name: that of a file that somebody put there may hold anything.
impl std::fmt::Debug for Audited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Audited")
            .field("events", &self.events)
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

impl Audited {
    /// Whether nobody has to look into it.
    pub fn is_sound(&self) -> bool {
        !self.findings.iter().any(Finding::is_fault)
    }
}

/// Looks at one case of a folder, or at all of them.
pub fn audit(
    store: &CaseStore,
    only: Option<&CaseId>,
    roster: Option<&Arc<Roster>>,
    catalog: &Catalog,
) -> Result<Folder, StoreError> {
    let logs = store.logs().map_err(|why| StoreError::LogUnreadable { why })?;
    let anchors = Anchors::of(&logs);
    let look = |entry: Entry| look_at(store, entry, &anchors, roster, catalog);
    let mut cases = match only {
        Some(case) => vec![look(store.entry_of(case))],
        None => store.scan(look)?,
    };
    if only.is_none() {
        let gone = anchors.0.iter().flat_map(|(case, anchors)| gone(store, case, anchors));
        cases.extend(gone.map(|(name, finding)| Audited { name, events: None, head: None, findings: vec![finding] }));
    }
    let findings = roster_findings(&logs, roster.map(Arc::as_ref));
    let logs = logs.into_iter().map(|log| (log.station, log.faults)).collect();
    Ok(Folder { cases, logs, findings })
}

/// Roster heads that logs name and the folder's roster does not have: one finding a station, of the longest roster that it saw.
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

/// What the logs say of a case's files and the folder does not have.
fn gone(store: &CaseStore, case: &CaseId, anchors: &[Anchor]) -> Vec<(String, Finding)> {
    let missing = anchors.iter().find(|anchor| anchor.confirmed && anchor.trashed.is_none());
    let missing = missing.filter(|_| !store.exists(case)).map(|it| Finding::Missing { station: it.station.clone() });
    let deleted: BTreeSet<u32> = anchors.iter().filter_map(|anchor| anchor.trashed).collect();
    let gone = deleted.into_iter().filter(|number| !store.is_in_trash(case, *number));
    let gone = gone.map(|number| Finding::GoneFromTrash { number });
    missing.into_iter().chain(gone).map(|finding| (case.to_string(), finding)).collect()
}

fn look_at(
    store: &CaseStore,
    entry: Entry,
    anchors: &Anchors,
    roster: Option<&Arc<Roster>>,
    catalog: &Catalog,
) -> Audited {
    let name = entry.id.as_ref().map_or(entry.file_name, CaseId::to_string);
    match entry.result {
        Err(problem) => {
            let findings = vec![Finding::Unreadable(problem)];
            Audited { name, events: None, head: None, findings }
        }
        Ok(loaded) => {
            let mut findings = audit_record(&loaded.record, roster.map(|roster| &**roster), catalog);
            findings.extend(documents(store, &loaded.record));
            findings.extend(linked_in_folder(store, &loaded.record));
            findings.extend(anchors.against(&loaded.record));
            let (events, head) = (Some(loaded.record.last_sequence()), Some(loaded.record.head().clone()));
            Audited { name, events, head, findings }
        }
    }
}

/// The documents of a case whose files are not what was attached: what is cited cannot be looked up.
fn documents(store: &CaseStore, record: &Record) -> Vec<Finding> {
    let attached = record.case().documents.iter().filter_map(|(id, document)| Some((id, document.file.as_ref()?)));
    let held = attached.filter_map(|(id, file)| Some((id, store.read_file(&file.hash).err()?)));
    held.map(|(id, why)| Finding::Document { document: id.clone(), why }).collect()
}

/// An event of a case that a log names.
struct Anchor {
    station: String,
    revision: u32,
    head: ContentHash,
    confirmed: bool,
    /// An earlier generation took its place later on.
    put_back: bool,
    /// Its place in the trash, if it went there later on: another case may stand under its id.
    trashed: Option<u32>,
}

/// By case.
struct Anchors(BTreeMap<CaseId, Vec<Anchor>>);

impl Anchors {
    fn of(logs: &[StationLog]) -> Self {
        let mut anchors: BTreeMap<CaseId, Vec<Anchor>> = BTreeMap::new();
        let lines = logs.iter().flat_map(|log| log.lines.iter().map(|line| (&log.station, line)));
        // Several stations' lines, in the order of their times.
        let mut lines: Vec<_> = lines.collect();
        lines.sort_by_key(|(_, line)| *line.at);
        for (station, line) in lines {
            match &line.what {
                Logged::Saved { case, revision, head, confirmed } => {
                    let (station, head) = (station.clone(), head.clone());
                    let (revision, confirmed) = (*revision, *confirmed);
                    let anchor = Anchor { station, revision, head, confirmed, put_back: false, trashed: None };
                    anchors.entry(case.clone()).or_default().push(anchor);
                }
                Logged::PutBack { case, revision } => {
                    let earlier = anchors.entry(case.clone()).or_default();
                    earlier.iter_mut().filter(|it| it.revision > *revision).for_each(|it| it.put_back = true);
                }
                Logged::Trashed { case, number } => {
                    let here = anchors.entry(case.clone()).or_default();
                    here.iter_mut().for_each(|it| it.trashed = it.trashed.or(Some(*number)));
                }
                Logged::TakenOut { case, number } => {
                    let back = anchors.entry(case.clone()).or_default();
                    back.iter_mut().filter(|it| it.trashed == Some(*number)).for_each(|it| it.trashed = None);
                }
                _ => {}
            }
        }
        Self(anchors)
    }

    /// What the logs have against a history. One finding of a kind: the first event that differs tells it all.
    fn against(&self, record: &Record) -> Vec<Finding> {
        let anchors = self.0.get(&record.case().id).into_iter().flatten();
        let anchors: Vec<&Anchor> = anchors.filter(|anchor| anchor.trashed.is_none()).collect();
        if anchors.is_empty() {
            return vec![Finding::NotLogged];
        }
        let last = record.last_sequence();
        let heads: Vec<ContentHash> = record.history().iter().map(crate::case::Event::hash).collect();
        let head_at = |revision: u32| heads.get(usize::try_from(revision).ok()?.checked_sub(1)?);
        let other = anchors.iter().filter(|anchor| !anchor.put_back && anchor.confirmed);
        let other = other.filter(|it| head_at(it.revision).is_some_and(|head| *head != it.head));
        let other = other.min_by_key(|anchor| anchor.revision).map(|anchor| Finding::OtherEvent {
            station: anchor.station.clone(),
            revision: anchor.revision,
            head: anchor.head.clone(),
        });
        let ahead = |with_reason: bool| {
            let ahead = anchors.iter().filter(|anchor| anchor.revision > last);
            let ahead = ahead.filter(move |anchor| (anchor.put_back || !anchor.confirmed) == with_reason);
            ahead.max_by_key(|anchor| anchor.revision)
        };
        let behind = match (ahead(false), ahead(true)) {
            (Some(anchor), _) => {
                let (station, revision) = (anchor.station.clone(), anchor.revision);
                Some(Finding::Behind { station, revision, last })
            }
            (None, Some(anchor)) => {
                let why = if anchor.put_back { Reason::PutBack } else { Reason::Unconfirmed };
                Some(Finding::BehindForAReason { revision: anchor.revision, last, why })
            }
            (None, None) => None,
        };
        other.into_iter().chain(behind).collect()
    }
}
