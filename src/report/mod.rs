//! What goes on paper: one view model of a case, and a list of formats that write it. Dialogs, command line and help are
//! made from the list.
//!
//! Must not know: disk, window, or how anything is decided. No format looks behind the summary, so none can disagree.

mod compose;
mod document;
mod json;
mod markdown;
mod steps;
mod summary;
mod text;

pub(crate) use steps::{evidence, source};

pub use summary::{
    Answered, CriterionPart, Field, JudgementPart, Member, OpenGroup, PolicyPart, ReadingPart, StatusPart, StepPart,
    Summary, Table, Who,
};

use crate::policy::Standing;
use crate::session::Session;

/// A form in which a summary leaves the program.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The ending of a file's name, without the point.
    pub extension: &'static str,
    /// What a dialog calls it.
    pub label: &'static str,
    write: fn(&Summary) -> String,
}

/// All of them.
pub const FORMATS: &[Format] = &[text::FORMAT, markdown::FORMAT, json::FORMAT];

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// The summary of a case in a format. `standing` is the catalog's word on the pinned policy.
pub fn write(session: &Session, format: &Format, standing: Standing) -> String {
    (format.write)(&Summary::of(session, standing))
}
