//! The window: egui, and only here.
//!
//! Must not know: how a case is judged or kept, beyond asking the session and the store.

mod app;
mod asking;
mod attaching;
mod backup;
mod command;
mod damaged;
mod desk;
mod editors;
mod grant;
mod guide;
mod handover;
mod identity;
mod intent;
mod keeping;
mod keys;
mod layout;
mod leafing;
mod leaving;
mod linking;
mod messages;
mod navigate;
mod pages;
mod palette;
mod papers;
mod place;
mod preferences;
mod presence;
mod rows;
mod start;
mod tasks;
pub mod theme;
mod tones;
mod viewer;
mod views;
pub mod widgets;

pub use app::{App, Home, StartError};
pub use command::Command;
pub use start::{NoWindow, open_window, tell};
pub use tasks::{Dialogs, NativeDialogs};
