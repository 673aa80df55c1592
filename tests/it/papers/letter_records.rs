//! Whose each record of a letter is: the policy names two, the others are somebody's; and what a record is offered for.
//!
//! Must not know: what else a letter says.

use std::collections::BTreeSet;

use mednec::policy::{Policy, RecordOrigin};

use crate::case::samples::sample_sessions;
use crate::papers::letters::on_one_line;
use crate::papers::texts::written;
use crate::policy::scenarios::{base, bundled, step};

const TREATMENTS: &str = "A list of all treatments";
const IMAGING: &str = "Reports of every recent imaging study";

fn named_for(policy: &Policy, criterion: &str) -> Vec<(Option<RecordOrigin>, String)> {
    policy.records_for(&criterion.into()).into_iter().map(|history| (history.from, history.what.clone())).collect()
}

#[test]
fn the_two_items_of_the_revision_note_are_all_that_the_policy_names() {
    let policy = bundled();
    let named: Vec<_> =
        policy.library().records.iter().filter(|history| history.from == Some(RecordOrigin::RevisionNote)).collect();
    assert_eq!(named.len(), 2);
    assert!(named[0].what.starts_with(TREATMENTS) && named[1].what.starts_with(IMAGING));
    assert!(named.iter().all(|history| history.every_pathway));
    // Every other one is somebody's: the bundled file leaves none unattributed, and none is a department's.
    for history in &policy.library().records {
        assert!(history.from.is_some_and(|from| from != RecordOrigin::Department), "{}", history.what);
    }
}

#[test]
fn both_items_are_listed_on_every_pathway() {
    let policy = bundled();
    for pathway in policy.pathways() {
        let listed = policy.records_on(pathway);
        for item in [TREATMENTS, IMAGING] {
            let count = listed.iter().filter(|history| history.what.starts_with(item)).count();
            assert_eq!(count, 1, "{item} on {}", pathway.id);
        }
    }
    let on = |id: &str| policy.records_on(policy.pathway(&id.into()).unwrap());
    assert!(on("cancer").iter().any(|history| history.criteria.contains(&"cancer-pain".into())));
    assert!(!on("cancer").iter().any(|history| history.criteria.contains(&"chronic-pain".into())));
}

#[test]
fn a_record_is_offered_for_the_parts_of_its_criterion() {
    let policy = bundled();
    for part in [
        "conservative-care",
        "care-long-enough",
        "care-six-months",
        "care-failed",
        "failed-by-side-effects",
        "failed-for-relief",
    ] {
        let named = named_for(&policy, part);
        assert_eq!(named[0].0, Some(RecordOrigin::RevisionNote), "{part}");
        assert!(named[0].1.starts_with(TREATMENTS), "{part}");
    }
    for criterion in
        ["cause-known", "cancer-pain", "severe-spasticity", "device-non-functional", "device-not-functioning"]
    {
        assert!(named_for(&policy, criterion)[0].1.starts_with(IMAGING), "{criterion}");
    }
    // What is reviewed anew, or shown by another way, has records of its own.
    let proof = |criterion: &str| {
        named_for(&policy, criterion).iter().any(|(_, what)| what.starts_with("Proof that the trial"))
    };
    assert!(proof("trial-met") && proof("trial-approval-documented"));
    assert!(!proof("cause-known") && !proof("no-psychological-barrier"));
}

/// The InterQual review is the plan's own work: no list offers it to a provider.
#[test]
fn no_record_is_the_plans_own_review() {
    for history in &bundled().library().records {
        assert!(!history.what.contains("InterQual"), "{}", history.what);
    }
}

/// On each pathway, what is missing of a criterion is asked for with the records of it, and "The policy names" stands before the
/// two items of the revision note alone.
#[test]
fn a_letter_says_whose_each_record_is() {
    let missing = [
        (
            "trial",
            vec!["clear care.treatments", "remove care.treatments 1", "care.treatments = all-entered"],
            TREATMENTS,
        ),
        ("trial", vec!["pain.cause = not-documented"], IMAGING),
        ("pump", vec!["remove care.treatments 1", "care.treatments = all-entered"], TREATMENTS),
        ("cancer", vec!["indication.cancer_pain = not-documented"], IMAGING),
        ("spasticity", vec!["indication.severe_spasticity = not-documented"], IMAGING),
        ("replacement", vec!["device.state = not-documented"], IMAGING),
    ];
    for (table, steps, item) in missing {
        let mut session = base(&bundled(), table);
        for line in &steps {
            step(&mut session, line).unwrap_or_else(|error| panic!("{table}: {line}: {error}"));
        }
        let letter = written(&session, "request", "text").unwrap_or_else(|error| panic!("{table}: {error}"));
        let letter = on_one_line(&letter);
        assert!(letter.contains(&format!("The policy names: {item}")), "{table}: {letter}");
        let (named, others): (Vec<_>, Vec<_>) =
            bundled().library().records.clone().into_iter().partition(|it| it.from == Some(RecordOrigin::RevisionNote));
        assert_eq!(
            letter.matches("The policy names").count(),
            named.iter().map(|it| letter.matches(&it.what).count()).sum::<usize>()
        );
        for history in others {
            assert!(!letter.contains(&format!("The policy names: {}", history.what)), "{table}: {}", history.what);
        }
    }
}

/// A record that an item asks for in these very words is not suggested once more below it.
#[test]
fn no_suggestion_repeats_its_item() {
    let policy = bundled();
    let (known, mut repeatable) = (&policy.library().records, 0);
    for session in sample_sessions() {
        let Ok(letter) = written(&session, "request", "json") else { continue };
        let letter: serde_json::Value = serde_json::from_str(&letter).unwrap();
        for item in letter["wanted"].as_array().unwrap() {
            repeatable += known.iter().filter(|history| item["what"] == history.what.as_str()).count();
            for history in item["records"].as_array().unwrap() {
                assert_ne!(history["value"], item["what"], "{}", session.case().id);
            }
        }
    }
    assert!(repeatable > 0);
}

#[test]
fn each_origin_has_words_of_its_own() {
    use mednec::wording::record_origin;
    let origins = [Some(RecordOrigin::RevisionNote), Some(RecordOrigin::Project), Some(RecordOrigin::Department), None];
    let words: BTreeSet<&str> = origins.into_iter().map(record_origin).collect();
    assert_eq!(words.len(), 4);
    assert_eq!(record_origin(Some(RecordOrigin::Criterion)), record_origin(Some(RecordOrigin::Project)));
    let names_the_policy = |origin| record_origin(origin).to_lowercase().contains("policy");
    assert!(names_the_policy(origins[0]) && !origins[1..].iter().any(|origin| names_the_policy(*origin)));
}
