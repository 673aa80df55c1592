//! Checks a history by itself, against its policy and against a roster.
//!
//! Must not know: where the case is kept.

use super::finding::Finding;
use crate::case::{CLOCK_SKEW_SECONDS, History};
use crate::identity::Roster;
use crate::policy::Catalog;
use crate::verification::{Fault, faults};

/// Returns the findings of a history: every fault with which it would not be opened, and what could not be checked. Its
/// chain and signatures were verified when it was made.
pub fn audit_history(history: &History, roster: Option<&Roster>, catalog: &Catalog) -> Vec<Finding> {
    let mut found: Vec<Finding> = faults(history, roster, catalog).into_iter().map(Finding::History).collect();
    if roster.is_none() && history.events().iter().any(|event| event.proof.is_some()) {
        found.push(Finding::NoRoster);
    }
    let refused = found.iter().any(|it| matches!(it, Finding::History(Fault::Policy(_))));
    if !refused && catalog.by_hash(&history.case().policy.hash).is_none() {
        found.push(Finding::NoPolicy);
    }
    let pairs = history.events().iter().zip(history.events().iter().skip(1));
    // A signed one is a fault of its own.
    let dated_back = pairs
        .filter(|(before, event)| event.proof.is_none() && (*before.at - *event.at).num_seconds() > CLOCK_SKEW_SECONDS);
    found.extend(dated_back.map(|(_, event)| Finding::DatedBack { sequence: event.sequence }));
    found
}
