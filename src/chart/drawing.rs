//! The process that draws: it opens one document, says how large its pages are, and draws what it is asked for until nobody
//! asks any more. It holds itself to a share of the memory and dies with the window.
//!
//! Must not know: the window, or which case a document belongs to.

use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use super::page::{PageSize, Picture, Word};
use super::pdf::{self, PdfPages};
use super::scan::Scan;
use super::trouble::Trouble;
use super::wire::{Answer, Wanted};
use crate::case::FileKind;
use crate::platform;

/// The first argument of a program that is started to draw. After it come the file and the most bytes of memory.
pub const ARGUMENT: &str = "draw-pages";
/// The largest file that is opened, in bytes.
const LARGEST: u64 = 256 << 20;

/// Draws until its input ends. `arguments` are those behind [`ARGUMENT`]. Standard output is for answers alone.
pub fn serve(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let path = arguments.next();
    let memory = arguments.next().and_then(|most| most.to_str()?.parse().ok());
    platform::hold_to(memory);
    let (mut from, mut to) = (io::stdin().lock(), BufWriter::new(io::stdout().lock()));
    let served = match path {
        Some(path) => answer_all(Path::new(&path), &mut from, &mut to),
        None => Err(io::ErrorKind::InvalidInput.into()),
    };
    if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answer_all(path: &Path, from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    match read(path) {
        Ok((bytes, FileKind::Pdf)) => match pdf::open(bytes) {
            Ok(pdf) => answer_from(&PdfPages::of(&pdf), from, to),
            Err(trouble) => Answer::Trouble(trouble).write(to),
        },
        Ok((bytes, kind)) => match Scan::open(bytes, kind) {
            Ok(scan) => answer_from(&scan, from, to),
            Err(trouble) => Answer::Trouble(trouble).write(to),
        },
        Err(trouble) => Answer::Trouble(trouble).write(to),
    }
}

fn read(path: &Path) -> Result<(Vec<u8>, FileKind), Trouble> {
    let file = std::fs::File::open(path).map_err(|_| Trouble::Unreadable)?;
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|_| Trouble::Unreadable)?;
    let kind = FileKind::of(&bytes).ok_or(Trouble::Unreadable)?;
    Ok((bytes, kind))
}

/// What can be asked of an open document.
trait Pages {
    fn sizes(&self) -> Vec<PageSize>;
    fn draw(&self, page: u32, width_px: u32) -> Result<Picture, Trouble>;
    /// The words of a page: none where it has no text but only a picture of some.
    fn words(&self, page: u32) -> Result<Vec<Word>, Trouble>;
}

impl Pages for PdfPages<'_> {
    fn sizes(&self) -> Vec<PageSize> {
        self.sizes()
    }

    fn draw(&self, page: u32, width_px: u32) -> Result<Picture, Trouble> {
        self.draw(page, width_px)
    }

    fn words(&self, page: u32) -> Result<Vec<Word>, Trouble> {
        self.words(page)
    }
}

impl Pages for Scan {
    fn sizes(&self) -> Vec<PageSize> {
        self.sizes()
    }

    fn draw(&self, page: u32, width_px: u32) -> Result<Picture, Trouble> {
        self.draw(page, width_px)
    }

    fn words(&self, _page: u32) -> Result<Vec<Word>, Trouble> {
        Ok(Vec::new())
    }
}

fn answer_from(pages: &impl Pages, from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    Answer::Open(pages.sizes()).write(to)?;
    while let Some(request) = Wanted::read(from)? {
        let answer = match request {
            Wanted::Picture { page, width_px } => pages.draw(page, width_px).map(Answer::Picture),
            Wanted::Words { page } => pages.words(page).map(Answer::Words),
        };
        answer.unwrap_or_else(Answer::Trouble).write(to)?;
    }
    Ok(())
}
