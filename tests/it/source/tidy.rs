//! Holds the source to its own rules: who may know whom, module docs, lengths, nothing half done, no path of one machine, no
//! forgotten test. Reads text, so it needs no build.
//!
//! Must not know: what any of the code does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::policy::scenarios::{TABLES, tables_in_folder};

/// The most lines of a file and of a function, in the program and in its tests.
const LONGEST_FILE: [(&str, usize); 2] = [("src", 360), ("tests", 600)];
const LONGEST_FUNCTION: [(&str, usize); 2] = [("src", 60), ("tests", 100)];

/// The core, each layer before those that may know it.
const CORE: [&str; 13] = [
    "redacted",
    "text",
    "ids",
    "amount",
    "clock",
    "diagnoses",
    "identity",
    "policy",
    "turnaround",
    "case",
    "engine",
    "wording",
    "verification",
];

/// The modules that each module may name: `ARCHITECTURE.md`. What is not in a list is refused. A new module gets its list here.
const MAY_KNOW: [(&str, &[&[&str]]); 31] = [
    ("redacted", &[]),
    ("text", &[]),
    ("fonts", &[]),
    ("letterhead", &[]),
    ("panics", &[]),
    ("platform", &[]),
    ("window_arguments", &[]),
    ("ids", &[&["text"]]),
    ("amount", &[]),
    ("clock", &[]),
    ("diagnoses", &[&["text"]]),
    ("identity", &[&["text", "ids", "clock"]]),
    ("policy", &[&["ids", "amount", "clock"]]),
    ("case", &[&["redacted", "text", "ids", "amount", "clock", "identity", "policy"]]),
    ("engine", &[&["redacted", "ids", "amount", "clock", "policy", "case"]]),
    // A document of the record is drawn without knowing whose it is.
    ("chart", &[&["platform", "ids", "case"]]),
    // The options of a request's line, type and urgency, and a problem with its place, are the policy's.
    ("turnaround", &[&["ids", "clock", "policy"]]),
    ("wording", &[&["ids", "amount", "clock", "diagnoses", "identity", "policy", "turnaround", "case", "engine"]]),
    ("verification", &[&["ids", "policy", "identity", "case", "engine"]]),
    ("session", &[&CORE]),
    // What a line of an intake feed says, shared by the command line and the samples.
    ("feed", &[&["redacted", "ids", "case"]]),
    ("checklist", &[&CORE, &["session"]]),
    ("report", &[&CORE, &["fonts", "letterhead", "session", "checklist"]]),
    ("store", &[&["redacted", "text", "letterhead", "platform", "ids", "clock", "identity", "policy", "case"]]),
    ("samples", &[&["ids", "clock", "identity", "policy", "case"], &["session", "feed"]]),
    ("linking", &[&CORE, &["session", "store"]]),
    ("workspace", &[&CORE, &["session", "report", "store", "samples", "linking"]]),
    ("audit", &[&CORE, &["session", "store", "linking"]]),
    (
        "cli",
        &[
            &CORE,
            &[
                "fonts",
                "letterhead",
                "platform",
                "window_arguments",
                "session",
                "feed",
                "report",
                "store",
                "samples",
                "linking",
                "workspace",
                "audit",
            ],
        ],
    ),
    (
        "ui",
        &[
            &CORE,
            &[
                "fonts",
                "letterhead",
                "panics",
                "platform",
                "window_arguments",
                "session",
                "checklist",
                "feed",
                "report",
                "store",
                "samples",
                "linking",
                "workspace",
                "audit",
                "chart",
            ],
        ],
    ),
    // Thin: parse arguments, build, run.
    (
        "bin",
        &[
            &CORE,
            &[
                "session",
                "feed",
                "report",
                "store",
                "samples",
                "linking",
                "workspace",
                "audit",
                "chart",
                "cli",
                "ui",
                "panics",
                "platform",
                "window_arguments",
                "fonts",
            ],
        ],
    ),
];

/// Crates that only some may know.
const ONLY_IN: [(&str, &[&str]); 27] = [
    ("egui", &["ui", "bin"]),
    ("eframe", &["ui", "bin"]),
    ("rfd", &["ui"]),
    ("winit", &["ui", "platform"]),
    ("rustix", &["platform"]),
    // What the process that draws gives up.
    ("landlock", &["platform"]),
    ("libc", &["platform"]),
    ("seccompiler", &["platform"]),
    // The command line is defined in two places and described in one.
    ("clap_mangen", &["cli"]),
    ("pulldown_cmark", &["report"]),
    // Keys are made, locked and used in one place; a passphrase is asked for in one place.
    ("ed25519_dalek", &["identity"]),
    ("pkcs8", &["identity"]),
    ("getrandom", &["identity"]),
    ("rpassword", &["cli"]),
    ("unicode_security", &["identity"]),
    ("zxcvbn", &["identity"]),
    // The one compressed file in the program.
    ("flate2", &["diagnoses"]),
    // PDF is a format of a paper, and nothing else's.
    ("krilla", &["report"]),
    ("rustybuzz", &["report"]),
    ("unicode_bidi", &["report"]),
    // Installed fonts are read in one place.
    ("fontdb", &["fonts"]),
    // The logo of a letterhead.
    ("png", &["report"]),
    ("usvg", &["report"]),
    // Files from outside are read by the process that draws, and by nothing else.
    ("hayro", &["chart"]),
    ("hayro_ccitt", &["chart"]),
    ("image", &["chart"]),
    ("tiff", &["chart"]),
];

/// The files of the program whose code has this word.
pub fn sources_with(word: &str) -> Vec<String> {
    Source::all_below("src").into_iter().filter(|source| source.code.contains(word)).map(|source| source.path).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        if next.is_file() {
            found.push(next);
        } else if let Ok(entries) = fs::read_dir(&next) {
            waiting.extend(entries.map(|entry| entry.unwrap().path()));
        }
    }
    found.sort();
    found
}

/// A Rust file: its path from the top, its text, and the text without comments and literals, line for line.
pub(crate) struct Source {
    pub(crate) path: String,
    text: String,
    pub(crate) code: String,
}

impl Source {
    pub(crate) fn of(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), code: without_comments_and_literals(text) }
    }

    pub(crate) fn all_below(folder: &str) -> Vec<Self> {
        let rust =
            files(&root().join(folder)).into_iter().filter(|path| path.extension().is_some_and(|ext| ext == "rs"));
        rust.map(|path| Self::of(&from_top(&path), &fs::read_to_string(&path).unwrap())).collect()
    }

    /// `policy` for `src/policy/load.rs`, `bin` for the binaries.
    fn module(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        match inner {
            "main.rs" => "bin",
            inner => inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs"),
        }
    }

    /// The depth of the file in modules: 1 for `src/session.rs` and `src/policy/mod.rs`, 2 for `src/policy/load.rs`.
    fn depth(&self) -> usize {
        let steps = self.path.matches('/').count();
        if self.path.ends_with("/mod.rs") { steps - 1 } else { steps }
    }

    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.code[..offset].matches('\n').count() + 1
    }
}

fn from_top(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

/// Blanks out comments, strings and character literals, and keeps every line end.
fn without_comments_and_literals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let length = literal_length(rest, code.chars().last());
        if length == 0 {
            code.push(rest[0]);
            at += 1;
        } else {
            code.extend(rest[..length].iter().map(|letter| if *letter == '\n' { '\n' } else { ' ' }));
            at += length;
        }
    }
    code
}

/// The length of the comment, string or character literal that begins here; 0 where none does.
fn literal_length(rest: &[char], before: Option<char>) -> usize {
    let in_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let until = |end: &[char], from: usize| {
        (from..rest.len()).find(|at| rest[*at..].starts_with(end)).map_or(rest.len(), |at| at + end.len())
    };
    match rest {
        ['/', '/', ..] => rest.iter().position(|letter| *letter == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => until(&['*', '/'], 2),
        ['r', next, ..] if !in_word && (*next == '"' || *next == '#') => {
            let marks = rest[1..].iter().take_while(|letter| **letter == '#').count();
            if rest.get(1 + marks) != Some(&'"') {
                return 0;
            }
            let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', marks)).collect();
            until(&end, marks + 2)
        }
        ['"', ..] => {
            let mut at = 1;
            while at < rest.len() && rest[at] != '"' {
                at += if rest[at] == '\\' { 2 } else { 1 };
            }
            (at + 1).min(rest.len())
        }
        ['\'', '\\', ..] => until(&['\''], 3),
        ['\'', _, '\'', ..] => 3,
        _ => 0,
    }
}

/// Fails with all complaints, one to a line.
pub(crate) fn no_complaints(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_what_it_must_not_know() {
    let mut complaints = Vec::new();
    for source in Source::all_below("src") {
        let docs: Vec<&str> = source.text.lines().take_while(|line| line.starts_with("//!")).collect();
        if docs.is_empty() {
            complaints.push(format!("{}:1: begins with no `//!` that says what the file is for", source.path));
        }
        // The crate's root and the binaries know everything below them.
        let knows_all = source.path == "src/lib.rs" || source.module() == "bin";
        if !knows_all && !docs.iter().any(|line| line.contains("Must not know")) {
            complaints.push(format!("{}:1: does not say what it \"Must not know\"", source.path));
        }
    }
    no_complaints(complaints);
}

#[test]
fn no_file_is_too_long() {
    let mut complaints = Vec::new();
    for (folder, most) in LONGEST_FILE {
        for source in Source::all_below(folder) {
            let lines = source.text.lines().count();
            if lines > most {
                complaints.push(format!("{}: {lines} lines; {most} is the most, split it by subject", source.path));
            }
        }
    }
    no_complaints(complaints);
}

#[test]
fn no_function_is_too_long() {
    let mut complaints = Vec::new();
    for (folder, most) in LONGEST_FUNCTION {
        for source in Source::all_below(folder) {
            for (name, first, lines) in functions(&source) {
                if lines > most {
                    complaints
                        .push(format!("{}:{first}: fn {name} has {lines} lines; {most} is the most", source.path));
                }
            }
        }
    }
    no_complaints(complaints);
}

/// Every function with a body: name, first line, number of lines.
fn functions(source: &Source) -> Vec<(String, usize, usize)> {
    let code = &source.code;
    let mut found = Vec::new();
    for (offset, _) in code.match_indices("fn ") {
        let starts_word = !code[..offset].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let name: String =
            code[offset + 3..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        let Some(length) = (starts_word && !name.is_empty()).then(|| body_end(&code[offset..])).flatten() else {
            continue;
        };
        let first = source.line_of(offset);
        found.push((name, first, source.line_of(offset + length) - first + 1));
    }
    found
}

/// Where the body of the function that begins here ends; `None` for one without a body.
pub(crate) fn body_end(code: &str) -> Option<usize> {
    let (mut braces, mut others) = (0_i32, 0_i32);
    for (at, letter) in code.char_indices() {
        match letter {
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            '{' => braces += 1,
            '}' => {
                braces -= 1;
                if braces == 0 && others == 0 {
                    return Some(at);
                }
            }
            ';' if braces == 0 && others == 0 => return None,
            _ => {}
        }
    }
    None
}

#[test]
fn nobody_knows_whom_they_must_not() {
    let mut complaints = Vec::new();
    for source in Source::all_below("src") {
        let module = source.module();
        if module == "lib" {
            continue;
        }
        let Some((_, may_know)) = MAY_KNOW.iter().find(|(name, _)| *name == module) else {
            complaints.push(format!("{}: module {module} is not in the table of who may know whom", source.path));
            continue;
        };
        for (offset, known) in modules_named(&source) {
            if known != module && !may_know.iter().any(|known_to_it| known_to_it.contains(&known.as_str())) {
                let line = source.line_of(offset);
                complaints.push(format!("{}:{line}: {module} must not know {known}", source.path));
            }
        }
        for (crate_name, only_in) in ONLY_IN {
            for (offset, _) in source.code.match_indices(&format!("{crate_name}::")) {
                let starts_word =
                    !source.code[..offset].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
                if starts_word && !only_in.contains(&module) {
                    complaints.push(format!(
                        "{}:{}: {module} must not know {crate_name}",
                        source.path,
                        source.line_of(offset)
                    ));
                }
            }
        }
    }
    no_complaints(complaints);
}

/// The top-level modules that a file names, through `crate::`, `mednec::` or enough `super::`, with the offsets.
fn modules_named(source: &Source) -> Vec<(usize, String)> {
    let is_module = |name: &str| MAY_KNOW.iter().any(|(module, _)| *module == name);
    let up = "super::".repeat(source.depth());
    let mut found = Vec::new();
    for head in ["crate::", "mednec::", up.as_str()] {
        for (offset, _) in source.code.match_indices(head) {
            let before = &source.code[..offset];
            if before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') || before.ends_with("super::")
            {
                continue;
            }
            for name in first_names(&source.code[offset + head.len()..]) {
                // A misspelt module does not compile; anything else named here is an item of the crate's root.
                if is_module(&name) || head == "mednec::" && name != "Result" {
                    found.push((offset, name));
                }
            }
        }
    }
    found
}

/// The first names of a path or of each path of a group: `a` of `a::b`; `a` and `c` of `{a::{x, y}, c}`.
fn first_names(code: &str) -> Vec<String> {
    let name = |code: &str| -> String {
        code.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
    };
    let Some(group) = code.strip_prefix('{') else { return vec![name(code)] };
    let mut names = vec![name(group)];
    let mut depth = 1;
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(name(&group[at + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// The files that the project keeps: everything but what is built or belongs to git.
pub(crate) fn kept() -> Vec<(String, String)> {
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    let own = entries.filter(|path| !path.ends_with("target") && !path.ends_with(".git"));
    own.flat_map(|path| files(&path))
        .filter_map(|path| Some((from_top(&path), fs::read_to_string(&path).ok()?)))
        .collect()
}

#[test]
fn nothing_is_half_done_and_nothing_names_one_machine() {
    // Put together here, so that this file does not contain them.
    let words = [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["todo", "!"], ["unimpl", "emented!"]];
    let paths = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["/tm", "p/"], ["C:\\", "Users"]];
    let forbidden = words.into_iter().chain(paths).map(|parts| parts.concat()).collect::<Vec<_>>();
    let mut complaints = Vec::new();
    for (path, text) in kept() {
        for (number, line) in text.lines().enumerate() {
            for word in forbidden.iter().filter(|word| contains_word(line, word)) {
                complaints.push(format!("{path}:{}: {word}", number + 1));
            }
        }
    }
    no_complaints(complaints);
}

/// Returns whether a line holds `word`, and not as part of a longer word or path.
fn contains_word(line: &str, word: &str) -> bool {
    let inner = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        let joined = before.ends_with(|letter: char| inner(letter) || letter == '.' || letter == '~' || letter == '$');
        !joined && (!word.ends_with(char::is_alphanumeric) || !after.starts_with(inner))
    })
}

/// Adds a file and all that its `mod` lines lead to.
fn reach(file: &Path, reached: &mut BTreeSet<PathBuf>) {
    if !reached.insert(file.to_owned()) || !(file.ends_with("main.rs") || file.ends_with("mod.rs")) {
        return;
    }
    let (folder, text) = (file.parent().unwrap(), fs::read_to_string(file).unwrap());
    let mut elsewhere = None;
    for line in text.lines() {
        let declared = line.trim_start_matches("pub(crate) ").strip_prefix("mod ");
        if let Some(name) = declared.and_then(|rest| rest.strip_suffix(';')) {
            let found = match elsewhere {
                Some(path) => folder.parent().unwrap().join(path),
                None if folder.join(name).is_dir() => folder.join(name).join("mod.rs"),
                None => folder.join(format!("{name}.rs")),
            };
            reach(&found, reached);
        }
        elsewhere = line.strip_prefix("#[path = \"../").and_then(|rest| rest.strip_suffix("\"]"));
    }
}

#[test]
fn no_test_is_forgotten() {
    let mut reached = BTreeSet::new();
    for main in ["tests/it/main.rs", "tests/ui/main.rs"] {
        reach(&root().join(main), &mut reached);
    }
    let folders = ["tests/it", "tests/ui", "tests/support"];
    let there = folders.into_iter().flat_map(|folder| files(&root().join(folder)));
    let forgotten = there.filter(|path| path.extension().is_some_and(|ext| ext == "rs") && !reached.contains(path));
    no_complaints(forgotten.map(|path| format!("{}: no `mod` line leads to it", from_top(&path))).collect());
    let run: BTreeSet<String> = TABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(run, tables_in_folder(), "every table of tests/policies is run");
    let scenarios = fs::read_to_string(root().join("tests/it/policy/scenarios.rs")).unwrap();
    for name in run {
        assert!(scenarios.contains(&format!("run(\"{name}\")")), "a test runs the table {name}");
    }
}

#[test]
fn what_differs_between_systems_stands_in_one_place() {
    let mut complaints = Vec::new();
    // The window's own file says that it wants no console.
    let others = |source: &Source| {
        let path = source.path.as_str();
        !matches!(path, "src/platform.rs" | "src/main.rs") && !path.starts_with("src/platform/")
    };
    for source in Source::all_below("src").iter().filter(|source| others(source)) {
        for word in ["(unix", "(windows", "target_os", "os::unix", "os::windows"] {
            for (offset, _) in source.code.match_indices(word) {
                complaints.push(format!(
                    "{}:{}: {word} belongs into src/platform",
                    source.path,
                    source.line_of(offset)
                ));
            }
        }
    }
    no_complaints(complaints);
}

/// The checks above, on small examples: a check that finds nothing there would pass everything.
#[test]
fn the_checks_see_what_they_look_for() {
    let source = Source::of;
    let named = |path: &str, text: &str| -> Vec<String> {
        modules_named(&source(path, text)).into_iter().map(|(_, name)| name).collect()
    };
    assert_eq!(named("src/engine/rules.rs", "use crate::{ids::RowId, store::{A, B}, ui};"), ["ids", "store", "ui"]);
    assert_eq!(
        named("src/engine/rules.rs", "fn f() { crate::store::save(super::super::ui::draw()) }"),
        ["store", "ui"]
    );
    assert_eq!(named("src/session.rs", "use super::store::Store;"), ["store"]);
    assert_eq!(named("src/engine/rules.rs", "// crate::store\nlet a = \"crate::ui\"; use super::facts;"), [""; 0]);
    assert_eq!(named("src/main.rs", "mednec::ui::run()"), ["ui"]);
    let code = without_comments_and_literals("let a = '{'; let b: &'a str = \"}\\\"{\"; /* { */ r#\"\"{\"#; // }\nx");
    assert!(!code.contains(['{', '}', '"']) && code.ends_with("\nx"), "{code}");
    let long = format!("trait T {{ fn none(&self); }}\nfn long() {{\n{}}}\n", "    x();\n".repeat(120));
    assert_eq!(functions(&source("src/x.rs", &long)), [("long".to_owned(), 2, 122)]);
    let task = ["TO", "DO"].concat();
    assert!(contains_word(&format!("// {task}: later"), &task) && !contains_word(&format!("{task}S"), &task));
}
