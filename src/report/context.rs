//! What a paper is made with beside the case: the sender, the due dates, the time and the fonts.
//!
//! Must not know: any paper or format.

use super::logo::Logo;
use crate::clock::{Instant, Zone};
use crate::fonts::FontFolders;
use crate::ids::CriterionId;
use crate::letterhead::Letterhead;
use crate::policy::Standing;
use crate::turnaround::Rulebook;

/// What a paper is made with beside the case.
#[derive(Clone)]
pub struct Context<'a> {
    /// The catalog's word on the pinned policy.
    pub standing: Standing,
    /// The table of due dates.
    pub rules: &'a Rulebook,
    /// The time at which it is made.
    pub now: Instant,
    /// The reader's zone: due dates are written in its local time.
    pub zone: Zone,
    /// The sender of letters.
    pub letterhead: &'a Letterhead,
    /// Its logo; formats without pictures leave it out.
    pub logo: Option<&'a Logo>,
    /// Puts a fax cover page before a request for information.
    pub fax_cover: bool,
    /// The criteria that are shown, with those that they are parts of; all of them where none is named.
    pub only: &'a [CriterionId],
    /// Where fonts are looked for that have what the program's own lack.
    pub fonts: &'a FontFolders,
}
