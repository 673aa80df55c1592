//! The lines of a station's log, and the hash that each line names of the one before it.
//!
//! Must not know: where a log is kept. A line names cases by their ids and people of the department, no member.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::case::History;
use crate::clock::Instant;
use crate::ids::{CaseId, ContentHash};

/// Goes before a line when it is hashed, so that no other hash can stand for it.
const DOMAIN: &[u8] = b"mednec log line 1\n";
/// The longest text of a line that somebody else chose, in characters.
const LONGEST_TEXT: usize = 200;
/// The station of a system that has no name.
const UNNAMED: &str = "unnamed";

/// A line of a station's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogLine {
    /// Hash of the line before it, also across months; none of a station's first.
    pub previous: Option<ContentHash>,
    /// When it was written. Read here: a log that is told the time proves none.
    pub at: Instant,
    /// Who did it, in words; none where nobody had said who they are.
    pub by: Option<String>,
    /// The program and version that wrote it.
    pub program: String,
    /// What was done.
    pub what: Logged,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Logged {
    /// A case was saved.
    Saved {
        /// Which.
        case: CaseId,
        /// The number of its newest event.
        revision: u32,
        /// The hash of that event.
        head: ContentHash,
        /// Whether the system confirmed that it outlasts a power cut.
        confirmed: bool,
    },
    /// A case was opened to be looked at.
    Viewed {
        /// Which.
        case: CaseId,
        /// The number of its newest event.
        revision: u32,
    },
    /// A paper, a hand-over or the list of cases left the store.
    Exported {
        /// Of which case; none of the list.
        case: Option<CaseId>,
        /// What it is called.
        paper: String,
        /// The hash of the case's newest event, as the paper states it.
        head: Option<ContentHash>,
    },
    /// Work that somebody else's save went before was kept beside its case.
    ConflictKept {
        /// Which.
        case: CaseId,
        /// The hash of its newest event.
        head: ContentHash,
    },
    /// A case that somebody else had open was taken over.
    TakenOver {
        /// Which.
        case: CaseId,
        /// Their workstation.
        from: String,
    },
    /// An earlier generation was put in place of a damaged file. What was saved after it is no longer there.
    PutBack {
        /// Which.
        case: CaseId,
        /// The number of its newest event.
        revision: u32,
    },
    /// Work kept beside a case was moved to the trash.
    ConflictTrashed {
        /// Beside which.
        case: CaseId,
        /// Which of those deleted under this id.
        number: u32,
    },
    /// A case was moved to the trash.
    Trashed {
        /// Which.
        case: CaseId,
        /// Which of those deleted under this id.
        number: u32,
    },
    /// A case was taken out of the trash.
    TakenOut {
        /// Which.
        case: CaseId,
        /// Which of those deleted under this id.
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
    /// The clock went back, and lines that follow may state a time before those above.
    ClockWentBack {
        /// What the line before states.
        from: Instant,
    },
}

/// The end of a station's log, as it was last seen.
#[derive(Debug)]
pub(super) struct Tail {
    pub(super) path: PathBuf,
    pub(super) length: u64,
    /// Whether the last line is whole; a power cut may have cut it.
    pub(super) whole: bool,
    pub(super) hash: Option<ContentHash>,
    pub(super) at: Option<Instant>,
}

impl Tail {
    /// The same after these bytes, which end the file and hold its last line whole.
    pub(super) fn ended_by(self, bytes: &[u8]) -> Self {
        let Some(last) = bytes.split(|byte| *byte == b'\n').rfind(|line| !line.is_empty()) else { return self };
        let at = serde_json::from_slice::<LogLine>(last).ok().map(|line| line.at);
        let (whole, hash) = (bytes.ends_with(b"\n"), Some(LogLine::hash_of(last)));
        Self { whole, hash, at: at.or(self.at), ..self }
    }
}

/// A text that came from somewhere else, cut to a length that cannot make a line too long to be gone on from.
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
    /// What the next line names.
    pub(super) fn hash_of(line: &[u8]) -> ContentHash {
        ContentHash::of(&[DOMAIN, line].concat())
    }
}

/// The name under which a workstation keeps its log.
pub(super) fn station_name(name: Option<&str>) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name: String = name.unwrap_or(UNNAMED).chars().map(|it| if fits(it) { it } else { '_' }).take(64).collect();
    if name.is_empty() { UNNAMED.to_owned() } else { name }
}

/// Who made the newest event of a case.
pub(super) fn author(history: &History) -> Option<String> {
    history.events().last().map(|event| format!("{}, {}", event.by.name, event.by.credential))
}
