//! Saving as the window shows it, and what it leaves on the disk.

pub(crate) mod keeping;
pub(crate) mod nowhere;
