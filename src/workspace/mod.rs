//! Operations on an opened store that window and command line share. A rule that both need is written here once.
//!
//! Must not know: how anything is shown, or who asked for it.

mod cases;
mod department;
mod export;
mod import;
mod letters;
mod open;
mod roster;
mod samples;
mod sign_in;
pub mod statistics;
mod warning;
pub mod worklist;
mod workstation;

pub use cases::{CaseError, CreateError};
pub use department::add_policies;
pub use export::{Exported, LogError, NotExported, Target, exported, viewed};
pub use import::{ImportError, import};
pub use letters::read_logo;
pub use open::{OpenError, Workspace};
pub use roster::{FolderRoster, RosterSaved, save_roster};
pub use samples::AddSamplesError;
pub use sign_in::{SignInError, unlock};
pub use warning::{NotUsed, Warning};
pub use workstation::Workstation;
