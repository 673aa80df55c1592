//! The save status of the open case, and its words.
//!
//! Must not know: how a save is made.

use crate::case::History;
use crate::clock::Instant;

/// The save status of the open case.
pub enum SaveStatus {
    /// Up to this event it is what its file held when it was opened.
    AsOpened(u32),
    /// Up to this event it is in its file, since then.
    Saved(u32, Instant),
    /// The same, and the system did not confirm that it outlasts a power cut.
    Unconfirmed(u32, Instant),
    /// Up to this event it is kept as a conflict copy, since then.
    Copy(u32, Instant),
    /// It could not be saved, for this reason.
    Failed(String),
}

impl Default for SaveStatus {
    fn default() -> Self {
        Self::AsOpened(0)
    }
}

/// The save status in words.
pub struct SaveWords {
    /// The words.
    pub text: String,
    /// True for trouble that saving again may end.
    pub is_trouble: bool,
}

impl SaveStatus {
    /// In words.
    pub fn words(&self, history: &History) -> SaveWords {
        let newest = history.last_sequence();
        let (text, is_trouble) = match self {
            Self::AsOpened(up_to) if *up_to >= newest => ("Unchanged".to_owned(), false),
            Self::Saved(up_to, at) if *up_to >= newest => (format!("Saved at {}", at.format("%H:%M")), false),
            Self::Copy(up_to, at) if *up_to >= newest => (format!("Copy saved at {}", at.format("%H:%M")), false),
            Self::Unconfirmed(up_to, at) if *up_to >= newest => {
                let at = at.format("%H:%M");
                (format!("Saved at {at}, but the system did not confirm that it survives a power failure"), true)
            }
            Self::Failed(why) => (format!("Not saved: {why}"), true),
            Self::AsOpened(_) | Self::Saved(..) | Self::Unconfirmed(..) | Self::Copy(..) => {
                ("Saving".to_owned(), false)
            }
        };
        SaveWords { text, is_trouble }
    }
}
