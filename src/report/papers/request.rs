//! The request for information: only what is missing from the record and can still decide the case, as what the provider can
//! send.
//!
//! Must not know: any format.

use super::{Paper, fact, field, identity, letter_head};
use crate::report::ReportError;
use crate::report::document::{Block, Document, Entry, Kind};
use crate::report::summary::Summary;

pub(super) const PAPER: Paper = Paper {
    name: "request",
    label: "Request for information",
    says: "To the provider: what is missing from the record and can still decide the case, and by when",
    suggests: "pdf",
    narrows: false,
    compose,
};

fn compose(summary: &Summary) -> Result<Document, ReportError> {
    if summary.wanted.is_empty() {
        return Err(ReportError::NothingMissing);
    }
    let mut paper = Document::new("Request for information", Kind::Letter, identity(summary));
    let to = vec![fact(summary, "Requesting provider"), fact(summary, "Facility")];
    letter_head(&mut paper, summary, to, vec![field("Requested", fact(summary, "Procedure codes"))]);
    let count = match summary.wanted.len() {
        1 => "One item".to_owned(),
        several => format!("{several} items"),
    };
    paper.paragraph(format!(
        "We are reviewing the request named above under policy {}, {}. The records that we have do not show all that the \
         policy asks for. {count} can still decide the request:",
        summary.policy.number, summary.policy.title
    ));
    let wanted = summary.wanted.iter().map(|wanted| {
        let mut details =
            vec![field("So far", wanted.so_far.clone()), field("For the criterion", wanted.criterion.clone())];
        details.extend(wanted.records.iter().map(|record| field("The policy names", record.clone())));
        Entry::detailed(wanted.what.clone(), details)
    });
    paper.section("Please send", wanted.collect());
    paper.heading("By when");
    paper.paragraph(format!(
        "Please send it {}. Name our case number {} with what you send. Where something was never recorded, please say so: \
         that is an answer too. Nothing else is needed for this request.",
        summary.clock.supply_by, summary.case
    ));
    paper.paragraph(
        "This letter is no decision. The request is decided when the information is here, or when the time for it is over.",
    );
    let mut signature = Vec::new();
    if let Some(last) = &summary.last_change {
        signature.push(format!("{}, {}", last.name, last.credential));
    }
    signature.extend(summary.sender.first().cloned());
    paper.blocks.push(Block::Lines(signature));
    Ok(paper)
}
