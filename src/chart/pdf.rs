//! Draws the pages of a PDF, with a library that has no unsafe code and decodes fax images.
//!
//! Must not know: how a picture gets to the window.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::page::{MOST_PAGES, PageSize, Picture, Word};
use super::text;
use super::trouble::DrawingError;

/// Opens a PDF.
pub(super) fn open(bytes: Vec<u8>) -> Result<Pdf, DrawingError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => DrawingError::Encrypted,
        LoadPdfError::Invalid => DrawingError::Unreadable,
    })?;
    match pdf.pages().len() {
        0 => Err(DrawingError::NoPages),
        count if count > MOST_PAGES => Err(DrawingError::TooManyPages),
        _ => Ok(pdf),
    }
}

/// A PDF with the cache of its renderer.
pub(super) struct PdfPages<'p> {
    pdf: &'p Pdf,
    cache: RenderCache<'p>,
}

impl<'p> PdfPages<'p> {
    pub(super) fn of(pdf: &'p Pdf) -> Self {
        Self { pdf, cache: RenderCache::new() }
    }

    /// Returns the size of each page. A page of an impossible size is reported as US Letter, and is not drawn.
    pub(super) fn sizes(&self) -> Vec<PageSize> {
        let usual = |size: PageSize| if size.is_possible() { size } else { PageSize::LETTER };
        self.pdf.pages().iter().map(|page| usual(size(page))).collect()
    }

    pub(super) fn draw(&self, page: u32, width_px: u32) -> Result<Picture, DrawingError> {
        let (page, size) = self.page(page)?;
        let (width, height) = size.in_pixels(width_px);
        // The library truncates parts of a pixel.
        let scale = |pixels: u32, points: f32| (pixels as f32 + 0.02) / points;
        let settings =
            PixmapSettings { x_scale: scale(width, size.width), y_scale: scale(height, size.height), bg_color: WHITE };
        let drawn = render(page, &self.cache, &InterpreterSettings::default(), &RenderSettings::default(), &settings);
        let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
        if width == 0 || height == 0 {
            return Err(DrawingError::Undrawable);
        }
        Ok(Picture { width, height, rgba: drawn.data_as_u8_slice().to_vec() })
    }

    pub(super) fn words(&self, page: u32) -> Result<Vec<Word>, DrawingError> {
        let (page, size) = self.page(page)?;
        Ok(text::words(page, size))
    }

    fn page(&self, page: u32) -> Result<(&'p Page<'p>, PageSize), DrawingError> {
        let place = usize::try_from(page).map_err(|_| DrawingError::NoSuchPage)?;
        let page = self.pdf.pages().get(place).ok_or(DrawingError::NoSuchPage)?;
        let size = size(page);
        if size.is_possible() { Ok((page, size)) } else { Err(DrawingError::TooLarge) }
    }
}

fn size(page: &Page<'_>) -> PageSize {
    let (width, height) = page.render_dimensions();
    PageSize { width, height }
}
