//! The physician's rationale of an adverse determination or a partial approval, for the plan's notice to the member and
//! the treating practitioner (NCQA UM 7). It is not the notice: it ends with the items that the notice has to add.
//!
//! Must not know: any format.

use super::paper::{Paper, fact, field, letter_head, letter_identity};
use crate::report::document::{Block, Document, Kind, ListEntry, plain};
use crate::report::error::ReportError;
use crate::report::plain_language::not_plain;
use crate::report::summary::Summary;
use crate::wording::dates_written_out;

pub(super) const PAPER: Paper = Paper {
    name: "rationale",
    label: "Rationale for the plan's notice",
    says: "For the plan's notice: what is not approved, the criterion and its source, why for this member, and what the notice adds",
    suggests: "pdf",
    narrows: false,
    compose,
};

fn compose(summary: &Summary) -> Result<Document, ReportError> {
    let denied = |name: &str| matches!(name, "adverse" | "partially-approved");
    let decided = summary.determination.as_ref().filter(|decided| denied(decided.name));
    let decided = decided.ok_or(ReportError::NothingDenied)?;
    let faults = not_plain(&decided.why);
    if !faults.is_empty() {
        return Err(ReportError::NotPlain(faults));
    }
    let letter = &summary.letter;
    let mut paper = Document::new("Rationale for the plan's notice", Kind::Letter, letter_identity(summary));
    let practitioner = Some(&letter.provider).filter(|name| !name.is_empty());
    let copy = practitioner.map(|name| format!("Treating practitioner: {name}")).unwrap_or_default();
    let facility = fact(summary, "Facility");
    letter_head(&mut paper, summary, vec![summary.member.name.clone(), copy, facility], Vec::new());
    paper.paragraph(
        "This is the physician's rationale, for the plan's notice to the member and the treating practitioner. It is not the \
         notice. The last part lists what the notice must add.",
    );
    paper.section("The decision", decided.codes.iter().map(|code| ListEntry::plain(dates_written_out(code))).collect());
    paper.heading("The reason");
    paper.quote(decided.why.clone());
    let criteria = decided.criteria.iter().map(|part| {
        let place = format!("Policy {}, {}: {}", summary.policy.number, summary.policy.title, part.source);
        let details = vec![field("Found in", place), field("What we found", dates_written_out(&part.reason))];
        ListEntry::detailed(part.label.clone(), details)
    });
    paper.section("The requirement", criteria.collect());
    paper.section("Your rights", plain(&letter.rights));
    paper.blocks.push(Block::Signature(vec![
        format!("{}, {}", decided.who.name, decided.who.credential),
        format!("Decided at {}", letter.decided_at),
    ]));
    let additions = letter
        .notice_adds
        .iter()
        .map(|added| ListEntry::detailed(added.value.clone(), vec![field("Source", added.label.clone())]));
    paper.section("What the plan's notice must add", additions.collect());
    Ok(paper)
}
