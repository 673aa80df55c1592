//! What a coverage policy says: its pathways, criteria, questions, readings and sources, as data read from one file.
//!
//! Must not know: any case, any member, how a criterion is decided (that is `engine`), or what the screen looks like.

mod catalog;
mod check;
mod facts;
mod library;
mod linkable;
mod load;
mod model;
mod problems;
mod question;
mod request_form;
mod rule;

pub use catalog::{Catalog, CatalogEntry, CatalogError, PolicyOrigin, read_pinned};
pub use library::{Background, Evidence, Library, RecordOrigin, RecordWanted};
pub use linkable::Linkable;
pub use load::PolicyError;
pub use model::*;
pub use problems::Problem;
pub(crate) use problems::{LARGEST as LARGEST_TEXT, Lines, Problems, too_large};
pub use question::{Choice, Kind, OnlyWhen, Question};
pub use request_form::{is_of_request_form, questions as request_questions, request};
pub use rule::{
    AgeBand, AgeException, Branch, CourseOutcome, CoursesCover, Method, ReductionAtLeast, Rule, Unsettled, Way,
    WayMeans,
};

#[cfg(test)]
mod tests;
