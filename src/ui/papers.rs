//! Papers and hand-over: what is shown before it is saved, put on the clipboard, saved where the user says, and opened only
//! as a copy that the user saved.
//!
//! Must not know: what any paper says, or how it is drawn.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use super::app::App;
use super::tasks::Task;
use super::views::Overlay;
use crate::case::State;
use crate::clock;
use crate::policy::Standing;
use crate::report::{self, FORMATS, Format, PAPERS};
use crate::store::{HandOver, LARGEST_HANDED_OVER, TakenIn, read_file};

/// What the window keeps of papers.
#[derive(Default)]
pub(super) struct Papers {
    /// The paper that is shown, by its place in the list.
    pub(super) shown: usize,
    /// What it says, or why it cannot be written; made when it is shown, not while drawing.
    pub(super) preview: Option<Result<String, String>>,
    /// The last copy that the user saved.
    pub(super) saved: Option<PathBuf>,
}

/// What a native dialog was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Where a paper goes.
    Paper(usize),
    /// Where a case goes that is handed over.
    HandOver,
    /// Where a case comes from.
    TakeIn,
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
        let place = PAPERS.iter().position(|paper| paper.name == name).unwrap_or(0);
        self.show_paper(place);
    }

    pub(super) fn show_paper(&mut self, place: usize) {
        self.papers.shown = place;
        self.papers.preview = Some(self.text_of(place));
        self.overlay = Some(Overlay::Papers);
    }

    /// Shown anew where the case changed.
    pub(super) fn refresh_paper(&mut self) {
        if self.overlay == Some(Overlay::Papers) {
            self.papers.preview = Some(self.text_of(self.papers.shown));
        }
    }

    pub(super) fn copy_paper(&mut self, ctx: &Context, name: &str) {
        let Some(place) = PAPERS.iter().position(|paper| paper.name == name) else { return };
        self.message = Some(match self.text_of(place) {
            Ok(text) => {
                ctx.copy_text(text);
                let label = PAPERS.get(place).map_or("paper", |paper| paper.label).to_lowercase();
                format!("The {label} is on the clipboard.")
            }
            Err(why) => format!("Nothing was copied: {why}."),
        });
    }

    fn text_of(&self, place: usize) -> Result<String, String> {
        let format = Format::named("text").or(FORMATS.first()).ok_or("there is no format")?;
        self.written(place, format).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    fn written(&self, place: usize, format: &Format) -> Result<Vec<u8>, String> {
        let (Some(open), Some(paper)) = (&self.open, PAPERS.get(place)) else {
            return Err("no case is open".to_owned());
        };
        let sender: Vec<String> = self.settings.sender.lines().map(str::to_owned).collect();
        let context = report::Context {
            standing: self.catalog.standing(open.session.policy().hash()).unwrap_or(Standing::NotSignedOff),
            rules: &self.rules,
            now: clock::now(),
            sender: &sender,
            only: &[],
        };
        report::write(&open.session, paper, format, &context).map_err(|error| error.to_string())
    }

    /// Opens a native dialog; one at a time.
    pub(super) fn ask(&mut self, ctx: &Context, asked: Asked) {
        if self.dialog.is_some() {
            self.message = Some("A dialog is already open: finish that one first.".to_owned());
            return;
        }
        // The case number, never the member: file names travel.
        let case = self.open.as_ref().map(|open| open.session.case().id.to_string()).unwrap_or_default();
        let dialogs = self.dialogs.clone();
        let task = match asked {
            Asked::Paper(place) => {
                // What cannot be written is said before anybody is asked where it goes.
                if let Err(why) = self.text_of(place) {
                    self.message = Some(format!("There is nothing to save: {why}."));
                    return;
                }
                let Some(paper) = PAPERS.get(place) else { return };
                let format = Format::named(paper.suggests).map_or("txt", |format| format.extension);
                let name = format!("{}-{case}.{format}", paper.name);
                Task::start("save-dialog", ctx, move || {
                    let kinds: Vec<(&str, &str)> =
                        FORMATS.iter().map(|format| (format.label, format.extension)).collect();
                    dialogs.save_file(&name, &kinds)
                })
            }
            Asked::HandOver => Task::start("save-dialog", ctx, move || {
                dialogs.save_file(&format!("case-{case}.{HANDED_OVER}"), &[("Case on its way", HANDED_OVER)])
            }),
            Asked::TakeIn => {
                Task::start("open-dialog", ctx, move || dialogs.open_file(&[("Case on its way", HANDED_OVER)]))
            }
        };
        self.dialog = task.map(|task| (asked, task));
    }

    /// What came of a dialog.
    pub(super) fn collect_dialog(&mut self, ctx: &Context) {
        let Some((asked, task)) = &self.dialog else { return };
        let (asked, Ok(outcome)) = (*asked, task.poll()) else { return };
        self.dialog = None;
        let Some(Some(path)) = outcome else { return };
        let said = match asked {
            Asked::Paper(place) => self.save_paper(place, &path),
            Asked::HandOver => self.hand_over(&path),
            Asked::TakeIn => self.take_in(ctx, &path),
        };
        self.message = Some(said.unwrap_or_else(|why| format!("{why}.")));
    }

    fn save_paper(&mut self, place: usize, path: &Path) -> Result<String, String> {
        let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_lowercase();
        let format = FORMATS.iter().find(|known| known.extension == extension).or(FORMATS.first());
        let bytes = self.written(place, format.ok_or("there is no format")?)?;
        self.store.export(path, &bytes).map_err(|error| format!("The paper was not saved: {error}"))?;
        self.papers.saved = Some(path.to_owned());
        Ok("The paper was saved.".to_owned())
    }

    fn hand_over(&mut self, path: &Path) -> Result<String, String> {
        let open = self.open.as_ref().ok_or("no case is open")?;
        let policy = open.session.policy().text().to_owned();
        let handed = HandOver { record: open.session.record().clone(), policy };
        let bytes = handed.write().map_err(|error| error.to_string())?;
        self.store.export(path, &bytes).map_err(|error| format!("The case was not handed over: {error}"))?;
        Ok("The case was written, with its history, signatures and policy text. It stays here too.".to_owned())
    }

    fn take_in(&mut self, ctx: &Context, path: &Path) -> Result<String, String> {
        let refused = |error: String| format!("The case was not taken in: {error}");
        let bytes = read_file(path, LARGEST_HANDED_OVER).map_err(|error| refused(error.to_string()))?;
        let handed = HandOver::read(&bytes).map_err(|error| refused(error.to_string()))?;
        let id = handed.record.case().id.clone();
        if self.saver.pending(&id).is_some() {
            return Err(refused("this case is still being saved here: try again".to_owned()));
        }
        let taken = self.store.take_in(&handed).map_err(|error| refused(error.to_string()))?;
        self.catalog.keep(&handed.policy).map_err(|error| error.to_string())?;
        let is_open = self.open.as_ref().is_some_and(|open| open.session.case().id == id);
        if is_open && taken == TakenIn::Newer {
            self.open = None;
        }
        self.read_worklist(ctx);
        Ok(match taken {
            TakenIn::New => format!("Case {id} is new here."),
            TakenIn::Newer => format!("Case {id} goes on from what was here."),
            TakenIn::NothingNew => format!("Case {id} says nothing that is not here already."),
        })
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
