//! Closing the window: nothing half typed is lost, and nothing that is on its way to the disk.
//!
//! Must not know: what was typed, or how it is saved.

use eframe::egui::{Context, ViewportCommand};

use super::app::App;
use super::widgets::{flush_drafts, pending_drafts};

/// Why the window stays open.
const HALF_TYPED: &str =
    "Something half typed cannot be read and keeps the window open: look at it, or close again to leave it.";
/// How many frames a field gets to hand over what was typed into it.
const HANDING_OVER: u8 = 3;

impl App {
    /// Closes the window once what was half typed is handed over. What cannot be read keeps it open, and it says so.
    pub(super) fn leave_after_all(&mut self, ctx: &Context) {
        let Some(frames) = self.leaving else { return };
        ctx.request_repaint();
        self.leaving = match (pending_drafts(ctx).is_empty(), frames) {
            (true, _) => {
                ctx.send_viewport_cmd(ViewportCommand::Close);
                None
            }
            (false, 0) => {
                self.messages.say(HALF_TYPED.to_owned());
                None
            }
            (false, frames) => Some(frames - 1),
        };
    }

    /// Whether the window can close now: nothing half typed is left to hand over, and everything is on the disk.
    pub(super) fn leave(&mut self, ctx: &Context) -> bool {
        if flush_drafts(ctx) && self.messages.shown() != Some(HALF_TYPED) {
            self.leaving = Some(HANDING_OVER);
            return false;
        }
        self.finish_jobs(ctx);
        if let Some(job) = self.jobs.first() {
            let said = format!("Not done yet: {}. Close again to leave all the same.", job.what);
            if self.messages.shown() != Some(said.as_str()) {
                self.messages.say(said);
                return false;
            }
        }
        if self.saver.flush() {
            self.open = None;
            self.tell_others(None);
            return true;
        }
        let said = "Not everything could be saved; the window stays open so that nothing is lost. Close again to leave all the same.";
        let again = self.messages.shown() == Some(said);
        self.messages.say(said.to_owned());
        again
    }
}
