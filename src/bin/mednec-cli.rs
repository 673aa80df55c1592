//! The program `mednec-cli`: passes terminal, clock and settings to `mednec::cli`.

use std::io::{self, BufWriter, IsTerminal as _};
use std::process::ExitCode;

use mednec::cli::{self, Console, Terminal};
use mednec::fonts::FontFolders;
use mednec::store::paths;
use mednec::{clock, panics, platform};

fn main() -> ExitCode {
    panics::install_hook();
    platform::protect_memory();
    let mut terminal = Terminal {
        input: &mut platform::unbuffered_stdin(),
        output: &mut BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        output_is_terminal: io::stdout().is_terminal(),
        errors: &mut io::stderr().lock(),
        now: clock::now(),
        zone: clock::local_zone(),
        data_folder: paths::cases_folder(paths::settings_file().as_deref()),
        settings_file: paths::settings_file(),
        fonts: FontFolders::System,
        station: paths::station(),
        passphrases: &mut Console,
    };
    ExitCode::from(cli::run(std::env::args_os(), &mut terminal))
}
