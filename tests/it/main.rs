//! Everything but the window, in one binary: each link costs.
//!
//! Must not know: the window (that is `tests/ui`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, missing_docs)]

mod both_front_ends;
mod case;
mod command_line;
mod identity;
mod papers;
mod policy;
mod source;
mod store;
mod turnaround;

// Helpers of several suites.
#[path = "../support/canary.rs"]
mod canary;
#[path = "../support/long_policy.rs"]
mod long_policy;
#[path = "../support/memory_disk.rs"]
mod memory_disk;
#[path = "../support/random.rs"]
mod random;
#[path = "../support/reviewing.rs"]
mod reviewing;
#[path = "../support/sought.rs"]
mod sought;
#[path = "../support/told.rs"]
mod told;
