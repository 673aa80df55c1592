//! Invented cases to try the program on: an intake feed, told as the actions that make each case. Every name, number and
//! passage in it is made up.
//!
//! Must not know: disk or clock; who records them, and when, is passed in.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use crate::case::{Action, BadCredential, History, Refusal, Stamp, Value};
use crate::feed::{self, Batch, LineError};
use crate::identity::{Credential, Unlocked};
use crate::ids::CaseId;
use crate::policy::{Catalog, PolicyOrigin, request};
use crate::session::{Session, SessionError};

const FEED: &str = include_str!("../assets/samples/feed.jsonl");

/// Why the samples cannot be made. A test makes them, so a user does not see this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SamplesError {
    /// A line does not read.
    #[error("line {0} of the samples: {1}")]
    Line(usize, LineError),
    /// An action is refused.
    #[error("line {0} of the samples, action {1}: {2}")]
    Refused(usize, usize, Box<SessionError>),
    /// There is no policy to judge them by.
    #[error("no policy is bundled with the program: the samples need one")]
    NoPolicy,
}

/// The samples' feed: the actions of every line with the case that they are for. A second line for a case is a
/// physician's.
pub fn feed() -> Result<Vec<(CaseId, Vec<Action>)>, SamplesError> {
    Ok(batches(FEED)?.into_iter().map(|(_, batch)| (batch.case, batch.actions)).collect())
}

/// The samples as cases under the bundled policy, in the order of the feed. `stamp` says when, and who where a line does
/// not name someone else. Whoever a line names is invented and signs with a key that anyone can make: no roster backs it.
pub fn records(catalog: &Catalog, stamp: &Stamp) -> Result<Vec<History>, SamplesError> {
    made_of(batches(FEED)?, catalog, stamp)
}

/// The same with every date moved by as many days, so that the newest request came two days before, in whatever zone that is:
/// clocks run as in a department at work. Nothing else of any case changes by it; a test looks at that.
pub fn recent_histories(catalog: &Catalog, stamp: &Stamp) -> Result<Vec<History>, SamplesError> {
    let received = |(_, batch): &(usize, Batch)| batch.actions.iter().filter_map(received_on).max();
    let newest = batches(FEED)?.iter().filter_map(received).max();
    let by = newest.map_or(0, |newest| stamp.at().date_naive().signed_duration_since(newest).num_days() - 2);
    made_of(batches(&moved(FEED, by))?, catalog, stamp)
}

/// The day on which a request came, where an action says so.
fn received_on(action: &Action) -> Option<NaiveDate> {
    match action {
        Action::Answer { question, value: Value::Instant(at) } if *question == *request::RECEIVED_AT => {
            Some(at.date_naive())
        }
        _ => None,
    }
}

/// A text with all its dates moved: `2026-02-27`, wherever it stands.
fn moved(text: &str, by_days: i64) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let date = from.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
        let date = date.and_then(|day| day.checked_add_signed(TimeDelta::try_days(by_days)?));
        let number = from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len());
        out += before;
        out += &date.map_or_else(|| from[..number].to_owned(), |date| date.to_string());
        rest = &from[if date.is_some() { 10 } else { number }..];
    }
    out + rest
}

fn made_of(batches: Vec<(usize, Batch)>, catalog: &Catalog, stamp: &Stamp) -> Result<Vec<History>, SamplesError> {
    let bundled = catalog.entries().iter().find(|entry| entry.origin == PolicyOrigin::Bundled);
    let policy = &bundled.ok_or(SamplesError::NoPolicy)?.policy;
    let mut sessions: Vec<Session> = Vec::new();
    let mut place_of = BTreeMap::new();
    for (line, batch) in batches {
        let signer = batch.by.as_ref().map(|by| invented(line, &by.name, &by.credential)).transpose()?;
        let stamp = signer.map_or_else(|| stamp.clone(), |signer| Stamp::signed_in(stamp.at(), signer));
        // Places are counted from 1.
        let refused = |place: usize, why: SessionError| SamplesError::Refused(line, place + 1, Box::new(why));
        let known = place_of.get(&batch.case).and_then(|place: &usize| sessions.get_mut(*place));
        match known {
            Some(session) => {
                session.dispatch_all(&batch.actions, &stamp).map_err(|(place, why)| refused(place, why))?
            }
            None => {
                let nothing = || refused(0, Refusal::NotOpen.into());
                let (opening, rest) = batch.actions.split_first().ok_or_else(nothing)?;
                let begun = Session::begin(batch.case.clone(), policy.clone(), opening, &stamp);
                let mut session = begun.map_err(|why| refused(0, why))?;
                session.dispatch_all(rest, &stamp).map_err(|(place, why)| refused(place + 1, why))?;
                place_of.insert(batch.case, sessions.len());
                sessions.push(session);
            }
        }
    }
    Ok(sessions.into_iter().map(|session| session.history().clone()).collect())
}

/// A reviewer who does not exist, with a key made of the name.
fn invented(line: usize, name: &str, credential: &str) -> Result<Arc<Unlocked>, SamplesError> {
    let credential = Credential::parse(credential).ok_or(SamplesError::Line(line, BadCredential::Unknown.into()))?;
    Ok(Arc::new(Unlocked::invented(name, credential)))
}

fn batches(feed: &str) -> Result<Vec<(usize, Batch)>, SamplesError> {
    let read =
        |(number, line)| feed::read_line(line).map(|batch| (number, batch)).map_err(|e| SamplesError::Line(number, e));
    feed::lines(feed.as_bytes()).into_iter().map(read).collect()
}
