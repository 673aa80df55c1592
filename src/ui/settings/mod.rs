//! The settings: look, keys, letterhead, paths and times.
//!
//! Each change is saved at once, in a job.
//!
//! Must not know: how the page is drawn.

mod saving;
mod view;

use std::path::PathBuf;

use super::effects::{DialogKind, Effects, Request};
use super::error::UiError;
use super::model::Model;
use super::theme::Look;
use super::warnings;
use crate::letterhead::Letterhead;
use crate::policy::Catalog;
use crate::report::Logo;
use crate::store::{CaseStore, Settings};
use crate::workspace::{Warning, add_policies, read_logo};

pub use saving::Saving;
pub use view::{SettingsPage, settings_ui};

/// State of the settings.
pub struct State {
    /// The look that is applied.
    pub look: Look,
    /// Saves the settings in the order of their changes.
    pub saving: Saving,
}

/// Messages of the settings.
pub enum Message {
    /// Changes a setting.
    Set(Setting),
    /// Asks for a path in a native dialog.
    AskPath(SettingPath),
    /// A path was chosen in the dialog.
    Chosen(SettingPath, PathBuf),
    /// A path was checked; the content that was found there, or an error.
    Checked(SettingPath, PathBuf, Result<Found, UiError>),
    /// Opens the department's copy of the policy with the system's default program.
    OpenPolicyCopy,
    /// Saves the settings.
    Save,
    /// The settings were saved, or not.
    Saved(Result<(), UiError>),
}

/// A setting with its new value.
#[derive(Clone, PartialEq)]
pub enum Setting {
    /// The look; `None` follows the system.
    Look(Option<Look>),
    /// The text size, in percent.
    TextPercent(u32),
    /// All entries of the letterhead.
    Letterhead(Letterhead),
    /// True to put a fax cover page before a request for information.
    FaxCover(bool),
    /// A path as it was typed; empty for none.
    Path(SettingPath, String),
    /// Minutes without input until the reviewer is signed out.
    IdleMinutes(u32),
    /// Preset length of an approval in days.
    ApprovalDays(u32),
    /// True when letters without Ctrl or Alt are shortcuts.
    SingleKeys(bool),
}

/// A path in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingPath {
    /// Folder with the cases.
    Store,
    /// Folder with the department's policy files.
    Policies,
    /// The department's copy of the policy, in its publisher's wording.
    PolicyCopy,
    /// The logo of the letterhead.
    Logo,
}

/// Content that was found at a path.
pub enum Found {
    /// A folder or file of the right kind.
    Path,
    /// The logo.
    Logo(Box<Logo>),
    /// The catalog with a folder's policies, and warnings about its other files.
    Policies(Box<Catalog>, Vec<Warning>),
}

/// Applies a message to the settings.
pub fn update(state: &mut State, model: &mut Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::Set(setting) => set(state, model, setting, effects),
        Message::AskPath(path) => ask(path, effects),
        Message::Chosen(path, chosen) => match chosen.to_str() {
            Some(typed) => effects.send(Message::Set(Setting::Path(path, typed.to_owned()))),
            None => effects.notify("A path that is not valid Unicode cannot be saved in the settings."),
        },
        Message::Checked(path, chosen, Ok(found)) => {
            match found {
                Found::Path => {}
                Found::Logo(logo) => model.logo = Some(*logo),
                Found::Policies(found, problems) => {
                    add_new(&mut model.workspace.catalog, &found);
                    problems.iter().for_each(|problem| effects.notify(warnings::sentence(problem)));
                }
            }
            set_path(model, path, Some(chosen), effects);
        }
        Message::Checked(_, _, Err(error)) => effects.notify(format!("Not changed: {error}.")),
        Message::OpenPolicyCopy => open_policy_copy(model, effects),
        Message::Save => state.saving.save(model, effects),
        Message::Saved(Ok(())) => {}
        Message::Saved(Err(error)) => effects.notify(format!("The settings were not saved: {error}.")),
    }
}

fn set(state: &mut State, model: &mut Model, setting: Setting, effects: &Effects<Message>) {
    let settings = &mut model.settings;
    match setting {
        Setting::Look(look) => {
            look.map_or("", Look::name).clone_into(&mut settings.look);
            effects.request(Request::ApplyLook);
        }
        Setting::TextPercent(percent) => {
            settings.text_percent = percent;
            effects.request(Request::ApplyLook);
        }
        Setting::Letterhead(letterhead) => settings.letters.letterhead = letterhead,
        Setting::FaxCover(is_on) => settings.letters.fax_cover = is_on,
        Setting::IdleMinutes(minutes) if Settings::IDLE_MINUTES.contains(&minutes) => settings.idle_minutes = minutes,
        Setting::ApprovalDays(days) if Settings::APPROVAL_DAYS.contains(&days) => settings.approval_days = days,
        Setting::IdleMinutes(_) => return effects.notify(out_of_range("minutes", &Settings::IDLE_MINUTES)),
        Setting::ApprovalDays(_) => return effects.notify(out_of_range("days", &Settings::APPROVAL_DAYS)),
        Setting::SingleKeys(is_on) => settings.single_keys = is_on,
        Setting::Path(path, typed) => return check_path(model, path, typed.trim(), effects),
    }
    state.saving.save(model, effects);
}

fn ask(path: SettingPath, effects: &Effects<Message>) {
    let asks = match path {
        SettingPath::Logo => DialogKind::Open(vec![("PNG or SVG", vec!["png", "svg"])]),
        SettingPath::PolicyCopy => DialogKind::Open(Vec::new()),
        SettingPath::Store | SettingPath::Policies => DialogKind::Folder,
    };
    effects.dialog(asks, move |chosen| Message::Chosen(path, chosen));
}

/// Starts a job that checks a path, which may be on another machine.
fn check_path(model: &mut Model, path: SettingPath, typed: &str, effects: &Effects<Message>) {
    if typed.is_empty() {
        return set_path(model, path, None, effects);
    }
    let chosen = PathBuf::from(typed);
    if !chosen.is_absolute() {
        return effects.notify("Enter the full path, starting at the root folder or drive.");
    }
    let mut catalog = model.workspace.catalog.clone();
    effects.job("checking the path", move || {
        let found = match path {
            SettingPath::Store => CaseStore::open(&chosen).map(|_| Found::Path).map_err(UiError::from),
            SettingPath::Policies if chosen.is_dir() => {
                let problems = add_policies(&mut catalog, &chosen);
                Ok(Found::Policies(Box::new(catalog), problems))
            }
            SettingPath::PolicyCopy if chosen.is_file() => Ok(Found::Path),
            SettingPath::Logo => read_logo(&chosen).map(|logo| Found::Logo(Box::new(logo))).map_err(UiError::from),
            SettingPath::Policies => Err(UiError::NoFolder),
            SettingPath::PolicyCopy => Err(UiError::NoSuchFile),
        };
        Message::Checked(path, chosen, found)
    });
}

/// Adds the policies that the catalog lacks.
///
/// It may have grown since the other one was read.
fn add_new(catalog: &mut Catalog, found: &Catalog) {
    for entry in found.entries().iter().filter(|entry| !entry.only_pinned) {
        if catalog.by_hash(entry.policy.hash()).is_none() {
            // Cannot fail: the text was added to a catalog with the same policies before.
            let _ = catalog.add(entry.policy.text());
        }
    }
}

fn set_path(model: &mut Model, path: SettingPath, chosen: Option<PathBuf>, effects: &Effects<Message>) {
    let settings = &mut model.settings;
    let (kept, sentence) = match path {
        SettingPath::Store => (&mut settings.store_folder, "This takes effect the next time the program starts."),
        SettingPath::Policies => (&mut settings.policy_folder, "Policies are read from there."),
        SettingPath::PolicyCopy => (&mut settings.policy_copy, "The button \"Open the policy…\" opens this file."),
        SettingPath::Logo => (&mut settings.letters.logo, "Letters saved as PDF have this logo."),
    };
    if *kept == chosen {
        return;
    }
    let is_set = chosen.is_some();
    *kept = chosen;
    if path == SettingPath::Logo && !is_set {
        model.logo = None;
    }
    let sentence = if is_set { sentence } else { "Removed. This takes effect the next time the program starts." };
    effects.report(Ok(sentence.to_owned()));
    effects.send(Message::Save);
}

fn open_policy_copy(model: &Model, effects: &Effects<Message>) {
    const NO_PROGRAM: &str = "This system has no program set up that opens the policy: open the file yourself.";
    match &model.settings.policy_copy {
        Some(path) => effects.request(Request::OpenWithSystem(path.clone(), NO_PROGRAM)),
        None => effects.notify("Settings do not name the department's copy of the policy."),
    }
}

fn out_of_range(what: &str, range: &std::ops::RangeInclusive<u32>) -> String {
    format!("Enter a number of {what} from {} to {}.", range.start(), range.end())
}
