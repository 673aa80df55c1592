//! The program `mednec`: parses its arguments and opens the window.
//!
//! Must not know: anything else.

// On Windows the program starts without a console; see `platform::STARTS_WITHOUT_CONSOLE`.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use mednec::chart::{self, DrawingProgram};
use mednec::identity::Cost;
use mednec::store::SystemDisk;
use mednec::store::paths;
use mednec::ui::{self, Dependencies, NativeDialogs};
use mednec::window_arguments::WindowArgs;
use mednec::{panics, platform};

fn main() -> ExitCode {
    panics::install_hook();
    platform::protect_memory();
    // The window starts this program again to draw documents in a confined process; see `chart`.
    if std::env::args_os().nth(1).is_some_and(|first| first == chart::ARGUMENT) {
        return chart::serve(std::env::args_os().skip(2));
    }
    let arguments = match WindowArgs::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) if platform::STARTS_WITHOUT_CONSOLE => {
            ui::show_message(&answer.to_string());
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(1));
        }
        Err(answer) => answer.exit(),
    };
    let settings_file = arguments.settings.or_else(paths::settings_file);
    let folder = match arguments.store.map_or_else(|| paths::cases_folder(settings_file.as_deref()), Ok) {
        Ok(folder) => folder,
        Err(why) => return failed(&why.to_string()),
    };
    let dependencies = Dependencies {
        folder,
        disk: Arc::new(SystemDisk),
        settings_file,
        dialogs: Arc::new(NativeDialogs::default()),
        key_cost: Cost::STANDARD,
        station: paths::station(),
        draws: DrawingProgram::new(std::env::current_exe().unwrap_or_else(|_| "mednec".into())),
        first: arguments.file,
    };
    match ui::open_window(dependencies, arguments.renderer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => failed(&why.to_string()),
    }
}

fn failed(sentence: &str) -> ExitCode {
    ui::show_message(sentence);
    ExitCode::FAILURE
}
