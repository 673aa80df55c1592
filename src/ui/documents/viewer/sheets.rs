//! Where the pages of a document lie, one below the other, for a width, a zoom and the way each is turned.
//!
//! Must not know: what is on a page, or how it is drawn.

use std::collections::BTreeMap;
use std::ops::Range;

use eframe::egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::case::Region;
use crate::chart::PageSize;

/// Points of the window for a point on paper at one per cent: at a hundred there are 96 to the inch, and on paper 72.
const PER_CENT: f32 = 0.04 / 3.0;
/// The sizes that one goes through, in per cent.
const STEPS: [u16; 13] = [25, 33, 50, 67, 80, 100, 125, 150, 200, 250, 300, 400, 600];

/// How large pages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// As wide as there is room.
    #[default]
    Width,
    /// A whole page at once.
    Page,
    /// Of their size on paper.
    Percent(u16),
}

impl Zoom {
    /// As wide as there is room; from there, a whole page.
    pub fn fitting(self) -> Self {
        if self == Self::Width { Self::Page } else { Self::Width }
    }

    /// The next larger or smaller size, from what is shown now in per cent.
    pub fn stepped(percent: f32, larger: bool) -> Self {
        // What fits is rarely a whole number: a hair above a step is that step.
        let beyond = |step: &&u16| {
            let step = f32::from(**step);
            if larger { step > percent + 1.0 } else { step < percent - 1.0 }
        };
        let step = if larger { STEPS.iter().find(beyond) } else { STEPS.iter().rev().find(beyond) };
        let end = if larger { 600 } else { 25 };
        Self::Percent(step.copied().unwrap_or(end))
    }
}

/// By how many quarters to the right pages are turned that do not lie as they are read.
pub type Turns = BTreeMap<u32, u8>;

/// A place in a document: the page at the upper edge of what is seen, and how much of it is above.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PagePosition {
    /// The page, from 0.
    pub page: u32,
    /// The part of its height that is above.
    pub part: f32,
}

/// The pages laid out.
pub struct Sheets {
    /// Where each begins and how large it is.
    sheets: Vec<(f32, Vec2)>,
    /// The room for all of them.
    size: Vec2,
    gap: f32,
}

impl Sheets {
    /// Lays pages out in this room, with a gap between two of them.
    pub fn of(pages: &[PageSize], turns: &Turns, zoom: Zoom, room: Vec2, gap: f32) -> Self {
        let mut sheets = Vec::with_capacity(pages.len());
        let (mut top, mut widest, mut last) = (0.0, room.x, 0.0);
        for (page, size) in (0..).zip(pages) {
            let paper = turned(vec2(size.width, size.height), turn_of(turns, page));
            let scale = match zoom {
                Zoom::Width => room.x / paper.x,
                Zoom::Page => (room.x / paper.x).min(room.y / paper.y),
                Zoom::Percent(percent) => PER_CENT * f32::from(percent),
            };
            let sheet = (paper * scale.max(f32::EPSILON)).max(Vec2::splat(1.0));
            sheets.push((top, sheet));
            top += sheet.y + gap;
            widest = sheet.x.max(widest);
            last = sheet.y;
        }
        // The last page can come to the upper edge too.
        Self { sheets, size: vec2(widest, top - gap + (room.y - last).max(0.0)), gap }
    }

    /// The room that all of them take.
    pub fn size(&self) -> Vec2 {
        self.size
    }

    /// Where a page lies, from the upper left corner of all.
    pub fn rect(&self, page: u32) -> Option<Rect> {
        let (top, size) = self.sheets.get(page as usize)?;
        Some(Rect::from_min_size(pos2(((self.size.x - size.x) / 2.0).max(0.0), *top), *size))
    }

    /// The pages that are seen between these heights.
    pub fn in_sight(&self, top: f32, bottom: f32) -> Range<u32> {
        let first = self.sheets.partition_point(|(at, size)| at + size.y <= top);
        let beyond = self.sheets.partition_point(|(at, _)| *at < bottom);
        first as u32..beyond.max(first) as u32
    }

    /// The place at a height.
    pub fn place_at(&self, top: f32) -> PagePosition {
        let page = self.sheets.partition_point(|(at, size)| at + size.y + self.gap <= top);
        let page = page.min(self.sheets.len().saturating_sub(1));
        let part = self.sheets.get(page).map_or(0.0, |(at, size)| (top - at) / size.y);
        PagePosition { page: page as u32, part }
    }

    /// The height of a place; of one behind the last page, that of the last page.
    pub fn top_of(&self, place: PagePosition) -> f32 {
        match self.sheets.get(place.page as usize) {
            Some((at, size)) => at + place.part * size.y,
            None => self.sheets.last().map_or(0.0, |(at, _)| *at),
        }
    }

    /// How large a page is shown, in per cent of its size on paper.
    pub fn percent(&self, page: u32, paper: PageSize, turns: &Turns) -> Option<f32> {
        let paper = turned(vec2(paper.width, paper.height), turn_of(turns, page));
        self.sheets.get(page as usize).map(|(_, size)| size.x / paper.x / PER_CENT)
    }
}

/// How a page is turned.
pub fn turn_of(turns: &Turns, page: u32) -> u8 {
    turns.get(&page).copied().unwrap_or(0)
}

fn turned(size: Vec2, turn: u8) -> Vec2 {
    if turn % 2 == 1 { vec2(size.y, size.x) } else { size }
}

/// Where a place on a page, in parts of its width and height as it lies in the file, is seen on a page turned so.
pub fn seen_at(place: Vec2, turn: u8) -> Vec2 {
    match turn % 4 {
        1 => vec2(1.0 - place.y, place.x),
        2 => vec2(1.0 - place.x, 1.0 - place.y),
        3 => vec2(place.y, 1.0 - place.x),
        _ => place,
    }
}

/// Where a rectangle of a page is seen on its sheet.
pub fn seen(region: Region, sheet: Rect, turn: u8) -> Rect {
    let part = |at: u16| f32::from(at) / f32::from(Region::WHOLE);
    let corner = |x: u16, y: u16| sheet.min + seen_at(vec2(part(x), part(y)), turn) * sheet.size();
    Rect::from_two_pos(corner(region.left, region.top), corner(region.right, region.bottom))
}

/// The rectangle of a page that lies between two places seen on its sheet; none where they are one line or one point.
pub fn marked(from: Pos2, to: Pos2, sheet: Rect, turn: u8) -> Option<Region> {
    let place = |at: Pos2| {
        let part = ((at - sheet.min) / sheet.size()).clamp(Vec2::ZERO, Vec2::splat(1.0));
        // Turned on until it lies as in the file.
        seen_at(part, 4 - turn % 4)
    };
    let area = Rect::from_two_pos(place(from).to_pos2(), place(to).to_pos2());
    let number = |part: f32| (part * f32::from(Region::WHOLE)).round() as u16;
    let region = Region {
        left: number(area.left()),
        top: number(area.top()),
        right: number(area.right()),
        bottom: number(area.bottom()),
    };
    region.is_on_a_page().then_some(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: PageSize = PageSize { width: 612.0, height: 792.0 };
    const LYING: PageSize = PageSize { width: 792.0, height: 612.0 };

    fn sheets(zoom: Zoom, turns: &Turns) -> Sheets {
        Sheets::of(&[LETTER, LYING, LETTER], turns, zoom, vec2(600.0, 500.0), 8.0)
    }

    #[test]
    fn a_page_fits_the_width_or_is_seen_whole() {
        let wide = sheets(Zoom::Width, &Turns::new());
        assert!((0..3).all(|page| (wide.rect(page).unwrap().width() - 600.0).abs() < 0.01));
        let whole = sheets(Zoom::Page, &Turns::new());
        assert!((0..3).all(|page| whole.rect(page).unwrap().height() < 500.01));
        let actual = sheets(Zoom::Percent(100), &Turns::new());
        assert!((actual.rect(0).unwrap().width() - 816.0).abs() < 0.01, "96 to the inch");
        assert!(actual.size().x > 1000.0, "the widest page gives the width");
        assert!((actual.percent(1, LYING, &Turns::new()).unwrap() - 100.0).abs() < 0.01);
    }

    #[test]
    fn a_place_is_found_again_whatever_the_zoom() {
        let (wide, small) = (sheets(Zoom::Width, &Turns::new()), sheets(Zoom::Percent(33), &Turns::new()));
        for top in [0.0, 300.0, 777.0, 1000.0, 1250.0] {
            let place = wide.place_at(top);
            assert!((wide.top_of(place) - top).abs() < 0.01);
            assert_eq!(small.place_at(small.top_of(place)).page, place.page);
        }
        for page in 0..3 {
            let top = wide.top_of(PagePosition { page, part: 0.0 });
            assert_eq!(wide.place_at(top).page, page);
            assert!(top + 500.0 <= wide.size().y + 0.01, "every page can come to the upper edge");
            assert!(wide.in_sight(top, top + 1.0).contains(&page));
        }
        assert_eq!(wide.in_sight(0.0, 10.0), 0..1);
        assert_eq!(wide.place_at(wide.top_of(PagePosition { page: 500, part: 0.5 })).page, 2);
        assert_eq!(Sheets::of(&[], &Turns::new(), Zoom::Width, vec2(9.0, 9.0), 8.0).in_sight(0.0, 9.0), 0..0);
    }

    #[test]
    fn a_turned_page_keeps_its_marks() {
        let region = Region { left: 1000, top: 2000, right: 3000, bottom: 2500 };
        for turn in 0..4 {
            let turns = Turns::from([(0, turn)]);
            let sheet = sheets(Zoom::Width, &turns).rect(0).unwrap();
            assert_eq!(sheet.height() < sheet.width(), turn % 2 == 1);
            let at = seen(region, sheet, turn);
            assert!(sheet.contains_rect(at));
            assert_eq!(marked(at.min, at.max, sheet, turn), Some(region), "{turn}");
        }
        let sheet = sheets(Zoom::Width, &Turns::new()).rect(0).unwrap();
        let upper_left = seen(Region { left: 0, top: 0, right: 10, bottom: 10 }, sheet, 1);
        assert!(upper_left.right() > sheet.right() - 1.0, "turned to the right, what was left above is right above");
        assert_eq!(marked(sheet.min, sheet.min, sheet, 0), None);
        let beyond = marked(sheet.min - vec2(50.0, 50.0), sheet.max + vec2(50.0, 50.0), sheet, 0).unwrap();
        assert!(beyond.is_on_a_page());
    }

    #[test]
    fn steps_of_size() {
        let steps = |percent, larger| Zoom::stepped(percent, larger);
        assert_eq!(steps(73.4, true), Zoom::Percent(80));
        assert_eq!(steps(73.4, false), Zoom::Percent(67));
        assert_eq!(steps(100.2, true), Zoom::Percent(125));
        assert_eq!(steps(99.9, false), Zoom::Percent(80));
        assert_eq!(steps(9000.0, true), Zoom::Percent(600));
        assert_eq!(steps(3.0, false), Zoom::Percent(25));
    }
}
