//! Decodes fax pages (CCITT group 3 and 4) to gray.
//!
//! Must not know: which kind of file they are in.

use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};
use image::GrayImage;

use super::trouble::DrawingError;

const WHITE: u8 = 255;

/// Coding of one strip of a page.
#[derive(Clone, Copy)]
pub(super) struct Coding {
    /// Group 3 with one or two dimensions, or group 4.
    pub(super) mode: EncodingMode,
    /// True if each row begins at a byte.
    pub(super) aligned: bool,
    /// True if runs that the coding calls black are white.
    pub(super) inverted: bool,
}

/// A page that is decoded from the top.
pub(super) struct FaxPage {
    image: GrayImage,
    row: u32,
    inverted: bool,
}

impl FaxPage {
    /// A white page.
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self { image: GrayImage::from_pixel(width, height, image::Luma([WHITE])), row: 0, inverted: false }
    }

    /// Decodes a strip of `rows` rows. Damaged rows stay white: a partial page is better than none.
    pub(super) fn add(&mut self, bytes: &[u8], rows: u32, coding: Coding) {
        let settings = DecodeSettings {
            columns: self.image.width(),
            rows,
            end_of_block: true,
            end_of_line: false,
            rows_are_byte_aligned: coding.aligned,
            encoding: coding.mode,
            strict: false,
        };
        self.inverted = coding.inverted;
        let end = self.row.saturating_add(rows);
        // Rows decoded before a fault are on the page already.
        let _ = decode(bytes, self, &mut DecoderContext::new(settings));
        self.row = end;
    }

    /// Returns the page; fails where no row was decoded.
    pub(super) fn done(self) -> Result<GrayImage, DrawingError> {
        if self.row > 0 { Ok(self.image) } else { Err(DrawingError::Undrawable) }
    }
}

impl Decoder for FaxPage {
    fn push_row(&mut self, changes: &[u32]) {
        let (width, row) = (self.image.width() as usize, self.row as usize);
        self.row = self.row.saturating_add(1);
        let from = row * width;
        let Some(line) = self.image.get_mut(from..from + width) else { return };
        if self.inverted {
            line.fill(0);
        }
        let ink = if self.inverted { WHITE } else { 0 };
        for run in changes.chunks(2) {
            let (start, end) =
                (run.first().copied().unwrap_or(0) as usize, run.get(1).map_or(width, |end| *end as usize));
            if let Some(run) = line.get_mut(start..end.min(width)) {
                run.fill(ink);
            }
        }
    }
}
