//! The form of a decision, as far as it is filled in.
//!
//! Must not know: what each decision takes.

use chrono::{NaiveDate, NaiveTime};
use eframe::egui::Ui;

use crate::case::Act;
use crate::clock::{self, Instant};
use crate::ids::CriterionId;
use crate::ui::theme::{Tone, small, tokens};
use crate::ui::widgets::{Choice, Segmented};

/// A decision that is being made.
#[derive(Clone, Default)]
pub struct Form {
    pub(super) act: Option<Act>,
    pub(super) why: String,
    pub(super) to: String,
    pub(super) at: Option<Instant>,
    pub(super) supply_by: Option<NaiveDate>,
    /// The place in the list of channels, of grounds, or of kinds; nothing is chosen for anybody.
    pub(super) kind: Option<usize>,
    pub(super) notice: Notice,
    pub(super) from: Option<NaiveDate>,
    pub(super) until: Option<NaiveDate>,
    pub(super) codes: Vec<Code>,
    pub(super) criteria: Vec<CriterionId>,
    pub(super) late_because: String,
    pub(super) dates_because: String,
    /// Recorded as soon as what is still being typed has been handed over.
    pub(super) recording: bool,
    /// The history's length when it was handed over: when the case has grown, it is recorded.
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

/// What a form says to the claimant.
#[derive(Clone, Copy, Default)]
pub(super) struct Notice {
    /// The place in the list of addressees.
    pub(super) asked_of: Option<usize>,
    /// Whether it is an extension notice.
    pub(super) extends: bool,
    /// The place in the list of grounds.
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
