//! The lines of a station's log, and the hash that each line names of the one before it.
//!
//! Must not know: where a log is kept. A line names cases by their ids and people of the department, no member.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::case::History;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash};

/// Prefix of a line when it is hashed, so that no other hash can be confused with it.
const DOMAIN: &[u8] = b"mednec log line 1\n";
/// The longest text in a line that comes from outside, in characters.
const LONGEST_TEXT: usize = 200;
/// Station of a system without a name.
const UNNAMED: &str = "unnamed";

/// A line of a station's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogLine {
    /// Hash of the line before it, also across months; `None` in a station's first.
    pub previous: Option<ContentHash>,
    /// Time of writing, read from the clock here: a log with times from its callers would prove nothing.
    pub at: Instant,
    /// The person in words; `None` where nobody had signed in.
    pub by: Option<String>,
    /// The program and version that wrote it.
    pub program: String,
    /// The action.
    pub what: Logged,
}

/// An action that is logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Logged {
    /// A case was saved.
    Saved {
        /// The case.
        case: CaseId,
        /// The number of its newest event.
        revision: u32,
        /// The hash of that event.
        head: ContentHash,
        /// True if the system confirmed that it outlasts a power cut.
        confirmed: bool,
    },
    /// A case was opened for viewing.
    Viewed {
        /// The case.
        case: CaseId,
        /// The number of its newest event.
        revision: u32,
    },
    /// A paper, a hand-over or the list of cases left the store.
    Exported {
        /// The case; `None` for the list.
        case: Option<CaseId>,
        /// Name of the paper.
        paper: String,
        /// The hash of the case's newest event, as the paper states it.
        head: Option<ContentHash>,
    },
    /// Work that conflicted with somebody else's save was saved as a conflict copy.
    ConflictKept {
        /// The case.
        case: CaseId,
        /// The hash of its newest event.
        head: ContentHash,
    },
    /// A case that somebody else had open was taken over.
    TakenOver {
        /// The case.
        case: CaseId,
        /// Their workstation.
        from: String,
    },
    /// An earlier generation was restored in place of a damaged file. Later events are gone.
    PutBack {
        /// The case.
        case: CaseId,
        /// The number of its newest event.
        revision: u32,
    },
    /// A conflict copy was moved to the trash.
    ConflictTrashed {
        /// The case.
        case: CaseId,
        /// Its number among those deleted under this id.
        number: u32,
    },
    /// A case was moved to the trash.
    Trashed {
        /// The case.
        case: CaseId,
        /// Its number among those deleted under this id.
        number: u32,
    },
    /// A case was restored from the trash.
    TakenOut {
        /// The case.
        case: CaseId,
        /// Its number among those deleted under this id.
        number: u32,
    },
    /// The folder was archived.
    BackedUp {
        /// The hash of the archive's manifest.
        manifest: ContentHash,
    },
    /// The roster had another head than when it was last logged here.
    RosterSeen {
        /// The hash of its first entry, which names the roster.
        fingerprint: ContentHash,
        /// The number of entries that it had.
        entries: u32,
        /// The hash of the last of them.
        head: ContentHash,
    },
    /// Somebody failed to sign in.
    UnlockFailed,
    /// The clock went back, so the following lines may state earlier times.
    ClockWentBack {
        /// The time in the line before.
        from: Instant,
    },
}

/// The end of a station's log, as last read.
#[derive(Debug)]
pub(super) struct Tail {
    pub(super) path: PathBuf,
    pub(super) length: u64,
    /// True if the last line is complete; a power cut may have truncated it.
    pub(super) whole: bool,
    pub(super) hash: Option<ContentHash>,
    pub(super) at: Option<Instant>,
}

impl Tail {
    /// Returns the end after these bytes, which end the file and contain its last line whole.
    pub(super) fn ended_by(self, bytes: &[u8]) -> Self {
        let Some(last) = bytes.split(|byte| *byte == b'\n').rfind(|line| !line.is_empty()) else { return self };
        let at = serde_json::from_slice::<LogLine>(last).ok().map(|line| line.at);
        let (whole, hash) = (bytes.ends_with(b"\n"), Some(LogLine::hash_of(last)));
        Self { whole, hash, at: at.or(self.at), ..self }
    }
}

/// Truncates a text that comes from outside, so that no line becomes too long to be continued.
pub(super) fn clipped(text: String) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}\u{2026}", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

impl Logged {
    pub(super) fn clipped(self) -> Self {
        match self {
            Self::Exported { case, paper, head } => Self::Exported { case, paper: clipped(paper), head },
            Self::TakenOver { case, from } => Self::TakenOver { case, from: clipped(from) },
            what => what,
        }
    }
}

impl LogLine {
    /// Returns the hash that the next line names.
    pub(super) fn hash_of(line: &[u8]) -> ContentHash {
        ContentHash::of(&[DOMAIN, line].concat())
    }
}

/// Returns the name of a workstation's log.
pub(super) fn station_name(name: Option<&str>) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name: String = name.unwrap_or(UNNAMED).chars().map(|it| if fits(it) { it } else { '_' }).take(64).collect();
    if name.is_empty() { UNNAMED.to_owned() } else { name }
}

/// Returns the author of the newest event of a case.
pub(super) fn author(history: &History) -> Option<String> {
    history.events().last().map(|event| format!("{}, {}", event.by.name, event.by.credential))
}
