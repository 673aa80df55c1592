//! Headings: of a page, of a part of it, of a card. A screen reader goes from one to the next.
//!
//! Must not know: what they stand above.

use eframe::egui::accesskit::Role;
use eframe::egui::{Label, Response, RichText, Ui};

/// How deep a heading lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The page.
    Page = 1,
    /// A part of it.
    Part,
    /// One matter in a part.
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
