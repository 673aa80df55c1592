//! Words for the status of a case, for a result, and for remarks.
//!
//! Must not know: how any of it was decided.

use super::count;
use crate::case::Case;
use crate::engine::{Evaluation, Notice, OpenKind, Status, Truth, failed_leaves};
use crate::policy::Policy;

/// A status in words.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusWords {
    /// A few words with the counts.
    pub headline: String,
    /// The finding, and the items that can still decide it.
    pub sentence: String,
}

/// The status of a case and the items that can still decide it. It states nothing that other items could undo.
pub fn status(policy: &Policy, case: &Case, evaluation: &Evaluation) -> StatusWords {
    let to_go = evaluation.count(OpenKind::ToGo);
    let missing = evaluation.count(OpenKind::Missing);
    let judgements = evaluation.count(OpenKind::Judgement);
    let words = |headline: String, sentence: String| StatusWords { headline, sentence };
    match &evaluation.status {
        Status::Outside { why, .. } => words("Outside this policy".to_owned(), why.clone()),
        Status::NotMet => words("Criteria not met: refer to a physician".to_owned(), not_met(policy, case, evaluation)),
        Status::Met => words(
            "Criteria met".to_owned(),
            "Every criterion of this pathway is met, as documented and cited.".to_owned(),
        ),
        Status::InReview => {
            let so_far = if missing > 0 { format!(", {missing} missing so far") } else { String::new() };
            let mut sentence = format!("{} left to review can still decide it.", items(to_go));
            if judgements > 0 {
                sentence += &format!(" A physician is asked about {}.", count(judgements));
            }
            words(format!("Review in progress ({to_go} left to review{so_far})"), sentence)
        }
        Status::DocumentationMissing => {
            let also = if judgements > 0 {
                format!(" A physician is also asked about {}.", count(judgements))
            } else {
                String::new()
            };
            words(
                format!("Documentation missing ({missing})"),
                format!("Nothing is left to review. {} can still decide it.{also}", these(missing)),
            )
        }
        Status::JudgementNeeded => words(
            format!("Physician's interpretation needed ({judgements})"),
            format!("Nothing else is open. {} can still decide it.", these(judgements)),
        ),
    }
}

/// The status of a case in a few words, for a row of a list.
pub fn status_short(evaluation: &Evaluation) -> String {
    match &evaluation.status {
        Status::Outside { .. } => "outside".to_owned(),
        Status::NotMet => "not met".to_owned(),
        Status::Met => "met".to_owned(),
        Status::InReview => format!("{} left", evaluation.count(OpenKind::ToGo)),
        Status::DocumentationMissing => format!("{} missing", evaluation.count(OpenKind::Missing)),
        Status::JudgementNeeded => "interpretation".to_owned(),
    }
}

fn items(number: usize) -> String {
    if number == 1 { "The one item".to_owned() } else { format!("The {number} items") }
}

fn these(number: usize) -> String {
    if number == 1 { "This one".to_owned() } else { format!("These {}", count(number)) }
}

/// The failed leaves, with the remark that a physician decides.
fn not_met(policy: &Policy, case: &Case, evaluation: &Evaluation) -> String {
    let root = policy.pathway(&case.pathway).map(|pathway| &pathway.criterion);
    let failed = root.map(|root| failed_leaves(policy, case, evaluation, root)).unwrap_or_default();
    let failed: Vec<&str> =
        failed.into_iter().filter_map(|id| policy.criterion(id)).map(|criterion| criterion.label.as_str()).collect();
    match failed.as_slice() {
        [] => "A criterion is not met. A physician decides.".to_owned(),
        [only] => format!("Not met: {only}. A physician decides."),
        several => format!("Not met: {}. A physician decides.", several.join("; ")),
    }
}

/// A result in a few words.
pub fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Met => "met",
        Truth::NotMet => "not met",
        Truth::Open => "open",
    }
}

/// A remark as a sentence.
pub fn notice(notice: &Notice) -> String {
    match notice {
        Notice::UnlistedCode(cpt) => {
            format!("Code {cpt} is not in the policy's list, which may not be complete. This decides nothing.")
        }
        Notice::OtherStage { cpt, stages } => {
            let names: Vec<&str> = stages.iter().map(|stage| stage.name()).collect();
            format!(
                "Code {cpt} belongs to {}, which is not what this case asks for: split the request.",
                names.join(" or ")
            )
        }
        Notice::NotVerifiedFor { on, until } => {
            format!(
                "This version was verified as in force until {until}; the case counts from {on}. Check for a newer one."
            )
        }
        Notice::Said(says) => says.clone(),
    }
}
