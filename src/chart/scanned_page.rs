//! A scanned page in its file: its size, and how it is turned to be read.
//!
//! Must not know: which kind of file it is in.

use image::metadata::Orientation;

use super::page::PageSize;

/// The most pixels of a scanned page: a large sheet at 600 dots per inch.
pub(super) const MOST_SCANNED_PIXELS: u64 = 64 << 20;

/// Rotation of a page for reading.
#[derive(Clone, Copy)]
pub(super) struct Rotation(pub(super) Orientation);

impl Rotation {
    /// Reads the orientation tag of TIFF and EXIF; an unknown one means none.
    pub(super) fn of_tag(number: u32) -> Self {
        let known = u8::try_from(number).ok().and_then(Orientation::from_exif);
        Self(known.unwrap_or(Orientation::NoTransforms))
    }

    /// Size of a page after the rotation.
    pub(super) fn turned(self, size: PageSize) -> PageSize {
        let lies = matches!(
            self.0,
            Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
        );
        if lies { PageSize { width: size.height, height: size.width } } else { size }
    }
}

/// A page in its file.
#[derive(Clone, Copy)]
pub(super) struct ScannedPage {
    /// Size as it is read upright.
    pub(super) size: PageSize,
    /// Rotation for that.
    pub(super) rotation: Rotation,
}
