//! Textures, thumbnails and words of a document, and the requests for them.
//!
//! Must not know: how a page is drawn, or how it is shown.

use std::collections::VecDeque;
use std::iter;
use std::ops::Range;

use eframe::egui::Context;

use super::page_textures::{PageTexture, PageTextures};
use super::page_words::PageWords;
use super::search::Search;
use super::visible_pages::VisiblePages;
use crate::chart::{Drawer, DrawingRequest, DrawingResult, Word};

/// Width of a thumbnail, in pixels.
const THUMBNAIL_PX: u32 = 128;

/// Textures, thumbnails and words of a document, as far as they are kept.
#[derive(Default)]
pub(super) struct DrawnPages {
    textures: PageTextures,
    thumbnails: PageTextures,
    words: PageWords,
    /// Results that wait for a later frame.
    pending: VecDeque<DrawingResult>,
    /// Requests that the drawer was given last.
    requested: Vec<DrawingRequest>,
}

impl DrawnPages {
    /// Returns the texture of a page, once it was drawn or failed.
    pub(super) fn texture(&self, page: u32) -> Option<&PageTexture> {
        self.textures.get(page)
    }

    /// Returns the thumbnail of a page, once it was drawn or failed.
    pub(super) fn thumbnail(&self, page: u32) -> Option<&PageTexture> {
        self.thumbnails.get(page)
    }

    /// Returns the words of a page once they were read; none where reading failed.
    pub(super) fn words(&self, page: u32) -> Option<&[Word]> {
        self.words.get(page)
    }

    /// True when results wait for a later frame.
    pub(super) fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Takes results: all words and thumbnails, but only one page texture.
    ///
    /// Uploading a texture is slow, so further ones wait for later frames. Words go to the search before they are kept:
    /// keeping them may discard a page that the search would have to wait for again.
    pub(super) fn receive(
        &mut self,
        ctx: &Context,
        results: Vec<DrawingResult>,
        visible: Option<&VisiblePages>,
        mut search: Option<&mut Search>,
    ) {
        self.pending.extend(results);
        let (pages, thumbnails) =
            visible.map_or((0..0, 0..0), |visible| (visible.pages.clone(), visible.thumbnails.clone()));
        let mut has_texture = false;
        while let Some(result) = self.pending.pop_front() {
            match result {
                DrawingResult::Words { page, words } => {
                    if let Some(search) = &mut search {
                        search.search_page(page, words.as_deref().unwrap_or_default());
                    }
                    self.words.insert(page, words);
                }
                DrawingResult::Picture { page, width_px: THUMBNAIL_PX, picture } => {
                    self.thumbnails.insert(ctx, page, THUMBNAIL_PX, picture, &thumbnails);
                }
                DrawingResult::Picture { .. } if has_texture => {
                    self.pending.push_front(result);
                    break;
                }
                DrawingResult::Picture { page, width_px, picture } => {
                    has_texture = true;
                    self.textures.insert(ctx, page, width_px, picture, &pages);
                }
            }
        }
    }

    /// Requests everything that is missing, in place of earlier requests.
    ///
    /// Order: visible pages and their neighbors, words of the current page, words of the searched pages, thumbnails.
    pub(super) fn request_missing(&mut self, drawer: &Drawer, visible: &VisiblePages, searched: Range<u32>) {
        let is_missing = |page, width_px| self.textures.is_missing(page, width_px) && !self.is_pending(page, width_px);
        let pages = visible.page_widths_px.iter().copied().filter(|(page, width_px)| is_missing(*page, *width_px));
        let unread = iter::once(visible.current_page).chain(searched).filter(|page| self.words.is_missing(*page));
        let thumbnails = visible.thumbnails.clone().filter(|page| self.thumbnails.is_missing(*page, THUMBNAIL_PX));
        let requests: Vec<DrawingRequest> = pages
            .map(|(page, width_px)| DrawingRequest::Picture { page, width_px })
            .chain(unread.map(|page| DrawingRequest::Words { page }))
            .chain(thumbnails.map(|page| DrawingRequest::Picture { page, width_px: THUMBNAIL_PX }))
            .collect();
        if requests != self.requested {
            drawer.request(requests.clone());
            self.requested = requests;
        }
    }

    /// Forgets failed pages and all requests, so that the next request repeats them.
    pub(super) fn remove_failed(&mut self) {
        self.textures.remove_failed();
        self.thumbnails.remove_failed();
        self.requested.clear();
    }

    fn is_pending(&self, page: u32, width_px: u32) -> bool {
        self.pending.iter().any(|result| match result {
            DrawingResult::Picture { page: other, width_px: width, .. } => (*other, *width) == (page, width_px),
            DrawingResult::Words { .. } => false,
        })
    }
}
