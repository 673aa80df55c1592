//! Everything but the window, in one binary: each link costs.
//!
//! Must not know: the window (that is `tests/ui`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods, missing_docs)]

mod acceptance;
mod attaching;
mod backups;
mod canary;
mod cli;
mod comparing;
mod decision_reasons;
mod decisions;
mod diagnoses;
mod faults;
mod forging;
mod hostile_histories;
mod identity;
mod identity_files;
mod identity_roster;
mod judgements;
mod letter_records;
mod letters;
mod licences;
mod linked_cases;
mod linked_folder;
mod long_policy;
mod manual;
mod memory_disk;
mod mutations;
mod mutations_corpus;
mod mutations_end;
mod mutations_kinds;
mod nowhere;
mod own_words;
mod panics;
mod papers;
mod papers_pdf;
mod policy_file;
mod policy_rules;
mod policy_texts;
mod properties;
mod random;
mod released;
mod reviewing;
mod samples;
mod saver;
mod scenarios;
mod settings;
mod signing;
mod silence;
mod sought;
mod store;
mod tampering;
mod tidy;
mod time_line;
mod tokens;
mod told;
mod turnaround;
mod turnaround_file;
mod turnaround_holds;
mod turnaround_notices;
mod turnaround_properties;
mod turnaround_words;
mod turnaround_zone;
mod writers;
