//! What was done at a workstation, a line for each thing, a file for each month: `log/<station>-2026-11.jsonl`. An anchor
//! outside the cases: a line names the head of what was saved, and each line the one before it by its hash.
//!
//! A line is added after what it tells has happened, and reaches the disk for sure when `sync_log` is next called: a save does
//! not wait for it. So after a power cut a case may be ahead of the log, and never the log ahead of a case that was confirmed.
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

/// How much of a log file is read at once where its last line is looked for, in bytes.
const BLOCK: u64 = 64 << 10;
/// The longest last line that is gone on from, in bytes. No line that this program writes comes near it.
const LONGEST_LINE: u64 = 64 << 20;
/// By how much a clock may go back unnoticed, in seconds: as much as time servers correct.
const CLOCK_TOLERANCE_SECONDS: i64 = 60;
/// True where a line feed stands before the last line that is not empty, so that the line is there from its start.
fn holds_last_line(end: &[u8]) -> bool {
    let last = end.iter().rposition(|byte| *byte != b'\n');
    last.is_some_and(|last| end.iter().take(last).any(|byte| *byte == b'\n'))
}

impl CaseStore {
    /// Adds a line to this station's log. In a folder that is only read, nothing is logged either.
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

    /// Makes sure that the log outlasts a power cut, if anything was added to it since.
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

    /// The end of the log, in the newest of the station's files. A clock that went back starts no file of an earlier month:
    /// the lines go on where they are.
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

    /// Takes in what another process of this station has added.
    fn read_on(&self, tail: Tail) -> Result<Tail, Failure> {
        let added = self.disk.read_from(&tail.path, tail.length, BLOCK)?;
        if added.len() as u64 == BLOCK {
            return self.read_end(tail.path);
        }
        let length = tail.length + added.len() as u64;
        Ok(Tail { length, ..tail }.ended_by(&added))
    }

    /// The end of a log file. Reads backwards until the last line is there whole, however long it is.
    fn read_end(&self, path: PathBuf) -> Result<Tail, Failure> {
        let length = self.disk.length(&path)?.unwrap_or(0);
        let (mut from, mut end) = (length, Vec::new());
        while from > 0 && !holds_last_line(&end) {
            if end.len() as u64 > LONGEST_LINE {
                return Err(Failure::TooLarge);
            }
            // Twice as much each time, so that a long line is looked through a few times only.
            let block = from.min(BLOCK.max(end.len() as u64));
            from -= block;
            let mut read = self.disk.read_from(&path, from, block)?;
            read.append(&mut end);
            end = read;
        }
        Ok(Tail { path, length, whole: true, hash: None, at: None }.ended_by(&end))
    }

    /// Every log file: its station, its month and its path, in the order of months.
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
