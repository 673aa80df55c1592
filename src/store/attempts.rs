//! Delays repeated attempts to unlock a key.
//!
//! `attempts/<reviewer>.json` counts failures in a row; the more there are, the longer the wait before the next
//! attempt, at every workstation of the folder, in the window and on the command line. This slows down guessing at a
//! workstation. Somebody who copies the roster can guess elsewhere; against that only the cost of the key derivation
//! helps.
//!
//! Must not know: what a passphrase is.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::atomic::{self, WriteOutcome};
use super::case_store::CaseStore;
use super::failure::Failure;
use crate::clock::Instant;
use crate::ids::ReviewerId;

const FOLDER: &str = "attempts";
const LOCK: &str = "attempts";
const LARGEST: u64 = 1 << 10;
/// Number of failures in a row without a delay.
const FREE: u32 = 3;
/// The longest delay, in seconds.
const LONGEST: i64 = 300;

/// An attempt that comes too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{failures} attempts in a row failed for this reviewer: wait {seconds} seconds, then try again")]
pub struct AttemptDelay {
    /// The number of failures.
    pub failures: u32,
    /// The time to wait.
    pub seconds: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attempts {
    /// Failures since the last success.
    failures: u32,
    /// Time of the last attempt.
    last: Instant,
}

impl CaseStore {
    /// Counts an attempt to unlock a key as failed before it is made, so that an interrupted attempt counts too, and
    /// two at once count twice. Fails with the remaining delay where it comes too early, and counts nothing then.
    ///
    /// Where the count cannot be read or saved (a read-only folder, a damaged file), there is no delay. A clock that
    /// went back behind the last attempt ends the delay, so a wrong clock locks nobody out for longer than the longest
    /// delay.
    pub fn begin_attempt(&self, reviewer: &ReviewerId, now: Instant) -> Result<(), AttemptDelay> {
        if self.check_writable().is_err() {
            return Ok(());
        }
        let Ok(Some(_lock)) = self.acquire_lock(LOCK) else { return Ok(()) };
        let before = self.attempts(reviewer);
        if let Some(before) = &before {
            let passed = now.timestamp().saturating_sub(before.last.timestamp());
            let seconds = delay(before.failures).saturating_sub(passed);
            if passed >= 0 && seconds > 0 {
                return Err(AttemptDelay { failures: before.failures, seconds });
            }
        }
        let failures = before.map_or(0, |before| before.failures).saturating_add(1);
        // A count that is not saved causes no delay.
        let _ = self.save_attempts(reviewer, &Attempts { failures, last: now });
        Ok(())
    }

    /// Resets the count after the key was unlocked.
    pub fn attempt_succeeded(&self, reviewer: &ReviewerId) {
        if self.check_writable().is_ok()
            && let Ok(Some(_lock)) = self.acquire_lock(LOCK)
        {
            // A count that stays only causes an unnecessary delay.
            let _ = self.disk.remove(&self.attempts_path(reviewer));
        }
    }

    fn attempts_path(&self, reviewer: &ReviewerId) -> PathBuf {
        self.root.join(FOLDER).join(format!("{reviewer}.json"))
    }

    fn attempts(&self, reviewer: &ReviewerId) -> Option<Attempts> {
        serde_json::from_slice(&self.disk.read(&self.attempts_path(reviewer), LARGEST).ok()?).ok()
    }

    fn save_attempts(&self, reviewer: &ReviewerId, attempts: &Attempts) -> Result<(), Failure> {
        atomic::ensure_folder(&*self.disk, &self.root.join(FOLDER))?;
        let bytes = serde_json::to_vec(attempts).map_err(|_| Failure::Other(std::io::ErrorKind::InvalidData))?;
        match atomic::save_on(&*self.disk, &self.attempts_path(reviewer), &bytes) {
            WriteOutcome::Saved | WriteOutcome::SavedUnconfirmed => Ok(()),
            WriteOutcome::Failed(failure) => Err(failure),
        }
    }
}

/// Returns the delay in seconds: two after the fourth failure in a row, doubled with each further one.
fn delay(failures: u32) -> i64 {
    match failures.checked_sub(FREE) {
        None | Some(0) => 0,
        Some(more) => 1_i64.checked_shl(more).filter(|delay| *delay > 0).map_or(LONGEST, |delay| delay.min(LONGEST)),
    }
}
