//! The real command line on a case whose member's name stands nowhere else, through every command, failure, conflict and kill;
//! then every byte outside of the cases and the papers asked for is searched for that name, and every file's name too.
//!
//! Must not know: what any command does, beyond whether it prints a case on purpose.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mednec::clock::now;
use mednec::identity::{Cost, Credential, Passphrase, Roster, RosterChange};
use mednec::ids::CaseId;
use mednec::store::{CaseStore, case_path};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::canary;
use crate::case::samples;
use crate::sought::{NAME, found_in};

const NURSE: &str = "Nora Berg, RN";
const PHYSICIAN: &str = "Paul Osei, MD";
const PASSPHRASE: &str = "four plain invented words";
/// Where a case may be kept, below a store; nothing else there may speak of a member.
const KEEPS_CASES: [&str; 4] = ["cases", "conflicts", "previous", "trash"];
const PAPERS: [&str; 5] = ["summary", "request", "referral", "rationale", "note"];
const FORMATS: [&str; 4] = ["pdf", "text", "markdown", "json"];

/// A command's output of parts of a case.
#[derive(Clone, Copy, PartialEq)]
enum Prints {
    /// On purpose.
    Cases,
    /// Not at all.
    NoCases,
}
use Prints::{Cases, NoCases};

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A workstation of its own: everything that the program could take for a place to write lies here.
struct Workstation {
    root: TempDir,
}

impl Workstation {
    fn new() -> Self {
        let it = Self { root: tempfile::tempdir().unwrap() };
        for folder in ["home", "config", "data", "cache", "state", "runtime", "tmp", "cwd", "told", "asked-for"] {
            fs::create_dir(it.at(folder)).unwrap();
        }
        let phrase = || Passphrase::new(PASSPHRASE.to_owned());
        let nurse = Roster::create("Nora Berg", Credential::Rn, None, &phrase(), now(), Cost::LEAST);
        let (roster, nurse) = nurse.unwrap();
        let physician = RosterChange::enrol("Paul Osei", Credential::Md, None, false, &phrase(), Cost::LEAST);
        let roster = roster.append(physician.unwrap(), &nurse, now()).unwrap();
        let store = CaseStore::open(it.at("store")).unwrap();
        store.save_roster(&roster, None).unwrap();
        it
    }

    fn at(&self, place: &str) -> PathBuf {
        self.root.path().join(place)
    }

    fn text(&self, place: &str) -> String {
        self.at(place).display().to_string()
    }

    fn case(&self, id: &str) -> String {
        case_path(&self.at("store"), &CaseId::parse(id).unwrap()).display().to_string()
    }

    /// A file of the user's, from which the program is told something.
    fn told(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.at("told").join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mednec-cli"));
        command.args(arguments).current_dir(self.at("cwd")).env_clear().env("RUST_BACKTRACE", "full");
        command.env("RUST_LOG", "trace").env("HOME", self.at("home")).env("TMPDIR", self.at("tmp"));
        for (name, folder) in [
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "runtime"),
        ] {
            command.env(name, self.at(folder));
        }
        command
    }

    /// Runs a command; what it complains of and, unless it prints cases, what it says is searched at once.
    fn run(&self, prints: Prints, input: &str, arguments: &[&str]) -> Ran {
        let given = self.at("told").join("input");
        fs::write(&given, input).unwrap();
        let output = self.command(arguments).stdin(fs::File::open(&given).unwrap()).output().unwrap();
        fs::remove_file(given).unwrap();
        assert_eq!(found_in(&output.stderr), None, "{arguments:?} complains of it");
        if prints == NoCases {
            assert_eq!(found_in(&output.stdout), None, "{arguments:?} says it");
        }
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    #[track_caller]
    fn does(&self, prints: Prints, arguments: &[&str]) -> String {
        let ran = self.run(prints, PASSPHRASE, arguments);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
        ran.out
    }

    /// Something fails, and says so.
    #[track_caller]
    fn fails(&self, prints: Prints, input: &str, arguments: &[&str]) {
        let ran = self.run(prints, input, arguments);
        assert!(ran.code == Some(1) && !ran.err.is_empty(), "{arguments:?}: {:?}, {}", ran.code, ran.err);
    }

    /// Searches everything that was written, and holds the rights of every file and folder against what they should be.
    fn search(&self) {
        let mut searched = 0;
        for path in everything_below(self.root.path()) {
            let place = path.strip_prefix(self.root.path()).unwrap();
            let mut steps = place.iter().filter_map(OsStr::to_str);
            let (first, second) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
            if first == "told" {
                continue;
            }
            let name = place.to_string_lossy();
            assert_eq!(found_in(name.as_bytes()), None, "the name of {name}");
            let is_made = steps.next().is_some() || !second.is_empty() || first.starts_with("store");
            if is_made {
                rights_are_the_owners(&path);
            }
            let may_hold = first == "asked-for" || first.starts_with("store") && KEEPS_CASES.contains(&second);
            if path.is_file() && !may_hold {
                searched += 1;
                assert_eq!(found_in(&fs::read(&path).unwrap()), None, "{name} holds it");
            }
        }
        assert!(searched >= 4, "the roster, the policy and the locks of the store at least");
    }
}

fn everything_below(folder: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inside
        .flat_map(
            |path| if path.is_dir() { [vec![path.clone()], everything_below(&path)].concat() } else { vec![path] },
        )
        .collect()
}

#[cfg(unix)]
fn rights_are_the_owners(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let found = fs::metadata(path).unwrap();
    let expected = if found.is_dir() { 0o700 } else { 0o600 };
    assert_eq!(found.permissions().mode() & 0o777, expected, "the rights of {}", path.display());
}

#[cfg(not(unix))]
fn rights_are_the_owners(_: &Path) {}

/// The sample feed with the name in everything that is typed.
fn feed() -> String {
    let text = fs::read_to_string(samples::folder().join("feed.jsonl")).unwrap();
    let line = |line: &str| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        canary::filled(&mut line["actions"]);
        format!("{line}\n")
    };
    text.lines().filter(|line| !line.contains("\"by\"")).map(line).collect()
}

fn lines(actions: &[Value]) -> String {
    actions.iter().map(|action| format!("{action}\n")).collect()
}

/// A case from its first answer to its last addendum, signed by two people, with each paper written on the way.
fn a_whole_review(it: &Workstation) {
    let session = crate::case::decisions::not_met();
    let store = CaseStore::open(it.at("store")).unwrap();
    store.store_policy(session.policy()).unwrap();
    store.save(session.history(), None).unwrap();
    let case = it.case(session.case().id.as_str());
    let file = it.told("typed.jsonl", lines(&canary::typed()));
    it.does(Cases, &["apply", &case, "--actions", &file, "--dry-run"]);
    assert_eq!(it.does(NoCases, &["apply", &case, "--actions", &file, "--by", "Nora Berg"]), "");
    for (place, (who, action)) in canary::signed(&session).into_iter().enumerate() {
        let who = if who == 'n' { NURSE } else { PHYSICIAN };
        let file = it.told("signed.jsonl", lines(&[action]));
        assert_eq!(it.does(NoCases, &["apply", &case, "--actions", &file, "--as", who, "--passphrase-fd", "0"]), "");
        let mut written = 0;
        for (paper, format) in PAPERS.iter().flat_map(|paper| FORMATS.iter().map(move |format| (paper, format))) {
            // Once as each paper can be written first, and not after every action: PDF takes its time.
            if !matches!((place, *paper), (0, "request" | "summary" | "note") | (4, "referral") | (8, "rationale")) {
                continue;
            }
            let to = it.text(&format!("asked-for/{place}-{paper}.{format}"));
            let ran = it.run(NoCases, "", &["export", &case, "--paper", paper, "--format", format, "-o", &to]);
            written += usize::from(ran.code == Some(0));
            it.run(NoCases, "", &["export", &case, "--paper", paper, "--format", format, "-o", &to]);
        }
        assert_eq!(written % FORMATS.len(), 0);
        assert!(written > 0 || ![0, 4, 8].contains(&place), "no paper after action {place}");
    }
    it.does(Cases, &["export", &case, "--format", "text"]);
    it.does(Cases, &["replay", &case]);
    for criterion in ["pain-reduction", "care-six-months", "cause-known"] {
        it.does(Cases, &["explain", &case, criterion]);
    }
}

/// Commands that ask for a case's result and not for its text.
fn reading_and_carrying(it: &Workstation) {
    let case = it.case("scenario");
    it.does(Cases, &["evaluate", &case, &it.case("sample-01")]);
    it.does(Cases, &["worklist", "--store", &it.text("store")]);
    it.does(NoCases, &["worklist", "--store", &it.text("store"), "-o", &it.text("asked-for/worklist.csv")]);
    let handed = it.text("asked-for/case.mednec");
    it.does(NoCases, &["hand-over", &case, "-o", &handed]);
    it.does(NoCases, &["import", &handed, "--store", &it.text("store-of-another")]);
    it.does(NoCases, &["import", &handed, "--store", &it.text("store-of-another")]);
    it.fails(NoCases, "", &["hand-over", &case, "-o", &handed]);
    let mut cut = fs::read(&handed).unwrap();
    cut.truncate(cut.len() / 2);
    let cut = it.told("cut.mednec", cut);
    it.fails(NoCases, "", &["import", &cut, "--store", &it.text("store-of-another")]);
    it.does(NoCases, &["roster", "list", "--store", &it.text("store")]);
}

/// Commands that keep cases safe: the audit, a backup and its restoration, the trash, what was cut off.
fn keeping(it: &Workstation) {
    let (store, backup) = (it.text("store"), it.text("asked-for/backup.tar"));
    for path in [&store, &it.case("scenario")] {
        // Either is fine here: what was signed before there was a roster is nobody's.
        assert_ne!(it.run(NoCases, "", &["verify", path]).code, Some(2));
    }
    it.does(NoCases, &["backup", &backup, "--store", &store]);
    it.fails(NoCases, "", &["backup", &backup, "--store", &store]);
    it.does(NoCases, &["restore", &backup, "--check"]);
    it.does(NoCases, &["restore", &backup, &it.text("store-restored")]);
    it.fails(NoCases, "", &["restore", &backup, &it.text("store-restored")]);
    let whole = fs::read(&backup).unwrap();
    let cut = it.told("cut.tar", &whole[..whole.len() / 2]);
    it.fails(NoCases, "", &["restore", &cut, "--check"]);
    let reason = format!("{NAME} is another");
    it.does(NoCases, &["trash", "sample-03", "--reason", &reason, "--store", &store]);
    it.does(Cases, &["trash", "--store", &store]);
    it.does(NoCases, &["untrash", "sample-03", "--store", &store]);
    it.does(NoCases, &["recover", "--store", &store]);
    it.does(NoCases, &["recover", "--all", "--store", &store]);
}

/// Everything that can be wrong with what the program is told, each with the name where it is wrong.
fn failures(it: &Workstation) {
    let case = it.case("scenario");
    let name = json!(NAME);
    let actions = [
        json!({"do": "answer", "question": name, "value": {"text": name}}).to_string(),
        json!({"do": "answer", "question": "member.born_on", "value": {"text": name}}).to_string(),
        json!({"do": "answer", "question": "member.name", "value": {"choice": name}}).to_string(),
        json!({"do": name, "text": name}).to_string(),
        json!({"do": "note", "criterion": name, "text": name}).to_string(),
        json!({"do": "note", "criterion": "cause-known", "text": "x", NAME: name}).to_string(),
        json!({"do": "open", "pathway": name}).to_string(),
        format!("{{\"do\": \"note\", \"text\": \"{NAME}"),
        format!("[\"{NAME}\"]"),
        NAME.to_owned(),
    ];
    for action in actions {
        let file = it.told("wrong.jsonl", format!("{action}\n"));
        it.fails(NoCases, "", &["apply", &case, "--actions", &file]);
        let new = it.text("store/cases/new-1.json");
        it.fails(NoCases, "", &["apply", &new, "--actions", &file]);
        let batch = format!("{{\"case\": \"new-1\", \"actions\": [{action}]}}\n");
        it.fails(NoCases, &batch, &["apply", "--stdin", "--store", &it.text("store")]);
    }
    let batch = json!({"case": NAME, "actions": [{"do": "open", "pathway": "x"}]});
    it.fails(NoCases, &batch.to_string(), &["apply", "--stdin", "--store", &it.text("store")]);
    let file = it.told("undo.jsonl", "{\"do\": \"undo\"}\n");
    it.fails(NoCases, "", &["apply", &case, "--actions", &file]);
    it.fails(NoCases, "wrong passphrase", &["apply", &case, "--actions", &file, "--as", NURSE, "--passphrase-fd", "0"]);
    it.fails(NoCases, "", &["explain", &case, "no-such-criterion"]);
    it.fails(NoCases, "", &["export", &case, "--format", "text", "-o", &it.text("store/paper.txt")]);
    it.fails(NoCases, "", &["export", &case, "--format", "text", "-o", &it.text("asked-for/missing/paper.txt")]);
    let text = fs::read_to_string(&case).unwrap();
    let damaged = [
        text.replacen("\"events\"", &format!("\"{NAME}\""), 1),
        text.replacen("\"version\"", &format!("\"{NAME}\""), 1),
        text.replacen(NAME, "Somebody Else", 1),
        text[..text.rfind(NAME).unwrap() + 4].to_owned(),
        format!("{text}{NAME}"),
        format!("\"{NAME}\""),
    ];
    for (number, text) in damaged.into_iter().enumerate() {
        assert!(text.contains("Zqui"), "the name is in what is damaged");
        let file = it.told(&format!("damaged-{number}.json"), &text);
        it.fails(NoCases, "", &["evaluate", &file]);
        it.fails(NoCases, "", &["replay", &file]);
        it.fails(NoCases, "", &["export", &file, "--format", "pdf", "-o", &it.text("asked-for/never.pdf")]);
        it.fails(NoCases, &text.replace('\n', " "), &["evaluate", "--stdin"]);
    }
}

/// Two who save one case, a copy kept of the loser's work, what was thrown away, and processes killed while they save.
fn conflicts_and_kills(it: &Workstation) {
    let store = CaseStore::open(it.at("store")).unwrap();
    let loaded = store.load(&CaseId::parse("sample-01").unwrap()).unwrap();
    let case = it.case("sample-01");
    let note = |text: &str| json!({"do": "note", "criterion": "cause-known", "text": format!("{NAME} {text}")});
    let mut refused = 0;
    for round in 0..40 {
        let children: Vec<_> = ["a", "b", "c"]
            .map(|one| {
                let file = it.told(&format!("{one}.jsonl"), lines(&[note(&format!("{one} {round}"))]));
                let mut command = it.command(&["apply", &case, "--actions", &file]);
                command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .into();
        for child in children {
            let output: std::process::Output = std::process::Child::wait_with_output(child).unwrap();
            assert_eq!(found_in(&output.stderr).or(found_in(&output.stdout)), None);
            refused += usize::from(!output.status.success());
        }
        if refused > 2 {
            break;
        }
    }
    assert!(refused > 0, "the writers never met");
    let error = store.save(&loaded.history, Some(&loaded.version)).unwrap_err();
    assert_eq!(found_in(format!("{error} {error:?}").as_bytes()), None);
    store.save_conflict_copy(&loaded.history).unwrap();
    store.trash(&CaseId::parse("sample-02").unwrap(), &format!("{NAME} is another"), "Nora Berg, RN", now()).unwrap();
    killed(it);
}

/// A feed that changes every case, killed at moments from its first save to its last; what a save leaves behind stays.
fn killed(it: &Workstation) {
    let line = |(number, round): (u32, u32)| {
        let note = json!({"do": "note", "criterion": "cause-known", "text": format!("{NAME} {round}")});
        format!("{}\n", json!({"case": format!("sample-{number:02}"), "actions": [note]}))
    };
    let run_for = |time: Option<Duration>, round| {
        let feed: String = (3..27).map(|number| line((number, round))).collect();
        let feed = fs::File::open(it.told("notes.jsonl", feed)).unwrap();
        let mut command = it.command(&["apply", "--stdin", "--store", &it.text("store")]);
        let begun = Instant::now();
        let mut child = command.stdin(feed).stderr(Stdio::piped()).spawn().unwrap();
        if let Some(time) = time {
            std::thread::sleep(time);
            child.kill().unwrap();
        }
        assert_eq!(found_in(&child.wait_with_output().unwrap().stderr), None);
        begun.elapsed()
    };
    // How long it takes whole depends on the machine and on what else it does.
    let whole = run_for(None, 0);
    let mut left = 0;
    for round in 1..200 {
        run_for(Some(whole * (round % 40 + 1) / 40), round);
        let is_left = |path: &PathBuf| path.to_string_lossy().contains(".mednec-save-");
        left += everything_below(&it.at("store")).iter().filter(|path| is_left(path)).count();
        if left > 0 && round > 5 {
            break;
        }
    }
    assert!(left > 0, "no process was killed at a save");
    it.search();
}

#[test]
fn the_name_of_a_member_stands_in_the_cases_and_nowhere_else() {
    let it = Workstation::new();
    let ran = it.run(NoCases, &feed(), &["apply", "--stdin", "--store", &it.text("store")]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    a_whole_review(&it);
    reading_and_carrying(&it);
    failures(&it);
    it.search();
    conflicts_and_kills(&it);
    // What was cut off is looked through when the store is next opened.
    keeping(&it);
    it.does(Cases, &["worklist", "--store", &it.text("store")]);
    it.search();
    let kept = fs::read(it.case("scenario")).unwrap();
    assert!(found_in(&kept).is_some(), "the name was there to be found");
}
