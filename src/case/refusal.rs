//! Why a change was refused: one sentence each, that says what is so and what to do.
//!
//! Must not know: any value of a case; no refusal repeats one, since values are patients' data.

use super::authority::NotAllowed;
use super::form::FormError;
use super::link::LinkFault;

/// Why an action was refused. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case does not exist yet, or already does.
    #[error("a case is opened once, by its first action: begin with \"open\" and a pathway, and only then")]
    NotOpen,
    /// The case was changed outside the program.
    #[error("the case or its history was changed outside the program: it can be looked at, and nothing else")]
    Altered,
    /// The time of the change is before the newest entry's.
    #[error(
        "the newest entry of the case is later than this workstation's clock says it is now: set the clock that is wrong, then \
         try again"
    )]
    ClockBehind,
    /// The policy at hand is another one.
    #[error("the case is pinned to another policy text than the one at hand: open it with that one")]
    OtherPolicy,
    /// Unknown pathway.
    #[error("the policy has no pathway of this id")]
    NoSuchPathway,
    /// Unknown question.
    #[error("neither the policy nor the request has a question of this id")]
    NoSuchQuestion,
    /// Unknown criterion.
    #[error("the policy has no criterion of this id")]
    NoSuchCriterion,
    /// Unknown judgement.
    #[error("the policy has no judgement of this id")]
    NoSuchJudgement,
    /// Unknown option.
    #[error("the question has no such option")]
    NoSuchOption,
    /// Unknown row.
    #[error("the list has no such row")]
    NoSuchRow,
    /// Unknown document.
    #[error("the case's list has no such document")]
    NoSuchDocument,
    /// Unknown source.
    #[error("this source is not noted there")]
    NoSuchCitation,
    /// Value of another kind.
    #[error("the question takes another kind of answer")]
    WrongKind,
    /// A row where there is no list, or of another list.
    #[error("the question's list does not take rows of this kind")]
    WrongRow,
    /// "Not in the record" where that is no answer.
    #[error("this is a fact of the request: it can be left open, but it cannot be missing from the record")]
    NotUndocumentable,
    /// Blank or overlong text.
    #[error("the text is blank, too long (20,000 bytes) or holds control characters")]
    BadText,
    /// A date far outside.
    #[error("a date lies between 1900 and 2199")]
    BadDate,
    /// An end before its start.
    #[error("it ends before it starts: one of the two dates is wrong")]
    EndBeforeStart,
    /// Birth after something, or something before the start of what it belongs to.
    #[error("a date comes before one that it cannot precede: service or receipt before birth, an end before its start")]
    TooEarly,
    /// A treatment, a trial or a placement after receipt or service, a trial after the placement, a record after its document came.
    #[error(
        "a date comes after one that it cannot follow: a treatment that starts, a trial or a placement after the date of receipt or \
         service, a trial after the placement, a record after its document was received. One of the two dates is wrong"
    )]
    TooLate,
    /// Something that has happened, dated later than the day on which it is entered.
    #[error("a date of something that has happened lies in the future: correct it, or this workstation's clock")]
    InFuture,
    /// A row number that leaves a gap.
    #[error("rows are numbered from 1 without a gap: a new row takes the number after the last one")]
    RowLeavesGap,
    /// A source for an answer that says there is none.
    #[error("the answer is \"not in the record\": answer what the source shows, then note the source")]
    CitesNotDocumented,
    /// A score off its scale.
    #[error("the score lies outside its scale: NRS is 0 to 10, whole except for an average; VAS is 0 to 100 mm, whole")]
    OffScale,
    /// A baseline of zero.
    #[error("a baseline of 0 leaves nothing to reduce: choose another score")]
    ZeroBaseline,
    /// Two readings that do not compare.
    #[error("the two scores must be different rows of one scale and one kind")]
    PairDoesNotCompare,
    /// A percentage beyond 100, or a range that runs backward.
    #[error("relief lies between 0 and 100 %, and a range runs upward")]
    BadPercent,
    /// No page, or one past the end.
    #[error("the page is counted from 1 and lies within the document")]
    BadPage,
    /// The same source again.
    #[error("this source is already noted there")]
    AlreadyCited,
    /// No units, or a code twice.
    #[error("each requested code stands once, with at least one unit")]
    BadUnits,
    /// A linked case where the policy asks for none.
    #[error("this question does not take a linked case")]
    NotLinkable,
    /// A link that nobody looked up.
    #[error("a case is linked from the folder that holds both cases: name that folder")]
    NotLookedUp,
    /// Nothing is linked there.
    #[error("no case is linked there: there is nothing to take back")]
    NotLinked,
    /// The case cannot be linked.
    #[error("the case cannot be linked: {0}")]
    Link(#[from] LinkFault),
    /// A malformed code or number.
    #[error(transparent)]
    Form(#[from] FormError),
    /// A new document under an id of another form.
    #[error("a document's id is 1 to 100 letters, digits, '-', '_' or '.', and begins with a letter or a digit")]
    BadDocumentId,
    /// A file that cannot be one.
    #[error("the file has no bytes, no proper hash or a name that cannot be shown")]
    BadFile,
    /// No rectangle on a page.
    #[error("what is marked on a page is a rectangle on it")]
    BadRegion,
    /// Another file, or none, where pages of this one are cited.
    #[error("pages of this document's file are cited: attach the other file as a document of its own")]
    FileCited,
    /// A document that something cites.
    #[error("something cites this document: take those sources back first")]
    DocumentCited,
    /// Not in this state, or not in this role.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Nobody proved who acts.
    #[error("this is recorded over a signature: sign in with your passphrase first")]
    NeedsProof,
    /// Whoever asks for it would decide it.
    #[error("this reviewer is a provider of the request: somebody else reviews it")]
    OwnRequest,
    /// Approval of what is not met, by a nurse.
    #[error("the criteria are not met as documented: a nurse approves only what meets them; refer the case")]
    NotMet,
    /// A decision under a policy that does not govern.
    #[error("the request is outside this policy, so nothing is approved or denied under it: close it or hand it on")]
    OutsidePolicy,
    /// A confirmation is not given.
    #[error("a confirmation is not given: approval and denial wait for all of them, on the step Confirmations")]
    NotConfirmed,
    /// The rationale leaves a criterion out.
    #[error("the rationale has to name every criterion that is not met or still open")]
    CriterionNotNamed,
    /// The rationale names something else.
    #[error(
        "the rationale names a criterion that is met or is none of this pathway's: name one that is not met or open"
    )]
    CriterionNotUnmet,
    /// The codes are not those requested.
    #[error("each requested code has one outcome, and no other code has any")]
    CodesDiffer,
    /// Nothing is requested.
    #[error("no procedure code is requested yet: enter the codes on the request")]
    NoCodes,
    /// More than was asked for, or none.
    #[error("approved units lie between 1 and those requested, and the approved dates run forward")]
    BadApproval,
    /// A code of another stage.
    #[error("a requested code belongs to another stage: split it off into a case of its own, or refer the case")]
    OtherStage,
    /// A code split off that belongs here.
    #[error("only a code of another stage is split off")]
    NotOtherStage,
    /// The outcomes are those of another decision.
    #[error("the outcomes of the codes are not those of this decision: all approved, a part, or none")]
    OutcomesDiffer,
    /// A decision after its due date, without the reason.
    #[error("the decision is late: say why it is late (late_because), which is recorded with it")]
    LateWithoutReason,
    /// Approved dates without the requested day, and no reason.
    #[error(
        "the approved dates leave out the requested date of service: correct them, or say why (dates_because), which is recorded with them"
    )]
    OtherDatesWithoutReason,
    /// A reason for a delay that there is not.
    #[error("the decision is not late: leave the reason for a delay (late_because) out")]
    NotLate,
    /// A reason for dates that need none.
    #[error(
        "the approved dates hold the requested date of service: leave the reason for other dates (dates_because) out"
    )]
    NotOtherDates,
    /// Times that cannot be.
    #[error(
        "one of the times cannot be: nothing is sent before the request came or answered before it was sent, and none of it lies in the future"
    )]
    BadTime,
    /// Nothing was asked for.
    #[error("no information is waited for: there is nothing to receive")]
    NothingAsked,
    /// An extension notice to the provider alone.
    #[error("an extension notice goes to the claimant: record it as sent to the claimant or to both")]
    NoticeNotToClaimant,
    /// Extended already.
    #[error("the time to decide was extended already: that is possible once")]
    ExtendedAlready,
    /// Nothing left to undo.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Nothing left to redo.
    #[error("there is nothing to do again")]
    NothingToRedo,
    /// The history does not carry the change.
    #[error("the change does not fit the case's history; nothing was changed")]
    Unfoldable,
}
