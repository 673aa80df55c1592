//! Drawings: shapes on a canvas, with the same in words. Shapes differ by form first and by tone second.
//!
//! Must not know: any format, or the case behind the figures' data.

use serde::Serialize;

use crate::redacted::redacted_debug;

redacted_debug!(Figure);

/// A drawing. Its canvas is `WIDTH` wide and `height` high; y grows downward.
#[derive(Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Its title.
    pub title: String,
    /// Alternative text for readers who cannot see it.
    pub alternative: String,
    /// Height of the canvas.
    pub height: f32,
    /// Its shapes, in drawing order.
    #[serde(skip)]
    pub shapes: Vec<Shape>,
}

/// Width of every canvas.
pub const WIDTH: f32 = 500.0;
/// Size of its text.
pub const TEXT: f32 = 8.0;

/// A point on the canvas.
pub type Point = (f32, f32);

/// A shape.
#[derive(Clone, PartialEq)]
pub enum Shape {
    /// A line.
    Line {
        /// Its start.
        from: Point,
        /// Its end.
        to: Point,
        /// Its tone.
        tone: Tone,
        /// True for a dashed line.
        dashed: bool,
    },
    /// A filled rectangle.
    Bar {
        /// Its upper left corner.
        at: Point,
        /// Width and height.
        size: Point,
        /// Its tone.
        tone: Tone,
    },
    /// A mark at a point.
    Mark {
        /// Its center.
        at: Point,
        /// Its form.
        form: Form,
        /// Its tone.
        tone: Tone,
    },
    /// A text on one line.
    Text {
        /// Its start, end or center on the baseline, by `anchor`.
        at: Point,
        /// Its text.
        text: String,
        /// The meaning of `at`.
        anchor: Anchor,
        /// Its tone.
        tone: Tone,
    },
}

/// Tone of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Main text and lines.
    Ink,
    /// Axes and what does not count.
    Weak,
    /// Values that count.
    Accent,
    /// A threshold.
    Limit,
}

/// The form of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A disc.
    Disc,
    /// A ring.
    Ring,
    /// A diamond.
    Diamond,
}

/// The point of a text that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}
