//! Holds cases against all that can tell whether they were changed outside the program: their own chain and signatures, the
//! roster, what the policy makes of them, and the stations' logs. It finds and says; it repairs nothing.
//!
//! What it cannot find is said too: a case and every log cut at the same place look like a case that never went further. A paper
//! with its head, or a backup, still tells.
//!
//! Must not know: the window, the command line, or how a finding is shown. No finding holds anything of a member.

mod anchors;
mod finding;
mod folder;
mod history;
mod links;

pub use finding::Finding;
pub use folder::{CaseAudit, FolderAudit, audit};
pub use history::audit_history;
