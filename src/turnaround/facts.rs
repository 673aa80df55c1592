//! The facts of a request that its clock depends on.
//!
//! Must not know: the case of the facts, or any rule.

use crate::clock::Moment;
use crate::ids::OptionId;

/// The facts that a clock depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The answer to `request.line`.
    pub line: Option<OptionId>,
    /// The answer to `request.type`.
    pub kind: Option<OptionId>,
    /// The answer to `request.urgency`.
    pub urgency: Option<OptionId>,
    /// The answer to `request.urgency_basis`.
    pub urgency_basis: Option<OptionId>,
    /// The answer to `request.plan_class`. Without one, the first option is assumed.
    pub plan: Option<OptionId>,
    /// The answer to `request.item`. Without one, the first option is assumed.
    pub item: Option<OptionId>,
    /// The moment of receipt. Days in force and business days are counted in its offset.
    pub received_at: Option<Moment>,
    /// The time at which the information was complete.
    pub complete_at: Option<Moment>,
    /// Requests for information, in any order.
    pub requests: Vec<Hold>,
    /// The extension, where notice of one was sent.
    pub extension: Option<Extension>,
    /// The time of the decision.
    pub decided_at: Option<Moment>,
    /// The time for which the clock is computed. Its offset has no effect.
    pub now: Moment,
}

/// A request for information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The time of sending.
    pub sent_at: Moment,
    /// The end of the time to supply, as the request states it. Without one, the rule's `supply_at_least` after sending.
    pub supply_by: Option<Moment>,
    /// The time at which the information came.
    pub received_at: Option<Moment>,
    /// The kind of request.
    pub kind: HoldKind,
}

/// Kind of a request for information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldKind {
    /// Recorded before the program asked for the kind; it holds the clock as it did then.
    Unrecorded,
    /// A request that is not an extension notice, or went to the provider alone.
    Request,
    /// An extension notice to the claimant that names what is needed.
    ExtensionNotice,
}

/// An extension of the time to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The time of the notice.
    pub notified_at: Moment,
    /// The ground; `None` where it was recorded before the program asked for one.
    pub ground: Option<ExtensionGround>,
}

/// The ground of an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtensionGround {
    /// The enrollee asked for it.
    EnrolleeAsks,
    /// Evidence from a noncontract provider may change a denial.
    NoncontractEvidence,
    /// Extraordinary, exigent or other non-routine circumstances.
    Extraordinary,
    /// None of these was stated.
    NotStated,
}

impl ExtensionGround {
    /// The grounds that a rule can name, with their names in a table.
    pub(super) const NAMED: [(&'static str, Self); 3] = [
        ("enrollee-asks", Self::EnrolleeAsks),
        ("noncontract-evidence", Self::NoncontractEvidence),
        ("extraordinary-circumstances", Self::Extraordinary),
    ];
}

/// A fact that a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// The line of business.
    Line,
    /// The type of request.
    Kind,
    /// The urgency.
    Urgency,
    /// The time of receipt.
    ReceivedAt,
    /// The time at which the information was complete.
    CompleteAt,
    /// The class of the plan.
    Plan,
    /// The kind of item.
    Item,
    /// The basis of the urgency.
    UrgencyBasis,
}
