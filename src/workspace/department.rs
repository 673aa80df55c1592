//! A department's own policies and due dates, added to those of the program. A part that cannot be used becomes a warning.
//!
//! Must not know: what any of it says.

use std::path::Path;

use super::warning::{NotUsed, Warning};
use crate::policy::{Catalog, PolicyError};
use crate::store::Failure;
use crate::store::{self, policy_files, read_policy};
use crate::turnaround::{Rulebook, TurnaroundError};

/// The bundled policies with those of a department's folder. Fails only where the program was built with a broken policy.
pub fn policies(folder: Option<&Path>) -> Result<(Catalog, Vec<Warning>), PolicyError> {
    let mut catalog = Catalog::bundled()?;
    let warnings = folder.map(|folder| add_policies(&mut catalog, folder)).unwrap_or_default();
    Ok((catalog, warnings))
}

/// Adds the policies of a department's folder to those at hand.
pub fn add_policies(catalog: &mut Catalog, folder: &Path) -> Vec<Warning> {
    let files = match policy_files(folder) {
        Ok(files) => files,
        Err(error) => return vec![Warning::policy_folder(folder.to_owned(), error)],
    };
    let mut warnings = Vec::new();
    for file in files {
        let added = read_policy(&file)
            .map_err(NotUsed::Unreadable)
            .and_then(|text| catalog.add(&text).map_err(NotUsed::Refused));
        if let Err(why) = added {
            warnings.push(Warning::PolicyFile { file, why });
        }
    }
    warnings
}

/// Adds the policy texts that a store keeps for its cases. The catalog remembers those that it refuses.
pub(super) fn keep_policies(catalog: &mut Catalog, texts: &[String]) -> Vec<Warning> {
    texts.iter().filter_map(|text| catalog.keep(text).err()).map(Warning::StoredPolicy).collect()
}

/// The table of due dates for the cases in a folder: the bundled one with the department's own rules. Where those cannot be
/// used, the bundled table applies alone, with a warning. Fails only where the program was built with a broken table.
pub(super) fn due_dates(folder: Option<&Path>) -> Result<(Rulebook, Option<Warning>), TurnaroundError> {
    let bundled = Rulebook::bundled()?;
    match own_due_dates(&bundled, folder) {
        Ok(own) => Ok((own.unwrap_or(bundled), None)),
        Err(why) => Ok((bundled, Some(Warning::DueDates(why)))),
    }
}

fn own_due_dates(bundled: &Rulebook, folder: Option<&Path>) -> Result<Option<Rulebook>, NotUsed<TurnaroundError>> {
    let text = folder.map(store::turnaround_text).transpose().map_err(|why: Failure| NotUsed::Unreadable(why))?;
    let own = text.flatten().map(|text| bundled.with_department(&text));
    own.transpose().map_err(NotUsed::Refused)
}
