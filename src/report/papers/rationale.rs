//! The rationale of an adverse determination or a partial approval, to the member and the treating practitioner: what is not
//! met, why for this member, and what can be done about it (NCQA UM 7).
//!
//! Must not know: any format.

use super::{Paper, fact, field, identity, letter_head};
use crate::report::document::{Block, Document, Entry, Kind};
use crate::report::summary::Summary;
use crate::report::{ReportError, not_plain};

pub(super) const PAPER: Paper = Paper {
    name: "rationale",
    label: "Denial rationale",
    says: "To the member and the treating practitioner: what is not approved, the criterion and its source, why for this member",
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
    let title = if decided.name == "adverse" { "Notice of a decision" } else { "Notice of a decision in part" };
    let mut paper = Document::new(title, Kind::Letter, identity(summary));
    let practitioner = Some(fact(summary, "Requesting provider")).filter(|name| !name.is_empty());
    let copy = practitioner.map(|name| format!("Treating practitioner: {name}")).unwrap_or_default();
    letter_head(&mut paper, summary, vec![summary.member.name.clone(), copy], Vec::new());
    paper.heading("What was decided");
    paper.blocks.push(Block::List(decided.codes.iter().map(Entry::plain).collect()));
    paper.heading("Why");
    paper.paragraph(decided.why.clone());
    let criteria = decided.criteria.iter().map(|part| {
        let place = format!("policy {}, {}: {}", summary.policy.number, summary.policy.title, part.source);
        let details = vec![field("Where it stands", place), field("What we found", part.reason.clone())];
        Entry::detailed(part.label.clone(), details)
    });
    paper.section("Which requirement", criteria.collect());
    paper.heading("What you can do");
    paper.blocks.push(Block::List(rights().into_iter().map(Entry::plain).collect()));
    paper.blocks.push(Block::Lines(vec![
        format!("Decided by {}, {}", decided.who.name, decided.who.credential),
        decided.who.at.clone(),
    ]));
    Ok(paper)
}

/// What a member is told of, whatever the plan; deadlines and addresses are the plan's and stand in its own letter.
fn rights() -> Vec<&'static str> {
    vec![
        "You may ask for the requirement that was applied and for the records that were used; you get both free of charge.",
        "You may appeal. Somebody who had no part in this decision then decides anew. You may send more records with the appeal.",
        "Your practitioner may talk about this decision with the physician who made it.",
        "If your plan comes with your work, you may have a right to go to court under section 502(a) of the Employee \
         Retirement Income Security Act once the appeals are over.",
    ]
}
