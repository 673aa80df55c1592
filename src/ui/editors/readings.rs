//! Editor for pain scores: one row each, and the pair that counts, with the reason.
//!
//! Must not know: how much reduction the rule requires; the finding states it.

use eframe::egui::Ui;

use super::courses::{CELL, pick_ui, remove_ui, row_frame, state_ui};
use super::layout::{cell_ui, row_ui};
use super::sources::sources_ui;
use crate::amount::Amount;
use crate::case::{Action, PainKind, PainReading, ReadingPair, ReadingsAnswer, Row, Scale, Value};
use crate::ids::RowId;
use crate::policy::Question;
use crate::ui::case::figure_ui;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, size, small, strong, tokens};
use crate::ui::widgets::{Choice, DateField, Field, Segmented};
use crate::ui::widgets::{keep, kept};
use crate::wording;

const SCALES: [Scale; 2] = [Scale::Nrs, Scale::Vas];
const KINDS: [PainKind; 4] = [PainKind::Average, PainKind::Worst, PainKind::Least, PainKind::Unspecified];

/// The two scores that are being picked, until they are recorded with a reason.
#[derive(Clone, Default)]
struct Picking {
    baseline: Option<RowId>,
    during: Option<RowId>,
    /// The recorded pair that this started from.
    ///
    /// When that changes, by undo for example, picking starts over.
    recorded: Option<ReadingPair>,
}

pub(super) fn readings_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let answer = match context.case().value(&question.id) {
        Some(Value::Readings(answer)) => answer.clone(),
        _ => ReadingsAnswer::default(),
    };
    let pick_id = context.id(&question.id, "pair");
    let mut picking: Picking = kept(ui, &pick_id);
    if picking.recorded != answer.pair {
        picking = Picking {
            baseline: answer.pair.as_ref().map(|pair| pair.baseline),
            during: answer.pair.as_ref().map(|pair| pair.during),
            recorded: answer.pair.clone(),
        };
    }
    figure_ui(ui, context, &question.id);
    let mut last = None;
    for (row, reading) in context.case().readings(&question.id) {
        last = Some((row, reading));
        let name = format!("Pain score {row}");
        row_frame(ui, &context.id(&question.id, &row.to_string()), &name, |ui| {
            reading_ui(ui, context, question, row, reading, &mut picking)
        });
    }
    add_ui(ui, context, question, last);
    pair_ui(ui, context, question, &answer, &mut picking);
    keep(ui, &pick_id, picking);
    let pair = answer.pair;
    state_ui(ui, context, question, answer.state, |state| {
        Value::Readings(ReadingsAnswer { state, pair: pair.clone() })
    });
}

/// Draws the field that adds a score as a row, with scale and kind of the last row.
fn add_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question, last: Option<(RowId, &PainReading)>) {
    let id = context.id(&question.id, "add");
    let (scale, kind) = last.map(|(_, reading)| (reading.scale, reading.kind)).unwrap_or_default();
    let hint = format!("{} 0 to {}, then Enter", wording::scale(scale), scale.highest());
    let typed = Field::new(&id, "Add a pain score", "").hint(&hint).width(2.0 * size::DATE).show(ui).committed;
    let Some(text) = typed.filter(|text| !text.trim().is_empty()) else { return };
    let Ok(score) = text.trim().parse::<Amount>() else {
        context.notify("Write the score in digits, with a decimal point if needed: 7 or 3.5.");
        return;
    };
    let content = Row::Reading(PainReading {
        scale,
        kind,
        score,
        on: None,
        drug: String::new(),
        dose: String::new(),
        citations: Vec::new(),
    });
    let row = RowId(last.map_or(0, |(row, _)| row.0) + 1);
    context.act(Action::PutRow { question: question.id.clone(), row, content });
}

fn reading_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    question: &Question,
    row: RowId,
    reading: &PainReading,
    picking: &mut Picking,
) {
    let id = |part: &str| context.id(&question.id, &format!("{row}.{part}"));
    let put = |changed: PainReading| {
        context.act(Action::PutRow { question: question.id.clone(), row, content: Row::Reading(changed) });
    };
    row_ui(ui, |ui| {
        cell_ui(ui, CELL, |ui| {
            let labels = SCALES.map(wording::scale);
            if let Some(index) = pick_ui(ui, &id("scale"), "Scale", wording::scale(reading.scale), &labels)
                && let Some(scale) = SCALES.get(index)
            {
                put(PainReading { scale: *scale, ..reading.clone() });
            }
        });
        cell_ui(ui, CELL, |ui| {
            let labels = KINDS.map(wording::pain_kind);
            if let Some(index) = pick_ui(ui, &id("kind"), "Pain", wording::pain_kind(reading.kind), &labels)
                && let Some(kind) = KINDS.get(index)
            {
                put(PainReading { kind: *kind, ..reading.clone() });
            }
        });
        score_ui(ui, context, &id("score"), reading, &put);
        cell_ui(ui, CELL, |ui| {
            if let Some(on) = DateField::new(&id("on"), "Taken on", reading.on, context.today).show(ui) {
                put(PainReading { on, ..reading.clone() });
            }
        });
        cell_ui(ui, CELL, |ui| {
            let field = Field::new(&id("drug"), "Drug", &reading.drug).width(size::DATE).show(ui);
            if let Some(drug) = field.committed {
                put(PainReading { drug: drug.trim().to_owned(), ..reading.clone() });
            }
        });
        cell_ui(ui, CELL, |ui| {
            let field = Field::new(&id("dose"), "Dose", &reading.dose).width(size::DATE).show(ui);
            if let Some(dose) = field.committed {
                put(PainReading { dose: dose.trim().to_owned(), ..reading.clone() });
            }
        });
    });
    role_ui(ui, &id("role"), row, reading, picking);
    let name = format!("{} {}", wording::scale(reading.scale), reading.score);
    sources_ui(ui, context, &question.id, Some(row), &wording::reading(reading), |ui| {
        remove_ui(ui, context, question, row, &name);
    });
}

fn score_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &str, reading: &PainReading, put: &impl Fn(PainReading)) {
    cell_ui(ui, CELL, |ui| {
        let shown = reading.score.to_string();
        let label = format!("Score, 0 to {}", reading.scale.highest());
        let typed = Field::new(id, &label, &shown).width(size::DATE / 2.0).show(ui).committed;
        match typed.map(|text| text.trim().parse::<Amount>()) {
            Some(Ok(score)) => put(PainReading { score, ..reading.clone() }),
            Some(Err(_)) => context.notify("Write the score in digits: 7 or 3.5."),
            None => {}
        }
    });
}

/// Draws the role of a score: before the trial, during it, or neither.
fn role_ui(ui: &mut Ui, id: &str, row: RowId, reading: &PainReading, picking: &mut Picking) {
    let choices = ["counts before the trial", "counts during it", "does not count"].map(|text| Choice {
        text,
        letter: None,
        tone: Tone::ToGo,
    });
    let chosen = if picking.baseline == Some(row) {
        0
    } else if picking.during == Some(row) {
        1
    } else {
        2
    };
    let name = format!("{} {}", wording::scale(reading.scale), reading.score);
    let Some(index) = Segmented::new(id, &name, &choices, Some(chosen)).show(ui).chosen else { return };
    if picking.baseline == Some(row) {
        picking.baseline = None;
    }
    if picking.during == Some(row) {
        picking.during = None;
    }
    match index {
        0 => picking.baseline = Some(row),
        1 => picking.during = Some(row),
        _ => {}
    }
}

fn pair_ui(
    ui: &mut Ui,
    context: &CaseContext<'_>,
    question: &Question,
    answer: &ReadingsAnswer,
    picking: &mut Picking,
) {
    let picked = picking.baseline.zip(picking.during);
    if answer.pair.as_ref().is_some_and(|pair| picked != Some((pair.baseline, pair.during))) {
        // The shown pair and the recorded one must not differ, not even until the reason is typed.
        picking.recorded = None;
        context.answer(&question.id, Value::Readings(ReadingsAnswer { state: answer.state, pair: None }));
    }
    let Some((baseline, during)) = picked else { return };
    let score = |wanted: RowId| {
        context
            .case()
            .readings(&question.id)
            .find(|(row, _)| *row == wanted)
            .map(|(_, reading)| wording::reading(reading))
    };
    if let (Some(first), Some(second)) = (score(baseline), score(during)) {
        ui.label(strong(format!("{first} against {second}")));
    }
    if answer.pair.is_none() {
        ui.label(small("These two count once you say why.").color(tokens(ui).tone(Tone::ToGo).text));
    }
    let id = context.id(&question.id, "why");
    let why = answer.pair.as_ref().map_or("", |pair| pair.why.as_str());
    let field =
        Field::new(&id, "Why these two", why).hint("The only average scores before and during").width(f32::INFINITY);
    if let Some(text) = field.show(ui).committed {
        let pair = ReadingPair { baseline, during, why: text.trim().to_owned() };
        context.answer(&question.id, Value::Readings(ReadingsAnswer { state: answer.state, pair: Some(pair) }));
    }
}
