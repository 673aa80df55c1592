//! The facts of a request that its clock depends on.
//!
//! Must not know: the case that they come from, or any rule.

use super::model::ExtensionGround;
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
    /// The answer to `request.plan_class`. While there is none the first option of the question is assumed.
    pub plan: Option<OptionId>,
    /// The answer to `request.item`. While there is none the first option of the question is assumed.
    pub item: Option<OptionId>,
    /// The moment of receipt. Days of force and business days are counted in its offset.
    pub received_at: Option<Moment>,
    /// The moment since which the information is complete.
    pub complete_at: Option<Moment>,
    /// Requests for information, in any order.
    pub requests: Vec<Hold>,
    /// The extension, if notice of one was given. There is one at most.
    pub extension: Option<Extension>,
    /// When the decision was made.
    pub decided_at: Option<Moment>,
    /// The time at which the clock is looked at. Its offset has no effect.
    pub now: Moment,
}

/// A request for information.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// When it was sent.
    pub sent_at: Moment,
    /// Until when the information can be supplied, as the request says; else the rule's `supply_at_least` after sending.
    pub supply_by: Option<Moment>,
    /// When the information came.
    pub received_at: Option<Moment>,
    /// The notice that it is to the claimant.
    pub kind: HoldKind,
}

/// A request for information by the notice that it is to the claimant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldKind {
    /// Recorded before this was asked: it holds the clock as it did then.
    Unrecorded,
    /// A request that is no extension notice, or went to the provider alone.
    Request,
    /// An extension notice to the claimant that names what is needed.
    ExtensionNotice,
}

/// An extension of the time to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// When notice of it was given.
    pub notified_at: Moment,
    /// Its ground; `None` where it was recorded before grounds were.
    pub ground: Option<ExtensionGround>,
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
    /// When the request came.
    ReceivedAt,
    /// The moment since which the information is complete.
    CompleteAt,
    /// The class of the plan.
    Plan,
    /// The kind of item.
    Item,
    /// The basis of the urgency.
    UrgencyBasis,
}
