//! The request for information: only what is missing from the chart and can still decide the case, as items that the
//! provider can send. It promises nothing: records do not guarantee coverage.
//!
//! Must not know: any format.

use super::paper::{Paper, fact, field, letter_head, letter_identity, letterhead};
use crate::report::document::{Block, Cover, Document, Kind, ListEntry};
use crate::report::error::ReportError;
use crate::report::summary::{Summary, WantedPart};
use crate::wording::{count, dates_written_out, sentence};

pub(super) const PAPER: Paper = Paper {
    name: "request",
    label: "Request for information",
    says: "To the provider: what is missing from the record and can still decide the case, and by when",
    suggests: "pdf",
    narrows: false,
    compose,
};

const NOTICE: &str = "This fax is confidential. It may contain health information that is protected by federal and \
                      state law, and it is intended only for the recipient named above. If you received it by mistake, \
                      do not read, copy or share it: call the sender at once, and destroy all pages.";

fn compose(summary: &Summary) -> Result<Document, ReportError> {
    if summary.wanted.is_empty() {
        return Err(ReportError::NothingMissing);
    }
    let letter = &summary.letter;
    let mut paper = Document::new("Request for additional information", Kind::Letter, letter_identity(summary));
    let about = vec![
        field("Reply needed", sentence(&summary.clock.supply_by)),
        field("Service requested", letter.services.join("; ")),
    ];
    letter_head(&mut paper, summary, addressee(summary), about);
    let salutation = if letter.provider.is_empty() { "Provider" } else { letter.provider.as_str() };
    paper.paragraph(format!("Dear {salutation}:"));
    let items = match summary.wanted.len() {
        1 => "the item listed below".to_owned(),
        several => format!("the {} items listed below", count(several)),
    };
    // Without a rule for the time to answer there is no date above.
    let by = if summary.clock.supply_by.starts_with("by ") { "by the date above" } else { "as soon as you can" };
    paper.paragraph(format!(
        "We are reviewing your request for the service named above under our medical policy {}, {}. The records we have do not \
         show everything that the policy's criteria require. Please send us {items} {by}.",
        summary.policy.number, summary.policy.title
    ));
    paper.section("What we need", summary.wanted.iter().map(wanted).collect());
    paper.heading("How to answer");
    let fax =
        Some(&letter.fax).filter(|fax| !fax.is_empty()).map(|fax| format!(" by fax to {fax}")).unwrap_or_default();
    let call = Some(&letter.phone).filter(|phone| !phone.is_empty());
    let call = call.map(|phone| format!(" If you have questions, call {phone}.")).unwrap_or_default();
    paper.paragraph(format!(
        "Send the records{fax} to the attention of {}, and write our case number, {}, on what you send. If something was never \
         documented, please tell us so: that helps us decide too.{call}",
        attention(summary),
        summary.case
    ));
    paper.paragraph(
        "This is not a coverage decision. We will decide when we have the information, or when the time allowed for a decision \
         is over. Sending records does not guarantee that the service will be covered.",
    );
    paper.paragraph("Sincerely,");
    let mut signature = Vec::new();
    if let Some(last) = &summary.last_change {
        signature.push(format!("{}, {}", last.name, last.credential));
    }
    signature.extend(letter.letterhead.first().cloned());
    paper.blocks.push(Block::Signature(signature));
    paper.cover = letter.fax_cover.then(|| cover(summary));
    Ok(paper)
}

/// Returns the facility and, in the attention line, the requesting provider.
fn addressee(summary: &Summary) -> Vec<String> {
    let (letter, facility) = (&summary.letter, fact(summary, "Facility"));
    let parts = [letter.provider.as_str(), letter.provider_npi.as_str()];
    let provider = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    match (facility.is_empty(), provider.is_empty()) {
        (false, false) => vec![facility, format!("Attention: {provider}")],
        _ => vec![facility, provider],
    }
}

/// Returns the person who gets the answer: the reviewer, else the sender.
fn attention(summary: &Summary) -> String {
    let reviewer = summary.last_change.as_ref().map(|last| format!("{}, {}", last.name, last.credential));
    reviewer.or_else(|| summary.letter.letterhead.first().cloned()).unwrap_or_default()
}

/// Adds an item with its criterion, what is documented so far, and the records that would show it, each with who asks
/// for it.
fn wanted(wanted: &WantedPart) -> ListEntry {
    let mut details = vec![
        field("Criterion", wanted.criterion.clone()),
        field("Documented so far", dates_written_out(&wanted.so_far)),
    ];
    details.extend(wanted.records.iter().cloned());
    ListEntry::detailed(dates_written_out(&wanted.what), details)
}

fn cover(summary: &Summary) -> Cover {
    let letter = &summary.letter;
    // The provider's fax number is not in the case: the line is left to be filled in by hand.
    let to = [fact(summary, "Facility"), letter.provider.clone()];
    let to = to.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
    let fields = vec![
        field("To", if to.is_empty() { "Requesting provider".to_owned() } else { to }),
        field("Fax", "____________________"),
        field("From", attention(summary)),
        field("Phone", letter.phone.clone()),
        field("Return fax", letter.fax.clone()),
        field("Date", letter.written_on.clone()),
        field("About", "A request for additional information"),
    ];
    let fields = fields.into_iter().filter(|field| !field.value.is_empty()).collect();
    Cover { letterhead: letterhead(summary), title: "Fax cover sheet".to_owned(), fields, notice: NOTICE.to_owned() }
}
