//! The form of a backup: its manifest, its limits, and the progress of making and restoring one.
//!
//! Must not know: how an archive is written or read.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::ids::ContentHash;

/// What the manifest calls the format.
pub(super) const FORMAT: &str = "mednec-backup";
/// The version of archives that this program writes and reads.
pub(super) const VERSION: u64 = 1;
/// The last entry of an archive.
pub(super) const MANIFEST: &str = "manifest.json";
/// The largest file that is archived or restored, in bytes.
pub(super) const LARGEST: u64 = 1 << 30;

/// How far a backup or a restore has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files that are done.
    pub files: usize,
    /// Files there are; none while that is not known.
    pub of: Option<usize>,
    /// Bytes that are done.
    pub bytes: u64,
}

/// Told after each file; `Break` stops, and leaves nothing behind.
pub type Watch<'w> = &'w mut dyn FnMut(Progress) -> ControlFlow<()>;

/// What an archive holds.
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
