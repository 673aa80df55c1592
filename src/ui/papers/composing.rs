//! Papers of the open case, composed with the settings of this workstation.
//!
//! Must not know: the page that shows them, or where they are saved.

use crate::case::{CaseState, CriteriaResult};
use crate::clock;
use crate::fonts::FontFolders;
use crate::ids::CriterionId;
use crate::report::{self, FORMATS, Format, Paper, Written};
use crate::session::Session;
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Returns the name of the paper that fits the state of a case.
pub(super) fn fitting(session: &Session) -> &'static str {
    match session.case().state() {
        CaseState::Referred => "referral",
        CaseState::Adverse | CaseState::PartiallyApproved => "rationale",
        _ if session.evaluation().status.result() == CriteriaResult::DocumentationMissing => "request",
        _ => "summary",
    }
}

/// Returns the text of a paper. Fails without an open case, or where the paper cannot be written.
pub(super) fn as_text(model: &Model, paper: &Paper, only: &[CriterionId]) -> Result<String, UiError> {
    let format = Format::named("text").or(FORMATS.first()).ok_or(UiError::NoPaper)?;
    let written = written(model, model.session().ok_or(UiError::NoCase)?, paper, only, format)?;
    Ok(String::from_utf8_lossy(&written.bytes).into_owned())
}

/// Writes a paper in a format, limited to some criteria; to none where `only` is empty.
pub(super) fn written(
    model: &Model,
    session: &Session,
    paper: &Paper,
    only: &[CriterionId],
    format: &Format,
) -> Result<Written, UiError> {
    let context = report::Context {
        standing: model.policy_origin(session.policy().hash()),
        rules: &model.workspace.rules,
        now: clock::now(),
        zone: clock::local_zone(),
        letterhead: &model.settings.letters.letterhead,
        logo: model.logo.as_ref(),
        fax_cover: model.settings.letters.fax_cover,
        only,
        fonts: &FontFolders::System,
    };
    Ok(report::written(session, paper, format, &context)?)
}

/// Returns the criteria of the pathway's steps that have a finding, each once.
pub(super) fn criteria_of(session: &Session) -> Vec<(CriterionId, String)> {
    let policy = session.policy();
    let steps = session.pathway().map(|pathway| pathway.steps.as_slice()).unwrap_or_default();
    let mut listed: Vec<(CriterionId, String)> = Vec::new();
    for id in steps.iter().flat_map(|step| &step.criteria).flat_map(|id| policy.criteria_under(id)) {
        let Some(criterion) = policy.criterion(id).filter(|_| session.evaluation().finding(id).is_some()) else {
            continue;
        };
        if !listed.iter().any(|(known, _)| known == id) {
            listed.push((id.clone(), criterion.label.clone()));
        }
    }
    listed
}
