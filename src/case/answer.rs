//! An answer with its sources, which follow every change of its value.
//!
//! Must not know: the question that is answered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::{Citation, CitedDocument};
use super::value::Value;
use crate::ids::DocumentId;
use crate::redacted::redacted_debug;

redacted_debug!(Answer, SourcesSetAside);

/// An answer to one question.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The value. Absent while only a source has been noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Its sources in the chart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    /// Sources that were noted for earlier values. They support nothing; they count again when the value returns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<SourcesSetAside>,
}

/// Sources that were noted for an earlier value of a question.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcesSetAside {
    /// The value that they were noted for.
    pub value: Value,
    /// The sources, at least one.
    pub citations: Vec<Citation>,
}

impl Answer {
    /// An answer without a value and without sources.
    pub fn empty() -> Self {
        Self { value: None, citations: Vec::new(), set_aside: Vec::new() }
    }

    /// True where it has neither a value nor a source.
    pub fn is_empty(&self) -> bool {
        self.value.is_none() && self.citations.is_empty() && self.set_aside.is_empty()
    }

    /// Replaces the value. Sources belong to the value that they were noted for: another value sets them aside, and the same
    /// value brings them back. Sources noted before the first value belong to it. "Not in the record" has no sources.
    ///
    /// | before           | after            | sources                                             |
    /// |------------------|------------------|-----------------------------------------------------|
    /// | no value         | a value          | stay, and those set aside for that value return     |
    /// | no value         | not documented   | removed                                             |
    /// | a value          | the same         | stay                                                |
    /// | a value          | another          | set aside; those set aside for the other return     |
    /// | a value          | not documented   | set aside                                           |
    /// | a value          | no value         | set aside                                           |
    /// | not documented   | a value          | those set aside for that value return               |
    ///
    /// The state of a list and the pair that counts have no sources; the rows have them.
    pub(super) fn set_value(&mut self, value: Option<Value>) {
        let before = std::mem::replace(&mut self.value, value);
        if before == self.value {
            return;
        }
        if let Some(before) = before {
            let citations = std::mem::take(&mut self.citations);
            if !citations.is_empty() {
                self.set_aside.retain(|aside| aside.value != before);
                self.set_aside.push(SourcesSetAside { value: before, citations });
            }
        }
        match &self.value {
            Some(Value::NotDocumented) => self.citations.clear(),
            Some(value) => {
                let place = self.set_aside.iter().position(|aside| aside.value == *value);
                for citation in place.map(|place| self.set_aside.remove(place).citations).unwrap_or_default() {
                    if !self.citations.contains(&citation) {
                        self.citations.push(citation);
                    }
                }
            }
            None => {}
        }
    }

    /// Sources that are set aside and not noted for the present value, to be offered for it.
    pub fn sources_set_aside(&self) -> impl Iterator<Item = &Citation> {
        let noted = |citation: &&Citation| !self.citations.contains(citation);
        self.set_aside.iter().flat_map(|aside| &aside.citations).filter(noted)
    }

    /// True where a source that is set aside names the document.
    pub(super) fn sets_aside(&self, document: &CitedDocument) -> bool {
        self.set_aside.iter().flat_map(|aside| &aside.citations).any(|citation| citation.document == *document)
    }

    /// Drops the sources set aside that name a document.
    pub(super) fn forget(&mut self, document: &DocumentId) {
        let named = CitedDocument::Listed(document.clone());
        for aside in &mut self.set_aside {
            aside.citations.retain(|citation| citation.document != named);
        }
        self.set_aside.retain(|aside| !aside.citations.is_empty());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn source(page: u32) -> Citation {
        Citation {
            document: CitedDocument::Titled("Invented note".to_owned()),
            page,
            on: "2026-01-05".parse().unwrap(),
            passage: "Invented".to_owned(),
            region: None,
        }
    }

    fn pages(citations: &[Citation]) -> Vec<u32> {
        citations.iter().map(|citation| citation.page).collect()
    }

    /// Every change of a value, with the sources that count afterwards and those that are set aside.
    #[test]
    fn sources_through_every_change_of_an_answer() {
        use Value::{Contradicted, NotDocumented, Supported};
        let values = [None, Some(Supported), Some(Contradicted), Some(NotDocumented)];
        for before in &values {
            for after in &values {
                let noted = if *before == Some(NotDocumented) { Vec::new() } else { vec![source(1)] };
                let mut answer = Answer { value: before.clone(), citations: noted.clone(), set_aside: Vec::new() };
                answer.set_value(after.clone());
                let (stay, aside): (&[u32], &[u32]) = match (before, after) {
                    (Some(NotDocumented), _) | (None, Some(NotDocumented)) => (&[], &[]),
                    (None, _) => (&[1], &[]),
                    (before, after) if before == after => (&[1], &[]),
                    _ => (&[], &[1]),
                };
                let change = (before.is_some(), after.is_some());
                assert_eq!(pages(&answer.citations), stay, "{change:?}");
                assert_eq!(
                    answer.sources_set_aside().map(|source| source.page).collect::<Vec<_>>(),
                    aside,
                    "{change:?}"
                );
                answer.set_value(before.clone());
                // With the value its sources return; without a value there is nothing that they could support.
                let back = if before.is_none() && after.is_some() { Vec::new() } else { noted };
                assert_eq!(answer.citations, back, "{change:?}");
            }
        }
    }

    #[test]
    fn each_value_gets_its_own_sources_back() {
        let mut answer = Answer { value: Some(Value::Supported), citations: vec![source(1)], set_aside: Vec::new() };
        answer.set_value(Some(Value::Contradicted));
        answer.citations.push(source(2));
        answer.set_value(None);
        answer.citations.push(source(3));
        answer.set_value(Some(Value::Supported));
        assert_eq!(pages(&answer.citations), [3, 1], "what was noted without a value counts for the next one");
        answer.set_value(Some(Value::Contradicted));
        assert_eq!(pages(&answer.citations), [2]);
        assert_eq!(answer.sources_set_aside().map(|source| source.page).collect::<Vec<_>>(), [3, 1]);
    }
}
