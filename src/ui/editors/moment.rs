//! Fields for a date and a time of day in the local zone, entered as one instant.
//!
//! Must not know: the event that the instant belongs to.

use chrono::{NaiveDate, NaiveTime, Timelike as _};
use eframe::egui::Ui;

use crate::clock::{self, Instant};
use crate::ui::theme::{plain, second, size};
use crate::ui::widgets::{DateField, Field};

/// Outcome of input in the fields.
pub(super) enum Typed {
    /// Another instant was entered.
    At(Instant),
    /// The date was emptied.
    Emptied,
    /// The input is no instant; holds the sentence that says why.
    Invalid(String),
}

/// Draws the two fields. `id` is that of the date, `<id>.time` that of the time.
pub(super) fn moment_ui(ui: &mut Ui, id: &str, label: &str, at: Option<Instant>, today: NaiveDate) -> Option<Typed> {
    let mut typed = None;
    ui.horizontal_top(|ui| {
        let (date, time) = (at.map(|at| at.date_naive()), at.map(|at| at.time()));
        let time_id = format!("{id}.time");
        typed = match DateField::new(id, &format!("{label}: date"), date, today).show(ui) {
            Some(Some(date)) => Some(at_local(date, time.unwrap_or(NaiveTime::MIN))),
            Some(None) => Some(Typed::Emptied),
            None => None,
        };
        let shown = time.map_or(String::new(), |time| format!("{:02}:{:02}", time.hour(), time.minute()));
        let entered = ui
            .vertical(|ui| {
                let time_label = format!("{label}: time");
                let field = Field::new(&time_id, &time_label, &shown);
                // After a date was entered it shows 00:00: typing replaces that instead of editing it.
                field.hint("hh:mm").width(size::DATE).replaced().show(ui).committed
            })
            .inner;
        if let Some(text) = entered {
            typed = Some(match (NaiveTime::parse_from_str(text.trim(), "%H:%M"), date) {
                (Ok(time), Some(date)) => at_local(date, time),
                (Ok(_), None) => Typed::Invalid(format!("{label}: enter the date first, then the time.")),
                (Err(_), _) => Typed::Invalid(format!(
                    "{label}: write the time as 09:15, on the 24-hour clock. What was typed is not recorded."
                )),
            });
        }
        if let Some(at) = at {
            ui.vertical(|ui| {
                ui.label(second("Zone"));
                ui.label(plain(at.format("UTC%:z").to_string()));
            });
        }
    });
    typed
}

fn at_local(date: NaiveDate, time: NaiveTime) -> Typed {
    const NONE: &str =
        "That time does not exist, or exists twice, on the day when the clocks change: enter the hour before or after.";
    clock::at_local(date, time).map_or_else(|| Typed::Invalid(NONE.to_owned()), Typed::At)
}
