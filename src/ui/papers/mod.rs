//! Papers: preview, clipboard, and saving.
//!
//! A paper is opened only as the copy that the user saved.
//!
//! Must not know: what any paper says.

mod composing;
mod view;

use std::path::PathBuf;

use composing::{as_text, criteria_of, fitting, written};

use super::effects::{DialogKind, Effects, Page, Request};
use super::error::UiError;
use super::model::Model;
use crate::ids::{CaseId, CriterionId};
use crate::report::{FORMATS, Format, PAPERS, Paper};
use crate::ui::warnings::not_logged;
use crate::workspace::{Target, exported};

pub use view::papers_ui;

/// Criteria that a paper lists, if it lists any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All criteria.
    #[default]
    All,
    /// Criteria that are not met or open.
    Unmet,
    /// Criteria that the user selected.
    Selected,
}

impl Scope {
    /// All scopes, with their labels.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::All, "All criteria"), (Self::Unmet, "Not met or open"), (Self::Selected, "Selected…")];
}

/// State of the page of papers.
#[derive(Default)]
pub struct State {
    /// Index of the shown paper in `PAPERS`.
    pub shown: usize,
    /// Its text, or why it cannot be written.
    ///
    /// Composed when it is shown, not in each frame.
    pub preview: Option<Result<String, UiError>>,
    /// Path of the copy that was saved last.
    pub saved: Option<PathBuf>,
    /// Scope of the criteria that it lists.
    pub scope: Scope,
    /// Criteria to select from, in the policy's order, with their statements.
    pub listed: Vec<(CriterionId, String)>,
    /// Criteria that keep the case from being met.
    unmet: Vec<CriterionId>,
    /// Criteria that are selected.
    pub selected: Vec<CriterionId>,
}

/// Messages of the page of papers.
pub enum Message {
    /// Opens the page with the paper that fits the state of the case.
    OpenFitting,
    /// Opens the page with the paper of this name.
    OpenNamed(&'static str),
    /// Opens the page with a paper, by its index.
    Open(usize),
    /// Shows a paper on the open page, by its index.
    Show(usize),
    /// Composes the shown paper again, after a change of the case.
    Refresh,
    /// Sets the scope of the criteria that the paper lists.
    SetScope(Scope),
    /// Selects a criterion, or deselects it.
    Select(CriterionId, bool),
    /// Asks for a file to save the shown paper to.
    AskWhere,
    /// Writes a paper, by its index, on this case and these criteria.
    SaveTo(CaseId, usize, Vec<CriterionId>, PathBuf),
    /// It was written to this path, with warnings to add to the notice; or not.
    Saved(Result<(PathBuf, String), UiError>),
    /// Copies the note on all criteria to the clipboard.
    CopyNote,
    /// Copies the shown paper to the clipboard.
    Copy,
    /// Opens the copy that was saved last.
    OpenSaved,
}

/// Applies a message to the page of papers.
pub fn update(state: &mut State, model: &Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::OpenFitting => {
            if let Some(session) = model.session() {
                effects.send(Message::OpenNamed(fitting(session)));
            }
        }
        Message::OpenNamed(name) => {
            let position = PAPERS.iter().position(|paper| paper.name == name);
            position.into_iter().for_each(|position| effects.send(Message::Open(position)));
        }
        Message::Open(position) => {
            state.reset();
            state.show(model, position);
            effects.request(Request::ShowPage(Page::Papers));
        }
        Message::Show(position) => state.show(model, position),
        Message::Refresh => state.show(model, state.shown),
        Message::SetScope(scope) => {
            state.scope = scope;
            state.show(model, state.shown);
        }
        Message::Select(criterion, is_ticked) => {
            state.select(criterion, is_ticked);
            state.show(model, state.shown);
        }
        Message::AskWhere => ask_where(state, model, effects),
        Message::SaveTo(case, position, only, path) => save(model, &case, position, &only, path, effects),
        Message::Saved(Ok((path, besides))) => {
            state.saved = Some(path);
            effects.report(Ok(format!("The paper was saved.{besides}")));
        }
        Message::Saved(Err(error @ UiError::NotOpen(_))) => effects.notify(format!("Nothing was saved: {error}.")),
        Message::Saved(Err(error)) => effects.notify(format!("The paper was not saved: {error}.")),
        Message::CopyNote => {
            if let Some(paper) = Paper::named("note") {
                copy(model, paper, as_text(model, paper, &[]), effects);
            }
        }
        Message::Copy => {
            if let Some(paper) = PAPERS.get(state.shown) {
                copy(model, paper, state.text(model, state.shown), effects);
            }
        }
        Message::OpenSaved => {
            if let Some(path) = state.saved.clone() {
                effects.request(Request::OpenWithSystem(path, super::OPEN_IT_YOURSELF));
            }
        }
    }
}

impl State {
    /// Resets scope, selection and saved copy when the page opens.
    ///
    /// Otherwise a paper could leave out criteria unnoticed, or open the saved copy of another member's paper.
    fn reset(&mut self) {
        self.scope = Scope::All;
        self.selected.clear();
        self.saved = None;
    }

    fn show(&mut self, model: &Model, position: usize) {
        self.shown = position;
        if let Some(session) = model.session() {
            self.listed = criteria_of(session);
            self.unmet = session.basis().unmet;
        }
        self.preview = Some(self.text(model, position));
    }

    fn select(&mut self, criterion: CriterionId, is_ticked: bool) {
        self.selected.retain(|known| *known != criterion);
        if is_ticked {
            self.selected.push(criterion);
        }
    }

    /// Returns the criteria that a paper is limited to; empty for all.
    ///
    /// Fails where the scope has none.
    fn only(&self, paper: &Paper) -> Result<Vec<CriterionId>, UiError> {
        let (only, without) = match self.scope {
            Scope::Unmet if paper.narrows => (&self.unmet, UiError::NothingUnmet),
            Scope::Selected if paper.narrows => (&self.selected, UiError::NothingSelected),
            Scope::All | Scope::Unmet | Scope::Selected => return Ok(Vec::new()),
        };
        if only.is_empty() { Err(without) } else { Ok(only.clone()) }
    }

    fn text(&self, model: &Model, position: usize) -> Result<String, UiError> {
        let paper = PAPERS.get(position).ok_or(UiError::NoPaper)?;
        as_text(model, paper, &self.only(paper)?)
    }
}

fn copy(model: &Model, paper: &Paper, text: Result<String, UiError>, effects: &Effects<Message>) {
    match text {
        Ok(text) => {
            effects.request(Request::CopyText(text));
            if let Some(session) = model.session() {
                effects.request(Request::Log(exported(session.history(), &format!("{}, copied", paper.name))));
            }
            effects.report(Ok(format!("The {} is on the clipboard.", paper.label.to_lowercase())));
        }
        Err(error) => effects.notify(format!("Nothing was copied: {error}.")),
    }
}

/// Asks for a file to save the shown paper to.
///
/// A paper that cannot be written is reported without asking.
fn ask_where(state: &State, model: &Model, effects: &Effects<Message>) {
    let position = state.shown;
    let (Some(case), Some(paper)) = (model.open_id().cloned(), PAPERS.get(position)) else { return };
    let only = match state.text(model, position).and_then(|_| state.only(paper)) {
        Ok(only) => only,
        Err(error) => return effects.notify(format!("There is nothing to save: {error}.")),
    };
    let ending = Format::named(paper.suggests).map_or("txt", |format| format.extension);
    let asks = DialogKind::Save {
        name: format!("{}-{case}.{ending}", paper.name),
        kinds: FORMATS.iter().map(|format| (format.label, format.extension)).collect(),
    };
    effects.dialog(asks, move |path| Message::SaveTo(case, position, only, path));
}

fn save(
    model: &Model,
    case: &CaseId,
    position: usize,
    only: &[CriterionId],
    path: PathBuf,
    effects: &Effects<Message>,
) {
    let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_lowercase();
    let prepared = || {
        let session = model.still_open(case)?;
        let paper = PAPERS.get(position).ok_or(UiError::NoPaper)?;
        let format = FORMATS.iter().find(|known| known.extension == extension).or(Format::named(paper.suggests));
        let written = written(model, session, paper, only, format.ok_or(UiError::NoPaper)?)?;
        Ok((session.clone(), paper, written))
    };
    let (session, paper, written) = match prepared() {
        Ok(prepared) => prepared,
        Err(error) => return effects.send(Message::Saved(Err(error))),
    };
    let (workspace, by) = (model.workspace.clone(), model.reviewer_line());
    effects.job("saving the paper", move || {
        let warning = written.warning().map(|warning| format!(" {warning}.")).unwrap_or_default();
        // The dialog asks before it returns the name of an existing file.
        let target = Target { path: &path, replaces: true, by: Some(&by) };
        let saved = workspace.export_paper(&session, paper, &written, &target);
        let saved = saved.map(|exported| format!("{warning}{}", not_logged(exported.logged)));
        Message::Saved(saved.map(|besides| (path, besides)).map_err(UiError::from))
    });
}
