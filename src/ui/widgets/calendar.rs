//! Calendar below a date field.
//!
//! F4 or the icon in the field opens it; arrow keys move by days and weeks, Page keys by months; Enter picks the day.
//!
//! Must not know: what the date means.

use chrono::{Datelike, Days, Months, NaiveDate};
use eframe::egui::accesskit::Live;
use eframe::egui::{
    Align2, Event, EventFilter, Id, Key, Layout, Modifiers, Painter, Popup, PopupCloseBehavior, Rect, Response, Role,
    Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::Button;
use super::date_text::reading;
use crate::ui::theme::{TextSize, Tokens, corner, focus_ring, size, space, stroke, strong, tokens};

type Step = fn(NaiveDate) -> Option<NaiveDate>;

const DAYS: [&str; 7] = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];

/// Draws the icon in the field, and the calendar while it is open.
///
/// Returns the day that was picked.
pub(super) fn calendar(
    ui: &mut Ui,
    label: &str,
    field: &Response,
    recorded: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let [popup, shown, grid] = ["calendar", "calendar day", "calendar grid"].map(|part| field.id.with(part));
    let key = field.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F4));
    if icon_ui(ui, label, field).clicked() || key {
        ui.data_mut(|data| data.insert_temp(shown, (recorded.unwrap_or(today), true)));
        Popup::toggle_id(ui.ctx(), popup);
    }
    let mut picked = None;
    let window = Popup::from_response(field).id(popup).open_memory(None);
    window.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(7.0 * size::CONTROL);
        let (mut day, opening): (NaiveDate, bool) = ui.data(|data| data.get_temp(shown)).unwrap_or((today, true));
        if keys(ui, grid, &mut day) {
            picked = Some(day);
        }
        month_ui(ui, &mut day);
        picked = days_ui(ui, grid, day, today).or(picked);
        // A control can be focused only after it was drawn once.
        let opening = opening && !ui.memory(|memory| memory.has_focus(grid));
        if opening {
            ui.memory_mut(|memory| memory.request_focus(grid));
            ui.ctx().request_repaint();
        }
        ui.data_mut(|data| data.insert_temp(shown, (day, opening)));
    });
    if picked.is_some() {
        Popup::close_id(ui.ctx(), popup);
    }
    // After a pick or Escape the focus returns to the field, unless a click moved it elsewhere.
    let had_keyboard = ui.memory(|memory| memory.focused().is_none_or(|focused| focused == grid));
    let (open, was_open) = (Popup::is_id_open(ui.ctx(), popup), popup.with("was open"));
    if ui.data(|data| data.get_temp(was_open)).unwrap_or(false) && !open && had_keyboard {
        field.request_focus();
    }
    ui.data_mut(|data| data.insert_temp(was_open, open));
    picked
}

/// Draws the icon at the right of the field.
///
/// It is no tab stop, since the field reacts to F4.
fn icon_ui(ui: &Ui, label: &str, field: &Response) -> Response {
    let t = tokens(ui);
    let place = Rect::from_center_size(
        pos2(field.rect.right() - size::CHIP / 2.0, field.rect.center().y),
        Vec2::splat(size::CHIP - space::XS),
    );
    let sign = ui.interact(place, field.id.with("calendar sign"), Sense::CLICK);
    sign.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Calendar: {label}")));
    let sheet = Rect::from_center_size(place.center(), Vec2::splat(space::M));
    let line = Stroke::new(stroke::LINE, if sign.hovered() { t.accent } else { t.control });
    ui.painter().rect_stroke(sheet, corner::BAR, line, StrokeKind::Inside);
    ui.painter().hline(sheet.x_range(), sheet.top() + space::XS, line);
    sign.on_hover_text("Pick from a calendar (F4)")
}

/// Moves the day by the keys. Returns true when Enter or Space picks it.
fn keys(ui: &Ui, grid: Id, day: &mut NaiveDate) -> bool {
    if !ui.memory(|memory| memory.has_focus(grid)) {
        return false;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let steps: [(Key, Step); 6] = [
        (Key::ArrowLeft, |day| day.checked_sub_days(Days::new(1))),
        (Key::ArrowRight, |day| day.checked_add_days(Days::new(1))),
        (Key::ArrowUp, |day| day.checked_sub_days(Days::new(7))),
        (Key::ArrowDown, |day| day.checked_add_days(Days::new(7))),
        (Key::PageUp, |day| day.checked_sub_months(Months::new(1))),
        (Key::PageDown, |day| day.checked_add_months(Months::new(1))),
    ];
    for (key, step) in steps {
        if pressed(key) {
            *day = step(*day).unwrap_or(*day);
        }
    }
    let takes = pressed(Key::Enter) || pressed(Key::Space);
    if takes {
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
    }
    takes
}

fn month_ui(ui: &mut Ui, day: &mut NaiveDate) {
    ui.horizontal(|ui| {
        if Button::quiet("calendar-back", "<").show(ui).on_hover_text("The month before (Page up)").clicked() {
            *day = day.checked_sub_months(Months::new(1)).unwrap_or(*day);
        }
        ui.label(strong(day.format("%B %Y").to_string()));
        ui.with_layout(Layout::right_to_left(eframe::egui::Align::Center), |ui| {
            if Button::quiet("calendar-on", ">").show(ui).on_hover_text("The month after (Page down)").clicked() {
                *day = day.checked_add_months(Months::new(1)).unwrap_or(*day);
            }
        });
    });
}

/// Draws the days of a month. Returns the one that was clicked.
fn days_ui(ui: &mut Ui, grid: Id, day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let t = tokens(ui);
    let cell = Vec2::splat(size::CONTROL);
    let (rect, _) = ui.allocate_exact_size(vec2(7.0 * cell.x, 7.0 * cell.y), Sense::hover());
    let response = ui.interact(rect, grid, Sense::click());
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(grid, filter));
    let first = day.with_day(1)?;
    let lead = first.weekday().num_days_from_sunday() as usize;
    let place = |at: usize| {
        let (row, column) = (at / 7, at % 7);
        Rect::from_min_size(rect.min + vec2(column as f32 * cell.x, row as f32 * cell.y), cell)
    };
    for (column, name) in DAYS.iter().enumerate() {
        let font = TextSize::Small.regular();
        ui.painter().text(place(column).center(), Align2::CENTER_CENTER, *name, font, t.ink_second);
    }
    let pointer = response.interact_pointer_pos().filter(|_| response.clicked());
    let mut clicked = None;
    for on in first.iter_days().take_while(|on| on.month() == first.month()) {
        let there = place(7 + lead + on.day0() as usize);
        day_ui(ui.painter(), there, on, (on == day, on == today), &t);
        if pointer.is_some_and(|pointer| there.contains(pointer)) {
            clicked = Some(on);
        }
    }
    if response.has_focus() {
        focus_ring(ui.painter(), rect, corner::CONTROL, &t);
    }
    let said = reading(day, today);
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, "Calendar"));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_author_id("calendar");
        node.set_value(said);
        node.set_live(Live::Polite);
    });
    clicked
}

fn day_ui(painter: &Painter, place: Rect, on: NaiveDate, (here, is_today): (bool, bool), t: &Tokens) {
    let inside = place.shrink(stroke::CHOSEN);
    if here {
        painter.rect_filled(inside, corner::CONTROL, t.accent);
    }
    if is_today {
        let colour = if here { t.on_accent } else { t.accent };
        painter.rect_stroke(inside, corner::CONTROL, Stroke::new(stroke::LINE, colour), StrokeKind::Inside);
    }
    let ink = if here { t.on_accent } else { t.ink };
    painter.text(place.center(), Align2::CENTER_CENTER, on.day().to_string(), TextSize::Body.regular(), ink);
}
