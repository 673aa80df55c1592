//! The window `mednec`: reads its arguments, opens a window, hands over.
//!
//! Must not know: anything else.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use mednec::chart::{self, Program};
use mednec::identity::Cost;
use mednec::panics;
use mednec::store::disk::SystemDisk;
use mednec::store::paths;
use mednec::ui::{App, Home, NativeDialogs};

/// A checklist for utilization review against a coverage policy.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The folder that the cases are kept in, instead of the platform's data folder.
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,
    /// A file for the settings, instead of the platform's configuration folder.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
}

fn main() -> ExitCode {
    panics::say_only_where();
    // This program draws for its own window: see `chart`.
    if std::env::args_os().nth(1).is_some_and(|first| first == chart::ARGUMENT) {
        return chart::serve(std::env::args_os().skip(2));
    }
    let arguments = Arguments::parse();
    let settings_file = arguments.settings.or_else(paths::settings_file);
    let folder = match arguments.store.map_or_else(|| paths::cases_folder(settings_file.as_deref()), Ok) {
        Ok(folder) => folder,
        Err(why) => return fail(&why.to_string()),
    };
    let home = Home {
        folder,
        disk: Arc::new(SystemDisk),
        settings_file,
        dialogs: Arc::new(NativeDialogs),
        key_cost: Cost::STANDARD,
        station: paths::station(),
        draws: Program::that_draws(std::env::current_exe().unwrap_or_else(|_| "mednec".into())),
    };
    let viewport = eframe::egui::ViewportBuilder::default()
        .with_title("mednec")
        .with_app_id("mednec")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([640.0, 480.0]);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let started =
        eframe::run_native("mednec", options, Box::new(|creation| Ok(Box::new(App::new(home, &creation.egui_ctx)?))));
    match started {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&unopened(&error)),
    }
}

/// Why there is no window, and what to do. What the window's own libraries say of it names places in their source.
fn unopened(error: &eframe::Error) -> String {
    match error {
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
            "there is no display to open a window on: start it from a desktop session, or use mednec-cli".to_owned()
        }
        error => format!("the window could not be opened: {error}"),
    }
}

fn fail(sentence: &str) -> ExitCode {
    use std::io::Write as _;
    // With standard error closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "mednec: {sentence}");
    ExitCode::FAILURE
}
