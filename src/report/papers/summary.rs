//! The review summary for the file, with every detail.
//!
//! Must not know: any format.

use super::paper::{Paper, field, identity, title};
use crate::report::document::{Block, Document, Kind, ListEntry, plain};
use crate::report::error::ReportError;
use crate::report::summary::{CriterionPart, DeterminationPart, Field, Summary};

pub(super) const PAPER: Paper = Paper {
    name: "summary",
    label: "Review summary",
    says: "For the file: every criterion with reason and source, what is missing, what was decided and by whom",
    suggests: "pdf",
    narrows: true,
    compose,
};

fn compose(summary: &Summary) -> Result<Document, ReportError> {
    let mut paper = Document::new(title(summary, "Review summary"), Kind::Report, identity(summary));
    paper.fields(head(summary));
    paper.heading("Criteria result");
    paper.fields(vec![field("Result", summary.status.headline.clone())]);
    paper.paragraph(summary.status.sentence.clone());
    paper.heading("Determination");
    paper.fields(vec![field("State", summary.state)]);
    if let Some(determination) = &summary.determination {
        decided(&mut paper, determination);
    }
    paper.section("Notices", plain(&summary.notices));
    for group in &summary.open {
        paper.section(group.title, plain(&group.items));
    }
    paper.heading("Clock");
    paper.paragraph(summary.clock.line.clone());
    let moments = summary.clock.milestones.iter().chain(&summary.clock.remarks);
    let moments: Vec<ListEntry> = moments.map(ListEntry::plain).collect();
    if !moments.is_empty() {
        paper.blocks.push(Block::List(moments));
    }
    for part in &summary.log {
        paper.section(part.title, plain(&part.lines));
    }
    paper.heading("Request");
    paper.fields(summary.request.clone());
    for step in &summary.steps {
        paper.section(&step.title, step.criteria.iter().map(criterion).collect());
        step.tables.iter().for_each(|table| paper.table(table));
    }
    paper.blocks.extend(summary.figures.iter().cloned().map(Block::Figure));
    paper.section("Physicians' interpretations", judgements(summary));
    paper.section("Readings of the policy relied on", readings(summary));
    if !summary.documents.rows.is_empty() {
        paper.heading(summary.documents.title.clone());
        paper.blocks.push(Block::Table(summary.documents.clone()));
    }
    paper.section("Recorded by", summary.reviewers.iter().map(|who| ListEntry::plain(who.to_string())).collect());
    paper.section("About the policy", plain(&summary.purpose));
    Ok(paper)
}

fn head(summary: &Summary) -> Vec<Field> {
    let policy = &summary.policy;
    vec![
        field("Member", summary.member.line.clone()),
        field("Case", summary.case.clone()),
        field("Pathway", summary.pathway_title.clone()),
        field("Policy", format!("{}, {}, effective {}", policy.number, policy.title, policy.effective_on)),
        field("Policy text", format!("{} ({})", policy.content, policy.standing)),
        field("Last change", summary.last_change.as_ref().map(ToString::to_string).unwrap_or_default()),
    ]
}

/// Adds a determination with its grounds, its author and its signature.
pub(super) fn decided(paper: &mut Document, decided: &DeterminationPart) {
    paper.fields(vec![field("Note", decided.note.clone())]);
    paper.quote(decided.why.clone());
    let codes = decided.codes.iter().map(ListEntry::plain);
    let criteria = decided.criteria.iter().map(|part| {
        let details = vec![field("", part.reason.clone()), field("Policy", part.source.clone())];
        ListEntry { mark: part.result.to_owned(), ..ListEntry::detailed(part.label.clone(), details) }
    });
    let entries: Vec<ListEntry> = codes.chain(criteria).collect();
    if !entries.is_empty() {
        paper.blocks.push(Block::List(entries));
    }
    paper.fields(vec![
        field("Reason for the delay", decided.late_because.clone()),
        field("Reason for other dates", decided.dates_because.clone()),
        field("Criteria result then", decided.result),
        field("By", decided.who.to_string()),
        field("License", decided.licence.clone()),
        field("Signed with", decided.signature.clone()),
    ]);
}

/// Makes the entry of a criterion with its evidence.
pub(super) fn criterion(part: &CriterionPart) -> ListEntry {
    let mut details = vec![field("", part.reason.clone())];
    for answered in &part.answers {
        if !answered.repeats_reason {
            details.push(field("", answered.to_string()));
        }
        details.extend(answered.sources.iter().map(|source| field("Source", source.clone())));
    }
    details.extend(part.notes.iter().map(|note| field("Note", note.clone())));
    ListEntry { depth: part.depth, mark: part.result.to_owned(), ..ListEntry::detailed(part.label.clone(), details) }
}

/// Lists the judgments of physicians on doubts.
pub(super) fn judgements(summary: &Summary) -> Vec<ListEntry> {
    let judged = summary.judgements.iter().map(|judged| {
        let details = vec![field("Why", judged.why.clone()), field("By", judged.who.to_string())];
        let mark = if judged.counts { "" } else { "not in effect" };
        let text = format!("{} {}", judged.question, judged.decision);
        ListEntry { mark: mark.to_owned(), ..ListEntry::detailed(text, details) }
    });
    judged.collect()
}

/// Lists the readings of the policy that the result relies on.
pub(super) fn readings(summary: &Summary) -> Vec<ListEntry> {
    let readings = summary.readings.iter().map(|reading| {
        let details = vec![field("Doubt", reading.doubt.clone()), field("Chosen", reading.chosen.clone())];
        ListEntry::detailed(reading.title.clone(), details)
    });
    readings.collect()
}
