//! Half-made input of a view that is more than one field, kept between frames as a draft is.
//!
//! Must not know: what the input is.

use eframe::egui::{Context, Id};

/// The input that was kept under an id; its default where none was.
pub fn kept<T: Clone + Default + Send + Sync + 'static>(ctx: &Context, id: &str) -> T {
    ctx.data(|data| data.get_temp(Id::unique(("mednec kept", id)))).unwrap_or_default()
}

/// Keeps input for the next frame.
pub fn keep<T: Clone + Default + Send + Sync + 'static>(ctx: &Context, id: &str, input: T) {
    ctx.data_mut(|data| data.insert_temp(Id::unique(("mednec kept", id)), input));
}
