//! The way that rests on a linked case: judged by the snapshot in this case alone.
//!
//! Must not know: where the linked case is stored, or how its signature was checked.

use super::finding::{Need, OpenKind, Reason};
use super::rules::{Looking, Verdict};
use super::truth::Truth;
use crate::ids::{OptionId, QuestionId};

impl Looking<'_> {
    /// Met where the linked case shows it; to go where none is linked. One that does not show it closes this way only (the
    /// reading on what was met before): another case, or another way, is to be chosen.
    pub(super) fn linked(&self, by: &QuestionId, chosen: OptionId) -> Verdict {
        let Some(way) = self.policy.linkable(by) else { return self.way_closed(by, chosen) };
        let Some(link) = self.case.links.get(by) else {
            return Verdict::open(Reason::NotLinked, vec![self.item(by, OpenKind::ToGo, Need::LinkedCase)]);
        };
        match link.fault_for(self.case, self.policy, &way) {
            None => Verdict { truth: Truth::Met, reason: Reason::Linked(link.clone()), open: Vec::new() },
            Some(fault) => {
                let reason = Reason::LinkFails { link: link.clone(), fault };
                Verdict::open(reason, vec![self.item(by, OpenKind::ToGo, Need::Way)])
            }
        }
    }
}
