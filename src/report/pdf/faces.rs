//! The two faces of the print: which characters they have, and how wide words are. What is measured here is what is drawn.
//!
//! Must not know: lines, pages, or what the text is about.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::ops::Range;
use std::rc::Rc;

use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, script};

use crate::letters::is_hidden;

pub(super) const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf");
pub(super) const SEMI_BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSans-SemiBold.ttf");

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// A glyph, its measures in parts of the size of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) advance: f32,
    pub(super) offset: (f32, f32),
    /// The characters that it stands for.
    pub(super) range: Range<usize>,
}

/// The glyphs of a word, measured once.
type Word = Rc<[Glyph]>;

/// Both faces, with the words that were measured already.
pub(super) struct Faces {
    regular: Face<'static>,
    semi_bold: Face<'static>,
    words: RefCell<HashMap<(Weight, String), Word>>,
    /// How each script is shaped: found out once, since that takes longer than a word.
    plans: RefCell<HashMap<(Weight, Script), ShapePlan>>,
    lacking: RefCell<BTreeSet<char>>,
}

impl Faces {
    /// Nothing where the files are no fonts.
    pub(super) fn new() -> Option<Self> {
        let (regular, semi_bold) = (Face::from_slice(REGULAR, 0)?, Face::from_slice(SEMI_BOLD, 0)?);
        Some(Self {
            regular,
            semi_bold,
            words: RefCell::default(),
            plans: RefCell::default(),
            lacking: RefCell::default(),
        })
    }

    /// The characters that stand as their codes, in the order of these.
    pub(super) fn lacking(&self) -> Vec<char> {
        self.lacking.borrow().iter().copied().collect()
    }

    /// The text with what cannot be printed, or would not be seen, as its code.
    pub(super) fn printable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let known = |face: &Face<'_>| face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0);
            if !is_invisible(c) && known(&self.regular) && known(&self.semi_bold) {
                out.push(c);
            } else {
                self.lacking.borrow_mut().insert(c);
                // Writing to a string cannot fail.
                let _ = write!(out, "[{}]", code_point(c));
            }
        }
        out
    }

    /// The glyphs of a word.
    pub(super) fn shape(&self, weight: Weight, word: &str) -> Word {
        let key = (weight, word.to_owned());
        if let Some(known) = self.words.borrow().get(&key) {
            return Rc::clone(known);
        }
        let shaped: Word = self.shaped(weight, word).into();
        self.words.borrow_mut().insert(key, Rc::clone(&shaped));
        shaped
    }

    fn shaped(&self, weight: Weight, word: &str) -> Vec<Glyph> {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        if buffer.script() == script::UNKNOWN {
            buffer.set_script(script::LATIN);
        }
        let written = buffer.script();
        let mut plans = self.plans.borrow_mut();
        let plan = plans
            .entry((weight, written))
            .or_insert_with(|| ShapePlan::new(face, Direction::LeftToRight, Some(written), None, &[]));
        let shaped = rustybuzz::shape_with_plan(face, plan, buffer);
        let em = face.units_per_em() as f32;
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, position)| {
            let start = info.cluster as usize;
            let end = starts.iter().copied().find(|next| *next > start).unwrap_or(word.len());
            Glyph {
                id: info.glyph_id,
                advance: position.x_advance as f32 / em,
                offset: (position.x_offset as f32 / em, position.y_offset as f32 / em),
                range: start..end,
            }
        });
        glyphs.collect()
    }

    /// How wide a text is on one line, at size 1.
    pub(super) fn width(&self, weight: Weight, text: &str) -> f32 {
        let space = advance(&self.shape(weight, " "));
        let words = text.split(' ').map(|word| advance(&self.shape(weight, word)) + space);
        words.sum::<f32>() - space
    }
}

/// How a character is named: U+4E2D.
pub(super) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// How far glyphs reach, at size 1.
pub(super) fn advance(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// Characters that leave no trace on paper though fonts may have them, and those that mean something else in each font.
fn is_invisible(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{10ffff}')
}
