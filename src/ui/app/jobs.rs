//! Work that never happens in a frame: each job is a thread that ends in a message, polled between frames.
//!
//! Must not know: what any job does.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::message::Message;
use crate::ui::effects::{Effect, Job, Notice, Request};
use crate::wording;

/// A job that ends sooner is not worth a word.
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
        // Where the system gives no thread the channel is closed at once, and the job counts as broken off.
        let _ = thread::Builder::new().name(name.to_owned()).spawn(move || {
            // A window that is gone wants no message.
            let _ = sender.send(work());
            wake.request_repaint();
        });
        self.0.push(Running { name, is_shown, since: Instant::now(), receiver, lost });
        ctx.request_repaint_after(SHOWN_AFTER);
    }

    /// The messages of jobs that ended. A job that broke off gives the message that it names for that, or a notice.
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

    /// The name of a job that takes long enough to be shown.
    pub fn shown(&self) -> Option<&'static str> {
        self.0.iter().find(|job| job.is_shown && job.since.elapsed() >= SHOWN_AFTER).map(|job| job.name)
    }

    /// The name of a job that is running; dialogs do not count.
    pub fn running(&self) -> Option<&'static str> {
        self.0.iter().find(|job| job.is_shown).map(|job| job.name)
    }
}

fn broke_off(name: &str) -> Effect<Message> {
    let text = format!("{} stopped unexpectedly: try again.", wording::sentence(name));
    Effect::Request(Request::Notify(Notice { text, is_success: false }))
}
