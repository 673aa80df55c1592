//! Papers and hand-over: what is shown before it is saved, put on the clipboard, saved where the user says, and opened only
//! as a copy that the user saved.
//!
//! Must not know: what any paper says, or how it is drawn.

use std::path::PathBuf;

use eframe::egui::Context;

use super::app::App;
use super::asking::Asked;
use super::handover::unlogged;
use super::views::Overlay;
use crate::case::CaseState;
use crate::clock;
use crate::fonts::FontFolders;
use crate::ids::{CaseId, CriterionId};
use crate::report::{self, FORMATS, Format, PAPERS, Paper, Written};
use crate::session::Session;
use crate::workspace::{Target, exported};

/// Which criteria a paper lists, where it lists any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// Those that are not met or open.
    Unmet,
    /// Those that the user ticked.
    Selected,
}

impl Scope {
    /// All of them, with their words.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::All, "All criteria"), (Self::Unmet, "Not met or open"), (Self::Selected, "Selected…")];
}

/// What the window keeps of papers.
#[derive(Default)]
pub struct Papers {
    /// The paper that is shown, by its place in the list.
    pub shown: usize,
    /// What it says, or why it cannot be written; made when it is shown, not while drawing.
    pub preview: Option<Result<String, String>>,
    /// The last copy that the user saved.
    pub saved: Option<PathBuf>,
    /// Which criteria it lists.
    pub scope: Scope,
    /// The criteria to choose from, in the policy's order, with their statements.
    pub listed: Vec<(CriterionId, String)>,
    /// Those of the case that keep it from being met.
    unmet: Vec<CriterionId>,
    /// Those that are ticked, of the case that is shown.
    pub selected: Vec<CriterionId>,
}

impl Papers {
    pub(super) fn select(&mut self, criterion: CriterionId, taken: bool) {
        self.selected.retain(|known| *known != criterion);
        if taken {
            self.selected.push(criterion);
        }
    }

    /// The selection that a paper is narrowed to: empty for all, or why there is none.
    fn only(&self, paper: &Paper) -> Result<Vec<CriterionId>, String> {
        let (only, without) = match self.scope {
            Scope::Unmet if paper.narrows => (&self.unmet, "no criterion is open or not met"),
            Scope::Selected if paper.narrows => (&self.selected, "no criterion is selected yet"),
            _ => return Ok(Vec::new()),
        };
        if only.is_empty() { Err(without.to_owned()) } else { Ok(only.clone()) }
    }
}

impl App {
    /// The paper that fits the case as it stands: what is missing first, then what was decided.
    pub(super) fn show_fitting_paper(&mut self) {
        let Some(open) = &self.open else { return };
        let name = match open.session.case().state() {
            CaseState::Referred => "referral",
            CaseState::Adverse | CaseState::PartiallyApproved => "rationale",
            _ if open.session.evaluation().status.result() == crate::case::CriteriaResult::DocumentationMissing => {
                "request"
            }
            _ => "summary",
        };
        self.show_paper_named(name);
    }

    /// Shows a paper by its name, of the open case.
    pub(super) fn show_paper_named(&mut self, name: &str) {
        if self.open.is_some()
            && let Some(place) = PAPERS.iter().position(|paper| paper.name == name)
        {
            self.show_paper(place);
        }
    }

    pub(super) fn show_paper(&mut self, place: usize) {
        if self.overlay != Some(Overlay::Papers) {
            self.begin_page();
        }
        self.papers.shown = place;
        if let Some(open) = &self.open {
            self.papers.listed = criteria_of(&open.session);
            self.papers.unmet = open.session.basis().unmet;
        }
        self.papers.preview = Some(self.text_of(place));
        self.overlay = Some(Overlay::Papers);
    }

    /// What was selected and saved on the page ends with the page: nothing is left out of a paper where nobody sees it, and
    /// no copy of another member's paper is opened from this one's.
    fn begin_page(&mut self) {
        self.papers.scope = Scope::All;
        self.papers.selected.clear();
        self.papers.saved = None;
    }

    /// Shown anew where the case changed.
    pub(super) fn refresh_paper(&mut self) {
        if self.overlay == Some(Overlay::Papers) {
            self.show_paper(self.papers.shown);
        }
    }

    /// Puts the note on the clipboard, whole, whatever the page of papers shows.
    pub(super) fn copy_note(&mut self, ctx: &Context) {
        let Some(paper) = Paper::named("note") else { return };
        let text = self.as_text(paper, &[]);
        self.copy(ctx, paper, text);
    }

    /// Puts the paper on the clipboard as its page shows it.
    pub(super) fn copy_shown(&mut self, ctx: &Context) {
        let Some(paper) = PAPERS.get(self.papers.shown) else { return };
        let text = self.text_of(self.papers.shown);
        self.copy(ctx, paper, text);
    }

    fn copy(&mut self, ctx: &Context, paper: &Paper, text: Result<String, String>) {
        let told = match text {
            Ok(text) => {
                ctx.copy_text(text);
                if let Some(open) = &self.open {
                    let what = exported(open.session.history(), &format!("{}, copied", paper.name));
                    self.note(ctx, what);
                }
                let label = paper.label.to_lowercase();
                Ok(format!("The {label} is on the clipboard."))
            }
            Err(why) => Err(format!("Nothing was copied: {why}.")),
        };
        self.messages.tell(told);
    }

    fn text_of(&self, place: usize) -> Result<String, String> {
        let paper = PAPERS.get(place).ok_or("there is no such paper")?;
        self.as_text(paper, &self.papers.only(paper)?)
    }

    fn as_text(&self, paper: &Paper, only: &[CriterionId]) -> Result<String, String> {
        let format = Format::named("text").or(FORMATS.first()).ok_or("there is no format")?;
        let open = self.open.as_ref().ok_or("no case is open")?;
        let written = self.written(&open.session, paper, only, format)?;
        Ok(String::from_utf8_lossy(&written.bytes).into_owned())
    }

    fn written(
        &self,
        session: &Session,
        paper: &Paper,
        only: &[CriterionId],
        format: &Format,
    ) -> Result<Written, String> {
        let context = report::Context {
            standing: self.workspace().standing(session),
            rules: &self.rules,
            now: clock::now(),
            zone: clock::local_zone(),
            letterhead: &self.settings.letters.letterhead,
            logo: self.logo.as_ref(),
            fax_cover: self.settings.letters.fax_cover,
            only,
            fonts: &FontFolders::System,
        };
        report::written(session, paper, format, &context).map_err(|error| error.to_string())
    }

    /// Asks where the shown paper goes. What cannot be written is said before anybody is asked.
    pub(super) fn ask_for_paper(&mut self, ctx: &Context, place: usize) {
        let (Some(open), Some(paper)) = (&self.open, PAPERS.get(place)) else { return };
        let case = open.session.case().id.clone();
        let only = match self.text_of(place).and_then(|_| self.papers.only(paper)) {
            Ok(only) => only,
            Err(why) => {
                self.messages.say(format!("There is nothing to save: {why}."));
                return;
            }
        };
        self.ask(ctx, Asked::Paper(case, place, only));
    }

    /// Asks where the open case goes.
    pub(super) fn ask_for_hand_over(&mut self, ctx: &Context) {
        if let Some(open) = &self.open {
            let case = open.session.case().id.clone();
            self.ask(ctx, Asked::HandOver(case));
        }
    }

    pub(super) fn save_paper(
        &mut self,
        ctx: &Context,
        case: &CaseId,
        place: usize,
        only: &[CriterionId],
        path: PathBuf,
    ) -> Result<(), String> {
        let session = self.still_open(case)?;
        let paper = PAPERS.get(place).ok_or("there is no such paper")?;
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_lowercase();
        let format = FORMATS.iter().find(|known| known.extension == extension).or(Format::named(paper.suggests));
        let written = self.written(session, paper, only, format.ok_or("there is no format")?)?;
        let warning = written.warning().map(|warning| format!(" {warning}.")).unwrap_or_default();
        let (session, workspace, by) = (session.clone(), self.workspace(), self.me());
        self.work(ctx, "saving the paper", move |_| {
            // The dialog asked before it named a file that exists.
            let target = Target { path: &path, replaces: true, by: Some(&by) };
            let saved = workspace.export_paper(&session, paper, &written, &target);
            Box::new(move |app, _| {
                let saved = saved.map(|exported| {
                    app.papers.saved = Some(path);
                    format!("The paper was saved.{warning}{}", unlogged(exported.logged))
                });
                app.messages.tell(saved.map_err(|error| format!("The paper was not saved: {error}.")));
            })
        });
        Ok(())
    }

    /// Opens the copy that the user saved last, with whatever this system opens it with.
    pub(super) fn open_saved(&mut self) {
        if let Some(path) = self.papers.saved.clone() {
            self.open_with_system(path);
        }
    }

    /// Opens a copy that the user saved.
    pub(super) fn open_with_system(&mut self, path: PathBuf) {
        if open::that_detached(path).is_err() {
            self.messages.say("This system names no program that opens the copy: open it from where you saved it.");
        }
    }
}

/// The criteria that the pathway works through and that this case comes to, each once.
fn criteria_of(session: &Session) -> Vec<(CriterionId, String)> {
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
