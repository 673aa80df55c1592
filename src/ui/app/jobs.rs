//! Background jobs: threads that end in a message, polled between frames.
//!
//! Must not know: what any job does.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::message::Message;
use crate::ui::effects::{Effect, Job, Notice, Request};
use crate::wording;

/// Running time after which the footer shows a job.
const SHOWN_AFTER: Duration = Duration::from_millis(400);

/// Jobs that are running.
#[derive(Default)]
pub struct Jobs(Vec<Running>);

struct Running {
    name: &'static str,
    is_shown: bool,
    since: Instant,
    receiver: Receiver<Message>,
    lost: Option<Message>,
}

impl Jobs {
    /// Starts a job. The window is drawn again when it ends.
    pub fn start(&mut self, ctx: &Context, job: Job<Message>) {
        let Job { name, is_shown, work, lost } = job;
        let (sender, receiver) = channel();
        let wake = ctx.clone();
        // Where no thread can be started the channel closes at once, and `poll` treats the job like one that panicked.
        let _ = thread::Builder::new().name(name.to_owned()).spawn(move || {
            // Fails only after the window is gone, and then nobody needs the message.
            let _ = sender.send(work());
            wake.request_repaint();
        });
        self.0.push(Running { name, is_shown, since: Instant::now(), receiver, lost });
        ctx.request_repaint_after(SHOWN_AFTER);
    }

    /// Removes jobs that ended, and returns their messages.
    ///
    /// One that panicked gives its `lost` message, or a notice.
    pub fn poll(&mut self) -> Vec<Effect<Message>> {
        let mut effects = Vec::new();
        self.0.retain_mut(|job| match job.receiver.try_recv() {
            Ok(message) => {
                effects.push(Effect::Message(message));
                false
            }
            Err(TryRecvError::Empty) => true,
            Err(TryRecvError::Disconnected) => {
                effects.push(job.lost.take().map_or_else(|| broke_off(job.name), Effect::Message));
                false
            }
        });
        effects
    }

    /// Returns the name of a job that has been running long enough to be shown.
    pub fn shown(&self) -> Option<&'static str> {
        self.0.iter().find(|job| job.is_shown && job.since.elapsed() >= SHOWN_AFTER).map(|job| job.name)
    }

    /// Returns the name of a running job, unless the window hides it.
    ///
    /// Closing the window waits for these jobs.
    pub fn running(&self) -> Option<&'static str> {
        self.0.iter().find(|job| job.is_shown).map(|job| job.name)
    }
}

fn broke_off(name: &str) -> Effect<Message> {
    let text = format!("{} stopped unexpectedly: try again.", wording::sentence(name));
    Effect::Request(Request::Notify(Notice { text, is_success: false }))
}
