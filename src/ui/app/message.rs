//! Messages of the window: those of its features, and a few of its own.
//!
//! Must not know: what becomes of them.

use crate::ui::effects::Notice;
use crate::ui::{case, documents, guide, palette, papers, settings, sign_in, storage, worklist};

/// A message of the window.
pub enum Message {
    /// The worklist's.
    Worklist(worklist::Message),
    /// The open case's.
    Case(case::Message),
    /// The chart's.
    Documents(documents::Message),
    /// The papers'.
    Papers(papers::Message),
    /// The store's.
    Storage(storage::Message),
    /// Signing in.
    SignIn(sign_in::Message),
    /// The settings'.
    Settings(settings::Message),
    /// The guide's.
    Guide(guide::Message),
    /// The command palette's.
    Palette(palette::Message),
    /// Shows a line, or none.
    Notify(Option<Notice>),
    /// Everything was saved before the window closes, or not.
    Flushed(bool),
}
