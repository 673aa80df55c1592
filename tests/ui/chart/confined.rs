//! The process that draws, when a document has taken it over: the system refuses it files, the network and other programs, before
//! and after it read its file. And what it draws is the same with and without that.
//!
//! Must not know: how a page is drawn.

#![cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "files that nobody's program wrote, and a measurement"
)]

use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers};
use mednec::chart::{
    Document, DocumentState, DrawingError, DrawingProgram, DrawingRequest, DrawingResult, Limits, Picture,
};
use mednec::ids::ContentHash;
use mednec::platform::Confinement;
use tempfile::TempDir;

use crate::chart::drawing::{LETTER, Reader, SHORT_FAX, TIFF, page, program};
use crate::driver::{Driver, TRIAL};

const PROBE: &str = env!("CARGO_BIN_EXE_drawing-probe");
/// The signal with which the kernel ends a process for a system call that is not allowed.
const SIGSYS: i32 = 31;
const REFUSED: [&str; 2] = ["refused: Some(1)", "refused: Some(13)"];

/// A process that draws with these layers.
fn drawing(layers: &str) -> DrawingProgram {
    DrawingProgram::with_arguments(PROBE.into(), ["draw", layers].map(Into::into).into())
}

fn text_page(folder: &TempDir) -> PathBuf {
    let font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, page(LETTER, font, b"BT /F1 24 Tf 72 700 Td (Average pain 8 of 10) Tj ET", &[])).unwrap();
    path
}

/// The end of an attack: what the process said, or the signal that ended it.
fn ends(layers: &str, attack: &str, target: &Path, document: &Path) -> Result<String, i32> {
    let hash = ContentHash::of(&std::fs::read(document).unwrap());
    let mut command = Command::new(PROBE);
    command.args(["attack", layers, attack]).arg(target).arg(document).args(["1073741824", hash.as_str()]);
    let ended = command.stdin(Stdio::piped()).output().unwrap();
    match ended.status.signal() {
        Some(signal) => Err(signal),
        None => Ok(String::from_utf8(ended.stdout).unwrap().trim().to_owned()),
    }
}

#[test]
fn a_drawing_process_that_means_harm_is_refused_by_the_kernel() {
    let folder = TempDir::new().unwrap();
    let document = text_page(&folder);
    let roster = folder.path().join("roster.json");
    std::fs::write(&roster, "{}").unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = PathBuf::from(listener.local_addr().unwrap().to_string());
    let socket = folder.path().join("socket");
    let _local = UnixListener::bind(&socket).unwrap();
    let home = std::env::var_os("HOME").map_or_else(|| "/".into(), PathBuf::from);
    let (new, any) = (folder.path().join("new"), PathBuf::new());
    let true_program = PathBuf::from("/bin/true");
    // Attack, target, and whether giving up paths alone refuses it already.
    let attacks = [
        ("read", &roster, true),
        ("list", &home, true),
        ("append", &roster, true),
        ("create", &new, true),
        ("environment", &any, true),
        ("program", &true_program, true),
        ("descriptor", &any, false),
        ("connect", &address, false),
        ("local socket", &socket, false),
        ("datagram", &any, false),
        ("signal", &any, false),
        ("thread", &any, false),
        ("limit", &any, false),
        // The last: without confinement it does what it says.
        ("remove", &roster, true),
    ];
    let reader = confinement_of(&program(), &document);
    assert!(reader.calls, "this kernel holds no process to a list of system calls");
    for (attack, target, by_files) in attacks {
        let confined = ends("all", attack, target, &document);
        assert_eq!(confined, Err(SIGSYS), "{attack}, confined");
        if reader.files && by_files {
            let by_path = ends("files", attack, target, &document).unwrap();
            assert!(REFUSED.contains(&by_path.as_str()), "{attack}, without paths: {by_path}");
        }
        let free = ends("nothing", attack, target, &document);
        assert_eq!(free.as_deref(), Ok("done"), "{attack}, free: else the attack proves nothing");
        let _ = std::fs::remove_file(&new);
    }
    assert!(!roster.exists());
}

/// Returns the confinement that the process of a program reports.
fn confinement_of(program: &DrawingProgram, document: &Path) -> Confinement {
    assert_eq!(program.confinement(), None);
    let reader = Reader::with(program.clone(), document, Limits::default());
    assert_eq!(reader.pages(), 1);
    program.confinement().unwrap()
}

#[test]
fn the_window_is_told_what_holds_and_not_what_is_hoped() {
    let folder = TempDir::new().unwrap();
    let document = text_page(&folder);
    let told = |layers: &str| confinement_of(&drawing(layers), &document);
    let (all, files, nothing) = (told("all"), told("files"), told("nothing"));
    assert_eq!(nothing, Confinement { files: false, calls: false });
    assert_eq!(files, Confinement { files: all.files, calls: false });
    assert!(all.calls);
    assert_eq!(confinement_of(&program(), &document), all);
}

#[test]
fn about_says_what_the_process_said() {
    let folder = TempDir::new().unwrap();
    let about = |layers: &str| {
        let mut driver = Driver::drawn_by(drawing(layers), TRIAL);
        driver.keys(Modifiers::SHIFT, &[Key::F1]);
        driver.see("Open a document to see here what the system blocks that process from.");
        driver.keys(Modifiers::NONE, &[Key::Escape]);
        let path = driver.lay("page.pdf", &std::fs::read(text_page(&folder)).unwrap());
        driver.drop_file(&path);
        driver.wait_for(|it| it.sees("of 1"));
        driver.keys(Modifiers::SHIFT, &[Key::F1]);
        driver
    };
    let kept = "by a separate process, which the system blocks from files, the network and other programs.";
    about("all").see(kept);
    let free = about("nothing");
    free.see_not(kept);
    free.see("This system's kernel cannot block it from your files and the network");
}

/// Every page of a document and what it says, or why there is none; and how long that took.
fn drawn(program: DrawingProgram, document: &Path) -> (Vec<Result<Picture, DrawingError>>, Vec<String>, Duration) {
    let began = Instant::now();
    let reader = Reader::with(program, document, Limits::default());
    let (mut pictures, mut said) = (Vec::new(), Vec::new());
    match reader.opening() {
        DocumentState::Open(sizes) => {
            for page in 0..u32::try_from(sizes.len()).unwrap().min(20) {
                pictures.push(reader.picture(page, 900));
                if let DrawingResult::Words { words: Ok(words), .. } = reader.done(DrawingRequest::Words { page }) {
                    said.extend(words.into_iter().map(|word| word.text));
                }
            }
        }
        DocumentState::Failed(trouble) => pictures.push(Err(trouble)),
        DocumentState::Reading => panic!("it is still opened"),
    }
    (pictures, said, began.elapsed())
}

#[test]
fn pages_are_the_same_confined_and_free() {
    let folder = TempDir::new().unwrap();
    let mut documents = vec![text_page(&folder), SHORT_FAX.clone(), TIFF.clone()];
    let logo = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/logo.png");
    documents.push(logo);
    // Files that are not the repository's own, and as many runs as a measurement needs.
    let more = std::env::var_os("MEDNEC_DOCUMENTS").map(PathBuf::from);
    let runs = if more.is_some() { 5 } else { 1 };
    if let Some(folder) = &more {
        documents.extend(std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    }
    let (mut confined, mut free, mut pages) = (Duration::ZERO, Duration::ZERO, 0);
    for document in &documents {
        for _ in 0..runs {
            let (with, said_with, took_with) = drawn(drawing("all"), document);
            let (without, said_without, took_without) = drawn(drawing("nothing"), document);
            assert!(with == without && said_with == said_without, "{document:?}");
            pages += with.iter().filter(|page| page.is_ok()).count();
            (confined, free) = (confined + took_with, free + took_without);
        }
    }
    assert!(pages >= 12, "{pages} pages");
    let ratio = confined.as_secs_f64() / free.as_secs_f64();
    println!("{} documents, {pages} pages: confined {confined:?}, free {free:?}, {ratio:.3} times", documents.len());
}

// ---------------------------------------------------------------- what has the document's name

fn fails(path: &Path, hash: &ContentHash) -> DrawingError {
    let document = Document { path: path.to_owned(), hash: hash.clone() };
    match Reader::of_document(program(), document, Limits::default()).opening() {
        DocumentState::Failed(trouble) => trouble,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_was_swapped_is_not_drawn() {
    let folder = TempDir::new().unwrap();
    let document = text_page(&folder);
    let hash = ContentHash::of(&std::fs::read(&document).unwrap());
    let other = page(LETTER, "", b"0 0 100 100 re f", &[]);
    // Before it is opened.
    std::fs::write(&document, &other).unwrap();
    assert_eq!(fails(&document, &hash), DrawingError::Changed);
    // Between two pages, when the process that had it open is gone.
    let document = text_page(&folder);
    let reader = Reader::with(program(), &document, Limits::default());
    assert!(reader.picture(0, 300).is_ok());
    std::fs::write(&document, &other).unwrap();
    let mut answers = (0..200).map(|number| reader.picture(0, 300 + number));
    assert_eq!(answers.find_map(Result::err), Some(DrawingError::Changed));
    assert!(reader.picture(0, 299).is_err());
}

#[test]
fn what_is_no_file_is_refused_and_not_waited_for() {
    let folder = TempDir::new().unwrap();
    let document = text_page(&folder);
    let hash = ContentHash::of(&std::fs::read(&document).unwrap());
    let at = |name: &str| folder.path().join(name);
    symlink(&document, at("link")).unwrap();
    assert_eq!(fails(&at("link"), &hash), DrawingError::NotAFile);
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    assert_eq!(fails(&at("pipe"), &hash), DrawingError::NotAFile);
    let _socket = UnixListener::bind(at("socket")).unwrap();
    assert_eq!(fails(&at("socket"), &hash), DrawingError::NotAFile);
    assert_eq!(fails(folder.path(), &hash), DrawingError::NotAFile);
    assert_eq!(fails(Path::new("/dev/zero"), &hash), DrawingError::NotAFile);
    assert_eq!(fails(&at("nothing"), &hash), DrawingError::Unreadable);
}

#[test]
fn a_file_over_the_limit_is_refused_and_not_cut() {
    let folder = TempDir::new().unwrap();
    let document = text_page(&folder);
    let file = std::fs::OpenOptions::new().append(true).open(&document).unwrap();
    file.set_len((256 << 20) + 1).unwrap();
    // The hash of what a process would have that cuts it.
    let mut cut = std::fs::read(&document).unwrap();
    cut.pop();
    assert_eq!(fails(&document, &ContentHash::of(&cut)), DrawingError::FileTooLarge);
}
