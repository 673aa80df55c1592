//! How long the largest sample's summary takes as PDF, beside the same number of empty tagged pages with the same settings
//! by the library that writes both. The ratio within one run counts.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot go on, and says its ratio"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Node, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};
use mednec::case::{Reviewer, Stamp};
use mednec::policy::{Catalog, Standing};
use mednec::report::{self, Context, Format, Paper};
use mednec::samples;
use mednec::session::Session;
use mednec::turnaround::Rulebook;

fn main() {
    let catalog = Catalog::bundled().unwrap();
    let by = Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    let stamp = Stamp::named("2026-03-02T09:00:00-05:00".parse().unwrap(), by);
    let rules = Rulebook::bundled().unwrap();
    let now = "2026-03-03T09:00:00-05:00".parse().unwrap();
    let context = Context { standing: Standing::Bundled, rules: &rules, now, sender: &[], only: &[] };
    let (paper, format) = (Paper::named("summary").unwrap(), Format::named("pdf").unwrap());
    let write = |session: &Session| report::write(session, paper, format, &context).unwrap();
    let records = samples::records(&catalog, &stamp).unwrap();
    let sessions = records.into_iter().map(|record| Session::resume(record, &catalog).unwrap());
    let (pages, largest) =
        sessions.map(|session| (pages(&write(&session)), session)).max_by_key(|found| found.0).unwrap();
    let runs = if std::env::args().any(|argument| argument == "--test") { 1 } else { 40 };
    let ours = median(runs, || write(&largest));
    let empty = median(runs, || empty_pages(pages));
    let ratio = ours.as_secs_f64() / empty.as_secs_f64();
    println!("{} as PDF, {pages} pages: {ours:.1?}; as many empty pages: {empty:.1?}; {ratio:.1} x", largest.case().id);
}

fn median(runs: usize, mut run: impl FnMut() -> Vec<u8>) -> Duration {
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

/// How many pages a file has, by its metadata: the pages themselves are compressed.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let count = text.split("<xmpTPg:NPages>").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    count.parse().unwrap()
}

/// Pages with nothing on them but a tag each.
fn empty_pages(count: usize) -> Vec<u8> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish().unwrap();
    let mut pdf = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut tree = TagTree::new().with_lang(Some("en-US".to_owned()));
    for _ in 0..count {
        let mut page = pdf.start_page_with(PageSettings::from_wh(612.0, 792.0).unwrap());
        let mut surface = page.surface();
        let piece = surface.start_tagged(krilla::tagging::ContentTag::Other);
        surface.end_tagged();
        surface.finish();
        page.finish();
        tree.push(Node::Group(TagGroup::with_children(Tag::P, vec![Node::Leaf(piece)])));
    }
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new("Empty".to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    pdf.set_outline(outline);
    pdf.set_metadata(Metadata::new().title("Empty".to_owned()).language("en-US".to_owned()));
    pdf.set_tag_tree(tree);
    pdf.finish().unwrap()
}
