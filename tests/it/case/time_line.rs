//! The drawing of treatments: what no source proves is hatched, and the words say up to when each treatment is documented.

#![allow(clippy::unwrap_used)]

use mednec::report::{Shape, figures};

use crate::policy::scenarios::{base, bundled, step};

/// Returns the number of strokes that lie across bars, and the words of the drawing.
fn drawn(treatment: &str) -> (usize, String) {
    let mut session = base(&bundled(), "trial");
    step(&mut session, treatment).unwrap();
    let (_, figure) =
        figures(&session).into_iter().find(|(question, _)| question.as_str() == "care.treatments").unwrap();
    let is_slanted = |shape: &&Shape| match shape {
        Shape::Line { from, to, .. } => from.0 != to.0 && from.1 != to.1,
        _ => false,
    };
    (figure.shapes.iter().filter(is_slanted).count(), figure.alternative)
}

#[test]
fn what_no_source_proves_is_hatched_and_said() {
    let (strokes, words) =
        drawn("care.treatments 1 = gabapentin 2025-01-15 to 2025-09-01 no-safe-relief, cited on 2025-07-14");
    assert!(strokes > 1, "{strokes}");
    assert!(words.contains("documented up to 2025-07-14"), "{words}");
    // What goes on is drawn up to the day up to which treatment counts.
    let (strokes, words) =
        drawn("care.treatments 1 = gabapentin 2025-01-15 to ongoing no-safe-relief, cited on 2025-07-15");
    assert!(strokes > 1 && words.contains("documented up to 2025-07-15"), "{strokes} {words}");
    let (strokes, words) =
        drawn("care.treatments 1 = gabapentin 2025-01-15 to 2025-09-01 no-safe-relief, cited on 2025-09-01");
    assert!(strokes == 0 && !words.contains("documented up to"), "{strokes} {words}");
}
