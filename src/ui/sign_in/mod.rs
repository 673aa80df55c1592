//! Signing in: the roster of the folder, and unlocking a reviewer's key.
//!
//! Unlocking takes about a second and is done in a job.
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
