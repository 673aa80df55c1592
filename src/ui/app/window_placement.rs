//! Reads and restores the window's placement on the screens.
//!
//! Must not know: what the window shows, or where the placement is saved.

use eframe::egui::{Context, Pos2, Rect, Vec2, ViewportBuilder, ViewportCommand, pos2, vec2};
use winit::dpi::{PhysicalPosition, PhysicalSize};
use winit::monitor::MonitorHandle;
use winit::window::Window;

use crate::platform;
use crate::store::WindowPlacement;
use crate::ui::theme::room;

const HUNDRED: u8 = 100;

/// Sets size and position of a window before it is created.
///
/// `restore` corrects them once the screens are known.
pub(super) fn with_placement(kept: WindowPlacement, viewport: ViewportBuilder) -> ViewportBuilder {
    let (saved, scale) = (rect(kept), scale(kept));
    let viewport = viewport.with_inner_size(saved.size() / scale);
    if kept.at.is_some() { viewport.with_position(saved.min / scale) } else { viewport }
}

/// Restores the saved placement of a new window.
///
/// A window of which no screen shows enough is moved onto one.
///
/// Without a saved placement, a window that fits no screen together with its frame is maximized.
pub(super) fn restore(kept: Option<WindowPlacement>, window: &Window, ctx: &Context) {
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
    // Not every system honors this before the window is shown.
    if kept.maximized {
        ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
    }
    let (saved, placed) = (rect(kept), onto_screen(rect(kept), &screens, scale(kept)));
    if placed.size() != saved.size() {
        let _ = window.request_inner_size(PhysicalSize::new(placed.width(), placed.height()));
    }
    if kept.at.is_some() && (placed.min != saved.min || platform::PLACES_BY_POINTS) {
        window.set_outer_position(PhysicalPosition::new(placed.min.x, placed.min.y));
    }
}

/// Returns the placement of a window.
///
/// A maximized or minimized one keeps its `before`, so that restoring it finds its size.
pub(super) fn placement_of(window: &Window, before: Option<WindowPlacement>) -> Option<WindowPlacement> {
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
    // Wayland, for one, does not report the position of a window.
    let at = window.outer_position().ok().map(|at| (at.x, at.y));
    // Systems measure the frame a pixel or two differently each time, and a window that nobody moves must not drift.
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

/// Returns the pixels per point of the placement's screen.
fn scale(place: WindowPlacement) -> f32 {
    place.scale_percent as f32 / f32::from(HUNDRED)
}

/// Returns the rectangle of a window where the user can grab its top edge.
///
/// A window whose top edge shows on a screen keeps its position; another one moves onto the nearest screen. It is never
/// larger than its screen. Without screens it is returned unchanged. All rectangles are in pixels; `scale` is pixels
/// per point.
fn onto_screen(window: Rect, screens: &[Rect], scale: f32) -> Rect {
    let grip = Vec2::from(room::GRIP) * scale;
    let shown = |screen: &Rect| Rect::from_min_size(window.min, vec2(window.width(), grip.y)).intersect(*screen);
    let away = |screen: &Rect| screen.distance_sq_to_pos(window.center());
    let reachable = screens.iter().find(|screen| shown(screen).width() >= grip.x && shown(screen).height() >= grip.y);
    let Some(screen) = reachable.or(screens.iter().min_by(|one, other| away(one).total_cmp(&away(other)))) else {
        return window;
    };
    let size = window.size().min(screen.size());
    if reachable.is_some() {
        return Rect::from_min_size(window.min, size);
    }
    // The title bar takes space above the measured rectangle.
    let latest: Pos2 = (screen.max - size - vec2(0.0, grip.y)).max(screen.min);
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
    fn check(saved: Rect, screens: &[Rect], placed: Rect) {
        assert_eq!(onto_screen(saved, screens, 1.0), placed);
        // On a screen with twice the scale everything has twice the pixels.
        let fine = |rect: Rect| rect * 2.0;
        let screens: Vec<Rect> = screens.iter().map(|screen| fine(*screen)).collect();
        assert_eq!(onto_screen(fine(saved), &screens, 2.0), fine(placed));
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
        // Its top is above the screen, so it cannot be grabbed.
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
