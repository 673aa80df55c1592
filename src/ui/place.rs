//! Where the window lies on the screens: kept when it is closed, and brought back where it could not be reached.
//!
//! Must not know: what the window shows, or where the place is kept.

use eframe::egui::{Context, Pos2, Rect, ViewportBuilder, ViewportCommand, pos2, vec2};
use winit::window::Window;

use super::theme::room;
use crate::store::WindowPlace;

/// A window that begins where one was kept. The screens are not known yet: see `settle`.
pub(super) fn begin_at(kept: WindowPlace, viewport: ViewportBuilder) -> ViewportBuilder {
    let viewport = viewport.with_inner_size(rect(kept).size());
    if kept.at.is_some() { viewport.with_position(rect(kept).min) } else { viewport }
}

/// Sees to it that the window can be reached: one whose kept place is out of reach of today's screens is moved onto one of
/// them, and one that was never placed and has no room on the screen with its frame fills it.
pub(super) fn settle(kept: Option<WindowPlace>, window: &Window, ctx: &Context) {
    let screens: Vec<Rect> = screens(window).collect();
    let Some(kept) = kept else {
        let fits = |screen: &Rect| screen.width() >= room::FIRST[0] && screen.height() >= room::FIRST[1] + room::FRAME;
        if !screens.is_empty() && !screens.iter().any(fits) {
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
        return;
    };
    // Asked for before a window is shown, it is not heard by every system.
    if kept.maximized {
        ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
    }
    let (lay, lies) = (rect(kept), within(rect(kept), &screens));
    // Commands count in the text's own points.
    let points = ctx.zoom_factor();
    if lies.size() != lay.size() {
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(lies.size() / points));
    }
    if kept.at.is_some() && lies.min != lay.min {
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition((lies.min.to_vec2() / points).to_pos2()));
    }
}

/// Where a window lies now. While it fills the screen its place is the one before.
pub(super) fn of(window: &Window, before: Option<WindowPlace>) -> Option<WindowPlace> {
    if window.is_minimized() == Some(true) {
        return before;
    }
    if window.is_maximized() || window.fullscreen().is_some() {
        let before = before.unwrap_or(WindowPlace {
            at: None,
            size: (room::FIRST[0] as i32, room::FIRST[1] as i32),
            maximized: true,
        });
        return Some(WindowPlace { maximized: true, ..before });
    }
    let scale = window.scale_factor();
    let points = |pixels: f64| (pixels / scale).round() as i32;
    let size = window.inner_size();
    // Some systems tell nobody where a window lies.
    let at = window.outer_position().ok().map(|at| (points(at.x.into()), points(at.y.into())));
    // What a frame takes is measured a line more or less, and a window that nobody moves must not wander.
    let near = |(one, other): (i32, i32)| (one - other).abs() <= 2;
    let at = match (at, before.and_then(|before| before.at)) {
        (Some((x, y)), Some(before)) if near((x, before.0)) && near((y, before.1)) => Some(before),
        (at, _) => at,
    };
    Some(WindowPlace { at, size: (points(size.width.into()), points(size.height.into())), maximized: false })
}

/// The screens, in points.
fn screens(window: &Window) -> impl Iterator<Item = Rect> {
    window.available_monitors().map(|screen| {
        let scale = screen.scale_factor() as f32;
        let (at, size) = (screen.position(), screen.size());
        Rect::from_min_size(pos2(at.x as f32, at.y as f32), vec2(size.width as f32, size.height as f32)) / scale
    })
}

fn rect(place: WindowPlace) -> Rect {
    let (x, y) = place.at.unwrap_or_default();
    Rect::from_min_size(pos2(x as f32, y as f32), vec2(place.size.0 as f32, place.size.1 as f32))
}

/// The same window where it can be got hold of: as it is where its top shows on a screen, and else on the screen that is
/// nearest. It is no larger than its screen. Without a screen nothing is known to be wrong.
fn within(window: Rect, screens: &[Rect]) -> Rect {
    let shown = |screen: &Rect| Rect::from_min_size(window.min, vec2(window.width(), room::HOLD[1])).intersect(*screen);
    let away = |screen: &Rect| screen.distance_sq_to_pos(window.center());
    let held =
        screens.iter().find(|screen| shown(screen).width() >= room::HOLD[0] && shown(screen).height() >= room::HOLD[1]);
    let Some(screen) = held.or(screens.iter().min_by(|one, other| away(one).total_cmp(&away(other)))) else {
        return window;
    };
    let size = window.size().min(screen.size());
    if held.is_some() {
        return Rect::from_min_size(window.min, size);
    }
    // The frame's bar takes room above what is measured here.
    let latest: Pos2 = (screen.max - size - vec2(0.0, room::HOLD[1])).max(screen.min);
    Rect::from_min_size(window.min.clamp(screen.min, latest), size)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(1280.0, 720.0) };
    const LEFT: Rect = Rect { min: pos2(-1920.0, 0.0), max: pos2(0.0, 1080.0) };

    fn window(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(width, height))
    }

    #[track_caller]
    fn check(lay: Rect, screens: &[Rect], lies: Rect) {
        assert_eq!(within(lay, screens), lies);
    }

    #[test]
    fn a_window_that_can_be_reached_stays() {
        check(window(100.0, 50.0, 800.0, 600.0), &[ONE], window(100.0, 50.0, 800.0, 600.0));
        // Half out at the right and at the bottom, as people leave windows.
        check(window(1000.0, 600.0, 800.0, 600.0), &[ONE], window(1000.0, 600.0, 800.0, 600.0));
        check(window(-1800.0, 40.0, 800.0, 600.0), &[ONE, LEFT], window(-1800.0, 40.0, 800.0, 600.0));
        check(window(-1800.0, 40.0, 800.0, 600.0), &[], window(-1800.0, 40.0, 800.0, 600.0));
    }

    #[test]
    fn one_that_cannot_is_brought_onto_the_nearest_screen() {
        // The second screen was unplugged.
        check(window(-1800.0, 40.0, 800.0, 600.0), &[ONE], window(0.0, 40.0, 800.0, 600.0));
        check(window(9000.0, 9000.0, 800.0, 600.0), &[ONE], window(480.0, 96.0, 800.0, 600.0));
        check(window(9000.0, 9000.0, 800.0, 600.0), &[LEFT, ONE], window(480.0, 96.0, 800.0, 600.0));
        // Its top is above the screen: nobody can take hold of it.
        check(window(100.0, -40.0, 800.0, 600.0), &[ONE], window(100.0, 0.0, 800.0, 600.0));
        // A sliver at the edge.
        check(window(1270.0, 90.0, 800.0, 600.0), &[ONE], window(480.0, 90.0, 800.0, 600.0));
    }

    #[test]
    fn none_is_larger_than_its_screen() {
        check(window(0.0, 0.0, 3840.0, 2160.0), &[ONE], ONE);
        check(window(5000.0, 5000.0, 3840.0, 2160.0), &[ONE], ONE);
    }
}
