//! Which characters a font draws, and which leave no trace on paper.
//!
//! Must not know: which fonts there are, or what is written with them.

use rustybuzz::Face;
use rustybuzz::ttf_parser::OutlineBuilder;

use crate::text::is_hidden;

/// True where a font has an outline for a character: a picture in its place would not be printed as a letter.
pub(super) fn draws(face: &Face<'_>, c: char) -> bool {
    let glyph = face.glyph_index(c).filter(|glyph| glyph.0 != 0);
    glyph.is_some_and(|glyph| face.outline_glyph(glyph, &mut NoOutline).is_some())
}

/// Characters that leave no trace on paper though fonts may have them, and those that mean something else in each font.
pub(super) fn is_invisible(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{10ffff}')
}

/// Outlines are only looked for.
struct NoOutline;

impl OutlineBuilder for NoOutline {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}
