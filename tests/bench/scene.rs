//! Something that is drawn without a display, frame by frame, and how long its frames take.
//!
//! Must not know: what is drawn.

use std::hint::black_box;
use std::time::{Duration, Instant};

use eframe::egui::accesskit::Node;
use eframe::egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Ui, vec2};

pub(crate) fn median(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took[took.len() / 2]
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
