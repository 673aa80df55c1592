//! Text styles of a paper.
//!
//! Must not know: what is written in a style, or where.

use super::faces::Weight;

/// Shade of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shade {
    Ink,
    Weak,
}

/// Style of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    /// Line height.
    pub(super) leading: f32,
    pub(super) weight: Weight,
    pub(super) shade: Shade,
}

impl Style {
    pub(super) const fn new(size: f32, leading: f32, weight: Weight, shade: Shade) -> Self {
        Self { size, leading, weight, shade }
    }

    /// Returns the distance from the top of a line to the baseline: Noto Sans reaches 1.069 above it and 0.293 below.
    pub(super) fn baseline(self) -> f32 {
        (self.leading - self.size * 1.362) / 2.0 + self.size * 1.069
    }
}

pub(super) const BODY: Style = Style::new(10.0, 14.0, Weight::Regular, Shade::Ink);
pub(super) const STRONG: Style = Style::new(10.0, 14.0, Weight::SemiBold, Shade::Ink);
pub(super) const LABEL: Style = Style::new(9.0, 14.0, Weight::SemiBold, Shade::Weak);
pub(super) const SMALL: Style = Style::new(8.5, 12.0, Weight::Regular, Shade::Weak);
pub(super) const SMALL_LABEL: Style = Style::new(8.5, 12.0, Weight::SemiBold, Shade::Weak);
pub(super) const MARK: Style = Style::new(8.5, 14.0, Weight::SemiBold, Shade::Ink);
pub(super) const CELL: Style = Style::new(8.5, 11.5, Weight::Regular, Shade::Ink);
pub(super) const HEAD_CELL: Style = Style::new(8.5, 11.5, Weight::SemiBold, Shade::Weak);
pub(super) const FOOT: Style = Style::new(7.0, 9.5, Weight::Regular, Shade::Weak);
