//! Where this system keeps a program's data and settings, and what it calls itself. Asked by the binaries and handed in everywhere else.
//!
//! Must not know: what is put there.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::settings::Settings;
use crate::text::visible;

/// Why there is no folder of cases to open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFolder {
    /// The system names none.
    #[error("this system names no folder for a program's data: name one with --store")]
    NoHome,
    /// The settings name one that is not there. A new one in its place would look as if every case were lost.
    #[error("the folder that the settings name for cases is not there: {}. Connect it, or name another with --store", shown(.0))]
    NotThere(PathBuf),
}

/// The folder of cases, where none is named: the one that this settings file names, or else the platform's own.
pub fn cases_folder(settings_file: Option<&Path>) -> Result<PathBuf, NoFolder> {
    match settings_file.and_then(|file| Settings::load(file).0.store_folder) {
        Some(folder) if folder.is_dir() => Ok(folder),
        Some(folder) => Err(NoFolder::NotThere(folder)),
        None => dirs().map(|dirs| dirs.data_local_dir().to_owned()).ok_or(NoFolder::NoHome),
    }
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

/// A path as it may be shown: what is not seen, breaks a line, moves a terminal's cursor or turns the direction of writing is
/// escaped, so that a file's name cannot make the line around it read otherwise.
pub fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "mednec")
}
