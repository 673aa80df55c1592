//! Where the window lies on the screens: kept when it is closed, and brought back where it could not be reached.
//!
//! Must not know: what the window shows, or where the place is kept.

use eframe::egui::{Context, Pos2, Rect, Vec2, ViewportBuilder, ViewportCommand, pos2, vec2};
use winit::dpi::{PhysicalPosition, PhysicalSize};
use winit::monitor::MonitorHandle;
use winit::window::Window;

use crate::platform;
use crate::store::WindowPlacement;
use crate::ui::theme::room;

const HUNDRED: u8 = 100;

/// A window that begins where one was kept, as far as can be said before the screens are known: see `settle`.
pub(super) fn begin_at(kept: WindowPlacement, viewport: ViewportBuilder) -> ViewportBuilder {
    let (lay, scale) = (rect(kept), scale(kept));
    let viewport = viewport.with_inner_size(lay.size() / scale);
    if kept.at.is_some() { viewport.with_position(lay.min / scale) } else { viewport }
}

/// Sees to it that the window lies where it did and can be reached: one that is out of reach of today's screens is moved onto one
/// of them, and one that was never placed and has no room on its screen with its frame fills it.
pub(super) fn settle(kept: Option<WindowPlacement>, window: &Window, ctx: &Context) {
    let screens: Vec<Rect> = window.available_monitors().map(|screen| pixels(&screen)).collect();
    let Some(kept) = kept else {
        let fits = |screen: MonitorHandle| {
            let points = pixels(&screen).size() / screen.scale_factor() as f32;
            points.x >= room::FIRST[0] && points.y >= room::FIRST[1] + room::FRAME
        };
        if !screens.is_empty() && !window.available_monitors().any(fits) {
            ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
        }
        return;
    };
    // Asked for before a window is shown, it is not heard by every system.
    if kept.maximized {
        ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
    }
    let (lay, lies) = (rect(kept), within(rect(kept), &screens, scale(kept)));
    if lies.size() != lay.size() {
        let _ = window.request_inner_size(PhysicalSize::new(lies.width(), lies.height()));
    }
    if kept.at.is_some() && (lies.min != lay.min || platform::PLACES_BY_POINTS) {
        window.set_outer_position(PhysicalPosition::new(lies.min.x, lies.min.y));
    }
}

/// Where a window lies now. While it fills the screen its place is the one before.
pub(super) fn of(window: &Window, before: Option<WindowPlacement>) -> Option<WindowPlacement> {
    if window.is_minimized() == Some(true) {
        return before;
    }
    let scale = window.scale_factor() as f32;
    let scale_percent = (scale * f32::from(HUNDRED)).round() as u32;
    if window.is_maximized() || window.fullscreen().is_some() {
        let size = Vec2::from(room::FIRST) * scale;
        let first = WindowPlacement { at: None, size: (size.x as i32, size.y as i32), scale_percent, maximized: true };
        return Some(WindowPlacement { maximized: true, ..before.unwrap_or(first) });
    }
    let size = window.inner_size();
    let size = (i32::try_from(size.width).ok()?, i32::try_from(size.height).ok()?);
    // Some systems tell nobody where a window lies.
    let at = window.outer_position().ok().map(|at| (at.x, at.y));
    // What a frame takes is measured a line more or less, and a window that nobody moves must not wander.
    let near = |(one, other): (i32, i32)| (one - other).abs() <= 2;
    let at = match (at, before.and_then(|before| before.at)) {
        (Some((x, y)), Some(before)) if near((x, before.0)) && near((y, before.1)) => Some(before),
        (at, _) => at,
    };
    Some(WindowPlacement { at, size, scale_percent, maximized: false })
}

fn pixels(screen: &MonitorHandle) -> Rect {
    let (at, size) = (screen.position(), screen.size());
    Rect::from_min_size(pos2(at.x as f32, at.y as f32), vec2(size.width as f32, size.height as f32))
}

fn rect(place: WindowPlacement) -> Rect {
    let (x, y) = place.at.unwrap_or_default();
    Rect::from_min_size(pos2(x as f32, y as f32), vec2(place.size.0 as f32, place.size.1 as f32))
}

/// How many pixels a point of the place's screen has.
fn scale(place: WindowPlacement) -> f32 {
    place.scale_percent as f32 / f32::from(HUNDRED)
}

/// The same window where it can be got hold of: as it is where its top shows on a screen, and else on the screen that is
/// nearest. It is no larger than its screen. Without a screen nothing is known to be wrong. All of it in pixels, of which a point
/// has `scale`.
fn within(window: Rect, screens: &[Rect], scale: f32) -> Rect {
    let hold = Vec2::from(room::HOLD) * scale;
    let shown = |screen: &Rect| Rect::from_min_size(window.min, vec2(window.width(), hold.y)).intersect(*screen);
    let away = |screen: &Rect| screen.distance_sq_to_pos(window.center());
    let held = screens.iter().find(|screen| shown(screen).width() >= hold.x && shown(screen).height() >= hold.y);
    let Some(screen) = held.or(screens.iter().min_by(|one, other| away(one).total_cmp(&away(other)))) else {
        return window;
    };
    let size = window.size().min(screen.size());
    if held.is_some() {
        return Rect::from_min_size(window.min, size);
    }
    // The frame's bar takes room above what is measured here.
    let latest: Pos2 = (screen.max - size - vec2(0.0, hold.y)).max(screen.min);
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
        assert_eq!(within(lay, screens, 1.0), lies);
        // On finer screens everything has more pixels.
        let fine = |rect: Rect| rect * 2.0;
        let screens: Vec<Rect> = screens.iter().map(|screen| fine(*screen)).collect();
        assert_eq!(within(fine(lay), &screens, 2.0), fine(lies));
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
