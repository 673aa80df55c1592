//! Form of a decision: its fields, and the action that they make.
//!
//! It is drawn only for acts that the case permits.
//!
//! Must not know: how the action is applied.

mod codes;
mod form;
mod notice;
mod reasons;

use chrono::{Days, NaiveDate};
use eframe::egui::Ui;

use super::abbreviations::write_out_ui;
use super::moment::{Typed, moment_ui};
use crate::case::{Act, Action, Channel, Closing, Contact, ContactKind, Provider, Value};
use crate::policy::request;
use crate::report::not_plain;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, plain, size, small, space, tokens};
use crate::ui::widgets::{Button, Field, Segmented, check, draft_area, field_id, flush_drafts, pending_drafts};
use crate::ui::widgets::{keep, kept};
use crate::wording;
use codes::{codes_of, codes_ui, outcomes};
use form::{Form, chosen, end_of_day, kinds_ui};
use reasons::{reasons_ui, required_reasons};

/// Returns a new form for an act, with the values that the case already has.
fn new_form(act: Act, context: &CaseContext<'_>) -> Form {
    let case = context.case();
    let provider = match case.value(&request::REQUESTING_PROVIDER) {
        Some(Value::Provider(Provider { name, .. })) => name.clone(),
        _ => String::new(),
    };
    let from = case.date(&request::SERVICE_ON).unwrap_or(context.today);
    Form {
        act: Some(act),
        to: if matches!(act, Act::Pend | Act::LogContact) { provider } else { String::new() },
        at: Some(context.now),
        from: Some(from),
        until: from.checked_add_days(Days::new(u64::from(context.approval_days))),
        supply_by: (act == Act::Pend).then(|| supply_by(context)).flatten(),
        codes: codes_of(act, context),
        criteria: context.session.basis().unmet,
        ..Form::default()
    }
}

/// Returns the last day to answer a request that is sent today.
///
/// The governing rule gives the time.
fn supply_by(context: &CaseContext<'_>) -> Option<NaiveDate> {
    let until = context.clock.governing.as_ref().ok()?.supply_at_least_until?;
    // Where the zone changes in between, the end of that day can come an hour before the time is over.
    let ends_early = end_of_day(until.date_naive()).is_ok_and(|end| *end < until);
    if ends_early { until.date_naive().succ_opt() } else { Some(until.date_naive()) }
}

/// Returns the act whose form is open in the case.
pub fn open_form(ui: &Ui, context: &CaseContext<'_>) -> Option<Act> {
    kept::<Form>(ui, &form_id(context)).act
}

/// Opens the form of an act and focuses its first field.
pub fn open_form_of(ui: &Ui, context: &CaseContext<'_>, act: Act) {
    let id = form_id(context);
    keep(ui, &id, new_form(act, context));
    let first = match act {
        Act::Pend | Act::Receive | Act::Extend | Act::LogContact => field_id(&format!("{id}.at")),
        Act::ApproveInPart | Act::Deny | Act::Approve => field_id(&format!("{id}.why")),
        Act::Close => Segmented::option_id(&format!("{id}.kind"), 0),
        _ => field_id(&format!("{id}.why")),
    };
    ui.memory_mut(|memory| memory.request_focus(first));
}

fn form_id(context: &CaseContext<'_>) -> String {
    format!("{}/decision", context.case().id)
}

/// Draws the open form, and sends its action once all drafts are handed over.
///
/// It closes when the history has grown.
pub fn form_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let id = form_id(context);
    let mut form: Form = kept(ui, &id);
    let Some(act) = form.act else { return };
    let length = context.session.history().last_sequence();
    if form.sent.is_some_and(|sent| length > sent) {
        keep(ui, &id, Form::default());
        return;
    }
    // The history has not grown, so the action was refused, unless a linked case is still being read for it.
    form.sent = form.sent.filter(|_| context.reads_linked_case);
    form.update_codes(act, codes_of(act, context), context);
    fields_ui(ui, context, act, &id, &mut form);
    ui.horizontal_wrapped(|ui| {
        let text = format!("{} and sign", wording::act(act));
        let waits = context.reads_linked_case.then_some("The linked case is being read");
        if Button::primary(&format!("{id}.record"), &text).unless(waits).show(ui).clicked() {
            flush_drafts(ui);
            form.recording = true;
        }
        if Button::quiet(&format!("{id}.cancel"), "Cancel").show(ui).clicked() {
            form = Form::default();
        }
    });
    let typing = pending_drafts(ui).into_iter().any(|draft| draft.id.starts_with(&id));
    if form.recording && !typing {
        form.recording = false;
        match action(act, &form, context) {
            Ok(action) => {
                context.act(action);
                form.sent = Some(length);
                ui.ctx().request_repaint();
            }
            Err(says) => context.notify(says.to_owned()),
        }
    }
    keep(ui, &id, form);
}

fn fields_ui(ui: &mut Ui, context: &CaseContext<'_>, act: Act, id: &str, form: &mut Form) {
    let when = match act {
        Act::Pend => Some("Sent"),
        Act::Receive => Some("Received"),
        Act::Extend => Some("Notice sent"),
        Act::LogContact => Some("When"),
        _ => None,
    };
    if let Some(label) = when {
        match moment_ui(ui, &format!("{id}.at"), label, form.at, context.today) {
            Some(Typed::At(at)) => form.at = Some(at),
            Some(Typed::Emptied) => form.at = None,
            Some(Typed::Invalid(says)) => context.notify(says),
            None => {}
        }
    }
    match act {
        Act::Pend => {
            kinds_ui(ui, &format!("{id}.kind"), "How it was sent", &Channel::ALL.map(wording::channel), &mut form.kind)
        }
        Act::Close => {
            kinds_ui(ui, &format!("{id}.kind"), "On what grounds", &Closing::ALL.map(wording::closing), &mut form.kind)
        }
        Act::LogContact => {
            let kinds = ContactKind::ALL.map(wording::contact_kind);
            kinds_ui(ui, &format!("{id}.kind"), "Kind of contact", &kinds, &mut form.kind);
        }
        _ => {}
    }
    let whom = match act {
        Act::Pend => Some(("To whom", "As the letter is addressed")),
        Act::LogContact => Some(("With whom", "Name and office")),
        Act::Refer => Some(("For one physician (optional)", "Name; leave empty for all physicians")),
        _ => None,
    };
    if let Some((label, hint)) = whom {
        let field = Field::new(&format!("{id}.to"), label, &form.to).hint(hint).width(2.0 * size::DATE).show(ui);
        form.to = field.committed.unwrap_or(form.to.clone());
    }
    if act == Act::Pend {
        notice::request_ui(ui, context, id, form);
    } else if act == Act::Extend {
        notice::extension_ui(ui, context, id, form);
    }
    if matches!(act, Act::Approve | Act::ApproveInPart | Act::Deny) {
        codes_ui(ui, context, act, id, form);
        reasons_ui(ui, context, act, id, form);
        criteria_ui(ui, context, act, form);
    }
    if let Some((label, hint)) = why_label(act, !form.criteria.is_empty()) {
        let field = format!("{id}.why");
        form.why = draft_area(ui, &field, label, &form.why, hint, 3).unwrap_or(form.why.clone());
        form.why = write_out_ui(ui, &field, &form.why).unwrap_or(form.why.clone());
        if goes_to_the_member(act) {
            not_plain_ui(ui, id, &form.why);
        }
    }
    ui.add_space(space::XS);
}

/// Returns true when a letter to the member quotes the rationale.
fn goes_to_the_member(act: Act) -> bool {
    matches!(act, Act::ApproveInPart | Act::Deny)
}

/// Draws the faults for which the letter to the member would be refused.
///
/// They are shown while the rationale can still be corrected.
fn not_plain_ui(ui: &mut Ui, id: &str, why: &str) {
    let field = format!("{id}.why");
    let typed = pending_drafts(ui).into_iter().find(|draft| draft.id == field).map(|draft| draft.text);
    let text = typed.as_deref().unwrap_or(why);
    if text.trim().is_empty() {
        return;
    }
    for fault in not_plain(text) {
        ui.label(small(format!("{}.", fault.with_its_word())).color(tokens(ui).tone(Tone::Missing).text));
    }
}

/// Returns label and hint of the long field of a form, if it has one.
fn why_label(act: Act, unmet: bool) -> Option<(&'static str, &'static str)> {
    Some(match act {
        Act::Pend => return None,
        Act::Receive => ("What came", "Documents and pages"),
        Act::Extend => ("Why more time is needed", "As the notice says it"),
        Act::Refer => ("The question for the physician", "What is to be decided, and what stands for and against it"),
        Act::Return => ("Your answer", "What is decided, or what is still needed"),
        Act::Approve if unmet => ("Rationale", "Why it is approved although criteria are open or not met"),
        Act::Approve => ("Rationale (optional)", "The criteria are met; anything to add"),
        Act::ApproveInPart => ("Rationale", "Why a part of it is not approved"),
        Act::Deny => (
            "Rationale, in plain words for the member",
            "Which requirement is not met and why for this member; no abbreviation or code without its meaning",
        ),
        Act::Withdraw => ("By whom and why", "As it was reported to you"),
        Act::Close | Act::Reopen => ("Why", "In your own words"),
        Act::AddAddendum => ("Addendum", "It is added to the decision and changes nothing in it"),
        Act::LogContact => ("What was said or sent", "In a sentence or two"),
        Act::Edit | Act::Judge => return None,
    })
}

/// Draws the criteria that are not met.
///
/// An approval names all of them; a denial names those that are checked.
fn criteria_ui(ui: &mut Ui, context: &CaseContext<'_>, act: Act, form: &mut Form) {
    let unmet = context.session.basis().unmet;
    if unmet.is_empty() {
        return;
    }
    ui.label(small("Criteria that the rationale is about").color(tokens(ui).ink_second));
    for id in unmet {
        let Some(criterion) = context.policy().criterion(&id) else { continue };
        let found = context.evaluation().finding(&id);
        let reason = found.map(|finding| wording::reason(context.policy(), finding)).unwrap_or_default();
        let text = format!("{}: {reason}", criterion.label);
        if act != Act::Deny {
            ui.label(plain(text));
            continue;
        }
        match check(ui, &format!("{}.criterion.{id}", form_id(context)), &text, form.criteria.contains(&id)) {
            Some(true) => form.criteria.push(id),
            Some(false) => form.criteria.retain(|named| *named != id),
            None => {}
        }
    }
}

/// Returns the action of a form. Fails with a sentence on what is still missing.
fn action(act: Act, form: &Form, context: &CaseContext<'_>) -> Result<Action, &'static str> {
    let why = form.why.trim().to_owned();
    if why.is_empty() && why_label(act, !form.criteria.is_empty()).is_some() && act != Act::Approve {
        return Err("Fill in the text first: it is part of the record.");
    }
    if goes_to_the_member(act) && !not_plain(&why).is_empty() {
        return Err("The rationale goes to the member word for word: first correct what is listed below it.");
    }
    let at = || form.at.ok_or("Give the date and the time.");
    let criteria = if act == Act::Deny { form.criteria.clone() } else { context.session.basis().unmet };
    Ok(match act {
        Act::Pend => {
            let supply_by = form.supply_by.map(end_of_day).transpose()?;
            let how = chosen(&Channel::ALL, form.kind).ok_or("Choose how it was sent.")?;
            let (asked_of, extension_notice) = form.notice.of_request(context)?;
            let to = form.to.trim().to_owned();
            Action::Pend { sent_at: at()?, how, to, asked_of, extension_notice, supply_by }
        }
        Act::Receive => Action::Receive { at: at()?, what: why },
        Act::Extend => Action::Extend { notified_at: at()?, why, ground: form.notice.of_extension(context)? },
        Act::Refer => Action::Refer { question: why, to: form.to.trim().to_owned() },
        Act::Return => Action::Return { answer: why },
        Act::Approve => {
            let (codes, (late_because, dates_because)) = (outcomes(form)?, required_reasons(act, form, context)?);
            Action::Approve { codes, why, criteria, late_because, dates_because }
        }
        Act::ApproveInPart => {
            let (codes, (late_because, dates_because)) = (outcomes(form)?, required_reasons(act, form, context)?);
            Action::ApproveInPart { codes, why, criteria, late_because, dates_because }
        }
        Act::Deny => {
            let (codes, (late_because, _)) = (outcomes(form)?, required_reasons(act, form, context)?);
            Action::Deny { codes, why, criteria, late_because }
        }
        Act::Withdraw => Action::Withdraw { why },
        Act::Close => Action::Close { closing: chosen(&Closing::ALL, form.kind).ok_or("Choose the grounds.")?, why },
        Act::Reopen => Action::Reopen { why },
        Act::AddAddendum => Action::AddAddendum { text: why },
        Act::LogContact => {
            let kind = chosen(&ContactKind::ALL, form.kind).ok_or("Choose the kind of contact.")?;
            Action::LogContact { contact: Contact { at: at()?, kind, with: form.to.trim().to_owned(), note: why } }
        }
        Act::Edit | Act::Judge => return Err("This is recorded on the checklist."),
    })
}
