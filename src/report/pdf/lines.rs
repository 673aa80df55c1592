//! Breaks text into lines: at spaces, after hyphens and slashes between letters, and inside words that are longer than
//! a line.
//!
//! Must not know: pages, or what the text is about.

use super::faces::{Faces, Glyph, Weight, advance, is_right_to_left};
use super::style::Style;

use crate::redacted::redacted_debug;

redacted_debug!(Line);

/// A line of text that can be drawn. Where it was broken at a space, the space is its last glyph but not in its width.
#[derive(Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    /// In points.
    pub(super) width: f32,
}

impl Line {
    fn empty() -> Self {
        Self { text: String::new(), glyphs: Vec::new(), width: 0.0 }
    }

    /// Returns the line in visual order, which differs only for right-to-left text.
    fn in_visual_order(self, faces: &Faces<'_>, style: Style) -> Self {
        if !self.text.chars().any(is_right_to_left) {
            return self;
        }
        let glyphs = faces.in_visual_order(style.weight, &self.text);
        let space = if self.text.ends_with(' ') { advance(&faces.shape(style.weight, " ")) } else { 0.0 };
        let width = (advance(&glyphs) - space) * style.size;
        Self { glyphs, width, ..self }
    }

    fn add(&mut self, word: &str, glyphs: &[Glyph]) {
        let start = self.text.len();
        self.text.push_str(word);
        self.glyphs.extend(
            glyphs
                .iter()
                .map(|glyph| Glyph { range: glyph.range.start + start..glyph.range.end + start, ..glyph.clone() }),
        );
    }
}

/// Returns a text on one line, of any width.
pub(super) fn single_line(faces: &Faces, text: &str, style: Style) -> Line {
    break_lines(faces, text, style, f32::INFINITY).into_iter().next().unwrap_or_else(Line::empty)
}

/// Breaks a text into lines of at most `width`; none for an empty text.
pub(super) fn break_lines(faces: &Faces, text: &str, style: Style, width: f32) -> Vec<Line> {
    let space = faces.shape(style.weight, " ");
    let space_width = advance(&space) * style.size;
    let mut lines = Vec::new();
    let mut line = Line::empty();
    let mut gap = 0.0;
    for piece in pieces(text) {
        let word = piece.trim_end_matches(' ');
        let mut glyphs = faces.shape(style.weight, word);
        let mut wide = advance(&glyphs) * style.size;
        if !line.text.is_empty() && line.width + gap + wide > width {
            lines.push(std::mem::replace(&mut line, Line::empty()).in_visual_order(faces, style));
            gap = 0.0;
        }
        let mut rest = word;
        while line.text.is_empty() && wide > width {
            let cut = fitting(&glyphs, width / style.size);
            if cut == 0 || cut >= rest.len() {
                break;
            }
            let mut full = Line::empty();
            let head = faces.shape(style.weight, &rest[..cut]);
            full.add(&rest[..cut], &head);
            full.width = advance(&head) * style.size;
            lines.push(full.in_visual_order(faces, style));
            rest = &rest[cut..];
            glyphs = faces.shape(style.weight, rest);
            wide = advance(&glyphs) * style.size;
        }
        line.width += gap + wide;
        line.add(rest, &glyphs);
        gap = 0.0;
        if piece.len() > word.len() {
            line.add(" ", &space);
            gap = space_width;
        }
    }
    if !line.text.is_empty() {
        lines.push(line.in_visual_order(faces, style));
    }
    lines
}

/// Returns the number of bytes of a word that fit, at size 1; at least one cluster.
fn fitting(glyphs: &[Glyph], width: f32) -> usize {
    let mut reach = 0.0;
    for (at, glyph) in glyphs.iter().enumerate() {
        reach += glyph.advance;
        let begins = at > 0 && glyphs[at - 1].range.start != glyph.range.start;
        if reach > width && begins {
            return glyph.range.start;
        }
    }
    0
}

/// Splits a text where lines may break; a space stays with the piece before it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let joint = matches!(c, '-' | '/') && before.is_alphabetic() && next.is_alphabetic();
        if c == ' ' || joint {
            let end = at + c.len_utf8();
            pieces.push(&text[start..end]);
            start = end;
        }
        before = c;
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// Returns the width of the widest word of a text, in points.
pub(super) fn widest_word(faces: &Faces, text: &str, weight: Weight, size: f32) -> f32 {
    let widths =
        pieces(text).into_iter().map(|piece| advance(&faces.shape(weight, piece.trim_end_matches(' '))) * size);
    widths.fold(0.0, f32::max)
}
