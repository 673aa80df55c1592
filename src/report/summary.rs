//! The summary of a case: the view model of every format.
//!
//! Must not know: how it is put together (that is `compose`), or any format.

use serde::Serialize;

pub use super::checklist_part::{Answered, CriterionPart, StepPart, UnmetPart, WantedPart};
pub use super::decision_part::{ClockPart, DeterminationPart, LogPart, ReferralPart};
pub use super::field::{Field, Table, Who};
use super::figure::Figure;
use super::letter::LetterPart;

/// Everything that papers say of a case.
#[derive(Clone, Serialize)]
pub struct Summary {
    /// The case's id.
    pub case: String,
    /// The member.
    pub member: Member,
    /// Facts of the request, in the order of the form.
    pub request: Vec<Field>,
    /// The policy.
    pub policy: PolicyPart,
    /// The checklist's id.
    pub pathway: String,
    /// The checklist's title.
    pub pathway_title: String,
    /// Status of the criteria.
    pub status: StatusPart,
    /// Every criterion, in the policy's order.
    pub steps: Vec<StepPart>,
    /// Open items, by whose work they are.
    pub open: Vec<OpenGroup>,
    /// Readings of the policy that the result relies on.
    pub readings: Vec<ReadingPart>,
    /// Remarks without effect on the result.
    pub notices: Vec<String>,
    /// Physicians' judgments.
    pub judgements: Vec<JudgementPart>,
    /// The document list.
    pub documents: Table,
    /// People who recorded something, with their last time.
    pub reviewers: Vec<Who>,
    /// The person of the last change.
    pub last_change: Option<Who>,
    /// The policy's statements on its own standing.
    pub purpose: Vec<String>,
    /// Hash of the newest event, which identifies this version of the history.
    pub head: String,
    /// Its first digits, as letters print it.
    #[serde(skip)]
    pub head_short: String,
    /// Content of letters: their sender, and facts of the request written out.
    pub letter: LetterPart,
    /// Time at which the paper was made.
    pub made_at: String,
    /// True if only a selection of the criteria is shown.
    pub selected: bool,
    /// State of the decision.
    pub state: &'static str,
    /// The last determination.
    pub determination: Option<DeterminationPart>,
    /// The last referral.
    pub referral: Option<ReferralPart>,
    /// The request's clock.
    pub clock: ClockPart,
    /// Requests for information, extension, contacts, addenda.
    pub log: Vec<LogPart>,
    /// Items that the provider can send and that can still decide the case.
    pub wanted: Vec<WantedPart>,
    /// Criteria that decide against the request or wait for open items.
    pub unmet: Vec<UnmetPart>,
    /// Questions for a physician.
    pub asked: Vec<String>,
    /// Drawings of what the case relies on.
    #[serde(skip)]
    pub figures: Vec<Figure>,
}

/// A member, with two identifiers.
#[derive(Clone, Serialize)]
pub struct Member {
    /// Name and both identifiers, as on every screen and paper.
    pub line: String,
    /// The name; empty where not recorded.
    pub name: String,
    /// The birth date, where recorded.
    pub born_on: Option<String>,
    /// The member id; empty where not recorded.
    pub id: String,
}

/// The policy that a case is pinned to.
#[derive(Clone, Serialize)]
pub struct PolicyPart {
    /// Number with version letter.
    pub number: String,
    /// Title.
    pub title: String,
    /// Effective date.
    pub effective_on: String,
    /// The first digits of the text's SHA-256.
    pub content: String,
    /// Standing of the text: whether it was signed off.
    pub standing: &'static str,
}

/// Status of a case, in words.
#[derive(Clone, Serialize)]
pub struct StatusPart {
    /// The name that the command line prints.
    pub name: &'static str,
    /// A few words with the counts.
    pub headline: String,
    /// The result, and what can still decide it.
    pub sentence: String,
}

/// Open items of one kind.
#[derive(Clone, Serialize)]
pub struct OpenGroup {
    /// The name that the command line prints.
    pub kind: &'static str,
    /// Their heading.
    pub title: &'static str,
    /// Requested item of each.
    pub items: Vec<String>,
}

/// An interpretation of the policy.
#[derive(Clone, Serialize)]
pub struct ReadingPart {
    /// Its name.
    pub title: String,
    /// The doubt: where the text says nothing or contradicts itself.
    pub doubt: String,
    /// The chosen interpretation.
    pub chosen: String,
}

/// A physician's judgement.
#[derive(Clone, Serialize)]
pub struct JudgementPart {
    /// The question.
    pub question: String,
    /// The decision.
    pub decision: String,
    /// The reason.
    pub why: String,
    /// The person with the time.
    pub who: Who,
    /// True if the result relies on it; false where its facts changed since, or the checklist does not ask for it.
    pub counts: bool,
}
