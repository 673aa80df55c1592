//! Pages about the program: version, policies, and the licenses of its parts.
//!
//! Must not know: any case.

use std::sync::LazyLock;

use eframe::egui::{Label, RichText, ScrollArea, TextStyle, Ui};

use super::message::Message;
use crate::platform::{CAN_CONFINE, Confinement};
use crate::policy::{Catalog, PolicyOrigin};
use crate::ui::effects::{Effects, Page, Request};
use crate::ui::page::page_head_ui;
use crate::ui::theme::{Tone, lead, plain, second, size, small, space, tokens};
use crate::ui::widgets::{Button, Card, Level, heading, mark, read_through, scroll_by_keys, scroll_view};
use crate::wording;

/// The license texts of all parts, wrapped to lines of at most about 130 bytes.
static LICENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    const WIDE: usize = 130;
    let text = include_str!("../../../assets/licences.txt");
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        lines.push(indent.to_owned());
        for word in line.split_whitespace() {
            if lines.last().is_some_and(|last| last.trim().len() + word.len() > WIDE) {
                lines.push(indent.to_owned());
            }
            if let Some(last) = lines.last_mut() {
                last.push_str(if last.trim().is_empty() { "" } else { " " });
                last.push_str(word);
            }
        }
    }
    lines
});

/// Draws the license texts of all parts.
///
/// Only the visible rows are laid out, since there are thousands of them.
pub fn licences_ui(ui: &mut Ui, effects: &Effects<Message>) {
    page_head_ui(ui, "All parts and their licenses", effects);
    let height = ui.text_style_height(&TextStyle::Monospace);
    scroll_view(ui, |ui| {
        let area = ScrollArea::vertical().id_salt("licences").auto_shrink(false);
        area.show_rows(ui, height, LICENCES.len(), |ui, rows| {
            scroll_by_keys(ui);
            for line in LICENCES.get(rows).unwrap_or_default() {
                ui.add(Label::new(RichText::new(line).monospace()).extend());
            }
        })
    });
}

/// Returns a sentence about the confinement of the drawing process.
///
/// The confinement is the one that the process reported at its last start; `None` before any document was opened.
fn drawing(said: Option<Confinement>) -> &'static str {
    match said {
        _ if !CAN_CONFINE => {
            "Documents are drawn by a separate process. This system cannot block that process from your files and the \
             network."
        }
        None => {
            "Documents are drawn by a separate process. Open a document to see here what the system blocks that \
             process from."
        }
        Some(Confinement { calls: true, .. }) => {
            "Documents are drawn by a separate process, which the system blocks from files, the network and other \
             programs."
        }
        Some(Confinement { calls: false, files: true }) => {
            "Documents are drawn by a separate process, which the system blocks from files. Its kernel cannot block it \
             from the network."
        }
        Some(Confinement { calls: false, files: false }) => {
            "Documents are drawn by a separate process. This system's kernel cannot block it from your files and the \
             network."
        }
    }
}

/// Draws the page about the program.
///
/// It states the version, the policies with their origin, the confinement of the drawing process, and the licenses.
pub fn about_ui(ui: &mut Ui, catalog: &Catalog, confinement: Option<Confinement>, effects: &Effects<Message>) {
    page_head_ui(ui, "About mednec", effects);
    read_through(ui, "about", |ui| {
        Card::new("about/program", "Program").show(ui, |ui| {
            heading(ui, Level::Part, lead(concat!("mednec ", env!("CARGO_PKG_VERSION"))));
            ui.label(plain(env!("CARGO_PKG_DESCRIPTION")));
            ui.label(second("It documents and checks; it decides nothing. A denial is a physician's decision."));
            ui.label(second(drawing(confinement)));
        });
        ui.add_space(space::S);
        Card::new("about/policies", "Policies").show(ui, |ui| {
            heading(ui, Level::Part, lead("Policies"));
            for entry in catalog.entries() {
                let head = entry.policy.head();
                ui.label(plain(format!("{} · {} of {}", head.title, head.number, head.effective_on)));
                ui.horizontal_wrapped(|ui| {
                    let (tone, origin) = match entry.origin {
                        _ if entry.only_pinned => (Tone::Outside, "Stored for the cases that were created under it"),
                        PolicyOrigin::NotSignedOff => (Tone::Missing, "From the department's folder, not signed off"),
                        PolicyOrigin::Bundled => (Tone::ToGo, "Comes with the program"),
                    };
                    mark(ui, tone, size::MARK);
                    ui.label(small(origin).color(tokens(ui).tone(tone).text));
                });
                ui.label(small(format!("Content {}", entry.policy.hash())).weak());
                ui.add_space(space::S);
            }
            ui.label(second(
                "The policy's wording is its publisher's; the files paraphrase it. The American Medical Association owns the \
                 trademark CPT; descriptions of CPT codes are in our own words.",
            ));
            ui.label(second(format!(
                "Diagnosis codes: {}, by the National Center for Health Statistics (CDC), in the public domain.",
                wording::diagnosis_list()
            )));
        });
        ui.add_space(space::S);
        Card::new("about/licences", "Licenses").show(ui, |ui| {
            heading(ui, Level::Part, lead("Licenses"));
            ui.label(plain("mednec: MIT or Apache-2.0, as you choose."));
            ui.label(plain("Noto Sans and Noto Sans Math: SIL Open Font License 1.1."));
            ui.add_space(space::XS);
            if Button::secondary("about-licences", "All parts and their licenses").show(ui).clicked() {
                effects.request(Request::ShowPage(Page::Licences));
            }
        });
    });
}
