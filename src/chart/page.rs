//! A page's size, picture and words.
//!
//! Must not know: which kind of file it is in.

use crate::case::Region;

/// The largest number of pages of a document.
pub(super) const MOST_PAGES: usize = 10_000;
/// The most pixels of a picture: 64 MiB.
pub(super) const MOST_PIXELS: u64 = 16 << 20;
/// The longest side of a picture, in pixels.
pub(super) const LONGEST_SIDE: u32 = 16_384;
/// Shortest and longest possible side of a page in points: a stamp, and a poster of five meters.
const SIDES: std::ops::RangeInclusive<f32> = 3.0..=14_400.0;

/// Size of a page as it is read upright, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

impl PageSize {
    /// US Letter, which stands in for an impossible size.
    pub(super) const LETTER: Self = Self { width: 612.0, height: 792.0 };

    /// True for a possible size.
    pub(super) fn is_possible(self) -> bool {
        SIDES.contains(&self.width) && SIDES.contains(&self.height)
    }

    /// Width and height in pixels of a picture of about this width, at least 1 and within the limits.
    pub(super) fn in_pixels(self, width_px: u32) -> (u32, u32) {
        let wanted = f64::from(width_px.clamp(1, LONGEST_SIDE));
        let (width, height) = (wanted, wanted * f64::from(self.height) / f64::from(self.width));
        let too_many = (width * height / MOST_PIXELS as f64).sqrt();
        let too_long = width.max(height) / f64::from(LONGEST_SIDE);
        let less = too_many.max(too_long).max(1.0);
        // In range here, and parts of a pixel are rounded.
        let whole = |side: f64| (side / less).round().clamp(1.0, f64::from(LONGEST_SIDE)) as u32;
        (whole(width), whole(height))
    }
}

/// The picture of a page: four bytes per pixel, row by row, opaque.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Red, green, blue, opacity.
    pub rgba: Vec<u8>,
}

/// A word of a page's text.
#[derive(Clone, PartialEq, Eq)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// Its region on the page.
    pub region: Region,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_pages_shape_and_never_too_many_pixels() {
        let letter = PageSize::LETTER;
        assert_eq!(letter.in_pixels(1275), (1275, 1650));
        assert_eq!(letter.in_pixels(0), (1, 1));
        for (width, height) in [(3.0, 14_400.0), (14_400.0, 3.0), (612.0, 792.0)] {
            for wanted in [1, 1000, 20_000, u32::MAX] {
                let (wide, high) = PageSize { width, height }.in_pixels(wanted);
                assert!(wide >= 1 && high >= 1 && wide <= LONGEST_SIDE && high <= LONGEST_SIDE, "{wide} x {high}");
                assert!(u64::from(wide) * u64::from(high) <= MOST_PIXELS + u64::from(wide + high), "{wide} x {high}");
            }
        }
    }

    #[test]
    fn no_page_is_endless() {
        let size = |width, height| PageSize { width, height }.is_possible();
        assert!(size(612.0, 792.0) && size(3.0, 3.0));
        assert!(
            !size(0.0, 792.0)
                && !size(-5.0, 5.0)
                && !size(f32::NAN, 5.0)
                && !size(1e30, 5.0)
                && !size(f32::INFINITY, 5.0)
        );
    }
}
