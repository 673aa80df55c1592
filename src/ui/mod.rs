//! The window.
//!
//! `app` composes features; each has a state, messages, an update and views. No other module names egui.
//!
//! Must not know: how a case is evaluated or stored, beyond asking the session and the store.

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
mod request;
mod settings;
mod sign_in;
mod storage;
pub mod theme;
mod tones;
mod warnings;
pub mod widgets;
mod worklist;

pub use app::{App, Dependencies, Dialogs, NativeDialogs, NoWindow, StartError, open_window, show_message};
pub use command::Command;

/// Notice where the system has no default program for a copy that the user saved.
const OPEN_IT_YOURSELF: &str =
    "This system has no program set up that opens the copy: open it from where you saved it.";
