//! Thread that starts the drawing process, sends it requests, and ends it when it takes too long.
//!
//! Must not know: how a page is drawn, or what is done with its picture.

use std::io;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::drawer_state::{DocumentState, DrawingResult, Shared};
use super::page::PageSize;
use super::program::{Document, DrawingProgram, Limits};
use super::trouble::DrawingError;
use super::wire::{DrawingRequest, Response};
use crate::platform;

/// State of the worker's thread.
pub(super) struct Worker {
    pub(super) shared: Arc<Shared>,
    pub(super) program: DrawingProgram,
    pub(super) document: Document,
    pub(super) limits: Limits,
}

/// A drawing process with its pipes.
pub(super) struct Process {
    requests: ChildStdin,
    answers: Receiver<io::Result<Response>>,
    /// Number of requests that it answered.
    answered: u32,
}

/// The most answers of one process, which caches data of each page. It is then replaced, so that memory does not grow
/// with the number of pages that are read.
const MOST_ANSWERS: u32 = 128;

impl Worker {
    pub(super) fn work(&self, wake: &impl Fn()) {
        let (mut process, opening) = match self.open() {
            Ok((process, sizes)) => (Some(process), DocumentState::Open(sizes.into())),
            Err(trouble) => (None, DocumentState::Failed(trouble)),
        };
        let failed = matches!(opening, DocumentState::Failed(_));
        self.shared.state().opening = opening;
        wake();
        while let Some(wanted) = self.next().filter(|_| !failed) {
            let used = process.as_ref().is_some_and(|process| process.answered > 0);
            let mut answer = self.answer(&mut process, wanted);
            // A process may have ended because of earlier requests too: try once more in a new one.
            if used && matches!(answer, Err(DrawingError::BrokeOff)) {
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

    /// Answers a request from the current process or from a new one. Ends a process that stopped, took too long or has
    /// answered often.
    fn answer(&self, process: &mut Option<Process>, wanted: DrawingRequest) -> Result<Response, DrawingError> {
        let mut ready = match process.take() {
            Some(ready) => ready,
            None => self.open()?.0,
        };
        let answer = self.ask(&mut ready, wanted);
        ready.answered += 1;
        if matches!(answer, Err(DrawingError::BrokeOff | DrawingError::TooSlow)) || ready.answered >= MOST_ANSWERS {
            self.end();
        } else {
            *process = Some(ready);
        }
        answer
    }

    /// Waits for the next request; `None` after the drawer was dropped.
    fn next(&self) -> Option<DrawingRequest> {
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
    pub(super) fn open(&self) -> Result<(Process, Vec<PageSize>), DrawingError> {
        let mut child = self.command().spawn().map_err(|_| DrawingError::NotStarted)?;
        let (requests, said) = child.stdin.take().zip(child.stdout.take()).ok_or(DrawingError::NotStarted)?;
        let closed = {
            let mut state = self.shared.state();
            state.child = Some(child);
            state.closed
        };
        let (sender, answers) = channel();
        let mut said = io::BufReader::new(said);
        let reading = thread::Builder::new().name("drawn".to_owned()).spawn(move || {
            loop {
                let answer = Response::read(&mut said);
                let last = answer.is_err();
                if sender.send(answer).is_err() || last {
                    break;
                }
            }
        });
        let opened = match reading {
            _ if closed => Err(DrawingError::BrokeOff),
            Ok(_) => self.opened(&answers),
            Err(_) => Err(DrawingError::NotStarted),
        };
        match opened {
            Ok(Response::Open(sizes)) => Ok((Process { requests, answers, answered: 0 }, sizes)),
            other => {
                self.end();
                Err(match other {
                    Ok(Response::DrawingError(trouble)) | Err(trouble) => trouble,
                    Ok(_) => DrawingError::BrokeOff,
                })
            }
        }
    }

    /// Returns the answer that the document is open, or an error, after recording the confinement that the process
    /// reports first.
    fn opened(&self, answers: &Receiver<io::Result<Response>>) -> Result<Response, DrawingError> {
        let until = Instant::now() + self.limits.open;
        match waited(answers, self.limits.open)? {
            Response::Confined(confinement) => self.program.set_confinement(confinement),
            _ => return Err(DrawingError::BrokeOff),
        }
        waited(answers, until.saturating_duration_since(Instant::now()))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program.executable);
        command.args(&self.program.arguments).arg(&self.document.path);
        command.arg(self.limits.memory_bytes.to_string()).arg(self.document.hash.as_str());
        // The process gets no environment variables of the window.
        command
            .env_clear()
            .envs(platform::required_environment())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        platform::without_console(&mut command);
        command
    }

    fn ask(&self, process: &mut Process, wanted: DrawingRequest) -> Result<Response, DrawingError> {
        wanted.write(&mut process.requests).map_err(|_| DrawingError::BrokeOff)?;
        let answer = waited(&process.answers, self.limits.page)?;
        match (wanted, &answer) {
            (_, Response::DrawingError(trouble)) => Err(*trouble),
            (DrawingRequest::Picture { .. }, Response::Picture(_))
            | (DrawingRequest::Words { .. }, Response::Words(_)) => Ok(answer),
            _ => Err(DrawingError::BrokeOff),
        }
    }

    /// Ends the process, if there is one, and waits for it.
    pub(super) fn end(&self) {
        let child = self.shared.state().child.take();
        if let Some(mut child) = child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn waited(answers: &Receiver<io::Result<Response>>, limit: Duration) -> Result<Response, DrawingError> {
    use std::sync::mpsc::RecvTimeoutError::{Disconnected, Timeout};
    match answers.recv_timeout(limit) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(_)) | Err(Disconnected) => Err(DrawingError::BrokeOff),
        Err(Timeout) => Err(DrawingError::TooSlow),
    }
}

fn done(wanted: DrawingRequest, answer: Result<Response, DrawingError>) -> DrawingResult {
    match (wanted, answer) {
        (DrawingRequest::Picture { page, width_px }, answer) => {
            let picture = answer.and_then(|answer| match answer {
                Response::Picture(picture) => Ok(picture),
                _ => Err(DrawingError::BrokeOff),
            });
            DrawingResult::Picture { page, width_px, picture }
        }
        (DrawingRequest::Words { page }, answer) => {
            let words = answer.and_then(|answer| match answer {
                Response::Words(words) => Ok(words),
                _ => Err(DrawingError::BrokeOff),
            });
            DrawingResult::Words { page, words }
        }
    }
}
