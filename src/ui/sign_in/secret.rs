//! Buffer for a passphrase that is being typed.
//!
//! It is never moved in memory, and wiped when it is dropped.
//!
//! Must not know: where it is typed, or what it is for.

use zeroize::Zeroizing;

use crate::identity::Passphrase;
use crate::ui::widgets::TextEdited;

/// Capacity of the buffer, and so the longest passphrase, in bytes.
///
/// It is allocated at once, so that a growing buffer leaves no copies behind.
const MOST_BYTES: usize = 1024;

/// A passphrase that is being typed.
///
/// Never cloned or shown, and wiped when it is dropped.
#[derive(PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Default for Secret {
    fn default() -> Self {
        Self(Zeroizing::new(String::with_capacity(MOST_BYTES)))
    }
}

impl Secret {
    /// Applies an edit. An insertion beyond the capacity is ignored.
    pub fn edit(&mut self, edit: &TextEdited) {
        let text = &mut *self.0;
        let byte_at = |text: &str, position: usize| text.char_indices().nth(position).map_or(text.len(), |(at, _)| at);
        match edit {
            TextEdited::Inserted(position, typed) if text.len() + typed.len() <= MOST_BYTES => {
                text.insert_str(byte_at(text, *position), typed);
            }
            TextEdited::Inserted(..) => {}
            TextEdited::Deleted(range) => {
                let (from, to) = (byte_at(text, range.start), byte_at(text, range.end));
                text.replace_range(from..to.max(from), "");
            }
        }
    }

    /// Returns the number of characters.
    pub fn characters(&self) -> usize {
        self.0.chars().count()
    }

    /// Returns the passphrase without copying it.
    pub fn into_passphrase(mut self) -> Passphrase {
        Passphrase::new(std::mem::take(&mut *self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserted(position: usize, text: &str) -> TextEdited {
        TextEdited::Inserted(position, Zeroizing::new(text.to_owned()))
    }

    #[test]
    fn a_passphrase_is_typed_in_place() {
        let mut secret = Secret::default();
        let room = secret.0.as_ptr();
        for edit in [
            inserted(0, "Zë"),
            inserted(1, "o"),
            TextEdited::Deleted(0..1),
            inserted(9, " four"),
            TextEdited::Deleted(5..99),
        ] {
            secret.edit(&edit);
        }
        assert_eq!((secret.0.as_str(), secret.characters()), ("oë fo", 5));
        secret.edit(&inserted(0, &"x".repeat(MOST_BYTES)));
        assert_eq!(secret.characters(), 5, "what there is no room for is left out");
        secret.edit(&inserted(0, &"x".repeat(MOST_BYTES - 6)));
        assert_eq!((secret.characters(), secret.0.as_ptr()), (MOST_BYTES - 1, room), "it never moved");
    }
}
