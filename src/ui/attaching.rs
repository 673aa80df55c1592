//! Files of the record: taken into the store and the case from a dialog or by dropping them on the window, looked up again, and
//! copied out where the user says.
//!
//! Must not know: what is in a file, or how its pages are shown.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use super::app::App;
use super::asking::Asked;
use super::handover::unlogged;
use super::viewer::{Held, PagePosition, Viewer};
use crate::case::{Action, AttachedFile, Document, shown_name};
use crate::chart::{self, Drawer, DrawingError, Limits, page_count};
use crate::clock;
use crate::ids::{CaseId, DocumentId};
use crate::store::{FileError, KeptFile};
use crate::workspace::Target;

/// A file that is in the store now, and how many pages it was found to have.
type Taken = Result<(StoredFile, Result<u32, DrawingError>), FileError>;

impl App {
    /// Asks for a file of the open case.
    pub(super) fn ask_for_file(&mut self, ctx: &Context, document: Option<DocumentId>) {
        if let Some(open) = &self.open {
            let case = open.session.case().id.clone();
            self.ask(ctx, Asked::Attach(case, document));
        }
    }

    /// Takes files that were dropped on the window.
    pub(super) fn take_dropped(&mut self, ctx: &Context) {
        let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        if dropped.is_empty() {
            return;
        }
        let paths = dropped.iter().map(|file| file.path().to_owned()).collect();
        let case = self.open.as_ref().map(|open| open.session.case().id.clone());
        let said = match case {
            Some(case) => self.attach(ctx, &case, None, paths),
            None => Err("Nothing was attached: open the case that the file belongs to, and drop it again".to_owned()),
        };
        if let Err(why) = said {
            self.messages.say(format!("{why}."));
        }
    }

    /// Takes files into the store, one after the other, and then into the case.
    pub(super) fn attach(
        &mut self,
        ctx: &Context,
        case: &CaseId,
        document: Option<DocumentId>,
        paths: Vec<PathBuf>,
    ) -> Result<(), String> {
        self.still_open(case)?;
        let (case, draws) = (case.clone(), self.draws.clone());
        self.work(ctx, "attaching the file", move |store| {
            let taken: Vec<(PathBuf, Taken)> = paths
                .into_iter()
                .map(|path| {
                    let kept = store.store_file(&path).map(|kept| {
                        let path = store.file_path(&kept.hash).unwrap_or_default();
                        let place = chart::Document { path, hash: kept.hash.clone() };
                        let pages = page_count(draws.clone(), place, Limits::default());
                        (kept, pages)
                    });
                    (path, kept)
                })
                .collect();
            Box::new(move |app, ctx| {
                for (path, taken) in taken {
                    if let Err(why) = app.was_taken(ctx, &case, document.clone(), &path, taken) {
                        app.messages.say(format!("{why}."));
                    }
                }
            })
        });
        Ok(())
    }

    fn was_taken(
        &mut self,
        ctx: &Context,
        case: &CaseId,
        document: Option<DocumentId>,
        path: &Path,
        taken: Taken,
    ) -> Result<(), String> {
        let known = &self.still_open(case).map_err(|_| not_attached(case))?.case().documents;
        let (kept, pages) = taken.map_err(|why| format!("Nothing was attached: {why}"))?;
        let same = |listed: &&DocumentId| {
            known.get(*listed).and_then(|it| it.file.as_ref()).is_some_and(|it| it.hash == kept.hash)
        };
        if let Some(listed) = known.keys().find(same).cloned() {
            let title = known.get(&listed).map_or("", |document| &document.title);
            let said = format!("This file is attached already, as \"{title}\".");
            self.open_document(ctx, &listed, PagePosition::default());
            self.messages.say(said);
            return Ok(());
        }
        let name = shown_name(&path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default());
        let (id, listed) = match document.and_then(|id| Some((id.clone(), known.get(&id)?.clone()))) {
            Some(listed) => listed,
            None => (free_id(known.keys()), new_document(&name)),
        };
        let found = pages.as_ref().ok().copied();
        let file = AttachedFile { hash: kept.hash, kind: kept.kind, bytes: kept.bytes, name };
        let content = Document { pages: found.or(listed.pages), file: Some(file), ..listed };
        self.act(ctx, &Action::PutDocument { document: id.clone(), content });
        let is_there = self
            .still_open(case)
            .is_ok_and(|session| session.case().documents.get(&id).is_some_and(|document| document.file.is_some()));
        if is_there {
            self.open_document(ctx, &id, PagePosition::default());
            if let Err(trouble) = pages {
                self.messages.say(format!("The file is attached, but cannot be shown. {trouble}."));
            }
        }
        Ok(())
    }

    /// Looks a document up, at a place. Its file is held against its hash first, on a thread.
    pub(super) fn open_document(&mut self, ctx: &Context, document: &DocumentId, goal: PagePosition) {
        let Some(open) = &mut self.open else { return };
        let Some(file) = open.session.case().documents.get(document).and_then(|document| document.file.as_ref()) else {
            self.messages.say(NO_FILE);
            return;
        };
        let hash = file.hash.clone();
        let shows = |viewer: &&mut Viewer| viewer.document == *document && viewer.hash == hash && viewer.is_usable();
        if let Some(viewer) = open.viewer.as_mut().filter(shows) {
            (viewer.goal, viewer.source) = (Some(goal), None);
            return;
        }
        open.viewer = Some(Viewer::of(document.clone(), hash.clone(), goal));
        let (draws, wake) = (self.draws.clone(), ctx.clone());
        self.work(ctx, "opening the document", move |store| {
            let checked = store.read_file(&hash).map(|_| ());
            let held = match (checked, store.file_path(&hash)) {
                (Ok(()), Some(path)) => {
                    let wake = move || wake.request_repaint();
                    let drawn = chart::Document { path, hash: hash.clone() };
                    Drawer::start(draws, drawn, Limits::default(), wake).map_or(Held::NotStarted, Held::Drawn)
                }
                (Err(why), _) => Held::Unusable(why),
                (Ok(()), None) => Held::Unusable(FileError::Missing),
            };
            Box::new(move |app, _| {
                app.with_viewer(|viewer| {
                    if viewer.hash == hash {
                        viewer.held = held;
                    }
                });
            })
        });
    }

    /// What a copy of a document's file is called, of which kind it is and how its name ends. The case number stands in the
    /// name, and nothing that came with the file: names of faxes are names of patients.
    pub(super) fn copy_is_called(
        &self,
        case: &CaseId,
        document: &DocumentId,
    ) -> Option<(String, &'static str, &'static str)> {
        let file = self.still_open(case).ok()?.case().documents.get(document)?.file.as_ref()?;
        let ending = file.kind.endings().first()?;
        Some((format!("{case}-{document}.{ending}"), file.kind.name(), ending))
    }

    /// Copies a document's file to where the user said.
    pub(super) fn save_copy(
        &mut self,
        ctx: &Context,
        case: &CaseId,
        document: &DocumentId,
        path: PathBuf,
    ) -> Result<(), String> {
        let session = self.still_open(case)?;
        let file = session.case().documents.get(document).and_then(|document| document.file.as_ref());
        let hash = file.ok_or("There is no such file in the case any more")?.hash.clone();
        let (session, document, workspace, by) = (session.clone(), document.clone(), self.workspace(), self.me());
        self.work(ctx, "saving the copy", move |_| {
            // The dialog asked before it named a file that exists.
            let target = Target { path: &path, replaces: true, by: Some(&by) };
            let saved = workspace.copy_document(&session, &document, &target);
            Box::new(move |app, _| {
                let told = match saved {
                    Ok(exported) => {
                        app.with_viewer(|viewer| {
                            if viewer.hash == hash {
                                viewer.copy = Some(path);
                            }
                        });
                        Ok(format!("The copy was saved.{}", unlogged(exported.logged)))
                    }
                    Err(error) => Err(format!("No copy was saved: {error}.")),
                };
                app.messages.tell(told);
            })
        });
        Ok(())
    }
}

const NO_FILE: &str = "No file is attached to this document: attach it on the step Records, or drop it on the window.";

fn not_attached(case: &CaseId) -> String {
    format!("Nothing was attached: case {case} is no longer open; open it and attach the file again")
}

/// The first free "d1", "d2", ...
pub(super) fn free_id<'i>(taken: impl Iterator<Item = &'i DocumentId>) -> DocumentId {
    let taken: Vec<&DocumentId> = taken.collect();
    let free = (1..).map(|number: u32| DocumentId::new(format!("d{number}"))).find(|id| !taken.contains(&id));
    free.unwrap_or_else(|| DocumentId::new("d0"))
}

/// A document that came today, called as its file is without its ending.
fn new_document(name: &str) -> Document {
    let title = name.rsplit_once('.').map_or(name, |(title, _)| title);
    let title = if title.trim().is_empty() { "Document" } else { title };
    Document { received_on: Some(clock::now().date_naive()), ..Document::titled(title) }
}
