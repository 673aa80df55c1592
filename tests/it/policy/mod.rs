//! Policy files, and what they make of a case.

pub(crate) mod file;
pub(crate) mod own_words;
pub(crate) mod rules;
pub(crate) mod scenarios;
pub(crate) mod texts;
