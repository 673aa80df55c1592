//! What each page of the window is given to draw.
//!
//! Must not know: how any page draws it, or what becomes of a wish.

use eframe::egui::Ui;

use super::app::{App, Open};
use super::desk::Desk;
use super::intent::Intents;
use super::views::{self, Foot, Overlay};
use crate::case::{self, Reviewer};
use crate::clock;
use crate::policy::Standing;
use crate::workspace::statistics::Statistics;
use crate::workspace::worklist::Row;

impl App {
    pub(super) fn desk<'a>(&'a self, open: &'a Open, reviewer: &'a Reviewer) -> Desk<'a> {
        let (id, now) = (&open.session.case().id, clock::now());
        let row = self.rows.iter().find(|row| row.case.as_ref() == Some(id));
        let of_member = |other: &&Row| row.is_some_and(|row| row.is_same_member(other));
        Desk {
            clock: open.session.clock(&self.rules, now, clock::local_zone()),
            others: self.rows.iter().filter(of_member).collect(),
            reads_linked_case: self.reads_linked_case(),
            reading: self.reading.is_some(),
            row,
            session: &open.session,
            footing: &open.footing,
            outline: &open.outline,
            figures: &open.figures,
            step: open.step,
            standing: self.catalog.origin(open.session.policy().hash()).unwrap_or(PolicyOrigin::NotSignedOff),
            reviewer,
            signed_in: self.identity.unlocked.is_some(),
            now,
            today: now.date_naive(),
            approval_days: self.settings.approval_days,
            target: open.target.as_ref(),
            only: self.only_open.then_some(open.left.as_slice()),
            looked_up: self.policy_beside.then(|| open.criterion_at_hand()).flatten(),
            policy_copy: self.settings.policy_copy.is_some(),
            single_keys: self.settings.single_keys,
            source_form: open.source_form.as_ref(),
            last_source: open.last_source.as_ref(),
            viewer: open.viewer.as_ref(),
            clip: open.clip.as_ref(),
            intents: Default::default(),
        }
    }

    pub(super) fn overlay_ui(&self, ui: &mut Ui, overlay: Option<Overlay>, intents: &mut Intents) {
        let reviewer = self.reviewer.as_ref();
        // How the window looks and what its keys are is nobody's in particular.
        let anyones = |overlay: &Overlay| {
            matches!(
                overlay,
                Overlay::Shortcuts
                    | Overlay::Settings
                    | Overlay::Messages
                    | Overlay::Guide
                    | Overlay::About
                    | Overlay::Licences
            )
        };
        match overlay.filter(|overlay| reviewer.is_some() || anyones(overlay)) {
            Some(Overlay::SignIn) => views::sign_in_ui(ui, &self.sign_in_page(), intents),
            Some(Overlay::NewCase) => views::new_case_ui(ui, &self.catalog, intents),
            Some(Overlay::SwitchPathway) => {
                if let Some(open) = &self.open {
                    views::switch_pathway_ui(ui, &open.session, intents);
                }
            }
            Some(Overlay::Settings) => {
                let page = views::SettingsPage { reviewer, folder: &self.folder, settings: &self.settings };
                views::settings_ui(ui, &page, intents);
            }
            Some(Overlay::Papers) => {
                views::papers_ui(ui, &self.papers, intents);
            }
            Some(Overlay::Shortcuts) => views::shortcuts_ui(ui, intents),
            Some(Overlay::CutOff) => views::cut_off_ui(ui, &self.cut_off, intents),
            Some(Overlay::Damaged) => {
                if let Some(damaged) = &self.damaged {
                    views::damaged_ui(ui, damaged, intents);
                }
            }
            Some(Overlay::Compare) => {
                if let (Some(open), Some(beside)) = (&self.open, &self.beside) {
                    let (policy, case) = (open.session.policy(), open.session.case());
                    let shown = views::Comparison { policy, case, copies: &beside.copies, at: beside.at };
                    views::compare_ui(ui, &shown, intents);
                }
            }
            Some(Overlay::Messages) => views::messages_ui(ui, self.messages.said(), intents),
            Some(Overlay::Guide) => {
                if let Some(guide) = &self.guide {
                    views::guide_ui(ui, guide, intents);
                }
            }
            Some(Overlay::About) => views::about_ui(ui, &self.catalog, self.draws.confinement(), intents),
            Some(Overlay::Licences) => views::licences_ui(ui, intents),
            Some(Overlay::Overview) => views::overview_ui(ui, &Statistics::of(&self.rows), intents),
            Some(Overlay::Trash) => {
                let open = self.open.as_ref().map(|open| &open.session.case().id);
                let running = self.running.as_ref().map(super::backup::Running::progress);
                views::trash_ui(ui, open, &self.trashed, running, intents);
            }
            None if reviewer.is_none() => views::sign_in_ui(ui, &self.sign_in_page(), intents),
            None if self.opening.is_some() => views::opening_ui(ui, self.opening.as_ref()),
            None => {
                let any = !self.rows.is_empty() || self.reading.is_some();
                let overview = any.then(|| Statistics::of(&self.rows));
                views::welcome_ui(ui, overview.as_ref(), &self.folder, intents);
            }
        }
    }

    pub(super) fn foot(&self) -> Foot<'_> {
        let role = self.reviewer.as_ref().map(|reviewer| reviewer.role);
        let history = self.open.as_ref().map(|open| open.session.history());
        let may = |able: fn(&case::History, case::Role) -> bool| {
            history.zip(role).is_some_and(|(history, role)| able(history, role))
        };
        Foot {
            reviewer: self.reviewer.as_ref(),
            saved: self.open.as_ref().map(|open| open.kept.words(open.session.history())),
            working: self.jobs.iter().find(|job| job.takes_its_time()).map(|job| job.what),
            message: self.messages.shown().map(|said| (said, self.messages.is_done())),
            earlier: self.messages.said().len() > 1,
            undo: (may(case::History::can_undo), may(case::History::can_redo)),
        }
    }
}
