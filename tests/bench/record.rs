//! Pages of a record: how long the fax's first page and the next ones take beside poppler's `pdftoppm` on the same pages, what the
//! process that draws takes of memory for 1,000 pages beside 10, and how long the window's frames take while one goes through the
//! fax and answers. The ratios within one run count.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot go on, and says its ratios"
)]

mod scene;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use eframe::egui::{Key, Modifiers};
use mednec::case::{Action, AttachedFile, Document, Reviewer, Stamp};
use mednec::chart::{Document as Drawn, DocumentState, Drawer, DrawingRequest, DrawingResult, Limits};
use mednec::ids::{CaseId, ContentHash, DocumentId};
use mednec::policy::Catalog;
use mednec::session::Session;
use mednec::store::CaseStore;
use mednec::store::SystemDisk;
use scene::{Scene, median, program};
use tempfile::TempDir;

/// A letter's width at one and a half times the 96 dots of a usual screen.
const WIDE_PX: u32 = 1224;
const PER_INCH: &str = "144";

fn main() {
    let short = std::env::args().any(|it| it == "--test");
    let folder = TempDir::new().unwrap();
    let fax = made(folder.path(), if short { 5 } else { 100 });
    drawing(&fax, if short { 2 } else { 40 }, if short { 1 } else { 9 });
    memory(folder.path(), if short { 20 } else { 1000 });
    frames(&fax, if short { 3 } else { 99 });
}

/// An invented record of so many pages, as a fax machine sends it.
fn made(folder: &Path, pages: u32) -> PathBuf {
    let (path, top) = (folder.join(format!("fax-{pages}.pdf")), Path::new(env!("CARGO_MANIFEST_DIR")));
    let (script, font) = (top.join("tests/e2e/make_fax.py"), top.join("assets/fonts/NotoSans-Regular.ttf"));
    let ran = Command::new("/usr/bin/python3").arg(script).arg(&path).arg(pages.to_string()).arg(font).status();
    assert!(ran.unwrap().success(), "the fax is made with python3-pil: is it installed?");
    path
}

/// Somebody who goes through a document.
struct Reader {
    drawer: Drawer,
    woken: Receiver<()>,
}

impl Reader {
    fn of(document: &Path) -> Self {
        let (wake, woken) = channel();
        let wake = move || {
            // A reader who is gone wants nothing.
            let _ = wake.send(());
        };
        let hash = ContentHash::of(&std::fs::read(document).unwrap());
        let document = Drawn { path: document.to_owned(), hash };
        let drawer = Drawer::start(program(), document, Limits::default(), wake).unwrap();
        let reader = Self { drawer, woken };
        while reader.drawer.opening() == DocumentState::Reading {
            reader.woken.recv().unwrap();
        }
        reader
    }

    fn draws(&self, page: u32) {
        self.drawer.request(vec![DrawingRequest::Picture { page, width_px: WIDE_PX }]);
        loop {
            if let Some(DrawingResult::Picture { picture, .. }) = self.drawer.take().pop() {
                assert!(picture.is_ok());
                return;
            }
            self.woken.recv().unwrap();
        }
    }
}

fn poppler(fax: &Path, first: u32, last: u32) -> Duration {
    let began = Instant::now();
    let mut command = Command::new("pdftoppm");
    command.args(["-r", PER_INCH, "-f", &first.to_string(), "-l", &last.to_string()]).arg(fax);
    let done = command.stdout(Stdio::piped()).output().expect("pdftoppm of poppler-utils");
    assert!(done.status.success() && !done.stdout.is_empty());
    began.elapsed()
}

fn drawing(fax: &Path, pages: u32, rounds: usize) {
    println!("Pages of the fax, {WIDE_PX} pixels wide");
    let (mut first, mut theirs_first, mut next, mut theirs_next) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let began = Instant::now();
        let reader = Reader::of(fax);
        reader.draws(0);
        first.push(began.elapsed());
        let began = Instant::now();
        (1..=pages).for_each(|page| reader.draws(page));
        next.push(began.elapsed() / pages);
        theirs_first.push(poppler(fax, 1, 1));
        theirs_next.push(poppler(fax, 2, pages + 1) / pages);
    }
    for (name, ours, theirs) in [("the first page", first, theirs_first), ("each next page", next, theirs_next)] {
        let (ours, theirs) = (median(ours), median(theirs));
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        println!("  {name}: {ours:.1?}, pdftoppm {theirs:.1?}, {ratio:.2} x");
    }
}

/// The most memory that any process which draws has had, in MiB, while every page was drawn.
fn memory(folder: &Path, many: u32) {
    println!("Memory of the process that draws, every page drawn");
    let mut taken = Vec::new();
    for pages in [10, many] {
        let fax = made(folder, pages);
        let reader = Reader::of(&fax);
        // It is another process from time to time: the largest of them counts.
        let peaks = (0..pages).map(|page| {
            reader.draws(page);
            if page % 20 == 9 { peak_of_child() } else { 0.0 }
        });
        let mib = peaks.fold(0.0, f64::max);
        assert!(mib > 0.0);
        let file = std::fs::metadata(&fax).unwrap().len() as f64 / f64::from(1 << 20);
        println!("  {pages} pages: {mib:.0} MiB, of which the file is {file:.1}");
        taken.push(mib - file);
    }
    println!("  {:.2} x without the files", taken[1] / taken[0]);
}

/// Of this process's one child, where the system says it.
fn peak_of_child() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").expect("measured on Linux").map(|task| task.unwrap().path());
    let children = tasks.filter_map(|task| std::fs::read_to_string(task.join("children")).ok());
    let child = children.collect::<String>().split_whitespace().next().expect("a process that draws").to_owned();
    let status = std::fs::read_to_string(format!("/proc/{child}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}

/// Frames while one page after the other is gone to and arrives, and the criterion at hand is answered over and over.
fn frames(fax: &Path, pages: usize) {
    println!("Frames of the window with the fax beside the checklist");
    let mut scene = window(fax);
    let rest: Vec<Duration> = (0..200).map(|_| scene.frame(Vec::new())).collect();
    let rest = median(rest);
    scene.press((Modifiers::NONE, Key::J));
    let mut going = Vec::new();
    for page in 0..pages {
        let answer = if page % 2 == 0 { Key::S } else { Key::C };
        for key in [(Modifiers::COMMAND, Key::PageDown), (Modifiers::NONE, answer)] {
            scene.press(key);
        }
        // What a screen shows of a tenth of a second: pages arrive meanwhile.
        for _ in 0..6 {
            going.push(scene.frame(Vec::new()));
            std::thread::sleep(Duration::from_millis(10));
        }
    }
    scene.until("the last page", |scene| scene.has(&format!("page {} of ", pages + 1), |_| true));
    let longest = *going.iter().max().unwrap();
    going.sort_unstable();
    let most = going[going.len() * 99 / 100];
    println!(
        "  at rest {rest:.1?}, going {:.1?}, 99 of 100 below {most:.1?}, the longest {longest:.1?}",
        median(going)
    );
}

/// A window on a case that the fax is attached to, with the fax beside the step Indication.
fn window(fax: &Path) -> Scene {
    let folder = TempDir::new().unwrap();
    let cases = folder.path().join("store");
    let store = CaseStore::open(&cases).unwrap();
    store.save(with_file(&store, fax).history(), None).unwrap();
    let mut scene = Scene::window(cases, Arc::new(SystemDisk), folder);
    scene.until("1 case", |scene| scene.has("1 case", |_| true));
    scene.press((Modifiers::ALT, Key::ArrowDown));
    scene.until("an open case", |scene| scene.has("Undo", |_| true));
    scene.press((Modifiers::COMMAND, Key::Num2));
    scene.press((Modifiers::NONE, Key::F8));
    scene.until("the fax", |scene| scene.has("Pages of Fax: page 1 of ", |_| true));
    scene.is_spoken(false);
    scene.settle();
    scene.is_spoken(true);
    scene
}

fn with_file(store: &CaseStore, fax: &Path) -> Session {
    let stamp =
        Stamp::named("2026-03-02T09:00:00-05:00".parse().unwrap(), Reviewer::unproved("A. Sample", "RN").unwrap());
    let policy = Catalog::bundled().unwrap().entries()[0].policy.clone();
    let trial = policy.pathways().iter().find(|pathway| pathway.title.ends_with("infusion trial")).unwrap();
    let opening = Action::Open { pathway: trial.id.clone() };
    let kept = store.store_file(fax).unwrap();
    let file = AttachedFile { hash: kept.hash, kind: kept.kind, bytes: kept.bytes, name: "fax.pdf".to_owned() };
    store.store_policy(&policy).unwrap();
    let mut session = Session::begin(CaseId::parse("2026-0001").unwrap(), policy, &opening, &stamp).unwrap();
    let content = Document { file: Some(file), ..Document::titled("Fax") };
    session.dispatch(&Action::PutDocument { document: DocumentId::new("d1"), content }, &stamp).unwrap();
    session
}
