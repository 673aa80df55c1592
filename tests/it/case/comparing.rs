//! Two states of one case, side by side: what differs is all that differs, and taking it over brings it about. And what becomes
//! of work whose case somebody else deleted.
//!
//! Must not know: how the two came to be.

use mednec::case::{Action, Change, Value, differences, differences_since};
use mednec::store::{CaseStore, Problem, StoreError};
use proptest::prelude::*;

use crate::case::decisions::{does, met, rn};
use crate::case::properties::fixed;
use crate::policy::scenarios::physician;
use crate::reviewing::*;
use crate::store::saving::{answered, id, opened};

fn note(text: &str) -> Action {
    Action::Note { criterion: "pain-reduction".into(), text: text.to_owned() }
}

proptest! {
    #![proptest_config(fixed(128))]

    #[test]
    fn what_differs_is_all_that_differs(
        opening in any_opening(),
        here in proptest::collection::vec(any_change(), 0..15),
        there in proptest::collection::vec(any_change(), 0..15),
    ) {
        let (mut one, mut other) = (opening.clone(), opening);
        let base = one.case().clone();
        for (session, actions) in [(&mut one, &here), (&mut other, &there)] {
            for action in actions {
                // Some are refused; nothing changes then.
                let _ = session.dispatch(action, &physician());
            }
        }
        let mut case = one.case().clone();
        for change in differences(one.case(), other.case()) {
            prop_assert_eq!(change.fold_into(&mut case), Ok(()));
        }
        prop_assert_eq!(&case, other.case());
        prop_assert!(differences(&case, other.case()).is_empty());
        prop_assert!(differences_since(&base, one.case(), &base).is_empty(), "what did not move on has no word");
        // What is taken over stands as it does in the other one.
        for change in differences_since(&base, one.case(), other.case()) {
            let actions = change.to_actions().unwrap_or_default();
            let mut after = one.clone();
            if !actions.is_empty() && after.dispatch_all(&actions, &physician()).is_ok()
                && let Change::Answer { question, after: Some(wanted), .. } = &change
            {
                let found = &after.case().answers[question];
                prop_assert_eq!(&found.value, &wanted.value);
                prop_assert!(wanted.citations.iter().all(|source| found.citations.contains(source)));
                prop_assert_eq!(found.citations.len(), wanted.citations.len());
            }
        }
    }
}

#[test]
fn only_what_the_other_one_touched_is_compared() {
    let base = met();
    let (mut here, mut there) = (base.clone(), base.clone());
    let plan = Action::Answer { question: "member.plan".into(), value: Value::Text("Sample Plan".to_owned()) };
    does(&mut here, &plan, &rn());
    does(&mut there, &note("Theirs."), &rn());
    let found = differences_since(base.case(), here.case(), there.case());
    let changes: Vec<_> = found.iter().map(Change::to_actions).collect();
    assert_eq!(changes, [Some(vec![note("Theirs.")])]);
    assert_eq!(
        differences(here.case(), there.case()).len(),
        2,
        "the plan that was entered here is not theirs to take away"
    );
    let shared = here.history().shared_with(there.history());
    assert_eq!(shared.as_ref(), Some(base.case()));
    // What was signed is made again by whoever signs it.
    let refer = Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
    does(&mut there, &refer, &rn());
    let found = differences_since(base.case(), here.case(), there.case());
    assert_eq!(found.iter().filter(|change| change.to_actions().is_none()).count(), 1);
}

/// Somebody deletes a case that another one works on: what the other one did is in sight, and its number is not given away.
#[test]
fn work_on_a_case_that_was_deleted_stays_in_sight() {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path().join("store")).unwrap();
    let (case, now) = (id("2026-0001"), rn().at());
    let mut history = opened("2026-0001");
    let first = store.save(&history, None).unwrap().version;
    store.trash(&case, "entered twice", "Somebody Else, RN", now).unwrap();
    answered(&mut history, "T. Typed");
    assert_eq!(store.save(&history, Some(&first)), Err(StoreError::Conflict(case.clone())));
    store.save_conflict_copy(&history).unwrap();

    let entries = store.scan(|entry| (entry.id, entry.result.map(|_| ()))).unwrap();
    assert_eq!(entries, [(Some(case.clone()), Err(Problem::OnlyConflictCopies))]);
    assert!(matches!(store.load(&case), Err(StoreError::Unusable { why: Problem::OnlyConflictCopies, .. })));
    assert_eq!(store.next_case_id(2026, []), Ok(id("2026-0002")));

    let thrown = store.trash(&case, "not needed", "Rosa Lind, RN", now).unwrap();
    assert!(matches!(store.load(&case), Err(StoreError::NoSuchCase(_))));
    assert_eq!(store.next_case_id(2026, []), Ok(id("2026-0002")), "it may come back");
    store.restore_from_trash(&thrown.trashed, "Rosa Lind, RN").unwrap();
    assert_eq!(store.load(&case).unwrap().history, history);

    store.trash(&case, "again", "Somebody Else, RN", now).unwrap();
    store.save_conflict_copy(&history).unwrap();
    let best = store.restore_candidates(&case).remove(0);
    store.restore_generation(&best, now, "Rosa Lind, RN").unwrap();
    assert_eq!(store.load(&case).unwrap().history, history);
    assert_eq!(store.cases_with_conflict_copies(), [], "all of it is in the case");
}
