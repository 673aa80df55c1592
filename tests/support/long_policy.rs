//! The bundled policy with criteria of ours at the head of the infusion trial's checklist, as many as wanted.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use mednec::policy::{Catalog, Policy};

/// Each criterion asks whether the record shows an invented finding.
pub fn long_policy(criteria: usize) -> Arc<Policy> {
    let mut catalog = Catalog::bundled().unwrap();
    let text = catalog.entries()[0].policy.text();
    let mut text = text.replace("number = \"2025T0626L\"", "number = \"2025T0626L-long\"");
    let names: String = (0..criteria).map(|number| format!("\"long-{number}\", ")).collect();
    for list in ["{ title = \"Indication\", criteria = [\"chronic-pain\"", "rule.all_of = [\"chronic-pain\""] {
        assert_eq!(text.matches(list).count(), 1, "{list}");
        text = text.replace(list, &list.replace("\"chronic-pain\"", &format!("{names}\"chronic-pain\"")));
    }
    for number in 0..criteria {
        text += &format!(
            r#"
[[criterion]]
id = "long-{number}"
label = "Invented criterion {number} of a long checklist"
source = "trial"
rule.answered = "long.{number}"

[[question]]
id = "long.{number}"
kind = "item"
cited = true
prompt = "Does the record show invented finding {number}?"
ask = "A note of finding {number}"
"#
        );
    }
    catalog.keep(&text).unwrap()
}
