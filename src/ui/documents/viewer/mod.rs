//! State of a shown document: position, zoom, rotation, mark and search.
//!
//! Pages are drawn by a process of their own and taken over between frames, so no frame waits for one.
//!
//! Must not know: the case that the document belongs to, or how any of it looks.

mod document_file;
mod drawn_pages;
mod page_coordinates;
mod page_layout;
mod page_textures;
mod page_words;
mod search;
mod visible_pages;
mod zoom;

use std::path::PathBuf;

use eframe::egui::Context;

use self::drawn_pages::DrawnPages;
use self::page_words::text_in;
use crate::case::{Citation, Region};
use crate::chart::Word;
use crate::ids::{ContentHash, DocumentId};

pub use document_file::DocumentFile;
pub use page_coordinates::{Rotations, region_between, region_to_rect, rotated_point, rotation_of};
pub use page_layout::{PageLayout, PagePosition};
pub use page_textures::PageTexture;
pub use search::Search;
pub use visible_pages::{LayoutInputs, VisiblePages};
pub use zoom::Zoom;

/// Pages whose words are requested ahead of a search.
const SEARCHED_AHEAD: u32 = 8;

/// Rectangle that the reader marked on a page.
#[derive(Clone, PartialEq)]
pub struct Mark {
    /// Page, from 0.
    pub page: u32,
    /// Marked rectangle.
    pub region: Region,
    /// Text of the page there; empty where the page has no words.
    pub passage: String,
}

/// State of a shown document. Pages count from 0.
pub struct Viewer {
    /// Shown document.
    pub document: DocumentId,
    /// Hash of its file.
    pub hash: ContentHash,
    /// State of its file.
    pub file: DocumentFile,
    /// Zoom of its pages.
    pub zoom: Zoom,
    /// Rotations of its pages.
    pub rotations: Rotations,
    /// Position to scroll to in the next frame.
    pub scroll_target: Option<PagePosition>,
    /// Pages that the last frame showed.
    pub visible: Option<VisiblePages>,
    /// Rectangle that is marked.
    pub mark: Option<Mark>,
    /// Citation that the reader looks up.
    pub citation: Option<Citation>,
    /// Search, while its field is shown.
    pub search: Option<Search>,
    /// Copy of the file that the user saved.
    pub saved_copy: Option<PathBuf>,
    drawn: DrawnPages,
}

impl Viewer {
    /// Creates the state of a document whose file is not checked yet.
    ///
    /// The first frame with pages scrolls to `target`.
    pub fn new(document: DocumentId, hash: ContentHash, target: PagePosition) -> Self {
        Self {
            document,
            hash,
            file: DocumentFile::Checking,
            zoom: Zoom::default(),
            rotations: Rotations::new(),
            scroll_target: Some(target),
            visible: None,
            mark: None,
            citation: None,
            search: None,
            saved_copy: None,
            drawn: DrawnPages::default(),
        }
    }

    /// Sets the state of the file.
    ///
    /// Ignores that of another document, whose check may end later.
    pub fn set_file(&mut self, hash: &ContentHash, file: DocumentFile) {
        if self.hash == *hash {
            self.file = file;
        }
    }

    /// Returns the number of pages; 0 until the document is open.
    pub fn page_count(&self) -> u32 {
        self.file.page_sizes().map_or(0, |sizes| sizes.len() as u32)
    }

    /// Returns the page that is read, or that the next frame scrolls to.
    pub fn current_page(&self) -> u32 {
        let current = self.visible.as_ref().map_or(0, |visible| visible.current_page);
        self.scroll_target.map_or(current, |target| target.page)
    }

    /// Returns the page to cite, and the mark on it.
    ///
    /// That is the page with the mark while it is visible, else the current one.
    pub fn page_to_cite(&self) -> (u32, Option<&Mark>) {
        let is_visible = |mark: &&Mark| self.visible.as_ref().is_some_and(|visible| visible.pages.contains(&mark.page));
        let mark = self.mark.as_ref().filter(is_visible);
        (mark.map_or(self.current_page(), |mark| mark.page), mark)
    }

    /// Returns the texture of a page, once it was drawn or failed.
    pub fn texture(&self, page: u32) -> Option<&PageTexture> {
        self.drawn.texture(page)
    }

    /// Returns the thumbnail of a page, once it was drawn or failed.
    pub fn thumbnail(&self, page: u32) -> Option<&PageTexture> {
        self.drawn.thumbnail(page)
    }

    /// Returns the words of a page once they were read; none where reading failed.
    pub fn words(&self, page: u32) -> Option<&[Word]> {
        self.drawn.words(page)
    }

    /// Scrolls to a page; beyond the end, to the last one.
    pub fn go_to_page(&mut self, page: u32) {
        let last = self.page_count().saturating_sub(1);
        self.scroll_target = Some(PagePosition::top_of(if last == 0 { page } else { page.min(last) }));
    }

    /// Scrolls to a region of a page, with some of the page above it.
    pub fn go_to_region(&mut self, page: u32, region: Option<Region>) {
        const ABOVE: f32 = 0.08;
        let top = region.map_or(0.0, |region| f32::from(region.top) / f32::from(Region::WHOLE));
        // A region's top is measured on the upright page, so a rotated page is shown from its upper edge.
        let fraction = if rotation_of(&self.rotations, page) == 0 { (top - ABOVE).max(0.0) } else { 0.0 };
        self.scroll_target = Some(PagePosition { page, fraction });
    }

    /// Marks a region of a page with the text in it, or nothing.
    pub fn set_mark(&mut self, mark: Option<(u32, Region)>) {
        let passage = |page, region| self.words(page).map(|words| text_in(region, words)).unwrap_or_default();
        self.mark = mark.map(|(page, region)| Mark { page, region, passage: passage(page, region) });
    }

    /// Starts a search, or ends it where there is no query.
    ///
    /// The query of the running search changes nothing.
    pub fn set_query(&mut self, query: Option<&str>) {
        let is_same = query.is_some() && query == self.search.as_ref().map(Search::query);
        if !is_same {
            self.search = query.map(Search::new);
            self.search_read_pages();
            self.request_missing();
        }
    }

    /// Selects the next or the previous hit, scrolls to it and marks it.
    pub fn go_to_hit(&mut self, forward: bool) {
        let from = self.current_page();
        let selected = self.search.as_mut().and_then(|search| search.select_neighbor(forward, from));
        let Some(hit) = selected.cloned() else { return };
        self.go_to_region(hit.page, Some(hit.region));
        self.mark = Some(Mark { page: hit.page, region: hit.region, passage: hit.passage });
    }

    /// Enlarges or reduces the pages by one step from the size that is shown.
    pub fn step_zoom(&mut self, larger: bool) {
        let (Some(visible), Some(sizes)) = (&self.visible, self.file.page_sizes()) else { return };
        let layout = PageLayout::new(&sizes, &self.rotations, self.zoom, visible.layout.viewport, 0.0);
        let Some(size) = sizes.get(visible.current_page as usize) else { return };
        if let Some(percent) = layout.percent(visible.current_page, *size, &self.rotations) {
            self.zoom = Zoom::stepped(percent, larger);
        }
    }

    /// Rotates the current page by a quarter turn to the right.
    pub fn rotate_page(&mut self) {
        let page = self.current_page();
        let rotation = (rotation_of(&self.rotations, page) + 1) % 4;
        self.rotations.insert(page, rotation);
        self.scroll_target = Some(PagePosition::top_of(page));
    }

    /// Sets the pages that a frame showed, and requests what they lack.
    pub fn set_visible(&mut self, visible: VisiblePages) {
        self.scroll_target = None;
        self.visible = Some(visible);
        self.request_missing();
    }

    /// Requests failed pages again.
    pub fn retry_failed(&mut self) {
        self.drawn.remove_failed();
        self.request_missing();
    }

    /// Takes over what was drawn since the last frame.
    ///
    /// Returns true when some of it waits for the next frame.
    pub fn collect(&mut self, ctx: &Context) -> bool {
        let DocumentFile::Drawn(drawer) = &self.file else { return false };
        let results = drawer.take();
        if results.is_empty() && !self.drawn.has_pending() {
            return false;
        }
        self.drawn.receive(ctx, results, self.visible.as_ref(), self.search.as_mut());
        self.search_read_pages();
        self.request_missing();
        self.drawn.has_pending()
    }

    /// Searches every page whose words are kept, and selects the first hit.
    fn search_read_pages(&mut self) {
        let page_count = self.page_count();
        let Some(search) = &mut self.search else { return };
        while let Some((page, words)) =
            search.next_page(page_count).and_then(|page| Some((page, self.drawn.words(page)?)))
        {
            search.search_page(page, words);
        }
        self.select_first_hit();
    }

    /// Selects the first hit from the current page on, once it is known.
    fn select_first_hit(&mut self) {
        let (from, page_count) = (self.current_page(), self.page_count());
        let Some(search) = &self.search else { return };
        let is_known = search.next_page(page_count).is_none() || search.hits().iter().any(|hit| hit.page >= from);
        if is_known && search.selected_hit().is_none() {
            self.go_to_hit(true);
        }
    }

    /// Requests what the visible pages and the search lack.
    fn request_missing(&mut self) {
        let (DocumentFile::Drawn(drawer), Some(visible)) = (&self.file, &self.visible) else { return };
        let page_count = self.page_count();
        let next = self.search.as_ref().and_then(|search| search.next_page(page_count));
        let searched = next.map_or(0..0, |next| next..page_count.min(next.saturating_add(SEARCHED_AHEAD)));
        self.drawn.request_missing(drawer, visible, searched);
    }
}
