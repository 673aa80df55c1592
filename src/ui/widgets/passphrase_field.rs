//! Passphrase field.
//!
//! The toolkit's text edit sees only dots; input is returned as edits of a passphrase that is stored elsewhere, so that
//! egui never stores it.
//!
//! Must not know: where the passphrase is stored, or what it is for.

use std::any::TypeId;
use std::ops::Range;

use eframe::egui::text::CharIndex;
use eframe::egui::{TextBuffer, Ui};
use zeroize::Zeroizing;

use super::field::{Edit, entered};
use crate::ui::theme::size;

/// Shown in place of each character.
const DOT: char = '•';

/// An edit of the passphrase. Positions are in characters, not bytes.
pub enum TextEdited {
    /// Text was inserted at a position.
    Inserted(usize, Zeroizing<String>),
    /// A range was deleted.
    Deleted(Range<usize>),
}

/// Outcome of the field in this frame.
pub struct PassphraseOutput {
    /// Edits, in order.
    pub edits: Vec<TextEdited>,
    /// Number of characters after the edits.
    pub characters: usize,
    /// True when Enter was pressed.
    pub entered: bool,
}

/// Shows a field for a passphrase of `characters` characters.
///
/// It has no draft, and undo does not restore it.
pub fn passphrase_field(ui: &mut Ui, id: &str, label: &str, characters: usize) -> PassphraseOutput {
    let mut dots = Dots { shown: DOT.to_string().repeat(characters), edits: Vec::new() };
    let entered = ui
        .vertical(|ui| {
            let edit = Edit { id, label, hint: "", rows: 1, width: 2.0 * size::DATE, secret: true };
            let response = edit.show(ui, &mut dots, true, false);
            entered(ui, &response, false)
        })
        .inner;
    PassphraseOutput { characters: dots.shown.chars().count(), edits: dots.edits, entered }
}

/// A text buffer of dots that records every edit.
struct Dots {
    shown: String,
    edits: Vec<TextEdited>,
}

impl TextBuffer for Dots {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.shown
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let characters = text.chars().count();
        let at = self.byte_index_from_char_index(char_index).0;
        self.shown.insert_str(at, &DOT.to_string().repeat(characters));
        self.edits.push(TextEdited::Inserted(char_index.0, Zeroizing::new(text.to_owned())));
        characters
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        if char_range.is_empty() {
            return;
        }
        let [from, to] = [char_range.start, char_range.end].map(|index| self.byte_index_from_char_index(index).0);
        self.shown.replace_range(from..to, "");
        self.edits.push(TextEdited::Deleted(char_range.start.0..char_range.end.0));
    }

    /// Ignores undo, which knows only dots.
    fn replace_with(&mut self, _text: &str) {}

    fn type_id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_toolkit_sees_dots_and_every_change_goes_out() {
        let mut dots = Dots { shown: "••".to_owned(), edits: Vec::new() };
        assert_eq!(dots.insert_text("Zoë 4", CharIndex(1)), 5);
        dots.delete_char_range(CharIndex(0)..CharIndex(2));
        dots.delete_char_range(CharIndex(0)..CharIndex(0));
        dots.replace_with("••••");
        assert_eq!(dots.as_str(), "•••••");
        let edits: Vec<String> = dots
            .edits
            .iter()
            .map(|edit| match edit {
                TextEdited::Inserted(at, text) => format!("{at} {}", text.as_str()),
                TextEdited::Deleted(range) => format!("{range:?}"),
            })
            .collect();
        assert_eq!(edits, ["1 Zoë 4", "0..2"]);
    }
}
