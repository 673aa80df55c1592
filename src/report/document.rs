//! The summary as a sequence of blocks, the same for every format that people read.
//!
//! Must not know: any format's markup.

use super::summary::{CriterionPart, Field, Summary, Table};

/// A piece of a document.
pub(super) enum Block<'s> {
    /// A heading, of level 1 to 3.
    Heading(u8, &'s str),
    /// A paragraph.
    Paragraph(String),
    /// Labels with values.
    Fields(Vec<(&'s str, String)>),
    /// A table.
    Table(&'s Table),
    /// A list, each entry with lines of its own below it.
    List(Vec<Entry<'s>>),
}

/// An entry of a list.
pub(super) struct Entry<'s> {
    /// How deep it stands, from 0.
    pub(super) depth: usize,
    /// A word or two before it.
    pub(super) mark: &'s str,
    /// What it says.
    pub(super) text: String,
    /// What belongs to it.
    pub(super) details: Vec<(&'s str, String)>,
}

/// The blocks of a summary, in their order on paper.
pub(super) fn blocks(summary: &Summary) -> Vec<Block<'_>> {
    let mut blocks = vec![Block::Heading(1, "Review summary"), head(summary)];
    blocks.push(Block::Heading(2, "Criteria result"));
    blocks.push(Block::Fields(vec![("Result", summary.status.headline.clone())]));
    blocks.push(Block::Paragraph(summary.status.sentence.clone()));
    section(&mut blocks, "Notices", plain(&summary.notices));
    for group in &summary.open {
        section(&mut blocks, group.title, plain(&group.items));
    }
    blocks.push(Block::Heading(2, "Request"));
    blocks.push(fields(&summary.request));
    for step in &summary.steps {
        blocks.push(Block::Heading(2, &step.title));
        blocks.push(Block::List(step.criteria.iter().map(criterion).collect()));
        for table in step.tables.iter().filter(|table| !table.rows.is_empty()) {
            blocks.push(Block::Heading(3, &table.title));
            blocks.push(Block::Table(table));
        }
    }
    section(&mut blocks, "Physicians' interpretations", judgements(summary));
    section(&mut blocks, "Readings of the policy relied on", readings(summary));
    if !summary.documents.rows.is_empty() {
        blocks.extend([Block::Heading(2, &summary.documents.title), Block::Table(&summary.documents)]);
    }
    blocks.push(Block::Heading(2, "Recorded by"));
    let who = summary.reviewers.iter().map(|who| entry("", who.to_string()));
    blocks.push(Block::List(who.collect()));
    section(&mut blocks, "About the policy", plain(&summary.purpose));
    blocks
}

fn head(summary: &Summary) -> Block<'_> {
    let policy = &summary.policy;
    let last = summary.last_change.as_ref().map(ToString::to_string).unwrap_or_default();
    Block::Fields(vec![
        ("Member", summary.member.line.clone()),
        ("Case", summary.case.clone()),
        ("Pathway", summary.pathway_title.clone()),
        ("Policy", format!("{}, {}, effective {}", policy.number, policy.title, policy.effective_on)),
        ("Policy text", format!("{} ({})", policy.content, policy.standing)),
        ("Last change", last),
    ])
}

fn section<'s>(blocks: &mut Vec<Block<'s>>, title: &'s str, entries: Vec<Entry<'s>>) {
    if !entries.is_empty() {
        blocks.extend([Block::Heading(2, title), Block::List(entries)]);
    }
}

fn fields(fields: &[Field]) -> Block<'_> {
    Block::Fields(fields.iter().map(|field| (field.label.as_str(), field.value.clone())).collect())
}

fn entry(mark: &str, text: String) -> Entry<'_> {
    Entry { depth: 0, mark, text, details: Vec::new() }
}

fn plain(texts: &[String]) -> Vec<Entry<'_>> {
    texts.iter().map(|text| entry("", text.clone())).collect()
}

fn criterion(part: &CriterionPart) -> Entry<'_> {
    let mut details = vec![("", part.reason.clone())];
    for answered in &part.answers {
        if !answered.repeats_reason {
            details.push(("", answered.to_string()));
        }
        details.extend(answered.sources.iter().map(|source| ("Source", source.clone())));
    }
    details.extend(part.notes.iter().map(|note| ("Note", note.clone())));
    Entry { depth: part.depth, mark: part.result, text: part.label.clone(), details }
}

fn judgements(summary: &Summary) -> Vec<Entry<'_>> {
    let judged = summary.judgements.iter().map(|judged| Entry {
        depth: 0,
        mark: if judged.counts { "" } else { "not in effect" },
        text: format!("{} {}", judged.question, judged.decision),
        details: vec![("Why", judged.why.clone()), ("By", judged.who.to_string())],
    });
    judged.collect()
}

fn readings(summary: &Summary) -> Vec<Entry<'_>> {
    let readings = summary.readings.iter().map(|reading| Entry {
        depth: 0,
        mark: "",
        text: reading.title.clone(),
        details: vec![("Doubt", reading.doubt.clone()), ("Chosen", reading.chosen.clone())],
    });
    readings.collect()
}

/// A field's text on one line, its control characters gone and those that reverse the direction of writing made visible:
/// neither may change what a reader takes the rest of the page to say.
pub(super) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        for c in part.chars() {
            match c {
                '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                    line.extend(c.escape_unicode());
                }
                c if c.is_control() => {}
                c => line.push(c),
            }
        }
    }
    line
}
