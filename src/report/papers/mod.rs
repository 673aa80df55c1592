//! The papers, one file each: what each says, in which order, to whom.
//!
//! Must not know: any format; the case behind the summary.

mod note;
mod paper;
mod rationale;
mod referral;
mod request;
mod summary;

pub use paper::Paper;

/// All of them.
pub const PAPERS: &[Paper] = &[summary::PAPER, request::PAPER, referral::PAPER, rationale::PAPER, note::PAPER];

impl Paper {
    /// The paper of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PAPERS.iter().find(|paper| paper.name == name)
    }
}
