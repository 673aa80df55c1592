//! The window, as a person with a keyboard, a pointer or a screen reader finds it.
//!
//! Must not know: anything private of the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests fail loudly too")]

mod both_front_ends;
mod case;
mod chart;
mod storage;
mod window;

// Helpers of several suites.
#[path = "../support/driver.rs"]
mod driver;
#[path = "../support/long_policy.rs"]
mod long_policy;
#[path = "../support/nodes.rs"]
mod nodes;
#[path = "../support/random.rs"]
mod random;
#[path = "../support/slow.rs"]
mod slow;
#[path = "../support/sought.rs"]
mod sought;
