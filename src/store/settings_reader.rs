//! Reads a JSON object of settings entry by entry. Never fails: an odd entry gives its default and a warning.
//!
//! Must not know: which settings there are. Warnings name the entry and never its value.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A warning about an invalid entry of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning(String);

impl Warning {
    pub(super) fn new(sentence: &str) -> Self {
        Self(sentence.to_owned())
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Takes entries one by one; those that are left are unknown.
pub(super) struct Reader {
    pub(super) entries: Map<String, Value>,
    pub(super) warnings: Vec<Warning>,
}

impl Reader {
    pub(super) fn take<T: DeserializeOwned>(&mut self, key: &str, default: T, fits: impl Fn(&T) -> bool) -> T {
        let Some(value) = self.entries.remove(key) else { return default };
        match serde_json::from_value(value).ok().filter(fits) {
            Some(value) => value,
            None => {
                let sentence = format!("the setting {key} has an invalid value; its default is used");
                self.warnings.push(Warning::new(&sentence));
                default
            }
        }
    }
}
