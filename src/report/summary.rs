//! What the summary of a case says: the view model of every format.
//!
//! Must not know: how it is put together (that is `compose`), or any format.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

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

/// What was decided.
#[derive(Clone, Serialize)]
pub struct DeterminationPart {
    /// The name in files.
    pub name: &'static str,
    /// The decision in words.
    pub state: &'static str,
    /// Rationale, question, answer or reason.
    pub why: String,
    /// For one physician, or the ground of a closing; empty otherwise.
    pub note: String,
    /// What becomes of each code, in words.
    pub codes: Vec<String>,
    /// The criteria that the rationale speaks of, with their reason and source.
    pub criteria: Vec<UnmetPart>,
    /// Why the decision is late; empty where it is not.
    pub late_because: String,
    /// Why the approved dates leave out the requested day; empty where they do not.
    pub dates_because: String,
    /// What the criteria amounted to then.
    pub result: &'static str,
    /// Who and when.
    pub who: Who,
    /// The licence, where it was given.
    pub licence: String,
    /// The signature: its key and its first digits; empty where there is none.
    pub signature: String,
}

/// What a physician was asked.
#[derive(Clone, Serialize)]
pub struct ReferralPart {
    /// The question.
    pub question: String,
    /// One physician, where it is for one.
    pub to: String,
    /// Who asked and when.
    pub who: Who,
}

/// The request's clock in words.
#[derive(Clone, Serialize)]
pub struct ClockPart {
    /// Due, time left and the rule that they come from.
    pub line: String,
    /// One labelled moment each.
    pub milestones: Vec<String>,
    /// What else there is to say: other rules, what does not count.
    pub remarks: Vec<String>,
    /// By when an answer to a request for information is asked for: "by March 3, 2026 (45 days from the date of this letter)".
    pub supply_by: String,
    /// The same as a day of the reader's local time; absent where neither the request nor the rule says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supply_on: Option<NaiveDate>,
}

/// What was sent, received or said.
#[derive(Clone, Serialize)]
pub struct LogPart {
    /// Of what kind.
    pub title: &'static str,
    /// Each in a line.
    pub lines: Vec<String>,
}

/// Something that the provider can send.
#[derive(Clone, Serialize)]
pub struct WantedPart {
    /// What.
    pub what: String,
    /// The criterion that it can decide.
    pub criterion: String,
    /// How far the record comes.
    pub so_far: String,
    /// Records that would show it, each with who asks for it.
    pub records: Vec<Field>,
}

/// A criterion that is not met or still open.
#[derive(Clone, Serialize)]
pub struct UnmetPart {
    /// Its id.
    pub id: String,
    /// Its statement.
    pub label: String,
    /// The result.
    pub result: &'static str,
    /// Why.
    pub reason: String,
    /// Where it stands in the policy.
    pub source: String,
    /// What the record says to it.
    pub evidence: Vec<String>,
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

/// A label with its value.
#[derive(Clone, Serialize)]
pub struct Field {
    /// What is asked.
    pub label: String,
    /// What is answered.
    pub value: String,
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

/// A step of the checklist.
#[derive(Clone, Serialize)]
pub struct StepPart {
    /// Its title.
    pub title: String,
    /// Its criteria, parents before their parts.
    pub criteria: Vec<CriterionPart>,
    /// Treatments and pain scores that they read.
    pub tables: Vec<Table>,
}

/// A criterion with its result.
#[derive(Clone, Serialize)]
pub struct CriterionPart {
    /// Its id.
    pub id: String,
    /// Its statement.
    pub label: String,
    /// How deep it stands under the step's own criteria.
    pub depth: usize,
    /// The result.
    pub result: &'static str,
    /// Why.
    pub reason: String,
    /// Where it stands in the policy.
    pub source: String,
    /// What was answered, with sources.
    pub answers: Vec<Answered>,
    /// Notes on it.
    pub notes: Vec<String>,
}

/// An answer with its sources.
#[derive(Clone, Serialize)]
pub struct Answered {
    /// What is asked.
    pub prompt: String,
    /// What is answered; empty while only a source is noted.
    pub value: String,
    /// Where in the record it comes from.
    pub sources: Vec<String>,
    /// Whether the reason above it says the same, so that paper need not.
    #[serde(skip)]
    pub repeats_reason: bool,
    /// Whether it says what a reason cannot: a release, a number, a day.
    #[serde(skip)]
    pub is_detail: bool,
}

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} {}", self.prompt, if self.prompt.ends_with('?') { "" } else { ":" }, self.value)
    }
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

/// Rows under headings.
#[derive(Clone, Serialize)]
pub struct Table {
    /// What it lists.
    pub title: String,
    /// The headings.
    pub head: Vec<String>,
    /// A cell for each heading.
    pub rows: Vec<Vec<String>>,
}

/// Someone, and when.
#[derive(Clone, Serialize)]
pub struct Who {
    /// The name as written.
    pub name: String,
    /// The credential.
    pub credential: String,
    /// How the identity is known.
    pub identity: &'static str,
    /// When.
    pub at: String,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} ({}), {}", self.name, self.credential, self.identity, self.at)
    }
}
