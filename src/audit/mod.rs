//! Checks cases for changes made outside the program: their hash chain and signatures, the roster, the policy, and the
//! stations' logs. It reports and repairs nothing.
//!
//! It also reports what it cannot find: a case and every log truncated at the same place look like a case that never
//! went further. A paper with its head, or a backup, still reveals that.
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
