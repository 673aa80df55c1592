//! Due dates: the table, its files, the clocks.

pub(crate) mod clocks;
pub(crate) mod file;
pub(crate) mod holds;
pub(crate) mod notices;
pub(crate) mod properties;
pub(crate) mod words;
pub(crate) mod zone;
