//! Pictures of pages on their way to the screen: kept while they are near what is seen, and let go beyond a bound that does not
//! depend on how many pages there are.
//!
//! Must not know: how a picture is drawn, or where it is shown.

use std::collections::BTreeMap;
use std::ops::Range;

use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::chart::{DrawingError, Picture};

/// The most bytes of pictures that are kept, but for those in sight, which always are.
const MOST_BYTES: usize = 96 << 20;

/// What came of a page.
pub struct Leaf {
    /// Its picture, of whatever width it was last drawn in.
    pub texture: Option<TextureHandle>,
    /// Why there is no newer one.
    pub trouble: Option<DrawingError>,
    /// The width that was asked for last.
    width_px: u32,
}

impl Leaf {
    fn bytes(&self) -> usize {
        self.texture.as_ref().map_or(0, TextureHandle::byte_size)
    }
}

/// Pictures of pages, at most one of each.
#[derive(Default)]
pub struct Pictures {
    leaves: BTreeMap<u32, Leaf>,
}

impl Pictures {
    /// What came of a page, if it was drawn.
    pub fn of(&self, page: u32) -> Option<&Leaf> {
        self.leaves.get(&page)
    }

    /// Whether a page was never drawn in this width. One that failed is not tried again in the same.
    pub fn lacks(&self, page: u32, width_px: u32) -> bool {
        self.leaves.get(&page).is_none_or(|leaf| leaf.width_px != width_px)
    }

    /// Takes a picture in, and lets others go that are far from what is seen.
    pub fn put(
        &mut self,
        ctx: &Context,
        page: u32,
        width_px: u32,
        picture: Result<Picture, DrawingError>,
        seen: &Range<u32>,
    ) {
        let before = self.leaves.remove(&page).and_then(|leaf| leaf.texture);
        let leaf = match picture {
            Ok(picture) => {
                let size = [picture.width as usize, picture.height as usize];
                // Opaque, as the process says: the same premultiplied or not.
                let image = ColorImage::from_rgba_premultiplied(size, &picture.rgba);
                let texture = ctx.load_texture("page", image, TextureOptions::LINEAR);
                Leaf { texture: Some(texture), trouble: None, width_px }
            }
            Err(trouble) => Leaf { texture: before, trouble: Some(trouble), width_px },
        };
        self.leaves.insert(page, leaf);
        self.let_go(seen);
    }

    /// Forgets the pages that failed, so that they are drawn again.
    pub fn forget_troubles(&mut self) {
        self.leaves.retain(|_, leaf| leaf.trouble.is_none());
    }

    /// All bytes that are kept.
    pub fn bytes(&self) -> usize {
        self.leaves.values().map(Leaf::bytes).sum()
    }

    fn let_go(&mut self, seen: &Range<u32>) {
        let mut bytes = self.bytes();
        while bytes > MOST_BYTES {
            let distance = |page: &u32| seen.start.saturating_sub(*page).max(page.saturating_sub(seen.end));
            let far = |page: &&u32| !seen.contains(*page);
            let Some(farthest) = self.leaves.keys().filter(far).max_by_key(|page| distance(page)).copied() else {
                return;
            };
            bytes -= self.leaves.remove(&farthest).map_or(0, |leaf| leaf.bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(side: u32) -> Result<Picture, DrawingError> {
        Ok(Picture { width: side, height: side, rgba: vec![255; (4 * side * side) as usize] })
    }

    #[test]
    fn a_thousand_pages_take_no_more_than_what_is_near() {
        let (ctx, mut pictures) = (Context::default(), Pictures::default());
        for page in 0..1000 {
            pictures.put(&ctx, page, 1000, picture(1000), &(page..page + 1));
            assert!(pictures.bytes() <= MOST_BYTES, "{}", pictures.bytes());
        }
        assert!(!pictures.lacks(999, 1000) && !pictures.lacks(990, 1000), "what was just seen is there");
        assert!(pictures.lacks(0, 1000));
        pictures.put(&ctx, 5, 1000, picture(1000), &(0..10));
        assert!(!pictures.lacks(5, 1000), "what is in sight is never let go");
    }

    #[test]
    fn a_page_that_failed_is_not_tried_again_but_in_another_width() {
        let (ctx, mut pictures) = (Context::default(), Pictures::default());
        pictures.put(&ctx, 3, 800, picture(8), &(0..1));
        pictures.put(&ctx, 3, 900, Err(DrawingError::TooSlow), &(0..1));
        assert!(!pictures.lacks(3, 900) && pictures.lacks(3, 800));
        let leaf = pictures.of(3).unwrap();
        assert!(leaf.texture.is_some() && leaf.trouble == Some(DrawingError::TooSlow), "what there was stays");
        pictures.forget_troubles();
        assert!(pictures.lacks(3, 900));
    }
}
