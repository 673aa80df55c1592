//! Distances, corners, line widths, sizes and breakpoints of the layout, in points.
//!
//! Must not know: colors, or what is drawn with them.

/// Distances, in steps of 4 points.
pub mod space {
    /// Between things that belong together, such as a mark and its word.
    pub const XS: f32 = 4.0;
    /// Between controls in a row.
    pub const S: f32 = 8.0;
    /// Inside cards, between lines of a form.
    pub const M: f32 = 12.0;
    /// Between blocks.
    pub const L: f32 = 16.0;
    /// Between regions of the window.
    pub const XL: f32 = 24.0;
}

/// Corner radii.
pub mod corner {
    /// Bars of figures.
    pub const BAR: u8 = 2;
    /// Key caps and badges.
    pub const TINY: u8 = 4;
    /// Controls: buttons, fields, chips.
    pub const CONTROL: u8 = 6;
    /// Cards, banners, dialogs.
    pub const CARD: u8 = 10;
}

/// Line widths.
pub mod stroke {
    /// Borders and dividing lines.
    pub const LINE: f32 = 1.0;
    /// The border of a chosen option.
    pub const CHOSEN: f32 = 1.5;
    /// The line under the selected tab.
    pub const TAB: f32 = 2.0;
    /// The focus ring.
    pub const RING: f32 = 2.0;
    /// Space between a control and its focus ring.
    pub const RING_GAP: f32 = 1.0;
    /// The bar at the left edge of a card with a tone.
    pub const BAR: f32 = 4.0;
}

/// Sizes of controls.
pub mod size {
    /// Height of buttons, answers and fields; WCAG 2.2 (2.5.8) requires 24.
    pub const CONTROL: f32 = 30.0;
    /// Height of chips and of the smallest clickable control.
    pub const CHIP: f32 = 26.0;
    /// Height of a step's tab.
    pub const TAB: f32 = 36.0;
    /// A status mark beside a line of text.
    pub const MARK: f32 = 16.0;
    /// A status mark beside a headline.
    pub const MARK_LARGE: f32 = 20.0;
    /// The cross of a remove button.
    pub const CROSS: f32 = 8.0;
    /// Width of a date field.
    pub const DATE: f32 = 116.0;
    /// Preferred width of a single-line field.
    pub const FIELD: f32 = 360.0;
    /// Width of a page in the strip of pages.
    pub const THUMBNAIL: f32 = 64.0;
    /// Height of the page number below a thumbnail.
    pub const THUMBNAIL_NUMBER: f32 = 20.0;
    /// Distance that an arrow key scrolls the chart.
    pub const SCROLL: f32 = 48.0;
    /// Approximate width of the widest button in the footer.
    pub const FOOTER_KEY: f32 = 172.0;
    /// Preferred width of the command palette.
    pub const PALETTE: f32 = 640.0;
}

/// Sizes of the window, breakpoints of its layout, and shares of its width.
pub mod room {
    /// Width and height of the window at its first start.
    pub const FIRST: [f32; 2] = [1440.0, 900.0];
    /// Smallest usable width and height.
    pub const LEAST: [f32; 2] = [640.0, 480.0];
    /// Approximate height that the desktop's bars and the window's frame take.
    pub const FRAME: f32 = 80.0;
    /// Width and height of the window's top edge that must be visible.
    ///
    /// So the window can be moved.
    pub const GRIP: [f32; 2] = [96.0, 24.0];
    /// Below this width header and footer show no shortcuts.
    pub const ROOMY: f32 = 1200.0;
    /// Below this width the worklist is hidden while a case or a page is open.
    pub const NARROW: f32 = 1000.0;
    /// Below this width the status is a strip under the header.
    pub const STRIP: f32 = 760.0;
    /// Below this height the header is a single line of small text.
    pub const LOW: f32 = 480.0;
    /// Below this height of the page the heading scrolls with it.
    pub const LOW_PAGE: f32 = 420.0;
    /// Minimum width of the worklist and of the status.
    pub const WORKLIST: f32 = 248.0;
    /// Maximum width of the worklist and of the status.
    pub const STATUS: f32 = 360.0;
    /// Below this width a row of the worklist has three lines.
    pub const ROW: f32 = 300.0;
    /// Below this width the worklist is hidden while the chart is shown.
    pub const RECORD_AND_LIST: f32 = 1700.0;
    /// Below this width the status is a strip while the chart is shown.
    pub const RECORD_AND_STATUS: f32 = 1160.0;
    /// Below this width the chart replaces the checklist.
    pub const RECORD_BESIDE: f32 = 860.0;
    /// Minimum width of the chart, and of the checklist beside it.
    pub const RECORD: f32 = 380.0;
    /// Below this width of the chart it has no strip of pages.
    pub const PAGE_STRIP: f32 = 430.0;
    /// Share of the chart in the width of checklist and chart.
    pub const RECORD_SHARE: f32 = 0.54;
    /// Maximum width of continuous text.
    pub const READING: f32 = 760.0;
    /// Share of the worklist in the width of the window.
    pub const WORKLIST_SHARE: f32 = 0.19;
    /// Share of the status in the width of the window.
    pub const STATUS_SHARE: f32 = 0.235;
}
