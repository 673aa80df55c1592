//! Shows every control in every state, to be looked at: `cargo run --example gallery -- --look dark --text 150`.
//!
//! Must not know: policy or case. What stands here is invented.

use chrono::NaiveDate;
use eframe::egui::{self, CentralPanel, ScrollArea, Ui, vec2};
use mednec::ui::theme::{self, Look, Tone, size, space};
use mednec::ui::widgets::{
    Button, Card, Chip, Choice, DateField, Field, Level, Pressed, Segmented, Tab, banner, check, draft_area,
    flush_drafts, heading, keycap, mark, passphrase_field, pending_drafts, tabs,
};

const CHOICES: [Choice<'static>; 3] = [
    Choice { text: "Record supports", letter: Some('S'), tone: Tone::Met },
    Choice { text: "Says otherwise", letter: Some('C'), tone: Tone::NotMet },
    Choice { text: "Not in the record", letter: Some('N'), tone: Tone::Missing },
];

struct Gallery {
    tab: usize,
    answers: [Option<usize>; 4],
    name: String,
    note: String,
    seen: Option<NaiveDate>,
    said: String,
    ongoing: bool,
    phrase: String,
}

fn main() -> eframe::Result {
    let args: Vec<String> = std::env::args().collect();
    let after = |flag: &str| args.iter().position(|arg| arg == flag).and_then(|at| args.get(at + 1));
    let look = match after("--look").map(String::as_str) {
        Some("dark") => Look::Dark,
        Some("contrast") => Look::HighContrast,
        _ => Look::Light,
    };
    let percent = after("--text").and_then(|text| text.parse().ok()).unwrap_or(100);
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size(vec2(1280.0, 900.0)),
        ..Default::default()
    };
    eframe::run_native(
        "gallery",
        options,
        Box::new(move |creation| {
            theme::install(&creation.egui_ctx, look, percent);
            Ok(Box::new(Gallery {
                tab: 2,
                answers: [Some(0), Some(1), Some(2), None],
                name: "Hospital of Saint Mary".to_owned(),
                note: "Łukasz Ångström, naïve; 62.5 % (8 → 3), ≥ 50 %".to_owned(),
                seen: NaiveDate::from_ymd_opt(2026, 3, 4),
                said: "Nothing done yet".to_owned(),
                ongoing: true,
                phrase: "an invented passphrase".to_owned(),
            }))
        }),
    )
}

impl eframe::App for Gallery {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let margin = egui::Frame::central_panel(ui.style()).inner_margin(space::XL);
        CentralPanel::default().frame(margin).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let gap = space::XL;
                if ui.available_width() < 800.0 {
                    self.left(ui);
                    ui.add_space(gap);
                    self.right(ui);
                } else {
                    ui.spacing_mut().item_spacing.x = gap;
                    ui.columns(2, |columns| {
                        if let [left, right] = columns {
                            left.spacing_mut().item_spacing.x = space::S;
                            right.spacing_mut().item_spacing.x = space::S;
                            self.left(left);
                            self.right(right);
                        }
                    });
                }
            });
        });
    }
}

impl Gallery {
    fn left(&mut self, ui: &mut Ui) {
        heading(ui, Level::Page, theme::title("Chronic pain: pump placement"));
        ui.label(theme::second("Policy 2025T0626L of 2025-09-01 · 0123456789 · ÁÇĞŁØŠŽ ЖЯ ΣΩ · → ≥ ≤ − ×"));
        let steps = [
            Tab { id: "request", name: "Request", badge: Some((0, Tone::Met)) },
            Tab { id: "trial", name: "Infusion trial", badge: Some((1, Tone::Missing)) },
            Tab { id: "pump", name: "Pump placement", badge: Some((12, Tone::ToGo)) },
            Tab { id: "confirm", name: "Confirmations", badge: Some((1, Tone::NotMet)) },
            Tab { id: "history", name: "History", badge: None },
        ];
        if let Some(tab) = tabs(ui, "steps", "Steps of the review", &steps, self.tab) {
            self.tab = tab;
        }
        ui.add_space(space::M);
        let cards = [
            (Some(Tone::Missing), "Pain fell by at least 50 % during the trial"),
            (None, "An infusion trial was completed"),
            (Some(Tone::NotMet), "At least 6 months of conservative care failed"),
            (Some(Tone::Judgement), "No untreated psychological problem"),
        ];
        for (index, (tone, name)) in cards.into_iter().enumerate() {
            self.card(ui, index, tone, name);
            ui.add_space(space::S);
        }
        ui.label(theme::small(&self.said).weak());
    }

    fn card(&mut self, ui: &mut Ui, index: usize, tone: Option<Tone>, name: &str) {
        Card::new(&format!("card-{index}"), name).tone(tone).ringed().show(ui, |ui| {
            ui.horizontal_top(|ui| {
                mark(ui, tone.unwrap_or(Tone::Met), size::MARK);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = space::S;
                    heading(ui, Level::Matter, theme::strong(name));
                    let id = format!("answer-{index}");
                    let answer = self.answers.get(index).copied().flatten();
                    let group = Segmented::new(&id, name, &CHOICES, answer).letters(index != 1).show(ui);
                    if let (Some(chosen), Some(answer)) = (group.chosen, self.answers.get_mut(index)) {
                        *answer = Some(chosen);
                        self.said = format!("Answer {index}: {chosen}");
                    }
                    ui.horizontal_wrapped(|ui| self.chips(ui, index));
                });
            });
        });
    }

    fn chips(&mut self, ui: &mut Ui, index: usize) {
        let id = format!("source-{index}");
        let chip = Chip::new(&id, "Procedure note", "p. 3 · 2026-03-02 · continuous intrathecal");
        match chip.removable("Remove the source Procedure note, p. 3").opens("Show p. 3 of Procedure note").show(ui) {
            Pressed::Nothing => {}
            Pressed::Body => self.said = format!("Source {index} shown"),
            Pressed::Cross => self.said = format!("Source {index} removed"),
        }
        Chip::new(&format!("score-{index}"), "NRS 8", "average").show(ui);
        Button::quiet(&format!("add-source-{index}"), "Add source…").cap("A").show(ui);
    }

    fn right(&mut self, ui: &mut Ui) {
        banner(
            ui,
            "status",
            Tone::Missing,
            "Documentation missing (2)",
            "Nothing is left to review. These two can still decide it.",
        );
        ui.add_space(space::S);
        for tone in [Tone::Met, Tone::NotMet, Tone::Judgement] {
            banner(ui, &format!("status-{tone:?}"), tone, tone.name(), "");
            ui.add_space(space::XS);
        }
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            for tone in Tone::ALL {
                mark(ui, tone, size::MARK);
                mark(ui, tone, size::MARK_LARGE);
                mark(ui, tone, 48.0);
            }
        });
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            Button::primary("ask", "Request information…").cap("Ctrl I").show(ui);
            Button::secondary("pend", "Pend for information").show(ui);
            Button::secondary("copy", "Copy note").cap("Ctrl Shift C").show(ui);
            Button::secondary("approve", "Approve").unless("Approve opens when the criteria are met.").show(ui);
            Button::quiet("beside", "Show or hide policy").show(ui);
            keycap(ui, "Ctrl K");
        });
        ui.add_space(space::S);
        self.fields(ui);
    }

    fn fields(&mut self, ui: &mut Ui) {
        let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap_or_default();
        if let Some(text) = Field::new("name", "Facility", &self.name).hint("As on the letter").show(ui).committed {
            self.name = text;
        }
        Field::new("empty", "Member id", "").hint("As on the card").show(ui);
        if let Some(date) = DateField::new("seen", "Date of the score", self.seen, today).show(ui) {
            self.seen = date;
        }
        passphrase_field(ui, "phrase", "Passphrase", self.phrase.chars().count());
        if let Some(text) = draft_area(ui, "note", "Note", &self.note, "", 3) {
            self.note = text;
        }
        ui.horizontal_wrapped(|ui| {
            if let Some(on) = check(ui, "ongoing", "Ongoing", self.ongoing) {
                self.ongoing = on;
            }
            let _ = ui.radio(true, "egui's own");
            let _ = ui.button("egui's own");
            ui.add_enabled(false, egui::Button::new("egui's own"));
            egui::ComboBox::from_label("Pathway").selected_text("Pump placement").show_ui(ui, |ui| {
                ui.label("Trial");
            });
        });
        let pending = pending_drafts(ui).len();
        ui.horizontal(|ui| {
            ui.label(theme::second(format!("{pending} pending · facility is {}", self.name)));
            if Button::quiet("flush", "Hand over").show(ui).clicked() {
                flush_drafts(ui);
            }
        });
    }
}
