//! The time of the window's frames beside those of egui's own demo: laid out, cut into triangles, and told to a screen
//! reader or not. The checklist as a sample and with 40 and 120 items, the worklist with 10,000 cases; and how long it takes
//! from the key that answers until the frame that shows the answer. The ratios within one run count; the bar is 3x.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot go on, and says its ratios"
)]

#[path = "../support/long_policy.rs"]
mod long_policy;
#[path = "../support/memory_disk.rs"]
#[allow(dead_code, reason = "faults are not wanted here")]
mod memory_disk;
mod scene;

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::{Node, Toggled};
use eframe::egui::{Key, Modifiers};
use long_policy::long_policy;
use mednec::case::{Action, Reviewer, Stamp, Value};
use mednec::ids::CaseId;
use mednec::policy::{Catalog, Policy, request};
use mednec::samples;
use mednec::session::Session;
use mednec::store::CaseStore;
use memory_disk::MemoryDisk;
use scene::{Scene, median};
use tempfile::TempDir;

const FOLDER: &str = "/cases";

/// A name, and how what it names is made with so many cases in a long worklist.
type Made = (&'static str, fn(usize) -> Scene);

const SCENES: [Made; 5] = [
    ("the longest of the samples", |_| Desk::on_sample().open(true)),
    ("a checklist of 40 items", |_| Desk::on_items(40).open(true)),
    ("a checklist of 120 items", |_| Desk::on_items(120).open(true)),
    ("a long worklist", |cases| Desk::on_cases(cases).open(false)),
    ("a long worklist beside a case", |cases| Desk::on_cases(cases).open(true)),
];

/// `cargo bench --features frames --bench frames -- 120` runs only what has that in its name.
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (rounds, cases) = if arguments.iter().any(|it| it == "--test") { (1, 100) } else { (300, 10_000) };
    let only = arguments.iter().find(|argument| !argument.starts_with("--"));
    let wanted = |name: &str| only.is_none_or(|only| name.contains(only.as_str()));
    for spoken in [false, true] {
        println!("{}", if spoken { "Told to a screen reader too" } else { "Drawn alone" });
        let mut demo = egui_demo_lib::DemoWindows::default();
        let mut scenes = vec![("egui's demo", Scene::new(move |ui| demo.ui(ui)))];
        scenes.extend(SCENES.iter().filter(|(name, _)| wanted(name)).map(|(name, make)| (*name, make(cases))));
        compare(&mut scenes, spoken, rounds);
        for items in [40, 120] {
            let name = format!("from the key that answers one of {items} items to the frame that shows it");
            if wanted(&name) {
                let took = answer(&mut Desk::on_items(items).open(true), spoken, rounds.div_ceil(3));
                println!("  {name}: {took:.1?}");
            }
        }
    }
}

/// Frames of every scene in turn, so that whatever else the machine does hits all of them; the first is the base.
fn compare(scenes: &mut [(&str, Scene)], spoken: bool, rounds: usize) {
    let mut took = vec![Vec::new(); scenes.len()];
    scenes.iter().for_each(|(_, scene)| scene.is_spoken(spoken));
    for _ in 0..rounds {
        for ((_, scene), took) in scenes.iter_mut().zip(&mut took) {
            took.push(scene.frame(Vec::new()));
        }
    }
    let medians: Vec<Duration> = took.into_iter().map(median).collect();
    for ((name, _), median) in scenes.iter().zip(&medians) {
        println!("  {name}: {median:.0?}, {:.2} x", median.as_secs_f64() / medians[0].as_secs_f64());
    }
}

/// The first open item is answered the one way and the other, each time until the answer is on the page.
fn answer(scene: &mut Scene, spoken: bool, rounds: usize) -> Duration {
    scene.press((Modifiers::NONE, Key::J));
    scene.settle();
    let is_chosen = |node: &Node| node.toggled() == Some(Toggled::True);
    let ways = [(Key::S, "Record supports"), (Key::C, "Says otherwise")];
    for (key, option) in ways {
        scene.press((Modifiers::NONE, key));
        scene.until(option, |scene| scene.has(option, is_chosen));
    }
    scene.is_spoken(spoken);
    let took = ways.iter().cycle().take(rounds.max(2)).map(|(key, option)| {
        let began = Instant::now();
        scene.press((Modifiers::NONE, *key));
        scene.frame(Vec::new());
        let took = began.elapsed();
        let shown = !spoken || scene.has(option, is_chosen);
        assert!(shown, "{option:?} is not on the page two frames after its key");
        took
    });
    median(took.collect())
}

/// A folder of cases to open a window on.
struct Desk {
    disk: MemoryDisk,
    cases: usize,
}

impl Desk {
    /// The sample whose checklist is the longest.
    fn on_sample() -> Self {
        let desk = Self { disk: MemoryDisk::with_folder(FOLDER), cases: 1 };
        let catalog = Catalog::bundled().unwrap();
        let records = samples::records(&catalog, &stamp()).unwrap().into_iter();
        let sessions = records.map(|history| Session::resume(history, &catalog).unwrap());
        let longest = sessions.max_by_key(|session| session.evaluation().findings.len()).unwrap();
        desk.store().save(longest.history(), None).unwrap();
        desk
    }

    /// A case whose first step asks for so many things more.
    fn on_items(items: usize) -> Self {
        let desk = Self { disk: MemoryDisk::with_folder(FOLDER), cases: 1 };
        let policy = long_policy(items);
        desk.store().store_policy(&policy).unwrap();
        desk.store().save(begun(1, &policy, usize::MAX).history(), None).unwrap();
        desk
    }

    fn on_cases(cases: usize) -> Self {
        let desk = Self { disk: MemoryDisk::with_folder(FOLDER), cases };
        let catalog = Catalog::bundled().unwrap();
        let store = desk.store();
        for case in 1..=cases {
            store.save(begun(case, &catalog.entries()[0].policy, 12).history(), None).unwrap();
        }
        desk
    }

    fn store(&self) -> CaseStore {
        CaseStore::open_on(Arc::new(self.disk.clone()), FOLDER).unwrap()
    }

    /// A window on it, with the first case's checklist or none.
    fn open(self, with_case: bool) -> Scene {
        let mut scene = Scene::window(FOLDER.into(), Arc::new(self.disk), TempDir::new().unwrap());
        let read = if self.cases == 1 { "1 case".to_owned() } else { format!("{} cases", self.cases) };
        scene.until(&read, |scene| scene.has(&read, |_| true));
        if with_case {
            scene.press((Modifiers::ALT, Key::ArrowDown));
            scene.until("an open case", |scene| scene.has("Undo", |_| true));
            scene.press((Modifiers::COMMAND, Key::Num2));
            scene.until("Record supports", |scene| scene.has("Record supports", |_| true));
        }
        scene
    }
}

/// An invented case: so many of the first sample's actions, for a member of its own.
fn begun(number: usize, policy: &Arc<Policy>, actions: usize) -> Session {
    let stamp = stamp();
    let id = CaseId::parse(&format!("2026-{number:05}")).unwrap();
    let (_, sample) = samples::feed().unwrap().swap_remove(0);
    let (opening, rest) = sample.split_first().unwrap();
    let mut session = Session::begin(id, policy.clone(), opening, &stamp).unwrap();
    for action in rest.iter().filter(|action| !action.act().needs_proof()).take(actions) {
        session.dispatch(action, &stamp).unwrap();
    }
    let value = Value::Text(format!("TEST-{number}"));
    session.dispatch(&Action::Answer { question: request::MEMBER_ID.clone(), value }, &stamp).unwrap();
    session
}

fn stamp() -> Stamp {
    let by = Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    Stamp::named("2026-03-02T09:00:00-05:00".parse().unwrap(), by)
}
