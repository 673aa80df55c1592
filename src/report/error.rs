//! Errors of writing a paper, with sentences that say what to do.
//!
//! Must not know: any paper or format. No error repeats what a case holds.

use super::plain_language::NotPlain;
use crate::session::SessionError;

/// Reason why a paper cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The case was changed outside the program, or a signature or a decision in it is not valid.
    #[error(transparent)]
    Faulty(#[from] SessionError),
    /// Nothing is missing.
    #[error("no missing document can still affect the result, so there is nothing to request")]
    NothingMissing,
    /// The case was not referred.
    #[error("the case was not referred to a physician, so there is no question for a referral")]
    NotReferred,
    /// The paper does not list criteria.
    #[error("only papers that list criteria can be limited to a selection of them: make this one without a selection")]
    NotNarrowed,
    /// The format holds case data, and the paper is not on a case.
    #[error("this format is for the data of a case, and this document is not about a case: choose another format")]
    NeedsCase,
    /// Nothing was denied.
    #[error("there is no adverse determination and no partial approval that a rationale could explain")]
    NothingDenied,
    /// The PDF is not accessible, or could not be made at all.
    #[error("the PDF could not be written: {0}")]
    NotPrintable(String),
    /// The rationale is not in plain language.
    #[error("the rationale is not in plain words: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    NotPlain(Vec<NotPlain>),
}
