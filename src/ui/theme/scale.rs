//! Distances, corners, line widths, control sizes and the sizes at which the window folds, in points.
//!
//! Must not know: colours, or what is drawn with them.

/// Distances, in steps of 4.
pub mod space {
    /// Between things that are one, as a mark and its word.
    pub const XS: f32 = 4.0;
    /// Between neighbours in a row.
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
    /// Bars of a drawing.
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
    /// Borders and rules.
    pub const LINE: f32 = 1.0;
    /// The border of what is chosen.
    pub const CHOSEN: f32 = 1.5;
    /// The line under the selected tab.
    pub const TAB: f32 = 2.0;
    /// The ring around what has the focus.
    pub const RING: f32 = 2.0;
    /// Air between a control and its ring.
    pub const RING_GAP: f32 = 1.0;
    /// The bar on the left edge of a card that wants attention.
    pub const BAR: f32 = 4.0;
}

/// Sizes of controls.
pub mod size {
    /// Height of buttons, answers and fields; more than the 24 that WCAG 2.2 asks for.
    pub const CONTROL: f32 = 30.0;
    /// Height of chips and of the smallest thing that can be clicked.
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
    /// Width of a single-line field when there is room.
    pub const FIELD: f32 = 360.0;
    /// Width of a page in the strip of pages.
    pub const THUMBNAIL: f32 = 64.0;
    /// Height of the number under it.
    pub const THUMBNAIL_NUMBER: f32 = 20.0;
    /// What an arrow key scrolls a page of the record by.
    pub const SCROLL: f32 = 48.0;
    /// The widest of the foot's keys, about.
    pub const FOOT_KEY: f32 = 172.0;
    /// Width of the command palette when there is room.
    pub const PALETTE: f32 = 640.0;
}

/// The sizes of window and page at which something folds, and how the window is shared.
pub mod room {
    /// Width and height of a window that was never opened before.
    pub const FIRST: [f32; 2] = [1440.0, 900.0];
    /// The least that a window can be used with.
    pub const LEAST: [f32; 2] = [640.0, 480.0];
    /// What a desktop's bars and a window's frame take of a screen's height, about.
    pub const FRAME: f32 = 80.0;
    /// How much of the strip along a window's top must show on one screen for somebody to get hold of it.
    pub const HOLD: [f32; 2] = [96.0, 24.0];
    /// Below this width the bars above and below have no room for keys.
    pub const ROOMY: f32 = 1200.0;
    /// Below this width the worklist makes room for an open case, and for a page that lies over it.
    pub const NARROW: f32 = 1000.0;
    /// Below this width the status becomes a strip under the header.
    pub const STRIP: f32 = 760.0;
    /// Below this height all that is not the page makes room for it.
    pub const LOW: f32 = 480.0;
    /// Below this height of the page the heading scrolls with it.
    pub const LOW_PAGE: f32 = 420.0;
    /// The least that the worklist and the status take.
    pub const WORKLIST: f32 = 248.0;
    /// The most that they take.
    pub const STATUS: f32 = 360.0;
    /// Below this width a row of the worklist needs a third line.
    pub const ROW: f32 = 300.0;
    /// Below this width the worklist makes room for the record beside the checklist.
    pub const RECORD_AND_LIST: f32 = 1700.0;
    /// Below this width the status becomes a strip where the record is beside.
    pub const RECORD_AND_STATUS: f32 = 1160.0;
    /// Below this width the record takes the checklist's place.
    pub const RECORD_BESIDE: f32 = 860.0;
    /// The least that the record takes, and the least that it leaves the checklist.
    pub const RECORD: f32 = 380.0;
    /// Below this width of the record there is no strip of its pages.
    pub const PAGE_STRIP: f32 = 430.0;
    /// What the record takes of what the checklist and it share.
    pub const RECORD_SHARE: f32 = 0.54;
    /// The widest that a text is set which is read from end to end.
    pub const READING: f32 = 760.0;
    /// What the worklist takes of the window: the page between it and the status needs the most.
    pub const WORKLIST_SHARE: f32 = 0.19;
    /// What the status takes.
    pub const STATUS_SHARE: f32 = 0.235;
}
