//! Layout of a document's pages, one below the other.
//!
//! Must not know: what is on a page, or how it is drawn.

use std::ops::Range;

use eframe::egui::{Rect, Vec2, pos2, vec2};

use super::page_coordinates::{Rotations, rotated_size, rotation_of};
use super::zoom::Zoom;
use crate::chart::PageSize;

/// Points on the screen for one point on paper at 1 %.
///
/// At 100 % an inch has 96 points on the screen, and 72 on paper.
const SCREEN_POINTS_PER_CENT: f32 = 0.04 / 3.0;

/// Scroll position in a document, independent of zoom and size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PagePosition {
    /// Page at the upper edge, from 0.
    pub page: u32,
    /// Fraction of the page's height above that edge.
    pub fraction: f32,
}

impl PagePosition {
    /// Returns the position of a page's upper edge.
    pub fn top_of(page: u32) -> Self {
        Self { page, fraction: 0.0 }
    }
}

/// Layout of the pages.
///
/// All distances are in points, from the upper left corner of the whole.
pub struct PageLayout {
    /// Upper edge and size of each page.
    pages: Vec<(f32, Vec2)>,
    size: Vec2,
    gap: f32,
}

impl PageLayout {
    /// Lays pages out for a viewport of this size, with a gap between two pages.
    pub fn new(sizes: &[PageSize], rotations: &Rotations, zoom: Zoom, viewport: Vec2, gap: f32) -> Self {
        let mut pages = Vec::with_capacity(sizes.len());
        let (mut top, mut widest, mut last_height) = (0.0, viewport.x, 0.0);
        for (page, size) in (0..).zip(sizes) {
            let paper = rotated_size(vec2(size.width, size.height), rotation_of(rotations, page));
            let scale = match zoom {
                Zoom::Width => viewport.x / paper.x,
                Zoom::Page => (viewport.x / paper.x).min(viewport.y / paper.y),
                Zoom::Percent(percent) => SCREEN_POINTS_PER_CENT * f32::from(percent),
            };
            let size = (paper * scale.max(f32::EPSILON)).max(Vec2::splat(1.0));
            pages.push((top, size));
            top += size.y + gap;
            widest = size.x.max(widest);
            last_height = size.y;
        }
        // Room below the last page, so that it too can be scrolled to the upper edge.
        Self { pages, size: vec2(widest, top - gap + (viewport.y - last_height).max(0.0)), gap }
    }

    /// Returns the size of all pages together.
    pub fn size(&self) -> Vec2 {
        self.size
    }

    /// Returns the rectangle of a page; `None` where there is no such page.
    pub fn rect(&self, page: u32) -> Option<Rect> {
        let (top, size) = self.pages.get(page as usize)?;
        Some(Rect::from_min_size(pos2(((self.size.x - size.x) / 2.0).max(0.0), *top), *size))
    }

    /// Returns the pages that are visible between two heights.
    pub fn visible_pages(&self, top: f32, bottom: f32) -> Range<u32> {
        let first = self.pages.partition_point(|(at, size)| at + size.y <= top);
        let beyond = self.pages.partition_point(|(at, _)| *at < bottom);
        first as u32..beyond.max(first) as u32
    }

    /// Returns the position at a height.
    pub fn position_at(&self, top: f32) -> PagePosition {
        let page = self.pages.partition_point(|(at, size)| at + size.y + self.gap <= top);
        let page = page.min(self.pages.len().saturating_sub(1));
        let fraction = self.pages.get(page).map_or(0.0, |(at, size)| (top - at) / size.y);
        PagePosition { page: page as u32, fraction }
    }

    /// Returns the height of a position.
    ///
    /// For one beyond the last page, returns the upper edge of that page.
    pub fn height_of(&self, position: PagePosition) -> f32 {
        match self.pages.get(position.page as usize) {
            Some((at, size)) => at + position.fraction * size.y,
            None => self.pages.last().map_or(0.0, |(at, _)| *at),
        }
    }

    /// Returns the percentage of its size on paper at which a page is shown.
    pub fn percent(&self, page: u32, paper: PageSize, rotations: &Rotations) -> Option<f32> {
        let paper = rotated_size(vec2(paper.width, paper.height), rotation_of(rotations, page));
        self.pages.get(page as usize).map(|(_, size)| size.x / paper.x / SCREEN_POINTS_PER_CENT)
    }
}

#[cfg(test)]
mod tests {
    use super::super::page_coordinates::{region_between, region_to_rect};
    use super::*;
    use crate::case::Region;

    const LETTER: PageSize = PageSize { width: 612.0, height: 792.0 };
    const LANDSCAPE: PageSize = PageSize { width: 792.0, height: 612.0 };

    fn layout(zoom: Zoom, rotations: &Rotations) -> PageLayout {
        PageLayout::new(&[LETTER, LANDSCAPE, LETTER], rotations, zoom, vec2(600.0, 500.0), 8.0)
    }

    #[test]
    fn a_page_fits_the_width_or_is_seen_whole() {
        let wide = layout(Zoom::Width, &Rotations::new());
        assert!((0..3).all(|page| (wide.rect(page).unwrap().width() - 600.0).abs() < 0.01));
        let whole = layout(Zoom::Page, &Rotations::new());
        assert!((0..3).all(|page| whole.rect(page).unwrap().height() < 500.01));
        let actual = layout(Zoom::Percent(100), &Rotations::new());
        assert!((actual.rect(0).unwrap().width() - 816.0).abs() < 0.01, "96 to the inch");
        assert!(actual.size().x > 1000.0, "the widest page gives the width");
        assert!((actual.percent(1, LANDSCAPE, &Rotations::new()).unwrap() - 100.0).abs() < 0.01);
    }

    #[test]
    fn a_position_is_found_again_at_any_zoom() {
        let (wide, small) = (layout(Zoom::Width, &Rotations::new()), layout(Zoom::Percent(33), &Rotations::new()));
        for top in [0.0, 300.0, 777.0, 1000.0, 1250.0] {
            let position = wide.position_at(top);
            assert!((wide.height_of(position) - top).abs() < 0.01);
            assert_eq!(small.position_at(small.height_of(position)).page, position.page);
        }
        for page in 0..3 {
            let top = wide.height_of(PagePosition::top_of(page));
            assert_eq!(wide.position_at(top).page, page);
            assert!(top + 500.0 <= wide.size().y + 0.01, "every page can come to the upper edge");
            assert!(wide.visible_pages(top, top + 1.0).contains(&page));
        }
        assert_eq!(wide.visible_pages(0.0, 10.0), 0..1);
        assert_eq!(wide.position_at(wide.height_of(PagePosition { page: 500, fraction: 0.5 })).page, 2);
        let empty = PageLayout::new(&[], &Rotations::new(), Zoom::Width, vec2(9.0, 9.0), 8.0);
        assert_eq!(empty.visible_pages(0.0, 9.0), 0..0);
    }

    #[test]
    fn a_rotated_page_keeps_its_marks() {
        let region = Region { left: 1000, top: 2000, right: 3000, bottom: 2500 };
        for rotation in 0..4 {
            let rotations = Rotations::from([(0, rotation)]);
            let page_rect = layout(Zoom::Width, &rotations).rect(0).unwrap();
            assert_eq!(page_rect.height() < page_rect.width(), rotation % 2 == 1);
            let shown = region_to_rect(region, page_rect, rotation);
            assert!(page_rect.contains_rect(shown));
            assert_eq!(region_between(shown.min, shown.max, page_rect, rotation), Some(region), "{rotation}");
        }
        let page_rect = layout(Zoom::Width, &Rotations::new()).rect(0).unwrap();
        let upper_left = region_to_rect(Region { left: 0, top: 0, right: 10, bottom: 10 }, page_rect, 1);
        assert!(upper_left.right() > page_rect.right() - 1.0, "turned to the right, upper left becomes upper right");
        assert_eq!(region_between(page_rect.min, page_rect.min, page_rect, 0), None);
        let beyond = vec2(50.0, 50.0);
        let clamped = region_between(page_rect.min - beyond, page_rect.max + beyond, page_rect, 0).unwrap();
        assert!(clamped.is_on_a_page());
    }
}
