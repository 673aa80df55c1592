//! The layout of the window, for each width and height.
//!
//! Must not know: what any part of it shows.

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::App;
use super::bars::{BarRoom, footer_ui, header_ui};
use super::message::Message;
use crate::text::fold;
use crate::ui::case_context::CaseContext;
use crate::ui::documents::viewer::Viewer;
use crate::ui::effects::Effects;
use crate::ui::theme::{Tone, room, space, tokens};
use crate::ui::widgets::banner;
use crate::ui::worklist::{Worklist, worklist_ui};
use crate::ui::{case, documents};

impl App {
    /// Draws header, footer, worklist, and the case or the page.
    pub(super) fn panels_ui(&self, ui: &mut Ui, effects: &Effects<Message>) {
        effects.within(Message::Case, |case_effects| {
            let context = self.case_context(case_effects);
            let width = ui.available_width();
            self.bars_ui(ui, context.as_ref(), effects);
            let has_viewer = self.page.is_none() && self.documents.viewer.is_some();
            let is_wide = width >= if has_viewer { room::RECORD_AND_LIST } else { room::NARROW };
            let is_alone = self.model.open.is_none() && self.page.is_none();
            if self.model.reviewer.is_some() && (is_wide || is_alone) {
                self.worklist_panel_ui(ui, effects);
            }
            match (context, self.page) {
                (Some(context), None) => self.case_panels_ui(ui, &context, width, effects),
                (_, page) => {
                    let frame = page_frame(ui);
                    CentralPanel::default().frame(frame).show(ui, |ui| self.page_ui(ui, page, effects));
                }
            }
        });
    }

    /// Draws header and footer, and a banner where the folder can only be read.
    fn bars_ui(&self, ui: &mut Ui, context: Option<&CaseContext<'_>>, effects: &Effects<Message>) {
        let t = tokens(ui);
        let bar = |fill| Frame::new().fill(fill).inner_margin(Margin::symmetric(space::L as i8, space::S as i8));
        let is_roomy = ui.available_width() >= room::ROOMY;
        let bars = match (is_roomy, ui.available_height() >= room::LOW) {
            (_, false) => BarRoom::Low,
            (true, true) => BarRoom::Wide,
            (false, true) => BarRoom::Narrow,
        };
        Panel::top("header").frame(bar(t.card)).show(ui, |ui| header_ui(ui, context, bars, effects));
        if let Some(why) = self.model.store.read_only() {
            Panel::top("read-only").frame(bar(t.panel)).show(ui, |ui| {
                let sentence = format!("Nothing can be saved here: {why}.");
                banner(ui, "read-only", Tone::NotMet, "This folder is read-only", &sentence);
            });
        }
        Panel::bottom("foot").frame(bar(t.card)).show(ui, |ui| footer_ui(ui, &self.footer(), is_roomy, effects));
    }

    fn worklist_panel_ui(&self, ui: &mut Ui, effects: &Effects<Message>) {
        let width = (ui.available_width() * room::WORKLIST_SHARE).clamp(room::WORKLIST, room::STATUS);
        Panel::left("worklist").frame(side_frame(ui)).exact_size(width).show(ui, |ui| {
            let me = self.model.reviewer.as_ref().map(|me| fold(&me.name)).unwrap_or_default();
            let list = Worklist {
                rows: self.worklist.rows.all(),
                search: &self.worklist.search,
                queue: self.worklist.queue,
                me: &me,
                open: self.model.open_id(),
                reading: self.worklist.rows.reading(),
            };
            effects.within(Message::Worklist, |effects| worklist_ui(ui, &list, effects));
        });
    }

    /// Draws the case, with its status at the side.
    ///
    /// In a narrow window the status is a strip above. `width` is that of the whole window, in points: the worklist has
    /// already taken its part of `ui`.
    fn case_panels_ui(&self, ui: &mut Ui, context: &CaseContext<'_>, width: f32, effects: &Effects<Message>) {
        let with_status = if context.viewer.is_some() { room::RECORD_AND_STATUS } else { room::STRIP };
        let side = side_frame(ui);
        if width >= with_status {
            let status = (width * room::STATUS_SHARE).clamp(room::WORKLIST, room::STATUS);
            Panel::right("status").frame(side).exact_size(status).show(ui, |ui| case::status_ui(ui, context));
        } else {
            Panel::top("status-strip").frame(side).show(ui, |ui| case::status_strip_ui(ui, context));
        }
        match context.viewer {
            Some(viewer) => self.case_and_chart_ui(ui, context, viewer, effects),
            None => {
                let frame = page_frame(ui);
                CentralPanel::default().frame(frame).show(ui, |ui| case::case_ui(ui, context));
            }
        }
    }

    /// Draws the checklist and the chart side by side.
    ///
    /// In a narrow window it draws the chart alone.
    fn case_and_chart_ui(&self, ui: &mut Ui, context: &CaseContext<'_>, viewer: &Viewer, effects: &Effects<Message>) {
        let (page, side) = (page_frame(ui), side_frame(ui));
        let chart_ui = |ui: &mut Ui| {
            effects.within(Message::Documents, |effects| documents::chart_ui(ui, context, viewer, effects));
        };
        let width = ui.available_width();
        if ui.ctx().content_rect().width() < room::RECORD_BESIDE {
            CentralPanel::default().frame(side).show(ui, chart_ui);
            return;
        }
        let most = (width - room::RECORD).max(room::RECORD);
        Panel::right("record")
            .frame(side)
            .resizable(true)
            .default_size(width * room::RECORD_SHARE)
            .size_range(room::RECORD..=most)
            .show(ui, chart_ui);
        CentralPanel::default().frame(page).show(ui, |ui| case::case_ui(ui, context));
    }
}

fn side_frame(ui: &Ui) -> Frame {
    Frame::new().fill(tokens(ui).panel).inner_margin(Margin::same(space::M as i8))
}

fn page_frame(ui: &Ui) -> Frame {
    Frame::new().fill(tokens(ui).page).inner_margin(Margin::symmetric(space::L as i8, space::M as i8))
}
