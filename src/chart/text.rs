//! Extracts the words of a PDF page with their regions, from the characters that its fonts name and their positions.
//!
//! Must not know: what is searched for.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt as _, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect};

use super::page::{PageSize, Word};
use crate::case::Region;

/// The most characters of a page: more than anybody reads on one.
const MOST_LETTERS: usize = 100_000;
/// The longest word in bytes; a longer one is split.
const LONGEST_WORD: usize = 200;
/// A gap wider than this part of a letter's height separates words.
const GAP: f64 = 0.25;
/// Letters whose baselines differ by less than this part of their height are in one line.
const LINE: f64 = 0.4;

/// Returns the words in the order of the file, which is the reading order in all but rare files.
pub(super) fn words(page: &Page<'_>, size: PageSize) -> Vec<Word> {
    let cache = InterpreterCache::new();
    let whole = Rect::new(0.0, 0.0, f64::from(size.width), f64::from(size.height));
    let upright = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(upright, whole, &cache, page.xref(), InterpreterSettings::default());
    let mut letters = Letters { found: Vec::new() };
    interpret_page(page, &mut context, &mut letters);
    join_letters(&letters.found, size)
}

/// A letter with its position, in points from the upper left corner.
struct Letter {
    text: String,
    /// Left end of its baseline.
    foot: Point,
    /// Its height, and the direction of its line.
    height: f64,
    along: (f64, f64),
}

struct Letters {
    found: Vec<Letter>,
}

impl Device<'_> for Letters {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if self.found.len() >= MOST_LETTERS {
                return;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(text)) => text,
                None => continue,
            };
            let place: Affine = props.transform * glyph.transform();
            let [a, b, c, d, _, _] = place.as_coeffs();
            let foot = place * Point::ZERO;
            // Outline fonts use units of a thousandth of their size, others the size itself.
            let scale = if matches!(**glyph, hayro::hayro_interpret::font::Glyph::Outline(_)) { 1000.0 } else { 1.0 };
            let (wide, height) = (a.hypot(b), c.hypot(d) * scale);
            if !(foot.x.is_finite() && foot.y.is_finite() && height.is_finite() && height > 0.0 && wide > 0.0) {
                continue;
            }
            self.found.push(Letter { text, foot, height, along: (a / wide, b / wide) });
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Joins letters to words: a space, a gap or a new line ends one.
fn join_letters(letters: &[Letter], size: PageSize) -> Vec<Word> {
    let mut words: Vec<(String, Rect)> = Vec::new();
    let mut before: Option<(&Letter, f64)> = None;
    for letter in letters {
        let blank = letter.text.chars().all(|c| c.is_whitespace() || c.is_control());
        let rest = before.is_some_and(|(before, width)| is_continuation(before, width, letter));
        if !blank {
            let box_of = area(letter);
            match words.last_mut().filter(|(word, _)| rest && word.len() + letter.text.len() <= LONGEST_WORD) {
                Some((word, area)) => {
                    word.push_str(&letter.text);
                    *area = area.union(box_of);
                }
                None => words.push((letter.text.clone(), box_of)),
            }
        }
        before = (!blank).then(|| (letter, width(letter)));
    }
    words.into_iter().filter_map(|(text, area)| Some(Word { text, region: region(area, size)? })).collect()
}

/// Estimates the width of a letter, whose advance is unknown here.
fn width(letter: &Letter) -> f64 {
    letter.height * 0.55 * letter.text.chars().count() as f64
}

/// True if a letter follows another one in the same line without a gap.
fn is_continuation(before: &Letter, width: f64, next: &Letter) -> bool {
    let (x, y) = (next.foot.x - before.foot.x, next.foot.y - before.foot.y);
    let (along, across) = (x * before.along.0 + y * before.along.1, y * before.along.0 - x * before.along.1);
    let height = before.height;
    across.abs() < LINE * height && along > -GAP * height && along < width + (GAP + 0.35) * height
}

fn area(letter: &Letter) -> Rect {
    let (along, height) = (letter.along, letter.height);
    let end = Point::new(letter.foot.x + along.0 * width(letter), letter.foot.y + along.1 * width(letter));
    // Upward on the page, whatever the direction of the line.
    let up = |point: Point, part: f64| Point::new(point.x + along.1 * height * part, point.y - along.0 * height * part);
    let corners = [up(letter.foot, -0.2), up(letter.foot, 0.8), up(end, -0.2), up(end, 0.8)];
    corners.iter().fold(Rect::from_points(letter.foot, end), |area, corner| area.union_pt(*corner))
}

/// Returns the region on the page; `None` for an area off the page.
fn region(area: Rect, size: PageSize) -> Option<Region> {
    let part = |at: f64, of: f32| {
        (at / f64::from(of) * f64::from(Region::WHOLE)).round().clamp(0.0, f64::from(Region::WHOLE)) as u16
    };
    let (left, right) = (part(area.x0, size.width), part(area.x1, size.width));
    let (top, bottom) = (part(area.y0, size.height), part(area.y1, size.height));
    (left < right && top < bottom).then_some(Region { left, top, right, bottom })
}
