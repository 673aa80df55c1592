//! A workstation's log: one line per action, one file per month, `log/<station>-2026-11.jsonl`. It anchors the cases
//! from outside: a line names the head of a saved history, and the hash of the line before it.
//!
//! A line is added after the action, and is synced when `sync_log` is next called, so saves do not wait for it. After a
//! power cut a case may be ahead of the log, but the log is never ahead of a confirmed case.
//!
//! Must not know: what a case holds. A line names cases by their ids and people of the department, no member.

use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::case_store::CaseStore;
use super::failure::Failure;
use super::log_line::{LogLine, Logged, Tail, clipped};
use crate::case::Stamp;
use crate::clock;

/// Block size for reading a log file backwards, in bytes.
const BLOCK: u64 = 64 << 10;
/// The longest last line that is continued, in bytes. No line that this program writes comes near it.
const LONGEST_LINE: u64 = 64 << 20;
/// Tolerance for a clock that goes back, in seconds: as much as time servers correct.
const CLOCK_TOLERANCE_SECONDS: i64 = 60;
/// True if a line feed precedes the last line that is not empty, so that the line is complete.
fn has_complete_last_line(end: &[u8]) -> bool {
    let last = end.iter().rposition(|byte| *byte != b'\n');
    last.is_some_and(|last| end.iter().take(last).any(|byte| *byte == b'\n'))
}

impl CaseStore {
    /// Adds a line to this station's log. Does nothing in a read-only folder.
    pub fn log(&self, what: Logged, by: Option<&str>) -> Result<(), Failure> {
        if self.read_only().is_some() {
            return Ok(());
        }
        let station = self.station().to_owned();
        let _held = self.acquire_lock(&format!("log-{station}"))?.ok_or(Failure::Busy)?;
        let now = clock::now();
        let mut kept = self.log_tail.lock().unwrap_or_else(PoisonError::into_inner);
        let mut tail = self.tail(&station, &now.format("%Y-%m").to_string(), kept.take())?;
        let mut bytes = if tail.whole { Vec::new() } else { b"\n".to_vec() };
        let went_back = tail.at.filter(|last| (**last - *now).num_seconds() > CLOCK_TOLERANCE_SECONDS);
        let lines = went_back.map(|from| (Logged::ClockWentBack { from }, None)).into_iter().chain([(what, by)]);
        for (what, by) in lines {
            let (by, program) = (by.map(|by| clipped(by.to_owned())), Stamp::PROGRAM.to_owned());
            let line = LogLine { previous: tail.hash.take(), at: now, by, program, what: what.clipped() };
            let line = serde_json::to_vec(&line).map_err(|_| Failure::Other(std::io::ErrorKind::InvalidData))?;
            tail.hash = Some(LogLine::hash_of(&line));
            bytes.extend(line);
            bytes.push(b'\n');
        }
        self.disk.append(&tail.path, &bytes)?;
        let length = tail.length + bytes.len() as u64;
        *kept = Some(Tail { length, whole: true, at: Some(now), ..tail });
        self.log_unsynced.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Syncs the log to the disk, if anything was added since.
    pub fn sync_log(&self) -> Result<(), Failure> {
        if !self.log_unsynced.swap(false, Ordering::Relaxed) {
            return Ok(());
        }
        let synced = self.sync_newest_log();
        if synced.is_err() {
            self.log_unsynced.store(true, Ordering::Relaxed);
        }
        synced
    }

    fn sync_newest_log(&self) -> Result<(), Failure> {
        let path = self.log_tail.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|tail| tail.path.clone());
        if let Some(path) = path {
            self.disk.sync(&path)?;
            self.disk.open_folder(&self.root.join("log"))?.sync(None)?;
        }
        Ok(())
    }

    /// Returns the end of the newest of the station's files. A clock that went back starts no file of an earlier month:
    /// the lines continue where they are.
    fn tail(&self, station: &str, month: &str, kept: Option<Tail>) -> Result<Tail, Failure> {
        let file = |month: &str| self.root.join("log").join(format!("{station}-{month}.jsonl"));
        let newest = match &kept {
            Some(kept) if kept.path >= file(month) => kept.path.clone(),
            _ => self.log_files()?.into_iter().filter(|it| it.0 == station).map(|it| it.2).max().unwrap_or_default(),
        };
        let mut tail = match kept.filter(|kept| kept.path == newest) {
            Some(kept) => self.read_on(kept)?,
            None if newest.as_os_str().is_empty() => {
                Tail { path: file(month), length: 0, whole: true, hash: None, at: None }
            }
            None => self.read_end(newest)?,
        };
        if tail.path < file(month) {
            (tail.path, tail.length, tail.whole) = (file(month), 0, true);
        }
        Ok(tail)
    }

    /// Adds the lines that another process of this station has written.
    fn read_on(&self, tail: Tail) -> Result<Tail, Failure> {
        let added = self.disk.read_from(&tail.path, tail.length, BLOCK)?;
        if added.len() as u64 == BLOCK {
            return self.read_end(tail.path);
        }
        let length = tail.length + added.len() as u64;
        Ok(Tail { length, ..tail }.ended_by(&added))
    }

    /// Reads a log file backwards until its last line is complete, however long it is.
    fn read_end(&self, path: PathBuf) -> Result<Tail, Failure> {
        let length = self.disk.length(&path)?.unwrap_or(0);
        let (mut from, mut end) = (length, Vec::new());
        while from > 0 && !has_complete_last_line(&end) {
            if end.len() as u64 > LONGEST_LINE {
                return Err(Failure::TooLarge);
            }
            // Doubled each time, so that a long line is scanned only a few times.
            let block = from.min(BLOCK.max(end.len() as u64));
            from -= block;
            let mut read = self.disk.read_from(&path, from, block)?;
            read.append(&mut end);
            end = read;
        }
        Ok(Tail { path, length, whole: true, hash: None, at: None }.ended_by(&end))
    }

    /// Returns the station, month and path of every log file, sorted by month.
    pub(super) fn log_files(&self) -> Result<Vec<(String, String, PathBuf)>, Failure> {
        let parts = |path: &PathBuf| {
            let stem = path.file_name()?.to_str()?.strip_suffix(".jsonl")?;
            let (station, month) = stem.split_at_checked(stem.len().checked_sub("-2026-11".len())?)?;
            let month = month.strip_prefix('-')?;
            Some((station.to_owned(), month.to_owned(), path.clone()))
        };
        let names = match self.disk.names(&self.root.join("log")) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            names => names?,
        };
        let mut files: Vec<_> = names.iter().filter_map(parts).collect();
        files.sort_unstable();
        Ok(files)
    }
}
