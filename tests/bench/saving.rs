//! The time to save a case with one more event each time, beside the bare protocol for the same case on the
//! same disk: the case serialised in memory, parsed back and compared, the bytes hashed, a lock taken, the file on the disk
//! hashed, the folder opened, a new file beside the target, written, synced, read back and compared, renamed, the folder synced.
//! Its steps on the disk alone are told too. Never on a disk in memory. The ratio within one run counts; the bar is 1.3x.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot go on, and says its ratio"
)]

use std::fs::{self, File, OpenOptions};
use std::hint::black_box;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::BytesCount;
use mednec::case::{Action, Basis, Case, CriteriaResult, Event, History, Reviewer, Stamp, Value};
use mednec::ids::ContentHash;
use mednec::policy::Catalog;
use mednec::samples;
use mednec::store::{CaseStore, Version, case_file};
use tempfile::TempDir;

/// The number of saves in a run: the case grows by an event each time.
const SAVES: usize = 60;
/// A short sample and the longest one.
const SAMPLES: [&str; 2] = ["sample-07", "sample-26"];

fn main() {
    let runs = if std::env::args().any(|argument| argument == "--test") { 1 } else { 5 };
    for sample in SAMPLES {
        ratio(sample, runs);
    }
    divan::main();
}

/// A case as it grows, and the bytes of each of its states.
struct Growing {
    records: Vec<History>,
    documents: Vec<Vec<u8>>,
}

static GROWING: LazyLock<Vec<Growing>> = LazyLock::new(|| {
    let catalog = Catalog::bundled().unwrap();
    let policy = &catalog.entries().first().unwrap().policy;
    let by = Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    let stamp = Stamp::named("2026-03-02T09:00:00-05:00".parse().unwrap(), by);
    let basis = Basis { result: CriteriaResult::InReview, unmet: Vec::new(), due_at: None };
    let samples = samples::records(&catalog, &stamp).unwrap();
    let grown = SAMPLES.map(|sample| {
        let mut history = samples.iter().find(|history| history.case().id.as_str() == sample).unwrap().clone();
        let mut records = vec![history.clone()];
        for save in 0..SAVES {
            let value = Value::Text(format!("TEST-REF-{save:04}"));
            let action = Action::Answer { question: "request.reference".into(), value };
            history.apply(policy, &action, &stamp, &basis).unwrap().unwrap();
            records.push(history.clone());
        }
        let documents = records.iter().map(|history| case_file::write(history).unwrap()).collect();
        Growing { records, documents }
    });
    grown.into()
});

fn growing(sample: &str) -> &'static Growing {
    &GROWING[SAMPLES.iter().position(|known| *known == sample).unwrap()]
}

/// On the disk that the program is built on.
fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// A store with the case's first state in it.
struct Saving {
    _folder: TempDir,
    store: CaseStore,
    version: Version,
}

impl Saving {
    fn begin(it: &Growing) -> Self {
        let folder = folder();
        let store = CaseStore::open(folder.path()).unwrap();
        let version = store.save(&it.records[0], None).unwrap().version;
        Self { _folder: folder, store, version }
    }

    fn save(&mut self, history: &History) {
        let saved = self.store.save(history, Some(&self.version)).unwrap();
        assert!(saved.confirmed);
        self.version = saved.version;
    }
}

/// A case as plain `serde_json` has it.
#[derive(serde::Serialize, serde::Deserialize)]
struct Plain<C = Case, E = Vec<Event>> {
    case: C,
    events: E,
}

/// The whole protocol for this case, in plain code and nothing else.
fn bare_protocol_of(target: &Path, history: &History) {
    let plain = Plain { case: history.case(), events: history.events() };
    let bytes = serde_json::to_vec_pretty(&plain).unwrap();
    let back: Plain = serde_json::from_slice(&bytes).unwrap();
    assert!(back.case == *plain.case && back.events == plain.events);
    black_box(ContentHash::of(&bytes));
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(target.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    black_box(ContentHash::of(&fs::read(target).unwrap()));
    on_disk(target, &bytes);
}

/// The work of any program that puts these bytes at `target` so that they outlast a power cut.
fn on_disk(target: &Path, bytes: &[u8]) {
    let handle = File::open(target.parent().unwrap()).unwrap();
    let unfinished = target.with_extension("unfinished");
    let mut options = OpenOptions::new();
    options.create_new(true).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished).unwrap();
    file.write_all(bytes).unwrap();
    file.sync_all().unwrap();
    file.rewind().unwrap();
    let mut back = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut back).unwrap();
    assert!(back == bytes);
    fs::rename(&unfinished, target).unwrap();
    handle.sync_all().unwrap();
}

#[divan::bench(args = SAMPLES, sample_count = SAVES as u32, sample_size = 1)]
fn store_saves(bencher: Bencher<'_, '_>, sample: &str) {
    let it = growing(sample);
    let mut saving = Saving::begin(it);
    let mut next = it.records.iter().skip(1).cycle();
    let input = || next.next().unwrap();
    bencher.counter(BytesCount::of_slice(&it.documents[0])).with_inputs(input).bench_local_values(|history| {
        saving.save(history);
    });
}

#[divan::bench(args = SAMPLES, sample_count = SAVES as u32, sample_size = 1)]
fn bare_protocol(bencher: Bencher<'_, '_>, sample: &str) {
    let it = growing(sample);
    let folder = folder();
    let target = folder.path().join("case.json");
    on_disk(&target, &it.documents[0]);
    let mut next = it.records.iter().skip(1).cycle();
    let input = || next.next().unwrap();
    bencher.counter(BytesCount::of_slice(&it.documents[0])).with_inputs(input).bench_local_values(|history| {
        bare_protocol_of(&target, history);
    });
}

fn timed(all: &mut Vec<Duration>, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    all.push(start.elapsed());
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}

/// By turns, so that what the disk does meanwhile meets all.
fn ratio(sample: &str, runs: usize) {
    let it = growing(sample);
    let (mut store, mut plain, mut disk) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let (folder, mut saving) = (folder(), Saving::begin(it));
        let target = folder.path().join("case.json");
        on_disk(&target, &it.documents[0]);
        for (history, document) in it.records.iter().zip(&it.documents).skip(1) {
            timed(&mut store, || saving.save(history));
            timed(&mut plain, || bare_protocol_of(&target, history));
            timed(&mut disk, || on_disk(&target, document));
        }
    }
    let [store, plain, disk] = [store, plain, disk].map(|all| median(all).as_secs_f64() * 1000.0);
    println!(
        "{sample}: saved in {store:.2} ms, bare protocol {plain:.2} ms: {:.2} x; its steps on the disk alone {disk:.2} ms: {:.2} x",
        store / plain,
        store / disk
    );
}
