//! Letters: no promise, the letterhead and the fax cover page; and the rationale for the plan's notice.
//!
//! Must not know: how a page is laid out.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use mednec::case::{Action, Value};
use mednec::cli::{self, Console, Terminal};
use mednec::letterhead::Letterhead;
use mednec::report::{Context, Format, Logo, Paper, write};
use mednec::session::Session;
use mednec::store::paths::NoFolder;
use mednec::turnaround::Rulebook;

use crate::case::decisions::{does, met, rn};
use crate::case::samples::sample_sessions;
use crate::papers::texts::{letterhead, plain_context, written};

const NOW: &str = "2026-03-02T09:00:00-05:00";

pub(crate) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A request for information in a format.
fn exported(session: &Session, format: &str, letterhead: &Letterhead, logo: Option<&Logo>, fax_cover: bool) -> Vec<u8> {
    let rules = Rulebook::bundled().unwrap();
    let context = Context { letterhead, logo, fax_cover, ..plain_context(&rules, NOW.parse().unwrap()) };
    write(session, Paper::named("request").unwrap(), Format::named(format).unwrap(), &context).unwrap()
}

// ---------------------------------------------------------------- the request for information

#[test]
fn a_letter_promises_nothing_and_writes_dates_out() {
    let mut letters = 0;
    for session in sample_sessions() {
        let Ok(letter) = written(&session, "request", "text") else { continue };
        letters += 1;
        let letter = on_one_line(&letter);
        for part in [
            "This is not a coverage decision.",
            "does not guarantee that the service will be covered",
            "March 2, 2026",
            "Example Health Plan Utilization Management 100 Sample Avenue",
            "Phone 555-555-0100 · Fax 555-555-0101",
            "by fax to 555-555-0101",
            "from the date of this letter)",
            "Sincerely,",
            "Reply needed: By ",
        ] {
            assert!(letter.contains(part), "{}: {part} in {letter}", session.case().id);
        }
        for never in ["Nothing else is needed", "is no decision", "will be approved", "2026-0", "2025-09-01"] {
            assert!(!letter.contains(never), "{}: {never} in {letter}", session.case().id);
        }
    }
    assert!(letters >= 4, "{letters}");
}

#[test]
fn without_a_letterhead_the_heading_is_neutral_and_nothing_is_invented() {
    let session = sample_sessions().into_iter().find(|session| written(session, "request", "text").is_ok()).unwrap();
    let bytes = exported(&session, "text", &Letterhead::default(), None, false);
    let letter = String::from_utf8(bytes).unwrap();
    assert!(letter.starts_with("Utilization Review\n"), "{letter}");
    for part in ["Phone", "Fax", "fax", "call "] {
        assert!(!letter.contains(part), "{part} in {letter}");
    }
}

/// The cover page is read by whoever stands at the machine.
#[test]
fn a_fax_cover_page_names_no_member_and_no_case() {
    let session = sample_sessions().into_iter().find(|session| written(session, "request", "text").is_ok()).unwrap();
    let (case, member) = (session.case(), session.case().text(&"member.name".into()).to_owned());
    for (format, end) in [("text", "=".repeat(100)), ("markdown", "\n---\n".to_owned())] {
        let bytes = exported(&session, format, &letterhead(), None, true);
        let text = String::from_utf8(bytes).unwrap();
        let (cover, letter) = text.split_once(&end).unwrap();
        assert!(letter.contains(&member) && letter.contains(case.id.as_str()));
        for hidden in [
            member.as_str(),
            member.split(' ').next().unwrap(),
            case.id.as_str(),
            case.text(&"member.id".into()),
            "NPI",
            "2025T0626L",
            session.history().head().short(),
        ] {
            assert!(!cover.contains(hidden), "{hidden} in {cover}");
        }
        for part in ["To", "From", "Date", "March 2, 2026", "555-555-0101", "confidential"] {
            assert!(cover.contains(part), "{part} in {cover}");
        }
        let without = String::from_utf8(exported(&session, format, &letterhead(), None, false)).unwrap();
        assert!(!without.contains("confidential"));
    }
}

/// A logo and a cover page pass the check for screen readers, in both forms of a logo.
#[test]
fn a_letter_with_logo_and_cover_is_written_as_pdf() {
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="16" height="16" fill="#1d5a9e"/></svg>"##;
    let png = include_bytes!("../../fixtures/logo.png");
    let session = sample_sessions().into_iter().find(|session| written(session, "request", "text").is_ok()).unwrap();
    let plain = exported(&session, "pdf", &letterhead(), None, false);
    for bytes in [&svg[..], &png[..]] {
        let logo = Logo::read(bytes).unwrap();
        let write = || exported(&session, "pdf", &letterhead(), Some(&logo), true);
        let pdf = write();
        assert!(pdf.starts_with(b"%PDF-") && pdf != plain);
        assert!(pdf == write(), "the same letter twice gives the same bytes");
    }
}

/// Runs `export --paper request --format text` on a sample: exit code, letter, what is said on the error stream.
fn exported_by_command(settings_file: Option<PathBuf>, more: &[&str]) -> (u8, String, String) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/sample-04.json");
    let sample = sample.display().to_string();
    let arguments = ["mednec-cli", "export", &sample, "--paper", "request", "--format", "text"];
    let (mut output, mut errors) = (vec![], vec![]);
    let mut terminal = Terminal {
        input: &mut &b""[..],
        output: &mut output,
        output_is_terminal: false,
        errors: &mut errors,
        now: NOW.parse().unwrap(),
        zone: crate::turnaround::zone::CHICAGO,
        data_folder: Err(NoFolder::NoHome),
        settings_file,
        fonts: mednec::fonts::FontFolders::None,
        station: None,
        passphrases: &mut Console,
    };
    let code = cli::run(arguments.iter().chain(more).map(OsString::from), &mut terminal);
    let [out, err] = [output, errors].map(|bytes| String::from_utf8(bytes).unwrap());
    (code, out, err)
}

#[test]
fn the_command_line_has_its_letterhead_from_the_settings_a_file_or_lines() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let settings = write("settings.json", r#"{"letterhead":{"plan":"Plan of the settings","fax":"555-555-0199"}}"#);
    let (code, letter, err) = exported_by_command(Some(settings.clone()), &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(letter.starts_with("Plan of the settings\nFax 555-555-0199\n"), "{letter}");
    let file = write("letterhead.json", r#"{"plan":"Plan of the file"}"#).display().to_string();
    let (_, letter, err) = exported_by_command(Some(settings.clone()), &["--letterhead", &file, "--fax-cover"]);
    assert_eq!(err, "");
    assert!(letter.starts_with("Plan of the file\n") && letter.contains("FAX COVER SHEET"), "{letter}");
    let lines = ["--sender", "Plan of the lines", "--sender", "1 Sample Street"];
    let (_, letter, _) = exported_by_command(Some(settings), &lines);
    assert!(letter.starts_with("Plan of the lines\n1 Sample Street\n"), "{letter}");
    let (_, letter, _) = exported_by_command(None, &[]);
    assert!(letter.starts_with("Utilization Review\n"), "{letter}");
    // What cannot be used is said; the letter is written without it.
    write("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>x</text></svg>");
    let file = write("odd.json", r#"{"plan":"Plan","logo":"logo.svg","motto":"x"}"#).display().to_string();
    let (code, letter, err) = exported_by_command(None, &["--letterhead", &file]);
    assert!(code == 0 && letter.starts_with("Plan\n"), "{letter}");
    assert!(err.contains("save it as PNG") && err.contains("does not know"), "{err}");
    let (code, letter, err) = exported_by_command(None, &["--letterhead", "nowhere.json"]);
    assert!(code == 1 && letter.is_empty() && err.contains("nowhere.json"), "{err}");
}

/// The planned drug is a fact of the request too, and its label begins with the same letters.
#[test]
fn a_letter_names_the_members_plan_or_none() {
    let mut with_drug = 0;
    for session in sample_sessions() {
        let case = session.case();
        let plan = case.text(&"member.plan".into());
        for paper in ["request", "rationale"] {
            let Ok(letter) = written(&session, paper, "text") else { continue };
            let named = letter.lines().find_map(|line| line.strip_prefix("Plan: ")).unwrap_or_default();
            assert_eq!(named, plan, "{paper} of {}", case.id);
            with_drug += usize::from(plan.is_empty() && case.choice(&"plan.drug".into()).is_some());
        }
    }
    assert!(with_drug > 0, "no letter could have taken the drug for the plan");
}

// ---------------------------------------------------------------- the rationale

#[test]
fn the_rationale_is_for_the_notice_and_ends_with_what_that_adds() {
    let session = sample_sessions().into_iter().find(|session| written(session, "rationale", "text").is_ok()).unwrap();
    let paper = on_one_line(&written(&session, "rationale", "text").unwrap());
    for part in ["RATIONALE FOR THE PLAN'S NOTICE", "It is not the notice.", "peer-to-peer", "External review"] {
        assert!(paper.contains(part), "{part} in {paper}");
    }
    let (before, added) = paper.split_once("What the plan's notice must add").unwrap();
    assert!(before.contains("Your rights") && before.contains("Decided at"));
    assert!(added.contains("diagnosis and treatment codes") && !paper.contains("NOTICE OF A DECISION"));
    assert_eq!(Paper::named("rationale").unwrap().label, "Rationale for the plan's notice");
}

#[test]
fn facts_that_are_not_recorded_leave_no_empty_lines_in_a_letter() {
    let mut session = met();
    let undocumented = Action::Answer { question: "pain.cause".into(), value: Value::NotDocumented };
    does(&mut session, &undocumented, &rn());
    let letter = written(&session, "request", "text").unwrap();
    // No member, provider or facility is named in this case.
    assert!(letter.contains("Dear Provider:") && letter.contains("Member: born March 10, 1965"), "{letter}");
    assert!(!letter.contains("Attention:") && !letter.contains("not entered"), "{letter}");
}
