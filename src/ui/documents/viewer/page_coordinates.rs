//! Maps points and regions of pages to the screen and back, for rotated pages.
//!
//! Must not know: where a page lies, or what is on it.

use std::collections::BTreeMap;

use eframe::egui::{Pos2, Rect, Vec2, vec2};

use crate::case::Region;

/// Quarter turns to the right by page.
///
/// A page that is absent is shown as it lies in the file.
pub type Rotations = BTreeMap<u32, u8>;

/// Returns the quarter turns to the right of a page, from 0 to 3.
pub fn rotation_of(rotations: &Rotations, page: u32) -> u8 {
    rotations.get(&page).copied().unwrap_or(0)
}

/// Returns the size of a page after its quarter turns.
pub(super) fn rotated_size(size: Vec2, rotation: u8) -> Vec2 {
    if rotation % 2 == 1 { vec2(size.y, size.x) } else { size }
}

/// Maps a point of an upright page to the rotated page.
///
/// Both are fractions of width and height.
pub fn rotated_point(point: Vec2, rotation: u8) -> Vec2 {
    match rotation % 4 {
        1 => vec2(1.0 - point.y, point.x),
        2 => vec2(1.0 - point.x, 1.0 - point.y),
        3 => vec2(point.y, 1.0 - point.x),
        _ => point,
    }
}

/// Maps a region of a page to the rectangle where it is shown.
pub fn region_to_rect(region: Region, page_rect: Rect, rotation: u8) -> Rect {
    let fraction = |at: u16| f32::from(at) / f32::from(Region::WHOLE);
    let corner =
        |x: u16, y: u16| page_rect.min + rotated_point(vec2(fraction(x), fraction(y)), rotation) * page_rect.size();
    Rect::from_two_pos(corner(region.left, region.top), corner(region.right, region.bottom))
}

/// Maps the rectangle between two points of the screen to a region of the page.
///
/// Points outside the page are moved to its edge. Returns `None` where the rectangle has no area.
pub fn region_between(from: Pos2, to: Pos2, page_rect: Rect, rotation: u8) -> Option<Region> {
    let upright = |at: Pos2| {
        let fraction = ((at - page_rect.min) / page_rect.size()).clamp(Vec2::ZERO, Vec2::splat(1.0));
        // The rest of a full turn undoes the rotation.
        rotated_point(fraction, 4 - rotation % 4)
    };
    let area = Rect::from_two_pos(upright(from).to_pos2(), upright(to).to_pos2());
    let number = |fraction: f32| (fraction * f32::from(Region::WHOLE)).round() as u16;
    let region = Region {
        left: number(area.left()),
        top: number(area.top()),
        right: number(area.right()),
        bottom: number(area.bottom()),
    };
    region.is_on_a_page().then_some(region)
}
