//! Papers and hand-over: what is shown before it is saved, put on the clipboard, saved where the user says, and opened only
//! as a copy that the user saved.
//!
//! Must not know: what any paper says, or how it is drawn.

use std::path::PathBuf;

use eframe::egui::Context;

use super::app::App;
use super::handover::{exported, unlogged};
use super::tasks::Task;
use super::views::Overlay;
use crate::case::State;
use crate::clock;
use crate::ids::{CaseId, CriterionId};
use crate::policy::Standing;
use crate::report::{self, FORMATS, Format, PAPERS, Paper};
use crate::session::Session;

/// A backup, for dialogs.
const BACKUP: (&str, &str) = ("Backup", "tar");

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

/// What a native dialog was opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Where this paper on this case goes, of these criteria.
    Paper(CaseId, usize, Vec<CriterionId>),
    /// Where this case goes that is handed over.
    HandOver(CaseId),
    /// Where a case comes from.
    TakeIn,
    /// Where a backup goes.
    BackUp,
    /// Which backup is checked.
    CheckBackup,
    /// Which backup is restored.
    Restore,
    /// Into which new folder it is.
    RestoreInto(PathBuf),
}

/// The ending of a case on its way.
const HANDED_OVER: &str = "mednec";

impl App {
    /// The paper that fits the case as it stands: what is missing first, then what was decided.
    pub(super) fn show_fitting_paper(&mut self) {
        let Some(open) = &self.open else { return };
        let name = match open.session.case().state() {
            State::Referred => "referral",
            State::Adverse | State::PartiallyApproved => "rationale",
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
        self.message = Some(match text {
            Ok(text) => {
                ctx.copy_text(text);
                if let Some(open) = &self.open {
                    let what = exported(&open.session, &format!("{}, copied", paper.name));
                    self.note(ctx, what);
                }
                let label = paper.label.to_lowercase();
                format!("The {label} is on the clipboard.")
            }
            Err(why) => format!("Nothing was copied: {why}."),
        });
    }

    fn text_of(&self, place: usize) -> Result<String, String> {
        let paper = PAPERS.get(place).ok_or("there is no such paper")?;
        self.as_text(paper, &self.papers.only(paper)?)
    }

    fn as_text(&self, paper: &Paper, only: &[CriterionId]) -> Result<String, String> {
        let format = Format::named("text").or(FORMATS.first()).ok_or("there is no format")?;
        let open = self.open.as_ref().ok_or("no case is open")?;
        let bytes = self.written(&open.session, paper, only, format)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn written(
        &self,
        session: &Session,
        paper: &Paper,
        only: &[CriterionId],
        format: &Format,
    ) -> Result<Vec<u8>, String> {
        let sender: Vec<String> = self.settings.sender.lines().map(str::to_owned).collect();
        let context = report::Context {
            standing: self.catalog.standing(session.policy().hash()).unwrap_or(Standing::NotSignedOff),
            rules: &self.rules,
            now: clock::now(),
            sender: &sender,
            only,
        };
        report::write(session, paper, format, &context).map_err(|error| error.to_string())
    }

    /// Asks where the shown paper goes. What cannot be written is said before anybody is asked.
    pub(super) fn ask_for_paper(&mut self, ctx: &Context, place: usize) {
        let (Some(open), Some(paper)) = (&self.open, PAPERS.get(place)) else { return };
        let case = open.session.case().id.clone();
        let only = match self.text_of(place).and_then(|_| self.papers.only(paper)) {
            Ok(only) => only,
            Err(why) => {
                self.message = Some(format!("There is nothing to save: {why}."));
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

    /// Opens a native dialog; one at a time. The case number stands in the name, never the member: file names travel.
    pub(super) fn ask(&mut self, ctx: &Context, asked: Asked) {
        if self.dialog.is_some() {
            self.message = Some("A dialog is already open: finish that one first.".to_owned());
            return;
        }
        let dialogs = self.dialogs.clone();
        let task = match &asked {
            Asked::Paper(case, place, _) => {
                let Some(paper) = PAPERS.get(*place) else { return };
                let format = Format::named(paper.suggests).map_or("txt", |format| format.extension);
                let name = format!("{}-{case}.{format}", paper.name);
                Task::start("save-dialog", ctx, move || {
                    let kinds: Vec<(&str, &str)> =
                        FORMATS.iter().map(|format| (format.label, format.extension)).collect();
                    dialogs.save_file(&name, &kinds)
                })
            }
            Asked::HandOver(case) => {
                let name = format!("case-{case}.{HANDED_OVER}");
                Task::start("save-dialog", ctx, move || dialogs.save_file(&name, &[("Case on its way", HANDED_OVER)]))
            }
            Asked::TakeIn => {
                Task::start("open-dialog", ctx, move || dialogs.open_file(&[("Case on its way", HANDED_OVER)]))
            }
            Asked::BackUp => {
                let name = format!("mednec-backup-{}.tar", clock::now().format("%Y-%m-%d-%H%M"));
                Task::start("save-dialog", ctx, move || dialogs.save_file(&name, &[BACKUP]))
            }
            Asked::CheckBackup | Asked::Restore => {
                Task::start("open-dialog", ctx, move || dialogs.open_file(&[BACKUP]))
            }
            Asked::RestoreInto(_) => {
                Task::start("save-dialog", ctx, move || dialogs.save_file("mednec-restored", &[("New folder", "")]))
            }
        };
        self.dialog = task.map(|task| (asked, task));
    }

    /// What came of a dialog.
    pub(super) fn collect_dialog(&mut self, ctx: &Context) {
        let Some((_, task)) = &self.dialog else { return };
        let Ok(outcome) = task.poll() else { return };
        let (Some((asked, _)), Some(Some(path))) = (self.dialog.take(), outcome) else { return };
        let said = match asked {
            Asked::Paper(case, place, only) => self.save_paper(ctx, &case, place, &only, path),
            Asked::HandOver(case) => self.hand_over(ctx, &case, path),
            other => {
                self.answered(ctx, other, path);
                Ok(())
            }
        };
        if let Err(why) = said {
            self.message = Some(format!("{why}."));
        }
    }

    /// What is done with a path that nothing else has to fit.
    fn answered(&mut self, ctx: &Context, asked: Asked, path: PathBuf) {
        match asked {
            Asked::TakeIn => self.take_in(ctx, path),
            Asked::BackUp => self.back_up(ctx, path),
            Asked::CheckBackup => self.check_backup(ctx, path),
            Asked::Restore => self.ask(ctx, Asked::RestoreInto(path)),
            Asked::RestoreInto(file) => self.restore(ctx, file, path),
            Asked::Paper(..) | Asked::HandOver(_) => {}
        }
    }

    fn save_paper(
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
        let bytes = self.written(session, paper, only, format.ok_or("there is no format")?)?;
        let what = exported(session, paper.name);
        let by = self.me();
        self.work(ctx, "saving the paper", move |store| {
            let saved = store.export(&path, &bytes);
            let logged = saved.is_ok().then(|| store.log(what, Some(&by)));
            Box::new(move |app, _| {
                app.message = Some(match saved {
                    Ok(()) => {
                        app.papers.saved = Some(path);
                        format!("The paper was saved.{}", unlogged(logged))
                    }
                    Err(error) => format!("The paper was not saved: {error}."),
                });
            })
        });
        Ok(())
    }

    /// Opens the copy that the user saved last, with whatever this system opens it with.
    pub(super) fn open_saved(&mut self) {
        let Some(path) = self.papers.saved.clone() else { return };
        if open::that_detached(path).is_err() {
            self.message =
                Some("This system names no program that opens the copy: open it from where you saved it.".to_owned());
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
