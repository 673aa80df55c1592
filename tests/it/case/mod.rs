//! Actions, decisions, histories and links of a case.

pub(crate) mod attaching;
pub(crate) mod comparing;
pub(crate) mod decision_reasons;
pub(crate) mod decisions;
pub(crate) mod diagnoses;
pub(crate) mod forging;
pub(crate) mod hostile_histories;
pub(crate) mod judgements;
pub(crate) mod linked_cases;
pub(crate) mod properties;
pub(crate) mod samples;
pub(crate) mod time_line;
