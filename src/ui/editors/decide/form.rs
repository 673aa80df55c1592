//! State of the form of a decision.
//!
//! Must not know: what each decision requires.

use chrono::{NaiveDate, NaiveTime};
use eframe::egui::Ui;

use crate::case::Act;
use crate::clock::{self, Instant};
use crate::ids::CriterionId;
use crate::ui::theme::{Tone, small, tokens};
use crate::ui::widgets::{Choice, Segmented};

/// State of the form of a decision; closed while it has no act.
#[derive(Clone, Default)]
pub struct Form {
    pub(super) act: Option<Act>,
    pub(super) why: String,
    pub(super) to: String,
    pub(super) at: Option<Instant>,
    pub(super) supply_by: Option<NaiveDate>,
    /// Index of the channel, ground or kind; none is preselected.
    pub(super) kind: Option<usize>,
    pub(super) notice: Notice,
    pub(super) from: Option<NaiveDate>,
    pub(super) until: Option<NaiveDate>,
    pub(super) codes: Vec<Code>,
    pub(super) criteria: Vec<CriterionId>,
    pub(super) late_because: String,
    pub(super) dates_because: String,
    /// True from pressing the sign button until all drafts are handed over.
    pub(super) recording: bool,
    /// Last sequence number of the history when the action was sent.
    ///
    /// Once the history is longer, the form closes.
    pub(super) sent: Option<u32>,
}

/// A requested code in the form.
#[derive(Clone)]
pub(super) struct Code {
    pub(super) cpt: String,
    pub(super) requested: u32,
    pub(super) units: String,
    /// 0 approved, 1 not approved, 2 split off.
    pub(super) outcome: usize,
    pub(super) other_stage: bool,
}

/// Facts about a request or an extension that the clock depends on.
#[derive(Clone, Copy, Default)]
pub(super) struct Notice {
    /// Index of the addressee.
    pub(super) asked_of: Option<usize>,
    /// True when the request is also the extension notice.
    pub(super) extends: bool,
    /// Index of the ground of an extension.
    pub(super) ground: Option<usize>,
}

pub(super) fn kinds_ui(ui: &mut Ui, id: &str, name: &str, texts: &[&'static str], chosen: &mut Option<usize>) {
    ui.label(small(name).color(tokens(ui).ink_second));
    let choices: Vec<Choice<'_>> = texts.iter().map(|text| Choice { text, letter: None, tone: Tone::ToGo }).collect();
    let output = Segmented::new(id, name, &choices, *chosen).show(ui);
    *chosen = output.chosen.or(*chosen);
}

pub(super) fn chosen<T: Copy>(all: &[T], place: Option<usize>) -> Option<T> {
    all.get(place?).copied()
}

pub(super) fn end_of_day(date: NaiveDate) -> Result<Instant, &'static str> {
    let last = NaiveTime::from_hms_opt(23, 59, 0).unwrap_or(NaiveTime::MIN);
    clock::at_local(date, last)
        .ok_or("The end of that day does not exist on this workstation's clock: choose another day.")
}
