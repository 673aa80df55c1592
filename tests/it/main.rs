//! Everything but the window, in one binary: each link costs.
//!
//! Must not know: the window (that is `tests/ui`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, missing_docs)]

mod cli;
mod judgements;
mod policy_file;
mod policy_rules;
mod properties;
mod reviewing;
mod samples;
mod scenarios;
mod store;
mod tidy;
