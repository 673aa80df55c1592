//! What a coverage policy says: its pathways, criteria, questions, readings and sources, as data read from one file.
//!
//! Must not know: any case, any member, how a criterion is decided (that is `engine`), or what the screen looks like.

mod catalog;
mod check;
mod facts;
mod load;
mod model;
mod request_form;

pub use catalog::{Catalog, CatalogError, Entry, Standing};
pub use load::{PolicyError, Problem};
pub use model::*;
pub use request_form::request;

#[cfg(test)]
mod tests;
