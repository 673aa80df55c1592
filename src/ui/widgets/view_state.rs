//! State of views between frames, such as input in a form that is not complete.
//!
//! Must not know: what the input is.

use eframe::egui::{Context, Id};

/// Returns the input that was kept under an id, or the default.
pub fn kept<T: Clone + Default + Send + Sync + 'static>(ctx: &Context, id: &str) -> T {
    ctx.data(|data| data.get_temp(Id::unique(("mednec kept", id)))).unwrap_or_default()
}

/// Keeps input under an id for later frames.
pub fn keep<T: Clone + Default + Send + Sync + 'static>(ctx: &Context, id: &str, input: T) {
    ctx.data_mut(|data| data.insert_temp(Id::unique(("mednec kept", id)), input));
}
