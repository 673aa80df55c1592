//! The one way from a feature to the rest of the window: views collect their feature's messages during the frame, updates
//! collect effects after it, and `app` carries both out in order. A frame that is drawn twice therefore changes nothing twice.
//!
//! Must not know: any feature, or how an effect is carried out.

use std::cell::RefCell;
use std::path::PathBuf;

use super::command::Command;
use crate::case::{Action, Citation};
use crate::checklist::Step;
use crate::engine::OpenItem;
use crate::ids::{CaseId, DocumentId, QuestionId, RowId};
use crate::redacted::redacted_debug;
use crate::session::Session;
use crate::store::Logged;

/// One thing that a feature asks for. `M` is the message type of the feature, until `app` has wrapped it in its own.
pub enum Effect<M> {
    /// Updates the feature with a message, in its turn.
    Message(M),
    /// Something that belongs to the window or to another feature.
    Request(Request),
    /// Work on a thread, which ends in a message.
    Job(Job<M>),
    /// A native dialog, which ends in a message unless the user cancels it.
    Dialog(Dialog<M>),
}

/// A request of a feature to the window or, through it, of another feature.
pub enum Request {
    /// Carries out a command.
    Run(Command),
    /// Changes the open case.
    Dispatch(Action),
    /// Reads a case and shows it.
    OpenCase(CaseId),
    /// Shows a case that was created or read here.
    ShowCase(Box<ShownCase>),
    /// Goes back to the worklist.
    CloseCase,
    /// The open case is another one, or was read again.
    CaseShown,
    /// The open case changed here.
    CaseChanged,
    /// Reads the worklist from the store again.
    ReadWorklist,
    /// Marks whether work is kept beside a case, as its worklist row shows.
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
    /// Opens the form for a new citation of an answer or a row.
    OpenSourceForm(QuestionId, Option<RowId>),
    /// Closes the source form.
    CloseSourceForm,
    /// Opens the department's copy of the policy.
    OpenPolicyCopy,
    /// Says that no answer waits for a source, in this sentence where no document is shown.
    NoSourceWanted(&'static str),
    /// Shows a paper, by its position in the list of papers.
    ShowPaper(usize),
    /// Reads a case and shows it, where no case is open and no page is read; then shows this sentence.
    OfferCase(CaseId, String),
    /// Shows a page in place of the case.
    ShowPage(Page),
    /// Shows a page where no case is open and no other page is read.
    OfferPage(Page),
    /// Closes this page, where it is the one that is read.
    ClosePageOf(Page),
    /// Goes back from that page to the case.
    ClosePage,
    /// Compares the open case with the work that is kept beside it.
    CompareConflicts,
    /// Shows what can be done about a case file that cannot be read, and why it cannot.
    ShowDamaged(CaseId, String),
    /// Writes an entry into the log of this workstation.
    Log(Logged),
    /// Saves the settings.
    SaveSettings,
    /// Holds the open case against the roster again.
    RosterChanged,
    /// Shows a line in the bar at the foot.
    Notify(Notice),
    /// Clears that line.
    ClearNotice,
    /// Puts text on the clipboard.
    CopyText(String),
    /// Moves the keyboard focus into the field with this id.
    Focus(&'static str),
    /// The same one frame later.
    NextFrame(Box<Request>),
    /// Opens a file in the program that the system names for it; the sentence says what to do where it names none.
    OpenWithSystem(PathBuf, &'static str),
    /// Applies the settings' look and text size.
    ApplyLook,
}

/// A case to be shown.
pub struct ShownCase {
    /// The case.
    pub session: Session,
    /// True when its file holds the same.
    pub is_on_disk: bool,
    /// The step to begin with; the request where none is named.
    pub step: Option<Step>,
}

/// A page in place of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Choosing a pathway for a new case.
    NewCase,
    /// Choosing another pathway for the open case.
    SwitchPathway,
    /// Saying who reviews.
    SignIn,
    /// The papers of the open case.
    Papers,
    /// Settings.
    Settings,
    /// All shortcuts.
    Shortcuts,
    /// Interrupted saves that can be recovered.
    Recovery,
    /// A file that cannot be read.
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
    /// The program's version, policies and licences.
    About,
    /// The licences of all parts.
    Licences,
}

/// A line for the reviewer. Holds no patient data.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// True when it reports that something was done.
    pub is_success: bool,
}

redacted_debug!(Notice);

/// Work on a thread. The window shows `name` while it takes long.
pub struct Job<M> {
    /// The work, in the words of "… broke off: try again."
    pub name: &'static str,
    /// False for work that is never shown, such as waiting for a dialog.
    pub is_shown: bool,
    /// The work.
    pub work: Box<dyn FnOnce() -> M + Send>,
    /// Delivered instead where the work panicked or no thread could be started.
    pub lost: Option<M>,
}

/// A native dialog.
pub struct Dialog<M> {
    /// The path that is asked for.
    pub asks: DialogKind,
    /// Makes the message of the path that was chosen.
    pub chosen: Box<dyn FnOnce(PathBuf) -> M + Send>,
}

/// The path that a native dialog asks for.
pub enum DialogKind {
    /// A file to write.
    Save {
        /// The name that is offered. It holds the case number at most: file names travel.
        name: String,
        /// Labels and endings.
        kinds: Vec<(&'static str, &'static str)>,
    },
    /// A file to read.
    Open(Vec<(&'static str, Vec<&'static str>)>),
    /// A folder.
    Folder,
}

/// Effects of a frame or an update, in the order in which they were asked for.
pub struct Effects<M>(RefCell<Vec<Effect<M>>>);

impl<M> Default for Effects<M> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<M> Effects<M> {
    /// Updates the feature with a message after the effects before it.
    pub fn send(&self, message: M) {
        self.push(Effect::Message(message));
    }

    /// Asks the window or another feature for something.
    pub fn request(&self, request: Request) {
        self.push(Effect::Request(request));
    }

    /// Carries out a command.
    pub fn run(&self, command: Command) {
        self.request(Request::Run(command));
    }

    /// Shows a line that says what was not done, or what to do.
    pub fn notify(&self, text: impl Into<String>) {
        self.request(Request::Notify(Notice { text: text.into(), is_success: false }));
    }

    /// Shows the line of an outcome.
    pub fn report(&self, outcome: Result<String, String>) {
        let is_success = outcome.is_ok();
        let text = outcome.unwrap_or_else(|why| why);
        self.request(Request::Notify(Notice { text, is_success }));
    }

    /// Starts work on a thread.
    pub fn job(&self, name: &'static str, work: impl FnOnce() -> M + Send + 'static) {
        self.push(Effect::Job(Job { name, is_shown: true, work: Box::new(work), lost: None }));
    }

    /// Starts work on a thread; `lost` is delivered where it breaks off.
    pub fn job_or(&self, name: &'static str, lost: M, work: impl FnOnce() -> M + Send + 'static) {
        self.push(Effect::Job(Job { name, is_shown: true, work: Box::new(work), lost: Some(lost) }));
    }

    /// Opens a native dialog.
    pub fn dialog(&self, asks: DialogKind, chosen: impl FnOnce(PathBuf) -> M + Send + 'static) {
        self.push(Effect::Dialog(Dialog { asks, chosen: Box::new(chosen) }));
    }

    /// Asks for anything.
    pub fn push(&self, effect: Effect<M>) {
        self.0.borrow_mut().push(effect);
    }

    /// Draws a view of a feature, and takes its messages among these.
    pub fn within<N: Send + 'static>(&self, wrap: fn(N) -> M, draw: impl FnOnce(&Effects<N>))
    where
        M: 'static,
    {
        let own = Effects::default();
        draw(&own);
        own.wrapped(wrap).for_each(|effect| self.push(effect));
    }

    /// The effects, with each message wrapped in the window's own type.
    pub fn wrapped<N: 'static>(self, wrap: fn(M) -> N) -> impl Iterator<Item = Effect<N>>
    where
        M: Send + 'static,
    {
        self.0.into_inner().into_iter().map(move |effect| effect.wrapped(wrap))
    }
}

impl<M: Send + 'static> Effect<M> {
    fn wrapped<N: 'static>(self, wrap: fn(M) -> N) -> Effect<N> {
        match self {
            Self::Message(message) => Effect::Message(wrap(message)),
            Self::Request(request) => Effect::Request(request),
            Self::Job(Job { name, is_shown, work, lost }) => {
                Effect::Job(Job { name, is_shown, work: Box::new(move || wrap(work())), lost: lost.map(wrap) })
            }
            Self::Dialog(Dialog { asks, chosen }) => {
                Effect::Dialog(Dialog { asks, chosen: Box::new(move |path| wrap(chosen(path))) })
            }
        }
    }
}
