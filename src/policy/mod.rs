//! Coverage policies: pathways, criteria, questions, readings and sources, as data read from one file each.
//!
//! Must not know: any case or member, how a criterion is decided (that is `engine`), or how anything is displayed.

mod catalog;
mod check;
mod draft;
mod facts;
mod library;
mod linkable;
mod load;
mod model;
mod problems;
mod question;
mod read;
mod records;
mod request_form;
mod rule;
mod rule_parameters;
mod sections;
mod stage;
mod toml_date;

pub use catalog::{Catalog, CatalogEntry, CatalogError, PolicyOrigin, read_pinned};
pub use library::{Background, Evidence, Library, RecordOrigin, RecordWanted};
pub use linkable::Linkable;
pub use load::PolicyError;
pub use model::Policy;
pub use problems::Problem;
pub(crate) use problems::{LARGEST as LARGEST_TEXT, Lines, Problems, too_large};
pub use question::{Choice, Kind, OnlyWhen, Question};
pub use request_form::{is_of_request_form, questions as request_questions, request};
pub use rule::Rule;
pub use rule_parameters::{
    AgeBand, AgeException, Branch, CourseOutcome, CoursesCover, Method, ReductionAtLeast, Unsettled, Way, WayMeans,
};
pub use sections::*;
pub use stage::Stage;

#[cfg(test)]
mod tests;
