//! Going through the record beside the checklist, and citing from it.
//!
//! Must not know: how a page is drawn, or how a source is noted.

use eframe::egui::Context;

use super::app::App;
use super::asking::Asked;
use super::desk::Clip;
use super::viewer::{Leafing, PagePosition, Viewer};
use super::widgets::field_id;
use crate::case::{Citation, CitedDocument};
use crate::ids::{DocumentId, QuestionId, RowId};

const NONE_ATTACHED: &str = "No file is attached to this case yet: attach one (Ctrl O), or drop it on the window.";

impl App {
    pub(super) fn with_viewer(&mut self, change: impl FnOnce(&mut Viewer)) {
        if let Some(viewer) = self.open.as_mut().and_then(|open| open.viewer.as_mut()) {
            change(viewer);
        }
    }

    /// Takes in what was drawn since the last frame.
    pub(super) fn collect_pages(&mut self, ctx: &Context) {
        self.with_viewer(|viewer| {
            if viewer.collect(ctx) {
                ctx.request_repaint();
            }
        });
    }

    /// What a reviewer did with the document.
    pub(super) fn leaf(&mut self, ctx: &Context, leafing: Leafing) {
        match leafing {
            Leafing::Open(document, page) => {
                self.overlay = None;
                self.open_document(ctx, &document, PagePosition { page, part: 0.0 });
            }
            Leafing::Source(citation) => self.show_source(ctx, citation),
            Leafing::Page(page) => self.with_viewer(|viewer| viewer.go_to(page)),
            Leafing::InSight(seen) => self.with_viewer(|viewer| {
                viewer.is_seen(*seen);
                ctx.request_repaint();
            }),
            Leafing::Mark(mark) => {
                self.with_viewer(|viewer| viewer.set_mark(mark));
                // Marked while a source is being noted, it is that source's.
                if mark.is_some() && self.open.as_ref().is_some_and(|open| open.source_form.is_some()) {
                    self.clip();
                }
            }
            Leafing::Find(typed) => self.with_viewer(|viewer| viewer.look_for(typed.as_deref())),
            Leafing::Hit(forward) => self.with_viewer(|viewer| viewer.go_to_hit(forward)),
            Leafing::Zoom(larger) => self.with_viewer(|viewer| viewer.zoom_by_a_step(larger)),
            Leafing::Again => self.with_viewer(Viewer::try_again),
            Leafing::Copy => {
                let open = self.open.as_ref();
                let asked = open
                    .and_then(|open| Some((open.session.case().id.clone(), open.viewer.as_ref()?.document.clone())));
                if let Some((case, document)) = asked {
                    self.ask(ctx, Asked::Copy(case, document));
                }
            }
            Leafing::OpenCopy => {
                let viewer = self.open.as_ref().and_then(|open| open.viewer.as_ref());
                if let Some(copy) = viewer.and_then(|viewer| viewer.copy.clone()) {
                    self.open_with_system(copy);
                }
            }
            Leafing::Close => self.with_open(|open| open.viewer = None),
        }
    }

    /// Shows the record, or puts it away.
    pub(super) fn record_beside(&mut self, ctx: &Context) {
        self.overlay = None;
        let Some(open) = &mut self.open else { return };
        if open.viewer.take().is_some() {
            return;
        }
        let documents = &open.session.case().documents;
        let has_file = |document: &DocumentId| documents.get(document).is_some_and(|document| document.file.is_some());
        // Where the last source was noted, or else from the beginning.
        let last = open.last_source.as_ref().and_then(|last| match &last.document {
            CitedDocument::Listed(document) if has_file(document) => {
                Some((document.clone(), last.page.saturating_sub(1)))
            }
            _ => None,
        });
        match last.or_else(|| documents.keys().find(|document| has_file(document)).map(|first| (first.clone(), 0))) {
            Some((document, page)) => self.open_document(ctx, &document, PagePosition { page, part: 0.0 }),
            None => self.messages.say(NONE_ATTACHED),
        }
    }

    /// Shows the page that a source names, with what is marked on it.
    fn show_source(&mut self, ctx: &Context, citation: Citation) {
        let CitedDocument::Listed(document) = &citation.document else { return };
        let page = citation.page.saturating_sub(1);
        self.open_document(ctx, document, PagePosition { page, part: 0.0 });
        self.with_viewer(|viewer| {
            if viewer.document == *document {
                viewer.go_to_region(page, citation.region);
                viewer.source = Some(citation.clone());
                viewer.mark = None;
            }
        });
    }

    pub(super) fn turn_pages(&mut self, by: i64) {
        self.with_viewer(|viewer| {
            let page = i64::from(viewer.at()) + by;
            viewer.go_to(u32::try_from(page.max(0)).unwrap_or(u32::MAX));
        });
    }

    /// Puts the keyboard into a field of the record; where none is shown, shows it first.
    pub(super) fn focus_in_record(&mut self, ctx: &Context, field: &str) {
        if self.open.as_ref().is_some_and(|open| open.viewer.is_none()) {
            self.record_beside(ctx);
        }
        ctx.memory_mut(|memory| memory.request_focus(field_id(field)));
        ctx.request_repaint();
    }

    /// Opens the form for a source: from the page that is looked at, where the record is beside.
    pub(super) fn open_source_form(&mut self, form: (QuestionId, Option<RowId>)) {
        self.with_open(|open| open.source_form = Some(form));
        self.clip();
    }

    /// Takes the page that is looked at, with what is marked on it, for what is cited next.
    pub(super) fn clip(&mut self) {
        let Some(open) = &mut self.open else { return };
        let number = open.clip.as_ref().map_or(0, |clip| clip.number) + 1;
        open.clip = open.viewer.as_ref().filter(|viewer| viewer.page_count() > 0).map(|viewer| {
            let (page, mark) = viewer.cited_next();
            Clip {
                number,
                document: viewer.document.clone(),
                page: page + 1,
                region: mark.map(|mark| mark.region),
                passage: mark.map(|mark| mark.passage.clone()).unwrap_or_default(),
            }
        });
    }

    /// Puts a document away that is no longer the case's.
    pub(super) fn put_away_what_is_gone(&mut self) {
        self.with_open(|open| {
            let documents = &open.session.case().documents;
            let is_there = |viewer: &Viewer| {
                documents.get(&viewer.document).and_then(|it| it.file.as_ref()).is_some_and(|it| it.hash == viewer.hash)
            };
            open.viewer = open.viewer.take().filter(is_there);
        });
    }
}
