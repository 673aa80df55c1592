//! Notice above the window while files are dragged over it.
//!
//! Must not know: how a file is attached.

use eframe::egui::{Align2, Area, Context, Frame, Id, Margin, Order, Stroke};

use crate::case::Case;
use crate::ui::theme::{corner, plain, space, stroke, tokens};
use crate::wording;

/// Draws the notice with the open case, or the request to open one.
pub fn drop_ui(ctx: &Context, case: Option<&Case>) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let text = match case {
        Some(case) => format!("Drop it to attach it to case {} · {}", case.id, wording::member(case)),
        None => "First open the case that the file belongs to".to_owned(),
    };
    let t = tokens(ctx);
    let area = Area::new(Id::unique("drop a file")).order(Order::Foreground).fixed_pos(ctx.content_rect().center());
    area.pivot(Align2::CENTER_CENTER).show(ctx, |ui| {
        let frame = Frame::new().fill(t.card).stroke(Stroke::new(stroke::RING, t.accent));
        frame
            .corner_radius(corner::CARD)
            .inner_margin(Margin::same(space::XL as i8))
            .show(ui, |ui| ui.label(plain(text)));
    });
}
