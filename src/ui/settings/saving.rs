//! Saves the settings in jobs, and never an older state over a newer one.
//!
//! Must not know: what a setting means.

use std::sync::{Arc, Mutex, PoisonError};

use super::Message;
use crate::store::{Settings, WindowPlacement};
use crate::ui::effects::Effects;
use crate::ui::error::UiError;
use crate::ui::model::Model;

/// Numbers the saves of the settings, so that they take effect in order.
#[derive(Clone, Default)]
pub struct Saving {
    /// Number of the last save that was started.
    asked: u64,
    /// Number of the last save that was written; locked while writing.
    written: Arc<Mutex<u64>>,
}

impl Saving {
    /// Starts a job that saves the settings.
    pub fn save(&mut self, model: &Model, effects: &Effects<Message>) {
        let Some(file) = model.settings_file.clone() else { return };
        self.asked += 1;
        let (number, written, settings) = (self.asked, self.written.clone(), model.settings.clone());
        effects.job("saving the settings", move || {
            let mut last = written.lock().unwrap_or_else(PoisonError::into_inner);
            // A job that was started later has already written newer settings.
            if *last > number {
                return Message::Saved(Ok(()));
            }
            *last = number;
            Message::Saved(settings.save(&file).map_err(UiError::from))
        });
    }

    /// Starts a job that saves the window's placement for the next start.
    ///
    /// Reads the file again and changes nothing else in it, since another window may have changed it. A file with
    /// invalid entries is left as it is.
    pub fn save_placement(&self, model: &Model, placement: Option<WindowPlacement>, effects: &Effects<Message>) {
        let Some(file) = model.settings_file.clone() else { return };
        let written = self.written.clone();
        effects.job("saving the settings", move || {
            let _held = written.lock().unwrap_or_else(PoisonError::into_inner);
            let (mut settings, warnings) = Settings::load(&file);
            if warnings.is_empty() && placement != settings.window {
                settings.window = placement;
                // The window is closing, so a failure cannot be shown; it only affects the next placement.
                let _ = settings.save(&file);
            }
            Message::Saved(Ok(()))
        });
    }
}
