//! Whether a department's roster backs what stands in a case by signature: the judgements that count and the last
//! determination. That each signature fits its event was checked when the history was folded; here its key is held against
//! who had it then.
//!
//! Must not know: what is done about a signature that nobody backs.

use std::collections::BTreeSet;

use super::change::{Change, Event};
use super::record::Record;
use crate::identity::{Roster, Standing};
use crate::ids::JudgementId;

/// A signature that a roster does not back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unbacked {
    /// The event's number.
    pub sequence: u32,
    /// What the roster says of it.
    pub standing: Standing,
}

impl Record {
    /// Everything that stands in the case by a signature which this roster does not back, the newest first.
    pub fn unbacked(&self, roster: &Roster) -> Vec<Unbacked> {
        let (mut decided, mut judged): (bool, BTreeSet<&JudgementId>) = (false, BTreeSet::new());
        let mut found = Vec::new();
        for event in self.history().iter().rev() {
            let mut stands = false;
            for change in &event.changes {
                match change {
                    Change::Determination { .. } => {
                        stands |= !decided;
                        decided = true;
                    }
                    Change::Judgement { judgement, .. } => stands |= judged.insert(judgement),
                    _ => {}
                }
            }
            match event.standing(roster) {
                Some(standing) if stands && standing != Standing::Known => {
                    found.push(Unbacked { sequence: event.sequence, standing });
                }
                _ => {}
            }
        }
        found
    }
}

impl Event {
    /// What a roster says of its signature; `None` where it has none.
    pub fn standing(&self, roster: &Roster) -> Option<Standing> {
        let (proof, by) = (self.proof.as_ref()?, self.by.known.reviewer()?);
        Some(roster.standing_of(&proof.key, by, self.by.role, self.at))
    }
}
