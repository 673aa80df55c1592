//! Sentences for a department's files that cannot be used.
//!
//! Must not know: where a warning is shown.

use crate::workspace::Warning;

/// Returns the sentence of a warning, without its period.
pub fn sentence(warning: &Warning) -> String {
    match warning {
        Warning::PolicyFile { .. } => format!("{warning}. To list all problems: mednec-cli policy check"),
        Warning::PolicyFolder { .. } | Warning::StoredPolicy(_) | Warning::DueDates(_) => warning.to_string(),
    }
}

/// Returns the sentence to add where this workstation's log was not written.
///
/// It is empty where it was.
pub fn not_logged(logged: Result<(), impl std::fmt::Display>) -> String {
    match logged {
        Err(why) => format!(" It was not recorded in this workstation's log: {why}."),
        Ok(()) => String::new(),
    }
}
