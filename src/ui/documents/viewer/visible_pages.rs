//! Pages of a document that a frame showed.
//!
//! Must not know: how pages are laid out or drawn.

use std::ops::Range;

use eframe::egui::Vec2;

use super::page_layout::PagePosition;
use super::zoom::Zoom;

/// Inputs of a layout. A frame in which they change keeps the scroll position.
#[derive(Clone, Copy, PartialEq)]
pub struct LayoutInputs {
    /// Size of the viewport in points.
    pub viewport: Vec2,
    /// Zoom of the pages.
    pub zoom: Zoom,
}

/// Pages of a document that a frame showed.
#[derive(Clone, PartialEq)]
pub struct VisiblePages {
    /// Position at the upper edge.
    pub position: PagePosition,
    /// Page that is read, from 0.
    pub current_page: u32,
    /// Visible pages.
    pub pages: Range<u32>,
    /// Pages to draw with their widths in pixels, the most urgent first.
    ///
    /// These are the visible pages and their neighbors.
    pub page_widths_px: Vec<(u32, u32)>,
    /// Visible thumbnails, by page.
    pub thumbnails: Range<u32>,
    /// Inputs of the layout.
    pub layout: LayoutInputs,
}
