//! Items of a plan's own notice of an adverse determination that the rationale does not contain: data of the program,
//! by line of business.
//!
//! Must not know: the case, or how a paper is laid out.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::ids::OptionId;

const NOTICE: &str = include_str!("../../assets/notice.toml");

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    right: Vec<Item>,
    addition: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    says: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    lines: Vec<OptionId>,
    #[serde(default)]
    except: Vec<OptionId>,
}

impl Item {
    /// True if the item applies to a line of business. An unknown line gets the items for every line, and none for one
    /// alone.
    fn is_for(&self, line: Option<&OptionId>) -> bool {
        let named = self.lines.is_empty() || line.is_some_and(|line| self.lines.contains(line));
        named && !line.is_some_and(|line| self.except.contains(line))
    }
}

/// The file is compiled in, and a test parses it.
fn notice() -> &'static Notice {
    static READ: LazyLock<Notice> = LazyLock::new(|| toml::from_str(NOTICE).unwrap_or_default());
    &READ
}

/// Returns the member's rights, each in a sentence or two of plain language.
pub(super) fn rights(line: Option<&OptionId>) -> Vec<String> {
    notice().right.iter().filter(|item| item.is_for(line)).map(|item| item.says.clone()).collect()
}

/// Returns the items that the notice has to add, each with its source.
pub(super) fn additions(line: Option<&OptionId>) -> Vec<(String, String)> {
    let for_it = notice().addition.iter().filter(|item| item.is_for(line));
    for_it.map(|item| (item.says.clone(), item.source.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{request, request_questions};

    fn all(line: Option<&str>) -> String {
        let line = line.map(OptionId::from);
        let additions = additions(line.as_ref()).into_iter().map(|(says, _)| says);
        rights(line.as_ref()).into_iter().chain(additions).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_file_reads_and_names_only_lines_that_a_request_can_have() {
        let read: Notice = toml::from_str(NOTICE).unwrap();
        let question = request_questions().iter().find(|question| question.id == *request::LINE).unwrap();
        for item in read.right.iter().chain(&read.addition) {
            for line in item.lines.iter().chain(&item.except) {
                assert!(question.options.iter().any(|option| option.id == *line), "{line}");
            }
        }
        assert!(read.addition.iter().all(|item| !item.source.is_empty()));
    }

    #[test]
    fn each_line_of_business_has_the_additions_of_its_own_law() {
        for line in [Some("commercial"), Some("exchange"), Some("other"), None] {
            let said = all(line);
            assert!(said.contains("External review") && said.contains("diagnosis and treatment codes"), "{line:?}");
            assert!(!said.contains("CMS-10003"), "{line:?}");
        }
        assert!(all(Some("commercial")).contains("502(a)"));
        for line in [Some("exchange"), Some("medicare-advantage"), Some("other"), None] {
            assert!(!all(line).contains("502(a)"), "{line:?}");
        }
        let medicare = all(Some("medicare-advantage"));
        assert!(medicare.contains("CMS-10003") && medicare.contains("reconsideration"));
        assert!(!medicare.contains("External review"), "its reconsideration has an independent review of its own");
        for line in [Some("commercial"), Some("exchange"), Some("medicare-advantage"), Some("other"), None] {
            let said = all(line);
            assert!(said.contains("peer-to-peer") && said.contains("free of charge"), "{line:?}");
        }
    }
}
