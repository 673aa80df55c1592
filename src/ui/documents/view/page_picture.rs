//! Shape of a rotated page texture.
//!
//! Must not know: which page it is.

use eframe::egui::epaint::Vertex;
use eframe::egui::{Mesh, Rect, Shape, TextureHandle, pos2, vec2};

use crate::ui::documents::viewer::rotated_point;
use crate::ui::theme::UNTINTED;

/// Returns the shape that fills a page's rectangle with its texture.
///
/// `rotation` is the number of quarter turns to the right.
pub(super) fn page_picture(texture: &TextureHandle, page_rect: Rect, rotation: u8) -> Shape {
    let mut mesh = Mesh::with_texture(texture.id());
    for (x, y) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)] {
        // The rest of a full turn leads from the screen back to the texture.
        let in_texture = rotated_point(vec2(x, y), 4 - rotation % 4);
        let pos = page_rect.min + vec2(x, y) * page_rect.size();
        mesh.vertices.push(Vertex { pos, uv: pos2(in_texture.x, in_texture.y), color: UNTINTED });
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    Shape::mesh(mesh)
}
