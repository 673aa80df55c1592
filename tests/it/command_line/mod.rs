//! The real `mednec-cli`, as a process.

pub(crate) mod manual;
pub(crate) mod nowhere;
pub(crate) mod panics;
pub(crate) mod processes;
pub(crate) mod signing;
pub(crate) mod verbs;
