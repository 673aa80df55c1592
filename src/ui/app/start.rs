//! Opens the window in the first way of drawing that works here, where it was when it was closed. Where none works, says so.
//!
//! Must not know: what the window shows, or why a way to draw fails.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use eframe::egui::ViewportBuilder;
use eframe::{NativeOptions, icon_data};

use super::window_placement;
use super::{App, Dependencies};
use crate::redacted::redacted_debug;
use crate::store::{Settings, WindowPlacement};
use crate::ui::theme::room;
use crate::window_arguments::Renderer;
use crate::{panics, platform};

/// The ways to draw, the first to be tried first, each with what its own library calls it and what it is called here.
const WAYS: [(Renderer, &str, &str); 2] =
    [(Renderer::Glow, "glow", "OpenGL"), (Renderer::Wgpu, "wgpu", "Vulkan, Direct3D, Metal or OpenGL ES")];
redacted_debug!(NoWindow);

/// Why there is no window.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoWindow {
    /// Nothing to show it on.
    #[error("there is no display to open a window on: start it from a desktop session, or use mednec-cli")]
    NoDisplay,
    /// One that is named and opens none.
    #[error(
        "no window can be opened on this session's display: it does not answer, or {}; mednec-cli works without a \
         display",
        platform::DISPLAY_ADVICE
    )]
    DisplayFails,
    /// Asked for what this program was built without.
    #[error("this program was built without {0}: leave --renderer out, or build it with its feature \"wgpu\"")]
    NotBuiltIn(&'static str),
    /// Every way to draw failed.
    #[error(
        "the window cannot be drawn on this computer (tried: {tried}): {}, or use mednec-cli",
        platform::DRAWING_ADVICE
    )]
    NothingDraws {
        /// What was tried.
        tried: String,
    },
    /// It was drawn, and then no more.
    #[error(
        "the system stopped drawing the window ({called}): finished entries are saved; start the program again, if \
         need be with --renderer {other}"
    )]
    BrokeOff {
        /// How it was drawn.
        called: &'static str,
        /// The other way.
        other: &'static str,
    },
    /// Drawing works, and what is to be drawn is not there.
    #[error("{0}")]
    NotStarted(String),
}

/// Opens the window and comes back when it was closed.
pub fn open_window(dependencies: Dependencies, asked: Option<Renderer>) -> Result<(), NoWindow> {
    // Before there is a window. The window reads all of it, and says what is odd about it.
    let kept = dependencies.settings_file.as_deref().and_then(|file| Settings::load(file).0.window);
    let (dependencies, begun) = (Cell::new(Some(dependencies)), Cell::new(false));
    let mut tried = Vec::new();
    for (way, name, called) in WAYS.into_iter().filter(|(way, ..)| asked.is_none_or(|asked| asked == *way)) {
        let Ok(renderer) = name.parse::<eframe::Renderer>() else {
            if asked == Some(way) {
                return Err(NoWindow::NotBuiltIn(called));
            }
            continue;
        };
        let options = NativeOptions {
            viewport: viewport(kept),
            renderer,
            event_loop_builder: Some(Box::new(platform::fall_back_to_x11)),
            ..NativeOptions::default()
        };
        let app = |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
            let dependencies = dependencies.take().ok_or("the window was started twice")?;
            // From here on it is our own fault.
            panics::install_hook();
            begun.set(true);
            let app = App::new(dependencies, &creation.egui_ctx)?;
            if let Some(window) = creation.winit_window() {
                app.set_dialog_owner(window.clone());
                window_placement::settle(kept, window, &creation.egui_ctx);
            }
            Ok(Box::new(app))
        };
        match caught(|| eframe::run_native("mednec", options, Box::new(app))) {
            Ok(Ok(())) if begun.get() => return Ok(()),
            Ok(Err(_)) if begun.get() => {
                return Err(NoWindow::BrokeOff { called, other: if name == "glow" { "wgpu" } else { "glow" } });
            }
            Ok(Err(eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_))) => {
                return Err(if platform::has_display() { NoWindow::DisplayFails } else { NoWindow::NoDisplay });
            }
            Ok(Err(eframe::Error::AppCreation(why))) => return Err(NoWindow::NotStarted(why.to_string())),
            Err(fault) if begun.get() => panic::resume_unwind(fault),
            // The toolkit's loop ends at once, and calls that well, where a way before this one broke off in the middle.
            Ok(_) | Err(_) => tried.push(called),
        }
    }
    Err(NoWindow::NothingDraws { tried: tried.join("; ") })
}

/// What starting the window gives, or the panic of a library that gave up on the way, as some do that lack another. Until the window
/// is begun that is not told as a fault of the program's: the sentence that follows says what to install.
fn caught<R>(start: impl FnOnce() -> R) -> std::thread::Result<R> {
    panic::set_hook(Box::new(|_| {}));
    let started = panic::catch_unwind(AssertUnwindSafe(start));
    panics::install_hook();
    started
}

fn viewport(kept: Option<WindowPlacement>) -> ViewportBuilder {
    let viewport = ViewportBuilder::default()
        .with_title("mednec")
        .with_app_id("mednec")
        .with_inner_size(room::FIRST)
        .with_min_inner_size(room::LEAST);
    // A window without an icon is a window all the same.
    let icon = icon_data::from_png_bytes(include_bytes!("../../../assets/icons/mednec-128.png"));
    let viewport = match icon {
        Ok(icon) => viewport.with_icon(icon),
        Err(_) => viewport,
    };
    match kept {
        Some(kept) => window_placement::begin_at(kept, viewport),
        None => viewport,
    }
}

/// Says why there is no window, to whoever started the program.
pub fn tell(sentence: &str) {
    use std::io::Write as _;
    // With standard error closed there is nobody to tell there.
    let _ = writeln!(std::io::stderr(), "mednec: {sentence}");
    if platform::STARTS_WITHOUT_CONSOLE {
        rfd::MessageDialog::new().set_title("mednec").set_description(sentence).show();
    }
}
