//! Faults of a history: why its events and the stored case do not belong together.
//!
//! Must not know: any value of a case; no fault repeats one, since values are patients' data.

use super::recorded_act::Forbidden;

/// Fault of a history, or of a stored case that does not belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// There are no events.
    #[error("the case has no history: its file was truncated or written by hand")]
    Empty,
    /// The first event does not open the case.
    #[error("event {0} is out of place: a case is opened by its first event, and by no other")]
    OutOfPlace(u32),
    /// Sequence numbers have a gap or repeat.
    #[error("the history has a gap or a repetition before event {0}")]
    Gap(u32),
    /// An event does not follow from the ones before it.
    #[error("event {0} does not follow from the events before it")]
    DoesNotFit(u32),
    /// An event does not hold the hash of the one before it.
    #[error("event {0} does not name the event before it: one of the two was changed outside the program")]
    BrokenChain(u32),
    /// The hash of the last event is not the one stored beside the history.
    #[error("the history does not end as it did when it was saved: its end was changed or removed outside the program")]
    OtherHead,
    /// The evidence of a link does not prove its snapshot.
    #[error(
        "event {0} links a case without the signed history that proves it: the event was changed outside the program"
    )]
    LinkNotProved(u32),
    /// A signature is missing, or was made for another event.
    #[error("event {0} has no valid signature of its author: it was made or changed outside the program")]
    NotProved(u32),
    /// The table of permissions does not allow the event.
    #[error("event {sequence} was not possible in the case at that time ({why}): it was made outside the program")]
    Forbidden {
        /// The number of the event.
        sequence: u32,
        /// The reason.
        why: Forbidden,
    },
    /// The stored case is not the one that the history gives.
    #[error("the stored case differs from its history: one of the two was changed outside the program")]
    Differs,
}
