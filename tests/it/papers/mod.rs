//! Papers and letters in every format.

pub(crate) mod escapes;
pub(crate) mod letter_records;
pub(crate) mod letters;
pub(crate) mod pdf;
pub(crate) mod texts;
