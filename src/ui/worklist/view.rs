//! View of the worklist: all cases of the store, with queues and search.
//!
//! Damaged files have rows too.
//!
//! Must not know: the store.

use eframe::egui::{Align, Frame, Label, Layout, Panel, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo};

use super::message::Message;
use crate::ids::CaseId;
use crate::text::fold;
use crate::turnaround::ClockState;
use crate::ui::command::Command;
use crate::ui::effects::Effects;
use crate::ui::page::command_ui;
use crate::ui::theme::{Tone, corner, focus_ring, room, size, small, space, strong, tokens};
use crate::ui::tones::tone_of_result;
use crate::ui::widgets::{Button, Field, Tab, mark, tabs};
use crate::wording;
use crate::workspace::worklist::{Queue, Row};

/// Id of the search field.
pub const SEARCH: &str = "worklist-search";

/// Data of the view.
pub struct Worklist<'a> {
    /// Rows of all cases, in working order.
    pub rows: &'a [Row],
    /// Text of the search.
    pub search: &'a str,
    /// Queue that is shown.
    pub queue: Queue,
    /// The reviewer's name, folded for comparison.
    pub me: &'a str,
    /// The open case.
    pub open: Option<&'a CaseId>,
    /// Number of cases that were read, while the folder is read.
    pub reading: Option<usize>,
}

/// Draws the worklist.
pub fn worklist_ui(ui: &mut Ui, list: &Worklist<'_>, effects: &Effects<Message>) {
    let Worklist { rows, search, open, reading, .. } = *list;
    let field = Field::new(SEARCH, "Search cases", search).hint("Search cases").width(f32::INFINITY).label_hidden();
    let output = field.show(ui);
    let typed = crate::ui::widgets::pending_drafts(ui).into_iter().find(|draft| draft.id == SEARCH);
    // The search follows the draft, since it does not have to wait for Enter.
    let now = output.committed.or(typed.map(|draft| draft.text)).unwrap_or_else(|| search.to_owned());
    if now != search {
        effects.send(Message::Search(now.clone()));
    }
    let wanted = fold(&now);
    let (found, counts) = filter_rows(list, &wanted);
    ui.add_space(space::XS);
    queue_ui(ui, list, counts, effects);
    let count = match (reading, rows.len(), found.len()) {
        (Some(0), ..) => "Reading the cases".to_owned(),
        (Some(read), ..) => format!("Reading the cases: {read}"),
        (None, 0, _) => "No case yet".to_owned(),
        (None, 1, 1) => "1 case".to_owned(),
        (None, all, some) if all == some => format!("{all} cases"),
        (None, all, some) => format!("{some} of {all} cases"),
    };
    ui.label(small(count).weak());
    let row_height = if is_narrow(ui) { 2.0 * size::CHIP + space::XS } else { 2.0 * size::CHIP - space::S };
    Panel::bottom("worklist-foot").frame(Frame::new()).show_separator_line(false).show(ui, |ui| {
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            command_ui(ui, Command::NewCase, true, effects);
            let overview = Button::quiet("worklist-overview", "Overview").show(ui);
            if overview.on_hover_text(Command::Overview.tooltip()).clicked() {
                effects.run(Command::Overview);
            }
        });
    });
    let builder = UiBuilder::new().accessibility_role(Role::ListBox).accessibility_label("Cases");
    ScrollArea::vertical().id_salt("worklist").auto_shrink(false).show_rows(
        ui,
        row_height,
        found.len(),
        |ui, range| {
            ui.scope_builder(builder, |ui| {
                for row in found.get(range).unwrap_or_default() {
                    row_ui(ui, row, row.case.is_some() && row.case.as_ref() == open, row_height, effects);
                }
            });
        },
    );
}

/// Returns the rows to show, and the size of each queue.
///
/// It does both in one pass, since there may be thousands of rows in each frame.
fn filter_rows<'a>(list: &Worklist<'a>, wanted: &str) -> (Vec<&'a Row>, [usize; Queue::ALL.len()]) {
    let (mut found, mut counts) = (Vec::new(), [0; Queue::ALL.len()]);
    for row in list.rows {
        for ((queue, _), count) in Queue::ALL.iter().zip(&mut counts) {
            *count += usize::from(row.is_in(*queue, list.me));
        }
        if row.is_in(list.queue, list.me) && row.matches(wanted) {
            found.push(row);
        }
    }
    (found, counts)
}

fn is_narrow(ui: &Ui) -> bool {
    ui.available_width() < room::ROW
}

/// Draws the queues as tabs.
///
/// Empty ones are left out, unless they are selected or always shown.
fn queue_ui(ui: &mut Ui, list: &Worklist<'_>, counts: [usize; Queue::ALL.len()], effects: &Effects<Message>) {
    let counted = Queue::ALL.into_iter().zip(counts).map(|((queue, name), count)| (queue, name, count));
    let shown = counted.filter(|(queue, _, count)| *count > 0 || *queue == list.queue || queue.is_always_shown());
    let named: Vec<(Queue, String, String)> =
        shown.map(|(queue, name, count)| (queue, format!("queue-{queue:?}"), format!("{name} {count}"))).collect();
    let offered: Vec<Tab<'_>> = named.iter().map(|(_, id, name)| Tab { id, name, badge: None }).collect();
    let selected = named.iter().position(|(queue, ..)| *queue == list.queue).unwrap_or(0);
    let chosen = tabs(ui, "worklist-queue", "Which cases", &offered, selected);
    if let Some((queue, ..)) = chosen.and_then(|place| named.get(place)) {
        effects.send(Message::SelectQueue(*queue));
    }
}

/// Draws a line with content at its right edge, and content in the remaining width.
fn edges_ui(ui: &mut Ui, right: impl FnOnce(&mut Ui), left: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        right(ui);
        ui.with_layout(Layout::left_to_right(Align::Min), left);
    });
}

/// Draws the texts of a row.
///
/// In a narrow list the name has a line of its own, since a truncated name invites the choice of the wrong member.
fn words_ui(ui: &mut Ui, row: &Row, is_narrow: bool) {
    let t = tokens(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let clock_ui = |ui: &mut Ui| {
        if let Some(clock) = &row.clock {
            let is_late = matches!(clock.state(), ClockState::Overdue(_) | ClockState::HoldExpired(_));
            let colour = if is_late { t.tone(Tone::NotMet).text } else { t.ink_second };
            ui.label(small(wording::clock_row(clock)).color(colour));
        }
    };
    let detail_ui = |ui: &mut Ui| {
        if row.has_conflict_copies {
            ui.label(small("Compare ·").color(t.tone(Tone::Missing).text));
        }
        ui.add(Label::new(small(&row.detail).color(t.ink_second)).truncate());
    };
    let name_ui = |ui: &mut Ui| {
        ui.add(Label::new(strong(&row.title)).truncate());
    };
    if is_narrow {
        name_ui(ui);
        edges_ui(ui, clock_ui, |ui| {
            ui.label(small(&row.born));
        });
        ui.with_layout(Layout::left_to_right(Align::Min), detail_ui);
    } else {
        edges_ui(ui, |ui| drop(ui.label(small(&row.born))), name_ui);
        edges_ui(ui, clock_ui, detail_ui);
    }
}

/// Draws a row, which opens its case.
///
/// Damaged files without a case id cannot be opened.
fn row_ui(ui: &mut Ui, row: &Row, selected: bool, height: f32, effects: &Effects<Message>) {
    let t = tokens(ui);
    let is_narrow = is_narrow(ui);
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
    // A child `Ui` allocates no space of its own, so the row keeps its height.
    ui.new_child(UiBuilder::new().max_rect(inside)).horizontal_top(|ui| {
        mark(ui, row.result.map_or(Tone::NotMet, tone_of_result), size::MARK);
        ui.vertical(|ui| words_ui(ui, row, is_narrow));
    });
    if response.has_focus() {
        focus_ring(ui.painter(), inside, corner::CONTROL, &t);
    }
    let clock = row.clock.as_ref().map(|clock| format!(", {}", wording::clock_short(clock))).unwrap_or_default();
    let beside = if row.has_conflict_copies { ", has a conflict copy to compare" } else { "" };
    let name = format!("{} {}, {}{clock}{beside}", row.title, row.born, row.detail);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &name));
    if let Some(case) = &row.case {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_author_id(format!("case-{case}"));
            node.set_selected(selected);
        });
    }
    let response = response.on_hover_text(name);
    if response.clicked()
        && let Some(case) = &row.case
    {
        effects.send(Message::Open(case.clone()));
    }
}
