//! A case held against itself: who signed, and over what.
//!
//! Must not know: where the case is kept.

use std::sync::Arc;

use super::Finding;
use super::links::linked_evidence;
use crate::case::Record;
use crate::identity::{Roster, Standing};
use crate::policy::Catalog;
use crate::session::Session;

/// What is to be said of a record, whose chain and signatures held when it was made. Every signature is held against the
/// roster, and every signed result against what the policy gives for the case as it stood before that event.
pub fn audit_record(record: &Record, roster: Option<&Arc<Roster>>, catalog: &Catalog) -> Vec<Finding> {
    let mut found = Vec::new();
    let signed: Vec<_> = record.history().iter().filter(|event| event.proof.is_some()).collect();
    match roster {
        Some(roster) => found.extend(signed.iter().filter_map(|event| {
            let standing = event.standing(roster).filter(|standing| *standing != Standing::Known)?;
            Some(Finding::Unbacked { sequence: event.sequence, standing })
        })),
        None if signed.is_empty() => {}
        None => found.push(Finding::NoRoster),
    }
    found.extend(linked_evidence(record, roster, catalog));
    if catalog.by_hash(&record.case().policy.hash).is_none() {
        found.push(Finding::NoPolicy);
        return found;
    }
    let results = signed.iter().filter_map(|event| {
        let before = record.history().get(..usize::try_from(event.sequence).ok()?.checked_sub(1)?)?;
        let session = Session::resume(Record::replay(before.to_vec()).ok()?, catalog).ok()?;
        let (signed, found) = (event.proof.as_ref()?.result, session.basis().result);
        (signed != found).then_some(Finding::OtherResult { sequence: event.sequence, signed, found })
    });
    found.extend(results);
    found
}
