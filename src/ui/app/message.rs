//! Messages of the window: those of its features, and two of its own.
//!
//! Must not know: how a message is applied.

use crate::ui::effects::Notice;
use crate::ui::{case, documents, guide, palette, papers, settings, sign_in, storage, worklist};

/// A message of the window; all but the last two belong to a feature.
pub enum Message {
    /// For the worklist.
    Worklist(worklist::Message),
    /// For the open case.
    Case(case::Message),
    /// For the chart and its documents.
    Documents(documents::Message),
    /// For the papers.
    Papers(papers::Message),
    /// For backup, trash, conflicts and recovery.
    Storage(storage::Message),
    /// For signing in.
    SignIn(sign_in::Message),
    /// For the settings.
    Settings(settings::Message),
    /// For the guide.
    Guide(guide::Message),
    /// For the command palette.
    Palette(palette::Message),
    /// Shows the notice, if there is one.
    Notify(Option<Notice>),
    /// The saver was flushed before closing; true when everything was saved.
    Flushed(bool),
}
