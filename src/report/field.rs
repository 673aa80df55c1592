//! The small parts of the view model: a label with its value, a table, a person with a time.
//!
//! Must not know: what they are about, or any format.

use std::fmt;

use serde::Serialize;

/// A label with its value.
#[derive(Clone, Serialize)]
pub struct Field {
    /// What is asked.
    pub label: String,
    /// What is answered.
    pub value: String,
}

/// Rows under headings.
#[derive(Clone, Serialize)]
pub struct Table {
    /// What it lists.
    pub title: String,
    /// The headings.
    pub head: Vec<String>,
    /// A cell for each heading.
    pub rows: Vec<Vec<String>>,
}

/// Someone, and when.
#[derive(Clone, Serialize)]
pub struct Who {
    /// The name as written.
    pub name: String,
    /// The credential.
    pub credential: String,
    /// How the identity is known.
    pub identity: &'static str,
    /// When.
    pub at: String,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} ({}), {}", self.name, self.credential, self.identity, self.at)
    }
}
