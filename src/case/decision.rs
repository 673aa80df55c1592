//! What a person decides on a case, and what was sent, received and said on the way there. Separate from what the engine
//! computes: the two are shown as two things and neither overwrites the other.
//!
//! Must not know: who may decide what (that is `authority`), or how a result is computed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reviewer::Reviewer;
use crate::clock::Instant;
use crate::ids::CriterionId;
use crate::redacted::redacted_debug;

redacted_debug!(Basis, Determination, CodeOutcome, Approval, Hold, Received, Extension, Contact, Addendum);

/// Where a case stands with the people who decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// Nothing of the checklist is answered yet.
    Draft,
    /// With a nurse reviewer.
    InReview,
    /// Waits for information that was asked for.
    Pended,
    /// With a physician reviewer.
    Referred,
    /// Back from the physician, with an answer.
    Returned,
    /// All of it is approved.
    Approved,
    /// Part of it is approved.
    PartiallyApproved,
    /// A physician decided against it.
    Adverse,
    /// Taken back by whoever asked.
    Withdrawn,
    /// Closed without a decision on the merits.
    Administrative,
}

impl CaseState {
    /// All of them, open ones first.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::InReview,
        Self::Pended,
        Self::Referred,
        Self::Returned,
        Self::Approved,
        Self::PartiallyApproved,
        Self::Adverse,
        Self::Withdrawn,
        Self::Administrative,
    ];

    /// Whether the case is decided or closed, and therefore locked.
    pub fn is_final(self) -> bool {
        self >= Self::Approved
    }

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in-review",
            Self::Pended => "pended",
            Self::Referred => "referred",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::PartiallyApproved => "partially-approved",
            Self::Adverse => "adverse",
            Self::Withdrawn => "withdrawn",
            Self::Administrative => "administrative",
        }
    }
}

/// What the engine computes of a case, by its name. The case does not compute it: whoever changes a case hands it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CriteriaResult {
    /// The policy does not govern the request.
    OutsidePolicy,
    /// For a physician.
    CriteriaNotMet,
    /// Every criterion is met.
    CriteriaMet,
    /// Something is left to review.
    InReview,
    /// Something is missing from the record.
    DocumentationMissing,
    /// A physician's interpretation is needed.
    JudgementNeeded,
}

impl CriteriaResult {
    /// All six, in the order in which they are looked for.
    pub const ALL: [Self; 6] = [
        Self::OutsidePolicy,
        Self::CriteriaNotMet,
        Self::CriteriaMet,
        Self::InReview,
        Self::DocumentationMissing,
        Self::JudgementNeeded,
    ];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::OutsidePolicy => "outside-policy",
            Self::CriteriaNotMet => "criteria-not-met",
            Self::CriteriaMet => "criteria-met",
            Self::InReview => "in-review",
            Self::DocumentationMissing => "documentation-missing",
            Self::JudgementNeeded => "judgement-needed",
        }
    }
}

/// What a decision is made on: the computed result, and which criteria stand against or in the way of *criteria met*.
#[derive(Clone, PartialEq, Eq)]
pub struct Basis {
    /// The result.
    pub result: CriteriaResult,
    /// Criteria that decide a *not met*, or wait for what is open; empty where all is met.
    pub unmet: Vec<CriterionId>,
    /// When the decision is due; `None` where no table of due dates is at hand, or none gives a date.
    pub due_at: Option<Instant>,
}

/// The decision that a case stands at, with what it was made on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Determination {
    /// Which.
    pub state: CaseState,
    /// The rationale, the question, the answer or the reason. Empty where a nurse approves: the criteria are the reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// For whom a referral is, where it is for one physician.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// What kind of administrative closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// The outcome of each requested code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<CodeOutcome>,
    /// The criteria that the rationale speaks of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionId>,
    /// Why the decision is late, where it was made after its due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_because: Option<String>,
    /// Why the approved dates leave out the requested date of service, where they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates_because: Option<String>,
    /// What the criteria amounted to at that moment.
    pub result: CriteriaResult,
    /// Who.
    pub by: Reviewer,
    /// When.
    pub at: Instant,
}

/// Why a case is closed without a decision on the merits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Closing {
    /// The member is not eligible.
    NotEligible,
    /// The same request is in another case.
    Duplicate,
    /// No authorization is needed.
    NoAuthorizationNeeded,
    /// Another policy or another department decides it.
    DecidedElsewhere,
}

impl Closing {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::NotEligible, Self::Duplicate, Self::NoAuthorizationNeeded, Self::DecidedElsewhere];
}

/// What becomes of one requested code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeOutcome {
    /// The code, as requested.
    pub cpt: String,
    /// Its outcome.
    pub outcome: CodeDecision,
}

/// The outcome of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CodeDecision {
    /// Approved.
    Approved(Approval),
    /// Not approved.
    NotApproved,
    /// It gets a case of its own, since it belongs to another stage.
    SplitOff,
}

/// How much of a code is approved, and for when.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Units, at most those requested.
    pub units: u32,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// How something reached someone.
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
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Fax, Self::Letter, Self::Telephone, Self::Portal, Self::Email, Self::InPerson];
}

/// The addressee of a request for information: only what goes to the claimant can hold a clock under ERISA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AskedOf {
    /// The member, or who acts for the member.
    Claimant,
    /// The provider alone.
    Provider,
    /// Both.
    Both,
}

impl AskedOf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Claimant, Self::Provider, Self::Both];

    /// True where it went to the claimant.
    pub fn is_claimant(self) -> bool {
        self != Self::Provider
    }
}

/// A request for information. Whether it holds the clock is for the rule that governs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// When it was sent.
    pub sent_at: Instant,
    /// How.
    pub how: Channel,
    /// To whom.
    pub to: String,
    /// The addressee: claimant, provider or both; absent where it was recorded before this was asked (case format
    /// 4). Then it holds the clock as it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_of: Option<AskedOf>,
    /// True for a notice to the claimant that extends the time to decide and names what is needed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub extension_notice: bool,
    /// Until when an answer is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supply_by: Option<Instant>,
    /// When the answer came, and what it was.
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
    /// When it came.
    pub at: Instant,
    /// What came.
    pub what: String,
}

/// More time to decide, of which the member was told. Once a case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// When the notice went out.
    pub notified_at: Instant,
    /// Why more time is needed.
    pub why: String,
    /// On what ground; absent where it was recorded before grounds were (case format 4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<ExtensionGround>,
}

/// The ground of an extension. Medicare Advantage extends on the first three only (42 CFR 422.568(b), 422.572(b)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionGround {
    /// The enrollee asks for it.
    EnrolleeAsks,
    /// Evidence from a noncontract provider may change a denial.
    NoncontractEvidence,
    /// Extraordinary circumstances.
    ExtraordinaryCircumstances,
    /// None of these: for rules that ask for none.
    NotStated,
}

impl ExtensionGround {
    /// Those that a rule can ask for.
    pub const ALL: [Self; 3] = [Self::EnrolleeAsks, Self::NoncontractEvidence, Self::ExtraordinaryCircumstances];
}

/// A call, a fax, a letter, a talk between physicians.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// When.
    pub at: Instant,
    /// What it was.
    pub kind: ContactKind,
    /// With whom.
    pub with: String,
    /// What was said or sent.
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
    /// A talk between physicians was offered.
    PeerToPeerOffered,
    /// It was held.
    PeerToPeerHeld,
}

impl ContactKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Call, Self::Fax, Self::Letter, Self::Message, Self::PeerToPeerOffered, Self::PeerToPeerHeld];
}

/// Something said about a decided case that changes nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Addendum {
    /// What.
    pub text: String,
    /// Who.
    pub by: Reviewer,
    /// When.
    pub at: Instant,
}
