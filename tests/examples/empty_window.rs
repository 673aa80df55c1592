//! A window of eframe's with nothing in it, on the renderer that the program uses: what `tests/e2e/first_frame` holds the
//! program's first frame against.
//!
//! Must not know: the program.

use eframe::egui;

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |_| {});
    }
}

fn main() -> eframe::Result {
    let options = eframe::NativeOptions { renderer: eframe::Renderer::Glow, ..Default::default() };
    eframe::run_native("empty", options, Box::new(|_| Ok(Box::new(Empty))))
}
