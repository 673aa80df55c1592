//! Zoom of the pages, and its steps.
//!
//! Must not know: how large any page is.

/// Percentages that enlarging and reducing step through.
const STEPS: [u16; 13] = [25, 33, 50, 67, 80, 100, 125, 150, 200, 250, 300, 400, 600];

/// Zoom of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// Each page is as wide as the viewport.
    #[default]
    Width,
    /// A whole page fits the viewport.
    Page,
    /// Percentage of the size on paper.
    Percent(u16),
}

impl Zoom {
    /// Returns the whole page from the width, and the width from anything else.
    pub fn fitting(self) -> Self {
        if self == Self::Width { Self::Page } else { Self::Width }
    }

    /// Returns the next step above or below a percentage, or the last one.
    pub fn stepped(percent: f32, larger: bool) -> Self {
        // A fitted page is rarely at a whole percentage: without a tolerance the first step could be invisible.
        let beyond = |step: &&u16| {
            let step = f32::from(**step);
            if larger { step > percent + 1.0 } else { step < percent - 1.0 }
        };
        let step = if larger { STEPS.iter().find(beyond) } else { STEPS.iter().rev().find(beyond) };
        let end = if larger { 600 } else { 25 };
        Self::Percent(step.copied().unwrap_or(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_moves_to_the_neighboring_step() {
        let steps = |percent, larger| Zoom::stepped(percent, larger);
        assert_eq!(steps(73.4, true), Zoom::Percent(80));
        assert_eq!(steps(73.4, false), Zoom::Percent(67));
        assert_eq!(steps(100.2, true), Zoom::Percent(125));
        assert_eq!(steps(99.9, false), Zoom::Percent(80));
        assert_eq!(steps(9000.0, true), Zoom::Percent(600));
        assert_eq!(steps(3.0, false), Zoom::Percent(25));
    }
}
