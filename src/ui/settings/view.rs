//! View of the settings.
//!
//! Must not know: how a setting is stored.

use eframe::egui::Ui;

use super::{Message, Setting, SettingPath};
use crate::case::Reviewer;
use crate::letterhead::Letterhead;
use crate::store::{Settings, paths};
use crate::ui::command::Command;
use crate::ui::effects::Effects;
use crate::ui::page::{command_ui, page_head_ui};
use crate::ui::theme::{Look, TEXT_PERCENT, Tone, lead, plain, second, size, small, space};
use crate::ui::widgets::{Button, Card, Choice, Field, Level, Segmented, check, draft_area, heading, scrolled};

/// Data of the page.
pub struct SettingsPage<'a> {
    /// The reviewer, signed in or only named.
    pub reviewer: Option<&'a Reviewer>,
    /// The opened folder, as text for the screen.
    pub folder: &'a str,
    /// The settings of this workstation.
    pub settings: &'a Settings,
}

/// Draws the page of settings.
pub fn settings_ui(ui: &mut Ui, page: &SettingsPage<'_>, effects: &Effects<Message>) {
    page_head_ui(ui, "Settings", effects);
    scrolled(ui, "settings", |ui| {
        group_ui(ui, "Reviewer", |ui| {
            let now =
                page.reviewer.map_or("no reviewer yet".to_owned(), |now| format!("{}, {}", now.name, now.credential));
            ui.horizontal_wrapped(|ui| {
                ui.label(plain(format!("Now: {now}")));
                command_ui(ui, Command::SignIn, false, effects);
            });
            number_ui(
                ui,
                "idle",
                "Minutes without activity before sign-out",
                page.settings.idle_minutes,
                Setting::IdleMinutes,
                effects,
            );
        });
        group_ui(ui, "Look", |ui| look_ui(ui, page, effects));
        group_ui(ui, "Keys", |ui| {
            let text = "Shortcuts without Ctrl or Alt: S, C and N on an answer; J, K, A, O and / elsewhere";
            if let Some(on) = check(ui, "settings-single-keys", text, page.settings.single_keys) {
                effects.send(Message::Set(Setting::SingleKeys(on)));
            }
        });
        group_ui(ui, "Letters and approvals", |ui| {
            letterhead_ui(ui, page, effects);
            number_ui(
                ui,
                "approval",
                "Length of an approval in days",
                page.settings.approval_days,
                Setting::ApprovalDays,
                effects,
            );
        });
        group_ui(ui, "Policy", |ui| {
            let copy = "The plan's own copy of the policy, for the button \"Open the policy…\"";
            path_ui(ui, SettingPath::PolicyCopy, copy, page.settings.policy_copy.as_deref(), effects);
            let policies = "Folder with the department's policy files";
            path_ui(ui, SettingPath::Policies, policies, page.settings.policy_folder.as_deref(), effects);
        });
        group_ui(ui, "Data", |ui| {
            ui.label(plain(format!("Cases are stored in {}", page.folder)));
            ui.label(second("The files are not encrypted. Folder permissions and disk encryption protect them."));
            let other = "Another folder for cases, used after the next start";
            path_ui(ui, SettingPath::Store, other, page.settings.store_folder.as_deref(), effects);
            ui.horizontal_wrapped(|ui| {
                command_ui(ui, Command::Trash, true, effects);
                command_ui(ui, Command::About, true, effects);
            });
        });
        ui.add_space(space::XL);
    });
}

/// Draws the entries of the letterhead.
///
/// An empty entry leaves its line out of a letter.
fn letterhead_ui(ui: &mut Ui, page: &SettingsPage<'_>, effects: &Effects<Message>) {
    let letters = &page.settings.letters;
    let now = &letters.letterhead;
    let entered = Letterhead {
        plan: line_ui(ui, "plan", "Plan or organization", &now.plan),
        department: line_ui(ui, "department", "Department", &now.department),
        address: draft_area(ui, "settings-address", "Postal address", &now.address, "Street, city: one line each", 3)
            .map_or_else(|| now.address.clone(), |text| text.trim().to_owned()),
        phone: line_ui(ui, "phone", "Phone", &now.phone),
        fax: line_ui(ui, "fax", "Fax", &now.fax),
    };
    if entered != *now {
        effects.send(Message::Set(Setting::Letterhead(entered)));
    }
    path_ui(ui, SettingPath::Logo, "Logo, a PNG or an SVG of up to 1 MB", letters.logo.as_deref(), effects);
    let text = "Put a fax cover page before a request for information";
    if let Some(on) = check(ui, "settings-fax-cover", text, letters.fax_cover) {
        effects.send(Message::Set(Setting::FaxCover(on)));
    }
}

/// Draws an entry of the letterhead. Returns its text after this frame.
fn line_ui(ui: &mut Ui, part: &str, label: &str, now: &str) -> String {
    let typed = Field::new(&format!("settings-{part}"), label, now).show(ui).committed;
    typed.map_or_else(|| now.to_owned(), |text| text.trim().to_owned())
}

fn group_ui(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui)) {
    Card::new(&format!("settings/{title}"), title).show(ui, |ui| {
        heading(ui, Level::Part, lead(title));
        content(ui);
    });
    ui.add_space(space::S);
}

fn look_ui(ui: &mut Ui, page: &SettingsPage<'_>, effects: &Effects<Message>) {
    // In the order of `Look::ALL`. A system without a theme counts as light.
    let choices = ["Light", "Dark", "High contrast", "Same as the system"].map(|text| Choice {
        text,
        letter: None,
        tone: Tone::ToGo,
    });
    let chosen = Look::ALL.iter().position(|look| look.name() == page.settings.look).unwrap_or(Look::ALL.len());
    if let Some(picked) = Segmented::new("settings-look", "Look", &choices, Some(chosen)).show(ui).chosen {
        effects.send(Message::Set(Setting::Look(Look::ALL.get(picked).copied())));
    }
    ui.label(small("Text size").weak());
    let sizes: [u32; 6] = [80, 100, 125, 150, 175, 200];
    let labels = sizes.map(|size| format!("{size} %"));
    let choices: Vec<Choice<'_>> = labels.iter().map(|text| Choice { text, letter: None, tone: Tone::ToGo }).collect();
    let chosen = sizes.iter().position(|size| *size == page.settings.text_percent);
    if let Some(picked) = Segmented::new("settings-text", "Text size", &choices, chosen).show(ui).chosen
        && let Some(percent) = sizes.get(picked).filter(|size| TEXT_PERCENT.contains(size))
    {
        effects.send(Message::Set(Setting::TextPercent(*percent)));
    }
}

/// Draws the field of a number.
fn number_ui(ui: &mut Ui, part: &str, label: &str, now: u32, setting: fn(u32) -> Setting, effects: &Effects<Message>) {
    let id = format!("settings-{part}");
    let typed = Field::new(&id, label, &now.to_string()).width(size::DATE).show(ui).committed;
    let Some(typed) = typed else { return };
    match typed.trim().parse() {
        Ok(number) => effects.send(Message::Set(setting(number))),
        Err(_) => effects.notify(format!("{label}: write a whole number.")),
    }
}

/// Draws the field of a path, with the button that opens a dialog.
///
/// An empty path removes the setting.
fn path_ui(ui: &mut Ui, place: SettingPath, label: &str, now: Option<&std::path::Path>, effects: &Effects<Message>) {
    let id = format!("settings-{place:?}").to_lowercase();
    let now = now.map(paths::shown).unwrap_or_default();
    if let Some(typed) = Field::new(&id, label, &now).hint("The full path").show(ui).committed {
        effects.send(Message::Set(Setting::Path(place, typed)));
    }
    let button = Button::quiet(&format!("{id}.choose"), "Choose…").show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("Choose: {label}")));
    if button.clicked() {
        effects.send(Message::AskPath(place));
    }
}
