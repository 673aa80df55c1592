//! The roster as a file, and `mednec-cli roster`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Barrier;

use mednec::cli::{self, CliError, Passphrases, Terminal};
use mednec::clock::Instant;
use mednec::identity::{Cost, Credential, LockedKey, Passphrase, Roster, RosterError};
use mednec::store::{CaseStore, RosterFileError, load_roster, read_roster, roster_path, write_roster};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::identity::keys::{CANARY, Department, at, department, enrol, phrase, small_roster};

fn store() -> (TempDir, CaseStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path().join("store")).unwrap();
    (folder, store)
}

fn everything_in(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything_in(&path))
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()))
        }
    }
    found
}

// ---------------------------------------------------------------- the file

#[test]
fn a_roster_is_kept_one_entry_a_line_for_its_owner_alone() {
    let (folder, store) = store();
    let root = folder.path().join("store");
    assert_eq!(store.roster(), Ok(None));
    let Department { roster, ann, .. } = department();
    let saved = store.save_roster(&roster, None).unwrap();
    let loaded = store.roster().unwrap().unwrap();
    assert_eq!((&loaded.roster, &loaded.hash), (&roster, &saved.hash));
    let text = fs::read_to_string(roster_path(&root)).unwrap();
    assert_eq!(text.lines().filter(|line| line.starts_with("    {\"sequence\":")).count(), 3);
    let header: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&header["format"], &header["version"]), (&json!("mednec-roster"), &json!(1)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(roster_path(&root)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // A save whose answer was lost is repeated; one over other bytes is not done.
    assert_eq!(store.save_roster(&roster, None), Ok(saved.clone()));
    let next = roster.append(enrol("Dan Dole", Credential::Rn, false), &ann, at(9)).unwrap();
    assert_eq!(store.save_roster(&next, None), Err(RosterFileError::Conflict));
    let second = store.save_roster(&next, Some(&saved.hash)).unwrap();
    // Nothing is taken out again, and no other roster takes its place.
    assert_eq!(store.save_roster(&roster, Some(&second.hash)), Err(RosterFileError::NotAppended));
    assert_eq!(store.save_roster(&small_roster(), Some(&second.hash)), Err(RosterFileError::NotAppended));
    assert_eq!(load_roster(&root).unwrap().unwrap().roster, next);
    assert!(everything_in(folder.path()).iter().all(|(_, bytes)| !contains(bytes, CANARY.as_bytes())));
    // What a save that was cut off leaves behind.
    fs::write(root.join(".mednec-save-x"), "half").unwrap();
    CaseStore::open(&root).unwrap();
    assert!(!root.join(".mednec-save-x").exists());
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_roster_is_read_exactly() {
    let text = String::from_utf8(write_roster(&department().roster).unwrap()).unwrap();
    assert!(read_roster(text.replace('\n', "\r\n").as_bytes()).is_ok(), "white space is free, as in case files");
    let read = |text: String| read_roster(text.as_bytes()).map(|_| ()).unwrap_err();
    let swap = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        read(text.replacen(from, to, 1))
    };
    assert!(matches!(read(text[..text.len() - 9].to_owned()), RosterFileError::Cut(_)));
    assert!(matches!(read(String::new()), RosterFileError::Cut(_)));
    assert!(matches!(read(format!("{text}{{}}")), RosterFileError::NotJson(_)));
    assert!(matches!(read(format!("\u{feff}{text}")), RosterFileError::NotJson(_)));
    assert!(matches!(swap("\"sequence\":2", "\"sequence\":2,\"sequence\":2"), RosterFileError::DuplicateKey(_)));
    assert!(matches!(swap("\"sequence\":2", "\"note\":1,\"sequence\":2"), RosterFileError::WrongShape(_)));
    assert!(matches!(swap("\"sequence\":2", "\"sequence\":2.0"), RosterFileError::WrongShape(_)));
    assert!(matches!(swap("\"administrator\":true", "\"administrator\":1"), RosterFileError::WrongShape(_)));
    assert!(matches!(swap("\"credential\":\"RN\"", "\"credential\":\"rn\""), RosterFileError::WrongShape(_)));
    assert!(matches!(swap("\"credential\":\"RN\"", "\"credential\":\"JD\""), RosterFileError::WrongShape(_)));
    assert!(matches!(swap("ENCRYPTED PRIVATE", "PRIVATE"), RosterFileError::WrongShape(_)));
    assert_eq!(swap("\"mednec-roster\"", "\"mednec-case\""), RosterFileError::NotARoster);
    assert_eq!(swap("\"version\": 1", "\"version\": 2"), RosterFileError::Newer(2));
    assert_eq!(swap("\"version\": 1", "\"version\": 0"), RosterFileError::NotARoster);
    assert_eq!(swap("T08:00:00-05:00", "T08:00:00.000-05:00"), RosterFileError::NotAsWritten);
    assert_eq!(swap("Ann", "\\u0041nn"), RosterFileError::NotAsWritten);
    assert_eq!(swap("\"sequence\":1,\"at\"", "\"previous\":null,\"sequence\":1,\"at\""), RosterFileError::NotAsWritten);
    assert_eq!(swap("Cleo", "Chloe"), RosterFileError::NotBelieved(RosterError::BadSignature(3)));
    // A list for an object.
    let mut said: Value = serde_json::from_str(&text).unwrap();
    let fields: Vec<Value> = ["sequence", "at", "by", "what", "previous", "key", "signature"]
        .map(|field| said["entries"][1][field].clone())
        .to_vec();
    said["entries"][1] = Value::Array(fields);
    assert!(matches!(read(said.to_string()), RosterFileError::NotAsWritten | RosterFileError::WrongShape(_)));
    assert_eq!(read_roster(b"\xff\xfe").map(|_| ()), Err(RosterFileError::NotUtf8));
    assert!(matches!(read_roster(&vec![b' '; 5 << 20]), Err(RosterFileError::Unreadable(_))));
}

#[test]
fn no_flipped_bit_gives_another_roster() {
    let Department { roster, ann, .. } = department();
    let locked_key = ann.relock(&phrase("another"), Cost::FOR_TESTS).unwrap();
    let change = mednec::identity::RosterChange::NewPassphrase { locked_key };
    let roster = roster.append(change, &ann, at(5)).unwrap();
    let bytes = write_roster(&roster).unwrap();
    for place in 0..bytes.len() {
        for bit in [1, 0x20, 0x80] {
            let mut flipped = bytes.clone();
            flipped[place] ^= bit;
            match read_roster(&flipped) {
                Err(_) => {}
                // White space for white space is the only other spelling.
                Ok(read) => assert!(read == roster && bytes[place].is_ascii_whitespace(), "byte {place}, bit {bit}"),
            }
        }
    }
    for length in 0..bytes.len() - 1 {
        assert!(read_roster(&bytes[..length]).is_err(), "{length}");
    }
}

#[test]
fn of_two_writers_one_loses_with_a_sentence() {
    let (folder, store) = store();
    let Department { roster, ann, bob, .. } = department();
    let loaded = store.save_roster(&roster, None).unwrap().hash;
    let both = [(&ann, "Dan Dole"), (&bob, "Eve Ely")]
        .map(|(by, name)| roster.append(enrol(name, Credential::Rn, false), by, at(9)).unwrap());
    let barrier = Barrier::new(2);
    let save = |roster: &Roster| {
        let store = CaseStore::open(folder.path().join("store")).unwrap();
        barrier.wait();
        store.save_roster(roster, Some(&loaded))
    };
    let results = std::thread::scope(|scope| {
        let threads = both.each_ref().map(|roster| scope.spawn(|| save(roster)));
        threads.map(|thread| thread.join().unwrap())
    });
    let lost: Vec<_> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    assert_eq!(lost, [&RosterFileError::Conflict]);
    assert!(lost[0].to_string().contains("changed by someone else"));
    let kept = store.roster().unwrap().unwrap().roster;
    assert!(both.contains(&kept));
}

// ---------------------------------------------------------------- the command line

/// Answers as told, in order; what is left over was not asked for.
#[derive(Default)]
struct Told {
    typed: Vec<String>,
    descriptors: BTreeMap<u32, String>,
    prompts: Vec<String>,
}

impl Passphrases for Told {
    fn ask(&mut self, prompt: &str) -> Result<Passphrase, CliError> {
        self.prompts.push(prompt.to_owned());
        if self.typed.is_empty() { Err(CliError::NoTerminal) } else { Ok(Passphrase::new(self.typed.remove(0))) }
    }

    fn descriptor(&mut self, number: u32) -> Result<Passphrase, CliError> {
        self.descriptors.get(&number).cloned().map(Passphrase::new).ok_or(CliError::NoDescriptor(number))
    }

    fn cost(&self) -> Cost {
        Cost::FOR_TESTS
    }
}

pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
    told: Told,
}

pub(crate) struct Desk {
    folder: TempDir,
    minute: u32,
    settings: Option<PathBuf>,
    /// In place of the minute.
    pub(crate) clock: Option<Instant>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), minute: 0, settings: None, clock: None }
    }

    /// One that has settings, so that it remembers rosters.
    pub(crate) fn remembering() -> Self {
        let mut desk = Self::new();
        desk.settings = Some(desk.folder.path().join("config/settings.json"));
        desk
    }

    /// Ann begins, Bob administers too, Cleo does not.
    pub(crate) fn begin(&mut self) {
        self.done(&["init", "--name", "Ann Arbor", "--credential", "rn", "--license", "MI 1"], &["ann", "ann"]);
        let bob = ["add", "--name", "Bob Bell", "--credential", "MD", "--administrator"];
        self.done(&and(&bob, &ANN), &["ann", "bob", "bob"]);
        self.done(&and(&["add", "--name", "Cleo Cruz", "--credential", "LPN"], &BOB), &["bob", "cleo", "cleo"]);
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// Runs `roster`, with these passphrases typed; each gets the canary, which is then looked for everywhere.
    pub(crate) fn roster(&mut self, arguments: &[&str], typed: &[&str]) -> Ran {
        let typed = typed.iter().map(|text| format!("{text} {CANARY}")).collect();
        self.told(arguments, b"", Told { typed, ..Told::default() })
    }

    fn told(&mut self, arguments: &[&str], mut input: &[u8], mut told: Told) -> Ran {
        self.minute += 1;
        let store = self.store();
        let all = ["mednec-cli", "roster"].iter().chain(arguments).map(OsString::from);
        let all = all.chain([OsString::from("--store"), store.into_os_string()]);
        let (mut output, mut errors) = (vec![], vec![]);
        let mut terminal = Terminal {
            input: &mut input,
            output: &mut output,
            output_is_terminal: false,
            errors: &mut errors,
            now: self.clock.unwrap_or_else(|| at(self.minute)),
            zone: mednec::clock::local_zone(),
            data_folder: Err(mednec::store::paths::NoFolder::NoHome),
            settings_file: self.settings.clone(),
            fonts: mednec::fonts::FontFolders::None,
            station: Some("UR-WS-14".to_owned()),
            passphrases: &mut told,
        };
        let code = cli::run(all, &mut terminal);
        for bytes in
            [&output, &errors].into_iter().chain(everything_in(self.folder.path()).iter().map(|(_, bytes)| bytes))
        {
            assert!(!contains(bytes, CANARY.as_bytes()), "the canary is out");
        }
        let [out, err] = [output, errors].map(|bytes| String::from_utf8(bytes).unwrap());
        Ran { code, out, err, told }
    }

    #[track_caller]
    pub(crate) fn done(&mut self, arguments: &[&str], typed: &[&str]) -> Value {
        let ran = self.roster(arguments, typed);
        assert_eq!((ran.code, ran.err.as_str(), ran.told.typed.len()), (0, "", 0));
        serde_json::from_str(ran.out.lines().last().unwrap()).unwrap()
    }

    #[track_caller]
    pub(crate) fn refused(&mut self, arguments: &[&str], typed: &[&str], sentence: &str) {
        let before = fs::read(roster_path(&self.store())).ok();
        let ran = self.roster(arguments, typed);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{}", ran.err);
        assert!(ran.err.contains(sentence), "{}", ran.err);
        for name in ["Ann", "Bob", "Cleo"] {
            assert!(!ran.err.contains(name), "{}", ran.err);
        }
        assert_eq!(fs::read(roster_path(&self.store())).ok(), before);
    }

    pub(crate) fn now(&self) -> Roster {
        load_roster(&self.store()).unwrap().unwrap().roster
    }
}

const ANN: [&str; 2] = ["--as", "Ann Arbor, RN"];
const BOB: [&str; 2] = ["--as", "Bob Bell, MD"];

fn and<'a>(one: &[&'a str], other: &[&'a str]) -> Vec<&'a str> {
    [one, other].concat()
}

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.begin();
    desk
}

#[test]
fn a_roster_is_begun_grown_and_listed() {
    let mut desk = Desk::new();
    desk.refused(&["list"], &[], "no roster yet");
    assert!(!desk.store().exists(), "looking makes no folder");
    let line = desk.done(&["init", "--name", " Ann  Arbor", "--credential", "rn"], &["ann", "ann"]);
    assert_eq!(
        (&line["name"], &line["role"], &line["administrator"]),
        (&json!("Ann Arbor"), &json!("nurse"), &json!(true))
    );
    desk.refused(&["init", "--name", "Eve", "--credential", "RN"], &["eve", "eve"], "already has a roster");
    let mut desk = self::desk();
    let listed = desk.roster(&["list"], &[]).out;
    let lines: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let roster = desk.now();
    assert_eq!(lines[0], json!({"roster": roster.fingerprint(), "short": roster.fingerprint().short(), "entries": 3}));
    let names: Vec<_> = lines[1..].iter().map(|line| line["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ann Arbor", "Bob Bell", "Cleo Cruz"]);
    assert_eq!(lines[1]["licence"], "MI 1");
    let ran = desk.roster(&and(&["leave", "Cleo Cruz, LPN"], &ANN), &["ann"]);
    assert_eq!(ran.told.prompts, ["Passphrase of Ann Arbor, RN: "]);
    let line: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&line["active"], &line["key"]), (&json!(false), &Value::Null));
    let line = desk.done(&and(&["return", "Cleo Cruz, LPN"], &ANN), &["ann", "cleo2", "cleo2"]);
    assert_eq!(line["active"], true);
    let line = desk.done(&and(&["new-key", line["reviewer"].as_str().unwrap()], &ANN), &["ann", "cleo3", "cleo3"]);
    assert_eq!(line["name"], "Cleo Cruz");
    let cleo = ["--as", "Cleo Cruz, LPN"];
    desk.done(&and(&["new-passphrase"], &cleo), &["cleo3", "cleo4", "cleo4"]);
    desk.refused(&and(&["new-passphrase"], &cleo), &["cleo3"], "the passphrase is wrong");
    let line = desk.done(&and(&["credential", "Cleo Cruz, LPN", "--credential", "RN"], &BOB), &["bob"]);
    assert_eq!((&line["credential"], &line["administrator"]), (&json!("RN"), &json!(false)));
    let line = desk.done(&and(&["credential", "Cleo Cruz, RN", "--administrator", "yes"], &BOB), &["bob"]);
    assert_eq!((&line["credential"], &line["administrator"]), (&json!("RN"), &json!(true)));
    assert_eq!(desk.now().len(), 9);
}

#[test]
fn what_is_refused_says_why_and_changes_nothing() {
    let mut desk = desk();
    let cleo = ["--as", "Cleo Cruz, LPN"];
    let add = ["add", "--name", "Dan Dole", "--credential", "RN"];
    desk.refused(&and(&add, &["--as", "Nobody, RN"]), &[], "no such reviewer");
    desk.refused(&and(&["leave", "Nobody, RN"], &ANN), &[], "no such reviewer");
    desk.refused(&and(&add, &ANN), &["bob"], "the passphrase is wrong");
    desk.refused(&and(&add, &cleo), &["cleo", "dan", "dan"], "only an administrator");
    desk.refused(&and(&add, &ANN), &["ann", "dan", "don"], "the two passphrases differ");
    desk.refused(
        &and(&["add", "--name", "bob bell", "--credential", "MD"], &ANN),
        &["ann", "x", "x"],
        "is already on the roster",
    );
    desk.refused(&and(&["credential", "Ann Arbor, RN", "--credential", "MD"], &ANN), &["ann"], "another administrator");
}

#[test]
fn usage_is_checked_before_anything_is_asked() {
    let mut desk = desk();
    for arguments in [
        &["add", "--name", "Dan", "--credential", "JD", "--as", "x"][..],
        &["add", "--name", "Dan", "--credential", "RN"],
        &["leave", "--as", "x"],
        &["credential", "x", "--as", "y"],
        &["list", "--as", "x"],
        &["new-passphrase", "--passphrase", "x", "--as", "y"],
    ] {
        let ran = desk.roster(arguments, &[]);
        assert_eq!((ran.code, ran.told.prompts.len()), (2, 0), "{arguments:?}");
    }
    // A passphrase where a descriptor belongs is not repeated.
    let ran = desk.roster(&and(&["new-passphrase", "--passphrase-fd", CANARY], &ANN), &[]);
    assert_eq!((ran.code, ran.err.contains("never the passphrase itself")), (1, true));
}

#[test]
fn passphrases_come_from_descriptors() {
    let mut desk = desk();
    let line = |text: &str| format!("{text} {CANARY}");
    let told = |descriptors: &[(u32, &str)]| Told {
        descriptors: descriptors.iter().map(|(number, text)| (*number, line(text))).collect(),
        ..Told::default()
    };
    let new = and(&["new-passphrase", "--passphrase-fd", "3", "--new-passphrase-fd", "4"], &ANN);
    assert_eq!(desk.told(&new, b"", told(&[(3, "ann"), (4, "ann two")])).code, 0);
    // Standard input is whatever the terminal was given, up to the first line's end.
    let leave = and(&["leave", "Cleo Cruz, LPN", "--passphrase-fd", "0"], &ANN);
    let input = format!("ann two {CANARY}\r\nmore\n");
    let ran = desk.told(&leave, input.as_bytes(), Told::default());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for (arguments, input, sentence) in [
        (&["new-passphrase", "--passphrase-fd", "9"][..], &b""[..], "descriptor 9 is not open"),
        (&["new-passphrase", "--passphrase-fd", "0"], b"", "holds no passphrase"),
        (&["new-passphrase", "--passphrase-fd", "0"], b"\n", "the passphrase is wrong"),
        (&["new-passphrase", "--passphrase-fd", "0"], &[b'x'; 2000], "too long for a passphrase"),
        (&["new-passphrase", "--passphrase-fd", "0"], b"\xff\xfe\n", "not UTF-8"),
        (&["new-passphrase", "--passphrase-fd", "0", "--new-passphrase-fd", "0"], b"", "two different"),
        (&["new-passphrase", "--passphrase-fd", "-1"], b"", "number of an open file descriptor"),
    ] {
        let arguments = and(arguments, &ANN);
        let joined: Vec<String> = arguments.iter().map(|part| part.to_string()).collect();
        let ran = desk.told(&arguments, input, Told::default());
        assert!(ran.code != 0 && (ran.err.contains(sentence) || ran.code == 2), "{joined:?}: {}", ran.err);
    }
}

/// The program itself, with a real descriptor; without a terminal it says so rather than wait.
#[cfg(unix)]
#[test]
fn the_program_reads_a_descriptor_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, format!("a long one {CANARY}\nsecond line\n")).unwrap();
    let run = |script: &str| {
        let output = Command::new("setsid")
            .args(["sh", "-c", script, "sh", env!("CARGO_BIN_EXE_mednec-cli")])
            .arg(folder.path().join("store"))
            .arg(&secret)
            .env("HOME", "")
            .env("XDG_CONFIG_HOME", "")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let init = r#"exec "$1" roster init --name Ann --credential RN --store "$2""#;
    let (code, _, err) = run(init);
    assert!(code == 1 && err.contains("no terminal"), "{code} {err}");
    let (code, out, err) = run(&format!("{init} --new-passphrase-fd 7 7<\"$3\""));
    assert_eq!((code, err.as_str()), (0, ""));
    // The same through a pipe, which cannot be read twice.
    let renew = r#"cat "$3" | "$1" roster new-passphrase --as "Ann, RN" --store "$2" --passphrase-fd 0 --new-passphrase-fd 5 5<"$3""#;
    let (code, again, err) = run(renew);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(!out.contains(CANARY) && !again.contains(CANARY));
    let (code, _, err) = run(&format!("{init}x --new-passphrase-fd 7"));
    assert!(code == 1 && err.contains("descriptor 7 is not open"), "{code} {err}");
    let kept = everything_in(&folder.path().join("store"));
    assert!(kept.iter().all(|(_, bytes)| !contains(bytes, CANARY.as_bytes())));
}

#[test]
fn a_clock_that_is_behind_is_refused() {
    let mut desk = desk();
    desk.minute = 0;
    desk.refused(&and(&["leave", "Cleo Cruz, LPN"], &ANN), &["ann"], "later than the time on this workstation");
}

/// The locked key is a standard document: OpenSSL opens it. Its own limit of 32 MiB keeps it from the standard cost.
#[test]
fn openssl_opens_a_locked_key() {
    let Ok(version) = Command::new("openssl").arg("version").output() else {
        eprintln!("SKIPPED: openssl is not installed, so nobody else has opened a locked key");
        return;
    };
    assert!(version.status.success());
    let folder = tempfile::tempdir().unwrap();
    let (public, locked) = LockedKey::generate("Ann", &phrase("Ann"), Cost::FOR_TESTS).unwrap();
    let file = folder.path().join("key.pem");
    fs::write(&file, locked.as_pem()).unwrap();
    let secret = folder.path().join("secret");
    let open = |phrase: &str| {
        fs::write(&secret, phrase).unwrap();
        let pass = format!("file:{}", secret.display());
        let mut command = Command::new("openssl");
        command.args(["pkcs8", "-in"]).arg(&file).args(["-passin", &pass, "-out"]).arg(folder.path().join("open.pem"));
        command.output().unwrap().status.success()
    };
    assert!(!open(&format!("ann {CANARY}")));
    assert!(open(&format!("Ann {CANARY}")));
    let shown =
        Command::new("openssl").args(["pkey", "-noout", "-text", "-in"]).arg(folder.path().join("open.pem")).output();
    let text = String::from_utf8(shown.unwrap().stdout).unwrap();
    let half = text.split("pub:").nth(1).unwrap();
    let digits: String = half.chars().filter(char::is_ascii_hexdigit).collect();
    assert_eq!(digits, public.to_string());
}
