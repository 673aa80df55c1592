//! The real binary: every subcommand, its exit codes, and what it says when something is wrong.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use mednec::store::case_file;
use serde_json::{Value, json};

use crate::case::samples::folder;

/// The output of a run.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run_with(input: &[u8], arguments: &[&str]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mednec-cli"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // It may end without reading.
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn run(arguments: &[&str]) -> Ran {
    run_with(b"", arguments)
}

fn sample(number: u32) -> String {
    folder().join(format!("sample-{number:02}.json")).display().to_string()
}

/// A sample's document on one line.
fn sample_line(number: u32) -> String {
    let text = fs::read_to_string(sample(number)).unwrap();
    serde_json::to_string(&serde_json::from_str::<Value>(&text).unwrap()).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn feed_line(number: usize) -> String {
    let feed = fs::read_to_string(folder().join("feed.jsonl")).unwrap();
    feed.lines().nth(number - 1).unwrap().to_owned()
}

fn actions_of(number: usize) -> Vec<Value> {
    let line: Value = serde_json::from_str(&feed_line(number)).unwrap();
    line["actions"].as_array().unwrap().clone()
}

fn actions_file(folder: &Path, actions: &[Value]) -> String {
    let lines: Vec<String> = actions.iter().map(Value::to_string).collect();
    write(folder, "actions.jsonl", lines.join("\n"))
}

/// Nothing of a member, wherever the program complains.
fn assert_no_values(ran: &Ran) {
    for value in ["Testa", "Beispiel", "1968-04-17", "TEST-884", "gabapentin", "Gabapentin"] {
        assert!(!ran.err.contains(value), "{value} in: {}", ran.err);
    }
}

#[test]
fn evaluate_prints_a_line_a_case_with_every_field() {
    let ran = run(&["evaluate", &sample(1), &sample(4), &sample(10)]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lines = lines(&ran.out);
    let status: Vec<_> = lines.iter().map(|line| line["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["criteria-met", "documentation-missing", "judgement-needed"]);
    let missing = &lines[1];
    let keys: Vec<_> = missing.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["case", "criteria", "file", "notices", "open", "pathway", "policy", "reason", "status"]);
    assert_eq!((&missing["file"], &missing["case"]), (&json!(sample(4)), &json!("sample-04")));
    assert_eq!((&missing["policy"], &missing["pathway"]), (&json!("2025T0626L"), &json!("nonmalignant-trial")));
    let criteria = missing["criteria"].as_array().unwrap();
    let care = criteria.iter().find(|criterion| criterion["id"] == "care-six-months").unwrap();
    assert_eq!(
        care,
        &json!({"id": "care-six-months", "result": "open",
                "reason": "4 months 12 days documented of the 6 months asked for"})
    );
    let first = &missing["open"][0];
    assert_eq!(
        (&first["criterion"], &first["question"], &first["kind"]),
        (&json!("cause-known"), &json!("pain.cause"), &json!("missing"))
    );
    assert!(first["ask"].as_str().unwrap().starts_with("The cause of the pain"));
    assert_eq!(lines[2]["open"][0]["question"], Value::Null, "a judgement has no question");
}

#[test]
fn documents_on_standard_input_say_the_same_and_keep_their_order() {
    let numbers: Vec<u32> = (1..=26).cycle().take(100).collect();
    let input: String = numbers.iter().map(|number| sample_line(*number) + "\n").collect();
    let ran = run_with(input.as_bytes(), &["evaluate", "--stdin"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let found = lines(&ran.out);
    assert_eq!(found.len(), 100);
    for (number, line) in numbers.into_iter().zip(found).take(30) {
        let mut from_file = lines(&run(&["evaluate", &sample(number)]).out).remove(0);
        from_file["file"] = json!("-");
        assert_eq!(line, from_file);
    }
}

#[test]
fn a_faulty_document_is_named_and_the_others_are_evaluated() {
    let text = sample_line(1);
    let faults = [
        text[..text.len() / 2].to_owned(),
        text.replace("\"TEST-884-0001\"", "7"),
        text.replacen("Testa Beispiel", "Someone Else", 1),
        format!("{text} {text}"),
        "[]".to_owned(),
        text.replacen(&format!("\"version\":{}", case_file::VERSION), "\"version\":99", 1),
    ];
    for fault in &faults {
        let input = format!("{text}\n{fault}\n{text}\n");
        let ran = run_with(input.as_bytes(), &["evaluate", "--stdin"]);
        assert_eq!((ran.code, ran.out.lines().count()), (1, 2), "{}", ran.err);
        assert!(ran.err.starts_with("mednec-cli: standard input, line 2: "), "{}", ran.err);
        assert_no_values(&ran);
    }
    let folder = scratch();
    let broken = write(folder.path(), "broken.json", &faults[0]);
    let ran = run(&["evaluate", "nowhere.json", &broken, &sample(1)]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.lines().count()), (1, 1, 2));
    assert!(ran.err.contains("nowhere.json: it cannot be read: ") && ran.err.contains("broken.json: "));
    assert_no_values(&ran);
}

#[test]
fn apply_creates_and_changes_a_case_as_the_feed_does() {
    let folder = scratch();
    let case = folder.path().join("new-1.json").display().to_string();
    let actions = actions_file(folder.path(), &actions_of(1));
    let dry = run(&["apply", &case, "--actions", &actions, "--dry-run", "--by", "A Nurse", "--credential", "rn"]);
    assert_eq!((dry.code, dry.err.as_str()), (0, ""));
    assert!(!Path::new(&case).exists(), "a dry run writes nothing");
    let real = run(&["apply", &case, "--actions", &actions, "--by", "A Nurse", "--credential", "rn"]);
    assert_eq!((real.code, real.out.as_str(), real.err.as_str()), (0, "", ""));
    assert_eq!(run(&["evaluate", &case]).out, dry.out);
    assert_eq!(lines(&dry.out)[0]["status"], "criteria-met");
    assert!(run(&["replay", &case]).out.contains("A Nurse, RN"));

    let clear = json!({"do": "clear", "question": "psych.no_barrier"});
    let change = actions_file(folder.path(), &[clear]);
    let dry = run(&["apply", &case, "--actions", &change, "--dry-run"]);
    assert_eq!(lines(&run(&["evaluate", &case]).out)[0]["status"], "criteria-met");
    assert_eq!(run(&["apply", &case, "--actions", &change]).code, 0);
    assert_eq!(run(&["evaluate", &case]).out, dry.out);
    assert_eq!(lines(&dry.out)[0]["status"], "in-review");

    let bytes = fs::read(&case).unwrap();
    assert_eq!(run(&["apply", &case, "--actions", &change]).code, 0);
    assert_eq!(fs::read(&case).unwrap(), bytes, "where nothing changes, nothing is written");
}

#[test]
fn apply_does_all_actions_or_none_and_names_the_line() {
    let folder = scratch();
    let case = folder.path().join("new-2.json").display().to_string();
    let mut actions = actions_of(1);
    let judge = json!({"do": "judge", "judgement": "age-18", "accepts": true, "why": "Testa Beispiel"});
    actions.insert(12, judge);
    let file = actions_file(folder.path(), &actions);
    let ran = run(&["apply", &case, "--actions", &file]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("actions.jsonl, line 13: only a physician"), "{}", ran.err);
    assert_no_values(&ran);
    assert!(!Path::new(&case).exists());

    let good = actions_file(folder.path(), &actions_of(1));
    assert_eq!(run(&["apply", &case, "--actions", &good]).code, 0);
    let before = fs::read(&case).unwrap();
    let bad = write(folder.path(), "bad.jsonl", "{\"do\": \"undo\"}\n\n{\"do\": \"answer\", \"Testa\": 1}\n");
    let ran = run(&["apply", &case, "--actions", &bad]);
    assert_eq!((ran.code, fs::read(&case).unwrap()), (1, before.clone()));
    assert!(
        ran.err.contains("bad.jsonl, line 3: something is missing, unknown or impossible, at column"),
        "{}",
        ran.err
    );
    assert_no_values(&ran);
    let again = run(&["apply", &case, "--actions", &good]);
    assert_eq!((again.code, fs::read(&case).unwrap()), (1, before));
    assert!(again.err.contains("line 1: the case exists already"), "{}", again.err);
}

#[test]
fn apply_refuses_what_cannot_become_a_case() {
    let folder = scratch();
    let actions = actions_file(folder.path(), &actions_of(1));
    let named = folder.path().join("Testa Beispiel.json").display().to_string();
    assert_eq!(run(&["apply", &named, "--actions", &actions]).code, 1);
    let nowhere = folder.path().join("missing/new.json").display().to_string();
    let ran = run(&["apply", &nowhere, "--actions", &actions]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("nothing was written"), "{}", ran.err);
    let empty = write(folder.path(), "empty.jsonl", "\n");
    let case = folder.path().join("new.json").display().to_string();
    let undo = write(folder.path(), "undo.jsonl", "{\"do\": \"undo\"}\n");
    for actions in [empty, undo] {
        let ran = run(&["apply", &case, "--actions", &actions]);
        assert_eq!((ran.code, Path::new(&case).exists()), (1, false));
        assert!(ran.err.contains("the case does not exist, and the actions do not create it"), "{}", ran.err);
    }
}

/// Every file under a folder with its bytes, the locks aside.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(tree(&path)),
            false => files.push((path.clone(), fs::read(&path).unwrap())),
        }
    }
    files.retain(|(path, _)| !path.components().any(|part| part.as_os_str() == "locks"));
    files.sort();
    files
}

#[test]
fn a_feed_fills_a_store_and_a_refused_line_stops_no_other() {
    let folder = scratch();
    let store = folder.path().join("store");
    let name = store.display().to_string();
    // A line that names a physician is somebody's word: what needs a signature is refused.
    let (feed, named): (Vec<String>, Vec<String>) = fs::read_to_string(folder_of_feed())
        .unwrap()
        .lines()
        .map(|line| format!("{line}\n"))
        .partition(|line| !line.contains("\"by\""));
    assert!(named.len() > 3 && named[0].contains("\"judge\""));
    let feed = feed.concat();
    let mut input = feed.clone();
    input += "{\"case\": \"late\", \"actions\": [{\"do\": \"undo\"}]}\n";
    input += "{\"case\": \"Testa Beispiel\", \"actions\": []}\n";
    input += "not JSON, Testa Beispiel\n";
    input += "{\"case\": \"sample-02\", \"actions\": [{\"do\": \"clear\", \"question\": \"psych.no_barrier\"}, \
              {\"do\": \"clear\", \"question\": \"none\"}]}\n";
    input += "{\"case\": \"sample-02\", \"by\": {\"name\": \"X\", \"credential\": \"JD\"}, \"actions\": []}\n";
    input += &named[0];

    let dry = run_with(input.as_bytes(), &["apply", "--stdin", "--store", &name, "--dry-run"]);
    assert!(!store.exists(), "a dry run makes no folder");
    let real = run_with(input.as_bytes(), &["apply", "--stdin", "--store", &name]);
    assert_eq!((dry.code, real.code, real.out.as_str()), (1, 1, ""));
    assert_eq!(dry.err, real.err);
    let count = feed.lines().count();
    let says = |place: usize, what: &str| {
        let start = format!("mednec-cli: standard input, line {}: {what}", count + place);
        assert!(real.err.lines().any(|line| line.starts_with(&start)), "{start} in {}", real.err);
    };
    says(1, "the case does not exist, and the actions do not create it");
    says(2, "something is missing, unknown or impossible, at column");
    says(3, "not one JSON document");
    says(
        4,
        "action 2: neither the policy nor the request has a question with this id; no action of this line was applied",
    );
    says(5, "this credential does not qualify for review");
    says(6, "action 1: this needs your signature: sign in with your passphrase first");
    assert_eq!(real.err.lines().count(), 6);
    assert_no_values(&real);

    // A dry run says of each line how its case stands then; the last one of each case is how it stands in the store.
    let mut last = std::collections::BTreeMap::new();
    dry.out.lines().for_each(|line| {
        let value: Value = serde_json::from_str(line).unwrap();
        last.insert(value["file"].as_str().unwrap().to_owned(), line.to_owned());
    });
    let cases = feed.lines().filter(|line| line.contains("\"open\"")).count();
    assert_eq!((dry.out.lines().count(), last.len()), (count, cases));
    for (file, line) in last {
        assert_eq!(run(&["evaluate", &file]).out.trim_end(), line);
    }

    let before = tree(&store);
    let opening: String =
        feed.lines().filter(|line| line.contains("\"open\"")).map(|line| format!("{line}\n")).collect();
    let twice = run_with(opening.as_bytes(), &["apply", "--stdin", "--store", &name]);
    assert_eq!((twice.code, twice.err.lines().count()), (1, cases));
    assert!(tree(&store) == before, "cases that are open are not opened again");
}

fn folder_of_feed() -> PathBuf {
    folder().join("feed.jsonl")
}

#[test]
fn a_case_in_a_store_is_judged_by_the_policy_kept_beside_it() {
    let folder = scratch();
    let bundled = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/policies/2025T0626L.toml")).unwrap();
    let policies = folder.path().join("policies");
    fs::create_dir(&policies).unwrap();
    let other = bundled.replace("number = \"2025T0626L\"", "number = \"2026T0626M\"");
    write(&policies, "next.toml", other);
    write(&policies, "broken.toml", "format = 1\n");
    write(&policies, "same-number.toml", format!("{bundled}# changed\n"));
    let (policies, store) = (policies.display().to_string(), folder.path().join("store").display().to_string());
    let arguments = ["--policies", &policies, "apply", "--stdin", "--store", &store, "--policy", "2026T0626M"];
    let ran = run_with(feed_line(1).as_bytes(), &arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 2, "faulty policy files are warned of: {}", ran.err);
    assert!(ran.err.contains("broken.toml: ") && ran.err.contains("is bundled with the program"));

    let case = tree(Path::new(&store)).into_iter().find(|(path, _)| path.ends_with("sample-01.json")).unwrap();
    let path = case.0.display().to_string();
    let ran = run(&["evaluate", &path]);
    assert_eq!((ran.code, &lines(&ran.out)[0]["policy"]), (0, &json!("2026T0626M")));
    assert!(run(&["export", &path, "--format", "text"]).out.contains("(not signed off)"));
    let loose = write(folder.path(), "loose.json", case.1);
    let ran = run(&["evaluate", &loose]);
    assert_eq!(ran.code, 1, "another text never takes its place");
    assert!(ran.err.contains("that is not available"), "{}", ran.err);
    assert_eq!(run(&["--policies", &policies, "evaluate", &loose]).code, 0);
}

#[test]
fn schemas_are_of_what_is_read() {
    let schema = |of: &str| -> Value {
        let ran = run(&["schema", of]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        serde_json::from_str(&ran.out).unwrap()
    };
    let case: Value = serde_json::from_str(&sample_line(1)).unwrap();
    let properties = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(properties(&schema("case")["properties"]), properties(&case));
    let actions = schema("action")["oneOf"].as_array().unwrap().clone();
    let names: Vec<_> = actions.iter().filter_map(|action| action["properties"]["do"]["const"].as_str()).collect();
    assert!(actions_of(1).iter().all(|action| names.contains(&action["do"].as_str().unwrap())));
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/policies/2025T0626L.toml")).unwrap();
    let known = properties(&schema("policy")["properties"]);
    for key in toml::from_str::<toml::Table>(&text).unwrap().keys() {
        assert!(known.contains(key), "{key}");
    }
}

#[test]
fn policy_check_reports_every_problem_with_its_place() {
    let folder = scratch();
    let bundled = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/policies/2025T0626L.toml");
    let good = run(&["policy", "check", bundled]);
    assert_eq!((good.code, good.err.as_str()), (0, ""));
    assert!(good.out.contains("no problems; policy 2025T0626L"));
    let text = fs::read_to_string(bundled).unwrap();
    let broken = text.replacen("rule.answered = \"pain.cause\"", "rule.answered = \"pain.nowhere\"", 1);
    let broken = broken.replacen("publisher", "publishers", 1);
    let path = write(folder.path(), "broken.toml", &broken);
    let bad = run(&["policy", "check", &path]);
    assert_eq!(bad.code, 1);
    assert!(bad.out.lines().count() >= 1 && bad.out.lines().all(|line| line.contains(": line ")), "{}", bad.out);
    assert!(bad.err.contains("problem(s), the first at line"), "{}", bad.err);
    let changed = write(folder.path(), "changed.toml", format!("{text}\n"));
    assert!(run(&["policy", "check", &changed]).err.contains("give it its own number"));
    assert_eq!(run(&["policy", "check", "nowhere.toml"]).code, 1);
}

#[test]
fn policy_show_puts_rules_beside_sources_and_readings() {
    let ran = run(&["policy", "show", "2025T0626L"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in ["pain-reduction: ", "Rule: ", "Source: ", "Reading: Which pain counts", "For a physician: ", "62362"] {
        assert!(ran.out.contains(part), "{part}");
    }
    let ran = run(&["policy", "show", "2025T0626K"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("available: 2025T0626L"));
}

#[test]
fn explain_says_why_and_what_is_open() {
    let ran = run(&["explain", &sample(5), "care-long-enough"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for part in
        ["Result: open. 3 months 6 days", "Rule: ", "Policy: Coverage Rationale", "Source: Medication", "Open: "]
    {
        assert!(ran.out.contains(part), "{part} in {}", ran.out);
    }
    let ran = run(&["explain", &sample(9), "trial-criteria"]);
    assert!(ran.out.contains("Result: not evaluated"), "{}", ran.out);
    let ran = run(&["explain", &sample(5), "none"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("it has: adult-at-placement, age, "));
}

#[test]
fn replay_prints_every_event_and_refuses_a_case_that_its_history_does_not_give() {
    let ran = run(&["replay", &sample(6)]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with(
        "1 2026-03-02 09:00:00 -05:00 Sample Reviewer, RN (not signed in)\n    case opened: nothing -> \"sample-06 on "
    ));
    assert!(
        ran.out.contains("Sample Physician, MD (signed)\n    Is a member who is exactly 18 old enough?: nothing -> ")
    );
    assert!(ran.out.ends_with(" gives the case as it is stored.\n"));
    let folder = scratch();
    let text = fs::read_to_string(sample(1)).unwrap().replacen("Testa Beispiel", "Someone Else", 1);
    let ran = run(&["replay", &write(folder.path(), "changed.json", text)]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("the stored case differs from its history"), "{}", ran.err);
}

/// An answer beside an item stands at its criterion, and not with the request.
#[test]
fn the_summary_says_each_answer_where_it_counts() {
    let part = |number: u32, from: &str, to: &str| {
        let text = run(&["export", &sample(number), "--format", "text"]).out;
        let start = text.find(from).unwrap_or_else(|| panic!("{from} in {text}"));
        let end = text[start..].find(to).unwrap_or_else(|| panic!("{to} after {from} in {text}"));
        text[start..start + end].to_owned()
    };
    let trial = part(8, "\nPump placement\n", "\nReadings of the policy");
    assert!(trial.contains("First day of the trial: ") && trial.contains("Last day of the trial: "), "{trial}");
    let initial = part(22, "\nInitial placement\n", "\nReadings of the policy");
    for said in [
        "Which InterQual subset was used? Epidural or Intrathecal Catheter Placement",
        "InterQual release or version: ",
        "Date of the InterQual review: ",
        "InterQual reference number: TEST-IQ-0022",
        "Date of the initial placement: 2021-05-19",
    ] {
        assert!(initial.contains(said), "{said} in {initial}");
    }
    let request = part(22, "\nRequest\n", "\nWhether the policy applies");
    assert!(!request.contains("InterQual") && !request.contains("Which drug"), "{request}");
    let device = part(22, "\nDevice\n", "\nInitial placement\n");
    assert!(
        device.contains("What is the cause of the failure? Motor stall")
            && device.contains("Which drug does it deliver? Baclofen")
    );
}

#[test]
fn export_writes_every_format_and_overwrites_nothing() {
    let folder = scratch();
    for (format, part) in
        [("text", "REVIEW SUMMARY\n"), ("markdown", "# Review summary\n"), ("json", "\"case\": \"sample-08\"")]
    {
        let file = folder.path().join(format).display().to_string();
        // A paper states the minute that it was made in: of three pairs, one at least lies within a minute.
        let pair = || {
            let _ = fs::remove_file(&file);
            let to_output = run(&["export", &sample(8), "--format", format]);
            assert_eq!(run(&["export", &sample(8), "--format", format, "--output", &file]).code, 0);
            (fs::read_to_string(&file).unwrap() == to_output.out).then_some(to_output)
        };
        let to_output = (0..3).find_map(|_| pair()).expect("the file holds what is printed");
        assert_eq!((to_output.code, to_output.err.as_str()), (0, ""));
        for said in
            [part, "Invented Example", "1961-12-05", "TEST-884-0008", "62.5 % reduction, 8 to 3", "not signed in"]
        {
            assert!(to_output.out.contains(said), "{said} in {format}");
        }
        let again = run(&["export", &sample(1), "--format", format, "--output", &file]);
        assert_eq!(again.code, 1);
        assert_eq!(fs::read_to_string(&file).unwrap(), to_output.out);
    }
}

/// A name from outside may end a line, move the cursor or turn the direction of writing: what is said of the file then reads
/// as something else.
#[cfg(unix)]
#[test]
fn the_name_of_a_file_cannot_change_what_is_said_of_it() {
    use std::os::unix::ffi::OsStrExt;
    let folder = scratch();
    for name in [&b"a\nmednec-cli: all well"[..], b"a\x1b[2Jb", "a\u{202e}nosj.b".as_bytes(), b"a\xffb"] {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        let child = Command::new(env!("CARGO_BIN_EXE_mednec-cli")).arg("evaluate").arg(&path).output().unwrap();
        let err = String::from_utf8(child.stderr).unwrap();
        assert_eq!(child.status.code(), Some(1), "{name:?}");
        assert_eq!(err.lines().count(), 1, "{err:?}");
        assert!(!err.contains(['\u{1b}', '\u{202e}']) && err.contains("it cannot be read"), "{err:?}");
    }
}

/// A program reads the file's name unchanged, also where its accents are separate characters.
#[cfg(unix)]
#[test]
fn a_line_for_programs_names_the_file_as_it_is_called() {
    let folder = scratch();
    let path = folder.path().join("ane\u{301}mie \u{202e}x.json");
    fs::copy(sample(1), &path).unwrap();
    let ran = run(&["evaluate", path.to_str().unwrap()]);
    let line: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(line["file"].as_str(), path.to_str());
    let ran = run(&["evaluate", folder.path().join("ane\u{301}mie").to_str().unwrap()]);
    assert!(ran.err.contains("ane\u{301}mie: "), "{}", ran.err);
}

#[test]
fn wrong_usage_is_2_and_help_is_0() {
    for arguments in [
        &[][..],
        &["evaluate"],
        &["evaluate", "x.json", "--stdin"],
        &["apply", "x.json"],
        &["apply", "--actions", "x"],
        &["apply", "x.json", "--actions", "y", "--credential", "JD"],
        &["apply", "x.json", "--actions", "y", "--passphrase-fd", "0"],
        &["schema", "cases"],
        &["export", "x.json", "--format", "docx"],
        &["export", "x.json"],
        &["unknown"],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!ran.err.is_empty());
    }
    assert_eq!((run(&["--help"]).code, run(&["--version"]).code, run(&["help", "apply"]).code), (0, 0, 0));
}

#[test]
fn renamed_commands_and_flags_keep_their_earlier_names() {
    for arguments in
        [&["take-in", "--help"][..], &["recover", "--put", "--help"], &["roster", "add", "--licence", "MI 1", "--help"]]
    {
        let ran = run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    }
    let help = run(&["--help"]).out;
    assert!(help.contains("  import ") && !help.contains("take-in"), "{help}");
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let input: String = (0..400).map(|_| sample_line(8) + "\n").collect();
    for arguments in [vec!["evaluate", "--stdin"], vec!["policy", "show", "2025T0626L"], vec!["--help"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mednec-cli"))
            .args(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_line_of_a_feed_keeps_its_diagnosis_codes_whatever_the_list_says() {
    let folder = scratch();
    let store = folder.path().join("store").display().to_string();
    let codes = json!({"do": "answer", "question": "request.diagnoses",
                       "value": {"diagnoses": ["G90.5", "G35.X", "G9050"]}});
    let line = json!({"case": "a", "actions": [{"do": "open", "pathway": "nonmalignant-pump"}, codes]});
    let ran = run_with(format!("{line}\n").as_bytes(), &["apply", "--stdin", "--store", &store, "--dry-run"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let [header, unlisted] = lines(&ran.out)[0]["notices"].as_array().unwrap().clone().try_into().unwrap();
    assert!(header.as_str().unwrap().starts_with("Diagnosis code G90.5 is not billable in ICD-10-CM April 2026: more"));
    assert!(unlisted.as_str().unwrap().starts_with("Diagnosis code G35.X is not in ICD-10-CM April 2026. Check"));
}
