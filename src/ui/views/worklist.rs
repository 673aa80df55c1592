//! The worklist: every case of the store's folder, damaged ones too, with search as typed.
//!
//! Must not know: the store; rows are built by the app and handed in.

use eframe::egui::{Align, Frame, Label, Layout, Panel, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::header::command_ui;
use super::status::tone_of_status;
use crate::case::Case;
use crate::engine::Evaluation;
use crate::ids::CaseId;
use crate::policy::{Policy, request};
use crate::ui::command::Command;
use crate::ui::intent::{Intent, Intents};
use crate::ui::theme::{Tone, corner, focus_ring, size, small, space, strong, tokens};
use crate::ui::widgets::{Field, mark};
use crate::wording;

/// The id of the search field.
pub const SEARCH: &str = "worklist-search";

/// A line of the worklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The case, where its file says which; none of a damaged file.
    pub case: Option<CaseId>,
    /// The member's name, or the file of a damaged case.
    pub title: String,
    /// The birth date, which is never cut off: a name alone invites the wrong member.
    pub born: String,
    /// Case, pathway and status in words.
    pub detail: String,
    /// The status.
    pub tone: Tone,
    folded: String,
}

impl Row {
    /// The row of a case.
    pub fn of(policy: &Policy, case: &Case, evaluation: &Evaluation) -> Self {
        let name = case.text(&request::MEMBER_NAME);
        let name = if name.is_empty() { "Member not named" } else { name };
        let born = case.date(&request::MEMBER_BORN_ON).map_or("no birth date".to_owned(), |on| on.to_string());
        let pathway = policy.pathway(&case.pathway).map_or("", |pathway| pathway.short_title.as_str());
        let status = wording::status_short(evaluation);
        let title = name.to_owned();
        let detail = format!("{} · {pathway}, {status}", case.id);
        let member_id = case.text(&request::MEMBER_ID);
        let codes: Vec<String> = match case.value(&request::CODES) {
            Some(crate::case::Value::Codes(codes)) => codes.iter().map(|code| code.cpt.clone()).collect(),
            _ => Vec::new(),
        };
        let folded = fold(&format!("{title} {born} {detail} {member_id} {}", codes.join(" ")));
        Self { case: Some(case.id.clone()), title, born, detail, tone: tone_of_status(&evaluation.status), folded }
    }

    /// The row of a file that could not be read as a case.
    pub fn damaged(case: Option<CaseId>, file_name: &str, why: &str) -> Self {
        let title = format!("Cannot be opened: {file_name}");
        let folded = fold(&title);
        Self { case, title, born: String::new(), detail: why.to_owned(), tone: Tone::NotMet, folded }
    }

    /// Whether every word of a folded search is somewhere in it, in any order.
    pub fn matches(&self, folded_search: &str) -> bool {
        folded_search.split_whitespace().all(|word| self.folded.contains(word))
    }
}

/// Text for searching: case and accents do not matter.
pub fn fold(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Draws the worklist.
pub fn worklist_ui(
    ui: &mut Ui,
    rows: &[Row],
    search: &str,
    open: Option<&CaseId>,
    reading: bool,
    intents: &mut Intents,
) {
    let field = Field::new(SEARCH, "Search cases", search).hint("Search cases").width(f32::INFINITY).label_hidden();
    let output = field.show(ui);
    let typed = crate::ui::widgets::pending_drafts(ui).into_iter().find(|draft| draft.id == SEARCH);
    // As typed: a search is no answer, so it does not wait for Enter.
    let now = output.committed.or(typed.map(|draft| draft.text)).unwrap_or_else(|| search.to_owned());
    if now != search {
        intents.push(Intent::Search(now.clone()));
    }
    let wanted = fold(&now);
    let found: Vec<&Row> = rows.iter().filter(|row| row.matches(&wanted)).collect();
    ui.add_space(space::XS);
    let count = match (reading, rows.len(), found.len()) {
        (true, ..) => "Reading the cases".to_owned(),
        (false, 0, _) => "No case yet".to_owned(),
        (false, 1, 1) => "1 case".to_owned(),
        (false, all, some) if all == some => format!("{all} cases"),
        (false, all, some) => format!("{some} of {all} cases"),
    };
    ui.label(small(count).weak());
    let row_height = 2.0 * size::CHIP - space::S;
    Panel::bottom("worklist-foot").frame(Frame::new()).show_separator_line(false).show(ui, |ui| {
        ui.add_space(space::S);
        command_ui(ui, Command::NewCase, true, intents);
    });
    ScrollArea::vertical().id_salt("worklist").auto_shrink(false).show_rows(
        ui,
        row_height,
        found.len(),
        |ui, range| {
            for row in found.get(range).unwrap_or_default() {
                row_ui(ui, row, row.case.is_some() && row.case.as_ref() == open, row_height, intents);
            }
        },
    );
}

fn row_ui(ui: &mut Ui, row: &Row, selected: bool, height: f32, intents: &mut Intents) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(eframe::egui::vec2(ui.available_width(), height), Sense::click());
    let fill = if selected {
        t.selected
    } else if response.hovered() {
        t.hover
    } else {
        t.panel
    };
    ui.painter().rect_filled(rect, corner::CONTROL, fill);
    let inside = rect.shrink2(eframe::egui::vec2(space::S, space::XS));
    // A child that takes no room of its own: the row has its height already.
    ui.new_child(UiBuilder::new().max_rect(inside)).horizontal_top(|ui| {
        mark(ui, row.tone, size::MARK);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                ui.label(small(&row.born));
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    ui.add(Label::new(strong(&row.title)).truncate());
                });
            });
            ui.add(Label::new(small(&row.detail).color(t.ink_second)).truncate());
        });
    });
    if response.has_focus() {
        focus_ring(ui.painter(), inside, corner::CONTROL, &t);
    }
    let name = format!("{} {}, {}", row.title, row.born, row.detail);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &name));
    if let Some(case) = &row.case {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_author_id(format!("case-{case}")));
    }
    let response = response.on_hover_text(name);
    if response.clicked()
        && let Some(case) = &row.case
    {
        intents.push(Intent::OpenCase(case.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_takes_words_in_any_order_without_case_or_accents() {
        let row = Row::damaged(None, "Łukasz García 2026", "");
        assert!(row.matches(&fold("garcia")) && row.matches(&fold("2026 GARCÍA")) && row.matches(""));
        assert!(!row.matches(&fold("garcia 2027")));
    }
}
