//! Reads the pages of a TIFF from a fax machine or a scanner.
//!
//! Must not know: how large a page is drawn.

use std::io::Cursor;

use hayro_ccitt::EncodingMode;
use image::{DynamicImage, GrayImage, RgbImage};
use tiff::ColorType;
use tiff::decoder::ifd::Value;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

use super::fax::{Coding, FaxPage};
use super::page::{LONGEST_SIDE, MOST_PAGES, PageSize};
use super::scanned_page::{MOST_SCANNED_PIXELS, Rotation, ScannedPage};
use super::trouble::DrawingError;

/// Resolution of a fax that names none.
const FAX_DPI: f32 = 204.0;
const POINTS_PER_INCH: f32 = 72.0;
const CENTIMETRES_PER_INCH: f32 = 2.54;

type Reader<'b> = Decoder<Cursor<&'b [u8]>>;

fn reader(bytes: &[u8]) -> Result<Reader<'_>, DrawingError> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = 4 * MOST_SCANNED_PIXELS as usize;
    Decoder::new(Cursor::new(bytes)).map(|decoder| decoder.with_limits(limits)).map_err(|_| DrawingError::Unreadable)
}

/// Reads every page, up to a fault of the file.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<ScannedPage>, DrawingError> {
    let mut reader = reader(bytes)?;
    let mut pages = Vec::new();
    loop {
        pages.push(scanned_page(&mut reader)?);
        if pages.len() > MOST_PAGES {
            return Err(DrawingError::TooManyPages);
        }
        if !reader.more_images() || reader.next_image().is_err() {
            return Ok(pages);
        }
    }
}

fn scanned_page(reader: &mut Reader<'_>) -> Result<ScannedPage, DrawingError> {
    let (width, height) = reader.dimensions().map_err(|_| DrawingError::Unreadable)?;
    let unit = match reader.find_tag_unsigned::<u32>(Tag::ResolutionUnit) {
        Ok(Some(3)) => CENTIMETRES_PER_INCH,
        _ => 1.0,
    };
    let mut dpi = |tag| {
        let per = match reader.get_tag(tag).ok()? {
            Value::Rational(number, of) => number as f32 / of as f32,
            Value::Float(per) => per,
            _ => return None,
        };
        Some(per * unit).filter(|dpi| (20.0..=4800.0).contains(dpi))
    };
    let (across, down) = (dpi(Tag::XResolution), dpi(Tag::YResolution));
    let (across, down) = (across.or(down).unwrap_or(FAX_DPI), down.or(across).unwrap_or(FAX_DPI));
    let points = |pixels: u32, dpi: f32| pixels as f32 / dpi * POINTS_PER_INCH;
    let size = PageSize { width: points(width, across), height: points(height, down) };
    let rotation = Rotation::of_tag(reader.find_tag_unsigned::<u32>(Tag::Orientation).ok().flatten().unwrap_or(1));
    Ok(ScannedPage { size: rotation.turned(size), rotation })
}

/// Decodes a page without rotating it.
pub(super) fn image(bytes: &[u8], page: u32) -> Result<DynamicImage, DrawingError> {
    let mut reader = reader(bytes)?;
    let place = usize::try_from(page).map_err(|_| DrawingError::NoSuchPage)?;
    reader.seek_to_image(place).map_err(|_| DrawingError::NoSuchPage)?;
    let (width, height) = reader.dimensions().map_err(|_| DrawingError::Undrawable)?;
    if width > LONGEST_SIDE || height > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_SCANNED_PIXELS {
        return Err(DrawingError::TooLarge);
    }
    let number = |reader: &mut Reader<'_>, tag| reader.find_tag_unsigned::<u32>(tag).ok().flatten().unwrap_or(0);
    let mode = match (number(&mut reader, Tag::Compression), number(&mut reader, Tag::Unknown(292)) & 1) {
        (2, _) | (3, 0) => EncodingMode::Group3_1D,
        (3, _) => EncodingMode::Group3_2D,
        (4, _) => EncodingMode::Group4,
        _ => return plain(&mut reader, width, height),
    };
    // A fax codes white as zero; in a file with the other photometric interpretation the runs are inverted.
    let inverted = number(&mut reader, Tag::PhotometricInterpretation) == 1;
    let aligned = number(&mut reader, Tag::Compression) == 2;
    let coding = Coding { mode, aligned, inverted };
    let turned = number(&mut reader, Tag::Unknown(266)) == 2;
    let numbers = |reader: &mut Reader<'_>, tag| reader.get_tag_u64_vec(tag).map_err(|_| DrawingError::Undrawable);
    let (offsets, lengths) = (numbers(&mut reader, Tag::StripOffsets)?, numbers(&mut reader, Tag::StripByteCounts)?);
    let a_strip = match number(&mut reader, Tag::RowsPerStrip) {
        0 => height,
        rows => rows.min(height),
    };
    let mut sheet = FaxPage::new(width, height);
    let mut left = height;
    for (offset, length) in offsets.into_iter().zip(lengths) {
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let to = from.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)).min(bytes.len());
        let (Some(strip), true) = (bytes.get(from..to), left > 0) else { break };
        let rows = a_strip.min(left);
        left -= rows;
        // Some machines write the bits of a byte in reverse order.
        let strip = if turned { strip.iter().map(|byte| byte.reverse_bits()).collect() } else { strip.to_vec() };
        sheet.add(&strip, rows, coding);
    }
    sheet.done().map(DynamicImage::ImageLuma8)
}

/// Decodes a page without fax coding.
fn plain(reader: &mut Reader<'_>, width: u32, height: u32) -> Result<DynamicImage, DrawingError> {
    let colors = reader.colortype().map_err(|_| DrawingError::Undrawable)?;
    let bytes = match reader.read_image().map_err(|_| DrawingError::Undrawable)? {
        DecodingResult::U8(bytes) => bytes,
        DecodingResult::U16(words) => words.into_iter().map(|word| (word >> 8) as u8).collect(),
        _ => return Err(DrawingError::Undrawable),
    };
    let grey = |bytes| GrayImage::from_raw(width, height, bytes).map(DynamicImage::ImageLuma8);
    let color = |bytes| RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8);
    let without_last = |bytes: Vec<u8>, each: usize| -> Vec<u8> {
        bytes.chunks_exact(each).flat_map(|pixel| pixel.iter().take(each - 1).copied()).collect()
    };
    let image = match colors {
        ColorType::Gray(1) => grey(bits(&bytes, width, height)),
        ColorType::Gray(8 | 16) => grey(bytes),
        ColorType::GrayA(8 | 16) => grey(without_last(bytes, 2)),
        ColorType::RGB(8 | 16) | ColorType::YCbCr(8) => color(bytes),
        ColorType::RGBA(8 | 16) => color(without_last(bytes, 4)),
        _ => None,
    };
    image.ok_or(DrawingError::Undrawable)
}

/// Expands one bit per pixel, with rows that begin at a byte, to one byte per pixel.
fn bits(bytes: &[u8], width: u32, height: u32) -> Vec<u8> {
    let (width, height) = (width as usize, height as usize);
    let row = width.div_ceil(8);
    let bit = |x: usize, y: usize| bytes.get(y * row + x / 8).is_some_and(|byte| byte >> (7 - x % 8) & 1 == 1);
    (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| if bit(x, y) { 255 } else { 0 }).collect()
}
