//! What a department keeps beside its cases and in its policy folder: due dates and policies of its own. What is wrong with any
//! of it is told and stops nothing.
//!
//! Must not know: what any of it says.

use std::path::{Path, PathBuf};

use crate::policy::Catalog;
use crate::store::{CaseStore, paths, policy_files, read_policy};
use crate::turnaround::{Rulebook, TurnaroundError};

/// The table of due dates with the department's own rules; what is wrong with those is told, and the program's hold alone.
pub(super) fn department_rules(store: &CaseStore) -> Result<(Rulebook, Option<String>), TurnaroundError> {
    let bundled = Rulebook::bundled()?;
    let own = match store.turnaround_text() {
        Ok(None) => return Ok((bundled, None)),
        Ok(Some(text)) => bundled.with_department(&text).map_err(|error| error.to_string()),
        Err(failure) => Err(failure.to_string()),
    };
    match own {
        Ok(rules) => Ok((rules, None)),
        Err(why) => Ok((bundled, Some(format!("The department's due dates do not hold, the program's do: {why}")))),
    }
}

/// Adds a department's policy files; what is wrong with any of them is told with its name, and stops nothing.
pub(super) fn add_policies(catalog: &mut Catalog, folder: &Path) -> Vec<String> {
    let files = match policy_files(folder) {
        Ok(files) => files,
        Err(error) => return vec![format!("The policy folder cannot be read: {error}")],
    };
    let mut add = |path: &PathBuf| {
        let text = read_policy(path).map_err(|error| error.to_string())?;
        catalog.add(&text).map(|_| ()).map_err(|error| error.to_string())
    };
    let told =
        |path: &PathBuf, error| format!("{}: {error}. All that is wrong: mednec-cli policy check", paths::shown(path));
    files.iter().filter_map(|path| add(path).err().map(|error| told(path, error))).collect()
}
