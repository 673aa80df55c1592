//! Answer group: options side by side, of which one is chosen.
//!
//! One tab stop; arrow keys move in it, Space, Enter or the letter of an option chooses.
//!
//! Must not know: what is asked.

use super::face::{self, Face};
use super::segmented_layout::{arrange, rounding};
use super::{keycap, name_node, roving::Roving};
use crate::ui::theme::{TextSize, Tokens, Tone, corner, focus_ring, space, stroke, tokens};
use eframe::egui::{CornerRadius, Event, Id, Key, Rect, Response, Role, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo};

/// One option of an answer group.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// Text, which is also its accessible name.
    pub text: &'a str,
    /// Letter that chooses it while the group has the focus, such as 'S'.
    pub letter: Option<char>,
    /// Colors while it is chosen.
    pub tone: Tone,
}

/// Outcome of a group in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SegmentedOutput {
    /// Index of the option that was chosen in this frame.
    ///
    /// It may have been chosen before.
    pub chosen: Option<usize>,
    /// True while an option has the focus.
    pub focused: bool,
}

/// An answer group, shown with [`Segmented::show`].
#[must_use = "a group is shown with `show`"]
pub struct Segmented<'a> {
    id: &'a str,
    name: &'a str,
    choices: &'a [Choice<'a>],
    chosen: Option<usize>,
    letters: bool,
}

impl<'a> Segmented<'a> {
    /// Creates a group with the accessible name `name`.
    ///
    /// Options have the ids `<id>-0`, `<id>-1` and so on.
    pub fn new(id: &'a str, name: &'a str, choices: &'a [Choice<'a>], chosen: Option<usize>) -> Self {
        Self { id, name, choices, chosen, letters: true }
    }

    /// Switches the single-letter keys and their caps on or off.
    ///
    /// WCAG 2.1.4 requires a way to turn them off.
    pub fn letters(mut self, on: bool) -> Self {
        self.letters = on;
        self
    }

    /// Returns the id of an option's control, for `Memory::request_focus`.
    pub fn option_id(id: &str, index: usize) -> Id {
        Id::unique(("segmented", id, index))
    }

    /// Shows the group, in a row where that fits, else in a column.
    pub fn show(self, ui: &mut Ui) -> SegmentedOutput {
        let ids: Vec<Id> = (0..self.choices.len()).map(|index| Self::option_id(self.id, index)).collect();
        let roving = Roving::update(ui, &ids, self.chosen.unwrap_or(0));
        let by_letter = if self.letters && roving.focused { self.pressed_letter(ui) } else { None };
        let builder = UiBuilder::new().accessibility_role(Role::RadioGroup).accessibility_label(self.name);
        ui.scope_builder(builder, |ui| {
            name_node(ui.ctx(), ui.unique_id(), self.id);
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_size_of_set(self.choices.len()));
            // Sized for semibold text, so that nothing moves when the choice changes.
            let widest: Vec<Face> = self.choices.iter().map(|choice| self.face(ui, choice, true)).collect();
            let rects = arrange(ui, &widest);
            let mut chosen = by_letter;
            let mut responses = Vec::with_capacity(rects.len());
            for (index, (rect, id)) in rects.iter().zip(&ids).enumerate() {
                let response = self.option(ui, index, *rect, *id, roving);
                if response.clicked() {
                    chosen = Some(index);
                }
                responses.push(response);
            }
            if let Some(id) = chosen.and_then(|index| ids.get(index)) {
                ui.memory_mut(|memory| memory.request_focus(*id));
            }
            self.paint(ui, &responses);
            SegmentedOutput { chosen, focused: roving.focused || chosen.is_some() }
        })
        .inner
    }

    fn face(&self, ui: &Ui, choice: &Choice<'_>, strong: bool) -> Face {
        let font = if strong { TextSize::Body.strong() } else { TextSize::Body.regular() };
        let letter = choice.letter.filter(|_| self.letters).map(String::from);
        Face::new(ui, choice.text, font, letter.as_deref(), ui.available_width() - 2.0 * space::M)
    }

    fn option(&self, ui: &Ui, index: usize, rect: Rect, id: Id, roving: Roving) -> Response {
        let response = ui.interact(rect, id, roving.sense(index));
        let text = self.choices.get(index).map_or("", |choice| choice.text);
        let letter = self.choices.get(index).and_then(|choice| choice.letter).filter(|_| self.letters);
        let chosen = self.chosen == Some(index);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, text));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_author_id(format!("{}-{index}", self.id));
            node.set_position_in_set(index);
            if let Some(letter) = letter {
                node.set_keyboard_shortcut(letter.to_string());
            }
        });
        response
    }

    /// Returns the option whose letter was pressed.
    ///
    /// Ctrl, Alt and key repeat do not count.
    fn pressed_letter(&self, ui: &Ui) -> Option<usize> {
        ui.input_mut(|input| {
            let position = |event: &Event| match event {
                Event::Key { key, pressed: true, repeat: false, modifiers, .. }
                    if !modifiers.ctrl && !modifiers.alt && !modifiers.command =>
                {
                    self.choices.iter().position(|choice| choice.letter.and_then(key_of) == Some(*key))
                }
                _ => None,
            };
            let found = input.events.iter().find_map(position);
            if found.is_some() {
                input.events.retain(|event| position(event).is_none());
            }
            found
        })
    }

    fn paint(&self, ui: &Ui, responses: &[Response]) {
        let t = tokens(ui);
        let all = responses.iter().fold(Rect::NOTHING, |all, response| all.union(response.rect));
        if !ui.is_rect_visible(all) {
            return;
        }
        let radius = CornerRadius::same(corner::CONTROL);
        let painter = ui.painter();
        painter.rect_filled(all, radius, t.card);
        for (index, (choice, response)) in self.choices.iter().zip(responses).enumerate() {
            self.paint_option(ui, &t, choice, self.chosen == Some(index), response, all);
        }
        painter.rect_stroke(all, radius, Stroke::new(stroke::LINE, t.control), StrokeKind::Inside);
        if let Some((choice, response)) = self.chosen.and_then(|i| self.choices.get(i).zip(responses.get(i))) {
            let border = Stroke::new(stroke::CHOSEN, t.tone(choice.tone).text);
            painter.rect_stroke(response.rect, rounding(response.rect, all), border, StrokeKind::Inside);
        }
        if let Some(response) = responses.iter().find(|response| response.has_focus()) {
            focus_ring(painter, response.rect, corner::CONTROL, &t);
        }
    }

    fn paint_option(&self, ui: &Ui, t: &Tokens, choice: &Choice<'_>, chosen: bool, response: &Response, all: Rect) {
        let colours = t.tone(choice.tone);
        let (fill, ink) = match chosen {
            true => (colours.tint, colours.text),
            false if response.hovered() => (t.hover, t.ink),
            false => (t.card, t.ink),
        };
        let rect = response.rect;
        ui.painter().rect_filled(rect, rounding(rect, all), fill);
        let line = Stroke::new(stroke::LINE, t.line);
        if rect.left() > all.left() {
            ui.painter().vline(rect.left(), rect.y_range(), line);
        } else if rect.top() > all.top() {
            ui.painter().hline(rect.x_range(), rect.top(), line);
        }
        self.face(ui, choice, chosen).paint(
            ui.painter(),
            rect,
            space::M,
            face::ink(ui.is_enabled(), ink, t),
            keycap::Look::on_card(t),
        );
    }
}

fn key_of(letter: char) -> Option<Key> {
    Key::from_name(&letter.to_ascii_uppercase().to_string())
}
