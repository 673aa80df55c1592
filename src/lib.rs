//! mednec: a checklist for utilization review against a coverage policy that is data.
//!
//! The arrows of who may know whom, the invariants and a line for each folder stand in `ARCHITECTURE.md`;
//! `tests/it/source/tidy.rs` holds the code to them. The library reads no home folder and no terminal, and
//! the clock for nothing but the stations' log.

pub mod amount;
pub mod audit;
pub mod case;
#[cfg(feature = "gui")]
pub mod chart;
pub mod checklist;
pub mod cli;
pub mod clock;
pub mod diagnoses;
pub mod engine;
pub mod feed;
pub mod fonts;
pub mod identity;
pub mod ids;
pub mod letterhead;
pub mod linking;
pub mod panics;
pub mod platform;
pub mod policy;
mod redacted;
pub mod report;
pub mod samples;
pub mod session;
pub mod store;
mod text;
pub mod turnaround;
#[cfg(feature = "gui")]
pub mod ui;
pub mod verification;
pub mod window_arguments;
pub mod wording;
pub mod workspace;
