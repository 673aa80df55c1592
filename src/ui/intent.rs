//! What a reviewer asked for in a frame. Views push intents; the app applies them after the frame, so a frame that is
//! drawn twice does nothing twice.
//!
//! Must not know: how any of it is done.

use super::command::Command;
use super::outline::Step;
use crate::case::Action;
use crate::engine::OpenItem;
use crate::ids::{CaseId, ContentHash, PathwayId, QuestionId, RowId};

/// One wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Change the open case.
    Act(Action),
    /// Anything that a key, button or menu names.
    Do(Command),
    /// Open a case of the worklist.
    OpenCase(CaseId),
    /// Go back to the worklist.
    CloseCase,
    /// Begin a case on a pathway of a policy.
    Begin(ContentHash, PathwayId),
    /// Put the sample cases into the store.
    AddSamples,
    /// Say who reviews.
    Introduce {
        /// Name.
        name: String,
        /// Credential.
        credential: String,
    },
    /// Show a step.
    Show(Step),
    /// Go to where an item is worked off.
    Jump(OpenItem),
    /// Open the form for a new source of an answer or a row.
    AddSource(QuestionId, Option<RowId>),
    /// Close that form.
    CloseSource,
    /// Say something to the reviewer.
    Say(String),
    /// Take the message line away.
    Dismiss,
    /// Close the page that lies over the case.
    CloseOverlay,
    /// Search the worklist.
    Search(String),
    /// Use a look.
    Look(super::theme::Look),
    /// Use a text size, in per cent.
    TextPercent(u32),
}

/// Where views put their wishes.
pub type Intents = Vec<Intent>;
