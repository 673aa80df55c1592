//! Dependencies of the window, injected by tests, and `App` made from them.
//!
//! Must not know: how anything is drawn.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::Context;

use super::App;
use super::dialogs::{Dialogs, OpenDialogs};
use super::jobs::Jobs;
use super::lifecycle::Lifecycle;
use super::message::Message;
use super::notices::Notices;
use crate::case::Reviewer;
use crate::chart::DrawingProgram;
use crate::identity::Cost;
use crate::policy::PolicyError;
use crate::report::Logo;
use crate::store::disk::Disk;
use crate::store::{Saver, Settings, StoreError, paths};
use crate::ui::effects::{Effect, Effects, Notice, Request};
use crate::ui::model::{Model, Wake};
use crate::ui::settings;
use crate::ui::sign_in::{self, examine, known_rosters};
use crate::ui::theme::{self, Look};
use crate::ui::{storage, warnings, worklist};
use crate::workspace::{OpenError, Workstation, read_logo};

/// Dependencies of the window, injected by tests.
pub struct Dependencies {
    /// The store's folder.
    pub folder: PathBuf,
    /// Access to the files of the store.
    pub disk: Arc<dyn Disk>,
    /// The settings file. Without one the settings are the defaults and are not saved.
    pub settings_file: Option<PathBuf>,
    /// Native dialogs.
    pub dialogs: Arc<dyn Dialogs>,
    /// Cost of deriving the key that locks a reviewer's private key.
    pub key_cost: Cost,
    /// The name of this workstation, which every event states.
    pub station: Option<String>,
    /// The program that draws pages of the chart.
    pub draws: DrawingProgram,
    /// A case file to open once a reviewer is known.
    pub first: Option<PathBuf>,
}

/// Error that keeps the window from starting.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The store's folder cannot be used, or the program was built with a broken table.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The program was built with a broken policy file.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The saver's thread cannot be started.
    #[error("the program cannot start the thread that saves: {0}")]
    Thread(#[from] std::io::Error),
}

impl App {
    /// Opens the store and builds the window, before its first frame.
    ///
    /// Settings, policies and a logo that cannot be used are left out, and a notice names each.
    pub fn new(dependencies: Dependencies, ctx: &Context) -> Result<Self, StartError> {
        let Dependencies { folder, disk, settings_file, dialogs, key_cost, station, draws, first } = dependencies;
        let mut problems_found: Vec<String> = Vec::new();
        let settings = settings_file.as_deref().map(Settings::load).map(|(settings, odd)| {
            problems_found.extend(odd.iter().map(ToString::to_string));
            settings
        });
        let settings = settings.unwrap_or_default();
        let memory = known_rosters(settings_file.as_deref());
        let (workstation, problems) = Workstation::new(station.clone(), settings.policy_folder.as_deref(), memory)?;
        let workspace = workstation.open_on(disk, &folder)?;
        let store = workspace.store()?.clone();
        problems_found.extend(problems.iter().chain(&workspace.warnings).map(warnings::sentence));
        let logo = opened_logo(&settings, &mut problems_found);
        let look = Look::named(&settings.look, ctx.system_theme());
        theme::install(ctx, look, settings.text_percent);
        let context = ctx.clone();
        let wake: Wake = Arc::new(move || context.request_repaint());
        let saved = wake.clone();
        let model = Model {
            saver: Arc::new(Saver::start(store.clone(), Some(Box::new(move || saved())))?),
            reviewer: Reviewer::unproved(&settings.reviewer_name, &settings.reviewer_credential).ok(),
            folder: paths::shown(&folder),
            store,
            workspace,
            settings,
            settings_file,
            logo,
            station,
            draws,
            key_cost,
            roster_trouble: None,
            unlocked: None,
            open: None,
            wake,
        };
        let mut app = Self {
            model,
            worklist: worklist::State::default(),
            case: Default::default(),
            documents: Default::default(),
            papers: Default::default(),
            storage: Default::default(),
            sign_in: Default::default(),
            settings: settings::State { look, saving: Default::default() },
            guide: Default::default(),
            palette: Default::default(),
            notices: Notices::default(),
            jobs: Jobs::default(),
            dialogs: OpenDialogs::new(dialogs),
            page: None,
            lifecycle: Lifecycle::new(first),
        };
        app.begin(ctx, problems_found);
        Ok(app)
    }

    /// Examines the roster, shows the warnings, and starts the first jobs.
    ///
    /// These read the worklist and look for interrupted saves.
    fn begin(&mut self, ctx: &Context, warnings: Vec<String>) {
        let memory = known_rosters(self.model.settings_file.as_deref());
        let read = examine(self.model.workspace.roster.clone(), &self.model.store, &memory);
        let roster = Effects::default();
        sign_in::set_roster(&mut self.sign_in, &mut self.model, read, &roster);
        let notice = |text| Effect::Request(Request::Notify(Notice { text, is_success: false }));
        let mut effects: Vec<Effect<Message>> = warnings.into_iter().map(notice).collect();
        effects.extend(roster.wrapped(Message::SignIn));
        effects.push(Effect::Message(Message::Worklist(worklist::Message::Read)));
        effects.push(Effect::Message(Message::Storage(storage::Message::FindRecoverable)));
        self.apply(ctx, effects);
    }
}

fn opened_logo(settings: &Settings, warnings: &mut Vec<String>) -> Option<Logo> {
    match settings.letters.logo.as_deref().map(read_logo).transpose() {
        Ok(logo) => logo,
        Err(error) => {
            warnings.push(format!("Letters have no logo: {error}."));
            None
        }
    }
}
