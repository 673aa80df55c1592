//! Native dialogs, one at a time: what was asked, and what is done with the place that the user named.
//!
//! Must not know: how a paper is written, a backup made or a setting kept.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::app::App;
use super::intent::{Setting, SettingPath};
use super::tasks::Task;
use crate::case::FileKind;
use crate::clock;
use crate::ids::{CaseId, CriterionId, DocumentId};
use crate::report::{FORMATS, Format, GUIDES, Guide, PAPERS};

/// A backup, for dialogs.
const BACKUP: (&str, &str) = ("Backup", "tar");

/// What a native dialog was opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Where this paper on this case goes, of these criteria.
    Paper(CaseId, usize, Vec<CriterionId>),
    /// Where this case goes that is handed over.
    HandOver(CaseId),
    /// Where this part of the guide goes.
    Guide(usize),
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
    /// Where something lies that the settings name.
    Path(SettingPath),
    /// Which file belongs to this case: to this listed document, or to a new one.
    Attach(CaseId, Option<DocumentId>),
    /// Where a copy of a document's file goes.
    Copy(CaseId, DocumentId),
}

/// A dialog that is open.
pub(super) struct Dialog {
    asked: Asked,
    asked_at: Instant,
    task: Task<Option<PathBuf>>,
}

/// Nobody reads a dialog and cancels it in less.
const SOONEST: Duration = Duration::from_millis(300);
const NO_DIALOG: &str = "This desktop opened no file dialog, so nothing was done. Its file portal (xdg-desktop-portal) or \
    zenity is needed; mednec-cli does the same without one.";

/// The ending of a case on its way.
const HANDED_OVER: &str = "mednec";

impl App {
    /// Opens a native dialog; one at a time. The case number stands in the name, never the member: file names travel.
    pub(super) fn ask(&mut self, ctx: &Context, asked: Asked) {
        if self.dialog.is_some() {
            self.messages.say("A dialog is already open: finish that one first.".to_owned());
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
            Asked::Guide(part) => {
                let Some(guide) = GUIDES.get(*part) else { return };
                let name = format!("mednec-{}.pdf", guide.name);
                Task::start("save-dialog", ctx, move || {
                    let kinds: Vec<(&str, &str)> =
                        Guide::formats().map(|format| (format.label, format.extension)).collect();
                    dialogs.save_file(&name, &kinds)
                })
            }
            Asked::TakeIn => {
                Task::start("open-dialog", ctx, move || dialogs.open_file(&[("Case on its way", &[HANDED_OVER])]))
            }
            Asked::Attach(..) => Task::start("open-dialog", ctx, move || {
                let endings: Vec<&str> = FileKind::ALL.iter().flat_map(|kind| kind.endings()).copied().collect();
                dialogs.open_file(&[("PDF, TIFF, PNG, JPEG", &endings), ("Any file", &["*"])])
            }),
            Asked::Copy(case, document) => {
                let Some((name, kind, ending)) = self.copy_is_called(case, document) else { return };
                Task::start("save-dialog", ctx, move || dialogs.save_file(&name, &[(kind, ending)]))
            }
            Asked::BackUp => {
                let name = format!("mednec-backup-{}.tar", clock::now().format("%Y-%m-%d-%H%M"));
                Task::start("save-dialog", ctx, move || dialogs.save_file(&name, &[BACKUP]))
            }
            Asked::CheckBackup | Asked::Restore => {
                Task::start("open-dialog", ctx, move || dialogs.open_file(&[(BACKUP.0, &[BACKUP.1])]))
            }
            Asked::RestoreInto(_) => {
                Task::start("save-dialog", ctx, move || dialogs.save_file("mednec-restored", &[("New folder", "")]))
            }
            Asked::Path(SettingPath::Logo) => {
                Task::start("open-dialog", ctx, move || dialogs.open_file(&[("PNG or SVG", &["png", "svg"])]))
            }
            Asked::Path(SettingPath::PolicyCopy) => Task::start("open-dialog", ctx, move || dialogs.open_file(&[])),
            Asked::Path(_) => Task::start("open-dialog", ctx, move || dialogs.open_folder()),
        };
        self.dialog = task.map(|task| Dialog { asked, asked_at: Instant::now(), task });
    }

    /// What came of a dialog.
    pub(super) fn collect_dialog(&mut self, ctx: &Context) {
        let Some(outcome) = self.dialog.as_ref().and_then(|dialog| dialog.task.poll().ok()) else { return };
        let Some(Dialog { asked, asked_at, .. }) = self.dialog.take() else { return };
        let Some(path) = outcome.flatten() else {
            if asked_at.elapsed() < SOONEST {
                self.messages.say(NO_DIALOG);
            }
            return;
        };
        let said = match asked {
            Asked::Paper(case, place, only) => self.save_paper(ctx, &case, place, &only, path),
            Asked::HandOver(case) => self.hand_over(ctx, &case, path),
            Asked::Attach(case, document) => self.attach(ctx, &case, document, vec![path]),
            Asked::Copy(case, document) => self.save_copy(ctx, &case, &document, path),
            other => {
                self.answered(ctx, other, path);
                Ok(())
            }
        };
        if let Err(why) = said {
            self.messages.say(format!("{why}."));
        }
    }

    /// What is done with a path that nothing else has to fit.
    fn answered(&mut self, ctx: &Context, asked: Asked, path: PathBuf) {
        match asked {
            Asked::Guide(part) => self.save_guide(ctx, part, path),
            Asked::TakeIn => self.take_in(ctx, path),
            Asked::BackUp => self.back_up(ctx, path),
            Asked::CheckBackup => self.check_backup(ctx, path),
            Asked::Restore => self.ask(ctx, Asked::RestoreInto(path)),
            Asked::Path(place) => match path.to_str() {
                Some(typed) => self.set(ctx, Setting::Path(place, typed.to_owned())),
                None => self.messages.say("A name that is not written in Unicode cannot be kept in the settings."),
            },
            Asked::RestoreInto(file) => self.restore(ctx, file, path),
            Asked::Paper(..) | Asked::HandOver(_) | Asked::Attach(..) | Asked::Copy(..) => {}
        }
    }
}
