//! Who may do what to a case in which state: one table, asked at every change. The nurse who answers a checklist never
//! decides against a member (NCQA UM, URAC HUM-13).
//!
//! Must not know: what any act does.

use super::decision::CaseState;
use super::reviewer::Role;

/// A kind of change, as far as the right to make it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Answers, sources, rows, notes, documents, the pathway; taking such a change back.
    Edit,
    /// A physician's interpretation.
    Judge,
    /// Ask the provider for information; the case waits.
    Pend,
    /// Record that information came.
    Receive,
    /// Take more time, with notice.
    Extend,
    /// Hand to a physician.
    Refer,
    /// Hand back to the nurse.
    Return,
    /// Approve all of it.
    Approve,
    /// Approve a part of it.
    ApproveInPart,
    /// An adverse determination.
    Deny,
    /// Record that the request was taken back.
    Withdraw,
    /// Close without a decision on the merits.
    Close,
    /// Take a decided case up again.
    Reopen,
    /// Add to a decided case without changing it.
    AddAddendum,
    /// Note a call, a letter, a talk.
    LogContact,
}

impl Act {
    /// All of them.
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

    /// Whether it decides on the merits: what has to rest on nothing that nobody answers for.
    pub fn decides(self) -> bool {
        matches!(self, Self::Approve | Self::ApproveInPart | Self::Deny)
    }

    /// Whether someone has to prove who they are. Filling in a checklist is all that can be done without.
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

/// Every permission: the act, the states in which it is possible, and the least role. What is not here is refused.
const PERMISSIONS: &[(Act, &[CaseState], Role)] = &[
    (Edit, OPEN_WITHOUT_PHYSICIAN, Role::Nurse),
    (Edit, &[Referred], Role::Physician),
    (Judge, OPEN, Role::Physician),
    (Pend, WITH_A_NURSE, Role::Nurse),
    (Pend, &[Referred], Role::Physician),
    // A request may still be open when a physician has the case already.
    (Receive, OPEN, Role::Nurse),
    (Extend, OPEN, Role::Nurse),
    // From *pended* too: what never came is for a physician.
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

/// Why someone may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowed {
    /// The case is decided.
    #[error("the case is decided and locked: reopen it, or add an addendum")]
    Locked,
    /// The case is with a physician.
    #[error("the case is with a physician: it can be changed again when it is returned")]
    WithPhysician,
    /// A physician's decision.
    #[error("only a physician may do this: refer the case")]
    NeedsPhysician,
    /// An answer is waited for.
    #[error("the case waits for information: record what came, or refer the case if nothing did")]
    WaitsForInformation,
    /// It is not with a physician.
    #[error("this answers a referral, and the case is not with a physician: refer it first")]
    NotReferred,
    /// It is not decided.
    #[error("the case is still open: reopening and addenda are for decided cases")]
    NotDecided,
}

/// Whether someone of this role may do this to a case in this state.
pub fn allowed(act: Act, state: CaseState, role: Role) -> Result<(), NotAllowed> {
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
