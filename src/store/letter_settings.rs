//! Settings of letters: the letterhead, its logo, and the fax cover page. The command line reads the same entries from
//! a file of their own.
//!
//! Must not know: how a letter is written, or what a logo shows.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Map, Value};

use super::failure::Failure;
use super::settings_reader::{Reader, Warning};
use super::system_disk::read_named;
use crate::letterhead::Letterhead;

const LARGEST: u64 = 1 << 16;

/// Settings of letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LetterSettings {
    /// The sender.
    #[serde(flatten)]
    pub letterhead: Letterhead,
    /// Path of the logo, a PNG or an SVG.
    pub logo: Option<PathBuf>,
    /// Adds a fax cover page to a request for information.
    pub fax_cover: bool,
}

impl LetterSettings {
    /// Reads a letterhead file: one JSON object with the optional entries `plan`, `department`, `address`, `phone`,
    /// `fax`, `logo` and `fax_cover`. An invalid entry is left out with a warning. A logo's path is relative to the
    /// file's folder.
    pub fn load(path: &Path) -> Result<(Self, Vec<Warning>), Failure> {
        let bytes = read_named(path, LARGEST)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut warnings = Vec::new();
        let mut settings = match serde_json::from_slice(bytes) {
            Ok(Value::Object(entries)) => Self::read(entries, &mut warnings, |_| true),
            _ => {
                warnings.push(Warning::new("the letterhead file is not a JSON object, so it is not used"));
                Self::default()
            }
        };
        settings.logo = settings.logo.map(|logo| path.parent().map_or(logo.clone(), |folder| folder.join(&logo)));
        Ok((settings, warnings))
    }

    /// Reads the entry `letterhead` of the settings, or else `sender`, the address lines of earlier versions.
    pub(super) fn take(reader: &mut Reader) -> Self {
        let sender: String = reader.take("sender", String::new(), |text: &String| text.len() <= 2000);
        let lines: Vec<String> = sender.lines().map(str::to_owned).collect();
        let earlier = || Self { letterhead: Letterhead::of_lines(&lines), ..Self::default() };
        match reader.entries.remove("letterhead") {
            Some(Value::Object(entries)) => Self::read(entries, &mut reader.warnings, |path| path.is_absolute()),
            Some(_) => {
                reader
                    .warnings
                    .push(Warning::new("the setting \"letterhead\" is not a JSON object, so it is not used"));
                earlier()
            }
            None => earlier(),
        }
    }

    fn read(entries: Map<String, Value>, warnings: &mut Vec<Warning>, fits: impl Fn(&Path) -> bool) -> Self {
        let mut reader = Reader { entries, warnings: Vec::new() };
        let mut line = |key: &str| {
            reader.take(key, String::new(), |text: &String| text.len() <= 200 && !text.chars().any(char::is_control))
        };
        let (plan, department) = (line("plan"), line("department"));
        let (phone, fax) = (line("phone"), line("fax"));
        let address = reader.take("address", String::new(), |text: &String| {
            text.len() <= 1000 && !text.chars().any(|letter| letter.is_control() && letter != '\n')
        });
        let logo = reader.take("logo", None, |path: &Option<PathBuf>| path.as_ref().is_none_or(|path| fits(path)));
        let fax_cover = reader.take("fax_cover", false, |_| true);
        if !reader.entries.is_empty() {
            reader
                .warnings
                .push(Warning::new("the letterhead has entries that this version does not know; they are not used"));
        }
        warnings.append(&mut reader.warnings);
        Self { letterhead: Letterhead { plan, department, address, phone, fax }, logo, fax_cover }
    }
}
