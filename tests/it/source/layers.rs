//! Holds the files of the program to an order without cycles, and the window's features to their own data. Reads text, so it
//! needs no build.
//!
//! Must not know: what any of the code does.

use std::collections::{BTreeMap, BTreeSet};

use super::tidy::{Source, no_complaints};

/// Parts of `src/ui` and the other parts that each may name. What is not in a list is not named. Only `app` names all.
const IN_WINDOW: [(&str, &[&str]); 24] = [
    ("command", &[]),
    ("theme", &[]),
    ("tones", &["theme"]),
    ("warnings", &[]),
    ("error", &[]),
    ("widgets", &["theme"]),
    ("request", &["command"]),
    ("effects", &["command", "request"]),
    ("model", &["error"]),
    ("page", &["command", "effects", "theme", "widgets"]),
    ("pathway_card", &["theme", "widgets"]),
    // What a case's views read of the chart beside them, and where they put messages.
    ("case_context", &["case", "command", "documents", "effects"]),
    ("editors", &["case", "case_context", "command", "documents", "effects", "theme", "widgets"]),
    ("worklist", &[SHARED, "pathway_card"]),
    ("case", &[SHARED, "case_context", "editors", "pathway_card"]),
    ("documents", &[SHARED, "case_context"]),
    ("papers", &[SHARED]),
    ("storage", &[SHARED]),
    ("sign_in", &[SHARED]),
    ("settings", &[SHARED]),
    ("guide", &[SHARED]),
    ("palette", &[SHARED]),
    ("app", &[ALL]),
    ("mod", &["app", "command"]),
];
/// The modules that every feature may name.
const SHARED: &str = "effects model error page command theme tones warnings widgets";
const ALL: &str = "*";

/// The program's files by the modules that they are, with the names that each imports or gives on.
struct Modules {
    files: BTreeMap<Vec<String>, Source>,
    /// By module, the names that it gives on, with where they come from.
    given_on: BTreeMap<Vec<String>, BTreeMap<String, Vec<String>>>,
}

/// A path that a file names; whether the file gives its last name on.
struct Named {
    is_given_on: bool,
    path: Vec<String>,
}

impl Modules {
    fn of(sources: Vec<Source>) -> Self {
        let is_module = |source: &Source| !source.path.starts_with("src/bin/") && source.path != "src/main.rs";
        let files = sources.into_iter().filter(is_module).map(|source| (module_of(&source.path), source)).collect();
        let mut modules = Self { files, given_on: BTreeMap::new() };
        for (module, source) in &modules.files {
            let given_on = named_in(&source.code).into_iter().filter(|named| named.is_given_on);
            let pairs = given_on.filter_map(|named| {
                let from = modules.absolute(module, &named.path)?;
                Some((named.path.last()?.clone(), from))
            });
            modules.given_on.insert(module.clone(), pairs.collect());
        }
        modules
    }

    /// A path from the crate's root; none for one into another crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        let mut from = module.to_vec();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => (from, rest) = (Vec::new(), &path[1..]),
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|step| step == "super") {
                    from.pop();
                    rest = &rest[1..];
                }
            }
            first if !self.files.contains_key(&[module, &[first.to_owned()]].concat()) => return None,
            _ => {}
        }
        from.extend(rest.iter().cloned());
        Some(from)
    }

    /// The file that defines what a path names, however often it is given on.
    fn file_of(&self, path: &[String], steps: usize) -> Option<&Source> {
        let length = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(length);
        let from = rest.first().and_then(|name| self.given_on.get(module)?.get(name));
        match from {
            Some(from) if from != path && steps < 8 => self.file_of(from, steps + 1),
            _ => self.files.get(module),
        }
    }

    /// By file, the files that it depends on. A module that gives a name on does not depend on it.
    fn dependencies(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut all = BTreeMap::new();
        for (module, source) in self.files.iter().filter(|(module, _)| !module.is_empty()) {
            let gives_on = self.files.keys().any(|child| child.len() > module.len() && child.starts_with(module));
            let named = named_in(&source.code).into_iter().filter(|named| !(gives_on && named.is_given_on));
            let mut paths: Vec<Vec<String>> = named.map(|named| named.path).collect();
            let children =
                self.files.keys().filter(|child| child.len() == module.len() + 1 && child.starts_with(module));
            let called = children.filter(|child| calls(&source.code, &child[module.len()]));
            paths.extend(called.map(|child| vec!["self".to_owned(), child[module.len()].clone()]));
            let files = paths.iter().filter_map(|path| self.file_of(&self.absolute(module, path)?, 0));
            let others =
                files.map(|file| file.path.as_str()).filter(|path| *path != source.path && *path != "src/lib.rs");
            all.insert(source.path.as_str(), others.collect());
        }
        all
    }
}

/// `["case", "history"]` for `src/case/history.rs`; nothing for the crate's root.
fn module_of(path: &str) -> Vec<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if inner == "lib" { Vec::new() } else { inner.split('/').map(str::to_owned).collect() }
}

/// True when code calls something of a child module by the child's name.
fn calls(code: &str, child: &str) -> bool {
    let code = without_imports(program(code));
    code.match_indices(&format!("{child}::")).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
    })
}

/// The part of a file that is no unit test.
fn program(code: &str) -> &str {
    code.split("\nmod tests {").next().unwrap_or(code)
}

fn without_imports(code: &str) -> String {
    let mut rest = String::new();
    let mut statements = code.split_inclusive(';');
    for statement in &mut statements {
        if !is_import(statement) {
            rest.push_str(statement);
        }
    }
    rest
}

fn is_import(statement: &str) -> bool {
    let line = statement.trim_start().lines().next_back().unwrap_or_default();
    let first = statement.trim_start();
    [first, line]
        .iter()
        .any(|text| text.starts_with("use ") || text.starts_with("pub use ") || text.starts_with("pub("))
        && statement.contains("use ")
}

/// Every path that code names: of its imports, and those that begin at the crate, its own module or the one above.
fn named_in(code: &str) -> Vec<Named> {
    let code = program(code);
    let mut all = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let line_start = code[..at].rfind('\n').map_or(0, |end| end + 1);
        let before = code[line_start..at].trim();
        if before.is_empty() || before.starts_with("pub") {
            let tree = code[at + 4..].split(';').next().unwrap_or_default();
            let is_given_on = before.starts_with("pub");
            all.extend(expanded(tree, &[]).into_iter().map(|path| Named { is_given_on, path }));
        }
    }
    for head in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(head) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':') {
                continue;
            }
            let path = code[at..].split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':'));
            let path = path.into_iter().next().unwrap_or_default().trim_end_matches(':');
            // A tree of imports begins here, which is looked at above.
            if !path.contains("::") {
                continue;
            }
            all.push(Named { is_given_on: false, path: path.split("::").map(str::to_owned).collect() });
        }
    }
    all
}

/// The paths of a tree of imports: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expanded(tree: &str, head: &[String]) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let steps =
        |text: &str| text.split("::").map(str::trim).filter(|step| !step.is_empty()).map(str::to_owned).collect();
    let Some((before, inside)) = tree.split_once('{') else {
        let path: Vec<String> = steps(tree.split(" as ").next().unwrap_or_default());
        return vec![[head, &path].concat()];
    };
    let before: Vec<String> = steps(before);
    let head = [head, &before].concat();
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in inside.trim_end().strip_suffix('}').unwrap_or(inside).chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        match (letter, parts.last_mut()) {
            (',', _) if depth == 0 => parts.push(String::new()),
            (letter, Some(part)) => part.push(letter),
            (_, None) => {}
        }
    }
    parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| expanded(part, &head)).collect()
}

/// The files that a file depends on at last, itself among them where it lies on a cycle.
fn reached<'a>(from: &str, all: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&str> = all.get(from).into_iter().flatten().copied().collect();
    while let Some(next) = waiting.pop() {
        if found.insert(next) {
            waiting.extend(all.get(next).into_iter().flatten().copied());
        }
    }
    found
}

/// Groups of files that depend on each other in a circle.
fn cycles(sources: Vec<Source>) -> Vec<String> {
    let modules = Modules::of(sources);
    let all = modules.dependencies();
    let reach: BTreeMap<&str, BTreeSet<&str>> = all.keys().map(|file| (*file, reached(file, &all))).collect();
    let mut groups: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (file, reached) in &reach {
        if reached.contains(file) {
            groups.insert(reached.iter().filter(|other| reach[**other].contains(file)).copied().collect());
        }
    }
    groups.into_iter().map(|group| format!("a cycle: {}", group.join(", "))).collect()
}

#[test]
fn no_files_depend_on_each_other_in_a_circle() {
    no_complaints(cycles(Source::all_below("src")));
}

#[test]
fn a_circle_is_seen_through_what_modules_give_on() {
    let files = |there: &str| {
        vec![
            Source::of("src/lib.rs", "pub mod case;"),
            Source::of(
                "src/case/mod.rs",
                "mod model;\nmod refusal;\npub use model::Case;\npub use refusal::Refusal;\n",
            ),
            Source::of("src/case/model.rs", "use super::Refusal;\npub struct Case;\n"),
            Source::of("src/case/refusal.rs", there),
        ]
    };
    assert_eq!(cycles(files("pub struct Refusal;\n")), Vec::<String>::new());
    let circle = ["a cycle: src/case/model.rs, src/case/refusal.rs"];
    for there in
        ["use crate::case::{Case, other};\n", "fn of() -> super::model::Case {}\n", "use crate::{case::Case};\n"]
    {
        assert_eq!(cycles(files(there)), circle, "{there}");
    }
    let called = vec![
        Source::of("src/case/mod.rs", "mod apply;\npub struct State;\npub fn update() { apply::change() }\n"),
        Source::of("src/case/apply.rs", "use super::State;\n"),
    ];
    assert_eq!(cycles(called), ["a cycle: src/case/apply.rs, src/case/mod.rs"]);
}

#[test]
fn a_feature_of_the_window_names_no_other_and_only_app_names_the_window() {
    let mut complaints = Vec::new();
    for source in Source::all_below("src/ui") {
        let part =
            source.path["src/ui/".len()..].split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        let Some((_, may)) = IN_WINDOW.iter().find(|(name, _)| *name == part) else {
            complaints.push(format!("{}: {part} is not in the table of the window's parts", source.path));
            continue;
        };
        let may: Vec<&str> = may.iter().flat_map(|list| list.split(' ')).collect();
        if may.contains(&ALL) {
            continue;
        }
        let module = module_of(&source.path);
        let modules = Modules { files: BTreeMap::new(), given_on: BTreeMap::new() };
        for named in named_in(&source.code) {
            let Some(path) = modules.absolute(&module, &named.path) else { continue };
            if let [ui, other, ..] = path.as_slice()
                && ui == "ui"
                && *other != part
                && IN_WINDOW.iter().any(|(name, _)| name == other)
                && !may.contains(&other.as_str())
            {
                complaints.push(format!("{}: {part} must not name {other}", source.path));
            }
        }
    }
    no_complaints(complaints);
}
