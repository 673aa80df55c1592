//! Paths of the program's data and settings, and the workstation's name. Only the binaries ask for them; everything
//! else gets them passed in.
//!
//! Must not know: what is stored there.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::settings::Settings;
use crate::text::visible;

/// Reason why there is no folder of cases to open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFolder {
    /// The system has none.
    #[error("this system has no data folder for programs: name a folder with --store")]
    NoHome,
    /// The settings name a missing one. An empty one in its place would look as if every case were lost.
    #[error("the folder for cases that the settings name does not exist: {}. Connect its drive, or name another folder \
             with --store", shown(.0))]
    NotThere(PathBuf),
}

/// Returns the default folder of cases: the one that this settings file names, or else the platform's data folder.
pub fn cases_folder(settings_file: Option<&Path>) -> Result<PathBuf, NoFolder> {
    match settings_file.and_then(|file| Settings::load(file).0.store_folder) {
        Some(folder) if folder.is_dir() => Ok(folder),
        Some(folder) => Err(NoFolder::NotThere(folder)),
        None => dirs().map(|dirs| dirs.data_local_dir().to_owned()).ok_or(NoFolder::NoHome),
    }
}

/// Path of the settings; `None` on a system without a home folder.
pub fn settings_file() -> Option<PathBuf> {
    dirs().map(|dirs| dirs.config_dir().join("settings.json"))
}

/// Name of this workstation: letters, digits, `-`, `_` and dots, at most 64 of them.
pub fn station() -> Option<String> {
    let name = gethostname::gethostname().to_string_lossy().into_owned();
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name: String = name.chars().filter(|letter| fits(*letter)).take(64).collect();
    Some(name).filter(|name| name.chars().any(|letter| letter.is_ascii_alphanumeric()))
}

/// Escapes a path for display: hidden characters, line breaks, terminal controls and bidirectional controls, so that a
/// file's name cannot change the text around it.
pub fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "mednec")
}
