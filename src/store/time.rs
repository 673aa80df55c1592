//! Compares a workstation's clock with the folder's and the roster's times, before an entry or an event is dated.
//!
//! Must not know: what is about to be recorded.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use super::case_store::CaseStore;
use super::clock_fault::ClockFault;
use super::disk::UNFINISHED;
use crate::clock::Instant;
use crate::identity::Roster;

/// Allowed lead of a workstation's clock over the folder's, in seconds.
const SKEW_SECONDS: i64 = 10 * 60;
/// The longest time for which a roster in use stays unchanged, in days: ten years. A clock further ahead has lost its
/// date, which nothing else reveals on a workstation's own disk.
const UNCHANGED_DAYS: i64 = 3653;
/// Counts this process's probes.
static PROBES: AtomicU32 = AtomicU32::new(0);

impl CaseStore {
    /// Checks that a time may be recorded in this folder. It is compared with
    ///
    /// - the time that the folder's disk gives to a file written now, which on a network share is the server's clock.
    ///   `now` may be at most ten minutes ahead of it. On a local disk both are the same clock, which proves nothing;
    ///   in a read-only folder, or on a disk without times, nothing is compared.
    /// - the last entry of the roster, if given: `now` may be at most ten years after it, and it at most ten minutes
    ///   after `now`.
    ///
    /// A time *before* those of the folder is not refused here: whoever records it compares it with the event or entry
    /// before. The station's own log is not consulted: it already holds the wrong time when it is read.
    pub fn check_clock(&self, now: Instant, roster: Option<&Roster>) -> Result<(), ClockFault> {
        if let Some(folder) = self.folder_time()
            && seconds_after(now, folder.timestamp()) > SKEW_SECONDS
        {
            return Err(ClockFault::AheadOfFolder { now, folder });
        }
        if let Some(last) = roster.and_then(|roster| roster.entries().last()).map(|entry| entry.at) {
            let after = seconds_after(now, last.timestamp());
            if after < -SKEW_SECONDS {
                return Err(ClockFault::RosterAhead { now, last });
            }
            if after > UNCHANGED_DAYS * 24 * 60 * 60 {
                return Err(ClockFault::AheadOfRoster { now, last });
            }
        }
        Ok(())
    }

    /// Returns the time that the folder's disk gives to a new file; `None` where none can be created or read. The probe
    /// is named like an unfinished save, so one that a power cut leaves is removed when the folder is next opened.
    fn folder_time(&self) -> Option<Instant> {
        self.check_writable().ok()?;
        let path = self.probe_path();
        self.disk.create_new(&path).ok()?;
        let written = self.disk.written_at(&path);
        // It is empty, and is removed when the folder is next opened.
        let _ = self.disk.remove(&path);
        instant(written.ok()??)
    }

    fn probe_path(&self) -> PathBuf {
        let number = PROBES.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        self.root.join(format!("{}clock-{}-{process}-{number}", UNFINISHED, self.station()))
    }
}

fn seconds_after(now: Instant, then: i64) -> i64 {
    now.timestamp().saturating_sub(then)
}

fn instant(time: SystemTime) -> Option<Instant> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    let moment = chrono::DateTime::from_timestamp(i64::try_from(since.as_secs()).ok()?, 0)?;
    Some(Instant::from(moment.fixed_offset()))
}
