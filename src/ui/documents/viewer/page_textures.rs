//! Cache of page textures, bounded in bytes whatever the number of pages.
//!
//! Must not know: how a picture is drawn, or where it is shown.

use std::collections::BTreeMap;
use std::ops::Range;

use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions};

use crate::chart::{DrawingError, Picture};

/// The most bytes of textures that are kept. Visible pages are kept beyond it.
const MOST_BYTES: usize = 96 << 20;

/// Texture of a page, or the error of drawing it.
pub struct PageTexture {
    /// The newest texture that was drawn, of any width.
    pub texture: Option<TextureHandle>,
    /// Error of the last request. An older texture is kept beside it.
    pub error: Option<DrawingError>,
    /// Width of the last request.
    width_px: u32,
}

impl PageTexture {
    fn byte_size(&self) -> usize {
        self.texture.as_ref().map_or(0, TextureHandle::byte_size)
    }
}

/// Cache of page textures, at most one for each page.
#[derive(Default)]
pub(super) struct PageTextures {
    textures: BTreeMap<u32, PageTexture>,
}

impl PageTextures {
    /// Returns the texture of a page, once it was drawn or failed.
    pub(super) fn get(&self, page: u32) -> Option<&PageTexture> {
        self.textures.get(&page)
    }

    /// True when a page was not drawn in this width.
    ///
    /// A failed page counts as drawn, so that it is not requested again and again.
    pub(super) fn is_missing(&self, page: u32, width_px: u32) -> bool {
        self.textures.get(&page).is_none_or(|texture| texture.width_px != width_px)
    }

    /// Uploads a picture, and evicts textures far from the visible pages.
    pub(super) fn insert(
        &mut self,
        ctx: &Context,
        page: u32,
        width_px: u32,
        picture: Result<Picture, DrawingError>,
        visible: &Range<u32>,
    ) {
        let previous = self.textures.remove(&page).and_then(|texture| texture.texture);
        let texture = match picture {
            Ok(picture) => {
                let size = [picture.width as usize, picture.height as usize];
                // Pictures are opaque, so premultiplying changes nothing.
                let image = ColorImage::from_rgba_premultiplied(size, &picture.rgba);
                let texture = ctx.load_texture("page", image, TextureOptions::LINEAR);
                PageTexture { texture: Some(texture), error: None, width_px }
            }
            Err(error) => PageTexture { texture: previous, error: Some(error), width_px },
        };
        self.textures.insert(page, texture);
        self.evict(visible);
    }

    /// Removes the pages that failed, so that they are requested again.
    pub(super) fn remove_failed(&mut self) {
        self.textures.retain(|_, texture| texture.error.is_none());
    }

    fn byte_size(&self) -> usize {
        self.textures.values().map(PageTexture::byte_size).sum()
    }

    /// Removes the textures farthest from the visible pages, down to the bound.
    fn evict(&mut self, visible: &Range<u32>) {
        let mut bytes = self.byte_size();
        while bytes > MOST_BYTES {
            let distance = |page: &u32| visible.start.saturating_sub(*page).max(page.saturating_sub(visible.end));
            let is_hidden = |page: &&u32| !visible.contains(*page);
            let Some(farthest) = self.textures.keys().filter(is_hidden).max_by_key(|page| distance(page)).copied()
            else {
                return;
            };
            bytes -= self.textures.remove(&farthest).map_or(0, |texture| texture.byte_size());
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
        let (ctx, mut textures) = (Context::default(), PageTextures::default());
        for page in 0..1000 {
            textures.insert(&ctx, page, 1000, picture(1000), &(page..page + 1));
            assert!(textures.byte_size() <= MOST_BYTES, "{}", textures.byte_size());
        }
        assert!(!textures.is_missing(999, 1000) && !textures.is_missing(990, 1000), "the newest pages are kept");
        assert!(textures.is_missing(0, 1000));
        textures.insert(&ctx, 5, 1000, picture(1000), &(0..10));
        assert!(!textures.is_missing(5, 1000), "a visible page is never evicted");
    }

    #[test]
    fn a_failed_page_is_requested_again_only_in_another_width() {
        let (ctx, mut textures) = (Context::default(), PageTextures::default());
        textures.insert(&ctx, 3, 800, picture(8), &(0..1));
        textures.insert(&ctx, 3, 900, Err(DrawingError::TooSlow), &(0..1));
        assert!(!textures.is_missing(3, 900) && textures.is_missing(3, 800));
        let failed = textures.get(3).unwrap();
        assert!(failed.texture.is_some() && failed.error == Some(DrawingError::TooSlow), "the older texture stays");
        textures.remove_failed();
        assert!(textures.is_missing(3, 900));
    }
}
