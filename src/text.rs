//! Characters that change how the text around them is shown, texts in which those stand as visible escapes, and the form of a
//! text that searches compare.
//!
//! Must not know: the meaning of any text.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// True for a character that turns the direction of writing: what follows then reads as something else than it is.
pub(crate) fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// True for characters that are invisible or change the text around them: control characters, bidirectional ones included, line
/// and paragraph separators, Unicode's default-ignorable code points, annotation marks and noncharacters.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || is_bidi_control(letter)
        || matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200d}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
        || u32::from(letter) & 0xfffe == 0xfffe
}

/// A text as one line, with escapes for line ends and hidden characters, so that no part of it looks like another line or hides.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden, |out, letter| out.extend(letter.escape_default()))
}

/// A text with its line feeds and tabs, and with escapes for other hidden characters, so that it cannot move a terminal's cursor.
pub(crate) fn visible_lines(text: &str) -> Cow<'_, str> {
    let hidden = |letter: char| !matches!(letter, '\n' | '\t') && is_hidden(letter);
    escaped(text, hidden, |out, letter| out.extend(letter.escape_default()))
}

/// A JSON text with JSON's escapes for hidden characters. These occur only within strings, so its value stays the same.
pub(crate) fn visible_json(json: &str) -> Cow<'_, str> {
    let hidden = |letter: char| !matches!(letter, '\n' | '\t') && is_hidden(letter);
    escaped(json, hidden, |out, letter| {
        for unit in letter.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

/// A text in lowercase without accents, as searches compare it.
pub(crate) fn fold(text: &str) -> String {
    text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

fn escaped(text: &str, is_hidden: impl Fn(char) -> bool, escape: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(&is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_hidden(letter) { escape(&mut out, letter) } else { out.push(letter) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_json, visible_lines};

    #[test]
    fn hidden_characters_become_escapes() {
        let text = "a\u{1b}[2J\u{9b}1A\u{7f}\u{202e}b\u{200b}c\u{feff}\u{e0041}\u{2028}d\r\n\te\u{301}";
        let shown = "a\\u{1b}[2J\\u{9b}1A\\u{7f}\\u{202e}b\\u{200b}c\\u{feff}\\u{e0041}\\u{2028}d";
        assert_eq!(visible(text), format!("{shown}\\r\\n\\te\u{301}"));
        assert_eq!(visible_lines(text), format!("{shown}\\r\n\te\u{301}"));
        for plain in ["", "Zoë Łukasz 中文 العربية हिन्दी", "tab and line end are kept by one of them"]
        {
            assert_eq!((visible(plain), visible_lines(plain)), (plain.into(), plain.into()));
        }
    }

    #[test]
    fn json_keeps_its_value() {
        let value = serde_json::json!({"name": "a\u{1b}\u{202e}\u{200b}\u{85}\u{e0041}\n"});
        let json = value.to_string();
        let shown = visible_json(&json);
        assert!(shown.chars().all(|letter| !super::is_hidden(letter)), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).ok(), Some(value));
    }
}
