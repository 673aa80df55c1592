//! The order of the worklist by clock.
//!
//! Must not know: the rows that are put in order, or by what else.

use chrono::TimeDelta;

use super::clock::{Clock, ClockState};
use crate::clock::Moment;

/// Where a clock stands in the queue; the smallest is worked on first. Equal ones are put in order by something else, the id of
/// the case say. The key of a clock that was looked at at another time is not comparable.
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
    /// Its place in the queue: overdue first, the latest one at the head; then holds whose time to supply is over, the longest
    /// over first; then by the time left; then on hold, the least left first; then without a clock; decided last.
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
