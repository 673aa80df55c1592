//! A paper that can be made from a case, and the parts that several papers have.
//!
//! Must not know: which papers there are, or any format.

use crate::report::document::{Block, Document};
use crate::report::error::ReportError;
use crate::report::summary::{Field, Summary};

/// A paper that can be made from a case.
pub struct Paper {
    /// Its name on the command line.
    pub name: &'static str,
    /// Label in a dialog.
    pub label: &'static str,
    /// Its purpose, in a sentence.
    pub says: &'static str,
    /// Default format of its file.
    pub suggests: &'static str,
    /// True if it lists the criteria, so that it can be limited to a selection of them.
    pub narrows: bool,
    pub(super) compose: fn(&Summary) -> Result<Document, ReportError>,
}

impl Paper {
    /// Composes it from a summary. Fails where there is nothing for it to say.
    pub fn compose(&self, summary: &Summary) -> Result<Document, ReportError> {
        if summary.selected && !self.narrows {
            return Err(ReportError::NotNarrowed);
        }
        (self.compose)(summary)
    }
}

/// Returns the title of a paper that lists criteria.
pub(super) fn title(summary: &Summary, of_all: &str) -> String {
    if summary.selected { format!("{of_all} (selected criteria)") } else { of_all.to_owned() }
}

pub(super) fn field(label: &str, value: impl Into<String>) -> Field {
    Field { label: label.to_owned(), value: value.into() }
}

/// Returns the fields that identify case, policy text and version of the history on every paper.
pub(super) fn identity(summary: &Summary) -> Vec<Field> {
    let policy = &summary.policy;
    vec![
        field("Case", summary.case.clone()),
        field("Policy", format!("{}, effective {}", policy.number, policy.effective_on)),
        field("Policy text", format!("{} ({})", policy.content, policy.standing)),
        field("History", summary.head.clone()),
        field("Created", summary.made_at.clone()),
    ]
}

/// Returns a fact of the request by the first words of its label, which have to be whole words: "Plan" is not "Planned
/// drug". Empty where the request does not have it.
pub(super) fn fact(summary: &Summary, label: &str) -> String {
    let begins = |said: &str| said.strip_prefix(label).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let found = summary.request.iter().find(|field| begins(&field.label));
    found.map(|field| field.value.clone()).unwrap_or_default()
}

/// Returns the identifying fields in the foot of a letter: short, since the summary has them all.
pub(super) fn letter_identity(summary: &Summary) -> Vec<Field> {
    let policy = &summary.policy;
    vec![
        field("Case", summary.case.clone()),
        field("Policy", format!("{}, effective {}", policy.number, summary.letter.effective_on)),
        field("Policy text", format!("{} ({})", policy.content, policy.standing)),
        field("History", summary.head_short.clone()),
    ]
}

/// Adds the sender, the date, the recipient's lines, the title, and the subject of the letter.
pub(super) fn letter_head(document: &mut Document, summary: &Summary, to: Vec<String>, about: Vec<Field>) {
    let letter = &summary.letter;
    let title = std::mem::take(&mut document.blocks);
    document.blocks.push(letterhead(summary));
    document.blocks.push(Block::Lines(vec![letter.written_on.clone()]));
    let to: Vec<String> = to.into_iter().filter(|line| !line.is_empty()).collect();
    if !to.is_empty() {
        document.blocks.push(Block::Lines(to));
    }
    document.blocks.extend(title);
    let born = Some(&letter.born_on).filter(|on| !on.is_empty()).map(|on| format!("born {on}"));
    let id = Some(&summary.member.id).filter(|id| !id.is_empty()).map(|id| format!("member ID {id}"));
    let name = Some(summary.member.name.clone()).filter(|name| !name.is_empty());
    let member: Vec<String> = name.into_iter().chain(born).chain(id).collect();
    let mut fields = vec![field("Member", member.join(", ")), field("Plan", fact(summary, "Plan"))];
    fields.extend(about);
    fields.push(field("Date of service", letter.service_on.clone()));
    fields.push(field("Our case number", summary.case.clone()));
    fields.push(field("Plan's reference", fact(summary, "Number in the plan")));
    document.fields(fields);
}

pub(super) fn letterhead(summary: &Summary) -> Block {
    Block::Letterhead { lines: summary.letter.letterhead.clone(), logo: summary.letter.logo.clone() }
}
