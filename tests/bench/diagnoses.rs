//! Time to read the list of diagnosis codes and to search it for what is typed, beside a plain look for the same letters in all
//! descriptions. The bars in a release build: 15 ms to read it, which a frame waits for once; 5 ms to search.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot go on, and says its ratio"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use mednec::diagnoses::Diagnoses;

/// Texts as a reviewer types them, and those that take the longest: beginnings of many words, and a page pasted by mistake.
const TYPED: [&str; 12] = [
    "G90.5",
    "S",
    "S7",
    "o",
    "p",
    "pain",
    "low back pain",
    "chronic pain syndrome",
    "fractures of the femur",
    "initial encounter for unspecified closed fracture of other part of right",
    "a b c d e f g h i j k l m n o p",
    "nothing like this",
];

/// As many codes as the window offers.
const OFFERED: usize = 6;

fn main() {
    let runs = if std::env::args().any(|argument| argument == "--test") { 1 } else { 40 };
    let read = median(runs, || Diagnoses::read().unwrap().release().len());
    println!("read: {read:.1?}");
    let list = Diagnoses::bundled();
    let descriptions: Vec<String> = list.all().map(|listed| listed.description.to_lowercase()).collect();
    let page = "pain of the spine, ".repeat(50_000);
    let mut slowest = Duration::ZERO;
    for typed in TYPED.into_iter().chain([page.as_str()]) {
        let ours = median(runs, || list.search(typed, OFFERED).total);
        let plain = median(runs, || descriptions.iter().filter(|said| said.contains(typed)).count());
        let ratio = ours.as_secs_f64() / plain.as_secs_f64();
        let shown: String = typed.chars().take(40).collect();
        println!(
            "{shown:?}: {} codes in {ours:.1?}; a plain look {plain:.1?}, {ratio:.2} x",
            list.search(typed, 0).total
        );
        slowest = slowest.max(ours);
    }
    println!("the slowest search: {slowest:.1?}");
}

fn median(runs: usize, mut run: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}
