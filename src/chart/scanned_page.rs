//! A scanned page in its file: its size, and how it is turned to be read.
//!
//! Must not know: which kind of file it is in.

use image::metadata::Orientation;

use super::page::PageSize;

/// The most pixels of a page as it was scanned: a large sheet at 600 dots an inch.
pub(super) const MOST_SCANNED_PIXELS: u64 = 64 << 20;

/// How a page is turned to be read.
#[derive(Clone, Copy)]
pub(super) struct Rotation(pub(super) Orientation);

impl Rotation {
    /// By the number that TIFF and EXIF give it.
    pub(super) fn of_tag(number: u32) -> Self {
        let known = u8::try_from(number).ok().and_then(Orientation::from_exif);
        Self(known.unwrap_or(Orientation::NoTransforms))
    }

    /// The size of a page that is turned so.
    pub(super) fn turned(self, size: PageSize) -> PageSize {
        let lies = matches!(
            self.0,
            Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
        );
        if lies { PageSize { width: size.height, height: size.width } } else { size }
    }
}

/// How a page lies in the file.
#[derive(Clone, Copy)]
pub(super) struct ScannedPage {
    /// As it is read upright.
    pub(super) size: PageSize,
    /// How it is turned for that.
    pub(super) rotation: Rotation,
}
