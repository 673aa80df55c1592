//! Decides a way that needs a linked case, by the snapshot in this case alone.
//!
//! Must not know: where the linked case is stored, or how its signature was checked.

use super::context::{RuleContext, Verdict};
use super::open_item::{Need, OpenKind};
use super::reason::Reason;
use super::truth::Truth;
use crate::ids::{OptionId, QuestionId};

impl RuleContext<'_> {
    /// Met where the linked case proves it; open where none is linked. Where the linked case does not prove it, another case or
    /// another way has to be chosen (see the reading on what was met before).
    pub(super) fn linked(&self, by: &QuestionId, chosen: OptionId) -> Verdict {
        let Some(way) = self.policy.linkable(by) else { return self.way_fails(by, chosen) };
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
