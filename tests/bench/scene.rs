//! Something that is drawn without a display, frame by frame, and how long its frames take.
//!
//! Must not know: what is drawn, beyond a reviewer's window on some folder.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Node;
use eframe::egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Ui, vec2};
use mednec::chart::DrawingProgram;
use mednec::identity::Cost;
use mednec::store::Settings;
use mednec::store::disk::Disk;
use mednec::ui::{App, Dependencies, NativeDialogs};
use tempfile::TempDir;

pub(crate) fn median(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took[took.len() / 2]
}

/// This program, as it draws pages.
pub(crate) fn program() -> DrawingProgram {
    DrawingProgram::new(env!("CARGO_BIN_EXE_mednec").into())
}

/// Something that is drawn.
pub(crate) struct Scene {
    ctx: Context,
    draw: Box<dyn FnMut(&mut Ui)>,
    told: Vec<Node>,
    now: f64,
}

impl Scene {
    pub(crate) fn new(draw: impl FnMut(&mut Ui) + 'static) -> Self {
        let mut scene = Self { ctx: Context::default(), draw: Box::new(draw), told: Vec::new(), now: 0.0 };
        scene.is_spoken(true);
        scene.settle();
        scene
    }

    /// A reviewer's window on a folder, with no case open yet. What else is kept in `kept` lives as long as it.
    pub(crate) fn window(folder: PathBuf, disk: Arc<dyn Disk>, kept: TempDir) -> Self {
        let settings = kept.path().join("settings.json");
        let reviewer = Settings {
            reviewer_name: "Rosa Lind".to_owned(),
            reviewer_credential: "RN".to_owned(),
            ..Settings::default()
        };
        reviewer.save(&settings).unwrap();
        let mut home = Some(Dependencies {
            folder,
            disk,
            settings_file: Some(settings),
            dialogs: Arc::new(NativeDialogs::default()),
            key_cost: Cost::FOR_TESTS,
            station: Some("UR-WS-14".to_owned()),
            draws: program(),
            first: None,
        });
        let mut app = None;
        Self::new(move |ui| match &mut app {
            None => {
                app = Some(App::new(home.take().unwrap(), ui.ctx()).unwrap());
                ui.ctx().request_repaint();
            }
            Some(app) => {
                let (ctx, _kept) = (ui.ctx().clone(), &kept);
                App::logic(app, &ctx);
                app.draw(ui);
            }
        })
    }

    pub(crate) fn is_spoken(&self, spoken: bool) {
        if spoken { self.ctx.enable_accesskit() } else { self.ctx.disable_accesskit() }
    }

    /// One frame, and what it took.
    pub(crate) fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.now += 1.0 / 60.0;
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0));
        let input = RawInput { screen_rect: Some(screen), time: Some(self.now), events, ..RawInput::default() };
        let began = Instant::now();
        let mut output = self.ctx.run_ui(input, &mut self.draw);
        output.textures_delta.clear();
        black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
        let took = began.elapsed();
        let told = output.platform_output.accesskit_update.map(|update| update.nodes);
        self.told = told.into_iter().flatten().map(|(_, node)| node).collect();
        took
    }

    /// Frames until whatever moved has come to rest.
    pub(crate) fn settle(&mut self) {
        for _ in 0..60 {
            self.frame(Vec::new());
        }
    }

    pub(crate) fn press(&mut self, (modifiers, key): (Modifiers, Key)) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![event(true), event(false)]);
    }

    /// Frames until what is meant is there: what is measured must not be something else.
    pub(crate) fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is_so(self) {
            assert!(began.elapsed() < Duration::from_secs(120), "{what:?} is not shown");
            self.frame(Vec::new());
        }
        self.settle();
    }

    pub(crate) fn has(&self, text: &str, is_so: impl Fn(&Node) -> bool) -> bool {
        let says = |node: &&Node| [node.label(), node.value()].into_iter().flatten().any(|said| said.contains(text));
        self.told.iter().filter(says).any(is_so)
    }
}
