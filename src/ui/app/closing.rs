//! Closing the window without losing drafts or saves.
//!
//! Each frame does one step, so that none blocks.
//!
//! Must not know: what was typed, or how it is saved.

use std::time::{Duration, Instant};

use eframe::egui::{Context, ViewportCommand};

use super::App;
use super::lifecycle::{Closing, Obstacle, Stage};
use super::message::Message;
use crate::ui::effects::{Effect, Job};
use crate::ui::widgets::{flush_drafts, pending_drafts};

const HALF_TYPED: &str = "An entry cannot be read, so the window stays open: correct it, or close again to discard it.";
const NOT_SAVED: &str = "Not everything could be saved, so the window stays open. Close again to close it anyway and \
                         lose what is not saved.";
/// Frames that fields get to hand over their drafts.
const HANDING_OVER_FRAMES: u8 = 3;
/// Time that jobs get to end before the window says that it waits for one.
const JOB_TIMEOUT: Duration = Duration::from_secs(2);
/// Time between two checks of the running jobs.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

impl App {
    /// Does the next step of closing.
    ///
    /// Cancels a request to close until everything is saved.
    pub(super) fn close(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && self.lifecycle.closing.stage != Some(Stage::Closed)
        {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if self.lifecycle.closing.stage.is_none() {
                let hands_over = flush_drafts(ctx) && !self.has_warned_of(Obstacle::HalfTyped);
                self.lifecycle.closing.stage = Some(match hands_over {
                    true => Stage::HandingOver(HANDING_OVER_FRAMES),
                    false => Stage::EndingJobs(Instant::now()),
                });
            }
        }
        match self.lifecycle.closing.stage {
            None | Some(Stage::Saving | Stage::Closed) => {}
            Some(Stage::HandingOver(frames)) => self.hand_over_drafts(ctx, frames),
            Some(Stage::EndingJobs(since)) => self.end_jobs(ctx, since),
            Some(Stage::Leaving(since)) => self.end_leaving(ctx, since),
        }
    }

    fn hand_over_drafts(&mut self, ctx: &Context, frames: u8) {
        ctx.request_repaint();
        match (pending_drafts(ctx).is_empty(), frames) {
            (true, _) => self.lifecycle.closing.stage = Some(Stage::EndingJobs(Instant::now())),
            (false, 0) => self.keep_open(Obstacle::HalfTyped, HALF_TYPED.to_owned()),
            (false, frames) => self.lifecycle.closing.stage = Some(Stage::HandingOver(frames - 1)),
        }
    }

    fn end_jobs(&mut self, ctx: &Context, since: Instant) {
        match self.jobs.running() {
            Some(_) if since.elapsed() < JOB_TIMEOUT => ctx.request_repaint_after(POLL_INTERVAL),
            Some(job) if !self.has_warned_of(Obstacle::Job) => {
                self.keep_open(Obstacle::Job, format!("Still running: {job}. Close again to close the window anyway."));
            }
            _ => {
                self.lifecycle.closing.stage = Some(Stage::Saving);
                let saver = self.model.saver.clone();
                let work = move || Message::Flushed(saver.flush());
                let lost = Some(Message::Flushed(false));
                self.apply(ctx, [Effect::Job(Job { name: "saving", is_shown: true, work: Box::new(work), lost })]);
            }
        }
    }

    /// Continues closing after the saver was flushed.
    ///
    /// Where something could not be saved the window stays open, and the next request to close ends it all the same.
    pub(super) fn flushed(&mut self, is_saved: bool) {
        if !is_saved && !self.has_warned_of(Obstacle::NotSaved) {
            return self.keep_open(Obstacle::NotSaved, NOT_SAVED.to_owned());
        }
        self.model.open = None;
        self.lifecycle.closing.stage = Some(Stage::Leaving(Instant::now()));
        (self.model.wake)();
    }

    fn end_leaving(&mut self, ctx: &Context, since: Instant) {
        if self.jobs.running().is_some() && since.elapsed() < JOB_TIMEOUT {
            return ctx.request_repaint_after(POLL_INTERVAL);
        }
        self.lifecycle.closing.stage = Some(Stage::Closed);
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    fn keep_open(&mut self, obstacle: Obstacle, sentence: String) {
        let notice = self.notify(sentence);
        self.lifecycle.closing = Closing { stage: None, obstacle: Some((obstacle, notice)) };
    }

    fn has_warned_of(&self, obstacle: Obstacle) -> bool {
        let warned = self.lifecycle.closing.obstacle.filter(|(known, _)| *known == obstacle);
        warned.is_some_and(|(_, notice)| self.notices.is_still_shown(notice))
    }
}
