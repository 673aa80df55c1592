//! Reviewers: keys, rosters, names.

pub(crate) mod attempts;
pub(crate) mod files;
pub(crate) mod keys;
pub(crate) mod names;
pub(crate) mod roster;
pub(crate) mod roster_log;
pub(crate) mod roster_memory;
pub(crate) mod wiping;
