//! The step *History*: every event, the newest first.
//!
//! Must not know: how a history is folded or checked.

use eframe::egui::{Ui, UiBuilder, vec2};

use crate::ui::case_context::CaseContext;
use crate::ui::theme::{plain, second, size, small, space, strong, tokens};
use crate::ui::widgets::{Button, Card};
use crate::ui::widgets::{keep, kept};
use crate::wording::{self, ChangeWords, EventWords};

/// Number of events that are shown at first, and that the button adds.
const SHOWN: usize = 40;

/// Draws the step.
pub fn history_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let history = context.session.history();
    let all = history.events();
    let state = format!("{}/history", context.case().id);
    let more: usize = kept(ui, &state);
    let shown = (SHOWN + more).min(all.len());
    ui.label(second(format!(
        "This case is the result of {} {}. Nothing here can be changed. The newest event has the hash {}, which \
         papers show.",
        all.len(),
        if all.len() == 1 { "event" } else { "events" },
        history.head().short(),
    )));
    ui.add_space(space::S);
    for event in all.iter().rev().take(shown) {
        let words = wording::event(context.policy(), context.case(), event);
        event_ui(ui, &format!("{state}.{}", event.sequence), &words, event.proof.is_some());
        ui.add_space(space::S);
    }
    if shown < all.len() {
        let text = format!("Show earlier ({} more)", all.len() - shown);
        if Button::secondary(&format!("{state}.more"), &text).show(ui).clicked() {
            keep(ui, &state, more + SHOWN);
        }
    }
}

fn event_ui(ui: &mut Ui, id: &str, event: &EventWords, signed: bool) {
    let name = format!("Event {}, {}, {}", event.sequence, event.at, event.by);
    Card::new(id, &name).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(strong(format!("{}", event.sequence)));
            ui.label(plain(&event.at));
            ui.label(plain(&event.by));
            let station = event.station.as_ref().map(|station| format!("at {station}"));
            let proof = signed.then(|| "this event is signed".to_owned());
            for part in station.into_iter().chain(event.effect.clone()).chain(proof) {
                ui.label(second(format!("· {part}")));
            }
        });
        event.changes.iter().for_each(|change| change_ui(ui, change));
    });
}

/// Draws a change: its subject, then the values before and after.
///
/// The values are side by side where the width allows it.
fn change_ui(ui: &mut Ui, change: &ChangeWords) {
    ui.add_space(space::XS);
    ui.label(small(&change.what).color(tokens(ui).ink_second));
    let column = (ui.available_width() - space::L) / 2.0;
    if column < size::DATE * 1.5 {
        value_ui(ui, "Before", change.before.as_deref());
        value_ui(ui, "After", change.after.as_deref());
        return;
    }
    ui.horizontal_top(|ui| {
        for (label, value) in [("Before", &change.before), ("After", &change.after)] {
            ui.scope_builder(UiBuilder::new(), |ui| {
                ui.set_width(column);
                ui.set_min_size(vec2(column, 0.0));
                ui.vertical(|ui| value_ui(ui, label, value.as_deref()));
            });
        }
    });
}

fn value_ui(ui: &mut Ui, label: &str, value: Option<&str>) {
    ui.label(small(label).weak());
    match value {
        Some(value) => ui.label(plain(value)),
        None => ui.label(plain("nothing").weak()),
    };
}
