//! Opens the window with the first renderer that works, or reports why none does.
//!
//! Must not know: what the window shows, or why a renderer fails.

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

/// Renderers in the order in which they are tried.
///
/// Each has its name in eframe and its name in sentences.
const RENDERERS: [(Renderer, &str, &str); 2] =
    [(Renderer::Glow, "glow", "OpenGL"), (Renderer::Wgpu, "wgpu", "Vulkan, Direct3D, Metal or OpenGL ES")];
redacted_debug!(NoWindow);

/// Error that kept the window from opening, or ended it.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoWindow {
    /// The session has no display.
    #[error("there is no display to open a window on: start it from a desktop session, or use mednec-cli")]
    NoDisplay,
    /// The display that the session names opens no window.
    #[error(
        "no window can be opened on this session's display: it does not answer, or {}; mednec-cli works without a \
         display",
        platform::DISPLAY_ADVICE
    )]
    DisplayFails,
    /// The chosen renderer was left out when the program was built.
    #[error("this program was built without {0}: leave --renderer out, or build it with its feature \"wgpu\"")]
    NotBuiltIn(&'static str),
    /// Every renderer failed.
    #[error(
        "the window cannot be drawn on this computer (tried: {tried}): {}, or use mednec-cli",
        platform::DRAWING_ADVICE
    )]
    NothingDraws {
        /// Names of the renderers that were tried.
        tried: String,
    },
    /// The renderer failed after the window had opened.
    #[error(
        "the system stopped drawing the window ({called}): finished entries are saved; start the program again, if \
         need be with --renderer {other}"
    )]
    BrokeOff {
        /// The renderer that failed.
        called: &'static str,
        /// Argument of `--renderer` for the other one.
        other: &'static str,
    },
    /// A `StartError`, as text.
    #[error("{0}")]
    NotStarted(String),
}

/// Opens the window and returns after it was closed.
pub fn open_window(dependencies: Dependencies, asked: Option<Renderer>) -> Result<(), NoWindow> {
    // Read here for the placement only; `App::new` reads the settings again and reports what is wrong with them.
    let placement = dependencies.settings_file.as_deref().and_then(|file| Settings::load(file).0.window);
    let (dependencies, has_started) = (Cell::new(Some(dependencies)), Cell::new(false));
    let mut tried = Vec::new();
    for (way, name, called) in RENDERERS.into_iter().filter(|(way, ..)| asked.is_none_or(|asked| asked == *way)) {
        let Ok(renderer) = name.parse::<eframe::Renderer>() else {
            if asked == Some(way) {
                return Err(NoWindow::NotBuiltIn(called));
            }
            continue;
        };
        let options = NativeOptions {
            viewport: viewport(placement),
            renderer,
            event_loop_builder: Some(Box::new(platform::fall_back_to_x11)),
            ..NativeOptions::default()
        };
        let app = |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
            let dependencies = dependencies.take().ok_or("the window was started twice")?;
            // From here on a panic is a fault of this program, not of a renderer's library.
            panics::install_hook();
            has_started.set(true);
            let app = App::new(dependencies, &creation.egui_ctx)?;
            if let Some(window) = creation.winit_window() {
                app.set_dialog_owner(window.clone());
                window_placement::restore(placement, window, &creation.egui_ctx);
            }
            Ok(Box::new(app))
        };
        match catch_panic(|| eframe::run_native("mednec", options, Box::new(app))) {
            Ok(Ok(())) if has_started.get() => return Ok(()),
            Ok(Err(_)) if has_started.get() => {
                return Err(NoWindow::BrokeOff { called, other: if name == "glow" { "wgpu" } else { "glow" } });
            }
            Ok(Err(eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_))) => {
                return Err(if platform::has_display() { NoWindow::DisplayFails } else { NoWindow::NoDisplay });
            }
            Ok(Err(eframe::Error::AppCreation(why))) => return Err(NoWindow::NotStarted(why.to_string())),
            Err(fault) if has_started.get() => panic::resume_unwind(fault),
            // After a renderer that panicked, winit's event loop returns `Ok` at once without having opened a window.
            Ok(_) | Err(_) => tried.push(called),
        }
    }
    Err(NoWindow::NothingDraws { tried: tried.join("; ") })
}

/// Calls `start`, and returns its panic as an error.
///
/// Some libraries panic where another one is missing.
///
/// Until the window has started such a panic is not printed: the error that follows says what to install.
fn catch_panic<R>(start: impl FnOnce() -> R) -> std::thread::Result<R> {
    panic::set_hook(Box::new(|_| {}));
    let started = panic::catch_unwind(AssertUnwindSafe(start));
    panics::install_hook();
    started
}

fn viewport(placement: Option<WindowPlacement>) -> ViewportBuilder {
    let viewport = ViewportBuilder::default()
        .with_title("mednec")
        .with_app_id("mednec")
        .with_inner_size(room::FIRST)
        .with_min_inner_size(room::LEAST);
    // A missing icon must not keep the window from opening.
    let icon = icon_data::from_png_bytes(include_bytes!("../../../assets/icons/mednec-128.png"));
    let viewport = match icon {
        Ok(icon) => viewport.with_icon(icon),
        Err(_) => viewport,
    };
    match placement {
        Some(placement) => window_placement::with_placement(placement, viewport),
        None => viewport,
    }
}

/// Prints a message of the program's start, such as why there is no window.
///
/// Where the program starts without a console it also shows a message box.
pub fn show_message(sentence: &str) {
    use std::io::Write as _;
    // Standard error may be closed; there is nowhere else to report that.
    let _ = writeln!(std::io::stderr(), "mednec: {sentence}");
    if platform::STARTS_WITHOUT_CONSOLE {
        rfd::MessageDialog::new().set_title("mednec").set_description(sentence).show();
    }
}
