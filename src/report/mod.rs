//! Papers of a case: one view model, a list of papers made from it, and a list of formats that write a paper. Dialogs,
//! command line and help are made from the two lists.
//!
//! Must not know: disk, window, or how anything is decided. Papers and formats read nothing but the summary, so they
//! cannot disagree.

mod checklist_part;
mod compose;
mod context;
mod decided;
mod decision_part;
mod document;
mod error;
mod field;
mod figure;
mod figures;
mod format;
mod guide;
mod json;
mod letter;
mod logo;
mod markdown;
mod notice;
mod papers;
mod pdf;
mod plain_language;
mod request_facts;
mod steps;
mod summary;
mod text;
mod write;

pub(crate) use document::on_one_line;
pub(crate) use steps::{evidence, source};

pub use context::Context;
pub use document::{Block, Document, Kind, ListEntry};
pub use error::ReportError;
pub use figure::{Anchor, Figure, Form, Point, Shape, Tone, WIDTH};
pub use figures::figures;
pub use format::{Format, Written};
pub use guide::{GUIDES, Guide};
pub use letter::LetterPart;
pub use logo::{LARGEST_LOGO, Logo, LogoError};
pub use papers::{PAPERS, Paper};
pub use plain_language::{NotPlain, not_plain};
pub use summary::*;
pub use write::{FORMATS, write, written};
