//! Result of the first pass: strips from top to bottom, their content, and the tree of their tags.
//!
//! Must not know: any block of a paper, or how anything is drawn.

use super::super::figure::Figure;
use super::super::logo::Logo;
use super::lines::Line;
use super::style::{FOOT, Style};
use super::tags::Tags;

/// US Letter, in points.
pub(super) const PAGE: (f32, f32) = (612.0, 792.0);
/// Distance from the top of the page to the first strip.
pub(super) const TOP: f32 = 60.0;
/// The same in a letter, whose letterhead is higher.
pub(super) const LETTER_TOP: f32 = 46.0;
/// Distance from the last line of the foot to the bottom of the page.
pub(super) const BOTTOM: f32 = 36.0;

/// A text on a strip.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) line: Line,
    pub(super) style: Style,
    pub(super) x: f32,
    /// Distance from the top of the strip.
    pub(super) baseline: f32,
    /// Its tag.
    pub(super) tag: usize,
}

/// A part of a paper that is never divided: a line of text with everything next to it, or a drawing.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// Space above it, except at the top of a page.
    pub(super) space: f32,
    pub(super) height: f32,
    pub(super) runs: Vec<Run>,
    /// Horizontal rules: distance from the top of the strip, left end, right end.
    pub(super) rules: Vec<(f32, f32, f32)>,
    pub(super) drawing: Option<Drawing>,
    /// A logo at the top of the strip.
    pub(super) logo: Option<PlacedLogo>,
    /// True if the next strip should be on the same page.
    pub(super) keep: bool,
    /// True for a strip of a heading.
    pub(super) heading: bool,
    /// The table whose head is repeated where this strip starts a page.
    pub(super) table: Option<usize>,
}

/// A drawing on a strip.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    pub(super) figure: Figure,
    pub(super) x: f32,
    /// Points per unit of its canvas.
    pub(super) scale: f32,
    pub(super) tag: usize,
}

/// A logo on a strip.
#[derive(Clone, Debug)]
pub(super) struct PlacedLogo {
    pub(super) logo: Logo,
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A target of the outline.
#[derive(Clone)]
pub(super) struct Bookmark {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) strip: usize,
}

/// A paper before it is divided into pages.
#[derive(Default)]
pub(super) struct Sheets {
    pub(super) strips: Vec<Strip>,
    pub(super) tags: Tags,
    /// Heads of tables, to be repeated.
    pub(super) heads: Vec<Vec<Strip>>,
    pub(super) bookmarks: Vec<Bookmark>,
    pub(super) foot: Vec<Line>,
    pub(super) left: f32,
    pub(super) right: f32,
    /// True for a letter, whose headings are smaller, so that deadline and signature fit on its first page.
    pub(super) is_letter: bool,
    /// Number of strips of the cover page; the next one starts a page.
    pub(super) cover: usize,
}

impl Sheets {
    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Top of the first strip of a page.
    pub(super) fn top(&self) -> f32 {
        if self.is_letter { LETTER_TOP } else { TOP }
    }

    /// Top of the foot: its rule.
    pub(super) fn foot_top(&self) -> f32 {
        PAGE.1 - BOTTOM - self.foot.len().max(1) as f32 * FOOT.leading - 6.0
    }

    /// Lowest end of the last strip of a page.
    pub(super) fn bottom(&self) -> f32 {
        self.foot_top() - 16.0
    }

    /// Adds lines below each other. The first and the last are not separated from their neighbors.
    pub(super) fn add_lines(&mut self, lines: Vec<Line>, style: Style, x: f32, tag: usize, space: f32) {
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let run = Run { line, style, x, baseline: style.baseline(), tag };
            self.strips.push(Strip {
                space: if at == 0 { space } else { 0.0 },
                height: style.leading,
                runs: vec![run],
                keep: count > 1 && (at == 0 || at + 2 == count),
                ..Strip::default()
            });
        }
    }

    /// Adds lines that start next to other lines: after a label or a mark.
    pub(super) fn add_columns(&mut self, first: Vec<Run>, second: Vec<Run>, leading: f32, space: f32) {
        let count = first.len().max(second.len());
        let (mut first, mut second) = (first.into_iter(), second.into_iter());
        for at in 0..count {
            self.strips.push(Strip {
                space: if at == 0 { space } else { 0.0 },
                height: leading,
                runs: first.next().into_iter().chain(second.next()).collect(),
                keep: count > 1 && (at == 0 || at + 2 == count),
                ..Strip::default()
            });
        }
    }

    /// Keeps the last strip on the page of the next one.
    pub(super) fn keep_last(&mut self) {
        if let Some(last) = self.strips.last_mut() {
            last.keep = true;
        }
    }
}

/// Makes runs of lines, all on the baseline of `aligned_with`.
pub(super) fn runs(lines: Vec<Line>, style: Style, x: f32, aligned_with: Style, tag: usize) -> Vec<Run> {
    let baseline = aligned_with.baseline();
    lines.into_iter().map(|line| Run { line, style, x, baseline, tag }).collect()
}
