//! Where the places of the window lie, and how they fold where there is less room.
//!
//! Must not know: what any of them shows.

use std::sync::atomic::Ordering;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::app::App;
use super::desk::Desk;
use super::intent::Intents;
use super::theme::{Tone, room, space, tokens};
use super::views::{self, Room};
use super::widgets;
use crate::text::fold;

impl App {
    /// Draws every place of the window.
    pub(super) fn panels_ui(&self, ui: &mut Ui, intents: &mut Intents) {
        let t = tokens(ui);
        let bar = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(space::L as i8, space::S as i8));
        let side = Frame::new().fill(t.panel).inner_margin(Margin::same(space::M as i8));
        let width = ui.available_width();
        let history = self.overlay.is_none() && self.open.as_ref().is_some_and(|open| open.viewer.is_some());
        let wide = width >= if history { room::RECORD_AND_LIST } else { room::NARROW };
        let bars = match (width >= room::ROOMY, ui.available_height() >= room::LOW) {
            (_, false) => Room::Low,
            (true, true) => Room::Wide,
            (false, true) => Room::Narrow,
        };
        let desk = self.open.as_ref().zip(self.reviewer.as_ref()).map(|(open, reviewer)| self.desk(open, reviewer));
        Panel::top("header").frame(bar(t.card)).show(ui, |ui| {
            views::header_ui(ui, desk.as_ref(), bars, intents);
        });
        if let Some(why) = self.store.read_only() {
            Panel::top("read-only").frame(bar(t.panel)).show(ui, |ui| {
                let sentence = format!("Nothing is saved here: {why}.");
                widgets::banner(ui, "read-only", Tone::NotMet, "This folder is only read", &sentence);
            });
        }
        Panel::bottom("foot")
            .frame(bar(t.card))
            .show(ui, |ui| views::foot_ui(ui, &self.foot(), width >= room::ROOMY, intents));
        if self.reviewer.is_some() && (wide || self.open.is_none() && self.overlay.is_none()) {
            let beside = (width * room::WORKLIST_SHARE).clamp(room::WORKLIST, room::STATUS);
            Panel::left("worklist").frame(side).exact_size(beside).show(ui, |ui| {
                let me = self.reviewer.as_ref().map(|me| fold(&me.name)).unwrap_or_default();
                let list = views::Worklist {
                    rows: &self.rows,
                    search: &self.search,
                    queue: self.queue,
                    me: &me,
                    open: self.open.as_ref().map(|open| &open.session.case().id),
                    reading: self.reading.is_some().then(|| self.rows_read.load(Ordering::Relaxed)),
                };
                views::worklist_ui(ui, &list, intents);
            });
        }
        let page = Frame::new().fill(t.page).inner_margin(Margin::symmetric(space::L as i8, space::M as i8));
        match (desk, self.overlay) {
            (Some(desk), None) => {
                let with_status = if history { room::RECORD_AND_STATUS } else { room::STRIP };
                if width >= with_status {
                    let status = (width * room::STATUS_SHARE).clamp(room::WORKLIST, room::STATUS);
                    let panel = Panel::right("status").frame(side).exact_size(status);
                    panel.show(ui, |ui| views::status_ui(ui, &desk));
                } else {
                    Panel::top("status-strip").frame(side).show(ui, |ui| views::status_strip_ui(ui, &desk));
                }
                self.case_and_record_ui(ui, &desk, page, side);
                intents.append(&mut desk.intents.into_inner());
            }
            (_, overlay) => {
                CentralPanel::default().frame(page).show(ui, |ui| self.overlay_ui(ui, overlay, intents));
            }
        }
    }

    /// The checklist and the record beside it, or in its place where there is no room for both.
    fn case_and_record_ui(&self, ui: &mut Ui, desk: &Desk<'_>, page: Frame, side: Frame) {
        let Some(viewer) = desk.viewer else {
            CentralPanel::default().frame(page).show(ui, |ui| views::case_ui(ui, desk));
            return;
        };
        let width = ui.available_width();
        if ui.ctx().content_rect().width() < room::RECORD_BESIDE {
            CentralPanel::default().frame(side).show(ui, |ui| views::chart_ui(ui, desk, viewer));
            return;
        }
        let most = (width - room::RECORD).max(room::RECORD);
        Panel::right("record")
            .frame(side)
            .resizable(true)
            .default_size(width * room::RECORD_SHARE)
            .size_range(room::RECORD..=most)
            .show(ui, |ui| views::chart_ui(ui, desk, viewer));
        CentralPanel::default().frame(page).show(ui, |ui| views::case_ui(ui, desk));
    }
}
