//! Labeled text fields.
//!
//! They commit their text when they are left or Enter is pressed.
//!
//! Must not know: what is asked for.

use super::{draft, name_node};
use crate::ui::theme::{TextSize, Tokens, corner, focus_ring, size, small, space, stroke, tokens};
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Color32, Event, Frame, Key, Margin, Response, RichText, Stroke, TextBuffer, TextEdit, Ui};

pub use super::draft::field_id;

/// Outcome of a field in this frame.
pub struct FieldOutput {
    /// Text that was committed in this frame and differs from the recorded one.
    pub committed: Option<String>,
    /// Response of the text edit.
    pub response: Response,
}

/// A text field, shown with [`Field::show`].
#[must_use = "a field is shown with `show`"]
pub struct Field<'a> {
    id: &'a str,
    label: &'a str,
    committed: &'a str,
    hint: &'a str,
    rows: usize,
    width: f32,
    label_shown: bool,
    replaced: bool,
}

impl<'a> Field<'a> {
    /// Creates a field that shows `committed` until something is typed.
    ///
    /// `id` must be unique in the window and contain the case's id: a draft is kept under it while its field is not drawn.
    pub fn new(id: &'a str, label: &'a str, committed: &'a str) -> Self {
        Self { id, label, committed, hint: "", rows: 1, width: size::FIELD, label_shown: true, replaced: false }
    }

    /// Sets the hint in the empty field.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Sets the number of lines.
    ///
    /// With several, Enter starts a new line and Ctrl Enter commits the text.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// Sets the width, in points. The field never grows beyond the available width.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Hides the label, as in a search field. It stays the accessible name.
    pub fn label_hidden(mut self) -> Self {
        self.label_shown = false;
        self
    }

    /// Selects the whole text on focus by keyboard and after Enter.
    ///
    /// So typing replaces it.
    pub fn replaced(mut self) -> Self {
        self.replaced = true;
        self
    }

    /// Shows the field, with its draft where it has one.
    pub fn show(self, ui: &mut Ui) -> FieldOutput {
        let mut text = draft::text(ui, self.id).unwrap_or_else(|| self.committed.to_owned());
        let several = self.rows > 1;
        let edit =
            Edit { id: self.id, label: self.label, hint: self.hint, rows: self.rows, width: self.width, secret: false };
        let response = edit.show(ui, &mut text, self.label_shown, false);
        let entered = entered(ui, &response, several);
        if self.replaced && (entered || response.gained_focus() && !response.clicked()) {
            select_all(ui, &response, &text);
        }
        if text == self.committed {
            if entered {
                response.request_focus();
            }
            draft::clear(ui, self.id);
            return FieldOutput { committed: None, response };
        }
        if draft::leaves(&response, entered) {
            draft::clear(ui, self.id);
            return FieldOutput { committed: Some(text), response };
        }
        draft::keep(ui, self.id, self.label, text);
        FieldOutput { committed: None, response }
    }
}

fn select_all(ui: &Ui, response: &Response, text: &str) {
    let mut state = TextEditState::load(ui, response.id).unwrap_or_default();
    let whole = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(whole));
    state.store(ui, response.id);
}

/// Shows a field of one line.
///
/// Returns a committed text that differs from `committed`.
pub fn draft_field(ui: &mut Ui, id: &str, label: &str, committed: &str, hint: &str) -> Option<String> {
    Field::new(id, label, committed).hint(hint).show(ui).committed
}

/// Shows a field of several lines over the available width.
///
/// Returns a committed text that differs from `committed`.
pub fn draft_area(ui: &mut Ui, id: &str, label: &str, committed: &str, hint: &str, rows: usize) -> Option<String> {
    Field::new(id, label, committed).hint(hint).rows(rows.max(2)).width(f32::INFINITY).show(ui).committed
}

/// Returns true when Enter was pressed in a field.
///
/// In one of several lines it is Ctrl Enter.
pub(super) fn entered(ui: &Ui, response: &Response, several: bool) -> bool {
    let here = response.has_focus() || response.lost_focus();
    here && ui.input(|input| input.key_pressed(Key::Enter) && (!several || input.modifiers.command))
}

/// A text edit with label, frame and focus ring, without drafts.
pub(super) struct Edit<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) hint: &'a str,
    pub(super) rows: usize,
    pub(super) width: f32,
    /// True to show dots in place of letters.
    pub(super) secret: bool,
}

impl Edit<'_> {
    /// Shows the text edit. `wrong` draws the border of an invalid text.
    pub(super) fn show(&self, ui: &mut Ui, text: &mut dyn TextBuffer, label_shown: bool, wrong: bool) -> Response {
        let t = tokens(ui);
        let label = label_shown.then(|| ui.label(small(self.label).color(t.ink_second)).id);
        if self.rows == 1 && ui.memory(|memory| memory.has_focus(field_id(self.id))) {
            ui.input_mut(|input| {
                for event in &mut input.events {
                    if let Event::Paste(pasted) = event {
                        *pasted = in_one_line(pasted);
                    }
                }
            });
        }
        let edit = if self.rows > 1 { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        let response = edit
            .id(field_id(self.id))
            .hint_text(RichText::new(self.hint).font(TextSize::Body.regular()).color(t.ink_disabled))
            .password(self.secret)
            .desired_rows(self.rows)
            .desired_width(self.width.min(ui.available_width()))
            .frame(frame(&t, wrong))
            .show(ui)
            .response
            .response;
        let response = match label {
            Some(label) => response.labelled_by(label),
            None => response.accessible_name(self.label),
        };
        name_node(ui.ctx(), response.id, self.id);
        if response.has_focus() {
            focus_ring(ui.painter(), response.rect, corner::CONTROL, &t);
        }
        response
    }
}

/// Joins the lines of a passage that was pasted from a document's page.
///
/// Line ends and runs of blanks become one space each, a word that is hyphenated at the end of a line stays together,
/// and invisible characters are removed. Nothing else changes, since it is a quotation.
fn in_one_line(pasted: &str) -> String {
    let unseen = ['\u{ad}', '\u{200b}', '\u{feff}'];
    let seen: String = pasted.chars().filter(|letter| !unseen.contains(letter)).collect();
    let mut line = String::with_capacity(seen.len());
    let mut broken = false;
    for part in seen.lines() {
        for word in part.split_whitespace() {
            if !line.is_empty() && !broken {
                line.push(' ');
            }
            broken = false;
            line.push_str(word);
        }
        let mut end = line.chars().rev();
        broken = end.next() == Some('-') && end.next().is_some_and(char::is_alphabetic);
    }
    line
}

fn frame(t: &Tokens, wrong: bool) -> Frame {
    let border: Color32 = if wrong { t.tone(crate::ui::theme::Tone::NotMet).text } else { t.control };
    Frame::new()
        .fill(t.card)
        .stroke(Stroke::new(stroke::LINE, border))
        .corner_radius(corner::CONTROL)
        .inner_margin(Margin::symmetric(space::S as i8, space::XS as i8))
}

#[cfg(test)]
mod tests {
    use super::in_one_line;

    #[test]
    fn a_passage_is_pasted_as_one_line() {
        for (pasted, line) in [
            ("Pain fell from 8 to 3.", "Pain fell from 8 to 3."),
            ("Pain fell\r\nfrom 8\u{a0}to\t3 -\n at rest.\n\n", "Pain fell from 8 to 3 - at rest."),
            ("intra-\nthecal mor\u{ad}phine, well-known follow-\r\nup", "intra-thecal morphine, well-known follow-up"),
            ("  \n ", ""),
        ] {
            assert_eq!(in_one_line(pasted), line);
        }
    }
}
