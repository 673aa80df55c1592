//! A paper as PDF: tagged for screen readers (PDF/UA-1), with its fonts. Two passes: what stands where, then the drawing.
//!
//! Must not know: the case behind the paper, or what any of its words mean.

mod blocks;
mod draw;
mod drawing;
mod faces;
mod letterhead;
mod lines;
mod list;
mod pages;
mod sheet;
mod table;
mod tags;
#[cfg(test)]
mod tests;

use super::document::Document;
use super::{Format, ReportError, Writes, Written};
use faces::Faces;

pub(super) const FORMAT: Format = Format { name: "pdf", extension: "pdf", label: "PDF", writes: Writes::Words(write) };

fn write(document: &Document) -> Result<Written, ReportError> {
    let faces = Faces::new().ok_or_else(|| ReportError::NotPrintable("its fonts cannot be read".to_owned()))?;
    let mut sheets = blocks::lay_out(document, &faces, None);
    let mut pages = pages::divide(&sheets);
    if document.cover.is_some() {
        // The cover page says how many pages there are, so it is laid out once more.
        sheets = blocks::lay_out(document, &faces, Some(pages.len()));
        pages = pages::divide(&sheets);
    }
    let bytes = draw::draw(document, &sheets, &pages, &faces)?;
    Ok(Written { bytes, not_drawn: faces.lacking() })
}
