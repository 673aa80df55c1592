//! Words for a linked case: number, result, signer and date, and the reason why it does not prove what it is linked for.
//!
//! Must not know: how a link is checked.

use crate::case::{LinkFault, LinkedCase};
use crate::ids::PathwayId;
use crate::policy::Policy;

/// A linked case in one line: "Case 2025-0041, Infusion trial: approved, criteria met; signed on 2025-09-18 by N. Berg, RN".
pub fn linked(policy: &Policy, link: &LinkedCase) -> String {
    let (state, result) = (super::state(link.state).to_lowercase(), super::result(link.result()).to_lowercase());
    let (signed_on, by) = (link.at.format("%Y-%m-%d"), &link.by);
    let pathway = pathway(policy, &link.pathway);
    format!("Case {}, {pathway}: {state}, {result}; signed on {signed_on} by {}, {}", link.case, by.name, by.credential)
}

/// A linked case with the reason why it does not prove what it is linked for, and what to do.
pub fn link_fails(policy: &Policy, link: &LinkedCase, fault: LinkFault) -> String {
    format!("{}. It does not show this: {fault}. Link another case or choose another way", linked(policy, link))
}

fn pathway(policy: &Policy, id: &PathwayId) -> String {
    policy.pathway(id).map_or_else(|| id.to_string(), |pathway| pathway.short_title.clone())
}
