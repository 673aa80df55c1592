//! Order of the worklist by clock.
//!
//! Must not know: the rows, or any other order.

use chrono::TimeDelta;

use super::clock::{Clock, ClockState};
use crate::clock::Moment;

/// Position of a clock in the queue; the smallest comes first. The caller orders equal keys by something else, such as the id of
/// the case. Only keys of clocks that were computed for the same time are comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueueKey {
    group: Group,
    left: TimeDelta,
    since: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Overdue,
    HoldExpired,
    Running,
    OnHold,
    NoClock,
    Decided,
}

impl Clock {
    /// The position in the queue: overdue clocks first, the latest at the head; then expired holds, the longest expired first;
    /// then running clocks by the time left; then clocks on hold by the time left; then requests without a clock; then decided
    /// ones.
    pub fn queue_key(&self) -> QueueKey {
        let governing = self.governing.as_ref().ok();
        let left = governing.map_or_else(TimeDelta::zero, |rule| rule.left);
        let key = |group, left, since| QueueKey { group, left, since };
        match self.state() {
            ClockState::Overdue(_) => key(Group::Overdue, left, None),
            ClockState::HoldExpired(expired_at) => key(Group::HoldExpired, TimeDelta::zero(), Some(expired_at)),
            ClockState::Running(left) => key(Group::Running, left, None),
            ClockState::OnHold(since) => key(Group::OnHold, left, Some(since)),
            ClockState::NoClock => key(Group::NoClock, TimeDelta::zero(), None),
            ClockState::Decided { .. } => key(Group::Decided, TimeDelta::zero(), None),
        }
    }
}
