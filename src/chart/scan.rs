//! Draws scanned pages: PNG and JPEG of one page, TIFF of many. The page drawn last stays decoded, so that it can be
//! drawn again in another size.
//!
//! Must not know: PDF, or how a picture gets to the window.

use std::cell::RefCell;
use std::io::Cursor;

use image::imageops::{FilterType, resize};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use super::page::{LONGEST_SIDE, PageSize, Picture};
use super::scanned_page::{MOST_SCANNED_PIXELS, Rotation, ScannedPage};
use super::tiff;
use super::trouble::DrawingError;
use crate::case::FileKind;

/// Resolution of a picture that names none.
const PICTURE_DPI: f32 = 150.0;
const POINTS_PER_INCH: f32 = 72.0;

/// A scanned document.
pub(super) struct Scan {
    bytes: Vec<u8>,
    kind: FileKind,
    pages: Vec<ScannedPage>,
    last: RefCell<Option<(u32, DynamicImage)>>,
}

impl Scan {
    /// Opens a document and reads the sizes of its pages, but no picture.
    pub(super) fn open(bytes: Vec<u8>, kind: FileKind) -> Result<Self, DrawingError> {
        let pages = match kind {
            FileKind::Tiff => tiff::pages(&bytes)?,
            kind => vec![scanned_page(&bytes, kind)?],
        };
        Ok(Self { bytes, kind, pages, last: RefCell::new(None) })
    }

    pub(super) fn sizes(&self) -> Vec<PageSize> {
        let usual = |size: PageSize| if size.is_possible() { size } else { PageSize::LETTER };
        self.pages.iter().map(|scanned_page| usual(scanned_page.size)).collect()
    }

    pub(super) fn draw(&self, page: u32, width_px: u32) -> Result<Picture, DrawingError> {
        let place = usize::try_from(page).map_err(|_| DrawingError::NoSuchPage)?;
        let scanned_page = self.pages.get(place).ok_or(DrawingError::NoSuchPage)?;
        if !scanned_page.size.is_possible() {
            return Err(DrawingError::TooLarge);
        }
        let (width, height) = scanned_page.size.in_pixels(width_px);
        let mut last = self.last.borrow_mut();
        let read = match last.take() {
            Some((before, image)) if before == page => image,
            _ => {
                let mut image = self.read(page)?;
                image.apply_orientation(scanned_page.rotation.0);
                image
            }
        };
        let (_, image) = last.insert((page, read));
        // Each pixel is the mean of those it covers, so a line one pixel wide stays visible.
        let rgba = match &*image {
            DynamicImage::ImageLuma8(grey) => resize(grey, width, height, FilterType::Triangle)
                .iter()
                .flat_map(|ink| [*ink, *ink, *ink, 255])
                .collect(),
            image => {
                let small = resize(&image.to_rgb8(), width, height, FilterType::Triangle);
                small.chunks_exact(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]).collect()
            }
        };
        Ok(Picture { width, height, rgba })
    }

    fn read(&self, page: u32) -> Result<DynamicImage, DrawingError> {
        if self.kind == FileKind::Tiff {
            return tiff::image(&self.bytes, page);
        }
        let read = reader(&self.bytes, self.kind).decode().map_err(|error| match error {
            image::ImageError::Limits(_) => DrawingError::TooLarge,
            _ => DrawingError::Undrawable,
        })?;
        // Transparent areas are white.
        Ok(if read.color().has_alpha() { on_white(&read) } else { read })
    }
}

fn reader(bytes: &[u8], kind: FileKind) -> ImageReader<Cursor<&[u8]>> {
    let format = if kind == FileKind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(4 * MOST_SCANNED_PIXELS);
    reader.limits(limits);
    reader
}

fn scanned_page(bytes: &[u8], kind: FileKind) -> Result<ScannedPage, DrawingError> {
    let mut decoder = reader(bytes, kind).into_decoder().map_err(|error| match error {
        image::ImageError::Limits(_) => DrawingError::TooLarge,
        _ => DrawingError::Unreadable,
    })?;
    let (width, height) = decoder.dimensions();
    let rotation = Rotation(decoder.orientation().unwrap_or(Orientation::NoTransforms));
    let points = |pixels: u32| pixels as f32 / PICTURE_DPI * POINTS_PER_INCH;
    Ok(ScannedPage { size: rotation.turned(PageSize { width: points(width), height: points(height) }), rotation })
}

fn on_white(image: &DynamicImage) -> DynamicImage {
    let mut paper = image.to_rgb8();
    for (under, over) in paper.pixels_mut().zip(image.to_rgba8().pixels()) {
        let [red, green, blue, opacity] = over.0.map(u16::from);
        let shown = |ink: u16| ((ink * opacity + 255 * (255 - opacity)) / 255) as u8;
        under.0 = [shown(red), shown(green), shown(blue)];
    }
    DynamicImage::ImageRgb8(paper)
}
