//! One editor for each kind of question.
//!
//! An editor shows the answer, keeps drafts to itself, and sends an action when a value was entered.
//!
//! Must not know: which criterion asks, or what follows from an answer.

mod abbreviations;
mod codes;
mod controls;
mod courses;
mod decide;
mod diagnoses;
mod judgement;
mod layout;
mod linked;
mod lists;
mod moment;
mod note;
mod question;
mod readings;
mod set_aside;
mod simple;
mod source_form;
mod sources;

pub use controls::{control_of, first_control};
pub use decide::{form_ui, open_form, open_form_of};
pub use judgement::{judgement_control, judgement_ui};
pub use layout::{cell_ui, in_page, row_group, row_ui};
pub use note::{ADD_A_NOTE, note_button_ui, note_ui};
pub use question::questions_ui;
