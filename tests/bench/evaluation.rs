//! The time to judge a case, and 10,000 case documents beside plain `serde_json` on the same bytes. Ratios within
//! one run count; the bar is 2x.
#![allow(clippy::unwrap_used, reason = "a benchmark stops where it cannot go on")]

use std::io;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use mednec::case::{Case, Event, History, Reviewer, Stamp};
use mednec::cli::{Console, Terminal, evaluate_lines};
use mednec::engine;
use mednec::ids::ContentHash;
use mednec::policy::Catalog;
use mednec::samples;
use mednec::store::{RosterMemory, case_file};
use mednec::workspace::Workstation;

/// Documents in a run.
const DOCUMENTS: usize = 10_000;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::bundled().unwrap());

fn main() {
    divan::main();
}

fn records() -> Vec<History> {
    let by = Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    let stamp = Stamp::named("2026-03-02T09:00:00-05:00".parse().unwrap(), by);
    samples::records(&CATALOG, &stamp).unwrap()
}

/// The sample on which the engine finds the most.
#[divan::bench]
fn largest_pathway(bencher: Bencher<'_, '_>) {
    let policy = &CATALOG.entries().first().unwrap().policy;
    let findings = |history: &History| engine::evaluate(policy, history.case()).unwrap().findings.len();
    let largest = records().into_iter().max_by_key(findings).unwrap();
    bencher.bench(|| engine::evaluate(policy, divan::black_box(largest.case())).unwrap());
}

#[derive(serde::Serialize)]
struct Document<'r> {
    format: &'r str,
    version: u64,
    case: &'r Case,
    events: &'r [Event],
    head: &'r ContentHash,
}

/// The samples' documents over and over, one a line: compact as `jq -c` prints them, or with a space after every comma
/// and colon as Python does.
fn lines(spaced: bool) -> Vec<u8> {
    let documents: Vec<String> = records()
        .iter()
        .map(|history| {
            let (case, events) = (history.case(), history.events());
            let (format, version, head) = (case_file::FORMAT, case_file::VERSION, history.head());
            let document = Document { format, version, case, events, head };
            assert!(case_file::read(serde_json::to_string(&document).unwrap().as_bytes()).is_ok());
            let compact = serde_json::to_string(&document).unwrap();
            // Not inside strings: a quote stands on both sides of what is spaced.
            if spaced { compact.replace("\":\"", "\": \"").replace("\",\"", "\", \"") } else { compact }
        })
        .collect();
    documents.iter().cycle().take(DOCUMENTS).flat_map(|line| line.bytes().chain(*b"\n")).collect()
}

#[divan::bench(args = [false, true], sample_count = 10, sample_size = 1)]
fn documents_evaluated(bencher: Bencher<'_, '_>, spaced: bool) {
    let text = lines(spaced);
    let (workstation, _) = Workstation::new(None, None, RosterMemory::default()).unwrap();
    bencher.counter(BytesCount::of_slice(&text)).bench_local(|| {
        let mut terminal = Terminal {
            input: &mut io::empty(),
            output: &mut io::sink(),
            output_is_terminal: false,
            errors: &mut io::sink(),
            now: mednec::clock::now(),
            zone: mednec::clock::local_zone(),
            data_folder: Err(mednec::store::paths::NoFolder::NoHome),
            settings_file: None,
            fonts: mednec::fonts::FontFolders::None,
            station: None,
            passphrases: &mut Console,
        };
        assert!(evaluate_lines(&text, &workstation, &mut terminal).unwrap());
    });
}

#[divan::bench(args = [false, true], sample_count = 10, sample_size = 1)]
fn documents_parsed_as_values(bencher: Bencher<'_, '_>, spaced: bool) {
    let text = lines(spaced);
    bencher.counter(BytesCount::of_slice(&text)).bench_local(|| {
        for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            divan::black_box(serde_json::from_slice::<serde_json::Value>(line).unwrap());
        }
    });
}
