//! What a letter does to the line it stands in, where that is more than to be read.
//!
//! Must not know: what any text says.

/// Whether it turns the direction of writing: what follows then reads as something else than it is.
pub(crate) fn turns_writing(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
