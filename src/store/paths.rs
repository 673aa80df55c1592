//! Where this system keeps a program's data and settings. Asked by the binaries and handed in everywhere else.
//!
//! Must not know: what is put there.

use std::path::PathBuf;

use directories::ProjectDirs;

/// The folder of cases, unless the settings name another. None on a system without a home folder: ask for one.
pub fn data_folder() -> Option<PathBuf> {
    dirs().map(|dirs| dirs.data_local_dir().to_owned())
}

/// The file of settings. None on a system without a home folder: go without.
pub fn settings_file() -> Option<PathBuf> {
    dirs().map(|dirs| dirs.config_dir().join("settings.json"))
}

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "mednec")
}
