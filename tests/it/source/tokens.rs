//! The look of the window stands in one place: outside `src/ui/theme` no colour, no letter size and no number of points is
//! written.
//!
//! Must not know: which tokens there are.

use crate::source::tidy::{Source, no_complaints};

/// Names that make a color, a font or a distance out of numbers.
const MAKERS: [&str; 10] = [
    "Color32::from_",
    "Rgba::from_",
    "hex_color!",
    "FontId::new(",
    "FontId::proportional(",
    "FontId::monospace(",
    "Margin::same(",
    "Margin::symmetric(",
    "CornerRadius::same(",
    "add_space(",
];
/// Colours that are none: what egui fills in, and nothing.
const NO_COLOURS: [&str; 2] = ["PLACEHOLDER", "TRANSPARENT"];
/// A larger number with a decimal point is a number of points; a smaller one is a share or a multiple.
const LARGEST_SHARE: f64 = 8.0;

/// Returns the faults of a piece of code, with their places. Its own tests draw nothing.
fn complaints(source: &Source) -> Vec<String> {
    let code = source.code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let at = |offset: usize, what: &str| format!("{}:{}: {what}", source.path, source.line_of(offset));
    let mut found = Vec::new();
    for maker in MAKERS {
        for (offset, _) in code.match_indices(maker) {
            // A token may be handed to it, a number may not.
            let by_number =
                code[offset + maker.len()..].trim_start().starts_with(|letter: char| letter.is_ascii_digit());
            if by_number || !maker.ends_with('(') {
                found.push(at(offset, maker));
            }
        }
    }
    for (offset, _) in code.match_indices("Color32::") {
        let name = &code[offset + "Color32::".len()..];
        let is_constant = name.starts_with(|letter: char| letter.is_ascii_uppercase());
        if is_constant && !NO_COLOURS.iter().any(|none| name.starts_with(none)) {
            found.push(at(offset, "a colour by its name"));
        }
    }
    for (offset, number) in decimals(code) {
        if number > LARGEST_SHARE {
            found.push(at(offset, &format!("{number} points")));
        }
    }
    found
}

/// Every number with a decimal point.
fn decimals(code: &str) -> Vec<(usize, f64)> {
    let of_number = |letter: &char| letter.is_ascii_digit() || *letter == '_';
    code.match_indices('.')
        .filter_map(|(point, _)| {
            let start = point - code[..point].chars().rev().take_while(of_number).count();
            let end = point + 1 + code[point + 1..].chars().take_while(of_number).count();
            let is_number = start < point && end > point + 1;
            Some((start, code[start..end].replace('_', "").parse().ok()?)).filter(|_| is_number)
        })
        .collect()
}

#[test]
fn no_colour_and_no_number_of_points_stands_outside_the_theme() {
    let views = Source::all_below("src/ui").into_iter().filter(|source| !source.path.starts_with("src/ui/theme"));
    no_complaints(views.flat_map(|source| complaints(&source)).collect());
}

#[test]
fn the_check_sees_what_it_looks_for() {
    let count = |code: &str| complaints(&Source::of("src/ui/x.rs", code)).len();
    for wrong in [
        "let c = Color32::from_rgb(1, 2, 3);",
        "let c = Color32::RED;",
        "ui.add_space(12.0);",
        "ui.set_width(340.0);",
        "Margin::same(4)",
        "FontId::proportional( 13.5 )",
        "const WIDE: f32 = 1_000.0;",
        "#[cfg(test)]\nuse of_tests;\nconst WIDE: f32 = 340.0;",
    ] {
        assert!(count(wrong) > 0, "{wrong}");
    }
    for right in [
        "ui.add_space(space::M);",
        "rect.height() / 2.0",
        "Color32::TRANSPARENT",
        "Margin::same(space::M as i8)",
        "let _ = \"12.5 points\"; // 340.0",
        "tuple.0",
        "#[cfg(test)]\nmod tests {\n    const WIDE: f32 = 340.0;\n}",
    ] {
        assert_eq!(count(right), 0, "{right}");
    }
}
