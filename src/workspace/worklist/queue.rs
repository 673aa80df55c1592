//! The queues of the worklist: the parts of it that people work through.
//!
//! Must not know: how a queue is offered.

use chrono::TimeDelta;

use super::row::Row;
use crate::case::CaseState;
use crate::turnaround::{Clock, ClockState};

/// A part of the worklist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Queue {
    /// All cases.
    #[default]
    All,
    /// Cases that are not decided.
    Open,
    /// Open cases of one reviewer.
    Mine,
    /// Open cases that are late, or due within 48 hours.
    DueSoon,
    /// Cases that wait for a physician.
    Physician,
    /// Cases that wait for information.
    Pended,
    /// Cases whose information did not come in time.
    HoldExpired,
}

/// The time left below which a case is due soon.
const SOON: TimeDelta = TimeDelta::hours(48);

impl Queue {
    /// All queues with their names.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Mine, "Mine"),
        (Self::DueSoon, "Due soon"),
        (Self::Open, "Open"),
        (Self::Pended, "Pended"),
        (Self::HoldExpired, "Hold expired"),
        (Self::Physician, "Physician"),
        (Self::All, "All"),
    ];

    /// True for a queue that is offered even when it is empty: one that somebody works through, not one that waits for others.
    pub fn is_always_shown(self) -> bool {
        matches!(self, Self::Mine | Self::DueSoon | Self::Open | Self::All)
    }
}

impl Row {
    /// True if the case belongs to a queue; `me` is the reviewer's folded name. A damaged file is in every queue, so that
    /// somebody sees it.
    pub fn is_in(&self, queue: Queue, me: &str) -> bool {
        let Some(state) = self.state else { return true };
        match queue {
            Queue::All => true,
            Queue::Open => !state.is_final(),
            Queue::Mine => !state.is_final() && !me.is_empty() && self.owner == me,
            Queue::DueSoon => {
                !state.is_final()
                    && self.clock.as_ref().is_some_and(|clock| match clock.state() {
                        ClockState::Overdue(_) | ClockState::HoldExpired(_) => true,
                        ClockState::Running(left) => left <= SOON,
                        ClockState::OnHold(_) | ClockState::NoClock | ClockState::Decided { .. } => false,
                    })
            }
            Queue::Physician => state == CaseState::Referred,
            Queue::Pended => state == CaseState::Pended,
            Queue::HoldExpired => {
                let clock = self.clock.as_ref().map(Clock::state);
                matches!(clock, Some(ClockState::HoldExpired(_)))
            }
        }
    }
}
