//! Department overview: statistics of the worklist as bars with their numbers.
//!
//! Must not know: how anything was counted.

use eframe::egui::{Color32, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::message::Message;
use crate::case::CriteriaResult;
use crate::ui::effects::Effects;
use crate::ui::page::page_head_ui;
use crate::ui::theme::{TextSize, Tone, corner, lead, plain, second, size, space, strong, tokens};
use crate::ui::tones::tone_of_result;
use crate::ui::widgets::{Card, Level, heading, mark, scrolled};
use crate::wording;
use crate::workspace::statistics::{Decided, Statistics, TimeLeft};

/// One bar with its name and number.
struct Bar<'a> {
    name: &'a str,
    tone: Option<Tone>,
    /// True to draw the mark of its tone before the name.
    has_mark: bool,
    count: usize,
}

/// Draws the page of the overview.
pub fn overview_ui(ui: &mut Ui, overview: &Statistics, effects: &Effects<Message>) {
    page_head_ui(ui, "Department overview", effects);
    counts_ui(ui, overview);
}

/// Draws the statistics.
pub(super) fn counts_ui(ui: &mut Ui, overview: &Statistics) {
    let cases = if overview.open == 1 { "case is" } else { "cases are" };
    ui.label(second(format!("{} {cases} not decided. Counted from this folder's worklist.", overview.open)));
    ui.add_space(space::M);
    scrolled(ui, "overview", |ui| {
        bars_ui(ui, "Open cases by criteria result", &results(overview), "No case is open.");
        bars_ui(ui, "Open cases by time left", &time_left(overview), "No case is open.");
        bars_ui(ui, "Most often missing from the record", &missing(overview), "Nothing is missing from any open case.");
        Card::new("overview-decided", "Time from receipt to decision").show(ui, |ui| {
            heading(ui, Level::Part, lead("Time from receipt to decision"));
            ui.label(plain(overview.decided.map_or_else(
                || "No case with a time of receipt has been decided yet.".to_owned(),
                |Decided { count, median, longest }| {
                    let cases = if count == 1 { "case" } else { "cases" };
                    let (median, longest) = (wording::duration(median), wording::duration(longest));
                    format!("{count} {cases} decided: half within {median}, all within {longest}. Holds are included.")
                },
            )));
        });
        if overview.damaged > 0 {
            ui.add_space(space::S);
            ui.horizontal(|ui| {
                mark(ui, Tone::NotMet, size::MARK);
                ui.label(strong(format!("{} files cannot be read as cases.", overview.damaged)));
            });
        }
    });
}

/// Returns the bars of the criteria results, in the order of the tones.
fn results(overview: &Statistics) -> Vec<Bar<'static>> {
    let bar = |(result, count): &(CriteriaResult, usize)| {
        let tone = Some(tone_of_result(*result));
        Bar { name: result_name(*result), tone, has_mark: true, count: *count }
    };
    let mut bars: Vec<_> = overview.results.iter().map(bar).collect();
    bars.sort_by_key(|bar| Tone::ALL.iter().position(|tone| Some(*tone) == bar.tone));
    bars
}

fn time_left(overview: &Statistics) -> Vec<Bar<'static>> {
    let bar = |(stretch, count): &(TimeLeft, usize)| {
        let (name, tone) = stretch_name(*stretch);
        Bar { name, tone, has_mark: false, count: *count }
    };
    overview.time_left.iter().map(bar).collect()
}

fn missing(overview: &Statistics) -> Vec<Bar<'_>> {
    let bar = |(name, count)| Bar { name, tone: Some(Tone::Missing), has_mark: false, count };
    overview.missing.iter().map(|(name, count)| bar((name.as_str(), *count))).collect()
}

fn result_name(result: CriteriaResult) -> &'static str {
    match result {
        CriteriaResult::CriteriaMet => "Criteria met",
        CriteriaResult::CriteriaNotMet => "Criteria not met",
        CriteriaResult::DocumentationMissing => "Documentation missing",
        CriteriaResult::InReview => "In review",
        CriteriaResult::JudgementNeeded => "Interpretation needed",
        CriteriaResult::OutsidePolicy => "Outside the policy",
    }
}

fn stretch_name(stretch: TimeLeft) -> (&'static str, Option<Tone>) {
    match stretch {
        TimeLeft::Overdue => ("Overdue", Some(Tone::NotMet)),
        TimeLeft::HoldExpired => ("Hold expired", Some(Tone::NotMet)),
        TimeLeft::UnderOneDay => ("Under 1 day", Some(Tone::Missing)),
        TimeLeft::UnderThreeDays => ("1 to 3 days", None),
        TimeLeft::UnderSevenDays => ("3 to 7 days", None),
        TimeLeft::SevenDaysOrMore => ("7 days or more", None),
        TimeLeft::OnHold => ("On hold", None),
        TimeLeft::NoClock => ("No clock", None),
    }
}

fn bars_ui(ui: &mut Ui, title: &str, bars: &[Bar<'_>], nothing: &str) {
    Card::new(&format!("overview-{title}"), title).show(ui, |ui| {
        heading(ui, Level::Part, lead(title));
        let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
        if most == 0 {
            ui.label(second(nothing));
            return;
        }
        let width = |text: &str| {
            ui.painter().layout_no_wrap(text.to_owned(), TextSize::Body.regular(), Color32::PLACEHOLDER).size().x
        };
        let widest = bars.iter().map(|bar| width(bar.name)).fold(size::DATE, f32::max) + size::MARK + space::L;
        let names = widest.min(ui.available_width() / 2.0);
        for bar in bars {
            bar_ui(ui, bar, most, names);
        }
    });
    ui.add_space(space::S);
}

/// Draws a name, a bar and its number, as one image to screen readers.
fn bar_ui(ui: &mut Ui, bar: &Bar<'_>, most: usize, names: f32) {
    let t = tokens(ui);
    let shown = ui.horizontal(|ui| {
        ui.allocate_ui(vec2(names, size::CHIP), |ui| {
            ui.set_width(names);
            ui.horizontal(|ui| {
                if let Some(tone) = bar.tone.filter(|_| bar.has_mark) {
                    mark(ui, tone, size::MARK);
                }
                ui.add(eframe::egui::Label::new(plain(bar.name)).truncate());
            });
        });
        let room = (ui.available_width() - space::XL * 2.0).max(space::XL);
        let width = room * bar.count as f32 / most as f32;
        let (place, _) = ui.allocate_exact_size(vec2(width.max(1.0), space::M), Sense::hover());
        let colour = bar.tone.map_or(t.accent, |tone| t.tone(tone).bar);
        if bar.count > 0 {
            ui.painter().rect_filled(Rect::from_min_size(place.min, place.size()), corner::BAR, colour);
        }
        ui.label(strong(bar.count.to_string()));
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{}: {}", bar.name, bar.count)));
}
