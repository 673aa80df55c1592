//! Documents drawn by the process that the window starts for it: as another reader draws them, and whatever they were made
//! to do.
//!
//! Must not know: how a page is drawn.

#![allow(clippy::disallowed_methods, reason = "files that nobody's program wrote")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use mednec::chart::{
    Document, DocumentState, Drawer, DrawingError, DrawingProgram, DrawingRequest, DrawingResult, Limits, Picture, Word,
};
use mednec::clock::now;
use mednec::ids::ContentHash;
use mednec::policy::{Catalog, PolicyOrigin};
use mednec::report::{self, Context, Format, Paper};
use mednec::samples;
use mednec::session::Session;
use mednec::turnaround::Rulebook;
use tempfile::TempDir;

/// An invented record of a hundred pages, as a fax machine sends it, and its first five as TIFF.
pub(crate) static FAX: LazyLock<PathBuf> = LazyLock::new(|| made("fax.pdf", "100"));
pub(crate) static SHORT_FAX: LazyLock<PathBuf> = LazyLock::new(|| made("fax-short.pdf", "5"));
pub(crate) static TIFF: LazyLock<PathBuf> = LazyLock::new(|| made("fax.tif", "5"));

fn made(name: &str, pages: &str) -> PathBuf {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (path, script) = (Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), top.join("tests/e2e/make_fax.py"));
    let font = top.join("assets/fonts/NotoSans-Regular.ttf");
    let ran = Command::new("/usr/bin/python3").arg(script).arg(&path).arg(pages).arg(font).status();
    assert!(ran.is_ok_and(|status| status.success()), "the fax is made with python3-pil: is it installed?");
    path
}

pub(crate) fn program() -> DrawingProgram {
    DrawingProgram::new(PathBuf::from(env!("CARGO_BIN_EXE_mednec")))
}

/// Somebody who looks at a document.
pub(crate) struct Reader {
    drawer: Drawer,
    woken: Receiver<()>,
}

impl Reader {
    pub(crate) fn of(document: &Path) -> Self {
        Self::with(program(), document, Limits::default())
    }

    pub(crate) fn with(program: DrawingProgram, document: &Path, limits: Limits) -> Self {
        let hash = ContentHash::of(&std::fs::read(document).unwrap());
        Self::of_document(program, Document { path: document.to_owned(), hash }, limits)
    }

    pub(crate) fn of_document(program: DrawingProgram, document: Document, limits: Limits) -> Self {
        let (wake, woken) = channel();
        let wake = move || {
            // A reader who is gone wants nothing.
            let _ = wake.send(());
        };
        Self { drawer: Drawer::start(program, document, limits, wake).unwrap(), woken }
    }

    pub(crate) fn opening(&self) -> DocumentState {
        while self.drawer.opening() == DocumentState::Reading {
            self.woken.recv_timeout(Duration::from_secs(60)).unwrap();
        }
        self.drawer.opening()
    }

    pub(crate) fn pages(&self) -> usize {
        match self.opening() {
            DocumentState::Open(sizes) => sizes.len(),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn done(&self, wanted: DrawingRequest) -> DrawingResult {
        self.drawer.request(vec![wanted]);
        loop {
            if let Some(done) = self.drawer.take().pop() {
                return done;
            }
            self.woken.recv_timeout(Duration::from_secs(60)).unwrap();
        }
    }

    pub(crate) fn picture(&self, page: u32, width_px: u32) -> Result<Picture, DrawingError> {
        let DrawingResult::Picture { picture, .. } = self.done(DrawingRequest::Picture { page, width_px }) else {
            panic!("words")
        };
        picture
    }

    pub(crate) fn words(&self, page: u32) -> Vec<Word> {
        let DrawingResult::Words { words, .. } = self.done(DrawingRequest::Words { page }) else { panic!("a picture") };
        words.unwrap()
    }
}

fn grey(picture: &Picture) -> Vec<u8> {
    let mix = |p: &[u8]| (u32::from(p[0]) * 299 + u32::from(p[1]) * 587 + u32::from(p[2]) * 114) / 1000;
    picture.rgba.chunks_exact(4).map(|pixel| mix(pixel) as u8).collect()
}

/// The ink in each small square of a picture: readers differ in how sharp they make a line where they make a page smaller, and
/// agree in where it is.
fn squares(grey: &[u8], width: usize) -> Vec<f64> {
    const SIDE: usize = 5;
    let across = width.div_ceil(SIDE);
    let mut squares = vec![(0.0, 0.0); across * (grey.len() / width).div_ceil(SIDE)];
    for (place, ink) in grey.iter().enumerate() {
        let square = &mut squares[place / width / SIDE * across + place % width / SIDE];
        *square = (square.0 + f64::from(*ink), square.1 + 1.0);
    }
    squares.into_iter().map(|(ink, pixels)| ink / pixels).collect()
}

/// Returns the mean difference of two pictures of this width, of 255.
fn apart(one: &[u8], other: &[u8], width: u32) -> f64 {
    assert_eq!(one.len(), other.len());
    let (one, other) = (squares(one, width as usize), squares(other, width as usize));
    one.iter().zip(&other).map(|(one, other)| (one - other).abs()).sum::<f64>() / one.len() as f64
}

/// A page as poppler draws it. It takes the sides of one that lies in the file as they are before it is turned.
fn poppler(page: u32, (width, height): (u32, u32), lies: bool) -> Vec<u8> {
    let (wide, high) = if lies { (height, width) } else { (width, height) };
    let mut command = Command::new("pdftoppm");
    command.args(["-gray", "-f", &page.to_string(), "-l", &page.to_string()]);
    command.args(["-scale-to-x", &wide.to_string(), "-scale-to-y", &high.to_string()]);
    let out = command.arg(&*FAX).output().expect("pdftoppm of poppler-utils").stdout;
    out[out.len() - (width * height) as usize..].to_vec()
}

// ---------------------------------------------------------------- a record

#[test]
fn pages_of_a_fax_are_drawn_as_another_reader_draws_them() {
    let reader = Reader::of(&FAX);
    assert_eq!(reader.pages(), 100);
    // Upright, blank, lying on either side, upside down, a photo, the last one.
    for page in [1, 12, 20, 30, 40, 41, 73, 100] {
        let picture = reader.picture(page - 1, 850).unwrap();
        assert_eq!(picture.width, 850);
        let theirs = poppler(page, (picture.width, picture.height), [20, 40, 73].contains(&page));
        let apart = apart(&grey(&picture), &theirs, picture.width);
        // Half a pixel to the side is up to 7 apart, another page of the same look more than 16.
        assert!(apart < 8.0, "page {page}: {apart}");
    }
    assert!(reader.words(0).is_empty(), "a picture of words has none");
    assert_eq!(reader.picture(100, 850).err(), Some(DrawingError::NoSuchPage));
}

#[test]
fn a_tiff_of_a_fax_machine_is_drawn_with_its_proportions() {
    let reader = Reader::of(&TIFF);
    assert_eq!(reader.pages(), 5);
    let (tiff, pdf) = (reader.picture(2, 850).unwrap(), Reader::of(&FAX).picture(2, 850).unwrap());
    assert_eq!((tiff.width, tiff.height), (pdf.width, pdf.height));
    let apart = apart(&grey(&tiff), &grey(&pdf), tiff.width);
    assert!(apart < 8.0, "{apart}");
}

#[test]
fn words_of_a_paper_stand_where_they_are_read() {
    let catalog = Catalog::bundled().unwrap();
    let by = mednec::case::Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    let records = samples::records(&catalog, &mednec::case::Stamp::named(now(), by)).unwrap();
    let session = Session::resume(records[0].clone(), &catalog).unwrap();
    let rules = Rulebook::bundled().unwrap();
    let letterhead = mednec::letterhead::Letterhead::default();
    let context = Context {
        standing: PolicyOrigin::Bundled,
        rules: &rules,
        now: now(),
        zone: mednec::clock::local_zone(),
        letterhead: &letterhead,
        logo: None,
        fax_cover: false,
        only: &[],
        fonts: &mednec::fonts::FontFolders::None,
    };
    let (paper, format) = (Paper::named("summary").unwrap(), Format::named("pdf").unwrap());
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, report::write(&session, paper, format, &context).unwrap()).unwrap();
    let words = Reader::of(&path).words(0);
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let said = texts.join(" ");
    for text in
        ["Review summary", "Testa Beispiel", "1968-04-17", "Chronic non-malignant pain: infusion trial", "2025T0626L,"]
    {
        assert!(said.contains(text), "{text:?} is not in {said}");
    }
    let named = words.iter().find(|word| word.text == "Beispiel").unwrap().region;
    let before = words.iter().find(|word| word.text == "Testa").unwrap().region;
    assert!(before.right < named.left && before.top.abs_diff(named.top) < 20, "they stand beside each other");
    assert!(named.bottom < 2000, "and at the head of the page");
}

// ---------------------------------------------------------------- what was made to do harm

/// A PDF of these objects, from 1.
pub(crate) fn pdf_of(objects: &[&[u8]]) -> Vec<u8> {
    let (mut bytes, mut places) = (b"%PDF-1.7\n".to_vec(), Vec::new());
    for (place, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", place + 1).bytes().chain(object.iter().copied()).chain(*b"\nendobj\n"));
    }
    let at = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n", places.len() + 1).bytes());
    bytes
}

pub(crate) fn stream(head: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<< {head} /Length {} >>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

pub(crate) const CATALOG: &[u8] = b"<< /Type /Catalog /Pages 2 0 R >>";
pub(crate) const PAGES: &[u8] = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>";

/// One page with this box, these resources and this content.
pub(crate) fn page(media: &str, resources: &str, content: &[u8], more: &[&[u8]]) -> Vec<u8> {
    let page =
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [{media}] /Contents 4 0 R /Resources << {resources} >> >>");
    let content = stream("", content);
    pdf_of(&[&[CATALOG, PAGES, page.as_bytes(), &content], more].concat())
}

pub(crate) const LETTER: &str = "0 0 612 792";

/// Everything that is drawn or said of a document's first page and its words, within the limits and a little.
fn comes_to(name: &str, bytes: &[u8]) -> Result<Picture, DrawingError> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("document");
    std::fs::write(&path, bytes).unwrap();
    let limits = Limits { open: Duration::from_secs(4), page: Duration::from_secs(4), ..Limits::default() };
    let began = Instant::now();
    let reader = Reader::with(program(), &path, limits);
    let found = match reader.opening() {
        DocumentState::Failed(trouble) => Err(trouble),
        _ => {
            let picture = reader.picture(0, 600);
            let _ = reader.done(DrawingRequest::Words { page: 0 });
            picture
        }
    };
    let took = began.elapsed();
    assert!(took < Duration::from_secs(20), "{name}: {took:?}");
    found
}

#[test]
fn what_cannot_be_read_is_said() {
    let fax = std::fs::read(&*FAX).unwrap();
    assert_eq!(comes_to("empty", b"").err(), Some(DrawingError::Unreadable));
    assert_eq!(comes_to("text", b"Dear colleague").err(), Some(DrawingError::Unreadable));
    assert_eq!(comes_to("a program", b"MZ\x90\0").err(), Some(DrawingError::Unreadable));
    assert!(comes_to("a header alone", b"%PDF-1.7").is_err());
    assert!(comes_to("no pages", &pdf_of(&[CATALOG, b"<< /Type /Pages /Count 0 /Kids [] >>"])).is_err());
    for part in 1..10 {
        let _ = comes_to(&format!("{part}/10 of the fax"), &fax[..fax.len() / 10 * part]);
    }
    for (kind, head) in
        [("PNG", &b"\x89PNG\r\n\x1a\n"[..]), ("JPEG", b"\xff\xd8\xff\xe0"), ("TIFF", b"II*\0\x08\0\0\0")]
    {
        assert!(comes_to(&format!("a {kind} of nothing"), head).is_err());
    }
}

#[test]
fn boxes_that_no_page_has() {
    for media in [
        "0 0 0 0",
        "0 0 1e30 1e30",
        "0 0 -5 -5",
        "1e30 1e30 -1e30 -1e30",
        "0 0 nan nan",
        "0 0 0.001 99999",
        "a b c d",
        "",
    ] {
        let _ = comes_to(&format!("box {media:?}"), &page(media, "", b"0 0 100 100 re f", &[]));
    }
    assert!(comes_to("turned boxes", &page("612 792 0 0", "", b"0 0 100 100 re f", &[])).is_ok());
    let long = comes_to("a strip", &page("0 0 3 14000", "", b"0 0 3 100 re f", &[])).unwrap();
    assert!(u64::from(long.width) * u64::from(long.height) <= 17 << 20);
}

#[test]
fn pages_that_never_end_or_take_all_memory() {
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>",
        b"/F Do /F Do",
    );
    let _ = comes_to("a form in itself", &page(LETTER, "/XObject << /F 5 0 R >>", b"/F Do", &[&form]));
    let many = b"0 0 m 600 700 l 3 3 m 5 9 l S ".repeat(400_000);
    let _ = comes_to("very many lines", &page(LETTER, "", &many, &[]));
    let open = b"q ".repeat(3_000_000);
    let _ = comes_to("very many states", &page(LETTER, "", &open, &[]));
    let nested = [b"[".repeat(2_000_000), b"]".repeat(2_000_000)].concat();
    let _ = comes_to("very deep lists", &page(LETTER, "", &nested, &[]));
    let bomb = stream(
        "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8",
        b"x",
    );
    let _ = comes_to(
        "a picture of 60,000 by 60,000",
        &page(LETTER, "/XObject << /I 5 0 R >>", b"600 0 0 700 0 0 cm /I Do", &[&bomb]),
    );
    let parms = "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 2000000000 /Rows 2000000000 >>";
    let head = format!(
        "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 1 {parms}"
    );
    let fax = stream(&head, &[0x26; 4000]);
    let _ = comes_to(
        "a fax of two thousand million rows",
        &page(LETTER, "/XObject << /I 5 0 R >>", b"600 0 0 700 0 0 cm /I Do", &[&fax]),
    );
    let cyclic: &[u8] = b"<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] >>";
    let _ = comes_to("a tree that holds itself", &pdf_of(&[CATALOG, cyclic]));
    let kids: String = (3..20_003).map(|number| format!("{number} 0 R ")).collect();
    let tree = format!("<< /Type /Pages /Count 20000 /Kids [{kids}] /MediaBox [0 0 612 792] >>");
    let leaf: &[u8] = b"<< /Type /Page /Parent 2 0 R >>";
    let mut objects = vec![CATALOG, tree.as_bytes()];
    objects.extend(std::iter::repeat_n(leaf, 20_000));
    assert_eq!(comes_to("20,000 pages", &pdf_of(&objects)).err(), Some(DrawingError::TooManyPages));
}

#[test]
fn what_a_file_would_have_done_is_not_done() {
    let catalog: &[u8] = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> /AA << /WC << /S /Launch /F (calc.exe) >> >> >>";
    let leaf: &[u8] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://example.invalid/) >> >> << /Subtype /FileAttachment /FS << /F (x.exe) >> /Rect [0 0 1 1] >>] >>";
    assert!(comes_to("actions", &pdf_of(&[catalog, PAGES, leaf])).is_ok());
}

// ---------------------------------------------------------------- a process that fails

#[test]
fn a_process_that_hangs_lies_or_dies_costs_a_page_and_no_more() {
    // Of its own: other tests draw the same fax.
    let folder = TempDir::new().unwrap();
    let fax = folder.path().join("shot-at.pdf");
    std::fs::copy(&*FAX, &fax).unwrap();
    let limits = Limits { open: Duration::from_millis(500), page: Duration::from_millis(500), ..Limits::default() };
    let shell = |script: &str| DrawingProgram::with_arguments("/bin/sh".into(), vec!["-c".into(), script.into()]);
    let fails = |script: &str| match Reader::with(shell(script), &fax, limits).opening() {
        DocumentState::Failed(trouble) => trouble,
        other => panic!("{script}: {other:?}"),
    };
    assert_eq!(fails("exec sleep 60"), DrawingError::TooSlow);
    assert_eq!(fails("exit 3"), DrawingError::BrokeOff);
    assert_eq!(fails("printf 'garbage that is no answer'; exec sleep 60"), DrawingError::BrokeOff);
    assert_eq!(fails("printf '\\001\\377\\377\\377\\377\\377\\377\\377\\177'; exec sleep 60"), DrawingError::BrokeOff);
    let nowhere = DrawingProgram::with_arguments("/nowhere/at/all".into(), Vec::new());
    assert_eq!(Reader::with(nowhere, &fax, limits).opening(), DocumentState::Failed(DrawingError::NotStarted));
    // Killed from outside while it draws: the next page comes from a new one.
    let reader = Reader::of(&fax);
    reader.pages();
    Command::new("pkill").args(["-KILL", "-f", fax.to_str().unwrap()]).status().unwrap();
    let first = reader.picture(0, 600);
    assert!(first.is_ok() || first.err() == Some(DrawingError::BrokeOff));
    assert!(reader.picture(1, 600).is_ok());
}

#[test]
fn a_window_that_goes_takes_its_process_along() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("only-here.pdf");
    std::fs::copy(&*FAX, &path).unwrap();
    let running = || {
        let found = Command::new("pgrep").args(["-f", path.to_str().unwrap()]).output().unwrap();
        !found.stdout.is_empty()
    };
    let reader = Reader::of(&path);
    reader.pages();
    assert!(running());
    drop(reader);
    let began = Instant::now();
    while running() {
        assert!(began.elapsed() < Duration::from_secs(10), "it goes on");
        std::thread::sleep(Duration::from_millis(20));
    }
}
