//! Settings of a workstation. An invalid entry becomes its default and a warning; nothing here stops the program.
//!
//! Must not know: what the names of themes stand for. Warnings name the entry and never its value.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::atomic::{self, WriteOutcome};
use super::failure::Failure;
use super::letter_settings::LetterSettings;
use super::settings_reader::{Reader, Warning};
use super::system_disk::{SystemDisk, read_named};
use crate::identity::RosterMark;

const LARGEST: u64 = 1 << 20;

/// Settings of one workstation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Name of the reviewer who used it last.
    pub reviewer_name: String,
    /// Credential of the reviewer: `RN`.
    pub reviewer_credential: String,
    /// Name of the theme; empty to follow the system.
    pub look: String,
    /// Text size in percent.
    pub text_percent: u32,
    /// Folder of cases, if not the default one.
    pub store_folder: Option<PathBuf>,
    /// Folder of the department's policies.
    pub policy_folder: Option<PathBuf>,
    /// The department's own copy of the policy, which the system's viewer opens.
    pub policy_copy: Option<PathBuf>,
    /// True if letters without Ctrl or Alt are shortcuts.
    pub single_keys: bool,
    /// Date of the last comparison of the bundled policy with its publisher's; suggested in each new case.
    pub verified_until: Option<NaiveDate>,
    /// The letterhead, its logo, and the fax cover page.
    #[serde(rename = "letterhead")]
    pub letters: LetterSettings,
    /// Default length of an approval in days: the department's own rule.
    pub approval_days: u32,
    /// Minutes without a key or a click until the reviewer is signed out.
    pub idle_minutes: u32,
    /// Roster that earlier versions remembered here.
    pub roster: Option<RosterMark>,
    /// Placement of the window when it was closed.
    pub window: Option<WindowPlacement>,
}

/// Placement of a window in pixels: points differ between screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlacement {
    /// Left and top, with its frame; `None` where the system does not say.
    pub at: Option<(i32, i32)>,
    /// Width and height without a frame.
    pub size: (i32, i32),
    /// Pixels per hundred points of its screen.
    pub scale_percent: u32,
    /// True if it fills its screen; the other fields are then its placement before.
    pub maximized: bool,
}

impl WindowPlacement {
    /// True if a screen could show it: a damaged file may hold anything.
    fn is_possible(&self) -> bool {
        const FARTHEST: i32 = 1 << 16;
        let near = |one: i32| (-FARTHEST..=FARTHEST).contains(&one);
        let long = |one: i32| (64..=FARTHEST).contains(&one);
        let scale = (25..=1000).contains(&self.scale_percent);
        self.at.is_none_or(|(x, y)| near(x) && near(y)) && long(self.size.0) && long(self.size.1) && scale
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reviewer_name: String::new(),
            reviewer_credential: String::new(),
            look: String::new(),
            text_percent: 100,
            store_folder: None,
            policy_folder: None,
            policy_copy: None,
            single_keys: true,
            verified_until: None,
            letters: LetterSettings::default(),
            approval_days: 90,
            idle_minutes: 15,
            roster: None,
            window: None,
        }
    }
}

impl Settings {
    /// Usable text sizes, in percent.
    pub const TEXT_PERCENT: std::ops::RangeInclusive<u32> = 50..=300;

    /// Allowed lengths of an approval, in days.
    pub const APPROVAL_DAYS: std::ops::RangeInclusive<u32> = 1..=730;
    /// Allowed minutes until a reviewer is signed out.
    pub const IDLE_MINUTES: std::ops::RangeInclusive<u32> = 1..=120;

    /// Reads the settings; defaults where there is no file.
    pub fn load(path: &Path) -> (Self, Vec<Warning>) {
        match read_named(path, LARGEST) {
            Ok(bytes) => Self::read(&bytes),
            Err(Failure::NotFound) => (Self::default(), Vec::new()),
            Err(failure) => {
                let sentence = format!("the settings could not be read, so the defaults are used: {failure}");
                (Self::default(), vec![Warning::new(&sentence)])
            }
        }
    }

    /// Writes the settings, creating the folder where it is missing.
    pub fn save(&self, path: &Path) -> Result<(), Failure> {
        if let Some(folder) = path.parent() {
            atomic::ensure_folder(&SystemDisk, folder)?;
        }
        // JSON cannot hold a path that is not UTF-8.
        let mut bytes =
            serde_json::to_vec_pretty(self).map_err(|_| Failure::Other(std::io::ErrorKind::InvalidFilename))?;
        bytes.push(b'\n');
        match atomic::save(path, &bytes) {
            WriteOutcome::Saved | WriteOutcome::SavedUnconfirmed => Ok(()),
            WriteOutcome::Failed(failure) => Err(failure),
        }
    }

    fn read(bytes: &[u8]) -> (Self, Vec<Warning>) {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(Value::Object(entries)) = serde_json::from_slice(bytes) else {
            let sentence = "the settings file is not a JSON object, so the defaults are used; it is overwritten when a \
                            setting changes";
            return (Self::default(), vec![Warning::new(sentence)]);
        };
        let mut reader = Reader { entries, warnings: Vec::new() };
        let default = Self::default();
        let line = |text: &String| text.len() <= 200 && !text.chars().any(char::is_control);
        let folder = |path: &Option<PathBuf>| path.as_ref().is_none_or(|path| path.is_absolute());
        let settings = Self {
            reviewer_name: reader.take("reviewer_name", default.reviewer_name, line),
            reviewer_credential: reader.take("reviewer_credential", default.reviewer_credential, line),
            look: reader.take("look", default.look, line),
            text_percent: reader.take("text_percent", default.text_percent, |size| Self::TEXT_PERCENT.contains(size)),
            store_folder: reader.take("store_folder", default.store_folder, folder),
            policy_folder: reader.take("policy_folder", default.policy_folder, folder),
            policy_copy: reader.take("policy_copy", default.policy_copy, folder),
            single_keys: reader.take("single_keys", default.single_keys, |_| true),
            verified_until: reader.take("verified_until", default.verified_until, |_| true),
            letters: LetterSettings::take(&mut reader),
            approval_days: reader
                .take("approval_days", default.approval_days, |days| Self::APPROVAL_DAYS.contains(days)),
            idle_minutes: reader
                .take("idle_minutes", default.idle_minutes, |minutes| Self::IDLE_MINUTES.contains(minutes)),
            roster: reader.take("roster", default.roster, |mark| mark.as_ref().is_none_or(RosterMark::is_valid)),
            window: reader
                .take("window", default.window, |place| place.as_ref().is_none_or(WindowPlacement::is_possible)),
        };
        if !reader.entries.is_empty() {
            let sentence = "the settings file has entries that this version does not know; they are not used";
            reader.warnings.push(Warning::new(sentence));
        }
        (settings, reader.warnings)
    }
}
