//! Saves the settings on threads, so that no frame waits for a disk, and never an older state over a newer one.
//!
//! Must not know: what a setting means.

use std::sync::{Arc, Mutex, PoisonError};

use super::Message;
use crate::store::{Settings, WindowPlacement};
use crate::ui::effects::Effects;
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Saves settings one after the other.
#[derive(Clone, Default)]
pub struct Saving {
    /// The number of the last change that was asked for.
    asked: u64,
    /// The number of the last change that was written; held while writing.
    written: Arc<Mutex<u64>>,
}

impl Saving {
    /// Saves the settings as they are now.
    pub fn save(&mut self, model: &Model, effects: &Effects<Message>) {
        let Some(file) = model.settings_file.clone() else { return };
        self.asked += 1;
        let (number, written, settings) = (self.asked, self.written.clone(), model.settings.clone());
        effects.job("saving the settings", move || {
            let mut last = written.lock().unwrap_or_else(PoisonError::into_inner);
            // A thread that was started later was faster: what it wrote is newer.
            if *last > number {
                return Message::Saved(Ok(()));
            }
            *last = number;
            Message::Saved(settings.save(&file).map_err(UiError::from))
        });
    }

    /// Saves where the window is, for the next start. Nothing else in the file is touched: another window may have changed it
    /// since, and a file that cannot be read is left for somebody to look at.
    pub fn save_placement(&self, model: &Model, placement: Option<WindowPlacement>, effects: &Effects<Message>) {
        let Some(file) = model.settings_file.clone() else { return };
        let written = self.written.clone();
        effects.job("saving the settings", move || {
            let _held = written.lock().unwrap_or_else(PoisonError::into_inner);
            let (mut settings, warnings) = Settings::load(&file);
            if warnings.is_empty() && placement != settings.window {
                settings.window = placement;
                // The window is closing: nobody is left to be told that it opens elsewhere the next time.
                let _ = settings.save(&file);
            }
            Message::Saved(Ok(()))
        });
    }
}
