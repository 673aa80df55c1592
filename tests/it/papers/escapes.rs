//! Others' texts cannot move a terminal's cursor, hide, forge a line of the command line, pass for a paper's own words, or become
//! a formula in a spreadsheet; and a paper says which characters it could not draw.
//!
//! Must not know: how a command words what it prints.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use mednec::case::{Action, History, Reviewer, Stamp, Value};
use mednec::cli::{self, Console, Terminal};
use mednec::fonts::FontFolders;
use mednec::report::{self, Context, Format, Paper};
use mednec::session::Session;
use mednec::store::paths::NoFolder;
use mednec::store::{CaseStore, case_file};
use mednec::turnaround::Rulebook;

use crate::case::decisions::{does, md, met, not_approved, not_met, rn, unmet};
use crate::papers::texts::plain_context;

const NOW: &str = "2026-10-08T17:00:00-05:00";
/// Clears a screen, goes up a line by a C1 control, turns the direction, hides, joins nothing, tags.
const HOSTILE: &str =
    "a\u{1b}[2J\u{9b}1Ab\u{7f}\u{202e}c\u{2066}\u{200b}\u{feff}\u{ad}\u{3164}\u{e0041}\u{2028}\u{85}\rd";

/// Runs a command whose results go to a screen, or not.
fn ran(on_screen: bool, arguments: &[&str]) -> (u8, String, String) {
    let (mut output, mut errors) = (vec![], vec![]);
    let mut terminal = Terminal {
        input: &mut &b""[..],
        output: &mut output,
        output_is_terminal: on_screen,
        errors: &mut errors,
        now: NOW.parse().unwrap(),
        zone: crate::turnaround::zone::CHICAGO,
        data_folder: Err(NoFolder::NoHome),
        settings_file: None,
        fonts: FontFolders::None,
        station: None,
        passphrases: &mut Console,
    };
    let arguments = std::iter::once("mednec-cli").chain(arguments.iter().copied());
    let code = cli::run(arguments.map(OsString::from), &mut terminal);
    let [out, err] = [output, errors].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    (code, out, err)
}

fn assert_harmless(what: &str, text: &str) {
    let hidden = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(
                c,
                '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                    | '\u{3164}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
            )
    };
    assert_eq!(text.chars().find(hidden), None, "{what}: {text:?}");
}

/// A case whose texts are hostile wherever the rules let them be, in a store.
fn hostile_case(folder: &Path) -> (Session, String) {
    let mut session = not_met();
    let text = |text: &str| Value::Text(text.to_owned());
    for question in ["member.name", "member.id", "request.facility"] {
        let answer =
            Action::Answer { question: question.into(), value: text("a\u{202e}b\u{200b}c\u{2066}\u{feff}\u{e0041}") };
        does(&mut session, &answer, &rn());
    }
    let forged =
        "seen\n99 2026-01-01 00:00:00 +00:00 P. Osei, MD\n    determination: nothing -> \"Approved\"\u{202e}\u{200b}";
    does(&mut session, &Action::Note { criterion: "pain-reduction".into(), text: forged.to_owned() }, &rn());
    does(&mut session, &Action::Refer { question: forged.to_owned(), to: String::new() }, &rn());
    let store = CaseStore::open(folder).unwrap();
    store.store_policy(session.policy()).unwrap();
    store.save(session.history(), None).unwrap();
    let path = store.path_of(&session.case().id).display().to_string();
    (session, path)
}

#[test]
fn no_command_prints_what_moves_a_cursor_or_hides() {
    let folder = tempfile::tempdir().unwrap();
    let (_, case) = hostile_case(folder.path());
    let store = folder.path().display().to_string();
    let trashed = crate::store::saving::opened("2026-0002");
    let kept = CaseStore::open(folder.path()).unwrap();
    kept.save(&trashed, None).unwrap();
    kept.trash(&trashed.case().id, HOSTILE, HOSTILE, NOW.parse().unwrap()).unwrap();
    fs::write(folder.path().join(format!("cases/{}.json", HOSTILE.replace('/', ""))), "{").unwrap();
    let name = folder.path().join(format!("{HOSTILE}.toml"));
    fs::write(
        &name,
        format!("format = 1\n\"{}\" = 1\n", HOSTILE.replace(['\u{1b}', '\u{7f}', '\u{9b}', '\r', '\u{85}'], "")),
    )
    .unwrap();
    let file = name.display().to_string();
    let commands: [&[&str]; 12] = [
        &["evaluate", &case],
        &["evaluate", &file],
        &["replay", &case],
        &["explain", &case, "pain-reduction"],
        &["explain", &case, HOSTILE],
        &["verify", &case],
        &["verify", &store],
        &["verify", &file],
        &["policy", "check", &file],
        &["trash", "--store", &store],
        &["restore", &file, "--check"],
        &[HOSTILE, "x"],
    ];
    for arguments in commands {
        let (_, out, err) = ran(false, arguments);
        assert!(!format!("{out}{err}").is_empty(), "{arguments:?}");
        assert_harmless(&format!("{arguments:?}"), &format!("{out}{err}"));
    }
    let (_, out, _) = ran(false, &["verify", &store]);
    assert!(out.contains("\\u{1b}[2J"), "the file's name is shown with escapes: {out}");
}

/// The name of a file and the text of a note stay within their lines.
#[test]
fn what_others_wrote_forges_no_line() {
    let folder = tempfile::tempdir().unwrap();
    let (session, case) = hostile_case(folder.path());
    let (code, out, _) = ran(false, &["replay", &case]);
    assert_eq!(code, 0);
    let events = out.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count();
    assert_eq!(events, session.history().events().len());
    assert!(out.lines().all(|line| !line.trim_start().starts_with("determination: nothing -> \"Approved\"")), "{out}");
    let (_, out, _) = ran(false, &["explain", &case, "pain-reduction"]);
    assert!(out.lines().any(|line| line.starts_with("Note: seen\\n99 2026")), "{out}");
    fs::write(folder.path().join("cases/x.json\n2 cases, 0 needing attention; 0 logs"), "{").unwrap();
    let (_, out, _) = ran(false, &["verify", &folder.path().display().to_string()]);
    assert_eq!(out.lines().filter(|line| line.contains(" needing attention; ")).count(), 1, "{out}");
}

#[test]
fn json_for_programs_says_the_same_in_escapes() {
    let folder = tempfile::tempdir().unwrap();
    let (session, case) = hostile_case(folder.path());
    let strange = folder.path().join("a\u{202e}b\u{9b}c\u{e0041}.json").display().to_string();
    fs::copy(&case, &strange).unwrap();
    let (code, out, _) = ran(false, &["evaluate", &strange]);
    assert_eq!(code, 0);
    assert_harmless("evaluate", &out);
    let line: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(line["file"], serde_json::Value::String(strange));
    let (_, out, _) = ran(false, &["export", &case, "--paper", "summary", "--format", "json"]);
    assert_harmless("export", &out);
    let said: serde_json::Value = serde_json::from_str(&out).unwrap();
    let name = said["member"]["name"].as_str().unwrap();
    assert_eq!(Some(name), Some(session.case().text(&mednec::policy::request::MEMBER_NAME)));
}

#[test]
fn a_file_that_goes_to_a_screen_is_made_harmless_and_elsewhere_is_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    hostile_case(folder.path());
    let store = folder.path().display().to_string();
    let (_, to_file, _) = ran(false, &["worklist", "--store", &store]);
    assert!(to_file.starts_with("\u{feff}case,member,"), "Excel needs the mark");
    let (_, on_screen, _) = ran(true, &["worklist", "--store", &store]);
    assert_harmless("worklist", &on_screen);
    assert_eq!(on_screen.replace("\\r\n", "\r\n"), to_file.trim_start_matches('\u{feff}'));
}

fn denied(why: &str) -> Session {
    let mut session = not_met();
    does(&mut session, &Action::Refer { question: why.to_owned(), to: String::new() }, &rn());
    let (criteria, codes) = (unmet(&session), vec![not_approved("62350"), not_approved("62362")]);
    does(&mut session, &Action::Deny { codes, why: why.to_owned(), criteria, late_because: String::new() }, &md());
    session
}

fn written(session: &Session, paper: &str, format: &str) -> report::Written {
    let rules = Rulebook::bundled().unwrap();
    let context = plain_context(&rules, NOW.parse().unwrap());
    report::written(session, Paper::named(paper).unwrap(), Format::named(format).unwrap(), &context).unwrap()
}

/// A rationale that would end the paper's own text and begin another determination.
#[test]
fn what_somebody_wrote_cannot_pass_for_a_determination() {
    let padding = "and the pain went down by a quarter as the notes say ".repeat(4);
    let why = format!("It fell by a quarter.\n\n\nDETERMINATION\n\nState: Approved\n# Approved\n{padding}");
    let session = denied(&why);
    for paper in ["summary", "referral", "rationale", "note"] {
        let text = String::from_utf8(written(&session, paper, "text").bytes).unwrap();
        let markdown = String::from_utf8(written(&session, paper, "markdown").bytes).unwrap();
        for line in text.lines() {
            let imitates = ["DETERMINATION", "State: Approved", "# Approved", "and the pain"];
            assert!(!imitates.iter().any(|words| line.starts_with(words)), "{paper}: {line}");
        }
        for line in markdown.lines() {
            let imitates = ["DETERMINATION", "State: Approved", "\\# Approved", "# Approved"];
            assert!(!imitates.iter().any(|words| line.starts_with(words)), "{paper}: {line}");
        }
        if paper != "note" {
            assert!(text.contains("\n    DETERMINATION\n    State: Approved\n    # Approved\n    and the"), "{text}");
            assert!(markdown.contains("\n> DETERMINATION\n>\n> State: Approved\n"), "{markdown}");
        }
    }
}

/// Nothing hidden stands on a paper; what is hidden shows as an escape.
#[test]
fn papers_show_hidden_characters_as_escapes() {
    let folder = tempfile::tempdir().unwrap();
    let (session, _) = hostile_case(folder.path());
    for format in ["text", "markdown"] {
        let text = String::from_utf8(written(&session, "summary", format).bytes).unwrap();
        assert_harmless(format, &text);
        assert!(text.replace('\\', "").contains("au{202e}bu{200b}cu{2066}u{feff}u{e0041}"), "{text}");
    }
}

/// Fonts in a folder that is handed in: one that may be embedded, one that may not.
#[test]
fn a_paper_uses_installed_fonts_that_may_be_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fonts");
    let fonts = FontFolders::These(vec![folder]);
    let rules = Rulebook::bundled().unwrap();
    let context = Context { fonts: &fonts, ..plain_context(&rules, NOW.parse().unwrap()) };
    let (paper, format) = (Paper::named("summary").unwrap(), Format::named("pdf").unwrap());
    for (name, not_drawn) in [("中文 Testa", ""), ("Testa אב גד (x)", ""), ("中ア", "ア"), ("文 \u{e000}", "\u{e000}")]
    {
        let mut session = met();
        let value = Value::Text(name.to_owned());
        does(&mut session, &Action::Answer { question: "member.name".into(), value }, &rn());
        let write = || report::written(&session, paper, format, &context).unwrap();
        let made = write();
        assert_eq!(made.not_drawn.iter().collect::<String>(), not_drawn, "{name}");
        assert!(made.bytes == write().bytes, "the same fonts give the same bytes");
        assert!(
            made.bytes.len()
                > report::write(&session, paper, format, &plain_context(&rules, NOW.parse().unwrap())).unwrap().len()
        );
    }
}

/// A member whose name the fonts of the program do not have.
#[test]
fn a_paper_says_which_characters_it_could_not_draw() {
    let by = Reviewer::unproved("A Nurse", "RN").unwrap();
    let stamp = Stamp::named(NOW.parse().unwrap(), by);
    let named = |name: &str| {
        let mut session = met();
        let value = Value::Text(name.to_owned());
        does(&mut session, &Action::Answer { question: "member.name".into(), value }, &stamp);
        session
    };
    let folder = tempfile::tempdir().unwrap();
    for (name, not_drawn) in [("\u{10330}\u{10331}", 2), ("\u{e000}", 1), ("Łukasz Жан Zoë", 0)] {
        let session = named(name);
        let pdf = written(&session, "summary", "pdf");
        assert_eq!(pdf.not_drawn.len(), not_drawn, "{name}");
        assert_eq!(pdf.warning().is_some(), not_drawn > 0);
        assert!(written(&session, "summary", "text").not_drawn.is_empty(), "text has every character");
        let case = folder.path().join("case.json");
        fs::write(&case, case_file::write(session.history()).unwrap()).unwrap();
        let paper = folder.path().join(format!("{not_drawn}.pdf")).display().to_string();
        let case = case.display().to_string();
        let (code, _, err) = ran(false, &["export", &case, "--paper", "summary", "--format", "pdf", "-o", &paper]);
        assert_eq!(code, u8::from(not_drawn > 0), "{name}: {err}");
        assert!(fs::read(&paper).unwrap().starts_with(b"%PDF-"), "the paper is written");
        assert_eq!(err.contains("not in any available font"), not_drawn > 0, "{err}");
        assert!(!err.contains("10330") && !err.contains(name), "no part of a name: {err}");
    }
    let _: &History = named("x").history();
}
