//! Data that several features share: store, reviewer, settings, open case.
//!
//! Must not know: any feature, or egui.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::error::UiError;
use crate::case::{Citation, Known, Reviewer, Stamp};
use crate::chart::DrawingProgram;
use crate::checklist::Outline;
use crate::clock;
use crate::identity::{Cost, Roster, Unlocked};
use crate::ids::{CaseId, ContentHash, QuestionId};
use crate::policy::PolicyOrigin;
use crate::report::{self, Figure, Logo};
use crate::session::Session;
use crate::store::{CaseStore, Saver, Settings};
use crate::workspace::Workspace;

/// Requests another frame, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Data that several features share.
pub struct Model {
    /// The store.
    pub store: Arc<CaseStore>,
    /// Saves cases on a thread of its own.
    pub saver: Arc<Saver>,
    /// The store with its policies, due dates and roster.
    pub workspace: Workspace,
    /// The settings of this workstation.
    pub settings: Settings,
    /// The settings file. Without one the settings are not saved.
    pub settings_file: Option<PathBuf>,
    /// Logo of the letterhead.
    pub logo: Option<Logo>,
    /// The store's folder, as text for the screen.
    pub folder: String,
    /// Name of this workstation, which every event states.
    pub station: Option<String>,
    /// The program that draws pages of the chart.
    pub draws: DrawingProgram,
    /// Cost of deriving the key that locks a reviewer's private key.
    pub key_cost: Cost,
    /// Sentence that says why the roster cannot be used.
    ///
    /// While it is set nobody can sign in.
    pub roster_trouble: Option<String>,
    /// The reviewer's unlocked key, while signed in.
    pub unlocked: Option<Arc<Unlocked>>,
    /// The reviewer, signed in or only named.
    pub reviewer: Option<Reviewer>,
    /// The open case.
    pub open: Option<OpenCase>,
    /// Requests another frame.
    pub wake: Wake,
}

/// The open case, with data derived from it at each change and not in each frame.
pub struct OpenCase {
    /// The case.
    pub session: Session,
    /// Its steps and cards.
    pub outline: Outline,
    /// Figures of its rows, by question.
    pub figures: BTreeMap<QuestionId, Figure>,
    /// Last citation, which is offered for the next answer.
    pub last_citation: Option<Citation>,
}

impl OpenCase {
    /// Derives outline and figures of a case.
    pub fn new(session: Session) -> Self {
        Self {
            outline: Outline::of(&session),
            figures: report::figures(&session).into_iter().collect(),
            session,
            last_citation: None,
        }
    }

    /// Derives outline and figures again after a change.
    pub fn refresh(&mut self) {
        self.outline = Outline::of(&self.session);
        self.figures = report::figures(&self.session).into_iter().collect();
    }

    /// Returns the id of the case.
    pub fn id(&self) -> &CaseId {
        &self.session.case().id
    }
}

impl Model {
    /// Returns the session of the open case.
    pub fn session(&self) -> Option<&Session> {
        self.open.as_ref().map(|open| &open.session)
    }

    /// Returns the id of the open case.
    pub fn open_id(&self) -> Option<&CaseId> {
        self.open.as_ref().map(OpenCase::id)
    }

    /// Returns true when this case is the open one.
    pub fn is_open(&self, case: &CaseId) -> bool {
        self.open_id() == Some(case)
    }

    /// Returns the roster of the folder; `None` where it has none.
    pub fn roster(&self) -> Option<&Arc<Roster>> {
        self.workspace.roster.found()
    }

    /// Returns the open case, if it is still the one that a dialog was opened for.
    ///
    /// A dialog blocks nothing, and a paper on another member must not get the file name that was chosen for this one.
    pub fn still_open(&self, case: &CaseId) -> Result<&Session, UiError> {
        self.session().filter(|session| session.case().id == *case).ok_or_else(|| UiError::NotOpen(case.clone()))
    }

    /// Returns the stamp for a new event; `None` without a reviewer.
    pub fn stamp(&self) -> Option<Stamp> {
        let now = clock::now();
        let stamp = match &self.unlocked {
            Some(unlocked) => Stamp::signed_in(now, unlocked.clone()),
            None => Stamp::named(now, self.reviewer.clone()?),
        };
        Some(stamp.at_station(self.station.as_deref()))
    }

    /// Returns name and credential of the reviewer, for notes and logs.
    pub fn reviewer_line(&self) -> String {
        self.reviewer.as_ref().map_or_else(|| "no reviewer".to_owned(), |me| format!("{}, {}", me.name, me.credential))
    }

    /// Drops the reviewer's unlocked key. Returns true when there was one.
    pub fn lock_key(&mut self) -> bool {
        let was_unlocked = self.unlocked.take().is_some();
        if let Some(reviewer) = self.reviewer.as_mut().filter(|_| was_unlocked) {
            reviewer.known = Known::Unproved;
        }
        was_unlocked
    }

    /// Returns the origin of a policy text.
    ///
    /// One that the catalog lacks is not signed off.
    pub fn policy_origin(&self, policy: &ContentHash) -> PolicyOrigin {
        self.workspace.catalog.origin(policy).unwrap_or(PolicyOrigin::NotSignedOff)
    }
}
