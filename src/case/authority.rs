//! The table of permissions: the roles that may perform an act on a case in a given state. It is checked at every change. A
//! nurse never decides against a member (NCQA UM, URAC HUM-13).
//!
//! Must not know: the effect of an act.

use super::reviewer::Role;
use super::state::CaseState;

/// A kind of change, by which the right to make it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Change an answer, source, row, note, document, link or the pathway; undo or redo such a change.
    Edit,
    /// Record a physician's judgement.
    Judge,
    /// Ask the claimant or the provider for information; the case is pended.
    Pend,
    /// Record that information was received.
    Receive,
    /// Extend the time to decide, with notice.
    Extend,
    /// Refer to a physician.
    Refer,
    /// Return to the nurse.
    Return,
    /// Approve everything requested.
    Approve,
    /// Approve a part.
    ApproveInPart,
    /// Make an adverse determination.
    Deny,
    /// Record that the request was withdrawn.
    Withdraw,
    /// Close without a decision on the merits.
    Close,
    /// Reopen a decided case.
    Reopen,
    /// Add an addendum to a decided case.
    AddAddendum,
    /// Record a call, a letter or a conversation.
    LogContact,
}

impl Act {
    /// All acts.
    pub const ALL: [Self; 15] = [
        Self::Edit,
        Self::Judge,
        Self::Pend,
        Self::Receive,
        Self::Extend,
        Self::Refer,
        Self::Return,
        Self::Approve,
        Self::ApproveInPart,
        Self::Deny,
        Self::Withdraw,
        Self::Close,
        Self::Reopen,
        Self::AddAddendum,
        Self::LogContact,
    ];

    /// True for a decision on the merits.
    pub fn decides(self) -> bool {
        matches!(self, Self::Approve | Self::ApproveInPart | Self::Deny)
    }

    /// True where the act needs a signature. Only edits of the checklist need none.
    pub fn needs_proof(self) -> bool {
        self != Self::Edit
    }
}

use Act::*;
use CaseState::*;

const WITH_A_NURSE: &[CaseState] = &[Draft, InReview, Returned];
const OPEN_WITHOUT_PHYSICIAN: &[CaseState] = &[Draft, InReview, Pended, Returned];
const OPEN: &[CaseState] = &[Draft, InReview, Pended, Referred, Returned];
const FINAL: &[CaseState] = &[Approved, PartiallyApproved, Adverse, Withdrawn, Administrative];
const ANY: &[CaseState] = &CaseState::ALL;

/// Every permission: the act, the states in which it is possible, and the lowest role. Anything else is refused.
const PERMISSIONS: &[(Act, &[CaseState], Role)] = &[
    (Edit, OPEN_WITHOUT_PHYSICIAN, Role::Nurse),
    (Edit, &[Referred], Role::Physician),
    (Judge, OPEN, Role::Physician),
    (Pend, WITH_A_NURSE, Role::Nurse),
    (Pend, &[Referred], Role::Physician),
    // A request for information may still be open when a physician has the case.
    (Receive, OPEN, Role::Nurse),
    (Extend, OPEN, Role::Nurse),
    // From *pended* too: where the information never comes, a physician decides.
    (Refer, OPEN_WITHOUT_PHYSICIAN, Role::Nurse),
    (Return, &[Referred], Role::Physician),
    (Approve, WITH_A_NURSE, Role::Nurse),
    (Approve, &[Referred], Role::Physician),
    (ApproveInPart, &[Referred], Role::Physician),
    (Deny, &[Referred], Role::Physician),
    (Withdraw, OPEN, Role::Nurse),
    (Close, OPEN, Role::Nurse),
    (Reopen, &[Approved, Withdrawn, Administrative], Role::Nurse),
    (Reopen, &[PartiallyApproved, Adverse], Role::Physician),
    (AddAddendum, FINAL, Role::Nurse),
    (LogContact, ANY, Role::Nurse),
];

/// Reason why an act is not permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowed {
    /// The case is decided.
    #[error("the case is decided and locked: reopen it, or add an addendum")]
    Locked,
    /// The case is with a physician.
    #[error("the case is with a physician: it can be changed again after the physician returns it")]
    WithPhysician,
    /// A physician's decision.
    #[error("only a physician may do this: refer the case")]
    NeedsPhysician,
    /// The case waits for information.
    #[error("the case waits for information: record what was received, or refer the case if nothing came")]
    WaitsForInformation,
    /// It is not with a physician.
    #[error("this is for referred cases, and the case is not with a physician: refer it first")]
    NotReferred,
    /// It is not decided.
    #[error("the case is still open: reopening and addenda are for decided cases")]
    NotDecided,
}

/// Checks that this role may perform the act on a case in this state.
pub fn check_permission(act: Act, state: CaseState, role: Role) -> Result<(), NotAllowed> {
    let found = PERMISSIONS.iter().find(|(known, states, _)| *known == act && states.contains(&state));
    match found {
        Some((_, _, least)) if role >= *least => Ok(()),
        Some(_) if state == Referred && !matches!(act, Judge | Return | ApproveInPart | Deny) => {
            Err(NotAllowed::WithPhysician)
        }
        Some(_) => Err(NotAllowed::NeedsPhysician),
        None if matches!(act, Reopen | AddAddendum) => Err(NotAllowed::NotDecided),
        None if state.is_final() => Err(NotAllowed::Locked),
        None if matches!(act, ApproveInPart | Deny) && role < Role::Physician => Err(NotAllowed::NeedsPhysician),
        None if matches!(act, Return | ApproveInPart | Deny) => Err(NotAllowed::NotReferred),
        None if state == Referred => Err(NotAllowed::WithPhysician),
        None => Err(NotAllowed::WaitsForInformation),
    }
}
