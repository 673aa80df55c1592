//! Divides strips into pages and keeps together what belongs together, where a page is long enough.
//!
//! Must not know: what is on a strip.

use super::sheet::{Sheets, Strip};

/// A strip on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// Its top.
    pub(super) y: f32,
    pub(super) what: StripRef,
}

/// Reference to a strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StripRef {
    /// A strip of the paper.
    Strip(usize),
    /// A strip of a table's head, repeated.
    Head(usize, usize),
}

/// A page, from top to bottom.
pub(super) type Page = Vec<Placed>;

/// Returns a strip.
pub(super) fn strip(sheets: &Sheets, what: StripRef) -> &Strip {
    match what {
        StripRef::Strip(at) => &sheets.strips[at],
        StripRef::Head(table, at) => &sheets.heads[table][at],
    }
}

/// Returns the pages, at least one.
pub(super) fn divide(sheets: &Sheets) -> Vec<Page> {
    let mut pages: Vec<Page> = vec![Vec::new()];
    let mut y = sheets.top();
    let mut at = 0;
    while at < sheets.strips.len() {
        let mut end = together(&sheets.strips, at);
        if at < sheets.cover {
            end = end.min(sheets.cover);
        }
        let started = pages.last().is_some_and(|page| !page.is_empty());
        let after_cover = at > 0 && at == sheets.cover;
        let too_high = || y + height(&sheets.strips[at..needed(sheets, at, end)]) > sheets.bottom();
        if started && (after_cover || too_high()) {
            y = begin(&mut pages, sheets, at);
        }
        for place in at..end {
            let strip = &sheets.strips[place];
            let first = pages.last().is_none_or(Vec::is_empty);
            let mut top = if first { y } else { y + strip.space };
            if !first && top + strip.height > sheets.bottom() {
                top = begin(&mut pages, sheets, place);
            }
            if let Some(page) = pages.last_mut() {
                page.push(Placed { y: top, what: StripRef::Strip(place) });
            }
            y = top + strip.height;
        }
        at = end;
    }
    pages
}

/// Returns the end of the strips that are kept with this one.
fn together(strips: &[Strip], at: usize) -> usize {
    let kept = strips[at..].iter().take_while(|strip| strip.keep).count();
    (at + kept + 1).min(strips.len())
}

/// Returns the end of the strips that have to fit: all of them or, where no page is long enough, the headings and two
/// lines.
fn needed(sheets: &Sheets, at: usize, end: usize) -> usize {
    if sheets.top() + height(&sheets.strips[at..end]) <= sheets.bottom() - 80.0 {
        return end;
    }
    let headings = sheets.strips[at..end].iter().take_while(|strip| strip.heading).count();
    (at + headings + 2).min(end)
}

fn height(strips: &[Strip]) -> f32 {
    strips.iter().map(|strip| strip.space + strip.height).sum()
}

/// Starts a page, with the head of the table that continues there. Returns the top of the next strip.
fn begin(pages: &mut Vec<Page>, sheets: &Sheets, at: usize) -> f32 {
    let mut page = Vec::new();
    let mut y = sheets.top();
    if let Some(table) = sheets.strips[at].table {
        let heads = sheets.heads.get(table).map_or(&[][..], Vec::as_slice);
        // A head of nearly a page is not repeated.
        if height(heads) < (sheets.bottom() - sheets.top()) / 3.0 {
            for (part, strip) in heads.iter().enumerate() {
                page.push(Placed { y, what: StripRef::Head(table, part) });
                y += strip.height;
            }
        }
    }
    pages.push(page);
    y
}
