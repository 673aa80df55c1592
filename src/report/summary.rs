//! What the summary of a case says: the view model of every format.
//!
//! Must not know: how it is put together (that is `compose`), or any format.

use serde::Serialize;

pub use super::checklist_part::{Answered, CriterionPart, StepPart, UnmetPart, WantedPart};
pub use super::decision_part::{ClockPart, DeterminationPart, LogPart, ReferralPart};
pub use super::field::{Field, Table, Who};
use super::figure::Figure;
use super::letter::LetterPart;

/// All that paper says of a case.
#[derive(Clone, Serialize)]
pub struct Summary {
    /// The case's id.
    pub case: String,
    /// Whose case.
    pub member: Member,
    /// Facts of the request, in the order of the form.
    pub request: Vec<Field>,
    /// Under which policy.
    pub policy: PolicyPart,
    /// The checklist's id.
    pub pathway: String,
    /// The checklist's title.
    pub pathway_title: String,
    /// Where the case stands.
    pub status: StatusPart,
    /// Every criterion, in the policy's order.
    pub steps: Vec<StepPart>,
    /// What is open, by whose work it is.
    pub open: Vec<OpenGroup>,
    /// Readings of the policy that the result rests on.
    pub readings: Vec<ReadingPart>,
    /// Remarks that decide nothing.
    pub notices: Vec<String>,
    /// What physicians decided.
    pub judgements: Vec<JudgementPart>,
    /// The document list.
    pub documents: Table,
    /// Everyone who recorded something, with their last time.
    pub reviewers: Vec<Who>,
    /// Who changed the case last.
    pub last_change: Option<Who>,
    /// What the policy says of its own standing.
    pub purpose: Vec<String>,
    /// Hash of the newest event: names exactly this state of the record.
    pub head: String,
    /// The first digits of the same, as letters print it.
    #[serde(skip)]
    pub head_short: String,
    /// What letters say: their sender, and facts of the request written out.
    pub letter: LetterPart,
    /// When the paper was made.
    pub made_at: String,
    /// Whether only a selection of the criteria is shown.
    pub selected: bool,
    /// Where it stands with the people who decide it.
    pub state: &'static str,
    /// What was decided last.
    pub determination: Option<DeterminationPart>,
    /// What a physician was asked last, and by whom.
    pub referral: Option<ReferralPart>,
    /// The request's clock.
    pub clock: ClockPart,
    /// Requests for information, extension, contacts, addenda.
    pub log: Vec<LogPart>,
    /// What the provider can send that can still decide the case.
    pub wanted: Vec<WantedPart>,
    /// Criteria that decide against the request or wait for what is open.
    pub unmet: Vec<UnmetPart>,
    /// What physicians are asked to decide.
    pub asked: Vec<String>,
    /// Drawings of what the case rests on.
    #[serde(skip)]
    pub figures: Vec<Figure>,
}

/// A member, with two identifiers.
#[derive(Clone, Serialize)]
pub struct Member {
    /// Name and both identifiers, as everywhere a member is named.
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
    /// Whether anyone answers for the text.
    pub standing: &'static str,
}

/// Where a case stands, in words.
#[derive(Clone, Serialize)]
pub struct StatusPart {
    /// The name that the command line prints.
    pub name: &'static str,
    /// A few words with the counts.
    pub headline: String,
    /// What is so, and what can still decide it.
    pub sentence: String,
}

/// Open items of one kind.
#[derive(Clone, Serialize)]
pub struct OpenGroup {
    /// The name that the command line prints.
    pub kind: &'static str,
    /// What stands above them.
    pub title: &'static str,
    /// What each asks for.
    pub items: Vec<String>,
}

/// A reading of the policy.
#[derive(Clone, Serialize)]
pub struct ReadingPart {
    /// Its name.
    pub title: String,
    /// Where the text is silent or at odds.
    pub doubt: String,
    /// What was chosen.
    pub chosen: String,
}

/// A physician's judgement.
#[derive(Clone, Serialize)]
pub struct JudgementPart {
    /// What was asked.
    pub question: String,
    /// What was decided.
    pub decision: String,
    /// Why.
    pub why: String,
    /// Who and when.
    pub who: Who,
    /// Whether the result rests on it; not where its facts changed since, or the checklist does not ask.
    pub counts: bool,
}
