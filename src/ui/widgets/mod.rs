//! Controls: marks, cards, answer groups, chips, fields, tabs, banners and buttons.
//!
//! Each control takes a stable id, by which assistive technology and tests find it (accesskit's author id).
//!
//! Must not know: policy, case, session. Controls take text, tones and numbers, and return input.

mod banner;
mod button;
mod calendar;
mod card;
mod check;
mod chip;
mod contents;
mod date_field;
mod date_text;
mod draft;
mod face;
mod field;
mod heading;
mod keycap;
mod mark;
mod passphrase_field;
mod roving;
mod scrolled;
mod segmented;
mod segmented_layout;
mod tabs;
mod view_state;

pub use banner::banner;
pub use button::Button;
pub use card::Card;
pub use check::check;
pub use chip::{Chip, Pressed};
pub use contents::contents;
pub use date_field::{DateField, date_field};
pub use date_text::{DateProblem, parse_date, reading};
pub use draft::{PendingDraft, discard_drafts, flush_drafts, pending_drafts};
pub use field::{Field, FieldOutput, draft_area, draft_field, field_id};
pub use heading::{Level, heading};
pub use keycap::keycap;
pub use mark::{mark, paint_mark};
pub use passphrase_field::{PassphraseOutput, TextEdited, passphrase_field};
pub use scrolled::{read_through, scroll_by_keys, scroll_view, scrolled, scrolled_in};
pub use segmented::{Choice, Segmented, SegmentedOutput};
pub use tabs::{Tab, tabs};
pub use view_state::{keep, kept};

use eframe::egui::{Context, Id};

/// Sets the id by which tests and assistive technology find a control.
fn name_node(ctx: &Context, id: Id, author_id: &str) {
    ctx.accesskit_node_builder(id, |node| node.set_author_id(author_id));
}
