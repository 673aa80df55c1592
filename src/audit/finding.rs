//! Findings of an audit, in a case or about it, in sentences that say what to do.
//!
//! Must not know: how anything is found. No finding holds anything of a member.

use crate::case::LinkFault;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash, DocumentId};
use crate::store::{FileError, Problem};
use crate::verification::Fault;

/// A finding in a case or about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// Its file cannot be read, or its history is not valid.
    #[error("{0}")]
    Unreadable(Problem),
    /// A fault of the history, with which it is not opened either.
    #[error(transparent)]
    History(#[from] Fault),
    /// There are signatures, and no roster to check them against.
    #[error("it is signed, and there is no roster here to check the signatures against")]
    NoRoster,
    /// An unsigned event is dated before the previous one.
    #[error("event {sequence} is dated before the event before it: a clock was wrong, or was set back")]
    DatedBack {
        /// The event's number.
        sequence: u32,
    },
    /// The text of its policy is missing.
    #[error("the policy text that the case is bound to is missing, so signed results cannot be checked")]
    NoPolicy,
    /// A log names events that the case does not have.
    #[error(
        "the log of {station} names event {revision}, and the case ends at event {last}: its end was removed, or an \
         older copy replaced it"
    )]
    Behind {
        /// Station of the log.
        station: String,
        /// The event that the log names.
        revision: u32,
        /// The last event that the case has.
        last: u32,
    },
    /// A log names another event at that position.
    #[error(
        "event {revision} is not the one that the log of {station} names ({}): the history was rewritten from there, \
         or earlier",
        head.short()
    )]
    OtherEvent {
        /// Station of the log.
        station: String,
        /// The event's number.
        revision: u32,
        /// Hash in the log.
        head: ContentHash,
    },
    /// As `Behind`, but the missing saves were never confirmed.
    #[error("it ends at event {last} of {revision}: the later ones were never confirmed to survive a power failure")]
    BehindUnconfirmed {
        /// The event that a log names.
        revision: u32,
        /// The last event that the case has.
        last: u32,
    },
    /// A log says that an earlier generation replaced a damaged file. Such a line is not signed.
    #[error(
        "it ends at event {last}, and the log of {station} says that {} restored an earlier generation in place of a \
         damaged file with {revision} events: no signature proves it; ask for confirmation, and compare it with a \
         backup and the trash",
        by.as_deref().unwrap_or("somebody who had not signed in")
    )]
    PutBack {
        /// Station of the log.
        station: String,
        /// The person that the log names.
        by: Option<String>,
        /// The last event that was replaced.
        revision: u32,
        /// The last event that the case has.
        last: u32,
    },
    /// A history in the trash under its id continues the case that is here.
    #[error(
        "the case deleted as number {number} continues it, up to event {revision}: an older copy replaced the deleted \
         case; compare the two, and restore the newer one"
    )]
    LongerInTrash {
        /// The number among those deleted under this id.
        number: u32,
        /// Its last event.
        revision: u32,
    },
    /// The logs name only cases of this id that were deleted.
    #[error("a case with this id was deleted, and no log says who saved the one that is here now")]
    NotLoggedSinceDeleted,
    /// A case is in the trash, and no log says that it was deleted.
    #[error("it is in the trash as number {number}, and no log says who deleted it: see its note in the trash")]
    DeletedUnlogged {
        /// The number among those deleted under this id.
        number: u32,
    },
    /// A case that was deleted according to a log is here, whole, and not in the trash.
    #[error("it was restored from the trash, number {number}, and no log says by whom")]
    TakenOutUnlogged {
        /// The number among those deleted under this id.
        number: u32,
    },
    /// A log names a case that is missing.
    #[error("the log of {station} names this case, but it is neither here nor in the trash: restore it from a backup")]
    Missing {
        /// Station of the log.
        station: String,
    },
    /// A case that was deleted under its id is no longer in the trash.
    #[error("the case deleted as number {number} is no longer in the trash: it was removed outside the program")]
    GoneFromTrash {
        /// The number among those deleted under this id.
        number: u32,
    },
    /// The file of a document was changed or is missing.
    #[error("document {document}: {why}")]
    Document {
        /// The document.
        document: DocumentId,
        /// The fault.
        why: FileError,
    },
    /// A linked case is not valid any more.
    #[error("it is based on case {case}: {why}")]
    Link {
        /// The linked case.
        case: CaseId,
        /// The reason.
        why: LinkFault,
    },
    /// A linked case was reopened after the decision that rests on it.
    #[error("case {case}, which its decision is based on, was reopened or decided again after that decision")]
    LinkReopened {
        /// The linked case.
        case: CaseId,
    },
    /// A log names a state of the roster that the folder's roster does not contain.
    #[error(
        "the roster lacks entries that the log of {station} names, up to entry {entries}: its end was removed or \
         changed; restore it from a backup"
    )]
    RosterLacks {
        /// Station of the log.
        station: String,
        /// Number of entries in the log.
        entries: u32,
    },
    /// A log names another roster than the folder has.
    #[error("the log of {station} names another roster, which this one replaced: restore that one from a backup")]
    OtherRoster {
        /// Station of the log.
        station: String,
    },
    /// A log names a roster, and the folder has none.
    #[error("the log of {station} names a roster, but there is none here: restore it from a backup")]
    RosterMissing {
        /// Station of the log.
        station: String,
    },
    /// Events at the end of the case that no log names.
    #[error(
        "no log names events {from} to {to}: they were added outside the program, or the log of their station did not \
         survive a power failure; ask the people they name"
    )]
    Unlogged {
        /// The first of them.
        from: u32,
        /// The last one.
        to: u32,
    },
    /// A signed event was first saved here after its signer's key had ended.
    #[error(
        "event {sequence} was first saved here on {}, after its signer's key was no longer valid: it was signed elsewhere \
         before, or is backdated; compare it with a paper of that time", .saved_at.format("%Y-%m-%d")
    )]
    SignedLate {
        /// The event's number.
        sequence: u32,
        /// Time of its first save.
        saved_at: Instant,
    },
    /// No log names it.
    #[error("no log names this case: only a paper or a backup can show whether its end was removed")]
    NotLogged,
}

impl Finding {
    /// True if somebody has to investigate: the case is not, or may not be, what was saved.
    pub fn is_fault(&self) -> bool {
        !matches!(
            self,
            Self::NoRoster
                | Self::NoPolicy
                | Self::DatedBack { .. }
                | Self::SignedLate { .. }
                | Self::Unlogged { .. }
                | Self::BehindUnconfirmed { .. }
                | Self::DeletedUnlogged { .. }
                | Self::TakenOutUnlogged { .. }
                | Self::LinkReopened { .. }
                | Self::NotLogged
        )
    }
}
