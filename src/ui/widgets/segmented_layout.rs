//! Layout of the options of an answer group.
//!
//! Must not know: which one is chosen.

use super::face::Face;
use crate::ui::theme::{corner, size, space};
use eframe::egui::{CornerRadius, Rect, Ui, Vec2, pos2, vec2};

/// Allocates a rectangle for each face: a row if they fit, else a column.
pub(super) fn arrange(ui: &mut Ui, faces: &[Face]) -> Vec<Rect> {
    let sizes: Vec<Vec2> = faces
        .iter()
        .map(|face| vec2(face.size().x + 2.0 * space::M, (face.size().y + space::S).max(size::CONTROL)))
        .collect();
    let total: f32 = sizes.iter().map(|size| size.x).sum();
    let tallest = sizes.iter().map(|size| size.y).fold(0.0, f32::max);
    let widest = sizes.iter().map(|size| size.x).fold(0.0, f32::max);
    let in_row = total <= ui.available_width();
    let wanted = if in_row { vec2(total, tallest) } else { vec2(widest, sizes.iter().map(|size| size.y).sum()) };
    let (_, room) = ui.allocate_space(wanted);
    let mut corner = room.min;
    sizes
        .iter()
        .map(|size| {
            let size = if in_row { vec2(size.x, tallest) } else { vec2(widest, size.y) };
            let rect = Rect::from_min_size(corner, size);
            corner = if in_row { pos2(rect.right(), corner.y) } else { pos2(corner.x, rect.bottom()) };
            rect
        })
        .collect()
}

/// Returns the corner radii of an option: only corners of the group are rounded.
pub(super) fn rounding(rect: Rect, all: Rect) -> CornerRadius {
    let at = |touches: bool| if touches { corner::CONTROL } else { 0 };
    let (left, right) = (rect.left() <= all.left(), rect.right() >= all.right());
    let (top, bottom) = (rect.top() <= all.top(), rect.bottom() >= all.bottom());
    CornerRadius { nw: at(left && top), ne: at(right && top), sw: at(left && bottom), se: at(right && bottom) }
}
