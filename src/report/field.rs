//! Small parts of the view model: a label with its value, a table, a person with a time.
//!
//! Must not know: what they are about, or any format.

use std::fmt;

use serde::Serialize;

/// A label with its value.
#[derive(Clone, Serialize)]
pub struct Field {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// A table.
#[derive(Clone, Serialize)]
pub struct Table {
    /// Its title.
    pub title: String,
    /// The headings.
    pub head: Vec<String>,
    /// Rows with a cell for each heading.
    pub rows: Vec<Vec<String>>,
}

/// A person with a time.
#[derive(Clone, Serialize)]
pub struct Who {
    /// The name as written.
    pub name: String,
    /// The credential.
    pub credential: String,
    /// Proof of the identity.
    pub identity: &'static str,
    /// The time.
    pub at: String,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} ({}), {}", self.name, self.credential, self.identity, self.at)
    }
}
