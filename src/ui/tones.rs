//! Maps statuses, findings and kinds of open items to tones of the theme.
//!
//! No other module does.
//!
//! Must not know: how any of it is drawn.

use super::theme::Tone;
use crate::case::CriteriaResult;
use crate::engine::{Finding, OpenKind, Status, Truth};

/// Returns the tone of a status.
pub fn tone_of_status(status: &Status) -> Tone {
    tone_of_result(status.result())
}

/// Returns the tone of a criteria result.
pub fn tone_of_result(result: CriteriaResult) -> Tone {
    match result {
        CriteriaResult::OutsidePolicy => Tone::Outside,
        CriteriaResult::CriteriaNotMet => Tone::NotMet,
        CriteriaResult::CriteriaMet => Tone::Met,
        CriteriaResult::InReview => Tone::ToGo,
        CriteriaResult::DocumentationMissing => Tone::Missing,
        CriteriaResult::JudgementNeeded => Tone::Judgement,
    }
}

/// Returns the tone of a kind of open item.
pub fn tone_of_kind(kind: OpenKind) -> Tone {
    match kind {
        OpenKind::ToGo => Tone::ToGo,
        OpenKind::Missing => Tone::Missing,
        OpenKind::Judgement => Tone::Judgement,
    }
}

/// Returns the tone of a finding. An open one has the tone of its most urgent item.
pub fn tone_of(finding: &Finding) -> Tone {
    match finding.truth {
        Truth::Met => Tone::Met,
        Truth::NotMet => Tone::NotMet,
        Truth::Open => finding.open.iter().map(|item| item.kind).min().map_or(Tone::ToGo, tone_of_kind),
    }
}
