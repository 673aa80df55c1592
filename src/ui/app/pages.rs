//! Maps each page to the view that draws it, with the data that the view reads.
//!
//! Must not know: how any page is drawn.

use eframe::egui::Ui;

use super::App;
use super::about::{about_ui, licences_ui};
use super::bars::Footer;
use super::message::Message;
use super::messages_page::messages_ui;
use super::shortcuts_page::shortcuts_ui;
use crate::case::{History, Role};
use crate::ui::case::{Opening, opening_ui, switch_pathway_ui};
use crate::ui::effects::{Effects, Page};
use crate::ui::guide::guide_ui;
use crate::ui::papers::papers_ui;
use crate::ui::settings::{SettingsPage, settings_ui};
use crate::ui::sign_in::{SignInPage, sign_in_ui};
use crate::ui::storage::{ComparisonPage, comparison_ui, damaged_ui, recovery_ui, trash_ui};
use crate::ui::worklist::{new_case_ui, overview_ui, welcome_ui};
use crate::workspace::statistics::Statistics;

/// Returns true for pages that show no data of a case, and so need no reviewer.
fn needs_no_reviewer(page: Page) -> bool {
    match page {
        Page::Shortcuts | Page::Settings | Page::Messages | Page::Guide | Page::About | Page::Licences => true,
        Page::NewCase
        | Page::SwitchPathway
        | Page::SignIn
        | Page::Papers
        | Page::Recovery
        | Page::Damaged
        | Page::Comparison
        | Page::Trash
        | Page::Overview => false,
    }
}

impl App {
    /// Draws a page.
    ///
    /// Without one it draws the sign-in page, the progress of opening a case, or the welcome page.
    pub(super) fn page_ui(&self, ui: &mut Ui, page: Option<Page>, effects: &Effects<Message>) {
        let has_reviewer = self.model.reviewer.is_some();
        match page.filter(|page| has_reviewer || needs_no_reviewer(*page)) {
            Some(page) => self.named_page_ui(ui, page, effects),
            None if !has_reviewer => self.sign_in_page_ui(ui, effects),
            None => match &self.case.opening {
                Some(opening) if opening.is_slow() => opening_ui(ui, opening),
                Some(_) => ui.ctx().request_repaint_after(Opening::SHOWN_AFTER),
                None => self.welcome_page_ui(ui, effects),
            },
        }
    }

    fn named_page_ui(&self, ui: &mut Ui, page: Page, effects: &Effects<Message>) {
        let (model, storage) = (&self.model, &self.storage);
        match page {
            Page::SignIn => self.sign_in_page_ui(ui, effects),
            Page::NewCase => {
                effects.within(Message::Worklist, |effects| new_case_ui(ui, &model.workspace.catalog, effects))
            }
            Page::Overview => effects.within(Message::Worklist, |effects| {
                overview_ui(ui, &Statistics::of(self.worklist.rows.all()), effects);
            }),
            Page::SwitchPathway => effects.within(Message::Case, |effects| {
                model.session().into_iter().for_each(|session| switch_pathway_ui(ui, session, effects));
            }),
            Page::Settings => effects.within(Message::Settings, |effects| {
                let (reviewer, folder) = (model.reviewer.as_ref(), model.folder.as_str());
                settings_ui(ui, &SettingsPage { reviewer, folder, settings: &model.settings }, effects);
            }),
            Page::Papers => effects.within(Message::Papers, |effects| papers_ui(ui, &self.papers, effects)),
            Page::Guide => effects.within(Message::Guide, |effects| {
                self.guide.reading.iter().for_each(|reading| guide_ui(ui, reading, effects));
            }),
            Page::Recovery => effects.within(Message::Storage, |effects| {
                recovery_ui(ui, &storage.recoverable, effects);
            }),
            Page::Damaged => effects.within(Message::Storage, |effects| {
                storage.damaged.iter().for_each(|damaged| damaged_ui(ui, damaged, effects));
            }),
            Page::Comparison => effects.within(Message::Storage, |effects| self.comparison_page_ui(ui, effects)),
            Page::Trash => effects.within(Message::Storage, |effects| {
                let progress = storage.running.as_ref().map(|running| running.progress());
                trash_ui(ui, model.open_id(), &storage.trashed, progress, effects);
            }),
            Page::Shortcuts => shortcuts_ui(ui, effects),
            Page::Messages => messages_ui(ui, self.notices.past(), effects),
            Page::About => about_ui(ui, &model.workspace.catalog, model.draws.confinement(), effects),
            Page::Licences => licences_ui(ui, effects),
        }
    }

    fn comparison_page_ui(&self, ui: &mut Ui, effects: &Effects<crate::ui::storage::Message>) {
        let (Some(session), Some(comparison)) = (self.model.session(), &self.storage.comparison) else { return };
        let page = ComparisonPage {
            policy: session.policy(),
            case: session.case(),
            copies: &comparison.copies,
            position: comparison.position,
        };
        comparison_ui(ui, &page, effects);
    }

    fn sign_in_page_ui(&self, ui: &mut Ui, effects: &Effects<Message>) {
        let page = SignInPage {
            reviewer: self.model.reviewer.as_ref(),
            is_signed_in: self.model.unlocked.is_some(),
            roster: self.model.roster().map(|_| self.sign_in.names.as_slice()),
            trouble: self.model.roster_trouble.as_deref(),
            can_be_confirmed: self.sign_in.can_be_confirmed,
            passphrase: &self.sign_in.passphrase,
            repeated: &self.sign_in.repeated,
            is_unlocking: self.sign_in.is_unlocking,
            folder: &self.model.folder,
        };
        effects.within(Message::SignIn, |effects| sign_in_ui(ui, &page, effects));
    }

    fn welcome_page_ui(&self, ui: &mut Ui, effects: &Effects<Message>) {
        let rows = &self.worklist.rows;
        let has_any = !rows.all().is_empty() || rows.reading().is_some();
        let statistics = has_any.then(|| Statistics::of(rows.all()));
        effects.within(Message::Worklist, |effects| {
            welcome_ui(ui, statistics.as_ref(), &self.model.folder, effects);
        });
    }

    /// Returns the content of the footer.
    pub(super) fn footer(&self) -> Footer<'_> {
        let role = self.model.reviewer.as_ref().map(|reviewer| reviewer.role);
        let history = self.model.session().map(|session| session.history());
        let can =
            |able: fn(&History, Role) -> bool| history.zip(role).is_some_and(|(history, role)| able(history, role));
        Footer {
            reviewer: self.model.reviewer.as_ref(),
            save_status: history.map(|history| self.case.save_status.words(history)),
            job: self.jobs.shown(),
            notice: self.notices.shown(),
            has_earlier: self.notices.past().len() > 1,
            can_undo: can(History::can_undo),
            can_redo: can(History::can_redo),
        }
    }
}
