//! Invented cases to try the program on: an intake feed, told as the actions that make each case. Every name, number and
//! passage in it is made up.
//!
//! Must not know: disk or clock; who records them, and when, is passed in.

use std::collections::BTreeMap;

use crate::case::{Action, Record, Refusal, Stamp};
use crate::feed::{self, Batch, LineError};
use crate::ids::CaseId;
use crate::policy::{Catalog, Policy, Standing};

const FEED: &str = include_str!("../assets/samples/feed.jsonl");

/// Why the samples cannot be made. A test makes them, so a user does not see this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SamplesError {
    /// A line does not read.
    #[error("line {0} of the samples: {1}")]
    Line(usize, LineError),
    /// An action is refused.
    #[error("line {0} of the samples, action {1}: {2}")]
    Refused(usize, usize, Refusal),
    /// There is no policy to judge them by.
    #[error("no policy is bundled with the program: the samples need one")]
    NoPolicy,
}

/// The samples' feed: the actions of every line with the case that they are for. A second line for a case is a
/// physician's.
pub fn feed() -> Result<Vec<(CaseId, Vec<Action>)>, SamplesError> {
    Ok(batches()?.into_iter().map(|(_, batch)| (batch.case, batch.actions)).collect())
}

/// The samples as cases under the bundled policy, in the order of the feed. `stamp` says when, and who where a line does
/// not name someone else.
pub fn records(catalog: &Catalog, stamp: &Stamp) -> Result<Vec<Record>, SamplesError> {
    let bundled = catalog.entries().iter().find(|entry| entry.standing == Standing::Bundled);
    let policy = &bundled.ok_or(SamplesError::NoPolicy)?.policy;
    let mut records: Vec<Record> = Vec::new();
    let mut place_of = BTreeMap::new();
    for (line, batch) in batches()? {
        let by = batch.reviewer().map_err(|error| SamplesError::Line(line, error))?;
        let stamp = Stamp { at: stamp.at, by: by.unwrap_or_else(|| stamp.by.clone()) };
        let known = place_of.get(&batch.case).and_then(|place: &usize| records.get_mut(*place));
        let refused = |(place, refusal)| SamplesError::Refused(line, place, refusal);
        match known {
            Some(record) => apply(record, policy, &batch.actions, 0, &stamp).map_err(refused)?,
            None => {
                let opening = batch.actions.first().ok_or(refused((0, Refusal::NotOpen)))?;
                let opened = Record::open(batch.case.clone(), policy, opening, &stamp);
                let mut record = opened.map_err(|refusal| refused((1, refusal)))?;
                apply(&mut record, policy, &batch.actions, 1, &stamp).map_err(refused)?;
                place_of.insert(batch.case, records.len());
                records.push(record);
            }
        }
    }
    Ok(records)
}

fn batches() -> Result<Vec<(usize, Batch)>, SamplesError> {
    let read =
        |(number, line)| feed::read_line(line).map(|batch| (number, batch)).map_err(|e| SamplesError::Line(number, e));
    feed::lines(FEED.as_bytes()).into_iter().map(read).collect()
}

/// Applies the actions after the first `skipped`; the place of a refused one is counted from 1.
fn apply(
    record: &mut Record,
    policy: &Policy,
    actions: &[Action],
    skipped: usize,
    stamp: &Stamp,
) -> Result<(), (usize, Refusal)> {
    for (place, action) in (1..).zip(actions).skip(skipped) {
        record.apply(policy, action, stamp).map_err(|refusal| (place, refusal))?;
    }
    Ok(())
}
