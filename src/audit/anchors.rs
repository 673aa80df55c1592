//! Log lines of the stations by case: the events that they name, and whether the case was deleted or restored since.
//!
//! Lines are chained by hashes and not signed, so anybody who can write in the folder can add one. Each rule here
//! considers what a forged line could excuse:
//!
//! - A `saved` line only adds a requirement. One whose save was not confirmed excuses nothing but itself: the confirmed
//!   lines still count. To turn a confirmed line into an unconfirmed one takes a rewritten log, and gains no more than
//!   leaving the line out.
//! - A `trashed` line excuses a missing case only if the case is in the trash, and never a case that is here: where the
//!   two share events after the first one, the lines count as if it had not been deleted.
//! - A `put-back` line excuses nothing. It says whom to ask.
//!
//! Must not know: where a log is kept, or how a finding is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use crate::case::{Event, History};
use crate::clock::Instant;
use crate::identity::{Roster, SignerCheck};
use crate::ids::{CaseId, ContentHash};
use crate::store::{LogLine, Logged, StationLog};

/// An event of a case that a log names.
struct Anchor {
    station: String,
    revision: u32,
    head: ContentHash,
    /// Time of the line.
    at: Instant,
    confirmed: bool,
    /// Station and person of a later line that says that an earlier generation replaced it.
    put_back: Option<(String, Option<String>)>,
    /// Number in the trash, if it was deleted later: another case may have its id now.
    trashed: Option<u32>,
}

/// Everything that the logs name, by case.
#[derive(Default)]
pub(super) struct Anchors {
    by_case: BTreeMap<CaseId, Vec<Anchor>>,
    /// Numbers in the trash of conflict copies, which are no state of the case itself.
    copies: BTreeSet<(CaseId, u32)>,
}

/// Histories in the trash under a case's id, as far as they can be read.
pub(super) type InTrash = Vec<(u32, History)>;

impl Anchors {
    pub(super) fn of(logs: &[StationLog]) -> Self {
        let lines = logs.iter().flat_map(|log| log.lines.iter().map(|line| (log.station.as_str(), line)));
        // Lines of all stations, sorted by time.
        let mut lines: Vec<_> = lines.collect();
        lines.sort_by_key(|(_, line)| *line.at);
        let mut anchors = Self::default();
        lines.into_iter().for_each(|(station, line)| anchors.take(station, line));
        anchors
    }

    fn take(&mut self, station: &str, line: &LogLine) {
        match &line.what {
            Logged::Saved { case, revision, head, confirmed } => {
                let (station, head) = (station.to_owned(), head.clone());
                let (revision, confirmed, at) = (*revision, *confirmed, line.at);
                self.all_of(case).push(Anchor {
                    station,
                    revision,
                    head,
                    at,
                    confirmed,
                    put_back: None,
                    trashed: None,
                });
            }
            Logged::PutBack { case, revision } => {
                let who = (station.to_owned(), line.by.clone());
                let later = self.all_of(case).iter_mut().filter(|it| it.revision > *revision);
                later.for_each(|it| it.put_back = Some(who.clone()));
            }
            Logged::Trashed { case, number } => {
                self.all_of(case).iter_mut().for_each(|it| it.trashed = it.trashed.or(Some(*number)));
            }
            Logged::TakenOut { case, number } => {
                let back = self.all_of(case).iter_mut().filter(|it| it.trashed == Some(*number));
                back.for_each(|it| it.trashed = None);
            }
            Logged::ConflictTrashed { case, number } => _ = self.copies.insert((case.clone(), *number)),
            _ => {}
        }
    }

    fn all_of(&mut self, case: &CaseId) -> &mut Vec<Anchor> {
        self.by_case.entry(case.clone()).or_default()
    }

    pub(super) fn cases(&self) -> impl Iterator<Item = &CaseId> {
        self.by_case.keys()
    }

    /// True if the logs say that something of this id was deleted.
    pub(super) fn has_trashed(&self, case: &CaseId) -> bool {
        self.by_case.get(case).is_some_and(|anchors| anchors.iter().any(|anchor| anchor.trashed.is_some()))
    }

    /// Returns the findings of the logs on a history, one of a kind: the first event that differs is enough.
    pub(super) fn against(&self, history: &History, in_trash: &InTrash) -> Vec<Finding> {
        let case = &history.case().id;
        let all = self.by_case.get(case).map(Vec::as_slice).unwrap_or_default();
        let heads: Vec<&ContentHash> = history.heads().collect();
        let known: BTreeSet<&ContentHash> = heads.iter().copied().collect();
        // A new case of the same id may begin with the same event, and continues with others.
        let is_shared = |it: &&Anchor| known.contains(&it.head) && (it.revision > 1 || it.head == *history.head());
        let own: BTreeSet<u32> = all.iter().filter(is_shared).filter_map(|it| it.trashed).collect();
        let counts = |anchor: &&Anchor| anchor.trashed.is_none_or(|number| own.contains(&number));
        let anchors: Vec<&Anchor> = all.iter().filter(counts).collect();
        let mut found: Vec<Finding> = self.longer_in_trash(history, in_trash).into_iter().collect();
        if anchors.is_empty() {
            found.push(if all.is_empty() { Finding::NotLogged } else { Finding::NotLoggedSinceDeleted });
            return found;
        }
        found.extend(other_event(&anchors, &heads));
        found.extend(behind(&anchors, history.last_sequence()));
        found.extend(put_back(&anchors, &known, history.last_sequence()));
        let named = anchors.iter().map(|anchor| anchor.revision).max().unwrap_or(0);
        if found.is_empty() && named < history.last_sequence() {
            found.push(Finding::Unlogged { from: named + 1, to: history.last_sequence() });
        }
        if found.is_empty() {
            let gone = own.into_iter().find(|number| in_trash.iter().all(|(there, _)| there != number));
            found.extend(gone.map(|number| Finding::TakenOutUnlogged { number }));
        }
        found
    }

    /// Finds signed events that were first logged here after the signer's key had ended. They may have been signed in
    /// time elsewhere, or be backdated.
    pub(super) fn signed_late(&self, history: &History, roster: &Roster) -> Vec<Finding> {
        let anchors = self.by_case.get(&history.case().id).map(Vec::as_slice).unwrap_or_default();
        let late = |event: &Event| {
            let proof = event.proof.as_ref()?;
            let named = anchors.iter().filter(|anchor| anchor.revision >= event.sequence);
            let saved_at = named.map(|anchor| anchor.at).min_by_key(|at| **at)?;
            let ended = event.by.signer_check(roster, &proof.key, saved_at) == Some(SignerCheck::RetiredThen);
            ended.then_some(Finding::SignedLate { sequence: event.sequence, saved_at })
        };
        history.events().iter().filter_map(late).collect()
    }

    /// Finds a history in the trash that continues the case that is here: an older copy replaced it.
    fn longer_in_trash(&self, history: &History, in_trash: &InTrash) -> Option<Finding> {
        let case = &history.case().id;
        let deleted = in_trash.iter().filter(|(number, _)| !self.copies.contains(&(case.clone(), *number)));
        let longer = deleted
            .filter(|(_, deleted)| deleted.is_continuation_of(history))
            .max_by_key(|(_, it)| it.last_sequence())?;
        Some(Finding::LongerInTrash { number: longer.0, revision: longer.1.last_sequence() })
    }

    /// Returns the findings on files that the logs name and the folder lacks. `here` holds the events of the case's
    /// file if something of it was deleted before, `exists` tells if there is a file, and `is_there` if a number is in
    /// the trash.
    pub(super) fn gone(
        &self,
        case: &CaseId,
        here: Option<&BTreeSet<ContentHash>>,
        exists: bool,
        in_trash: &InTrash,
        is_there: impl Fn(u32) -> bool,
    ) -> Vec<Finding> {
        let anchors = self.by_case.get(case).map(Vec::as_slice).unwrap_or_default();
        let missing = anchors.iter().filter(|it| !exists && it.confirmed && it.trashed.is_none());
        let missing = missing.max_by_key(|anchor| anchor.revision).map(|anchor| {
            let holds = |history: &History| history.heads().any(|head| *head == anchor.head);
            match in_trash.iter().find(|(_, history)| holds(history)) {
                Some((number, _)) => Finding::DeletedUnlogged { number: *number },
                None => Finding::Missing { station: anchor.station.clone() },
            }
        });
        // A case that is here again was restored, although no log says so.
        let back = |number: u32| {
            let of_it = anchors.iter().filter(|it| it.trashed == Some(number));
            here.is_some_and(|here| of_it.clone().all(|it| here.contains(&it.head)))
        };
        let deleted: BTreeSet<u32> = anchors.iter().filter_map(|anchor| anchor.trashed).collect();
        let gone = deleted.into_iter().filter(|number| !is_there(*number) && !back(*number));
        missing.into_iter().chain(gone.map(|number| Finding::GoneFromTrash { number })).collect()
    }
}

fn other_event(anchors: &[&Anchor], heads: &[&ContentHash]) -> Option<Finding> {
    let head_at = |revision: u32| heads.get(usize::try_from(revision).ok()?.checked_sub(1)?);
    let counts = anchors.iter().filter(|anchor| anchor.put_back.is_none() && anchor.confirmed);
    let other = counts.filter(|it| head_at(it.revision).is_some_and(|head| **head != it.head));
    other.min_by_key(|anchor| anchor.revision).map(|anchor| Finding::OtherEvent {
        station: anchor.station.clone(),
        revision: anchor.revision,
        head: anchor.head.clone(),
    })
}

fn behind(anchors: &[&Anchor], last: u32) -> Option<Finding> {
    let ahead = |confirmed: bool| {
        let ahead = anchors.iter().filter(|it| it.revision > last && it.put_back.is_none());
        ahead.filter(move |it| it.confirmed == confirmed).max_by_key(|it| it.revision)
    };
    match (ahead(true), ahead(false)) {
        (Some(anchor), _) => Some(Finding::Behind { station: anchor.station.clone(), revision: anchor.revision, last }),
        (None, unconfirmed) => unconfirmed.map(|it| Finding::BehindUnconfirmed { revision: it.revision, last }),
    }
}

fn put_back(anchors: &[&Anchor], known: &BTreeSet<&ContentHash>, last: u32) -> Option<Finding> {
    let replaced = anchors.iter().filter(|it| !known.contains(&it.head));
    let replaced = replaced.filter_map(|it| Some((it.revision, it.put_back.as_ref()?)));
    replaced.max_by_key(|(revision, _)| *revision).map(|(revision, (station, by))| Finding::PutBack {
        station: station.clone(),
        by: by.clone(),
        revision,
        last,
    })
}
