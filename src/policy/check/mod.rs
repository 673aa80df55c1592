//! Checks a policy file for everything that the engine relies on: every id resolves and is used, kinds fit their rules, no rule
//! leads back to itself, no group is empty, every leaf has a source. Finds all problems, not only the first.
//!
//! Must not know: whether the content of the policy is right; the people who sign it off decide that.

mod checker;
mod cycles;
mod notices;
mod pathways;
mod questions;
mod rules;
mod usage;

use checker::Checker;

use super::draft::{Draft, Places};
use super::problems::Problems;

/// Finds every problem of a file whose entries could all be read.
pub(super) fn check(draft: &Draft, places: &Places<'_>) -> Problems {
    let mut checker = Checker::new(draft, places);
    checker.check_head_and_codes();
    for (index, notice) in draft.notices.iter().enumerate() {
        checker.check_notice(("notice", index), notice);
    }
    checker.check_ids_are_unique();
    checker.check_outside_and_scope();
    checker.check_days();
    checker.check_pathways();
    for (index, criterion) in draft.criteria.iter().enumerate() {
        checker.check_criterion(index, criterion);
    }
    checker.check_judgements_and_readings();
    checker.check_questions();
    checker.check_library();
    checker.check_cycles();
    checker.check_everything_is_used();
    checker.problems
}
