//! The summary as JSON, for other programs: the view model as it is.
//!
//! Must not know: the case behind it.

use super::{Format, Summary};

pub(super) const FORMAT: Format = Format { name: "json", extension: "json", label: "JSON", write };

fn write(summary: &Summary) -> String {
    // Strings, lists and booleans only: nothing here can fail to serialise.
    serde_json::to_string_pretty(summary).map(|text| text + "\n").unwrap_or_default()
}
