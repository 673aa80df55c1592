//! Stages of treatment that a request can be for.
//!
//! Must not know: any pathway.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Stage that a request is for. Each stage has its own case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// A trial of the infusion, before anything is implanted.
    Trial,
    /// Placement of catheter and pump.
    Placement,
    /// Replacement of a device that is in place.
    Replacement,
}

impl Stage {
    /// The name in files, which is also the option of a stage question.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Placement => "placement",
            Self::Replacement => "replacement",
        }
    }
}
