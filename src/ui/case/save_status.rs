//! Save status of the open case, and its words.
//!
//! Must not know: how a save is made.

use crate::case::History;
use crate::clock::Instant;

/// Save status of the open case.
///
/// The numbers are those of the last event that the status covers.
pub enum SaveStatus {
    /// Not saved since it was opened with this event; 0 for a new case.
    AsOpened(u32),
    /// Saved at this time.
    Saved(u32, Instant),
    /// Saved at this time, but the system did not confirm that it survives a power cut.
    Unconfirmed(u32, Instant),
    /// Saved as a conflict copy at this time.
    Copy(u32, Instant),
    /// Not saved, with the reason.
    Failed(String),
}

impl Default for SaveStatus {
    fn default() -> Self {
        Self::AsOpened(0)
    }
}

/// The save status in words.
pub struct SaveWords {
    /// A sentence without its period.
    pub text: String,
    /// True for a failed or unconfirmed save, which can be tried again.
    pub is_trouble: bool,
}

impl SaveStatus {
    /// Returns the words for a history: "Saving" while its last events are not covered.
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
