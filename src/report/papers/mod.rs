//! The papers, one file each: what each says, in which order, to whom.
//!
//! Must not know: any format; the case behind the summary.

mod note;
mod rationale;
mod referral;
mod request;
mod summary;

use super::ReportError;
use super::document::Document;
use super::summary::{Field, Summary};

/// A paper that can be made from a case.
pub struct Paper {
    /// Its name on the command line.
    pub name: &'static str,
    /// What a dialog calls it.
    pub label: &'static str,
    /// What it is for, in a sentence.
    pub says: &'static str,
    /// The format that it is saved in where nobody says otherwise.
    pub suggests: &'static str,
    /// Whether it lists the criteria, so that a selection of them narrows it.
    pub narrows: bool,
    compose: fn(&Summary) -> Result<Document, ReportError>,
}

/// All of them.
pub const PAPERS: &[Paper] = &[summary::PAPER, request::PAPER, referral::PAPER, rationale::PAPER, note::PAPER];

impl Paper {
    /// The paper of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PAPERS.iter().find(|paper| paper.name == name)
    }

    /// What it says of a case, or why there is nothing that it could say.
    pub fn compose(&self, summary: &Summary) -> Result<Document, ReportError> {
        if summary.selected && !self.narrows {
            return Err(ReportError::NotNarrowed);
        }
        (self.compose)(summary)
    }
}

/// The title of a paper that lists criteria.
fn title(summary: &Summary, of_all: &str) -> String {
    if summary.selected { format!("{of_all} (selected criteria)") } else { of_all.to_owned() }
}

fn field(label: &str, value: impl Into<String>) -> Field {
    Field { label: label.to_owned(), value: value.into() }
}

/// What names case, policy text and state of the record on every paper.
fn identity(summary: &Summary) -> Vec<Field> {
    let policy = &summary.policy;
    vec![
        field("Case", summary.case.clone()),
        field("Policy", format!("{}, effective {}", policy.number, policy.effective_on)),
        field("Policy text", format!("{} ({})", policy.content, policy.standing)),
        field("Record", summary.head.clone()),
        field("Made", summary.made_at.clone()),
    ]
}

/// A fact of the request by the beginning of its label.
fn fact(summary: &Summary, label: &str) -> String {
    let found = summary.request.iter().find(|field| field.label.starts_with(label));
    found.map(|field| field.value.clone()).unwrap_or_default()
}

/// Where a letter comes from and goes to, and what it is about. Procedure codes stand only where the reader knows them.
fn letter_head(document: &mut Document, summary: &Summary, to: Vec<String>, about: Vec<Field>) {
    use super::document::Block;
    let first = document.blocks.pop();
    if !summary.sender.is_empty() {
        document.blocks.push(Block::Lines(summary.sender.clone()));
    }
    document.blocks.push(Block::Lines(vec![summary.made_on.clone()]));
    let to: Vec<String> = to.into_iter().filter(|line| !line.is_empty()).collect();
    if !to.is_empty() {
        document.blocks.push(Block::Lines(to));
    }
    document.blocks.extend(first);
    let mut fields = vec![field("Member", summary.member.line.clone()), field("Plan", fact(summary, "Plan"))];
    fields.extend(about);
    fields.push(field("Date of service", fact(summary, "Date of service")));
    fields.push(field("Our case", summary.case.clone()));
    fields.push(field("Reference", fact(summary, "Number in the plan")));
    document.fields(fields);
}
