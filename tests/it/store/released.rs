//! Cases that a released version of the program wrote: they open, say what was signed, and amount to what they amounted to then,
//! since each stays judged by the policy text that it was begun under.

use std::path::PathBuf;

use mednec::audit::{Finding, audit_history};
use mednec::case::CaseState;
use mednec::policy::{Catalog, CatalogError, PolicyOrigin};
use mednec::session::Session;
use mednec::store::case_file;

/// The output of 0.1.0 for its own samples: result, number of open items, state.
const RELEASED: [(&str, &str, usize, CaseState); 7] = [
    ("sample-01", "criteria-met", 0, CaseState::InReview),
    ("sample-06", "criteria-met", 0, CaseState::InReview),
    ("sample-09", "criteria-not-met", 0, CaseState::Adverse),
    ("sample-15", "criteria-met", 0, CaseState::Approved),
    ("sample-19", "criteria-met", 0, CaseState::InReview),
    ("sample-24", "criteria-not-met", 0, CaseState::Returned),
    ("sample-26", "criteria-met", 0, CaseState::InReview),
];

fn fixture(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/0.1.0");
    std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap()
}

#[test]
fn cases_of_0_1_0_amount_to_what_was_signed() {
    let catalog = Catalog::bundled().unwrap();
    for (name, result, open, state) in RELEASED {
        let history = case_file::read(fixture(name).as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let session = Session::resume(history, &catalog).unwrap_or_else(|error| panic!("{name}: {error}"));
        let evaluation = session.evaluation();
        let found = (evaluation.status.name(), evaluation.open.len(), session.case().state());
        assert_eq!(found, (result, open, state), "{name}");
        let faults: Vec<Finding> =
            audit_history(session.history(), None, &catalog).into_iter().filter(Finding::is_fault).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}

#[test]
fn the_text_that_0_1_0_bundled_is_at_hand_and_begins_no_case() {
    let mut catalog = Catalog::bundled().unwrap();
    let history = case_file::read(fixture("sample-01").as_bytes()).unwrap();
    let earlier = catalog.by_hash(&history.case().policy.hash).expect("the earlier text is at hand");
    assert_eq!(catalog.origin(earlier.hash()), Some(PolicyOrigin::Bundled));
    assert!(catalog.for_new_cases().all(|entry| entry.policy.hash() != earlier.hash()));
    let refusal = catalog.add(earlier.text()).expect_err("it is no department's own file");
    assert_eq!(refusal, CatalogError::EarlierText { number: "2025T0626L".to_owned() });
    assert_eq!(catalog.entries().len(), 1);
}
