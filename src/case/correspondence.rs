//! Requests for information, extensions of the time to decide, and contacts with providers and members.
//!
//! Must not know: whether a request for information holds the clock (that is for `turnaround`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::redacted::redacted_debug;

redacted_debug!(Hold, Received, Extension, Contact);

/// Channel of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// By fax.
    #[default]
    Fax,
    /// By letter.
    Letter,
    /// By telephone.
    Telephone,
    /// Through a portal.
    Portal,
    /// By electronic mail.
    Email,
    /// In person.
    InPerson,
}

impl Channel {
    /// All channels.
    pub const ALL: [Self; 6] = [Self::Fax, Self::Letter, Self::Telephone, Self::Portal, Self::Email, Self::InPerson];
}

/// The addressee of a request for information. Under ERISA only a request to the claimant can hold the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AskedOf {
    /// The member, or someone who acts for the member.
    Claimant,
    /// The provider alone.
    Provider,
    /// Both.
    Both,
}

impl AskedOf {
    /// All addressees.
    pub const ALL: [Self; 3] = [Self::Claimant, Self::Provider, Self::Both];

    /// True where the claimant is an addressee.
    pub fn is_claimant(self) -> bool {
        self != Self::Provider
    }
}

/// A request for information. The governing rule of due dates says whether it holds the clock.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// The time at which it was sent.
    pub sent_at: Instant,
    /// The channel.
    pub how: Channel,
    /// The name of the addressee.
    pub to: String,
    /// The addressee: claimant, provider or both. Absent where it was recorded before case format 5; such a request holds the
    /// clock as the rules of that time said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_of: Option<AskedOf>,
    /// True for a notice to the claimant that extends the time to decide and names what is needed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub extension_notice: bool,
    /// The time until which an answer is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supply_by: Option<Instant>,
    /// The answer, once it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Received>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// An answer to a request for information.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The time at which it came.
    pub at: Instant,
    /// A description of it.
    pub what: String,
}

/// An extension of the time to decide, with notice to the member; possible once in a case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The time at which the notice was sent.
    pub notified_at: Instant,
    /// The reason.
    pub why: String,
    /// The ground; absent where it was recorded before case format 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<ExtensionGround>,
}

/// The ground of an extension. Medicare Advantage extends on the first three only (42 CFR 422.568(b), 422.572(b)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionGround {
    /// The enrollee asked for it.
    EnrolleeAsks,
    /// Evidence from a noncontract provider may change a denial.
    NoncontractEvidence,
    /// Extraordinary circumstances.
    ExtraordinaryCircumstances,
    /// None of these, for rules that list no grounds.
    NotStated,
}

impl ExtensionGround {
    /// The grounds that a rule can list.
    pub const ALL: [Self; 3] = [Self::EnrolleeAsks, Self::NoncontractEvidence, Self::ExtraordinaryCircumstances];
}

/// A call, a fax, a letter or a peer-to-peer conversation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The time.
    pub at: Instant,
    /// The kind.
    pub kind: ContactKind,
    /// The other person or party.
    pub with: String,
    /// A note on its content.
    pub note: String,
}

/// Kinds of contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContactKind {
    /// A call.
    #[default]
    Call,
    /// A fax.
    Fax,
    /// A letter.
    Letter,
    /// A message through a portal or by electronic mail.
    Message,
    /// A peer-to-peer conversation was offered.
    PeerToPeerOffered,
    /// A peer-to-peer conversation took place.
    PeerToPeerHeld,
}

impl ContactKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Call, Self::Fax, Self::Letter, Self::Message, Self::PeerToPeerOffered, Self::PeerToPeerHeld];
}
