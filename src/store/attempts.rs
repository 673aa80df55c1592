//! Failed attempts to unlock a key, in `attempts/<reviewer>.json`: the more failures in a row, the longer the wait before the next
//! attempt, at every workstation of the folder, in the window and on the command line. It slows down guessing at a workstation.
//! Somebody who copies the roster guesses elsewhere; against them stands the cost of a lock alone.
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
/// How many failures in a row cost nothing.
const FREE: u32 = 3;
/// The longest wait, in seconds.
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
    /// Since the last success.
    failures: u32,
    /// When the last one was made.
    last: Instant,
}

impl CaseStore {
    /// Counts an attempt to unlock somebody's key as failed, before it is made: an attempt that is broken off counts too, and
    /// two at once count twice. Or says how long to wait; nothing is counted then.
    ///
    /// Where the count cannot be kept or read, nobody waits: a folder that is only read, a file that was damaged. A clock that
    /// went back behind the last attempt ends the wait, so a wrong clock keeps nobody out for longer than the longest wait.
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
        // Without a count nobody waits.
        let _ = self.save_attempts(reviewer, &Attempts { failures, last: now });
        Ok(())
    }

    /// Ends the count: the key was unlocked.
    pub fn attempt_succeeded(&self, reviewer: &ReviewerId) {
        if self.check_writable().is_ok()
            && let Ok(Some(_lock)) = self.acquire_lock(LOCK)
        {
            // A count that stays makes somebody wait who need not.
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

/// Two seconds after the fourth failure in a row, twice as long after each further one.
fn delay(failures: u32) -> i64 {
    match failures.checked_sub(FREE) {
        None | Some(0) => 0,
        Some(more) => 1_i64.checked_shl(more).filter(|delay| *delay > 0).map_or(LONGEST, |delay| delay.min(LONGEST)),
    }
}
