//! A format: its name, its file and the function that writes a paper in it.
//!
//! Must not know: which formats there are, or the case behind a paper.

use super::document::Document;
use super::error::ReportError;
use super::papers::Paper;
use super::summary::Summary;
use crate::fonts::FontFolders;
use crate::redacted::redacted_debug;

/// A form in which a paper leaves the program.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The ending of a file's name, without the point.
    pub extension: &'static str,
    /// What a dialog calls it.
    pub label: &'static str,
    pub(super) writes: Writes,
}

/// What a format is made of.
pub(super) enum Writes {
    /// What a paper says, for people.
    Words(fn(&Document, &FontFolders) -> Result<Written, ReportError>),
    /// And the view model behind it, for programs.
    Data(fn(&Paper, &Document, &Summary) -> Result<Written, ReportError>),
}

/// A paper in a format.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// Characters that no font at hand can draw: the paper shows their codes in their place, and lists them at its end.
    pub not_drawn: Vec<char>,
}

redacted_debug!(Written);

impl Written {
    pub(super) fn text(text: String) -> Self {
        Self { bytes: text.into_bytes(), not_drawn: Vec::new() }
    }

    /// A sentence for whoever made the paper, where it does not show every character. It repeats none: they are of a case.
    pub fn warning(&self) -> Option<String> {
        let characters = match self.not_drawn.len() {
            0 => return None,
            1 => "1 character of this paper is".to_owned(),
            count => format!("{count} characters of this paper are"),
        };
        Some(format!(
            "{characters} in no font at hand: the paper shows codes in their place and lists them at its end. Check names before \
             it is sent"
        ))
    }
}
