//! What goes on paper: one view model of a case, a list of papers made from it, and a list of formats that write a paper.
//! Dialogs, command line and help are made from the two lists.
//!
//! Must not know: disk, window, or how anything is decided. No paper and no format looks behind the summary, so none can
//! disagree.

mod compose;
mod decided;
mod document;
mod figure;
mod figures;
mod guide;
mod json;
mod letter;
mod logo;
mod markdown;
mod notice;
mod papers;
mod pdf;
mod plain_language;
mod steps;
mod summary;
mod text;

pub(crate) use document::on_one_line;
pub(crate) use steps::{evidence, source};

pub use document::{Block, Document, Kind, ListEntry};
pub use figure::{Anchor, Figure, Form, Point, Shape, Tone, WIDTH};
pub use figures::figures;
pub use guide::{GUIDES, Guide};
pub use letter::LetterPart;
pub use logo::{LARGEST_LOGO, Logo, LogoError};
pub use papers::{PAPERS, Paper};
pub use plain_language::{NotPlain, not_plain};
pub use summary::*;

use crate::clock::{Instant, Zone};
use crate::fonts::FontFolders;
use crate::ids::CriterionId;
use crate::letterhead::Letterhead;
use crate::policy::Standing;
use crate::redacted::redacted_debug;
use crate::session::{Session, SessionError};
use crate::turnaround::Rulebook;

/// A form in which a paper leaves the program.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The ending of a file's name, without the point.
    pub extension: &'static str,
    /// What a dialog calls it.
    pub label: &'static str,
    writes: Writes,
}

/// What a format is made of.
enum Writes {
    /// What a paper says, for people.
    Words(fn(&Document, &FontFolders) -> Result<Written, ReportError>),
    /// And the view model behind it, for programs.
    Data(fn(&Paper, &Document, &Summary) -> Result<Written, ReportError>),
}

/// All of them.
pub const FORMATS: &[Format] = &[pdf::FORMAT, text::FORMAT, markdown::FORMAT, json::FORMAT];

/// Why a paper cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The case was changed outside the program, or a signature or a decision in it does not hold.
    #[error(transparent)]
    Faulty(#[from] SessionError),
    /// There is nothing to ask for.
    #[error(
        "nothing is missing from the record that can still decide the case: documents that are not needed are not asked for"
    )]
    NothingMissing,
    /// Nobody was asked.
    #[error("the case was not referred to a physician: there is no question yet that a referral could ask")]
    NotReferred,
    /// A letter has no list of criteria.
    #[error("a selection of criteria narrows papers that list them: this one says what it must, whatever is selected")]
    NotNarrowed,
    /// A format for programs holds the view model of a case.
    #[error("this format holds what is known of a case, and this is no paper on one: choose another format")]
    NotOfACase,
    /// Nothing was denied.
    #[error("there is no adverse determination and no partial approval: a rationale explains one")]
    NothingDenied,
    /// The PDF would not be one that a screen reader can read, or could not be made at all.
    #[error("the PDF could not be written: {0}")]
    NotPrintable(String),
    /// The rationale does not speak to the member.
    #[error("the rationale is not in plain words: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    NotPlain(Vec<NotPlain>),
}

/// What a paper is made with beside the case.
#[derive(Clone)]
pub struct Context<'a> {
    /// The catalog's word on the pinned policy.
    pub standing: Standing,
    /// The table of due dates.
    pub rules: &'a Rulebook,
    /// The time at which it is made.
    pub now: Instant,
    /// The reader's zone: due dates are written in its local time.
    pub zone: Zone,
    /// The sender of letters.
    pub letterhead: &'a Letterhead,
    /// Its logo; formats without pictures leave it out.
    pub logo: Option<&'a Logo>,
    /// Puts a fax cover page before a request for information.
    pub fax_cover: bool,
    /// The criteria that are shown, with those that they are parts of; all of them where none is named.
    pub only: &'a [CriterionId],
    /// Where fonts are looked for that have what the program's own lack.
    pub fonts: &'a FontFolders,
}

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// A paper in a format.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// Characters that no font at hand can draw: the paper shows their codes in their place, and lists them at its end.
    pub not_drawn: Vec<char>,
}

redacted_debug!(Written);

impl Written {
    fn text(text: String) -> Self {
        Self { bytes: text.into_bytes(), not_drawn: Vec::new() }
    }

    /// A sentence for whoever made the paper, where it does not show every character. It repeats none: they are of a case.
    pub fn warning(&self) -> Option<String> {
        let characters = match self.not_drawn.len() {
            0 => return None,
            1 => "1 character of this paper is".to_owned(),
            count => format!("{count} characters of this paper are"),
        };
        Some(format!(
            "{characters} in no font at hand: the paper shows codes in their place and lists them at its end. Check names before \
             it is sent"
        ))
    }
}

/// The bytes of a paper on a case in a format.
pub fn write(session: &Session, paper: &Paper, format: &Format, context: &Context<'_>) -> Result<Vec<u8>, ReportError> {
    written(session, paper, format, context).map(|written| written.bytes)
}

/// A paper on a case in a format, with what it could not show.
pub fn written(
    session: &Session,
    paper: &Paper,
    format: &Format,
    context: &Context<'_>,
) -> Result<Written, ReportError> {
    session.is_accepted()?;
    let summary = Summary::of(session, context);
    let document = paper.compose(&summary)?;
    match format.writes {
        Writes::Words(write) => write(&document, context.fonts),
        Writes::Data(write) => write(paper, &document, &summary),
    }
}
