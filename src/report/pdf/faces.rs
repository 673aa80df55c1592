//! The font faces of a paper: the program's two, and fallback fonts for characters that these lack. Measures words with
//! the same glyphs that are drawn.
//!
//! Must not know: lines, pages, or what the text is about.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use krilla::text::Font;
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, script};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_normalization::char::is_combining_mark;

use super::coverage::{has_outline, is_invisible};
use crate::fonts::FontFile;

pub(super) const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf");
pub(super) const SEMI_BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSans-SemiBold.ttf");

/// Weight of the program's own faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// A glyph, measured in units of the text size.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    /// Index of its face: the program's two first.
    pub(super) face: usize,
    pub(super) id: u32,
    pub(super) advance: f32,
    pub(super) offset: (f32, f32),
    /// Byte range of its characters.
    pub(super) range: Range<usize>,
}

/// The glyphs of a word, shaped once.
type Word = Rc<[Glyph]>;

/// The program's faces and the fallback fonts, with a cache of shaped words.
pub(super) struct Faces<'f> {
    /// In the order of `Weight`, then the fallback fonts.
    faces: Vec<Face<'f>>,
    others: Vec<Font>,
    words: RefCell<HashMap<(Weight, String), Word>>,
    /// Shaping plans per script, cached because a plan takes longer than a word.
    plans: RefCell<HashMap<(usize, bool, Script), ShapePlan>>,
    missing: RefCell<BTreeSet<char>>,
}

impl<'f> Faces<'f> {
    /// Loads the program's own faces, followed by fallback fonts in this order. `None` where the program's files are
    /// invalid; invalid fallback fonts are skipped.
    pub(super) fn new(others: &'f [FontFile]) -> Option<Self> {
        let mut faces = vec![Face::from_slice(REGULAR, 0)?, Face::from_slice(SEMI_BOLD, 0)?];
        let read = |file: &'f FontFile| {
            let face = Face::from_slice(&file.bytes, file.index)?;
            Some((face, Font::new(Arc::clone(&file.bytes).into(), file.index)?))
        };
        let (more, others): (Vec<Face<'f>>, Vec<Font>) = others.iter().filter_map(read).unzip();
        faces.extend(more);
        Some(Self { faces, others, words: RefCell::default(), plans: RefCell::default(), missing: RefCell::default() })
    }

    /// Returns the characters that were replaced by their codes, sorted.
    pub(super) fn missing(&self) -> Vec<char> {
        self.missing.borrow().iter().copied().collect()
    }

    /// Replaces characters that are invisible or that no font has by their codes.
    pub(super) fn printable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if !is_invisible(c) && self.face_of(Weight::Regular, c).is_some() {
                out.push(c);
            } else {
                self.missing.borrow_mut().insert(c);
                // Writing to a string cannot fail.
                let _ = write!(out, "[{}]", code_point(c));
            }
        }
        out
    }

    /// Returns the glyphs of a word.
    pub(super) fn shape(&self, weight: Weight, word: &str) -> Word {
        let key = (weight, word.to_owned());
        if let Some(known) = self.words.borrow().get(&key) {
            return Rc::clone(known);
        }
        let shaped: Word = self.shaped(weight, word).into();
        self.words.borrow_mut().insert(key, Rc::clone(&shaped));
        shaped
    }

    /// Shapes a word; the glyphs are in the order of its characters, whatever its direction.
    fn shaped(&self, weight: Weight, word: &str) -> Vec<Glyph> {
        let pieces = self.pieces(weight, word).into_iter().flat_map(|piece| {
            let mut glyphs = self.shaped_piece(&piece, piece.is_rtl, word);
            if piece.is_rtl {
                glyphs.reverse();
            }
            glyphs
        });
        pieces.collect()
    }

    /// Returns the glyphs of a line from left to right as they are drawn, with right-to-left text in visual order.
    pub(super) fn in_visual_order(&self, weight: Weight, text: &str) -> Vec<Glyph> {
        let bidi = BidiInfo::new(text, Some(Level::ltr()));
        let mut glyphs = Vec::new();
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let is_rtl = levels.get(run.start).is_some_and(|level| level.is_rtl());
                let mut pieces = self.pieces(weight, text.get(run.clone()).unwrap_or_default());
                if is_rtl {
                    pieces.reverse();
                }
                for piece in pieces {
                    let range = piece.range.start + run.start..piece.range.end + run.start;
                    glyphs.extend(self.shaped_piece(&Piece { range, ..piece }, is_rtl, text));
                }
            }
        }
        glyphs
    }

    /// Splits a text into pieces of one face and one direction.
    fn pieces(&self, weight: Weight, text: &str) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if let Some(last) = pieces.last_mut()
                && is_combining_mark(c)
                && self.has(last.face, c)
            {
                last.range.end = end;
                continue;
            }
            let face = self.face_of(weight, c).unwrap_or(weight as usize);
            let is_rtl = is_right_to_left(c);
            match pieces.last_mut() {
                Some(last) if last.face == face && last.is_rtl == is_rtl => last.range.end = end,
                _ => pieces.push(Piece { face, is_rtl, range: at..end }),
            }
        }
        pieces
    }

    /// Returns the face for a character: one of the program's own where both have it, else the first fallback font that
    /// has it.
    fn face_of(&self, weight: Weight, c: char) -> Option<usize> {
        if self.has(0, c) && self.has(1, c) {
            return Some(weight as usize);
        }
        (2..self.faces.len()).find(|face| self.faces.get(*face).is_some_and(|face| has_outline(face, c)))
    }

    fn has(&self, face: usize, c: char) -> bool {
        let glyph = self.faces.get(face).and_then(|face| face.glyph_index(c));
        glyph.is_some_and(|glyph| glyph.0 != 0)
    }

    /// Returns the font of a fallback face.
    pub(super) fn other_font(&self, face: usize) -> Option<&Font> {
        self.others.get(face.checked_sub(2)?)
    }

    /// Shapes a piece of a text from left to right.
    fn shaped_piece(&self, piece: &Piece, is_rtl: bool, text: &str) -> Vec<Glyph> {
        let (Some(face), Some(part)) = (self.faces.get(piece.face), text.get(piece.range.clone())) else {
            return Vec::new();
        };
        let direction = if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(part);
        buffer.guess_segment_properties();
        buffer.set_direction(direction);
        if buffer.script() == script::UNKNOWN {
            buffer.set_script(script::LATIN);
        }
        let written = buffer.script();
        let mut plans = self.plans.borrow_mut();
        let plan = plans
            .entry((piece.face, is_rtl, written))
            .or_insert_with(|| ShapePlan::new(face, direction, Some(written), None, &[]));
        let shaped = rustybuzz::shape_with_plan(face, plan, buffer);
        let em = face.units_per_em() as f32;
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, position)| {
            let start = info.cluster as usize;
            let end = starts.get(starts.partition_point(|other| *other <= start)).copied().unwrap_or(part.len());
            Glyph {
                face: piece.face,
                id: info.glyph_id,
                advance: position.x_advance as f32 / em,
                offset: (position.x_offset as f32 / em, position.y_offset as f32 / em),
                range: piece.range.start + start..piece.range.start + end,
            }
        });
        glyphs.collect()
    }

    /// Returns the width of a text on one line, at size 1.
    pub(super) fn width(&self, weight: Weight, text: &str) -> f32 {
        let space = advance(&self.shape(weight, " "));
        let words = text.split(' ').map(|word| advance(&self.shape(weight, word)) + space);
        words.sum::<f32>() - space
    }
}

/// Returns the code point of a character: U+4E2D.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A piece of a text in one face and one direction.
struct Piece {
    face: usize,
    is_rtl: bool,
    range: Range<usize>,
}

/// True for a character of a right-to-left script.
pub(super) fn is_right_to_left(c: char) -> bool {
    !c.is_ascii() && matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Returns the total advance of glyphs, at size 1.
pub(super) fn advance(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}
