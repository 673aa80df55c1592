//! Policy text of a criterion, shown in the status panel.
//!
//! It is the section, the rule, readings, the judgement, records to look for, and the literature that the policy cites.
//!
//! Must not know: what was answered.

use eframe::egui::{Label, Ui};

use crate::ids::CriterionId;
use crate::policy::{Criterion, Evidence, Policy};
use crate::ui::case_context::CaseContext;
use crate::ui::effects::Request;
use crate::ui::theme::{lead, plain, small, space, strong, tokens};
use crate::ui::widgets::{Button, Level, heading, scrolled};
use crate::wording;

/// Draws the policy text of a criterion.
pub fn policy_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &CriterionId) {
    let policy = context.policy();
    let Some(criterion) = policy.criterion(id) else { return };
    scrolled(ui, &format!("policy {id}"), |ui| {
        heading(ui, Level::Part, lead(&criterion.label));
        ui.label(small(id.as_str()).weak());
        section_ui(ui, context, criterion);
        heading_ui(ui, "How it is decided");
        text_ui(ui, &wording::rule_in_words(policy, criterion));
        readings_ui(ui, policy, criterion);
        if let Some(judgement) = criterion.rule.judgement().and_then(|id| policy.judgement(id)) {
            heading_ui(ui, "A physician may be asked");
            text_ui(ui, &judgement.question);
        }
        let bears = |criteria: &[CriterionId]| criteria.contains(id);
        let library = policy.library();
        records_ui(ui, policy, id);
        let background: Vec<_> = library.background.iter().filter(|fact| bears(&fact.criteria)).collect();
        if !background.is_empty() {
            heading_ui(ui, "Background in the policy");
        }
        for fact in background {
            ui.add(Label::new(strong(&fact.topic)).wrap());
            text_ui(ui, &fact.says);
        }
        let evidence: Vec<_> = library.evidence.iter().filter(|work| bears(&work.criteria)).collect();
        if !evidence.is_empty() {
            heading_ui(ui, "Literature that the policy cites");
        }
        evidence.into_iter().for_each(|work| evidence_ui(ui, work));
        ui.add_space(space::L);
    });
}

/// Draws the records that show the criterion, then those for every request.
fn records_ui(ui: &mut Ui, policy: &Policy, id: &CriterionId) {
    let wanted = policy.records_for(id);
    let always = policy.library().records.iter().filter(|record| record.every_pathway);
    let always: Vec<_> = always.filter(|record| !wanted.iter().any(|shown| shown.what == record.what)).collect();
    for (title, records) in [("Records to look for", wanted), ("Named for every request", always)] {
        if !records.is_empty() {
            heading_ui(ui, title);
        }
        for record in records {
            text_ui(ui, &record.what);
            ui.add(Label::new(small(wording::record_origin_on_screen(record)).weak()).wrap());
        }
    }
}

/// Draws the criterion's section, and the button that opens the policy.
///
/// A criterion without a section of its own shows its pathway's.
fn section_ui(ui: &mut Ui, context: &CaseContext<'_>, criterion: &Criterion) {
    let of_pathway = context.session.pathway().map(|pathway| &pathway.source);
    let source = criterion.source.as_ref().or(of_pathway).and_then(|id| context.policy().source(id));
    if let Some(source) = source {
        heading_ui(ui, &format!("{}, p.\u{a0}{}", source.section, source.page));
        text_ui(ui, &source.says);
    }
    let why_not = (!context.policy_copy).then_some("Settings do not name the department's copy of the policy");
    if Button::secondary("open-policy-copy", "Open the policy…").unless(why_not).show(ui).clicked() {
        context.request(Request::OpenPolicyCopy);
    }
}

fn readings_ui(ui: &mut Ui, policy: &Policy, criterion: &Criterion) {
    let readings: Vec<_> = criterion.readings.iter().filter_map(|id| policy.reading(id)).collect();
    if !readings.is_empty() {
        heading_ui(ui, "Where the text says nothing or contradicts itself");
    }
    for reading in readings {
        ui.add(Label::new(strong(&reading.title)).wrap());
        text_ui(ui, &reading.doubt);
        text_ui(ui, &reading.chosen);
    }
}

fn evidence_ui(ui: &mut Ui, work: &Evidence) {
    ui.add(Label::new(strong(format!("{} {}", work.authors, work.year))).wrap());
    ui.add(Label::new(small(format!("{} {}", work.title, work.published)).weak()).wrap());
    for says in [&work.says, &work.differs] {
        if !says.is_empty() {
            text_ui(ui, says);
        }
    }
}

fn heading_ui(ui: &mut Ui, text: &str) {
    ui.add_space(space::S);
    heading(ui, Level::Matter, strong(text).color(tokens(ui).ink_second));
}

fn text_ui(ui: &mut Ui, text: &str) {
    ui.add(Label::new(plain(text)).wrap());
}
