//! Requests to the window or another feature.
//!
//! Must not know: any feature, or how a request is carried out.

use std::path::PathBuf;

use super::command::Command;
use crate::case::{Action, Citation};
use crate::checklist::Step;
use crate::engine::OpenItem;
use crate::ids::{CaseId, DocumentId, QuestionId, RowId};
use crate::redacted::redacted_debug;
use crate::session::Session;
use crate::store::Logged;

/// A request to the window or, through it, to another feature.
pub enum Request {
    /// Runs a command.
    Run(Command),
    /// Dispatches an action to the open case.
    Dispatch(Action),
    /// Reads a case and shows it.
    OpenCase(CaseId),
    /// Shows a case that this window created or read itself.
    ShowCase(Box<ShownCase>),
    /// Closes the open case and shows the worklist.
    CloseCase,
    /// Tells features that another case was opened, or the open one read again.
    CaseShown,
    /// Tells features that the open case was changed in this window.
    CaseChanged,
    /// Reads the worklist from the store again.
    ReadWorklist,
    /// Marks the worklist row of a case: true when it has conflict copies.
    MarkConflict(CaseId, bool),
    /// Shows a step of the open case.
    ShowStep(Step),
    /// Goes to the question of an open item.
    Jump(OpenItem),
    /// Shows the page that a citation names.
    ShowSource(Citation),
    /// Shows a document from this page on, counted from 0.
    OpenDocument(DocumentId, u32),
    /// Asks for the file of a listed document, or of a new one.
    Attach(Option<DocumentId>),
    /// Opens the source form of an answer or a row.
    OpenSourceForm(QuestionId, Option<RowId>),
    /// Closes the source form.
    CloseSourceForm,
    /// Opens the department's copy of the policy.
    OpenPolicyCopy,
    /// Reports that no answer needs a source.
    ///
    /// The sentence is shown where no document is open.
    NoSourceWanted(&'static str),
    /// Shows a paper, by its position in the list of papers.
    ShowPaper(usize),
    /// Reads a case, shows it, then shows this notice.
    ///
    /// Ignored while a case or a page is shown.
    OfferCase(CaseId, String),
    /// Shows a page in place of the case.
    ShowPage(Page),
    /// Shows a page. Ignored while a case or another page is shown.
    OfferPage(Page),
    /// Closes this page, if it is shown.
    ClosePageOf(Page),
    /// Closes the page that is shown.
    ClosePage,
    /// Compares the open case with its conflict copies.
    CompareConflicts,
    /// Shows the page for a case file that cannot be read, with the reason.
    ShowDamaged(CaseId, String),
    /// Writes an entry to this workstation's log.
    Log(Logged),
    /// Saves the settings.
    SaveSettings,
    /// Checks the signatures of the open case against the new roster.
    RosterChanged,
    /// Shows a notice in the footer.
    Notify(Notice),
    /// Dismisses the notice.
    ClearNotice,
    /// Copies text to the clipboard.
    CopyText(String),
    /// Focuses the field with this id.
    Focus(&'static str),
    /// Carries out a request in the next frame.
    NextFrame(Box<Request>),
    /// Opens a file with the system's default program.
    ///
    /// The sentence is shown where there is none.
    OpenWithSystem(PathBuf, &'static str),
    /// Applies look and text size of the settings.
    ApplyLook,
}

/// A case to be shown.
pub struct ShownCase {
    /// The case.
    pub session: Session,
    /// True when its file has the same history.
    pub is_on_disk: bool,
    /// Step to show; the first one where there is none.
    pub step: Option<Step>,
}

/// A page that is shown in place of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Choice of a pathway for a new case.
    NewCase,
    /// Choice of another pathway for the open case.
    SwitchPathway,
    /// Sign-in.
    SignIn,
    /// The papers of the open case.
    Papers,
    /// Settings.
    Settings,
    /// All shortcuts.
    Shortcuts,
    /// Interrupted saves that can be recovered.
    Recovery,
    /// A case file that cannot be read.
    Damaged,
    /// Conflict copies of the open case.
    Comparison,
    /// The trash, and backups.
    Trash,
    /// The department overview.
    Overview,
    /// Earlier notices.
    Messages,
    /// The guide.
    Guide,
    /// Version, policies and licenses of the program.
    About,
    /// License texts of all parts.
    Licences,
}

/// A notice in the footer. Holds no patient data.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// One or more sentences.
    pub text: String,
    /// True when it reports a success.
    pub is_success: bool,
}

redacted_debug!(Notice);
