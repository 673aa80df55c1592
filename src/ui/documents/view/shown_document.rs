//! Document that a frame shows, with the citations of it.
//!
//! Must not know: how a page is drawn.

use crate::case::Citation;
use crate::chart::PageSize;
use crate::ui::documents::viewer::Viewer;

/// Citation of a page of the shown document.
pub(super) struct PageCitation<'a> {
    /// Prompt of the question whose answer cites the page.
    pub(super) prompt: &'a str,
    pub(super) citation: &'a Citation,
}

impl PageCitation<'_> {
    /// Returns the page, from 0.
    pub(super) fn page(&self) -> u32 {
        self.citation.page.saturating_sub(1)
    }
}

/// Document that a frame shows.
#[derive(Clone, Copy)]
pub(super) struct ShownDocument<'a> {
    pub(super) viewer: &'a Viewer,
    pub(super) title: &'a str,
    /// Size of each page.
    pub(super) sizes: &'a [PageSize],
    pub(super) citations: &'a [PageCitation<'a>],
}

impl<'a> ShownDocument<'a> {
    /// Returns the prompts of the questions whose answers cite a page, counted from 0.
    pub(super) fn prompts_citing(&self, page: u32) -> Vec<&'a str> {
        self.citations.iter().filter(|citation| citation.page() == page).map(|citation| citation.prompt).collect()
    }
}
