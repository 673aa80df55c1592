//! `explain`, `replay` and `export`: one case, for people.
//!
//! Must not know: how anything is decided or worded.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::apply::written;
use super::history;
use super::policy_commands::readings_of;
use super::shelf::open_case;
use super::{CliError, Shelf, Terminal};
use crate::engine::OpenItem;
use crate::ids::CriterionId;
use crate::policy::Criterion;
use crate::report::{self, FORMATS, Format};
use crate::session::Session;
use crate::store::atomic;
use crate::wording;

/// Prints why a criterion has its result.
pub(super) fn explain(path: &Path, id: &str, shelf: &Shelf, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let session = open_case(path, shelf)?;
    let policy = session.policy();
    let criterion = policy.criterion(&CriterionId::from(id)).ok_or_else(|| {
        let ids: Vec<&str> = policy.criteria().map(|criterion| criterion.id.as_str()).collect();
        CliError::NoSuchCriterion(ids.join(", "))
    })?;
    let mut out = format!("{}\n", criterion.label);
    let (result, open) = match session.evaluation().finding(&criterion.id) {
        Some(finding) => {
            let reason = wording::reason(policy, finding);
            (format!("{}. {reason}", wording::truth(finding.truth)), finding.open.as_slice())
        }
        None => ("not looked at: no criterion of this pathway came to it".to_owned(), &[][..]),
    };
    add(&mut out, "Result", [result]);
    add(&mut out, "Rule", [wording::rule_in_words(policy, criterion)]);
    add(&mut out, "Policy", [report::source(policy, &criterion.id)]);
    add_evidence(&mut out, &session, &criterion.id);
    add(&mut out, "Note", session.case().notes.get(&criterion.id).cloned());
    add(&mut out, "Reading", readings(&session, criterion));
    add(&mut out, "Open", open.iter().map(|item| open_words(&session, item)));
    terminal.print(&out).map(|()| true)
}

fn add(out: &mut String, label: &str, texts: impl IntoIterator<Item = String>) {
    texts.into_iter().filter(|text| !text.is_empty()).for_each(|text| *out += &format!("{label}: {text}\n"));
}

fn add_evidence(out: &mut String, session: &Session, id: &CriterionId) {
    let (answers, tables) = report::evidence(session.policy(), session.case(), id);
    for answered in answers {
        add(out, "Answer", [answered.to_string()]);
        add(out, "  Source", answered.sources);
    }
    for table in tables {
        let filled = |row: Vec<String>| row.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ");
        add(out, &table.title, table.rows.into_iter().map(filled));
    }
}

/// The readings that the criterion names and the case relies on.
fn readings(session: &Session, criterion: &Criterion) -> Vec<String> {
    let policy = session.policy();
    let judged = criterion.rule.judgement().and_then(|id| policy.judgement(id)).map(|judgement| &judgement.reading);
    let named: BTreeSet<_> = readings_of(criterion).chain(judged).collect();
    let relied_on = session.evaluation().relied_on.iter().filter(|id| named.contains(id));
    let words = |reading: &crate::policy::Reading| format!("{}. {}", reading.title, reading.chosen);
    relied_on.filter_map(|id| policy.reading(id)).map(words).collect()
}

fn open_words(session: &Session, item: &OpenItem) -> String {
    let ask = wording::open_title(session.policy(), session.case(), item);
    format!("{}: {ask}", wording::open_kind(item.kind))
}

/// Prints a case's history. A case that is not what its history gives does not open.
pub(super) fn replay(path: &Path, shelf: &Shelf, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let session = open_case(path, shelf)?;
    let events = session.record().history();
    for event in events {
        terminal.print(&history::event(&session, event))?;
    }
    let count = events.len();
    terminal.print(&format!("The {count} events give the case as it is stored.\n")).map(|()| true)
}

/// Writes the summary, to a new file or to the output.
pub(super) fn export(
    path: &Path,
    format: &str,
    output: Option<&Path>,
    shelf: &Shelf,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let session = open_case(path, shelf)?;
    // The command line takes no other name than theirs.
    let Some(format) = Format::named(format).or(FORMATS.first()) else { return Ok(false) };
    let text = report::write(&session, format, shelf.standing(&session));
    let Some(output) = output else { return terminal.print(&text).map(|()| true) };
    if fs::symlink_metadata(output).is_ok() {
        return Err(CliError::Exists.in_file(output));
    }
    written(atomic::save(output, text.as_bytes())).map_err(|error| error.in_file(output))?;
    Ok(true)
}
