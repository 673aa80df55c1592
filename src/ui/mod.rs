//! The window: egui, and only here. `app` composes features; each has its state, its messages, an update and its views.
//!
//! Must not know: how a case is judged or kept, beyond asking the session and the store.

mod app;
mod case;
mod case_context;
mod command;
mod documents;
mod editors;
mod effects;
mod error;
mod guide;
mod model;
mod page;
mod palette;
mod papers;
mod pathway_card;
mod settings;
mod sign_in;
mod storage;
pub mod theme;
mod tones;
mod warnings;
pub mod widgets;
mod worklist;

pub use app::{App, Dependencies, Dialogs, NativeDialogs, NoWindow, StartError, open_window, tell};
pub use command::Command;

/// What to do where the system names no program for a copy that the user saved.
const OPEN_IT_YOURSELF: &str =
    "This system has no program set up that opens the copy: open it from where you saved it.";
