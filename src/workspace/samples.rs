//! The sample cases as they are added to a store.
//!
//! Must not know: what a sample shows.

use super::open::Workspace;
use crate::case::{BadCredential, Reviewer, Stamp};
use crate::clock::Instant;
use crate::samples::{self, SamplesError};
use crate::session::{Session, SessionError};
use crate::store::StoreError;

/// Why the samples were not added.
#[derive(Debug, thiserror::Error)]
pub enum AddSamplesError {
    /// The program was built with broken samples.
    #[error(transparent)]
    Samples(#[from] SamplesError),
    /// The invented nurse is no reviewer.
    #[error(transparent)]
    Nurse(#[from] BadCredential),
    /// A sample cannot be opened.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The policy of a sample cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Workspace {
    /// The samples that the store lacks, with their policies kept; the cases are the caller's to save. An invented nurse made
    /// them, since nobody here did. Where there is a roster, a sample with an invented signature is left out.
    pub fn new_samples(&self, now: Instant) -> Result<Vec<Session>, AddSamplesError> {
        let (store, stamp) = (self.store()?, Stamp::named(now, Reviewer::unproved("Sample Nurse", "RN")?));
        let mut added = Vec::new();
        for history in samples::recent_histories(&self.catalog, &stamp)? {
            if store.exists(&history.case().id) {
                continue;
            }
            let session = self.resume(history)?;
            if session.is_accepted().is_ok() {
                store.store_policy(session.policy())?;
                added.push(session);
            }
        }
        Ok(added)
    }
}
