//! The list of papers, one file each.
//!
//! Must not know: any format; the case behind the summary.

mod note;
mod paper;
mod rationale;
mod referral;
mod request;
mod summary;

pub use paper::Paper;

/// All papers.
pub const PAPERS: &[Paper] = &[summary::PAPER, request::PAPER, referral::PAPER, rationale::PAPER, note::PAPER];

impl Paper {
    /// Finds a paper by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PAPERS.iter().find(|paper| paper.name == name)
    }
}
