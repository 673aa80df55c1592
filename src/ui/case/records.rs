//! The step *Records*: documents, their citations, and records to look for.
//!
//! Must not know: what the documents contain; they are a list here.

use eframe::egui::Ui;

use crate::case::{Action, Document, citing};
use crate::ids::DocumentId;
use crate::ui::case_context::CaseContext;
use crate::ui::command::Command;
use crate::ui::editors::{cell_ui, row_group, row_ui};
use crate::ui::effects::Request;
use crate::ui::theme::{lead, plain, second, size, small, space};
use crate::ui::widgets::{self, Button, DateField, Field, Level, heading};
use crate::wording;

/// Width of a title.
///
/// With it the five fields of a document fit one line at the first size of the window.
const TITLE: f32 = 2.0 * size::DATE - space::XL;

/// Draws the step *Records*.
pub fn records_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let card_id = format!("{}/records", context.case().id);
    widgets::Card::new(&card_id, "Documents received").show(ui, |ui| {
        heading(ui, Level::Part, lead("Documents received"));
        if context.case().documents.is_empty() {
            ui.label(second(
                "No document is listed yet. Attach the files that came (or drop them on the window), or \
                             add documents by title. Then one key cites them as a source.",
            ));
        }
        let cap = Command::Attach.cap();
        let attach = Button::secondary("records-attach", Command::Attach.text()).cap(cap.as_str()).show(ui);
        if attach.on_hover_text(Command::Attach.tooltip()).clicked() {
            context.run(Command::Attach);
        }
        for (id, document) in &context.case().documents {
            let (group, name) =
                (format!("{}/document.{id}", context.case().id), format!("{}, document {id}", document.title));
            row_group(ui, &group, &name, |ui| document_ui(ui, context, id, document));
            ui.separator();
        }
        let field_id = format!("{}/documents.add", context.case().id);
        let typed = Field::new(&field_id, "Add a document", "").hint("Its title, then Enter").show(ui).committed;
        if let Some(title) = typed.filter(|title| !title.trim().is_empty()) {
            context.act(Action::PutDocument {
                document: context.case().free_document_id(),
                content: Document::titled(&title),
            });
        }
    });
    ui.add_space(space::S);
    wanted_ui(ui, context);
}

fn document_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &DocumentId, document: &Document) {
    let field = |part: &str| format!("{}/document.{id}.{part}", context.case().id);
    let put = |content: Document| context.act(Action::PutDocument { document: id.clone(), content });
    row_ui(ui, |ui| {
        cell_ui(ui, TITLE, |ui| {
            if let Some(title) = Field::new(&field("title"), "Title", &document.title).width(TITLE).show(ui).committed {
                put(Document { title: title.trim().to_owned(), ..document.clone() });
            }
        });
        cell_ui(ui, size::DATE, |ui| {
            let typed = Field::new(&field("kind"), "Kind", &document.kind).width(size::DATE).show(ui).committed;
            if let Some(kind) = typed {
                put(Document { kind: kind.trim().to_owned(), ..document.clone() });
            }
        });
        cell_ui(ui, size::DATE, |ui| {
            if let Some(dated_on) = DateField::new(&field("dated"), "Dated", document.dated_on, context.today).show(ui)
            {
                put(Document { dated_on, ..document.clone() });
            }
        });
        cell_ui(ui, size::DATE, |ui| {
            let dated = DateField::new(&field("received"), "Received", document.received_on, context.today).show(ui);
            if let Some(received_on) = dated {
                put(Document { received_on, ..document.clone() });
            }
        });
        cell_ui(ui, size::DATE / 2.0, |ui| {
            let shown = document.pages.map_or(String::new(), |pages| pages.to_string());
            let typed = Field::new(&field("pages"), "Pages", &shown).width(size::DATE / 2.0).show(ui).committed;
            match typed.as_deref().map(str::trim) {
                Some("") => put(Document { pages: None, ..document.clone() }),
                Some(text) => match text.parse() {
                    Ok(pages) => put(Document { pages: Some(pages), ..document.clone() }),
                    Err(_) => context.notify("The number of pages is a whole number."),
                },
                None => {}
            }
        });
    });
    file_ui(ui, context, id, document);
    cited_ui(ui, context, id, document);
}

/// Draws the button that opens a document's file, or the one that attaches a file.
fn file_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &DocumentId, document: &Document) {
    let button = |part: &str| format!("{}/document.{id}.{part}", context.case().id);
    ui.horizontal_wrapped(|ui| {
        let Some(file) = &document.file else {
            ui.label(second("No file"));
            if Button::quiet(&button("attach"), &format!("Attach a file to {}…", document.title)).show(ui).clicked() {
                context.request(Request::Attach(Some(id.clone())));
            }
            return;
        };
        if Button::secondary(&button("open"), &format!("Open {}", document.title)).show(ui).clicked() {
            context.request(Request::OpenDocument(id.clone(), 0));
        }
        ui.label(second(format!("{} · {} · {}", file.name, file.kind.name(), wording::file_size(file.bytes))));
    });
}

/// Draws the citations of a document by page, and the pages without one.
fn cited_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &DocumentId, document: &Document) {
    let mut cited: Vec<_> = citing(context.case(), id).map(|(question, _, citation)| (citation, question)).collect();
    cited.sort_by_key(|(citation, question)| (citation.page, *question));
    let pages: Vec<u32> = cited.iter().map(|(citation, _)| citation.page).collect();
    for (place, (citation, question)) in cited.into_iter().enumerate() {
        let asks = context.policy().question(question).map_or("", |question| &question.prompt);
        let says = format!("p. {} · {asks}", citation.page);
        if document.file.is_none() {
            ui.label(plain(says));
            continue;
        }
        let button_id = format!("{}/document.{id}.cited.{place}", context.case().id);
        if Button::quiet(&button_id, &says).show(ui).clicked() {
            context.request(Request::ShowSource(citation.clone()));
        }
    }
    ui.horizontal_wrapped(|ui| {
        if let Some(says) = wording::uncited(&pages, document.pages) {
            ui.label(second(says));
        }
        let button_id = format!("{}/document.{id}.remove", context.case().id);
        if pages.is_empty() && Button::quiet(&button_id, &format!("Remove {}", document.title)).show(ui).clicked() {
            context.act(Action::RemoveDocument { document: id.clone() });
        }
    });
}

/// Draws the records to look for on the pathway, each with its origin.
fn wanted_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let card_id = format!("{}/wanted", context.case().id);
    widgets::Card::new(&card_id, "Records to look for").show(ui, |ui| {
        heading(ui, Level::Part, lead("Records to look for"));
        let records = context.session.pathway().map(|pathway| context.policy().records_on(pathway)).unwrap_or_default();
        for record in records {
            ui.label(plain(&record.what));
            ui.label(small(wording::record_origin_on_screen(record)).weak());
        }
    });
}
