//! A format of papers: its name, its file extension and the function that writes it.
//!
//! Must not know: which formats there are, or the case behind a paper.

use super::document::Document;
use super::error::ReportError;
use super::papers::Paper;
use super::summary::Summary;
use crate::fonts::FontFolders;
use crate::redacted::redacted_debug;

/// A format in which papers are written.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// File extension, without the dot.
    pub extension: &'static str,
    /// Label in a dialog.
    pub label: &'static str,
    pub(super) writes: Writes,
}

/// Input of a format.
pub(super) enum Writes {
    /// The paper, for people.
    Words(fn(&Document, &FontFolders) -> Result<Written, ReportError>),
    /// The paper and the view model behind it, for programs.
    Data(fn(&Paper, &Document, &Summary) -> Result<Written, ReportError>),
}

/// A paper in a format.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// Characters that no available font can draw: the paper shows their codes instead, and lists them at its end.
    pub not_drawn: Vec<char>,
}

redacted_debug!(Written);

impl Written {
    pub(super) fn text(text: String) -> Self {
        Self { bytes: text.into_bytes(), not_drawn: Vec::new() }
    }

    /// Returns a warning where the paper does not show every character. It repeats none of them: they are patient data.
    pub fn warning(&self) -> Option<String> {
        let characters = match self.not_drawn.len() {
            0 => return None,
            1 => "1 character of this paper is".to_owned(),
            count => format!("{count} characters of this paper are"),
        };
        Some(format!(
            "{characters} not in any available font: the paper shows codes instead and lists them at its end. Check \
             names before you send it"
        ))
    }
}
