//! Import of a case that was handed over.
//!
//! Must not know: the file that it came in, or who asked for it.

use super::open::Workspace;
use crate::identity::Roster;
use crate::policy::{Catalog, CatalogError};
use crate::store::{CaseStore, HandOver, ImportOutcome, RosterFileError, StoreError};
use crate::verification::{Fault, faults};

/// Why a case that was handed over is not imported. Nothing of it is stored then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The record has a fault, as an audit of it would find.
    #[error("{0}; nothing was imported: ask the person who works on the case to send it again")]
    Faulty(Fault),
    /// Its policy text is not accepted.
    #[error("the policy text of the case is not accepted; nothing was imported: {0}")]
    Policy(#[from] CatalogError),
    /// The roster may not be relied on.
    #[error("{0}; nothing was imported")]
    Roster(#[from] RosterFileError),
    /// The store does not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Workspace {
    /// Imports a case that was handed over. Fails where the roster may not be relied on, the policy text is not accepted, or the
    /// case has a fault.
    pub fn import(&self, handed: &HandOver) -> Result<ImportOutcome, ImportError> {
        let roster = self.roster.trusted()?.map(|roster| &**roster);
        import(self.store()?, handed, roster, &self.catalog)
    }
}

/// Imports a case that was handed over: its policy text is checked and its record verified against the store's roster first, with
/// the check that opening and the audit use.
pub fn import(
    store: &CaseStore,
    handed: &HandOver,
    roster: Option<&Roster>,
    catalog: &Catalog,
) -> Result<ImportOutcome, ImportError> {
    let mut with_its_policy = catalog.clone();
    with_its_policy.keep(&handed.policy)?;
    match faults(&handed.history, roster, &with_its_policy).into_iter().next() {
        Some(fault) => Err(ImportError::Faulty(fault)),
        None => Ok(store.import_case(handed)?),
    }
}
