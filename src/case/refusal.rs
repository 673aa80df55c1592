//! Reasons why a change is refused, each as one sentence that says what is wrong and what to do.
//!
//! Must not know: any value of a case; no refusal repeats one, since values are patients' data.

use super::authority::NotAllowed;
use super::code_format::FormatError;
use super::linked_case::LinkFault;

/// Reason why an action was refused. A refused action changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The case does not exist, and the first action does not open it.
    #[error("the case does not exist, and the actions do not create it: begin them with \"open\" and a pathway")]
    NotOpen,
    /// The case exists, and an action opens it once more.
    #[error("the case exists already: leave out the action that opens it")]
    AlreadyOpen,
    /// The case was changed outside the program.
    #[error("the case or its history was changed outside the program: it can only be viewed")]
    Altered,
    /// The time of the change is before that of the newest event.
    #[error(
        "the newest entry of the case is later than the time on this workstation: correct the clock that is wrong, then try \
         again"
    )]
    ClockBehind,
    /// The given policy is not that of the case.
    #[error("the case is bound to another policy text than this one: open it with its own text")]
    OtherPolicy,
    /// Unknown pathway.
    #[error("the policy has no pathway with this id")]
    NoSuchPathway,
    /// Unknown question.
    #[error("neither the policy nor the request has a question with this id")]
    NoSuchQuestion,
    /// Unknown criterion.
    #[error("the policy has no criterion with this id")]
    NoSuchCriterion,
    /// Unknown judgement.
    #[error("the policy has no judgement with this id")]
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
    /// The source is not there.
    #[error("this answer or row does not have this source")]
    NoSuchCitation,
    /// A value of another kind.
    #[error("the question needs another kind of answer")]
    WrongKind,
    /// The question has no list, or one with other rows.
    #[error("the question has no list of such rows")]
    WrongRow,
    /// "Not in the record" is not an answer to this question.
    #[error(
        "\"not in the record\" is not an answer here: this is a fact of the request, so answer it or leave it open"
    )]
    NotUndocumentable,
    /// Blank or overlong text.
    #[error("the text is blank, too long (20,000 bytes) or holds control characters")]
    BadText,
    /// A date outside the years 1900 to 2199.
    #[error("a date has to be between 1900 and 2199")]
    BadDate,
    /// An end before its start.
    #[error("it ends before it starts: one of the two dates is wrong")]
    EndBeforeStart,
    /// A date before one that it cannot precede.
    #[error("a date is too early: service or receipt before birth, or an end before its start")]
    TooEarly,
    /// A date after one that it cannot follow.
    #[error(
        "two dates are in the wrong order: a treatment's start, a trial or a placement after the date of receipt or \
         service, a trial after the placement, or a record after its document was received. Correct the wrong one"
    )]
    TooLate,
    /// A past event with a date after the day of entry.
    #[error("a date of a past event is in the future: correct the date, or this workstation's clock")]
    InFuture,
    /// A row number that leaves a gap.
    #[error("rows are numbered from 1 without a gap: a new row takes the number after the last one")]
    RowLeavesGap,
    /// A source for the answer "not in the record".
    #[error("the answer is \"not in the record\": change it to what the source shows, then add the source")]
    CitesNotDocumented,
    /// A score outside its scale.
    #[error("the score is outside its scale: NRS is 0 to 10, whole except for an average; VAS is 0 to 100 mm, whole")]
    OffScale,
    /// A baseline of zero.
    #[error("a baseline of 0 cannot be reduced: choose another score")]
    ZeroBaseline,
    /// Two readings that cannot be compared.
    #[error("the two scores have to be different rows of the same scale and kind")]
    PairDoesNotCompare,
    /// A percentage above 100, or a range that runs backward.
    #[error("relief has to be between 0 and 100 %, and a range has to run from the lower to the higher figure")]
    BadPercent,
    /// A page number outside the document.
    #[error("the document has no such page: page numbers start at 1")]
    BadPage,
    /// The source is there already.
    #[error("this answer or row already has this source")]
    AlreadyCited,
    /// No units, or a code twice.
    #[error("enter each requested code once, with at least one unit")]
    BadUnits,
    /// The policy asks for no linked case here.
    #[error("no case can be linked to this question")]
    NotLinkable,
    /// The linked case was not looked up.
    #[error("the case to link is read from the folder that holds both cases: name that folder")]
    NotLookedUp,
    /// No case is linked.
    #[error("no case is linked to this question, so there is no link to remove")]
    NotLinked,
    /// The case cannot be linked.
    #[error("the case cannot be linked: {0}")]
    Link(#[from] LinkFault),
    /// A malformed code or number.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// The id of a new document has another format.
    #[error("a document's id has 1 to 100 letters, digits, '-', '_' or '.', and begins with a letter or a digit")]
    BadDocumentId,
    /// The file is empty, or its hash or name is not valid.
    #[error("the file is empty, or its hash or name is not valid")]
    BadFile,
    /// The region is not a rectangle on the page.
    #[error("the marked region has to be a rectangle on the page")]
    BadRegion,
    /// The file cannot be replaced or removed, since its pages are cited.
    #[error("pages of this document's file are cited: attach the other file as a separate document")]
    FileCited,
    /// The document is cited.
    #[error("this document is cited: remove those sources first")]
    DocumentCited,
    /// Not permitted in this state or to this role.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The reviewer is not signed in.
    #[error("this needs your signature: sign in with your passphrase first")]
    NeedsProof,
    /// The reviewer is a provider of the request.
    #[error("this reviewer is a provider of the request: another reviewer has to decide it")]
    OwnRequest,
    /// A nurse's approval of a case whose criteria are not met.
    #[error("the criteria are not met as documented: a nurse can approve only if they are met; refer the case")]
    NotMet,
    /// A decision under a policy that does not apply.
    #[error("the request is outside this policy, so it cannot be approved or denied under it: close it, or refer it")]
    OutsidePolicy,
    /// A confirmation is missing.
    #[error("a confirmation is missing: approval and denial need all of them, on the step Confirmations")]
    NotConfirmed,
    /// The rationale omits a criterion.
    #[error("the rationale has to name every criterion that is not met or still open")]
    CriterionNotNamed,
    /// The rationale names a criterion that is met, or none of this pathway.
    #[error(
        "the rationale names a criterion that is met or not part of this pathway: name one that is not met or open"
    )]
    CriterionNotUnmet,
    /// The codes are not those requested.
    #[error("give each requested code one outcome, and no outcome to any other code")]
    CodesDiffer,
    /// No code is requested.
    #[error("no procedure code is requested yet: enter the codes on the request")]
    NoCodes,
    /// Approved units or dates that are not valid.
    #[error(
        "approved units have to be between 1 and those requested, and the first approved day cannot be after the last"
    )]
    BadApproval,
    /// A code of another stage.
    #[error("a requested code belongs to another stage: split it off into a separate case, or refer the case")]
    OtherStage,
    /// A code of this stage is split off.
    #[error("only a code of another stage can be split off")]
    NotOtherStage,
    /// The outcomes do not match the decision.
    #[error("the outcomes of the codes do not match the decision: all approved, some, or none")]
    OutcomesDiffer,
    /// A decision after its due date, without the reason.
    #[error("the decision is late: give a reason (late_because), which is recorded with it")]
    LateWithoutReason,
    /// Approved dates that leave out the requested date of service, without a reason.
    #[error(
        "the approved dates do not include the requested date of service: correct them, or give a reason \
         (dates_because), which is recorded with them"
    )]
    OtherDatesWithoutReason,
    /// A reason for a delay, and the decision is not late.
    #[error("the decision is not late: leave out the reason for a delay (late_because)")]
    NotLate,
    /// A reason for other dates, and the approved dates need none.
    #[error(
        "the approved dates include the requested date of service: leave out the reason for other dates (dates_because)"
    )]
    NotOtherDates,
    /// Times that contradict each other.
    #[error(
        "one of the times is wrong: nothing can be sent before the request came, answered before it was sent, or be \
         in the future"
    )]
    BadTime,
    /// No information was requested.
    #[error("no requested information is outstanding, so none can be received")]
    NothingAsked,
    /// An extension notice that is not addressed to the claimant.
    #[error("an extension notice has to go to the claimant: record it as sent to the claimant or to both")]
    NoticeNotToClaimant,
    /// Extended already.
    #[error("the time to decide was already extended, and it can be extended only once")]
    ExtendedAlready,
    /// Nothing left to undo.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Nothing left to redo.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// The change does not follow from the history.
    #[error("the change does not fit the history of the case; nothing was changed")]
    Unfoldable,
}
