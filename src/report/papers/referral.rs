//! The referral to a physician: the question, then what is not met and what is open, then the rest.
//!
//! Must not know: any format.

use super::paper::{Paper, field, identity, title};
use super::summary::{criterion, judgements, readings};
use crate::report::document::{Block, Document, Kind, ListEntry, plain};
use crate::report::error::ReportError;
use crate::report::summary::Summary;

pub(super) const PAPER: Paper = Paper {
    name: "referral",
    label: "Physician referral",
    says: "To the physician: the question asked, what is not met and what is open first, then the rest",
    suggests: "pdf",
    narrows: true,
    compose,
};

fn compose(summary: &Summary) -> Result<Document, ReportError> {
    let referral = summary.referral.as_ref().ok_or(ReportError::NotReferred)?;
    let mut paper = Document::new(title(summary, "Physician referral"), Kind::Report, identity(summary));
    paper.fields(vec![
        field("Member", summary.member.line.clone()),
        field("Case", summary.case.clone()),
        field("Pathway", summary.pathway_title.clone()),
        field("For", referral.to.clone()),
        field("Referred by", referral.who.to_string()),
        field("Clock", summary.clock.line.clone()),
    ]);
    paper.heading("The question");
    paper.quote(referral.question.clone());
    paper.section("Interpretations asked for", plain(&summary.asked));
    let unmet = summary.unmet.iter().map(|part| {
        let mut details = vec![field("", part.reason.clone()), field("Policy", part.source.clone())];
        details.extend(part.evidence.iter().map(|line| field("Record", line.clone())));
        ListEntry { mark: part.result.to_owned(), ..ListEntry::detailed(part.label.clone(), details) }
    });
    paper.section("Not met or open", unmet.collect());
    for group in &summary.open {
        paper.section(group.title, plain(&group.items));
    }
    paper.heading("Where the case stands");
    paper
        .fields(vec![field("Criteria result", summary.status.headline.clone()), field("Determination", summary.state)]);
    paper.paragraph(summary.status.sentence.clone());
    paper.section("Notices", plain(&summary.notices));
    paper.blocks.extend(summary.figures.iter().cloned().map(Block::Figure));
    let decided: Vec<&str> = summary.unmet.iter().map(|part| part.id.as_str()).collect();
    for step in &summary.steps {
        let rest = step.criteria.iter().filter(|part| !decided.contains(&part.id.as_str()));
        paper.section(&step.title, rest.map(criterion).collect());
        step.tables.iter().for_each(|table| paper.table(table));
    }
    paper.section("Physicians' interpretations", judgements(summary));
    paper.section("Readings of the policy relied on", readings(summary));
    paper.heading("Request");
    paper.fields(summary.request.clone());
    Ok(paper)
}
