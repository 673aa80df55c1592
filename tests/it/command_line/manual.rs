//! The manual pages, completions and guide that the real binary writes, and that its help names all there is.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mednec-cli")).args(arguments).output().unwrap()
}

fn written() -> TempDir {
    let folder = TempDir::new().unwrap();
    let ran = run(&["manual", folder.path().to_str().unwrap()]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The commands that the help of a command lists.
fn commands(of: &[&str]) -> Vec<String> {
    let help = String::from_utf8(run(&[of, &["--help"]].concat()).stdout).unwrap();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let first = |line: &str| line.strip_prefix("  ")?.split(' ').next().map(str::to_owned);
    listed.filter_map(first).filter(|name| !name.is_empty() && name != "help").collect()
}

#[test]
fn each_command_has_its_page_and_each_shell_its_completions() {
    let folder = written();
    let pages = names(&folder.path().join("man1"));
    let mut expected = vec!["mednec.1".to_owned(), "mednec-cli.1".to_owned()];
    for command in commands(&[]) {
        let parts = commands(&[command.as_str()]);
        expected.push(format!("mednec-cli-{command}.1"));
        expected.extend(parts.iter().map(|part| format!("mednec-cli-{command}-{part}.1")));
    }
    expected.sort();
    assert!(expected.len() > 25, "{expected:?}");
    assert_eq!(pages, expected);
    assert_eq!(names(&folder.path().join("bash")), ["mednec", "mednec-cli"]);
    assert_eq!(names(&folder.path().join("zsh")), ["_mednec", "_mednec-cli"]);
    assert_eq!(names(&folder.path().join("fish")), ["mednec-cli.fish", "mednec.fish"]);
    let page = fs::read_to_string(folder.path().join("man1/mednec-cli-apply.1")).unwrap();
    assert!(page.contains("passphrase\\-fd"), "{page}");
    let completion = fs::read_to_string(folder.path().join("bash/mednec")).unwrap();
    assert!(completion.contains("--renderer") && completion.contains("glow wgpu"));
    // Written again over what is there, as any generator does.
    assert!(run(&["manual", folder.path().to_str().unwrap()]).status.success());
}

#[test]
fn the_guide_is_printed_and_written_and_overwrites_nothing() {
    let text = String::from_utf8(run(&["guide"]).stdout).unwrap();
    assert!(text.contains("F8"), "it speaks of keys");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("guide.pdf");
    let write = || run(&["guide", "--of", "policies", "--format", "pdf", "-o", file.to_str().unwrap()]);
    assert!(write().status.success());
    let first = fs::read(&file).unwrap();
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(write().status.code(), Some(1), "a file with this name exists");
    assert_eq!(fs::read(&file).unwrap(), first);
    assert_eq!(run(&["guide", "--format", "json"]).status.code(), Some(2), "JSON is a format of cases");
}

#[test]
fn the_manual_says_where_it_cannot_write() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "a file").unwrap();
    let ran = run(&["manual", file.to_str().unwrap()]);
    assert_eq!(ran.status.code(), Some(1));
    assert!(String::from_utf8(ran.stderr).unwrap().contains("nothing was written"));
}
