//! An open case: the record, its pinned policy and what it amounts to now. `dispatch` is the one door to a change, and the
//! evaluation is made anew behind it, so that what is drawn is never stale.
//!
//! Must not know: disk, clock, or what draws it.

use std::sync::Arc;

use crate::case::{Action, Case, Record, Refusal, Stamp};
use crate::engine::{Evaluation, Unevaluable, evaluate};
use crate::ids::CaseId;
use crate::policy::{Catalog, Pathway, Policy};

/// A case that is being worked on.
#[derive(Clone, Debug)]
pub struct Session {
    record: Record,
    policy: Arc<Policy>,
    evaluation: Evaluation,
}

/// Why a case cannot be worked on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The pinned policy text is not at hand.
    #[error(
        "the case is pinned to a text of policy {number} ({short_hash}) that is not at hand: add that file to the policy folder"
    )]
    PolicyNotAtHand {
        /// The policy's number.
        number: String,
        /// The first digits of its hash.
        short_hash: String,
    },
    /// The policy does not judge it.
    #[error(transparent)]
    Unevaluable(#[from] Unevaluable),
    /// The case cannot be opened so.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Session {
    /// Opens a new case under a policy.
    pub fn begin(id: CaseId, policy: Arc<Policy>, opening: &Action, stamp: &Stamp) -> Result<Self, SessionError> {
        let record = Record::open(id, &policy, opening, stamp)?;
        Self::judged(record, policy)
    }

    /// Goes on with a case, under exactly the policy text that it is pinned to.
    pub fn resume(record: Record, catalog: &Catalog) -> Result<Self, SessionError> {
        let pin = &record.case().policy;
        let policy = catalog.by_hash(&pin.hash).ok_or_else(|| SessionError::PolicyNotAtHand {
            number: pin.number.clone(),
            short_hash: pin.hash.short().to_owned(),
        })?;
        Self::judged(record, policy)
    }

    fn judged(record: Record, policy: Arc<Policy>) -> Result<Self, SessionError> {
        let evaluation = evaluate(&policy, record.case())?;
        Ok(Self { record, policy, evaluation })
    }

    /// Changes the case and judges it anew. False where it already stood so; a refusal changes nothing.
    pub fn dispatch(&mut self, action: &Action, stamp: &Stamp) -> Result<bool, SessionError> {
        if self.record.apply(&self.policy, action, stamp)?.is_none() {
            return Ok(false);
        }
        self.evaluation = evaluate(&self.policy, self.record.case())?;
        Ok(true)
    }

    /// All of the actions or none: the place of the first refused one, from 0, with why.
    pub fn dispatch_all(&mut self, actions: &[Action], stamp: &Stamp) -> Result<(), (usize, SessionError)> {
        let mut record = self.record.clone();
        for (place, action) in actions.iter().enumerate() {
            record.apply(&self.policy, action, stamp).map_err(|refusal| (place, refusal.into()))?;
        }
        let evaluation = evaluate(&self.policy, record.case()).map_err(|error| (actions.len(), error.into()))?;
        self.record = record;
        self.evaluation = evaluation;
        Ok(())
    }

    /// The case as it stands.
    pub fn case(&self) -> &Case {
        self.record.case()
    }

    /// The case with its history.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The policy that it is pinned to.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Its checklist. A session exists only for a pathway that its policy has.
    pub fn pathway(&self) -> Option<&Pathway> {
        self.policy.pathway(&self.case().pathway)
    }

    /// What it amounts to.
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }
}
