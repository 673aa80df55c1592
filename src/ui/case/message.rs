//! Messages of the open case.
//!
//! Must not know: how a message is applied.

use crate::case::Action;
use crate::checklist::Step;
use crate::engine::OpenItem;
use crate::ids::{CaseId, ContentHash, CriterionId};
use crate::session::{CheckedLinks, Session, SessionError};
use crate::store::Failure;
use crate::store::{Loaded, Presence, StoreError, Version};
use crate::ui::effects::ShownCase;
use crate::ui::error::UiError;

/// A message of the open case.
pub enum Message {
    /// Reads a case and shows it.
    Open(CaseId),
    /// Reads a case and shows it, then shows this notice.
    OpenAndSay(CaseId, String),
    /// Reads the open case again, then follows these steps.
    ReadAgain(CaseId, Afterwards),
    /// A case was read, or the store failed.
    Read(CaseId, Afterwards, Result<(Version, Box<Session>), StoreError>),
    /// A case was read, but no session can be made of its history.
    NotResumed(CaseId, UiError),
    /// Shows a case that this window created or read itself.
    Show(Box<ShownCase>),
    /// Closes the case and shows the worklist.
    Close,
    /// Applies an action to the case.
    Dispatch(Action),
    /// The linked case of a waiting action was read, or not.
    ///
    /// The hash is the head of the open case when the job began.
    LinkedRead(CaseId, ContentHash, Result<Box<(Action, CheckedLinks)>, SessionError>),
    /// The job that reads the linked case panicked.
    LinkedLost,
    /// Shows a step.
    ShowStep(Step),
    /// Goes to the question of an open item.
    Jump(OpenItem),
    /// Goes to the next or the previous open item.
    GoToOpen(Direction),
    /// Opens the source form.
    ///
    /// It is for the current item, or for the first answer without a source.
    AddSource,
    /// Cites the last citation again.
    ///
    /// It is for the current item, or for the first answer without a source.
    CiteAgain,
    /// Switches between open entries and all entries of a step.
    ToggleOnlyOpen,
    /// Switches the status panel between the policy and the open items.
    TogglePolicy,
    /// Shows the policy text of a criterion in the status panel.
    LookUp(CriterionId),
    /// The presence file of a case was read: the colleague who works on it, if any.
    PresenceRead(CaseId, Option<Presence>),
    /// Renews this window's presence, or reads the colleague's; once a minute.
    Beat,
    /// Replaces the presence of a colleague with that of this window.
    TakeOver,
    /// The presence was replaced, or not.
    TakenOver(CaseId, Presence, Result<(), UiError>),
    /// Saves further changes as a conflict copy.
    WorkOnCopy,
    /// The conflict copy was saved up to this event, or not.
    CopyKept(CaseId, u32, Result<(), StoreError>),
    /// Tries failed saves again.
    SaveAgain,
    /// Conflicting changes were saved as a copy up to this event, or not.
    ///
    /// The last part is the case as it is on disk.
    ConflictKept(CaseId, u32, Result<ContentHash, StoreError>, Box<Result<Loaded, StoreError>>),
    /// An entry of the workstation's log was written, or not.
    Logged(Result<(), Failure>),
    /// A job without an outcome ended.
    Done,
}

/// Follow-up of reading a case.
#[derive(Default)]
pub struct Afterwards {
    /// Step to show; the first one where there is none.
    pub step: Option<Step>,
    /// Presence of this window, which has taken the case over.
    pub presence: Option<Presence>,
    /// Notice to show.
    pub sentence: Option<String>,
}

/// Direction of going through the open items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end of the checklist.
    Next,
    /// Towards its beginning.
    Previous,
}
