//! Editors for answers of one value.
//!
//! Must not know: which criterion asks.

use eframe::egui::Ui;

use super::layout::{cell_ui, clear_ui, row_ui, undocumented_ui};
use super::moment::{Typed, moment_ui};
use crate::case::{Case, Provider, StatedAs, StatedPercent, Value};
use crate::policy::{Kind, Question};
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, second, size};
use crate::ui::widgets::{Choice, Field, Segmented, check, date_field, draft_area, draft_field};
use crate::wording;

/// Options of an item, with their letters.
const ITEM: [Choice<'static>; 3] = [
    Choice { text: "Record supports", letter: Some('S'), tone: Tone::Met },
    Choice { text: "Says otherwise", letter: Some('C'), tone: Tone::NotMet },
    Choice { text: "Not in the record", letter: Some('N'), tone: Tone::Missing },
];

/// Returns the index of the chosen option of an item or a choice.
///
/// "Not in the record" is the last one.
pub(super) fn chosen_index(case: &Case, question: &Question) -> Option<usize> {
    match (question.kind, case.value(&question.id)?) {
        (Kind::Item, Value::Supported) => Some(0),
        (Kind::Item, Value::Contradicted) => Some(1),
        (Kind::Item, Value::NotDocumented) => Some(2),
        (_, Value::NotDocumented) => Some(question.options.len()),
        (_, Value::Choice(chosen)) => question.options.iter().position(|option| option.id == *chosen),
        _ => None,
    }
}

pub(super) fn item_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let id = context.id(&question.id, "");
    ui.horizontal_wrapped(|ui| {
        let chosen = chosen_index(context.case(), question);
        let output = Segmented::new(&id, &question.prompt, &ITEM, chosen).letters(context.single_keys).show(ui);
        match output.chosen {
            Some(0) => context.answer(&question.id, Value::Supported),
            Some(1) => context.answer(&question.id, Value::Contradicted),
            Some(_) => context.answer(&question.id, Value::NotDocumented),
            None => {}
        }
        clear_ui(ui, context, question);
    });
}

pub(super) fn choice_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let id = context.id(&question.id, "");
    let mut choices: Vec<Choice<'_>> =
        question.options.iter().map(|option| Choice { text: &option.label, letter: None, tone: Tone::ToGo }).collect();
    if question.may_be_undocumented {
        choices.push(Choice { text: "Not in the record", letter: Some('N'), tone: Tone::Missing });
    }
    ui.horizontal_wrapped(|ui| {
        let chosen = chosen_index(context.case(), question);
        let output = Segmented::new(&id, &question.prompt, &choices, chosen).letters(context.single_keys).show(ui);
        if let Some(index) = output.chosen {
            let value = question.options.get(index).map(|option| Value::Choice(option.id.clone()));
            context.answer(&question.id, value.unwrap_or(Value::NotDocumented));
        }
        clear_ui(ui, context, question);
    });
}

pub(super) fn confirmation_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let was = context.case().value(&question.id) == Some(&Value::Confirmed);
    match check(ui, &context.id(&question.id, ""), &question.prompt, was) {
        Some(true) => context.answer(&question.id, Value::Confirmed),
        Some(false) => context.clear(&question.id),
        None => {}
    }
}

pub(super) fn date_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    if context.case().value(&question.id) == Some(&Value::NotDocumented) {
        ui.label(second(&question.prompt));
        undocumented_ui(ui, context, question);
        return;
    }
    ui.vertical(|ui| {
        let id = context.id(&question.id, "");
        match date_field(ui, &id, &question.prompt, context.case().date(&question.id), context.today) {
            Some(Some(date)) => context.answer(&question.id, Value::Date(date)),
            Some(None) => context.clear(&question.id),
            None => {}
        }
        undocumented_ui(ui, context, question);
    });
}

pub(super) fn instant_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let recorded = match context.case().value(&question.id) {
        Some(Value::Instant(instant)) => Some(*instant),
        _ => None,
    };
    match moment_ui(ui, &context.id(&question.id, ""), &question.prompt, recorded, context.today) {
        Some(Typed::At(at)) => context.answer(&question.id, Value::Instant(at)),
        Some(Typed::Emptied) => context.clear(&question.id),
        Some(Typed::Invalid(says)) => context.notify(says),
        None => {}
    }
}

pub(super) fn text_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let id = context.id(&question.id, "");
    let recorded = context.case().text(&question.id);
    let typed = match question.kind {
        Kind::Passage => draft_area(ui, &id, &question.prompt, recorded, "", 3),
        _ => Field::new(&id, &question.prompt, recorded).width(size::DATE * 2.0).show(ui).committed,
    };
    match typed {
        Some(text) if text.trim().is_empty() => context.clear(&question.id),
        Some(text) => context.answer(&question.id, Value::Text(text.trim().to_owned())),
        None => {}
    }
}

pub(super) fn provider_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let recorded = match context.case().value(&question.id) {
        Some(Value::Provider(provider)) => provider.clone(),
        _ => Provider::default(),
    };
    let record = |provider: Provider| {
        if provider.name.is_empty() && provider.npi.is_empty() {
            context.clear(&question.id);
        } else if provider.name.is_empty() {
            context.notify("Enter the provider's name first, then the NPI.");
        } else {
            context.answer(&question.id, Value::Provider(provider));
        }
    };
    row_ui(ui, |ui| {
        let name = cell_ui(ui, size::FIELD, |ui| {
            draft_field(ui, &context.id(&question.id, ""), &question.prompt, &recorded.name, "Name")
        });
        if let Some(name) = name {
            record(Provider { name: name.trim().to_owned(), npi: recorded.npi.clone() });
        }
        let npi = cell_ui(ui, 1.5 * size::DATE, |ui| {
            let label = format!("NPI of {}", question.prompt.to_lowercase());
            let id = context.id(&question.id, "npi");
            Field::new(&id, &label, &recorded.npi).hint("10 digits").width(size::DATE).show(ui).committed
        });
        if let Some(npi) = npi {
            record(Provider { name: recorded.name.clone(), npi: npi.trim().to_owned() });
        }
    });
}

pub(super) fn stated_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    if context.case().value(&question.id) == Some(&Value::NotDocumented) {
        undocumented_ui(ui, context, question);
        return;
    }
    let recorded = match context.case().value(&question.id) {
        Some(Value::StatedPercent(stated)) => wording::stated_percent(stated),
        _ => String::new(),
    };
    let id = context.id(&question.id, "");
    let field = Field::new(&id, "Percent", &recorded).hint("60, >50 or 50-60").width(2.0 * size::DATE);
    match field.show(ui).committed.as_deref().map(str::trim) {
        Some("") => context.clear(&question.id),
        Some(text) => match stated_percent(text) {
            Some(stated) => context.answer(&question.id, Value::StatedPercent(stated)),
            None => context.notify("Write the relief as 60, as >50 for \"50 % or more\", or as 50-60 for a range."),
        },
        None => {}
    }
    undocumented_ui(ui, context, question);
}

/// Parses a percentage as reviewers type it and as the program shows it.
///
/// Such as `60`, `60 %`, `>50` or `50-60`.
fn stated_percent(text: &str) -> Option<StatedPercent> {
    let text = text.trim_end_matches('%').trim();
    let at_least = text.strip_prefix(">=").or_else(|| text.strip_prefix('>'));
    if let Some(figure) = at_least.or_else(|| text.strip_suffix("% or more")) {
        return Some(StatedPercent { percent: figure.trim().parse().ok()?, stated_as: StatedAs::AtLeast });
    }
    if let Some((low, high)) = text.split_once('-').or_else(|| text.split_once(" to ")) {
        let upper = high.trim().parse().ok()?;
        return Some(StatedPercent { percent: low.trim().parse().ok()?, stated_as: StatedAs::UpTo(upper) });
    }
    Some(StatedPercent { percent: text.parse().ok()?, stated_as: StatedAs::Exactly })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn percentages_as_they_are_typed() {
        let read = |text| stated_percent(text).map(|stated| wording::stated_percent(&stated));
        assert_eq!(read("60"), Some("60 %".to_owned()));
        assert_eq!(read("62.5 %"), Some("62.5 %".to_owned()));
        assert_eq!(read(">50"), Some("50 % or more".to_owned()));
        assert_eq!(read(">= 50%"), Some("50 % or more".to_owned()));
        assert_eq!(read("50-60 %"), Some("50 to 60 %".to_owned()));
        assert_eq!(read("about half"), None);
        assert_eq!(read("-5"), None);
        for text in ["60 %", "50 % or more", "50 to 60 %"] {
            assert_eq!(read(text), Some(text.to_owned()), "what is shown reads back as it is");
        }
    }
}
