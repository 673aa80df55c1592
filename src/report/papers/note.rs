//! The note for pasting into a plan's system of record: complete, in few lines, with nothing to fill in.
//!
//! Must not know: any format.

use super::paper::{Paper, fact, field, identity, title};
use crate::report::document::{Block, Document, Kind, ListEntry, plain};
use crate::report::error::ReportError;
use crate::report::summary::{CriterionPart, Summary};

pub(super) const PAPER: Paper = Paper {
    name: "note",
    label: "Note to paste",
    says: "For the plan's system of record: complete plain text, with nothing to fill in",
    suggests: "text",
    narrows: true,
    compose,
};

fn compose(summary: &Summary) -> Result<Document, ReportError> {
    let mut paper = Document::new(title(summary, "Review note"), Kind::Note, identity(summary));
    paper.fields(vec![
        field("Member", summary.member.line.clone()),
        field("Requested", fact(summary, "Procedure codes")),
        field("Diagnoses", fact(summary, "Diagnosis codes")),
        field("Received", fact(summary, "Received")),
        field("Date of service", fact(summary, "Date of service")),
        field("Pathway", summary.pathway_title.clone()),
        field("Criteria result", format!("{}. {}", summary.status.headline, summary.status.sentence)),
        field("Determination", determination(summary)),
        field("Clock", summary.clock.line.clone()),
    ]);
    let criteria = summary.steps.iter().flat_map(|step| &step.criteria).map(line);
    paper.blocks.push(Block::List(criteria.collect()));
    for group in &summary.open {
        paper.section(group.title, plain(&group.items));
    }
    for part in &summary.log {
        paper.section(part.title, plain(&part.lines));
    }
    let judged = summary.judgements.iter().filter(|judged| judged.counts);
    let judged = judged.map(|it| ListEntry::plain(format!("{} {}: {} ({})", it.question, it.decision, it.why, it.who)));
    paper.section("Physicians' interpretations", judged.collect());
    let readings =
        summary.readings.iter().map(|reading| ListEntry::plain(format!("{}: {}", reading.title, reading.chosen)));
    paper.section("Readings of the policy relied on", readings.collect());
    Ok(paper)
}

fn determination(summary: &Summary) -> String {
    let Some(decided) = &summary.determination else { return summary.state.to_owned() };
    let one_line = |text: &str| text.replace('\n', " ");
    let reason =
        |label: &str, why: &str| if why.is_empty() { String::new() } else { format!("{label}: {}", one_line(why)) };
    let parts = [
        decided.state.to_owned(),
        decided.note.clone(),
        decided.codes.join("; "),
        one_line(&decided.why),
        reason("reason for the delay", &decided.late_because),
        reason("reason for other dates", &decided.dates_because),
    ];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}. {}", said.join("; ").trim_end_matches('.'), decided.who)
}

/// Writes a criterion on one line: result, statement, reason, sources.
fn line(part: &CriterionPart) -> ListEntry {
    let sources: Vec<String> = part.answers.iter().flat_map(|answered| answered.sources.clone()).collect();
    let sources = if sources.is_empty() { String::new() } else { format!(" [{}]", sources.join("; ")) };
    // The plan's own system needs details too: the release of a criteria set, a reference number.
    let details = part.answers.iter().filter(|answered| answered.is_detail && !answered.repeats_reason);
    let facts = details
        .filter(|answered| !answered.value.is_empty())
        .map(|answered| format!("; {answered}"))
        .collect::<String>();
    let notes = part.notes.iter().map(|note| format!(" Note: {note}")).collect::<String>();
    let text = format!("{}: {}{facts}{sources}{notes}", part.label, part.reason);
    ListEntry { depth: part.depth, mark: part.result.to_owned(), ..ListEntry::plain(text) }
}
