//! View of the papers: the list, the preview, and buttons to save and copy.
//!
//! Must not know: how a paper is written or where it goes.

use eframe::egui::{Frame, Id, Label, Margin, RichText, Ui};

use super::{Message, Scope, State};
use crate::report::{FORMATS, PAPERS};
use crate::ui::command::Command;
use crate::ui::effects::Effects;
use crate::ui::page::page_head_ui;
use crate::ui::theme::{Tone, corner, plain, second, small, space, tokens};
use crate::ui::widgets::{Button, Choice, Segmented, check, read_through, scrolled_in};

/// Draws the page of papers.
pub fn papers_ui(ui: &mut Ui, papers: &State, effects: &Effects<Message>) {
    let (shown, preview, saved) = (papers.shown, papers.preview.as_ref(), papers.saved.is_some());
    page_head_ui(ui, "Papers", effects);
    let choices: Vec<Choice<'_>> =
        PAPERS.iter().map(|paper| Choice { text: paper.label, letter: None, tone: Tone::ToGo }).collect();
    if let Some(place) = Segmented::new("papers", "Which paper", &choices, Some(shown)).show(ui).chosen {
        effects.send(Message::Show(place));
    }
    let Some(paper) = PAPERS.get(shown) else { return };
    ui.label(second(paper.says));
    ui.add_space(space::S);
    if paper.narrows {
        scope_ui(ui, papers, effects);
    }
    ui.horizontal_wrapped(|ui| {
        let cannot = preview.is_none_or(|preview| preview.is_err()).then_some("There is nothing to write yet");
        if Button::primary("papers-save", "Save…").unless(cannot).show(ui).clicked() {
            effects.send(Message::AskWhere);
        }
        if Button::secondary("papers-copy", "Copy as text").unless(cannot).show(ui).clicked() {
            effects.send(Message::Copy);
        }
        if Button::quiet("papers-hand-over", Command::HandOver.text()).show(ui).clicked() {
            effects.run(Command::HandOver);
        }
        if saved && Button::quiet("papers-open", "Open the copy that you saved").show(ui).clicked() {
            effects.send(Message::OpenSaved);
        }
    });
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.label).collect();
    ui.label(small(format!("Formats: {}; the ending of the file name decides which.", formats.join(", "))).weak());
    ui.add_space(space::S);
    // The preview of another text starts at its beginning.
    let read = preview.and_then(|preview| preview.as_ref().ok()).map_or(0, |text| Id::unique(text).value());
    read_through(ui, &format!("papers {shown} {read}"), |ui| match preview {
        Some(Ok(text)) => {
            let t = tokens(ui);
            let sheet =
                Frame::new().fill(t.card).corner_radius(corner::CARD).inner_margin(Margin::same(space::L as i8));
            sheet.show(ui, |ui| ui.add(Label::new(RichText::new(text).monospace()).wrap()));
        }
        Some(Err(why)) => {
            ui.label(plain(format!("This paper cannot be written yet: {why}.")));
        }
        None => {}
    });
}

/// Draws the scope of the criteria that the paper lists.
///
/// The result always rests on all of them.
fn scope_ui(ui: &mut Ui, papers: &State, effects: &Effects<Message>) {
    let choices = Scope::ALL.map(|(_, text)| Choice { text, letter: None, tone: Tone::ToGo });
    let chosen = Scope::ALL.iter().position(|(scope, _)| *scope == papers.scope);
    let output = Segmented::new("papers-scope", "Which criteria", &choices, chosen).show(ui);
    if let Some((scope, _)) = output.chosen.and_then(|place| Scope::ALL.get(place)) {
        effects.send(Message::SetScope(*scope));
    }
    ui.add_space(space::S);
    if papers.scope != Scope::Selected {
        return;
    }
    let room = ui.available_height() / 3.0;
    scrolled_in(ui, "papers-criteria", room, |ui| {
        for (id, label) in &papers.listed {
            let ticked = papers.selected.contains(id);
            if let Some(is) = check(ui, &format!("papers-criterion.{id}"), label, ticked) {
                effects.send(Message::Select(id.clone(), is));
            }
        }
    });
    ui.add_space(space::S);
}
