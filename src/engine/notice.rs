//! Remarks on a case that change no status.
//!
//! Must not know: how a criterion is decided.

use chrono::NaiveDate;

use crate::policy::Stage;
use crate::redacted::redacted_debug;

redacted_debug!(Notice);

/// A remark, which changes no status.
#[derive(Clone, PartialEq, Eq)]
pub enum Notice {
    /// A requested code is not in the policy's list, which may not be complete.
    UnlistedCode(String),
    /// A requested code belongs to another stage.
    OtherStage {
        /// The code.
        cpt: String,
        /// The stages it belongs to.
        stages: Vec<Stage>,
    },
    /// The date of service is after the day until which the version was verified as in force.
    NotVerifiedFor {
        /// The day of service.
        on: NaiveDate,
        /// The last verified day.
        until: NaiveDate,
    },
    /// A remark of the policy file.
    Said(String),
}
