//! Cases of a store: opened, created, changed and saved by one set of rules.
//!
//! Must not know: how a case is shown, or where an action comes from.

use std::sync::{Arc, PoisonError};

use super::open::Workspace;
use crate::case::{Action, History, Refusal, Stamp, Value};
use crate::ids::{CaseId, ContentHash, PathwayId};
use crate::linking::Folder;
use crate::policy::{Policy, request};
use crate::session::{Session, SessionError};
use crate::store::{CaseStore, RosterFileError, Saved, StoreError, Version};

/// Why a case is not used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CaseError {
    /// Its policy is not at hand, or the case has a fault.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The roster that backs its signatures may not be relied on.
    #[error(transparent)]
    Roster(#[from] RosterFileError),
    /// It cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why no case was created.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CreateError {
    /// The policy that was chosen is not at hand.
    #[error("the policy is not available")]
    NoPolicy,
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The pathway cannot be opened.
    #[error(transparent)]
    Session(#[from] SessionError),
}

impl Workspace {
    /// Opens a case under the policy that it is pinned to, held against roster and due dates. A case with a fault is opened
    /// too, to be looked at: `Session::is_accepted` fails for it.
    pub fn resume(&self, history: History) -> Result<Session, SessionError> {
        Session::resume(history, &self.catalog).map(|session| self.held(session))
    }

    /// The same for a case that is to be relied on. Fails where the case has a fault or the roster may not be relied on.
    pub fn resume_accepted(&self, history: History) -> Result<Session, CaseError> {
        let session = self.resume(history)?;
        self.roster.trusted()?;
        session.is_accepted()?;
        Ok(session)
    }

    /// Opens a case of the store that is to be relied on, with the version that a save replaces. None where the store has no
    /// such case.
    pub fn open_case(&self, case: &CaseId) -> Result<Option<(Session, Version)>, CaseError> {
        let Some(store) = self.store().ok().filter(|store| store.exists(case)) else { return Ok(None) };
        let loaded = store.load(case)?;
        Ok(Some((self.resume_accepted(loaded.history)?, loaded.version)))
    }

    /// Holds a case against the roster and the due dates of this store, from now on.
    pub fn held(&self, mut session: Session) -> Session {
        session.hold_to_due_dates(self.rules.clone());
        self.roster.found().into_iter().for_each(|roster| session.hold_against(roster.clone()));
        session
    }

    /// Creates a case under the next free number of the year, owned by whoever creates it. `taken` are numbers that are not
    /// on the disk yet. The policy's text is kept; the case itself is the caller's to save.
    pub fn create_case<'t>(
        &self,
        policy: &ContentHash,
        pathway: PathwayId,
        stamp: &Stamp,
        taken: impl IntoIterator<Item = &'t CaseId>,
    ) -> Result<Session, CreateError> {
        let store = self.store()?;
        let policy = self.catalog.by_hash(policy).ok_or(CreateError::NoPolicy)?;
        let id = store.next_case_id(chrono::Datelike::year(&*stamp.at()), taken)?;
        store.store_policy(&policy)?;
        let mut session = self.begin(id, policy, &Action::Open { pathway }, stamp)?;
        let (question, value) = (request::OWNER.clone(), Value::Text(stamp.by().name.clone()));
        session.dispatch(&Action::Answer { question, value }, stamp)?;
        Ok(session)
    }

    fn begin(&self, id: CaseId, policy: Arc<Policy>, opening: &Action, stamp: &Stamp) -> Result<Session, SessionError> {
        Session::begin(id, policy, opening, stamp).map(|session| self.held(session))
    }

    /// Applies all of the actions or none, to a case or to none yet: the first action opens it then, under this id and policy.
    /// Linked cases are looked up in the store. Fails with the place of the first refused action, from 0.
    pub fn change(
        &self,
        session: &mut Option<Session>,
        (id, policy): (&CaseId, &Arc<Policy>),
        actions: &[Action],
        stamp: &Stamp,
    ) -> Result<(), (usize, SessionError)> {
        if let Some(session) = session {
            return self.links().dispatch_all(session, actions, stamp);
        }
        let (opening, rest) = actions.split_first().ok_or((0, Refusal::NotOpen.into()))?;
        let mut begun = self.begin(id.clone(), policy.clone(), opening, stamp).map_err(|error| (0, error))?;
        let done = self.links().dispatch_all(&mut begun, rest, stamp);
        done.map_err(|(place, error)| (place + 1, error))?;
        *session = Some(begun);
        Ok(())
    }

    /// The cases that this store's cases can be linked to.
    pub fn links(&self) -> Folder<'_> {
        let roster = self.roster.found().map(Arc::as_ref);
        Folder { store: self.store().ok().map(Arc::as_ref), roster, catalog: &self.catalog }
    }

    /// Saves a case into a store, with the text of its policy.
    pub fn save_case(
        &self,
        store: &CaseStore,
        session: &Session,
        replaces: Option<&Version>,
    ) -> Result<Saved, StoreError> {
        let hash = session.policy().hash();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.contains(hash) {
            store.store_policy(session.policy())?;
            kept.insert(hash.clone());
        }
        drop(kept);
        store.save(session.history(), replaces)
    }
}
