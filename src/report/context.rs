//! Everything a paper needs in addition to the case: the sender, the due dates, the time and the fonts.
//!
//! Must not know: any paper or format.

use super::logo::Logo;
use crate::clock::{Instant, Zone};
use crate::fonts::FontFolders;
use crate::ids::CriterionId;
use crate::letterhead::Letterhead;
use crate::policy::PolicyOrigin;
use crate::turnaround::Rulebook;

/// Everything a paper needs in addition to the case.
#[derive(Clone)]
pub struct Context<'a> {
    /// The catalog's verdict on the pinned policy.
    pub standing: PolicyOrigin,
    /// The table of due dates.
    pub rules: &'a Rulebook,
    /// Time at which it is made.
    pub now: Instant,
    /// The reader's zone: due dates are written in its local time.
    pub zone: Zone,
    /// The sender of letters.
    pub letterhead: &'a Letterhead,
    /// The logo; formats without pictures omit it.
    pub logo: Option<&'a Logo>,
    /// Adds a fax cover page to a request for information.
    pub fax_cover: bool,
    /// Criteria that are shown, together with those that they are parts of; all where empty.
    pub only: &'a [CriterionId],
    /// Folders with fonts for characters that the program's own lack.
    pub fonts: &'a FontFolders,
}
