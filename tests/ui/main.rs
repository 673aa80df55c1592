//! The window, as a person with a keyboard, a pointer or a screen reader finds it.
//!
//! Must not know: anything private of the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests fail loudly too")]

mod both_front_ends;
mod chart;
mod chart_broken;
mod codes;
mod confined;
mod decisions;
mod desk;
mod driver;
mod guide;
mod keeping;
mod layout;
mod linked;
mod long;
#[path = "../it/long_policy.rs"]
mod long_policy;
mod nodes;
mod nowhere;
mod palette;
mod pathways;
mod pictures;
#[path = "../it/random.rs"]
mod random;
mod record;
mod settings;
mod slow;
#[path = "../it/sought.rs"]
mod sought;
mod widgets;
mod writing;
