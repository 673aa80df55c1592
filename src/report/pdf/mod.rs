//! Writes a paper as PDF: tagged for screen readers (PDF/UA-1), with embedded fonts. The first pass lays it out, the
//! second draws it.
//!
//! Must not know: the case behind the paper, or what any of its words mean.

mod blocks;
mod coverage;
mod draw;
mod drawing;
mod faces;
mod fallback;
mod letterhead;
mod lines;
mod list;
mod pages;
mod sheet;
mod style;
mod table;
mod tags;
#[cfg(test)]
mod tests;

use super::document::Document;
use super::error::ReportError;
use super::format::{Format, Writes, Written};
use crate::fonts::{FontFile, FontFolders};
use faces::Faces;

pub(super) const FORMAT: Format = Format { name: "pdf", extension: "pdf", label: "PDF", writes: Writes::Words(write) };

/// Writes a paper with the program's fonts and, where these lack characters, with installed fallback fonts.
fn write(document: &Document, fonts: &FontFolders) -> Result<Written, ReportError> {
    let own = written(document, &[])?;
    let installed = fallback::for_characters(fonts, &own.not_drawn);
    // A font that turns out to be invalid costs its characters, not the paper.
    if installed.is_empty() { Ok(own) } else { Ok(written(document, &installed).unwrap_or(own)) }
}

fn written(document: &Document, others: &[FontFile]) -> Result<Written, ReportError> {
    let faces = Faces::new(others).ok_or_else(|| ReportError::NotPrintable("its fonts cannot be read".to_owned()))?;
    let mut sheets = blocks::lay_out(document, &faces, None);
    let mut pages = pages::divide(&sheets);
    if document.cover.is_some() {
        // The cover page states the number of pages, so the paper is laid out once more.
        sheets = blocks::lay_out(document, &faces, Some(pages.len()));
        pages = pages::divide(&sheets);
    }
    let bytes = draw::draw(document, &sheets, &pages, &faces)?;
    Ok(Written { bytes, not_drawn: faces.missing() })
}
