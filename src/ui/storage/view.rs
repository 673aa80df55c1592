//! Views of the pages about the store.
//!
//! Must not know: the disk, or how any of it is done.

use eframe::egui::Ui;

use super::message::Message;
use super::state::DamagedCase;
use crate::case::{Case, differences_since};
use crate::ids::CaseId;
use crate::policy::Policy;
use crate::store::{Loaded, Progress, Recoverable, Trashed};
use crate::ui::effects::Effects;
use crate::ui::page::page_head_ui;
use crate::ui::theme::{Tone, lead, plain, second, small, space, strong, tokens};
use crate::ui::widgets::{Button, Card, Level, banner, draft_field, heading, pending_drafts, scrolled};
use crate::wording;

/// Draws the interrupted saves, each with buttons to recover and to discard it.
pub fn recovery_ui(ui: &mut Ui, found: &[Recoverable], effects: &Effects<Message>) {
    page_head_ui(ui, "Interrupted saves", effects);
    ui.label(plain(
        "The program stopped while it was saving. The saves below are complete and newer than the cases in the folder. \
         None is used until you recover it.",
    ));
    ui.add_space(space::M);
    scrolled(ui, "interrupted saves", |ui| {
        for it in found {
            let id = format!("cut-off.{}", it.case);
            Card::new(&id, &format!("Case {}", it.case)).show(ui, |ui| {
                ui.label(strong(format!("Case {}", it.case)));
                let here = it.on_disk.map_or("the folder has no such case".to_owned(), |here| {
                    format!("the folder has it up to event {here}")
                });
                let newest = it.newest.as_ref();
                let newest = newest.map_or(String::new(), |(at, by)| format!(", {} by {by}", wording::instant(*at)));
                ui.label(second(format!("Up to event {}{newest}; {here}.", it.revision)));
                ui.horizontal_wrapped(|ui| {
                    if Button::primary(&format!("{id}.recover"), "Recover").show(ui).clicked() {
                        effects.send(Message::Recover(it.clone()));
                    }
                    if Button::secondary(&format!("{id}.forget"), "Discard").show(ui).clicked() {
                        effects.send(Message::Discard(it.clone()));
                    }
                });
            });
            ui.add_space(space::S);
        }
    });
}

/// Draws the page for a case file that cannot be read.
///
/// It offers to look at the file, to replace it, and to move it to the trash.
pub fn damaged_ui(ui: &mut Ui, damaged: &DamagedCase, effects: &Effects<Message>) {
    page_head_ui(ui, &format!("Case {} cannot be opened", damaged.case), effects);
    banner(
        ui,
        "damaged-why",
        Tone::NotMet,
        "The program does not change this file",
        &format!("{}.", wording::sentence(&damaged.why)),
    );
    ui.add_space(space::M);
    scrolled(ui, "damaged", |ui| {
        if damaged.can_be_viewed {
            ui.label(plain("Its content can be viewed, but not relied on, changed or signed."));
            if Button::secondary("damaged-look", "View it").show(ui).clicked() {
                effects.send(Message::OpenDamaged);
            }
            ui.add_space(space::M);
        }
        ui.label(plain(match (damaged.restore_candidates.is_empty(), damaged.is_missing) {
            (true, _) => "This folder has no earlier version of it: restore the case from a backup.",
            (false, true) => {
                "You can put one of these in its place: the work that could not be saved, or an earlier saved version."
            }
            (false, false) => {
                "Earlier versions that can be read. The damaged file goes to the trash when one takes its place."
            }
        }));
        for (place, earlier) in damaged.restore_candidates.iter().enumerate() {
            ui.add_space(space::S);
            ui.horizontal_wrapped(|ui| {
                let newest = earlier.history.events().last();
                let by = newest.map_or(String::new(), |it| format!(", {} by {}", wording::instant(it.at), it.by.name));
                ui.label(second(format!("Up to event {}{by}", earlier.version.revision)));
                if Button::secondary(&format!("damaged-put-back.{place}"), "Use this version").show(ui).clicked() {
                    effects.send(Message::PutBack(place));
                }
            });
        }
        ui.add_space(space::L);
        let what =
            if damaged.is_missing { "Move that work to the trash" } else { "Move the damaged file to the trash" };
        trash_case_ui(ui, &damaged.case, what, effects);
    });
}

/// Draws the field for a reason and the button that moves a case to the trash.
fn trash_case_ui(ui: &mut Ui, case: &CaseId, text: &str, effects: &Effects<Message>) {
    let id = format!("{case}/trash-reason");
    let reason = draft_field(ui, &id, "Why", "", "Why it goes to the trash");
    let typed = pending_drafts(ui).into_iter().find(|draft| draft.id == id).map(|draft| draft.text);
    let now = reason.or(typed).unwrap_or_default();
    let why_not = now.trim().is_empty().then_some("Enter a reason first");
    if Button::secondary(&format!("{case}/trash"), text).unless(why_not).show(ui).clicked() {
        effects.send(Message::MoveToTrash(case.clone(), now.trim().to_owned()));
    }
}

/// Data of the page that compares a case with its conflict copies.
pub struct ComparisonPage<'a> {
    /// Policy of the case.
    pub policy: &'a Policy,
    /// Current state of the case.
    pub case: &'a Case,
    /// Conflict copies, each with the state at the last common event.
    pub copies: &'a [(Loaded, Case)],
    /// Index of the copy that is compared.
    pub position: usize,
}

/// Draws the differences side by side.
///
/// Unsigned ones have a button that takes them over.
pub fn comparison_ui(ui: &mut Ui, shown: &ComparisonPage<'_>, effects: &Effects<Message>) {
    page_head_ui(ui, "Conflict copies of this case", effects);
    let Some((copy, base)) = shown.copies.get(shown.position) else { return };
    if let Some(newest) = copy.history.events().last() {
        let which = if shown.copies.len() > 1 {
            format!("{} of {}: ", shown.position + 1, shown.copies.len())
        } else {
            String::new()
        };
        ui.label(plain(format!(
            "{which}Work by {}, {}, up to {}. Somebody else saved the case before this work could be saved. It is not \
             part of the case and does not count until you take it over.",
            newest.by.name,
            newest.by.credential,
            wording::instant(newest.at)
        )));
    }
    ui.horizontal_wrapped(|ui| {
        if shown.copies.len() > 1 && Button::secondary("compare-next", "Show the next one").show(ui).clicked() {
            effects.send(Message::CompareNext);
        }
        if Button::secondary("compare-done", "Done with this copy: move it to the trash").show(ui).clicked() {
            effects.send(Message::DropCopy);
        }
    });
    ui.add_space(space::M);
    let all = differences_since(base, shown.case, copy.history.case());
    if all.is_empty() {
        ui.label(plain("The copy no longer differs from the case."));
    }
    scrolled(ui, "compare", |ui| {
        for (place, change) in all.iter().enumerate() {
            let words = wording::change(shown.policy, copy.history.case(), change);
            let id = format!("compare.{place}");
            Card::new(&id, &words.what).show(ui, |ui| {
                ui.label(strong(&words.what));
                ui.columns(2, |columns| {
                    let sides = [("In the case", &words.before), ("In the copy", &words.after)];
                    for (column, (label, value)) in columns.iter_mut().zip(sides) {
                        column.label(small(label).weak());
                        column.label(plain(value.as_deref().unwrap_or("nothing")));
                    }
                });
                if change.to_actions().is_some() {
                    if Button::secondary(&format!("{id}.take"), "Take over from the copy").show(ui).clicked() {
                        effects.send(Message::TakeOver(Box::new(change.clone())));
                    }
                } else {
                    let words = "This entry was signed: its signer has to make it again in the case.";
                    ui.label(small(words).color(tokens(ui).ink_second));
                }
            });
            ui.add_space(space::S);
        }
    });
}

/// Draws the buttons for backups, or the progress of the running job.
fn backup_ui(ui: &mut Ui, running: Option<Progress>, effects: &Effects<Message>) {
    heading(ui, Level::Part, lead("Backup"));
    ui.label(second(
        "One file with every case, policy text, roster, trash and log, and the hash of each. A restore checks all of it and \
         writes it to a new folder.",
    ));
    if let Some(progress) = running {
        let of = progress.of.map_or(String::new(), |of| format!(" of {of}"));
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(plain(format!("{}{of} files, {} MB", progress.files, progress.bytes / 1_000_000)));
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_author_id("backup-progress".to_owned()));
            if Button::secondary("backup-stop", "Stop").show(ui).clicked() {
                effects.send(Message::Stop);
            }
        });
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let buttons = [
            ("backup-make", "Back up all cases…", Message::AskBackUp),
            ("backup-check", "Check a backup…", Message::AskCheck),
            ("backup-restore", "Restore a backup…", Message::AskRestore),
        ];
        for (id, text, message) in buttons {
            if Button::secondary(id, text).show(ui).clicked() {
                effects.send(message);
            }
        }
    });
}

/// Draws the page for trash and backup.
pub fn trash_ui(
    ui: &mut Ui,
    open: Option<&CaseId>,
    trashed: &[Trashed],
    running: Option<Progress>,
    effects: &Effects<Message>,
) {
    page_head_ui(ui, "Trash and backup", effects);
    backup_ui(ui, running, effects);
    ui.add_space(space::L);
    heading(ui, Level::Part, lead("Trash"));
    ui.label(second(
        "A case in the trash is unchanged. The program records who moved it there and why, and never deletes it.",
    ));
    ui.add_space(space::M);
    scrolled(ui, "trash", |ui| {
        if let Some(case) = open {
            Card::new("trash-open", "The open case").show(ui, |ui| {
                trash_case_ui(ui, case, &format!("Move case {case} to the trash"), effects);
            });
            ui.add_space(space::M);
        }
        if trashed.is_empty() {
            ui.label(plain("The trash is empty."));
        }
        for it in trashed {
            let id = format!("trash.{}.{}", it.case, it.number);
            Card::new(&id, &format!("Case {}", it.case)).show(ui, |ui| {
                ui.label(strong(format!("Case {}", it.case)));
                let note =
                    it.note.as_ref().map_or("the note of who moved it there, and why, was lost".to_owned(), |note| {
                        format!("{} by {}: {}", wording::instant(note.at), note.by, note.reason)
                    });
                ui.label(second(note));
                if Button::secondary(&format!("{id}.back"), "Restore from the trash").show(ui).clicked() {
                    effects.send(Message::PutBackFromTrash(it.clone()));
                }
            });
            ui.add_space(space::S);
        }
    });
}
