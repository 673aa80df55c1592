//! Diagnosis codes: one release of ICD-10-CM with its descriptions, and short labels for frequent codes.
//!
//! Must not know: any case, policy or window, or the meaning of a code for a request.

mod list;
mod read;
mod search;
mod spelling;

pub use list::{Diagnoses, Diagnosis, Validity};
pub use read::ListError;
pub use search::Matches;
pub use spelling::{is_number, with_point};

#[cfg(test)]
mod tests;
