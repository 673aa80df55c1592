//! What a workstation remembers. Tolerant: whatever is odd becomes a default and a warning; nothing here stops the program.
//!
//! Must not know: what the names of looks stand for. Warnings name the entry and never what it holds.

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
    /// The reviewer's name, as last used.
    pub reviewer_name: String,
    /// The reviewer's credential: `RN`.
    pub reviewer_credential: String,
    /// The look's name; empty for the system's.
    pub look: String,
    /// Size of the text in per cent.
    pub text_percent: u32,
    /// Where cases are kept, if not in the default folder.
    pub store_folder: Option<PathBuf>,
    /// Where a department keeps its policies.
    pub policy_folder: Option<PathBuf>,
    /// The department's own copy of the policy, which the system's viewer opens.
    pub policy_copy: Option<PathBuf>,
    /// Whether letters without Ctrl or Alt are keys.
    pub single_keys: bool,
    /// The day up to which the bundled policy was last held against its publisher's: offered in each new case.
    pub verified_until: Option<NaiveDate>,
    /// The letterhead, its logo, and the fax cover page.
    #[serde(rename = "letterhead")]
    pub letters: LetterSettings,
    /// How long an approval runs that says nothing else, in days: the department's own rule.
    pub approval_days: u32,
    /// After how many minutes without a key or a click the reviewer is signed out.
    pub idle_minutes: u32,
    /// The department's roster as this workstation last saw it.
    pub roster: Option<RosterMark>,
    /// Where the window lay when it was closed.
    pub window: Option<WindowPlacement>,
}

/// Where a window lies on the screens, in their pixels: points are not the same on each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlacement {
    /// Its left and top, with its frame; nothing where the system does not tell.
    pub at: Option<(i32, i32)>,
    /// Its width and height without a frame.
    pub size: (i32, i32),
    /// How many pixels a hundred points of its screen have.
    pub scale_percent: u32,
    /// Whether it fills its screen; the rest is then how it lay before.
    pub maximized: bool,
}

impl WindowPlacement {
    /// Whether a screen could show it: what a damaged file says may be anything.
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
    /// The sizes of text that a window can be used with, in per cent.
    pub const TEXT_PERCENT: std::ops::RangeInclusive<u32> = 50..=300;

    /// How long an approval may run, in days.
    pub const APPROVAL_DAYS: std::ops::RangeInclusive<u32> = 1..=730;
    /// After how many minutes a reviewer may be signed out.
    pub const IDLE_MINUTES: std::ops::RangeInclusive<u32> = 1..=120;

    /// The settings in a file; defaults where there is none.
    pub fn load(path: &Path) -> (Self, Vec<Warning>) {
        match read_named(path, LARGEST) {
            Ok(bytes) => Self::read(&bytes),
            Err(Failure::NotFound) => (Self::default(), Vec::new()),
            Err(failure) => {
                let sentence = format!("the settings could not be read, so the defaults hold: {failure}");
                (Self::default(), vec![Warning::new(&sentence)])
            }
        }
    }

    /// Puts the settings into a file, making its folder where it is missing.
    pub fn save(&self, path: &Path) -> Result<(), Failure> {
        if let Some(folder) = path.parent() {
            atomic::ensure_folder(&SystemDisk, folder)?;
        }
        // A folder's name that is not UTF-8 is the one thing that JSON cannot hold.
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
            let sentence =
                "the settings file is not a JSON object, so the defaults hold; it is replaced when they change";
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
            roster: reader.take("roster", default.roster, |mark| mark.as_ref().is_none_or(RosterMark::is_formed)),
            window: reader
                .take("window", default.window, |place| place.as_ref().is_none_or(WindowPlacement::is_possible)),
        };
        if !reader.entries.is_empty() {
            let sentence = "the settings file has entries that this version does not know; they were left out";
            reader.warnings.push(Warning::new(sentence));
        }
        (settings, reader.warnings)
    }
}
