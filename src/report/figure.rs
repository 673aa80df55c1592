//! Drawings: shapes on a sheet of their own, with words that say the same. What tells two things apart is form first, tone
//! second.
//!
//! Must not know: any format, or the case behind the figures' data.

use serde::Serialize;

use crate::redacted::redacted_debug;

redacted_debug!(Figure);

/// A drawing. Its sheet is `WIDTH` wide and `height` high; y grows downward.
#[derive(Clone, PartialEq, Serialize)]
pub struct Figure {
    /// What it is called.
    pub title: String,
    /// The same in words, for whoever does not see it.
    pub alternative: String,
    /// How high the sheet is.
    pub height: f32,
    /// What is drawn, in this order.
    #[serde(skip)]
    pub shapes: Vec<Shape>,
}

/// How wide every sheet is.
pub const WIDTH: f32 = 500.0;
/// The size of its text.
pub const TEXT: f32 = 8.0;

/// A place on the sheet.
pub type Point = (f32, f32);

/// Something drawn.
#[derive(Clone, PartialEq)]
pub enum Shape {
    /// A line.
    Line {
        /// From here.
        from: Point,
        /// To here.
        to: Point,
        /// How it looks.
        tone: Tone,
        /// Whether it is broken.
        dashed: bool,
    },
    /// A filled rectangle.
    Bar {
        /// Its upper left corner.
        at: Point,
        /// Width and height.
        size: Point,
        /// How it looks.
        tone: Tone,
    },
    /// A mark at a point.
    Mark {
        /// Its middle.
        at: Point,
        /// Its form.
        form: Form,
        /// How it looks.
        tone: Tone,
    },
    /// A text on one line.
    Text {
        /// Where it begins, ends or has its middle; its base line.
        at: Point,
        /// What it says.
        text: String,
        /// Which of the three.
        anchor: Anchor,
        /// How it looks.
        tone: Tone,
    },
}

/// How a shape looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Ink.
    Ink,
    /// Quiet: axes, what does not count.
    Weak,
    /// What counts.
    Accent,
    /// A line to be reached.
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

/// What the point of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}
