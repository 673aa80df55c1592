//! The window's end of drawing: starts the process that draws a document, asks it for what is wanted, the most urgent first,
//! and ends it when it takes too long. Nothing here waits for it but a thread of its own.
//!
//! Must not know: how a page is drawn, or what is done with its picture.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::drawing::ARGUMENT;
use super::page::{PageSize, Picture, Word};
use super::trouble::Trouble;
use super::wire::{Answer, Wanted};
use crate::ids::ContentHash;
use crate::platform::{self, Confinement};

/// What is started to draw: this program once more.
#[derive(Clone, Debug)]
pub struct Program {
    executable: PathBuf,
    /// What it is told before the file.
    arguments: Vec<OsString>,
    /// The confinement of the last process of it, and of all copies of this value.
    confinement: Arc<Mutex<Option<Confinement>>>,
}

impl Program {
    /// A program that draws where its first argument says so.
    pub fn that_draws(executable: PathBuf) -> Self {
        Self::with(executable, vec![ARGUMENT.into()])
    }

    /// A program that is told this before the file.
    pub fn with(executable: PathBuf, arguments: Vec<OsString>) -> Self {
        Self { executable, arguments, confinement: Arc::default() }
    }

    /// The confinement that the process started last reported; none before one was started.
    pub fn confinement(&self) -> Option<Confinement> {
        *self.confinement.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_confined(&self, confinement: Confinement) {
        *self.confinement.lock().unwrap_or_else(PoisonError::into_inner) = Some(confinement);
    }
}

/// A file that is drawn. One that does not have this hash when it is read is not.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it lies.
    pub path: PathBuf,
    /// The hash that its bytes must have.
    pub hash: ContentHash,
}

/// What drawing may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until the document is open.
    pub open: Duration,
    /// For a page.
    pub page: Duration,
    /// The most memory, in bytes.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { open: Duration::from_secs(10), page: Duration::from_secs(10), memory_bytes: 3 << 29 }
    }
}

/// Where a document stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    /// It is being opened.
    Reading,
    /// It is open: the size of each page.
    Open(Arc<[PageSize]>),
    /// It cannot be shown.
    Failed(Trouble),
}

/// What came of something that was wanted.
#[derive(Clone, PartialEq)]
pub enum Done {
    /// A picture, for the page and width that it was wanted for.
    Picture {
        /// The page.
        page: u32,
        /// The width that was asked for.
        width_px: u32,
        /// What was drawn.
        picture: Result<Picture, Trouble>,
    },
    /// The words of a page.
    Words {
        /// The page.
        page: u32,
        /// What it says.
        words: Result<Vec<Word>, Trouble>,
    },
}

struct DrawerState {
    opening: Opening,
    wanted: Vec<Wanted>,
    /// What is being done.
    begun: Option<Wanted>,
    done: Vec<Done>,
    /// The process, so that it can be ended from here.
    child: Option<Child>,
    closed: bool,
}

struct Shared {
    state: Mutex<DrawerState>,
    changed: Condvar,
}

impl Shared {
    fn begun() -> Arc<Self> {
        let opening = Opening::Reading;
        let state =
            DrawerState { opening, wanted: Vec::new(), begun: None, done: Vec::new(), child: None, closed: false };
        Arc::new(Self { state: Mutex::new(state), changed: Condvar::new() })
    }

    fn state(&self) -> MutexGuard<'_, DrawerState> {
        // What a thread that broke off left is whole: it is only ever replaced.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A document that is being drawn. Dropped, it ends its process.
pub struct Drawer {
    shared: Arc<Shared>,
}

impl Drawer {
    /// Begins to open a document. `wake` is called whenever there is something to take.
    pub fn start(
        program: Program,
        document: Document,
        limits: Limits,
        wake: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Shared::begun();
        let desk = Desk { shared: shared.clone(), program, document, limits };
        thread::Builder::new().name("drawing".to_owned()).spawn(move || desk.work(&wake))?;
        Ok(Self { shared })
    }

    /// Where the document stands.
    pub fn opening(&self) -> Opening {
        self.shared.state().opening.clone()
    }

    /// What is wanted from now on, the most urgent first. What was wanted before and is not begun is dropped; what is being done
    /// is not done twice.
    pub fn want(&self, mut wanted: Vec<Wanted>) {
        let mut state = self.shared.state();
        wanted.retain(|wanted| state.begun != Some(*wanted));
        state.wanted = wanted;
        drop(state);
        self.shared.changed.notify_one();
    }

    /// What was done since this was last asked.
    pub fn take(&self) -> Vec<Done> {
        std::mem::take(&mut self.shared.state().done)
    }
}

impl Drop for Drawer {
    fn drop(&mut self) {
        let mut state = self.shared.state();
        state.closed = true;
        if let Some(child) = &mut state.child {
            // Its thread reaps it.
            let _ = child.kill();
        }
        self.shared.changed.notify_one();
    }
}

/// How many pages a document has: opened, asked and ended again. Waits for it: not for a thread that draws frames.
pub fn page_count(program: Program, document: Document, limits: Limits) -> Result<u32, Trouble> {
    let desk = Desk { shared: Shared::begun(), program, document, limits };
    let opened = desk.open();
    desk.end();
    opened.map(|(_, sizes)| u32::try_from(sizes.len()).unwrap_or(u32::MAX))
}

/// Where the thread works that asks the process.
struct Desk {
    shared: Arc<Shared>,
    program: Program,
    document: Document,
    limits: Limits,
}

/// A process that draws, and what it says.
struct Process {
    requests: ChildStdin,
    answers: Receiver<io::Result<Answer>>,
    /// How often it was asked.
    answered: u32,
}

/// A process keeps something of each page that it was asked for. After so many it is ended, and the next one knows nothing of them:
/// so what it takes does not grow with how far one reads.
const MOST_ANSWERS: u32 = 128;

impl Desk {
    fn work(&self, wake: &impl Fn()) {
        let (mut process, opening) = match self.open() {
            Ok((process, sizes)) => (Some(process), Opening::Open(sizes.into())),
            Err(trouble) => (None, Opening::Failed(trouble)),
        };
        let failed = matches!(opening, Opening::Failed(_));
        self.shared.state().opening = opening;
        wake();
        while let Some(wanted) = self.next().filter(|_| !failed) {
            let used = process.as_ref().is_some_and(|process| process.answered > 0);
            let mut answer = self.answer(&mut process, wanted);
            // What ended one that had done others may be all of them together: it is tried once more, alone.
            if used && matches!(answer, Err(Trouble::BrokeOff)) {
                answer = self.answer(&mut process, wanted);
            }
            {
                let mut state = self.shared.state();
                state.begun = None;
                state.done.push(done(wanted, answer));
            }
            wake();
        }
        self.end();
    }

    /// What comes of what is wanted, from the process that there is or from a new one. What broke off or took too long is ended, and
    /// so is one that has answered often.
    fn answer(&self, process: &mut Option<Process>, wanted: Wanted) -> Result<Answer, Trouble> {
        let mut ready = match process.take() {
            Some(ready) => ready,
            None => self.open()?.0,
        };
        let answer = self.ask(&mut ready, wanted);
        ready.answered += 1;
        if matches!(answer, Err(Trouble::BrokeOff | Trouble::TooSlow)) || ready.answered >= MOST_ANSWERS {
            self.end();
        } else {
            *process = Some(ready);
        }
        answer
    }

    /// What is wanted next; none once nobody wants anything any more.
    fn next(&self) -> Option<Wanted> {
        let mut state = self.shared.state();
        loop {
            if state.closed {
                return None;
            }
            if !state.wanted.is_empty() {
                state.begun = Some(state.wanted.remove(0));
                return state.begun;
            }
            state = self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Starts the process and waits until the document is open.
    fn open(&self) -> Result<(Process, Vec<PageSize>), Trouble> {
        let mut child = self.command().spawn().map_err(|_| Trouble::NotStarted)?;
        let (requests, said) = child.stdin.take().zip(child.stdout.take()).ok_or(Trouble::NotStarted)?;
        let closed = {
            let mut state = self.shared.state();
            state.child = Some(child);
            state.closed
        };
        let (sender, answers) = channel();
        let mut said = io::BufReader::new(said);
        let reading = thread::Builder::new().name("drawn".to_owned()).spawn(move || {
            loop {
                let answer = Answer::read(&mut said);
                let last = answer.is_err();
                if sender.send(answer).is_err() || last {
                    break;
                }
            }
        });
        let opened = match reading {
            _ if closed => Err(Trouble::BrokeOff),
            Ok(_) => self.opened(&answers),
            Err(_) => Err(Trouble::NotStarted),
        };
        match opened {
            Ok(Answer::Open(sizes)) => Ok((Process { requests, answers, answered: 0 }, sizes)),
            other => {
                self.end();
                Err(match other {
                    Ok(Answer::Trouble(trouble)) | Err(trouble) => trouble,
                    Ok(_) => Trouble::BrokeOff,
                })
            }
        }
    }

    /// The answer that the document is open, or why not, after the one that says what the process is kept from.
    fn opened(&self, answers: &Receiver<io::Result<Answer>>) -> Result<Answer, Trouble> {
        let until = Instant::now() + self.limits.open;
        match waited(answers, self.limits.open)? {
            Answer::Confined(confinement) => self.program.is_confined(confinement),
            _ => return Err(Trouble::BrokeOff),
        }
        waited(answers, until.saturating_duration_since(Instant::now()))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program.executable);
        command.args(&self.program.arguments).arg(&self.document.path);
        command.arg(self.limits.memory_bytes.to_string()).arg(self.document.hash.as_str());
        // Nothing of what surrounds the window is the file's business.
        command
            .env_clear()
            .envs(platform::surroundings())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        platform::without_window(&mut command);
        command
    }

    fn ask(&self, process: &mut Process, wanted: Wanted) -> Result<Answer, Trouble> {
        wanted.write(&mut process.requests).map_err(|_| Trouble::BrokeOff)?;
        let answer = waited(&process.answers, self.limits.page)?;
        match (wanted, &answer) {
            (_, Answer::Trouble(trouble)) => Err(*trouble),
            (Wanted::Picture { .. }, Answer::Picture(_)) | (Wanted::Words { .. }, Answer::Words(_)) => Ok(answer),
            _ => Err(Trouble::BrokeOff),
        }
    }

    /// Ends the process, if there is one, and waits until it is gone.
    fn end(&self) {
        let child = self.shared.state().child.take();
        if let Some(mut child) = child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn waited(answers: &Receiver<io::Result<Answer>>, limit: Duration) -> Result<Answer, Trouble> {
    use std::sync::mpsc::RecvTimeoutError::{Disconnected, Timeout};
    match answers.recv_timeout(limit) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(_)) | Err(Disconnected) => Err(Trouble::BrokeOff),
        Err(Timeout) => Err(Trouble::TooSlow),
    }
}

fn done(wanted: Wanted, answer: Result<Answer, Trouble>) -> Done {
    match (wanted, answer) {
        (Wanted::Picture { page, width_px }, answer) => {
            let picture = answer.and_then(|answer| match answer {
                Answer::Picture(picture) => Ok(picture),
                _ => Err(Trouble::BrokeOff),
            });
            Done::Picture { page, width_px, picture }
        }
        (Wanted::Words { page }, answer) => {
            let words = answer.and_then(|answer| match answer {
                Answer::Words(words) => Ok(words),
                _ => Err(Trouble::BrokeOff),
            });
            Done::Words { page, words }
        }
    }
}
