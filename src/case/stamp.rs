//! The reviewer and the time of a change. Both are passed in, since the core reads neither the clock nor the settings.
//!
//! Must not know: the change.

use std::sync::Arc;

use super::reviewer::{Known, Reviewer};
use crate::clock::Instant;
use crate::identity::Unlocked;

/// Largest time in seconds by which an event may be dated before the previous one: clocks of workstations differ by minutes.
pub const CLOCK_SKEW_SECONDS: i64 = 600;

/// The reviewer and the time of a change. An unlocked key proves the reviewer's identity; otherwise it is only a name.
#[derive(Clone)]
pub struct Stamp {
    at: Instant,
    by: Reviewer,
    station: Option<String>,
    proof: Option<Arc<Unlocked>>,
}

impl Stamp {
    /// Name and version of the program, as recorded in every event.
    pub const PROGRAM: &'static str = concat!("mednec ", env!("CARGO_PKG_VERSION"));

    /// A reviewer whose identity is not proved, who may only edit the checklist.
    pub fn named(at: Instant, by: Reviewer) -> Self {
        Self { at, by: Reviewer { known: Known::Unproved, ..by }, station: None, proof: None }
    }

    /// A reviewer with an unlocked key.
    pub fn signed_in(at: Instant, by: Arc<Unlocked>) -> Self {
        Self { at, by: Reviewer::signed_in(&by), station: None, proof: Some(by) }
    }

    /// Adds the name of the workstation.
    pub fn at_station(self, name: Option<&str>) -> Self {
        Self { station: name.map(str::to_owned), ..self }
    }

    /// The name of the workstation, where it has one.
    pub fn station(&self) -> Option<&str> {
        self.station.as_deref()
    }

    /// The same reviewer and workstation at another time.
    pub fn at_time(&self, at: Instant) -> Self {
        Self { at, ..self.clone() }
    }

    /// The time.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// The reviewer.
    pub fn by(&self) -> &Reviewer {
        &self.by
    }

    /// The unlocked key to sign with.
    pub fn proof(&self) -> Option<&Unlocked> {
        self.proof.as_deref()
    }

    /// The reviewer as recorded in a signed event.
    pub(super) fn signer(&self) -> Reviewer {
        let known = match &self.by.known {
            Known::SignedIn(id) => Known::Signed(id.clone()),
            known => known.clone(),
        };
        Reviewer { known, ..self.by.clone() }
    }
}
