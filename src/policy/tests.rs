//! The bundled policy reads without a problem. Broken files are tried in `tests/it/policy/file.rs`.
//!
//! Must not know: any case.

use super::*;

const TEXT: &str = include_str!("../../assets/policies/2025T0626L.toml");

fn problems(text: &str) -> Vec<String> {
    Policy::load(text).err().map(|error| error.problems.iter().map(ToString::to_string).collect()).unwrap_or_default()
}

#[test]
fn the_bundled_policy_has_no_problem() {
    assert_eq!(problems(TEXT), Vec::<String>::new());
}
