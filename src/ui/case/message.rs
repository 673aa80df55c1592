//! Messages of the open case.
//!
//! Must not know: what becomes of them.

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
    /// The same; then shows this sentence.
    OpenAndSay(CaseId, String),
    /// Reads the open case again, then does this.
    ReadAgain(CaseId, Afterwards),
    /// A case was read, or not.
    Read(CaseId, Afterwards, Result<(Version, Box<Session>), StoreError>),
    /// A case was read and its history cannot be resumed.
    NotResumed(CaseId, UiError),
    /// Shows a case that was created or read here.
    Show(Box<ShownCase>),
    /// Goes back to the worklist.
    Close,
    /// Changes the case.
    Dispatch(Action),
    /// The linked case that an action waits for was read, or not; the hash is that of the case's last event then.
    LinkedRead(CaseId, ContentHash, Result<Box<(Action, CheckedLinks)>, SessionError>),
    /// Reading the linked case broke off.
    LinkedLost,
    /// Shows a step.
    ShowStep(Step),
    /// Goes to the question of an open item.
    Jump(OpenItem),
    /// Goes to the next open item, or to the one before.
    GoToOpen(Direction),
    /// Opens the source form of the item that the keyboard is at, or of the first answer without a source.
    AddSource,
    /// Cites the last citation for that item too.
    CiteAgain,
    /// Shows only what is open, or everything.
    ToggleOnlyOpen,
    /// Shows the policy beside the case, or what is open.
    TogglePolicy,
    /// Looks a criterion up in the policy.
    LookUp(CriterionId),
    /// The colleague who works on the case, if any.
    PresenceRead(CaseId, Option<Presence>),
    /// Tells the others that this window works on the case, once a minute.
    Beat,
    /// Works on the case from here on, whoever else did.
    TakeOver,
    /// It was taken over, or not.
    TakenOver(CaseId, Presence, Result<(), UiError>),
    /// Works on a conflict copy.
    WorkOnCopy,
    /// The copy was kept up to this event, or not.
    CopyKept(CaseId, u32, Result<(), StoreError>),
    /// Saves again what could not be saved.
    SaveAgain,
    /// Work that could not be saved was kept as a conflict copy up to this event, or not; and the case as it is now.
    ConflictKept(CaseId, u32, Result<ContentHash, StoreError>, Box<Result<Loaded, StoreError>>),
    /// An entry of the log was written, or not.
    Logged(Result<(), Failure>),
    /// Work that needs no answer ended.
    Done,
}

/// Steps that follow once a case was read.
#[derive(Default)]
pub struct Afterwards {
    /// Shows this step.
    pub step: Option<Step>,
    /// This window works on the case.
    pub presence: Option<Presence>,
    /// Shows this sentence.
    pub sentence: Option<String>,
}

/// One of two directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the next.
    Next,
    /// To the one before.
    Previous,
}
