//! A case at the window: answers, codes, links, decisions.

pub(crate) mod codes;
pub(crate) mod decisions;
pub(crate) mod linked;
pub(crate) mod long;
pub(crate) mod pathways;
pub(crate) mod pictures;
pub(crate) mod writing;
