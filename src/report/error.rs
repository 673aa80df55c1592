//! Why a paper cannot be written, in sentences that say what to do.
//!
//! Must not know: any paper or format. No error repeats what a case holds.

use super::plain_language::NotPlain;
use crate::session::SessionError;

/// Why a paper cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The case was changed outside the program, or a signature or a decision in it does not hold.
    #[error(transparent)]
    Faulty(#[from] SessionError),
    /// There is nothing to ask for.
    #[error(
        "nothing is missing from the record that can still decide the case: documents that are not needed are not asked for"
    )]
    NothingMissing,
    /// Nobody was asked.
    #[error("the case was not referred to a physician: there is no question yet that a referral could ask")]
    NotReferred,
    /// A letter has no list of criteria.
    #[error("a selection of criteria narrows papers that list them: this one says what it must, whatever is selected")]
    NotNarrowed,
    /// A format for programs holds the view model of a case.
    #[error("this format holds what is known of a case, and this is no paper on one: choose another format")]
    NeedsCase,
    /// Nothing was denied.
    #[error("there is no adverse determination and no partial approval: a rationale explains one")]
    NothingDenied,
    /// The PDF would not be one that a screen reader can read, or could not be made at all.
    #[error("the PDF could not be written: {0}")]
    NotPrintable(String),
    /// The rationale does not speak to the member.
    #[error("the rationale is not in plain words: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    NotPlain(Vec<NotPlain>),
}
