//! `explain`, `replay`, `export` and `worklist`: cases as text and files.
//!
//! Must not know: how anything is decided or worded.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;

use super::args::Export;
use super::failure::CliError;
use super::policy_commands::readings_of;
use super::stores::{open_case, report_unlogged, warn_of_due_dates};
use super::terminal::Terminal;
use crate::engine::OpenItem;
use crate::ids::CriterionId;
use crate::letterhead::Letterhead;
use crate::policy::Criterion;
use crate::report::{self, Context, Format, Logo, Paper};
use crate::session::Session;
use crate::store::{LetterSettings, Settings, paths};
use crate::text::visible;
use crate::wording::{self, EventWords};
use crate::workspace::{Target, Workstation, read_logo, worklist};

/// Prints why a criterion has its result.
pub(super) fn explain(
    path: &Path,
    id: &str,
    workstation: &Workstation,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let (workspace, session) = open_case(path, workstation)?;
    report_unlogged(workspace.log_viewed(session.history(), None), &workspace, terminal);
    let policy = session.policy();
    let criterion = policy.criterion(&CriterionId::from(id)).ok_or_else(|| no_such_criterion(&session))?;
    let mut out = format!("{}\n", visible(&criterion.label));
    let (result, open) = match session.evaluation().finding(&criterion.id) {
        Some(finding) => {
            let reason = wording::reason(policy, finding);
            (format!("{}. {reason}", wording::truth(finding.truth)), finding.open.as_slice())
        }
        None => ("not evaluated: this pathway did not lead to it".to_owned(), &[][..]),
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

fn no_such_criterion(session: &Session) -> CliError {
    let ids: Vec<&str> = session.policy().criteria().map(|criterion| criterion.id.as_str()).collect();
    CliError::NoSuchCriterion(ids.join(", "))
}

fn add(out: &mut String, label: &str, texts: impl IntoIterator<Item = String>) {
    texts
        .into_iter()
        .filter(|text| !text.is_empty())
        .for_each(|text| *out += &format!("{label}: {}\n", visible(&text)));
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

/// Returns the readings that the criterion names and the evaluation relies on.
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

/// Prints a case's history. A case that differs from its history does not open.
pub(super) fn replay(path: &Path, workstation: &Workstation, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let (workspace, session) = open_case(path, workstation)?;
    report_unlogged(workspace.log_viewed(session.history(), None), &workspace, terminal);
    let events = session.history().events();
    for event in events {
        terminal.print(&lines_of(&wording::event(session.policy(), session.case(), event)))?;
    }
    let events = wording::counted(events.len(), "event");
    terminal.print(&format!("Replaying {events} gives the case as it is stored.\n")).map(|()| true)
}

/// Returns an event as lines.
///
/// The first has its number, time and author; one follows for each change.
fn lines_of(event: &EventWords) -> String {
    let EventWords { sequence, at, by, .. } = event;
    let station = event.station.as_ref().map(|station| format!(", {station}")).unwrap_or_default();
    let effect = event.effect.as_ref().map(|effect| format!(", {effect}")).unwrap_or_default();
    // Typed text must not start a line that looks like an event, so line feeds in it are escaped.
    let mut out = format!("{}\n", visible(&format!("{sequence} {at} {by}{station}{effect}")));
    let words = |value: &Option<String>| value.as_ref().map_or("nothing".to_owned(), |value| format!("\"{value}\""));
    for change in &event.changes {
        let line = format!("{}: {} -> {}", change.what, words(&change.before), words(&change.after));
        out += &format!("    {}\n", visible(&line));
    }
    out
}

/// Writes a paper to a new file or to standard output.
///
/// Returns false where the paper has a warning.
pub(super) fn export(args: &Export, workstation: &Workstation, terminal: &mut Terminal<'_>) -> Result<bool, CliError> {
    let (workspace, session) = open_case(&args.case, workstation)?;
    // Always found: clap accepts no other names.
    let named = Paper::named(&args.paper).zip(Format::named(&args.format));
    let Some((paper, format)) = named else { return Ok(false) };
    let only: Vec<CriterionId> = args.only.iter().map(|id| CriterionId::from(id.as_str())).collect();
    if only.iter().any(|id| session.policy().criterion(id).is_none()) {
        return Err(no_such_criterion(&session));
    }
    warn_of_due_dates(&workspace, terminal);
    let (letters, logo) = letterhead(args, terminal)?;
    let context = Context {
        standing: workspace.standing(&session),
        rules: &workspace.rules,
        now: terminal.now,
        zone: terminal.zone,
        letterhead: &letters.letterhead,
        logo: logo.as_ref(),
        fax_cover: args.fax_cover || letters.fax_cover,
        only: &only,
        fonts: &terminal.fonts,
    };
    let written = report::written(&session, paper, format, &context)
        .map_err(|error| CliError::from(error).in_file(&args.case))?;
    let logged = match &args.output {
        Some(output) => {
            let target = Target { path: output, replaces: false, by: None };
            let exported = workspace.export_paper(&session, paper, &written, &target);
            exported.map_err(|error| CliError::from(error).in_file(output))?.logged
        }
        None => {
            terminal.print_file(&written.bytes)?;
            workspace.log_paper(&session, paper.name, None)
        }
    };
    report_unlogged(logged, &workspace, terminal);
    let warning = written.warning();
    if let Some(warning) = &warning {
        terminal.warn(&format!("{}: {warning}.", paths::shown(&args.case)));
    }
    Ok(warning.is_none())
}

/// Returns the named letterhead, or that of the settings, with its logo.
///
/// Parts that cannot be used are reported and left out.
fn letterhead(args: &Export, terminal: &mut Terminal<'_>) -> Result<(LetterSettings, Option<Logo>), CliError> {
    if !args.sender.is_empty() {
        let letterhead = Letterhead::of_lines(&args.sender);
        return Ok((LetterSettings { letterhead, ..LetterSettings::default() }, None));
    }
    let (letters, warnings) = match (&args.letterhead, &terminal.settings_file) {
        (Some(file), _) => LetterSettings::load(file).map_err(|failure| CliError::NotWritten(failure).in_file(file))?,
        // Warnings about other settings do not concern a letter.
        (None, Some(file)) => (Settings::load(file).0.letters, Vec::new()),
        (None, None) => Default::default(),
    };
    let mut logo = None;
    if let Some(file) = &letters.logo {
        match read_logo(file) {
            Ok(read) => logo = Some(read),
            Err(why) => terminal.warn(&format!("{}: {why}. The paper has no logo.", paths::shown(file))),
        }
    }
    warnings.iter().for_each(|warning| terminal.warn(&warning.to_string()));
    Ok((letters, logo))
}

/// Writes the worklist of a store as CSV.
///
/// Cases that cannot be opened have a line too.
pub(super) fn print_worklist(
    folder: Option<PathBuf>,
    output: Option<&Path>,
    workstation: &Workstation,
    terminal: &mut Terminal<'_>,
) -> Result<bool, CliError> {
    let folder = folder.map_or_else(|| terminal.data_folder.clone(), Ok)?;
    let workspace = workstation.open(&folder)?;
    workspace.roster.trusted()?;
    warn_of_due_dates(&workspace, terminal);
    let rows = worklist::read_rows(&workspace, (terminal.now, terminal.zone), &AtomicUsize::new(0))?;
    let csv = worklist::csv(&rows);
    let logged = match output {
        Some(path) => {
            let exported = workspace.export_worklist(&csv, &Target { path, replaces: false, by: None });
            exported.map_err(|error| CliError::from(error).in_file(path))?.logged
        }
        None => {
            terminal.print_file(&csv)?;
            workspace.log_worklist()
        }
    };
    logged.map(|()| true).map_err(CliError::from)
}
