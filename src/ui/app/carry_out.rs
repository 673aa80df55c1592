//! Carries out requests: as messages of features, or changes of the window.
//!
//! Must not know: why anything is asked for.

use std::path::PathBuf;

use eframe::egui::Context;

use super::App;
use super::message::Message;
use crate::store::Logged;
use crate::ui::effects::{Effect, Job, Notice, Page, Request};
use crate::ui::theme::{self, Look};
use crate::ui::widgets::field_id;
use crate::ui::{case, documents, papers, settings, sign_in, storage, worklist};

impl App {
    /// Carries out a request, and returns the effects that follow from it.
    pub(super) fn carry_out(&mut self, ctx: &Context, request: Request) -> Vec<Effect<Message>> {
        match request {
            Request::Run(command) => return self.run(ctx, command),
            Request::Dispatch(action) => return case_message(case::Message::Dispatch(action)),
            Request::OpenCase(case) => return case_message(case::Message::Open(case)),
            Request::OfferCase(case, sentence) if self.is_idle() => {
                return case_message(case::Message::OpenAndSay(case, sentence));
            }
            Request::ShowCase(shown) => return case_message(case::Message::Show(shown)),
            Request::CloseCase => return case_message(case::Message::Close),
            Request::ShowStep(step) => return case_message(case::Message::ShowStep(step)),
            Request::Jump(item) => return case_message(case::Message::Jump(item)),
            Request::CaseShown => return documents_message(documents::Message::CaseShown),
            Request::ShowSource(citation) => return documents_message(documents::Message::ShowCitation(citation)),
            Request::OpenDocument(document, page) => {
                return documents_message(documents::Message::Open(document, page));
            }
            Request::Attach(document) => return documents_message(documents::Message::AskFile(document)),
            Request::OpenSourceForm(question, row) => {
                return documents_message(documents::Message::OpenForm(question, row));
            }
            Request::CloseSourceForm => return documents_message(documents::Message::CloseForm),
            Request::NoSourceWanted(sentence) => {
                return documents_message(documents::Message::NoSourceWanted(sentence));
            }
            Request::CaseChanged => return self.case_changed(),
            Request::ReadWorklist => return worklist_message(worklist::Message::Read),
            Request::MarkConflict(case, has_copies) => {
                return worklist_message(worklist::Message::MarkConflict(case, has_copies));
            }
            Request::ShowPaper(position) => return self.show_paper(position),
            Request::CompareConflicts => return storage_message(storage::Message::Compare),
            Request::ShowDamaged(case, why) => return storage_message(storage::Message::ExamineDamaged(case, why)),
            Request::SaveSettings => return settings_message(settings::Message::Save),
            Request::OpenPolicyCopy => return settings_message(settings::Message::OpenPolicyCopy),
            Request::Log(entry) => return self.log(entry),
            Request::OpenWithSystem(path, sentence) => return open_with_system(path, sentence),
            other => {
                let before = self.page;
                self.change_window(ctx, other);
                // A half-typed passphrase must not stay in memory after its page was left.
                if before == Some(Page::SignIn) && self.page != before {
                    return vec![Effect::Message(Message::SignIn(sign_in::Message::ClearPassphrases))];
                }
            }
        }
        Vec::new()
    }

    /// Carries out requests that change the window itself.
    ///
    /// They change its page, notices, focus or look, or give the open case another roster.
    fn change_window(&mut self, ctx: &Context, request: Request) {
        match request {
            Request::ShowPage(page) => self.page = Some(page),
            Request::OfferPage(page) if self.is_idle() => self.page = Some(page),
            Request::ClosePage => self.page = None,
            Request::ClosePageOf(page) if self.page == Some(page) => self.page = None,
            Request::Notify(notice) => drop(self.notices.show(notice)),
            Request::ClearNotice => self.notices.clear(),
            Request::CopyText(text) => ctx.copy_text(text),
            Request::Focus(field) => {
                ctx.memory_mut(|memory| memory.request_focus(field_id(field)));
                ctx.request_repaint();
            }
            Request::NextFrame(request) => {
                self.lifecycle.waiting.push(Effect::Request(*request));
                ctx.request_repaint();
            }
            Request::ApplyLook => {
                self.settings.look = Look::named(&self.model.settings.look, ctx.system_theme());
                theme::install(ctx, self.settings.look, self.model.settings.text_percent);
            }
            Request::RosterChanged => {
                if let (Some(roster), Some(open)) = (self.model.roster().cloned(), &mut self.model.open) {
                    open.session.hold_against(roster);
                    open.refresh();
                }
            }
            // Offers (`OfferCase`, `OfferPage`) while the window is not idle, and `ClosePageOf` for a page that is not
            // shown.
            _ => {}
        }
    }

    /// Returns true when no case is open or being read, and no page is shown.
    fn is_idle(&self) -> bool {
        self.model.open.is_none() && self.case.opening.is_none() && self.page.is_none()
    }

    /// Shows a notice of a problem in the footer, and returns its number.
    pub(super) fn notify(&mut self, text: impl Into<String>) -> u64 {
        self.notices.show(Notice { text: text.into(), is_success: false })
    }

    fn case_changed(&self) -> Vec<Effect<Message>> {
        let mut effects = worklist_message(worklist::Message::CaseChanged);
        if self.page == Some(Page::Papers) {
            effects.push(Effect::Message(Message::Papers(papers::Message::Refresh)));
        }
        effects
    }

    fn show_paper(&self, position: usize) -> Vec<Effect<Message>> {
        let message = if self.page == Some(Page::Papers) {
            papers::Message::Show(position)
        } else {
            papers::Message::Open(position)
        };
        vec![Effect::Message(Message::Papers(message))]
    }

    /// Returns a job that writes an entry to this workstation's log.
    fn log(&self, entry: Logged) -> Vec<Effect<Message>> {
        let by = self.model.reviewer.as_ref().map(|_| self.model.reviewer_line());
        let store = self.model.store.clone();
        let work = move || Message::Case(case::Message::Logged(store.log(entry, by.as_deref())));
        vec![Effect::Job(Job { name: "writing the log", is_shown: true, work: Box::new(work), lost: None })]
    }
}

/// Returns a job that opens a file with the system's default program.
///
/// A job, since starting a program can take seconds.
fn open_with_system(path: PathBuf, sentence: &'static str) -> Vec<Effect<Message>> {
    let work = move || {
        let failed = open::that_detached(path).is_err();
        Message::Notify(failed.then(|| Notice { text: sentence.to_owned(), is_success: false }))
    };
    vec![Effect::Job(Job { name: "opening the file", is_shown: true, work: Box::new(work), lost: None })]
}

fn case_message(message: case::Message) -> Vec<Effect<Message>> {
    vec![Effect::Message(Message::Case(message))]
}

fn documents_message(message: documents::Message) -> Vec<Effect<Message>> {
    vec![Effect::Message(Message::Documents(message))]
}

fn worklist_message(message: worklist::Message) -> Vec<Effect<Message>> {
    vec![Effect::Message(Message::Worklist(message))]
}

fn storage_message(message: storage::Message) -> Vec<Effect<Message>> {
    vec![Effect::Message(Message::Storage(message))]
}

fn settings_message(message: settings::Message) -> Vec<Effect<Message>> {
    vec![Effect::Message(Message::Settings(message))]
}
