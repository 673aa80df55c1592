//! Writes a paper on a case in one of the formats.
//!
//! Must not know: disk, window, or how anything is decided.

use super::context::Context;
use super::error::ReportError;
use super::format::{Format, Writes, Written};
use super::papers::Paper;
use super::summary::Summary;
use super::{json, markdown, pdf, text};
use crate::session::Session;

/// All formats.
pub const FORMATS: &[Format] = &[pdf::FORMAT, text::FORMAT, markdown::FORMAT, json::FORMAT];

impl Format {
    /// Finds a format by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// Writes a paper on a case in a format and returns its bytes.
pub fn write(session: &Session, paper: &Paper, format: &Format, context: &Context<'_>) -> Result<Vec<u8>, ReportError> {
    written(session, paper, format, context).map(|written| written.bytes)
}

/// Writes a paper on a case in a format, and lists the characters that it could not show.
pub fn written(
    session: &Session,
    paper: &Paper,
    format: &Format,
    context: &Context<'_>,
) -> Result<Written, ReportError> {
    session.is_accepted()?;
    let summary = Summary::of(session, context);
    let document = paper.compose(&summary)?;
    match format.writes {
        Writes::Words(write) => write(&document, context.fonts),
        Writes::Data(write) => write(paper, &document, &summary),
    }
}
