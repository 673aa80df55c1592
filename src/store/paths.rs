//! Where this system keeps a program's data and settings, and what it calls itself. Asked by the binaries and handed in everywhere else.
//!
//! Must not know: what is put there.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::letters::turns_writing;

/// The folder of cases, unless the settings name another. None on a system without a home folder: ask for one.
pub fn data_folder() -> Option<PathBuf> {
    dirs().map(|dirs| dirs.data_local_dir().to_owned())
}

/// The file of settings. None on a system without a home folder: go without.
pub fn settings_file() -> Option<PathBuf> {
    dirs().map(|dirs| dirs.config_dir().join("settings.json"))
}

/// The name of this workstation, as its system knows it: letters, digits, `-`, `_` and dots, at most 64 of them.
pub fn station() -> Option<String> {
    let name = gethostname::gethostname().to_string_lossy().into_owned();
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name: String = name.chars().filter(|letter| fits(*letter)).take(64).collect();
    Some(name).filter(|name| name.chars().any(|letter| letter.is_ascii_alphanumeric()))
}

/// A path as it may be shown: what breaks a line, moves a terminal's cursor or turns the direction of writing is escaped, so
/// that a file's name cannot make the line around it read otherwise.
pub fn shown(path: &Path) -> String {
    let shown = |letter: char| {
        if letter.is_control() || turns_writing(letter) {
            letter.escape_default().to_string()
        } else {
            letter.to_string()
        }
    };
    path.to_string_lossy().chars().map(shown).collect()
}

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "mednec")
}
