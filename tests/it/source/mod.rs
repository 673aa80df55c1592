//! Rules for the source itself.

pub(crate) mod features;
pub(crate) mod layers;
pub(crate) mod licences;
pub(crate) mod silence;
pub(crate) mod tidy;
pub(crate) mod tokens;
