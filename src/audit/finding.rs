//! What an audit finds in a case or about it, in sentences that say what to do.
//!
//! Must not know: how anything is found. No finding holds anything of a member.

use crate::case::LinkFault;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash, DocumentId};
use crate::store::{FileError, Problem};
use crate::verification::Fault;

/// Something that was found, in a case or about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// Its file cannot be read, or its history does not hold.
    #[error("{0}")]
    Unreadable(Problem),
    /// A fault of the record itself, with which it is not opened either.
    #[error(transparent)]
    History(#[from] Fault),
    /// There are signatures, and no roster to hold them against.
    #[error("it is signed, and there is no roster here to say whose the keys are")]
    NoRoster,
    /// An unsigned event that is dated before the one before it.
    #[error("event {sequence} is dated before the event before it: a clock was wrong, or was set back")]
    DatedBack {
        /// The event's number.
        sequence: u32,
    },
    /// The policy text that it is pinned to is not here.
    #[error("the policy text that it is pinned to is not here, so what was signed cannot be judged anew")]
    NoPolicy,
    /// A log names events that the case does not have.
    #[error(
        "the log of {station} names event {revision}, and the case ends at event {last}: its end was cut off, or an older \
         copy took its place"
    )]
    Behind {
        /// Whose log.
        station: String,
        /// The event that it names.
        revision: u32,
        /// The last event that the case has.
        last: u32,
    },
    /// A log names another event than the case has at that place.
    #[error(
        "event {revision} is not the one that the log of {station} names ({}): the history was made anew from there, or before",
        head.short()
    )]
    OtherEvent {
        /// Whose log.
        station: String,
        /// The event's number.
        revision: u32,
        /// What the log names.
        head: ContentHash,
    },
    /// As `Behind`, but the system never confirmed the saves that are missing.
    #[error("it ends at event {last} of {revision}: the later ones were never confirmed to outlast a power cut")]
    BehindUnconfirmed {
        /// The event that a log names.
        revision: u32,
        /// The last event that the case has.
        last: u32,
    },
    /// A log says that an earlier generation took the place of a damaged file. Such a line is not signed.
    #[error(
        "it ends at event {last}, and the log of {station} says that {} put an earlier generation in place of a damaged file \
         with {revision} events: no signature proves it; ask for confirmation, and compare it with a backup and the trash",
        by.as_deref().unwrap_or("somebody who had not signed in")
    )]
    PutBack {
        /// Whose log.
        station: String,
        /// The person that the log names.
        by: Option<String>,
        /// The last event that was replaced.
        revision: u32,
        /// The last event that the case has.
        last: u32,
    },
    /// A record in the trash under its id goes on from the case that is here.
    #[error(
        "what was deleted as number {number} goes on from it, up to event {revision}: an older copy stands where the deleted \
         case stood; compare the two, and put the newer one back"
    )]
    LongerInTrash {
        /// The number among those deleted under this id.
        number: u32,
        /// Its last event.
        revision: u32,
    },
    /// The logs name only cases of this id that were deleted.
    #[error("its id was deleted, and no log names who saved the one that is here since")]
    NotLoggedSinceDeleted,
    /// A case is in the trash, and no log says that it went there.
    #[error("it is in the trash as number {number}, and no log tells who deleted it: its note in the trash may")]
    DeletedUnlogged {
        /// The number among those deleted under this id.
        number: u32,
    },
    /// A case that a log says is in the trash is here, whole, and not in the trash.
    #[error("it was taken out of the trash, number {number}, and no log tells by whom")]
    TakenOutUnlogged {
        /// The number among those deleted under this id.
        number: u32,
    },
    /// A log names a case that is not here.
    #[error("the log of {station} names it, and it is neither here nor in the trash: put it back from a backup")]
    Missing {
        /// Whose log.
        station: String,
    },
    /// What was deleted under its id is no longer in the trash.
    #[error("what was deleted as number {number} is no longer in the trash: it was removed outside the program")]
    GoneFromTrash {
        /// The number among those deleted under this id.
        number: u32,
    },
    /// The file of a document is not what was attached, or not there.
    #[error("document {document}: {why}")]
    Document {
        /// Which one.
        document: DocumentId,
        /// What is wrong with it.
        why: FileError,
    },
    /// A linked case does not hold.
    #[error("it rests on case {case}: {why}")]
    Link {
        /// The linked case.
        case: CaseId,
        /// Why.
        why: LinkFault,
    },
    /// A linked case was reopened after the decision that rests on it.
    #[error("case {case}, which its decision rests on, was reopened or decided anew after that decision")]
    LinkReopened {
        /// The linked case.
        case: CaseId,
    },
    /// A log names a state of the roster that the folder's roster does not contain.
    #[error(
        "the roster lacks entries that the log of {station} has seen, up to entry {entries}: its end was cut off or changed; \
         put it back from a backup"
    )]
    RosterLacks {
        /// Whose log.
        station: String,
        /// The number of entries that the log has seen.
        entries: u32,
    },
    /// A log names another roster than the folder has.
    #[error("the log of {station} has seen another roster: this one took its place; put that one back from a backup")]
    OtherRoster {
        /// Whose log.
        station: String,
    },
    /// A log names a roster, and the folder has none.
    #[error("the log of {station} has seen a roster, and there is none here: put it back from a backup")]
    RosterMissing {
        /// Whose log.
        station: String,
    },
    /// Events at the end of the case that no log names.
    #[error(
        "no log names events {from} to {to}: they were added outside the program, or the log of their station did not outlast a \
         power cut; ask whoever they name"
    )]
    Unlogged {
        /// The first of them.
        from: u32,
        /// The last one.
        to: u32,
    },
    /// A signed event that was first saved here after its signer's key had ended.
    #[error(
        "event {sequence} was first saved here on {}, when its signer's key had ended: it was signed somewhere else before, or \
         is dated back; compare it with a paper of that time", .saved_at.format("%Y-%m-%d")
    )]
    SignedLate {
        /// The event's number.
        sequence: u32,
        /// When it was first saved.
        saved_at: Instant,
    },
    /// No log names it.
    #[error("no log names it: nothing outside it tells whether its end was cut off")]
    NotLogged,
}

impl Finding {
    /// Whether somebody has to look into it: the case is not, or may not be, what was saved.
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
