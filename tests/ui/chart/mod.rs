//! Documents beside the checklist: drawn, damaged, confined, cited.

pub(crate) mod confined;
pub(crate) mod damaged;
pub(crate) mod drawing;
pub(crate) mod record;
