//! The papers: what each says of every sample, and that nothing in a case can change how a paper reads.
//! `MEDNEC_BLESS=1 cargo test papers` writes the snapshots anew; read them like a letter before they are kept.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use mednec::case::{Action, CodeDecision, CodeOutcome, Value};
use mednec::clock::Instant;
use mednec::fonts::FontFolders;
use mednec::letterhead::Letterhead;
use mednec::policy::PolicyOrigin;
use mednec::report::{Context, FORMATS, Format, PAPERS, Paper, ReportError, write};
use mednec::session::Session;
use mednec::turnaround::Rulebook;

use crate::case::decisions::{does, md, met, not_met, rn, unmet};
use crate::case::samples::sample_sessions;
use crate::turnaround::zone::CHICAGO;

/// The time at which every snapshot was made.
const NOW: &str = "2026-03-02T09:00:00-05:00";

pub(crate) fn written(session: &Session, paper: &str, format: &str) -> Result<String, ReportError> {
    let letterhead = letterhead();
    let rules = Rulebook::bundled().unwrap();
    let context = Context { letterhead: &letterhead, ..plain_context(&rules, NOW.parse().unwrap()) };
    let (paper, format) = (Paper::named(paper).unwrap(), Format::named(format).unwrap());
    write(session, paper, format, &context).map(|bytes| String::from_utf8(bytes).unwrap())
}

/// The letterhead of the snapshots.
pub(crate) fn letterhead() -> Letterhead {
    Letterhead {
        plan: "Example Health Plan".to_owned(),
        department: "Utilization Management".to_owned(),
        address: "100 Sample Avenue\nInvented City, OH 00000".to_owned(),
        phone: "555-555-0100".to_owned(),
        fax: "555-555-0101".to_owned(),
    }
}

/// A context without letterhead, logo, cover page or selection.
pub(crate) fn plain_context(rules: &Rulebook, now: Instant) -> Context<'_> {
    static NONE: LazyLock<Letterhead> = LazyLock::new(Letterhead::default);
    Context {
        standing: PolicyOrigin::Bundled,
        rules,
        now,
        zone: CHICAGO,
        letterhead: &NONE,
        logo: None,
        fax_cover: false,
        only: &[],
        fonts: &FontFolders::None,
    }
}

fn snapshots() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/papers")
}

#[test]
fn the_papers_of_every_sample_are_as_they_were_read() {
    for session in sample_sessions() {
        for (format, ending) in [("text", "txt"), ("markdown", "md")] {
            let mut all = String::new();
            for paper in PAPERS {
                match written(&session, paper.name, format) {
                    Ok(text) => all += &format!("======== {}\n{text}\n", paper.name),
                    Err(why) => all += &format!("======== {}: {why}\n\n", paper.name),
                }
            }
            let path = snapshots().join(format!("{}.{ending}", session.case().id));
            if std::env::var_os("MEDNEC_BLESS").is_some() {
                fs::create_dir_all(snapshots()).unwrap();
                fs::write(&path, &all).unwrap();
            }
            let known = fs::read_to_string(&path).unwrap_or_default();
            assert!(known == all, "{} is not what the case gives; if that is meant: MEDNEC_BLESS=1", path.display());
        }
    }
}

#[test]
fn every_paper_names_case_policy_text_and_record() {
    for session in sample_sessions() {
        for paper in PAPERS {
            for format in ["text", "markdown", "json"] {
                let Ok(text) = written(&session, paper.name, format) else { continue };
                let plain = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "");
                let (case, policy) = (session.case(), session.policy());
                let (head, effective_on) = (session.history().head(), policy.head().effective_on);
                // A letter names them as a letter does: the date written out, and the first digits of the record's hash. The
                // summary has the whole of it, and so has every paper as JSON.
                let is_letter = matches!(paper.name, "request" | "rationale");
                let (head, effective_on) = match is_letter {
                    true if format == "json" => (head.as_str(), "September 1, 2025".to_owned()),
                    true => (head.short(), "September 1, 2025".to_owned()),
                    false => (head.as_str(), effective_on.to_string()),
                };
                if is_letter && format != "json" {
                    assert!(!plain.contains(session.history().head().as_str()), "{} of {}", paper.name, case.id);
                }
                for part in [
                    case.id.as_str(),
                    &policy.head().number,
                    &effective_on,
                    policy.hash().short(),
                    "bundled with the program",
                    head,
                ] {
                    assert!(plain.contains(part), "{part} in {} of {} as {format}", paper.name, case.id);
                }
            }
        }
    }
}

/// Of the samples, only those of which something is missing get a letter; the letter holds exactly those items.
#[test]
fn a_letter_asks_for_what_is_missing_and_can_decide_and_for_nothing_else() {
    let mut letters = 0;
    for session in sample_sessions() {
        let open = &session.evaluation().open;
        let missing: Vec<String> = open
            .iter()
            .filter(|item| item.kind == mednec::engine::OpenKind::Missing)
            .map(|item| mednec::wording::open_title(session.policy(), session.case(), item))
            .collect();
        match written(&session, "request", "json") {
            Err(why) => assert!(missing.is_empty() && why == ReportError::NothingMissing, "{}", session.case().id),
            Ok(text) => {
                letters += 1;
                let said: serde_json::Value = serde_json::from_str(&text).unwrap();
                let wanted = said["wanted"].as_array().unwrap().iter().map(|it| it["what"].as_str().unwrap());
                assert_eq!(wanted.collect::<Vec<_>>(), missing, "{}", session.case().id);
                let letter = written(&session, "request", "text").unwrap();
                assert!(!letter.contains("Note the source") && !letter.contains("left to review"), "{letter}");
                assert!(!letter.to_lowercase().contains("denied"), "{letter}");
            }
        }
    }
    assert!(letters >= 4, "{letters}");
    // What is merely not cited is the reviewer's to find.
    let mut session = met();
    let uncite = r#"{"do":"uncite","question":"psych.no_barrier","citation":{"document":{"titled":"Pain clinic note"},"page":3,
        "on":"2026-09-30","passage":"As summarised by the reviewer"}}"#;
    does(&mut session, &serde_json::from_str(uncite).unwrap(), &rn());
    assert_eq!(session.evaluation().open.len(), 1);
    assert_eq!(written(&session, "request", "text"), Err(ReportError::NothingMissing));
}

#[test]
fn a_rationale_is_a_physicians_and_in_plain_words() {
    let denied = |why: &str| {
        let mut session = not_met();
        does(&mut session, &Action::Refer { question: "Is it enough?".to_owned(), to: String::new() }, &rn());
        let criteria = unmet(&session);
        let codes =
            ["62350", "62362"].map(|cpt| CodeOutcome { cpt: cpt.to_owned(), outcome: CodeDecision::NotApproved });
        does(
            &mut session,
            &Action::Deny { codes: codes.to_vec(), why: why.to_owned(), criteria, late_because: String::new() },
            &md(),
        );
        session
    };
    assert_eq!(written(&met(), "rationale", "text"), Err(ReportError::NothingDenied));
    assert_eq!(written(&met(), "referral", "text"), Err(ReportError::NotReferred));
    let refused =
        written(&denied("NRS fell from 8 to 6; 62362 is not approved for you at this time."), "rationale", "text");
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("word 1 is an abbreviation") && said.contains("word 7 is a code"), "{said}");
    assert!(!said.contains("NRS") && !said.contains("62362"), "an error repeats no word of the case: {said}");
    let why = "Your average pain went down from 8 to 6 during the trial, which is a quarter. The requirement asks for a half.";
    let letter = written(&denied(why), "rationale", "text").unwrap();
    let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in
        [why, "Pain fell by at least 50 %", "Coverage Rationale", "appeal", "502(a)", "free of charge", "P. Osei, MD"]
    {
        assert!(letter.contains(part), "{part} in {letter}");
    }
}

#[test]
fn a_selection_shows_its_criteria_with_those_they_are_parts_of() {
    let session = met();
    let rules = Rulebook::bundled().unwrap();
    let only = ["pain-reduction".into()];
    let context = Context { only: &only, ..plain_context(&rules, NOW.parse().unwrap()) };
    let bytes = write(&session, &PAPERS[0], Format::named("json").unwrap(), &context).unwrap();
    let said: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let shown: Vec<&str> = said["steps"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|step| step["criteria"].as_array().unwrap())
        .map(|part| part["id"].as_str().unwrap())
        .collect();
    assert!(shown.contains(&"pain-reduction") && !shown.contains(&"cause-known"), "{shown:?}");
    assert_eq!(said["document"]["title"], "Review summary (selected criteria)");
    for paper in PAPERS {
        let written = write(&session, paper, Format::named("text").unwrap(), &context);
        let narrowed = written.map(|bytes| String::from_utf8(bytes).unwrap());
        match &narrowed {
            Ok(text) => assert!(paper.narrows && text.contains("(SELECTED CRITERIA)"), "{}", paper.name),
            Err(ReportError::NotReferred) => assert_eq!(paper.name, "referral"),
            Err(error) => assert!(!paper.narrows && *error == ReportError::NotNarrowed, "{}: {error}", paper.name),
        }
    }
}

/// Markup, control characters and letters that turn the line around, in every field that a reviewer types.
#[test]
fn what_a_field_holds_cannot_change_how_a_paper_reads() {
    const HOSTILE: &str = "# Heading\n| a | b |\n<script>x</script> [y](http://example.org) `c` *d* _e_ \u{202e}evol\u{2066} \
                           $x$ \\end{document} #let x = 1; =cmd()|' /C calc'!A0 &amp; ~~~ 1. z";
    let mut session = not_met();
    for question in ["member.name", "member.id", "request.facility", "request.reference"] {
        let name = HOSTILE.replace('\n', " ");
        does(&mut session, &Action::Answer { question: question.into(), value: Value::Text(name) }, &rn());
    }
    does(&mut session, &Action::Note { criterion: "pain-reduction".into(), text: HOSTILE.to_owned() }, &rn());
    does(&mut session, &Action::Refer { question: HOSTILE.to_owned(), to: "x".repeat(300) }, &rn());
    for paper in PAPERS {
        for format in FORMATS {
            let Ok(bytes) = ({
                let rules = Rulebook::bundled().unwrap();
                let plain = plain_context(&rules, NOW.parse().unwrap());
                let context = Context { standing: PolicyOrigin::NotSignedOff, ..plain };
                write(&session, paper, format, &context)
            }) else {
                continue;
            };
            let Ok(text) = String::from_utf8(bytes) else { continue };
            if format.name != "json" {
                assert!(!text.contains(['\u{202e}', '\u{2066}']), "{} as {}", paper.name, format.name);
                assert!(text.contains("u{202e}") || text.contains("u\\{202e\\}"), "{} as {}", paper.name, format.name);
            }
            if format.name == "markdown" {
                assert!(
                    !text.contains("<script>") && !text.contains("](http://") && !text.contains("\n# Heading\n| a"),
                    "{text}"
                );
            }
            assert!(text.contains("(not signed off)"), "{} as {}", paper.name, format.name);
        }
    }
}

#[test]
fn nothing_is_exported_over_a_file_into_a_store_or_in_part() {
    use mednec::store::{CaseStore, ExportError, export};
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path().join("store")).unwrap();
    let (there, inside) = (folder.path().join("there.txt"), folder.path().join("store/cases/x.txt"));
    fs::write(&there, "kept").unwrap();
    assert_eq!(export(&there, b"new", false, None), Err(ExportError::Exists));
    assert_eq!(fs::read(&there).unwrap(), b"kept");
    for target in [&inside, &folder.path().join("store/x.txt"), &folder.path().join("store/../store/locks/x.txt")] {
        assert_eq!(store.export(target, b"new"), Err(ExportError::InsideStore), "{}", target.display());
    }
    let nowhere = folder.path().join("none/x.txt");
    assert!(matches!(export(&nowhere, b"new", false, None), Err(ExportError::Failed(_))));
    assert!(matches!(export(folder.path(), b"new", true, None), Err(ExportError::Failed(_))), "a folder stands there");
    let full = std::path::Path::new("/dev/full");
    assert!(full.exists() && export(full, b"new", true, None).is_err(), "a device is no file");
    export(&there, b"new", true, Some(&folder.path().join("store"))).unwrap();
    assert_eq!(fs::read(&there).unwrap(), b"new");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "no partial file: {left:?}");
}
