//! Headings of pages, parts and cards, between which screen readers can move.
//!
//! Must not know: what they are headings of.

use eframe::egui::accesskit::Role;
use eframe::egui::{Label, Response, RichText, Ui};

/// Level of a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A page.
    Page = 1,
    /// A part of a page.
    Part,
    /// One subject in a part.
    Matter,
}

/// Shows a heading; a long one wraps.
pub fn heading(ui: &mut Ui, level: Level, text: RichText) -> Response {
    let said = text.text().to_owned();
    let shown = ui.add(Label::new(text).wrap());
    ui.ctx().accesskit_node_builder(shown.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(said);
        node.set_level(level as usize);
    });
    shown
}
