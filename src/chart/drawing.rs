//! The drawing process: opens one document, reports the size of its pages, and answers requests until its input ends.
//! It limits its memory, gives up rights that drawing does not need, and dies with the window.
//!
//! Must not know: the window, or which case a document belongs to.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use super::page::{PageSize, Picture, Word};
use super::pdf::{self, PdfPages};
use super::scan::Scan;
use super::trouble::DrawingError;
use super::wire::{DrawingRequest, Response};
use crate::case::FileKind;
use crate::ids::ContentHash;
use crate::platform::{self, Confinement};

/// First argument of a program that is started to draw. The file, the memory limit in bytes and the file's hash follow.
pub const ARGUMENT: &str = "draw-pages";
/// The largest file that is opened, in bytes.
const LARGEST: u64 = 256 << 20;

/// Layers of confinement that the process applies before it parses a file.
#[derive(Clone, Copy)]
pub(super) enum ConfinementLayers {
    /// File system and system calls.
    All,
    /// File system only.
    #[cfg(feature = "ui-tests")]
    Files,
    /// Nothing.
    #[cfg(feature = "ui-tests")]
    Nothing,
}

/// A process that is confined and has read its file.
pub(super) struct Prepared {
    confinement: Confinement,
    document: Result<(Vec<u8>, FileKind), DrawingError>,
}

/// Answers requests until its input ends. `arguments` are those after [`ARGUMENT`]. Standard output carries nothing but
/// answers.
pub fn serve(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    serve_confined(arguments, ConfinementLayers::All)
}

pub(super) fn serve_confined(arguments: impl Iterator<Item = OsString>, layers: ConfinementLayers) -> ExitCode {
    let served = prepare(arguments, layers)
        .and_then(|prepared| answer_all(prepared, &mut io::stdin().lock(), &mut BufWriter::new(io::stdout().lock())));
    if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Opens the file, gives up every other path, reads it, and gives up the other rights before parsing anything in it.
pub(super) fn prepare(
    mut arguments: impl Iterator<Item = OsString>,
    layers: ConfinementLayers,
) -> io::Result<Prepared> {
    let path = arguments.next();
    let memory = arguments.next().and_then(|most| most.to_str()?.parse().ok());
    let (Some(path), Some(hash)) = (path, arguments.next()) else { return Err(io::ErrorKind::InvalidInput.into()) };
    platform::protect_memory();
    platform::limit_process(memory);
    let opened = open(Path::new(&path));
    let (no_files, no_calls) = match layers {
        ConfinementLayers::All => (true, true),
        #[cfg(feature = "ui-tests")]
        ConfinementLayers::Files => (true, false),
        #[cfg(feature = "ui-tests")]
        ConfinementLayers::Nothing => (false, false),
    };
    let files = no_files && platform::confine_files();
    let document = opened.and_then(|file| read(file, &hash));
    let calls = no_calls && platform::confine_calls();
    Ok(Prepared { confinement: Confinement { files, calls }, document })
}

fn answer_all(prepared: Prepared, from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    Response::Confined(prepared.confinement).write(to)?;
    match prepared.document {
        Ok((bytes, FileKind::Pdf)) => match pdf::open(bytes) {
            Ok(pdf) => answer_from(&PdfPages::of(&pdf), from, to),
            Err(trouble) => Response::DrawingError(trouble).write(to),
        },
        Ok((bytes, kind)) => match Scan::open(bytes, kind) {
            Ok(scan) => answer_from(&scan, from, to),
            Err(trouble) => Response::DrawingError(trouble).write(to),
        },
        Err(trouble) => Response::DrawingError(trouble).write(to),
    }
}

fn open(path: &Path) -> Result<File, DrawingError> {
    platform::open_regular(path).map_err(|_| DrawingError::Unreadable)?.ok_or(DrawingError::NotAFile)
}

/// Reads the file and checks its hash: it may have been replaced since the window read it.
fn read(file: File, hash: &OsStr) -> Result<(Vec<u8>, FileKind), DrawingError> {
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|_| DrawingError::Unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(DrawingError::FileTooLarge);
    }
    if hash != ContentHash::of(&bytes).as_str() {
        return Err(DrawingError::Changed);
    }
    let kind = FileKind::of(&bytes).ok_or(DrawingError::Unreadable)?;
    Ok((bytes, kind))
}

/// Pages of an open document.
trait Pages {
    fn sizes(&self) -> Vec<PageSize>;
    fn draw(&self, page: u32, width_px: u32) -> Result<Picture, DrawingError>;
    /// The words of a page; empty for a scanned page.
    fn words(&self, page: u32) -> Result<Vec<Word>, DrawingError>;
}

impl Pages for PdfPages<'_> {
    fn sizes(&self) -> Vec<PageSize> {
        self.sizes()
    }

    fn draw(&self, page: u32, width_px: u32) -> Result<Picture, DrawingError> {
        self.draw(page, width_px)
    }

    fn words(&self, page: u32) -> Result<Vec<Word>, DrawingError> {
        self.words(page)
    }
}

impl Pages for Scan {
    fn sizes(&self) -> Vec<PageSize> {
        self.sizes()
    }

    fn draw(&self, page: u32, width_px: u32) -> Result<Picture, DrawingError> {
        self.draw(page, width_px)
    }

    fn words(&self, _page: u32) -> Result<Vec<Word>, DrawingError> {
        Ok(Vec::new())
    }
}

fn answer_from(pages: &impl Pages, from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    Response::Open(pages.sizes()).write(to)?;
    while let Some(request) = DrawingRequest::read(from)? {
        let answer = match request {
            DrawingRequest::Picture { page, width_px } => pages.draw(page, width_px).map(Response::Picture),
            DrawingRequest::Words { page } => pages.words(page).map(Response::Words),
        };
        answer.unwrap_or_else(Response::DrawingError).write(to)?;
    }
    Ok(())
}
