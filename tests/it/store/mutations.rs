//! Case files damaged by the thousand: whatever stands in a file, opening it neither panics nor hangs, leaves the file as it
//! is, and names no value of the case in an error. What is accepted is the case as it was saved, and nothing else.
//!
//! `MEDNEC_LONG=1` makes it a million. Must not know: how a document is damaged (that is `mutations_kinds`).

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use mednec::case::{Action, History};
use mednec::ids::CaseId;
use mednec::policy::Catalog;
use mednec::store::case_file::{self, CaseFileError};
use mednec::store::{CaseStore, Problem, StoreError};

use crate::case::judgements::nothing_known;
use crate::policy::scenarios::signed;
use crate::random::Random;
use crate::store::mutations_kinds::{KINDS, Parsed};

/// A member whose name no sentence of the program has a piece of.
const CANARY: &str = "Quxzalvorny Bwrêmthykk 🩺";
const SEED: u64 = 20_260_115;
/// The time after which opening one file counts as hanging.
const LIMIT: Duration = Duration::from_secs(10);

/// Short documents of the canary: each change once, the last one signed or not.
const ACTIONS: &str = r#"
{"do":"answer","question":"member.name","value":{"text":"CANARY"}}
{"do":"put-row","question":"pain.readings","row":1,"content":{"reading":{"scale":"nrs","kind":"average","score":"3.5"}}}
{"do":"judge","judgement":"bolus-only","accepts":true,"why":"CANARY had \"five\" doses \\ two days\nline two"}
{"do":"note","criterion":"pain-reduction","text":"CANARY, page 2/3"}
{"do":"undo"}
"#;

/// A document to be damaged, and what it says.
pub(crate) struct Original {
    name: &'static str,
    pub(crate) parsed: Parsed,
    /// The version in its header.
    version: u64,
    pub(crate) history: History,
    /// The record as the program writes it today.
    written: Vec<u8>,
    /// Pieces of what only the case says. No error may have one.
    secrets: Vec<String>,
}

impl Original {
    fn new(name: &'static str, text: &str) -> Self {
        let history = case_file::read(text.as_bytes()).unwrap();
        let answers = ["member.name", "member.id", "request.reference"];
        // Names and numbers; a second line is words that any sentence may have.
        let first_line = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        let mut secrets: Vec<String> =
            answers.map(|question| first_line(history.case().text(&question.into()))).into_iter().collect();
        secrets.extend([CANARY.to_owned(), "A. Fictional".to_owned(), "gabapentin".to_owned()]);
        let pieces = |secret: String| {
            let letters: Vec<char> = secret.to_lowercase().chars().collect();
            letters.windows(5).map(|piece| piece.iter().collect()).collect::<Vec<String>>()
        };
        let secrets = secrets.into_iter().flat_map(pieces).collect();
        let said: serde_json::Value = serde_json::from_str(text).unwrap();
        let (written, parsed) = (case_file::write(&history).unwrap(), Parsed::new(text.to_owned()));
        Self { name, parsed, version: said["version"].as_u64().unwrap(), history, written, secrets }
    }
}

/// The canary's case after so many of the actions.
pub(crate) fn canary(name: &'static str, actions: usize) -> Original {
    let policy = Catalog::bundled().unwrap().entries()[0].policy.clone();
    let by = signed("2026-01-14T09:05:07-05:00", "Vrnk Sample", "MD");
    let open = Action::Open { pathway: "nonmalignant-pump".into() };
    let mut history = History::open(CaseId::parse("2026-0001").unwrap(), &policy, &open, &by).unwrap();
    for line in ACTIONS.trim().lines().take(actions) {
        let action = serde_json::from_str(&line.replace("CANARY", CANARY)).unwrap();
        history.apply(&policy, &action, &by, &nothing_known()).unwrap().unwrap();
    }
    Original::new(name, &String::from_utf8(case_file::write(&history).unwrap()).unwrap())
}

fn originals() -> Vec<Original> {
    vec![
        canary("the canary, nothing signed", 2),
        canary("the canary, a signature last", 3),
        canary("the canary", 4),
        canary("the canary, an undo last", 5),
        Original::new("a sample that goes to a physician", include_str!("../../../assets/samples/sample-07.json")),
        Original::new("a sample, a signature last", include_str!("../../../assets/samples/sample-12.json")),
        Original::new("version 0", include_str!("../../fixtures/case-v0.json")),
        Original::new("version 1", include_str!("../../fixtures/case-v1.json")),
        Original::new("version 2", include_str!("../../fixtures/case-v2.json")),
    ]
}

// ---------------------------------------------------------------- what may be accepted

/// Returns whether a damaged document may be read as this record, which is not the original's: what a version that anchors its
/// history less than today's cannot notice. Beyond it, what is accepted is the original.
fn passes_unnoticed(original: &Original, read: &History) -> bool {
    let (was, is) = (original.history.events(), read.events());
    match original.version {
        // No event names the one before it: the history and the stored case need only agree.
        0 | 1 => true,
        // No event after the last one names it. If it is not signed, then who made it, when and with what program is anybody's
        // word, and what it did is where the stored case is changed alike; and a tail that leaves the case as it was can go.
        2 => is.split_last().is_some_and(|(last, before)| {
            was.starts_with(before) && (last.proof.is_none() || was.get(before.len()) == Some(last))
        }),
        _ => false,
    }
}

/// Returns whether a document and what the program writes for it hold the same data. An older version's do not.
fn says(bytes: &[u8], written: &[u8]) -> bool {
    let said = |bytes: &[u8]| -> serde_json::Value {
        serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).unwrap()
    };
    let document = said(bytes);
    document["version"] != case_file::VERSION || document == said(written)
}

/// Holds what came of opening a damaged document against all that is asked of it.
fn judge(it: &Damaged<'_>, read: Result<&History, &Problem>) -> Result<(), String> {
    match read {
        Ok(read) => {
            let written = case_file::write(read).map_err(|error| format!("it cannot be written back: {error}"))?;
            if case_file::read(&written).as_ref() != Ok(read) {
                return Err("written back, it reads as something else".to_owned());
            }
            if !says(&it.bytes, &written) {
                return Err("it was accepted, and does not say what the program writes for it".to_owned());
            }
            // Bytes, since two instants of different zones are equal. The canary's documents begin alike, so a head and a tail
            // can be the whole of the other one.
            let same = written == it.original.written || (written == it.other.written && !it.keeps);
            if !same && (it.keeps || !passes_unnoticed(it.original, read)) {
                return Err("it was accepted, and is not the case that was saved".to_owned());
            }
        }
        Err(error) if it.keeps => return Err(format!("it says what it said and was refused: {error}")),
        Err(_) => {}
    }
    Ok(())
}

/// Puts a damaged document in its case's place and opens it there.
pub(crate) fn opened(store: &CaseStore, original: &Original, bytes: &[u8]) -> Result<Result<History, Problem>, String> {
    let case = &original.history.case().id;
    let path = store.path_of(case);
    put(&path, bytes);
    let loaded = catch_unwind(AssertUnwindSafe(|| store.load(case))).map_err(|_| "it panics")?;
    if fs::read(&path).unwrap() != bytes {
        return Err("opening it changed the file".to_owned());
    }
    match loaded {
        Ok(loaded) => Ok(Ok(loaded.history)),
        Err(error) => {
            let text = format!("{error} {error:?}");
            if let Some(piece) = given_away(original, &text) {
                return Err(format!("its error gives {piece:?} away: {text}"));
            }
            match error {
                StoreError::Unusable { why, .. } => Ok(Err(why)),
                error => Err(format!("no way to be damaged: {error}")),
            }
        }
    }
}

/// A new file each time: what is removed soon never goes to the disk.
fn put(path: &Path, bytes: &[u8]) {
    let _ = fs::remove_file(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The piece of a value of the case in the text of an error, if there is any.
fn given_away<'o>(original: &'o Original, text: &str) -> Option<&'o String> {
    let text = text.to_lowercase();
    original.secrets.iter().find(|piece| text.contains(*piece))
}

// ---------------------------------------------------------------- the run

/// One damaged document, by its number.
struct Damaged<'o> {
    original: &'o Original,
    other: &'o Original,
    kind: &'static str,
    keeps: bool,
    bytes: Vec<u8>,
}

fn damaged(originals: &[Original], number: usize) -> Damaged<'_> {
    let mut random = Random::new(SEED.wrapping_add(number as u64));
    // Short documents more often: more of their bytes count, and they take less time.
    let original = &originals[random.below(originals.len()).min(random.below(originals.len()))];
    let other = &originals[random.below(originals.len())];
    let (kind, keeps, make) = KINDS[number % KINDS.len()];
    Damaged { original, other, kind, keeps, bytes: make(&mut random, &original.parsed, &other.parsed) }
}

/// The numbers of accepted and refused documents, by kind.
type Tally = BTreeMap<&'static str, [usize; 2]>;

/// The document that each worker reads, and since when.
type Watch = Arc<Vec<Mutex<Option<(Instant, usize)>>>>;

struct Worker {
    originals: Arc<Vec<Original>>,
    store: CaseStore,
    /// A store in which damaged files gather until it is scanned, and what became of each when it was opened alone.
    heap: CaseStore,
    gathered: BTreeMap<String, (Vec<u8>, Result<(), Problem>)>,
    tally: Tally,
}

impl Worker {
    fn new(folder: &Path, originals: Arc<Vec<Original>>) -> Self {
        let open = |part: &str| CaseStore::open(folder.join(part)).unwrap();
        let (store, heap) = (open("store"), open("heap"));
        Self { originals, store, heap, gathered: BTreeMap::new(), tally: Tally::new() }
    }

    fn check(&mut self, number: usize) -> Result<(), String> {
        let originals = self.originals.clone();
        let it = damaged(&originals, number);
        let read = opened(&self.store, it.original, &it.bytes)?;
        judge(&it, read.as_ref())?;
        let problem = read.map(drop);
        self.tally.entry(it.kind).or_default()[usize::from(problem.is_err())] += 1;
        // Some are seen in a worklist too.
        if number.is_multiple_of(8) { self.gather(format!("m-{number}"), it.bytes, problem) } else { Ok(()) }
    }

    /// Every so often, all that was gathered is scanned as a worklist is.
    fn gather(&mut self, name: String, bytes: Vec<u8>, alone: Result<(), Problem>) -> Result<(), String> {
        put(&self.heap.path_of(&CaseId::parse(&name).unwrap()), &bytes);
        self.gathered.insert(name, (bytes, alone));
        if self.gathered.len() < 100 {
            return Ok(());
        }
        let gathered = std::mem::take(&mut self.gathered);
        let entries = self.heap.scan(|entry| (entry.id, entry.result.map(drop))).map_err(|error| error.to_string())?;
        assert_eq!(entries.len(), gathered.len(), "every file is in the worklist");
        for (id, found) in entries {
            let id = id.unwrap();
            let (bytes, alone) = &gathered[id.as_str()];
            // A case that is accepted is none of this name.
            let expected = alone.and(Err(Problem::OtherId));
            let path = self.heap.path_of(&id);
            if found != expected || fs::read(&path).unwrap() != *bytes {
                return Err(format!("scanned as {id}, it is something else than opened alone"));
            }
            fs::remove_file(path).unwrap();
        }
        Ok(())
    }
}

/// Runs all on every core and watches that none of them hangs.
fn run(count: usize) -> Tally {
    // Shared, so that it stays while any worker is still at it.
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let originals = Arc::new(originals());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let watch: Watch = Arc::new((0..workers).map(|_| Mutex::new(None)).collect());
    let (send, receive) = channel();
    for (place, send) in (0..workers).map(|place| (place, send.clone())) {
        let (originals, watch, folder) = (originals.clone(), watch.clone(), folder.clone());
        thread::spawn(move || {
            let mut worker = Worker::new(&folder.path().join(place.to_string()), originals);
            for number in (place..count).step_by(workers) {
                *watch[place].lock().unwrap() = Some((Instant::now(), number));
                if let Err(why) = worker.check(number) {
                    let it = damaged(&worker.originals, number);
                    let said = format!("number {number}, {} in {}: {why}", it.kind, it.original.name);
                    return send.send(Err(said)).unwrap();
                }
            }
            *watch[place].lock().unwrap() = None;
            send.send(Ok(worker.tally)).unwrap();
        });
    }
    drop(send);
    gathered(&watch, workers, || receive.recv_timeout(Duration::from_millis(200)))
}

type Told = Result<Tally, String>;

fn gathered(watch: &Watch, workers: usize, next: impl Fn() -> Result<Told, RecvTimeoutError>) -> Tally {
    let mut all = Tally::new();
    let mut done = 0;
    while done < workers {
        match next() {
            Ok(tally) => {
                done += 1;
                for (kind, [accepted, refused]) in tally.unwrap_or_else(|why| panic!("{why}")) {
                    let sum = all.entry(kind).or_default();
                    *sum = [sum[0] + accepted, sum[1] + refused];
                }
            }
            Err(RecvTimeoutError::Disconnected) => panic!("a worker died: {:?}", numbers(watch)),
            Err(RecvTimeoutError::Timeout) => {
                let hanging: Vec<_> = numbers(watch).into_iter().filter(|(since, _)| since.elapsed() > LIMIT).collect();
                assert!(hanging.is_empty(), "opening hangs: {hanging:?}");
            }
        }
    }
    all
}

fn numbers(watch: &Watch) -> Vec<(Instant, usize)> {
    watch.iter().filter_map(|slot| *slot.lock().unwrap()).collect()
}

#[test]
fn damaged_files_are_refused_or_read_as_what_was_saved() {
    let long = std::env::var_os("MEDNEC_LONG").is_some();
    let tally = run(if long { 1_000_000 } else { 20_000 });
    for (kind, keeps, _) in KINDS {
        let [accepted, refused] = tally[kind];
        println!("{kind}: {accepted} accepted, {refused} refused");
        assert!(if keeps { accepted > 0 && refused == 0 } else { refused > 0 }, "{kind}: {accepted} and {refused}");
    }
}

/// A number at which something fails fails again: the run is the same each time.
#[test]
fn the_run_can_be_had_again() {
    let originals = originals();
    for number in 0..2 * KINDS.len() {
        assert_eq!(damaged(&originals, number).bytes, damaged(&originals, number).bytes, "number {number}");
    }
    let given = given_away(&originals[0], &format!("in {}", &CANARY.to_uppercase()[3..9]));
    assert!(given.is_some(), "a piece of the canary is seen");
}

#[test]
fn no_file_that_was_cut_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path()).unwrap();
    let original = canary("the canary", 4);
    let bytes = original.parsed.text.as_bytes();
    let whole = original.parsed.text.trim_end().len();
    assert!(whole > 3000 && whole < bytes.len(), "a document of {whole} bytes");
    for end in 0..bytes.len() {
        match opened(&store, &original, &bytes[..end]).unwrap_or_else(|why| panic!("cut at byte {end}: {why}")) {
            Ok(read) => assert!(end >= whole && read == original.history, "cut at byte {end}"),
            Err(why) => {
                let early = matches!(why, Problem::Damaged(CaseFileError::Cut(_) | CaseFileError::NotUtf8));
                assert!(end < whole && early, "cut at byte {end}: {why}");
            }
        }
    }
}
