//! Words for documents of the chart: the size of a file, pages without a citation, the origin of a requested record.
//!
//! Must not know: the content of a document.

use crate::policy::{RecordOrigin, RecordWanted};

/// The label before a record in a letter to a provider. Only records that the policy names get "The policy names".
pub fn record_origin(from: Option<RecordOrigin>) -> &'static str {
    match from {
        Some(RecordOrigin::RevisionNote) => "The policy names",
        Some(RecordOrigin::Criterion | RecordOrigin::Project) => "Our checklist suggests",
        Some(RecordOrigin::Department) => "Our department asks for",
        None => "Records that may help",
    }
}

/// The line below a record on screen: its origin and the reason why it is listed.
pub fn record_origin_on_screen(record: &RecordWanted) -> String {
    let by = match record.from {
        Some(RecordOrigin::RevisionNote) => "Named by the policy",
        Some(RecordOrigin::Criterion | RecordOrigin::Project) => "Suggested by this program",
        Some(RecordOrigin::Department) => "Asked for by your department",
        None => return record.provenance.clone(),
    };
    format!("{by} · {}", record.provenance)
}

/// The size of a file: "48 kB", "3.2 MB".
pub fn file_size(bytes: u64) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// The pages of a document without a citation, which may still be worth a look. `cited` are pages from 1 in order.
pub fn uncited(cited: &[u32], pages: Option<u32>) -> Option<String> {
    let Some(pages) = pages else { return cited.is_empty().then(|| "Not cited".to_owned()) };
    if cited.is_empty() {
        return Some("Not cited".to_owned());
    }
    let mut ranges = Vec::new();
    let mut from = 1;
    for page in cited.iter().copied().chain([pages.saturating_add(1)]) {
        if page > from {
            ranges.push(page_range(from, page - 1));
        }
        from = from.max(page.saturating_add(1));
    }
    Some(match ranges.as_slice() {
        [] => "Every page is cited".to_owned(),
        ranges => format!("Not cited: p. {}", ranges.join(", ")),
    })
}

fn page_range(from: u32, to: u32) -> String {
    if from == to { from.to_string() } else { format!("{from} to {to}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_without_a_citation_are_named_in_ranges() {
        for (cited, pages, says) in [
            (&[][..], Some(3), Some("Not cited")),
            (&[], None, Some("Not cited")),
            (&[2], None, None),
            (&[1, 2, 2, 3], Some(3), Some("Every page is cited")),
            (&[73], Some(100), Some("Not cited: p. 1 to 72, 74 to 100")),
            (&[1, 3, 3, 6], Some(7), Some("Not cited: p. 2, 4 to 5, 7")),
            (&[2], Some(2), Some("Not cited: p. 1")),
        ] {
            assert_eq!(uncited(cited, pages).as_deref(), says, "{cited:?} of {pages:?}");
        }
    }

    #[test]
    fn files_have_a_size() {
        let sizes = [999, 1000, 48_999, 3_290_000, 268_435_456].map(file_size);
        assert_eq!(sizes, ["999 bytes", "1 kB", "48 kB", "3.2 MB", "268.4 MB"]);
    }
}
