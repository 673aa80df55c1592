//! The time until a hostile policy file is refused as its unknown keys grow, beside parsing the same text as TOML. The ratio
//! within one run counts: it must not grow with the number of keys.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot go on, and says its ratio"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use mednec::policy::{Catalog, Policy};
use mednec::turnaround::Rulebook;

const KEYS: [usize; 4] = [100, 1_000, 10_000, 50_000];

fn main() {
    let bundled = Catalog::bundled().unwrap();
    let text = bundled.entries()[0].policy.text().to_owned();
    let rules = Rulebook::bundled().unwrap();
    let keys = |count: usize| (0..count).map(|key| format!("k{key} = 1\n")).collect::<String>();
    table("unknown keys in the head", &|count| {
        let file = text.replacen("format = 1\n", &format!("format = 1\n{}", keys(count)), 1);
        measured(&file, &|file| drop(black_box(Policy::load(file))))
    });
    table("unknown keys in one entry", &|count| {
        let file = text.replacen("[[notice]]\n", &format!("[[notice]]\n{}", keys(count)), 1);
        measured(&file, &|file| drop(black_box(Policy::load(file))))
    });
    table("lines that are no TOML", &|count| {
        let file = format!("{text}\n{}", "x\n".repeat(count));
        measured(&file, &|file| drop(black_box(Policy::load(file))))
    });
    table("unknown codes in one notice", &|count| {
        let codes: String = (0..count).map(|key| format!("\"x{key}\", ")).collect();
        let file = format!("{text}\n[[notice]]\nsays = \"x\"\npathways = []\nonly_codes = [{codes}]\n");
        measured(&file, &|file| drop(black_box(Policy::load(file))))
    });
    table("unknown keys in a table of due dates", &|count| {
        let file = format!("format = 1\n[[rule]]\n{}", keys(count));
        measured(&file, &|file| drop(black_box(rules.with_department(file))))
    });
}

/// The shortest of some runs, and that of parsing alone.
fn measured(file: &str, load: &dyn Fn(&str)) -> (Duration, Duration) {
    let shortest = |run: &dyn Fn()| {
        let times = (0..3).map(|_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        });
        times.min().unwrap_or_default()
    };
    let parsed = shortest(&|| drop(black_box(toml::de::DeTable::parse_recoverable(file))));
    (shortest(&|| load(file)), parsed)
}

fn table(what: &str, measure: &dyn Fn(usize) -> (Duration, Duration)) {
    println!("{what}");
    for count in KEYS {
        let (took, parsed) = measure(count);
        let ratio = took.as_secs_f64() / parsed.as_secs_f64();
        println!("  {count:>6} keys: {took:>10.1?}, parsing alone {parsed:>10.1?}, ratio {ratio:.1}");
    }
}
