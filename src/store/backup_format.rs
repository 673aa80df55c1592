//! The form of a backup: its manifest, its limits, and the progress of making and restoring one.
//!
//! Must not know: how an archive is written or read.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::ids::ContentHash;

/// Name of the format in the manifest.
pub(super) const FORMAT: &str = "mednec-backup";
/// Version that this program writes and reads.
pub(super) const VERSION: u64 = 1;
/// The last entry of an archive.
pub(super) const MANIFEST: &str = "manifest.json";
/// The largest file that is archived or restored, in bytes.
pub(super) const LARGEST: u64 = 1 << 30;

/// Progress of a backup or a restore.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files done.
    pub files: usize,
    /// Files in total; `None` while unknown.
    pub of: Option<usize>,
    /// Bytes done.
    pub bytes: u64,
}

/// Called after each file; `Break` stops, and leaves nothing behind.
pub type Watch<'w> = &'w mut dyn FnMut(Progress) -> ControlFlow<()>;

/// Content of an archive.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub(super) format: String,
    pub(super) version: u64,
    pub(super) made_at: Instant,
    pub(super) program: String,
    pub(super) files: Vec<FileOf>,
}

/// A file of an archive.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileOf {
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) hash: ContentHash,
}
