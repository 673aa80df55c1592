//! Reads the stations' logs whole, with the faults of their form: unreadable lines, and lines that do not follow the
//! one before.
//!
//! Must not know: whether what they state is true of the cases.

use super::case_store::CaseStore;
use super::failure::Failure;
use super::log_line::LogLine;
use crate::ids::ContentHash;

/// The largest log file that is read, in bytes: years of the busiest workstation.
const LARGEST: u64 = 1 << 30;

/// The log of one workstation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationLog {
    /// Name of the station.
    pub station: String,
    /// Every readable line, the oldest first.
    pub lines: Vec<LogLine>,
    /// Its faults.
    pub faults: Vec<LogFault>,
}

/// Fault of a log. Lines are counted from 1 in the file of their month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// A file cannot be read.
    #[error("its file of {month} cannot be read: {why}")]
    Unreadable {
        /// The month.
        month: String,
        /// The reason.
        why: Failure,
    },
    /// The first line names an earlier one.
    #[error("its first months are missing: restore them from a backup")]
    NoBeginning,
    /// A line does not follow on the one before it.
    #[error(
        "line {line} of {month} does not follow the one before it: lines were changed, left out or moved outside \
         the program"
    )]
    Broken {
        /// The month.
        month: String,
        /// The line.
        line: usize,
    },
    /// A line cannot be read, and the next one names it, so the program continued after it.
    #[error("line {line} of {month} is incomplete, as after a power failure")]
    CutOff {
        /// The month.
        month: String,
        /// The line.
        line: usize,
    },
}

impl CaseStore {
    /// Reads the log of every station, sorted by name.
    pub fn logs(&self) -> Result<Vec<StationLog>, Failure> {
        let mut logs: Vec<StationLog> = Vec::new();
        let mut last: Option<ContentHash> = None;
        for (station, month, path) in self.log_files()? {
            if logs.last().is_none_or(|log| log.station != station) {
                logs.push(StationLog { station, lines: Vec::new(), faults: Vec::new() });
                last = None;
            }
            let Some(log) = logs.last_mut() else { continue };
            match self.disk.read(&path, LARGEST) {
                Ok(bytes) => log.read(&month, &bytes, &mut last),
                Err(why) => log.faults.push(LogFault::Unreadable { month, why }),
            }
        }
        Ok(logs)
    }
}

impl CaseStore {
    /// Returns the readable lines of the newest file of this station's log.
    pub(super) fn log_lines_of_newest_file(&self) -> Result<Vec<LogLine>, Failure> {
        let own = self.log_files()?.into_iter().rfind(|(station, ..)| station == self.station());
        let Some((station, month, path)) = own else { return Ok(Vec::new()) };
        let mut log = StationLog { station, lines: Vec::new(), faults: Vec::new() };
        log.read(&month, &self.disk.read(&path, LARGEST)?, &mut None);
        Ok(log.lines)
    }
}

impl StationLog {
    fn read(&mut self, month: &str, bytes: &[u8], last: &mut Option<ContentHash>) {
        let lines = (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.is_empty());
        for (line, text) in lines {
            let month = month.to_owned();
            match serde_json::from_slice::<LogLine>(text) {
                Ok(read) => {
                    if read.previous != *last {
                        let first = self.lines.is_empty() && last.is_none();
                        self.faults.push(if first { LogFault::NoBeginning } else { LogFault::Broken { month, line } });
                    }
                    self.lines.push(read);
                }
                Err(_) => self.faults.push(LogFault::CutOff { month, line }),
            }
            *last = Some(LogLine::hash_of(text));
        }
    }
}
