//! Effects: all that a feature asks of itself, the window or other features.
//!
//! Views collect them during the frame, updates after it, and `app` carries them out in order. So a frame that is drawn
//! twice changes nothing twice.
//!
//! Must not know: any feature, or how an effect is carried out.

use std::cell::RefCell;
use std::path::PathBuf;

use super::command::Command;

pub use super::request::{Notice, Page, Request, ShownCase};

/// An effect of a view or an update.
///
/// `M` is the feature's message type, which `app` wraps in its own.
pub enum Effect<M> {
    /// A message that updates the feature.
    Message(M),
    /// A request to the window or another feature.
    Request(Request),
    /// Work on a thread that ends in a message.
    Job(Job<M>),
    /// A native dialog that ends in a message unless the user cancels it.
    Dialog(Dialog<M>),
}

/// Work on a thread. The footer shows its name when it takes long.
pub struct Job<M> {
    /// Name that fits "… broke off: try again."
    pub name: &'static str,
    /// False for work that is never shown.
    ///
    /// Closing the window does not wait for it.
    pub is_shown: bool,
    /// Returns the message that the job ends in.
    pub work: Box<dyn FnOnce() -> M + Send>,
    /// Message where the work panicked or no thread could be started.
    ///
    /// Without one, a notice reports it.
    pub lost: Option<M>,
}

/// A native dialog.
pub struct Dialog<M> {
    /// Kind of path to ask for.
    pub asks: DialogKind,
    /// Returns the message for the chosen path.
    pub chosen: Box<dyn FnOnce(PathBuf) -> M + Send>,
}

/// Kind of path that a native dialog asks for.
pub enum DialogKind {
    /// A file to write.
    Save {
        /// Suggested name.
        ///
        /// It contains the case number at most, since file names are no protected data.
        name: String,
        /// Labels and file name extensions.
        kinds: Vec<(&'static str, &'static str)>,
    },
    /// A file to read, with labels and file name extensions.
    Open(Vec<(&'static str, Vec<&'static str>)>),
    /// A folder.
    Folder,
}

/// Effects of a frame or an update, in order.
pub struct Effects<M>(RefCell<Vec<Effect<M>>>);

impl<M> Default for Effects<M> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<M> Effects<M> {
    /// Sends a message to the feature itself.
    pub fn send(&self, message: M) {
        self.push(Effect::Message(message));
    }

    /// Asks the window or another feature for something.
    pub fn request(&self, request: Request) {
        self.push(Effect::Request(request));
    }

    /// Runs a command.
    pub fn run(&self, command: Command) {
        self.request(Request::Run(command));
    }

    /// Shows a notice of a problem: what was not done, or what to do.
    pub fn notify(&self, text: impl Into<String>) {
        self.request(Request::Notify(Notice { text: text.into(), is_success: false }));
    }

    /// Shows a notice of an outcome, as a success or a problem.
    pub fn report(&self, outcome: Result<String, String>) {
        let is_success = outcome.is_ok();
        let text = outcome.unwrap_or_else(|why| why);
        self.request(Request::Notify(Notice { text, is_success }));
    }

    /// Starts a job. A notice reports a panic.
    pub fn job(&self, name: &'static str, work: impl FnOnce() -> M + Send + 'static) {
        self.push(Effect::Job(Job { name, is_shown: true, work: Box::new(work), lost: None }));
    }

    /// Starts a job. A panic delivers `lost`.
    pub fn job_or(&self, name: &'static str, lost: M, work: impl FnOnce() -> M + Send + 'static) {
        self.push(Effect::Job(Job { name, is_shown: true, work: Box::new(work), lost: Some(lost) }));
    }

    /// Opens a native dialog.
    ///
    /// `chosen` makes the message of the path, unless the user cancels.
    pub fn dialog(&self, asks: DialogKind, chosen: impl FnOnce(PathBuf) -> M + Send + 'static) {
        self.push(Effect::Dialog(Dialog { asks, chosen: Box::new(chosen) }));
    }

    /// Adds an effect.
    pub fn push(&self, effect: Effect<M>) {
        self.0.borrow_mut().push(effect);
    }

    /// Draws a view of another feature, and adds its effects with its messages wrapped.
    pub fn within<N: Send + 'static>(&self, wrap: fn(N) -> M, draw: impl FnOnce(&Effects<N>))
    where
        M: 'static,
    {
        let own = Effects::default();
        draw(&own);
        own.wrapped(wrap).for_each(|effect| self.push(effect));
    }

    /// Returns the effects with each message wrapped.
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
