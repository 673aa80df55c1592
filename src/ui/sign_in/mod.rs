//! The reviewer: the roster of the folder, and the key that is unlocked. Unlocking takes about a second and happens on a thread.
//!
//! Must not know: how a passphrase unlocks a key.

mod message;
mod roster;
mod secret;
mod state;
mod unlocking;
mod update;
mod view;

pub use message::Message;
pub use roster::{examine, known_rosters};
pub use state::State;
pub use update::{set_roster, update};
pub use view::{SignInPage, sign_in_ui};
