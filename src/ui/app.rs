//! The window's state and its layout. Drawing reads and collects wishes; they are granted after the frame (`grant`).
//!
//! Must not know: what any single view shows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use eframe::egui::{Context, Id, Ui, ViewportCommand, accesskit_root_id};

use super::asking::Dialog;
use super::backup::Running;
use super::damaged::Damaged;
use super::desk::Clip;
use super::guide::Reading;
use super::identity::Identity;
use super::intent::Intents;
use super::keeping::{Beside, Job, Kept};
use super::messages::Messages;
use super::papers::Papers;
use super::presence::Footing;
use super::tasks::{Dialogs, Task};
use super::theme::{self, Look};
use super::viewer::Viewer;
use super::views::{self, Overlay};
use crate::case::{Citation, Reviewer};
use crate::chart::Program;
use crate::checklist::{Outline, Step};
use crate::clock;
use crate::engine::OpenItem;
use crate::identity::Cost;
use crate::ids::{CaseId, CriterionId, QuestionId, RowId};
use crate::policy::{Catalog, PolicyError};
use crate::report::{Figure, Logo};
use crate::session::Session;
use crate::store::disk::Disk;
use crate::store::{CaseStore, Presence, Recoverable, RosterMemory, Saver, Settings, Trashed, paths};
use crate::turnaround::Rulebook;
use crate::workspace::worklist::{Queue, Row, in_working_order};
use crate::workspace::{OpenError, Workspace, Workstation, read_logo};

/// Where a window lives: passed in, so that tests give it a folder and dialogs of their own.
pub struct Home {
    /// The store's folder.
    pub folder: PathBuf,
    /// The disk that it is on.
    pub disk: Arc<dyn Disk>,
    /// Where the settings are kept, if anywhere.
    pub settings_file: Option<PathBuf>,
    /// Native dialogs.
    pub dialogs: Arc<dyn Dialogs>,
    /// What it costs to lock a reviewer's key.
    pub key_cost: Cost,
    /// The name of this workstation, which every event states.
    pub station: Option<String>,
    /// What is started to draw the record's pages.
    pub draws: DrawingProgram,
    /// A case's file to begin with.
    pub first: Option<PathBuf>,
}

/// Why the window cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The program was built with a broken policy file.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The system gives no thread.
    #[error("the system gives the program no thread to save on: {0}")]
    Thread(#[from] std::io::Error),
}

/// A case that is open.
pub(super) struct Open {
    pub(super) session: Session,
    /// Its page; made anew with every change, and only read when drawing.
    pub(super) outline: Outline,
    /// Drawings of its rows, by the question that asks for them.
    pub(super) figures: BTreeMap<QuestionId, Figure>,
    pub(super) step: Step,
    /// The open item that the keyboard is at.
    pub(super) at: Option<OpenItem>,
    /// All that were open when the keyboard came to it, in the order of the page.
    pub(super) at_among: Vec<OpenItem>,
    /// An item jumped to, until its card was drawn.
    pub(super) target: Option<OpenItem>,
    /// What was open when the step was shown.
    pub(super) left: Vec<OpenItem>,
    /// The criterion that was looked up in the policy.
    pub(super) looked_up: Option<CriterionId>,
    pub(super) source_form: Option<(QuestionId, Option<RowId>)>,
    pub(super) last_source: Option<Citation>,
    /// The document beside the checklist.
    pub(super) viewer: Option<Viewer>,
    /// What of it is cited next.
    pub(super) clip: Option<Clip>,
    /// Where it stands with the disk.
    pub(super) kept: Kept,
    /// Who works on it.
    pub(super) footing: Footing,
}

/// The window.
pub struct App {
    pub(super) store: Arc<CaseStore>,
    pub(super) saver: Arc<Saver>,
    pub(super) catalog: Catalog,
    pub(super) settings: Settings,
    pub(super) settings_file: Option<PathBuf>,
    pub(super) folder: String,
    pub(super) dialogs: Arc<dyn Dialogs>,
    pub(super) dialog: Option<Dialog>,
    pub(super) papers: Papers,
    pub(super) reviewer: Option<Reviewer>,
    /// The roster, and their key while they are signed in.
    pub(super) identity: Identity,
    /// What it costs to lock a new key.
    pub(super) key_cost: Cost,
    pub(super) station: Option<String>,
    /// What is started to draw the record's pages.
    pub(super) draws: DrawingProgram,
    /// A file to begin with, until somebody has said who reviews.
    pub(super) first: Option<PathBuf>,
    /// When somebody last did anything.
    pub(super) active_at: clock::Instant,
    pub(super) look: Look,
    pub(super) rows: Vec<Row>,
    pub(super) reading: Option<Task<Result<Vec<Row>, String>>>,
    /// How many of them were read.
    pub(super) rows_read: Arc<AtomicUsize>,
    /// Cases whose rows changed here while the worklist is being read: theirs are newer than what is read.
    pub(super) newer: BTreeSet<CaseId>,
    pub(super) search: String,
    pub(super) queue: Queue,
    /// The table of due dates, with the department's own rules.
    pub(super) rules: Arc<Rulebook>,
    /// The logo of the letterhead, read once.
    pub(super) logo: Option<Logo>,
    /// When the clocks were last looked at.
    pub(super) ticked_at: clock::Instant,
    pub(super) open: Option<Open>,
    /// The case that is being read, to be put on the desk.
    pub(super) opening: Option<CaseId>,
    pub(super) overlay: Option<Overlay>,
    /// What is read of the guide, once it was opened.
    pub(super) guide: Option<Reading>,
    /// What was typed into the command palette, while it is open.
    pub(super) palette: Option<String>,
    /// How many more frames closing waits for what is being handed over.
    pub(super) leaving: Option<u8>,
    /// What had the keyboard before the palette took it.
    pub(super) before_palette: Option<Id>,
    pub(super) messages: Messages,
    /// Whether each step shows only what is open.
    pub(super) only_open: bool,
    /// Whether the policy is shown beside the case.
    pub(super) policy_beside: bool,
    /// Work on the disk that is under way.
    pub(super) jobs: Vec<Job>,
    /// The case that others are told this window works on.
    pub(super) at_work: Option<(CaseId, Presence)>,
    /// Work that was cut off and is offered.
    pub(super) cut_off: Vec<Recoverable>,
    /// The file that cannot be read, whose page is shown.
    pub(super) damaged: Option<Damaged>,
    /// What is kept beside the open case, once it was read.
    pub(super) beside: Option<Beside>,
    /// A backup or a restore that is under way.
    pub(super) running: Option<Running>,
    /// The trash, as it was last read.
    pub(super) trashed: Vec<Trashed>,
    /// Wishes that wait until what is still being typed has been handed over.
    pub(super) waiting: Intents,
}

impl App {
    /// Opens the store and gets ready to draw.
    pub fn new(home: Home, ctx: &Context) -> Result<Self, StartError> {
        let (settings, warnings) =
            home.settings_file.as_deref().map(Settings::load).unwrap_or_else(|| (Settings::default(), Vec::new()));
        let mut messages = Messages::default();
        warnings.iter().for_each(|warning| messages.say(warning.to_string()));
        let memory = RosterMemory::beside(home.settings_file.as_deref());
        let (workstation, warnings) =
            Workstation::new(home.station.clone(), settings.policy_folder.as_deref(), memory)?;
        let workspace = workstation.open_on(home.disk, &home.folder)?;
        warnings.iter().chain(&workspace.warnings).for_each(|warning| messages.warn(warning));
        let (store, catalog, rules) =
            (workspace.store().map_err(OpenError::from)?.clone(), workspace.catalog, workspace.rules);
        let logo = settings.letters.logo.as_deref().map(read_logo).transpose().unwrap_or_else(|why| {
            messages.say(format!("Letters have no logo: {why}."));
            None
        });
        let look = Look::named(&settings.look, ctx.system_theme());
        theme::install(ctx, look, settings.text_percent);
        let wake = ctx.clone();
        let saver = Arc::new(Saver::start(store.clone(), Some(Box::new(move || wake.request_repaint())))?);
        let mut app = Self {
            reviewer: Reviewer::unproved(&settings.reviewer_name, &settings.reviewer_credential).ok(),
            identity: Identity::default(),
            key_cost: home.key_cost,
            station: home.station,
            draws: home.draws,
            first: home.first,
            active_at: clock::now(),
            folder: paths::shown(&home.folder),
            settings_file: home.settings_file,
            dialogs: home.dialogs,
            dialog: None,
            papers: Papers::default(),
            rows: Vec::new(),
            reading: None,
            rows_read: Arc::default(),
            newer: BTreeSet::new(),
            search: String::new(),
            queue: Queue::default(),
            rules,
            logo,
            ticked_at: clock::now(),
            open: None,
            opening: None,
            overlay: None,
            guide: None,
            palette: None,
            before_palette: None,
            leaving: None,
            messages,
            only_open: false,
            policy_beside: false,
            jobs: Vec::new(),
            at_work: None,
            cut_off: Vec::new(),
            damaged: None,
            beside: None,
            running: None,
            trashed: Vec::new(),
            waiting: Vec::new(),
            store,
            saver,
            catalog,
            settings,
            look,
        };
        app.read_roster();
        app.read_worklist(ctx);
        app.look_for_cut_off(ctx);
        Ok(app)
    }

    /// The opened store with everything that its cases are judged by, as it is now.
    pub(super) fn workspace(&self) -> Workspace {
        let roster = self.identity.roster.clone();
        Workspace::of_parts(Some(self.store.clone()), self.catalog.clone(), self.rules.clone(), roster)
    }

    /// Everything but drawing: outcomes of work under way, shortcuts, closing.
    pub fn logic(&mut self, ctx: &Context) {
        self.collect_reading(ctx);
        self.collect_saves(ctx);
        self.collect_jobs(ctx);
        self.collect_sign_in();
        self.collect_dialog(ctx);
        self.collect_pages(ctx);
        self.take_dropped(ctx);
        self.begin_with_first(ctx);
        self.tick(ctx);
        self.follow_look(ctx);
        let mut intents = Intents::new();
        self.keys(ctx, &mut intents);
        self.grant(ctx, intents);
        self.tell_others(Some(ctx));
        if ctx.input(|input| input.viewport().close_requested()) && !self.leave(ctx) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
        self.leave_after_all(ctx);
    }

    /// Looks at the clocks again once a minute, and asks to be drawn then.
    fn tick(&mut self, ctx: &Context) {
        const MINUTE: std::time::Duration = std::time::Duration::from_secs(60);
        let now = clock::now();
        if ctx.input(|input| !input.events.is_empty()) {
            self.active_at = now;
        }
        if now.signed_duration_since(*self.active_at).num_minutes() >= i64::from(self.settings.idle_minutes) {
            self.lock();
        }
        if now.signed_duration_since(*self.ticked_at).abs() >= chrono::TimeDelta::minutes(1) {
            self.ticked_at = now;
            self.rows.iter_mut().for_each(|row| row.tick(&self.rules, now, clock::local_zone()));
            in_working_order(&mut self.rows);
            self.beat(ctx);
        }
        ctx.request_repaint_after(MINUTE);
    }

    /// Draws the window and grants what was wished for while drawing.
    pub fn draw(&mut self, ui: &mut Ui) {
        let mut intents = Intents::new();
        let ctx = ui.ctx().clone();
        let waited = std::mem::take(&mut self.waiting);
        self.give_keyboard_back(&ctx);
        ctx.accesskit_node_builder(accesskit_root_id(), |node| node.set_label("mednec"));
        self.panels_ui(ui, &mut intents);
        views::drop_ui(&ctx, self.open.as_ref().map(|open| open.session.case()));
        if let Some(typed) = &self.palette {
            views::palette_ui(&ctx, typed, &self.offers(typed), &mut intents);
        }
        if let Some(open) = &mut self.open
            && open.target.is_some()
        {
            open.target = None;
            ctx.request_repaint();
        }
        self.grant(&ctx, intents);
        self.grant_waited(&ctx, waited);
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if ctx.input(|input| input.viewport().close_requested()) {
            self.keep_place(frame.winit_window().map(|window| &**window));
        }
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // What is queued is still written; `leave` has already said what could not be.
        let _ = self.saver.flush();
    }
}
