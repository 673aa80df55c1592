//! Who acts, and when: passed in with every change, since the core reads neither clock nor settings.
//!
//! Must not know: what is done.

use std::sync::Arc;

use super::reviewer::{Known, Reviewer};
use crate::clock::Instant;
use crate::identity::Unlocked;

/// By how much a new event may be dated before the one before it, in seconds: clocks of two workstations differ by minutes.
pub const CLOCK_SKEW_SECONDS: i64 = 600;

/// Who acts, when. Someone whose key is unlocked is who they say; anyone else is only named.
#[derive(Clone)]
pub struct Stamp {
    at: Instant,
    by: Reviewer,
    station: Option<String>,
    proof: Option<Arc<Unlocked>>,
}

impl Stamp {
    /// The program and version, as every event names it.
    pub const PROGRAM: &'static str = concat!("mednec ", env!("CARGO_PKG_VERSION"));

    /// Someone who is only named: may fill in a checklist.
    pub fn named(at: Instant, by: Reviewer) -> Self {
        Self { at, by: Reviewer { known: Known::Unproved, ..by }, station: None, proof: None }
    }

    /// Someone who unlocked their key.
    pub fn signed_in(at: Instant, by: Arc<Unlocked>) -> Self {
        Self { at, by: Reviewer::signed_in(&by), station: None, proof: Some(by) }
    }

    /// The same, at a workstation of this name.
    pub fn at_station(self, name: Option<&str>) -> Self {
        Self { station: name.map(str::to_owned), ..self }
    }

    /// The workstation's name, where it is known.
    pub fn station(&self) -> Option<&str> {
        self.station.as_deref()
    }

    /// The same person at another time.
    pub fn at_time(&self, at: Instant) -> Self {
        Self { at, ..self.clone() }
    }

    /// When.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// Who.
    pub fn by(&self) -> &Reviewer {
        &self.by
    }

    /// The key to sign with, if it is unlocked.
    pub fn proof(&self) -> Option<&Unlocked> {
        self.proof.as_deref()
    }

    /// Who, as a signed event names them.
    pub(super) fn signer(&self) -> Reviewer {
        let known = match &self.by.known {
            Known::SignedIn(id) => Known::Signed(id.clone()),
            known => known.clone(),
        };
        Reviewer { known, ..self.by.clone() }
    }
}
