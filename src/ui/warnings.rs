//! Warnings about a department's own files, in the window's words.
//!
//! Must not know: where a warning is shown.

use crate::workspace::Warning;

/// The sentence of a warning.
pub fn sentence(warning: &Warning) -> String {
    match warning {
        Warning::PolicyFile { .. } => format!("{warning}. To list all problems: mednec-cli policy check"),
        Warning::PolicyFolder { .. } | Warning::StoredPolicy(_) | Warning::DueDates(_) => warning.to_string(),
    }
}

/// The sentence that is added where this workstation's log was not written; empty where it was.
pub fn not_logged(logged: Result<(), impl std::fmt::Display>) -> String {
    match logged {
        Err(why) => format!(" It was not recorded in this workstation's log: {why}."),
        Ok(()) => String::new(),
    }
}
