//! The tones of results: the only place that turns a status, a finding or a kind of open item into a colour of the theme.
//!
//! Must not know: how any of it is drawn.

use super::theme::Tone;
use crate::case::CriteriaResult;
use crate::engine::{Finding, OpenKind, Status, Truth};

/// The tone of a status.
pub fn tone_of_status(status: &Status) -> Tone {
    tone_of_result(status.result())
}

/// The tone of the result of a case's criteria.
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

/// The tone of a kind of open item.
pub fn tone_of_kind(kind: OpenKind) -> Tone {
    match kind {
        OpenKind::ToGo => Tone::ToGo,
        OpenKind::Missing => Tone::Missing,
        OpenKind::Judgement => Tone::Judgement,
    }
}

/// The tone of a result: an open one by whose work comes first.
pub fn tone_of(finding: &Finding) -> Tone {
    match finding.truth {
        Truth::Met => Tone::Met,
        Truth::NotMet => Tone::NotMet,
        Truth::Open => finding.open.iter().map(|item| item.kind).min().map_or(Tone::ToGo, tone_of_kind),
    }
}
