//! The time of the largest sample's summary as PDF, beside two files by the library that writes it: as many empty tagged
//! pages, and as many with the same words in the same fonts, line below line, each line with its tag and no layout at all.
//! The ratios within one run count.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark stops where it cannot go on, and says its ratio"
)]

use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Node, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};
use mednec::case::{Reviewer, Stamp};
use mednec::policy::{Catalog, PolicyOrigin};
use mednec::report::{self, Context, Format, Paper};
use mednec::samples;
use mednec::session::Session;
use mednec::turnaround::Rulebook;

/// The font that most of a paper is printed in.
static FONT: LazyLock<Font> = LazyLock::new(|| {
    let file: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Regular.ttf");
    Font::new(file.into(), 0).unwrap()
});

fn main() {
    let catalog = Catalog::bundled().unwrap();
    let by = Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    let stamp = Stamp::named("2026-03-02T09:00:00-05:00".parse().unwrap(), by);
    let rules = Rulebook::bundled().unwrap();
    let now = "2026-03-03T09:00:00-05:00".parse().unwrap();
    let letterhead = mednec::letterhead::Letterhead::default();
    let context = Context {
        standing: PolicyOrigin::Bundled,
        rules: &rules,
        now,
        zone: mednec::clock::local_zone(),
        letterhead: &letterhead,
        logo: None,
        fax_cover: false,
        only: &[],
        fonts: &mednec::fonts::FontFolders::None,
    };
    let (paper, format) = (Paper::named("summary").unwrap(), Format::named("pdf").unwrap());
    let write = |session: &Session| report::write(session, paper, format, &context).unwrap();
    let records = samples::records(&catalog, &stamp).unwrap();
    let sessions = records.into_iter().map(|history| Session::resume(history, &catalog).unwrap());
    let (pages, largest) =
        sessions.map(|session| (pages(&write(&session)), session)).max_by_key(|found| found.0).unwrap();
    let runs = if std::env::args().any(|argument| argument == "--test") { 1 } else { 40 };
    let ours = median(runs, || write(&largest));
    let empty = median(runs, || bare(&vec![Vec::new(); pages]));
    let words = report::write(&largest, paper, Format::named("text").unwrap(), &context).unwrap();
    let lines = lines(&String::from_utf8(words).unwrap());
    let plain: Vec<Vec<String>> = lines.chunks(lines.len().div_ceil(pages)).map(<[String]>::to_vec).collect();
    assert_eq!(plain.len(), pages);
    let plain = median(runs, || bare(&plain));
    let times = |base: Duration| ours.as_secs_f64() / base.as_secs_f64();
    println!("{} as PDF, {pages} pages: {ours:.1?}", largest.case().id);
    println!("as many empty pages: {empty:.1?}; {:.1} x", times(empty));
    println!("as many pages of the same words without layout: {plain:.1?}; {:.1} x", times(plain));
}

/// The words of a text without its blank lines and its rules, no line longer than a page is wide.
fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for said in text.lines().map(str::trim).filter(|line| line.chars().any(char::is_alphanumeric)) {
        let mut line = String::new();
        for word in said.split_whitespace() {
            if line.len() + word.len() > 90 {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(word);
            line.push(' ');
        }
        lines.push(line);
    }
    lines
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

/// Returns the number of pages of a file, by its metadata: the pages themselves are compressed.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let count = text.split("<xmpTPg:NPages>").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    count.parse().unwrap()
}

/// Pages with nothing on them but their lines, each with a tag, or one tag where there is none.
fn bare(pages: &[Vec<String>]) -> Vec<u8> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish().unwrap();
    let mut pdf = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut tree = TagTree::new().with_lang(Some("en-US".to_owned()));
    for lines in pages {
        let mut page = pdf.start_page_with(PageSettings::from_wh(612.0, 792.0).unwrap());
        let mut surface = page.surface();
        let mut pieces = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            pieces.push(surface.start_tagged(ContentTag::Span(SpanTag::empty())));
            let place = Point::from_xy(50.0, 50.0 + 9.0 * at as f32);
            surface.draw_text(place, FONT.clone(), 8.0, line, false, TextDirection::LeftToRight);
            surface.end_tagged();
        }
        if lines.is_empty() {
            pieces.push(surface.start_tagged(ContentTag::Other));
            surface.end_tagged();
        }
        surface.finish();
        page.finish();
        let paragraphs = pieces.into_iter().map(|piece| TagGroup::with_children(Tag::P, vec![Node::Leaf(piece)]));
        paragraphs.for_each(|paragraph| tree.push(Node::Group(paragraph)));
    }
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new("Empty".to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    pdf.set_outline(outline);
    pdf.set_metadata(Metadata::new().title("Empty".to_owned()).language("en-US".to_owned()));
    pdf.set_tag_tree(tree);
    pdf.finish().unwrap()
}
