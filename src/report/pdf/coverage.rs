//! Tests if a font draws a character, and if a character is visible on paper.
//!
//! Must not know: which fonts there are, or what is written with them.

use rustybuzz::Face;
use rustybuzz::ttf_parser::OutlineBuilder;

use crate::text::is_hidden;

/// True if a font has an outline for a character: a bitmap would not be printed as text.
pub(super) fn has_outline(face: &Face<'_>, c: char) -> bool {
    let glyph = face.glyph_index(c).filter(|glyph| glyph.0 != 0);
    glyph.is_some_and(|glyph| face.outline_glyph(glyph, &mut NoOutline).is_some())
}

/// True for characters that are invisible on paper even if a font has them, and for those with another meaning in each
/// font.
pub(super) fn is_invisible(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{10ffff}')
}

/// Discards an outline that is only tested for.
struct NoOutline;

impl OutlineBuilder for NoOutline {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}
