//! Data that several features of the window read and change: the opened store, the reviewer, the settings and the open case.
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

/// Asks for another frame, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Data that several features share.
pub struct Model {
    /// The store.
    pub store: Arc<CaseStore>,
    /// Saves on a thread of its own.
    pub saver: Arc<Saver>,
    /// The store with policies, due dates and roster, as both front ends work with it.
    pub workspace: Workspace,
    /// The settings of this workstation.
    pub settings: Settings,
    /// Where the settings are kept, if anywhere.
    pub settings_file: Option<PathBuf>,
    /// The logo of the letterhead.
    pub logo: Option<Logo>,
    /// The store's folder, as it is shown.
    pub folder: String,
    /// The name of this workstation, which every event states.
    pub station: Option<String>,
    /// The program that draws pages of the chart.
    pub draws: DrawingProgram,
    /// The cost of locking a reviewer's key.
    pub key_cost: Cost,
    /// Why the roster cannot be used; then nobody signs in.
    pub roster_trouble: Option<String>,
    /// The key of the reviewer, while signed in.
    pub unlocked: Option<Arc<Unlocked>>,
    /// The reviewer.
    pub reviewer: Option<Reviewer>,
    /// The open case.
    pub open: Option<OpenCase>,
    /// Asks for another frame.
    pub wake: Wake,
}

/// The open case and its page, which is made anew with each change and only read when drawing.
pub struct OpenCase {
    /// The case.
    pub session: Session,
    /// Its steps and cards.
    pub outline: Outline,
    /// Drawings of its rows, by the question that asks for them.
    pub figures: BTreeMap<QuestionId, Figure>,
    /// The citation that was noted last, which is offered for the next answer.
    pub last_citation: Option<Citation>,
}

impl OpenCase {
    /// Makes the page of a case.
    pub fn new(session: Session) -> Self {
        Self {
            outline: Outline::of(&session),
            figures: report::figures(&session).into_iter().collect(),
            session,
            last_citation: None,
        }
    }

    /// Makes the page anew after a change.
    pub fn refresh(&mut self) {
        self.outline = Outline::of(&self.session);
        self.figures = report::figures(&self.session).into_iter().collect();
    }

    /// The id of the case.
    pub fn id(&self) -> &CaseId {
        &self.session.case().id
    }
}

impl Model {
    /// The open case.
    pub fn session(&self) -> Option<&Session> {
        self.open.as_ref().map(|open| &open.session)
    }

    /// The id of the open case.
    pub fn open_id(&self) -> Option<&CaseId> {
        self.open.as_ref().map(OpenCase::id)
    }

    /// True when this case is the open one.
    pub fn is_open(&self, case: &CaseId) -> bool {
        self.open_id() == Some(case)
    }

    /// The roster of the folder; none where nobody has created one.
    pub fn roster(&self) -> Option<&Arc<Roster>> {
        self.workspace.roster.found()
    }

    /// The open case, where it is still the one that a dialog was opened for: a dialog blocks nothing, and a paper on another
    /// member must not take the name that was meant for this one's.
    pub fn still_open(&self, case: &CaseId) -> Result<&Session, UiError> {
        self.session().filter(|session| session.case().id == *case).ok_or_else(|| UiError::NotOpen(case.clone()))
    }

    /// The stamp of an event that is made now; none while nobody is named.
    pub fn stamp(&self) -> Option<Stamp> {
        let now = clock::now();
        let stamp = match &self.unlocked {
            Some(unlocked) => Stamp::signed_in(now, unlocked.clone()),
            None => Stamp::named(now, self.reviewer.clone()?),
        };
        Some(stamp.at_station(self.station.as_deref()))
    }

    /// The reviewer, as notes and logs name them.
    pub fn reviewer_line(&self) -> String {
        self.reviewer.as_ref().map_or_else(|| "no reviewer".to_owned(), |me| format!("{}, {}", me.name, me.credential))
    }

    /// Drops the reviewer's key, and returns whether there was one.
    pub fn lock_key(&mut self) -> bool {
        let was_unlocked = self.unlocked.take().is_some();
        if let Some(reviewer) = self.reviewer.as_mut().filter(|_| was_unlocked) {
            reviewer.known = Known::Unproved;
        }
        was_unlocked
    }

    /// The standing of a policy text.
    pub fn standing(&self, policy: &ContentHash) -> PolicyOrigin {
        self.workspace.catalog.origin(policy).unwrap_or(PolicyOrigin::NotSignedOff)
    }
}
