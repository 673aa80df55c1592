//! Fields of a form that the clock depends on, with the effect of each.
//!
//! Must not know: how a due date is counted.

use eframe::egui::Ui;

use super::form::{Form, Notice, chosen, end_of_day, kinds_ui};
use crate::case::{AskedOf, ExtensionGround};
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, small, tokens};
use crate::ui::widgets::{DateField, check};
use crate::wording;

impl Notice {
    /// Returns the addressee of a request, and true for the extension notice.
    ///
    /// Fails without an addressee.
    pub(super) fn of_request(&self, context: &CaseContext<'_>) -> Result<(AskedOf, bool), &'static str> {
        let asked_of = self.addressee().ok_or("Choose who it went to.")?;
        Ok((asked_of, self.extends && can_extend(context, asked_of)))
    }

    /// Returns the ground of an extension; `None` where the rule needs none.
    ///
    /// Fails where it needs one.
    pub(super) fn of_extension(&self, context: &CaseContext<'_>) -> Result<Option<ExtensionGround>, &'static str> {
        let ground = chosen(&ExtensionGround::ALL, self.ground).filter(|_| has_grounds(context));
        if has_grounds(context) && ground.is_none() {
            return Err("Choose the grounds: this rule allows an extension only on one of these.");
        }
        Ok(ground)
    }

    fn addressee(&self) -> Option<AskedOf> {
        chosen(&AskedOf::ALL, self.asked_of)
    }
}

/// Draws the fields of a request for information.
///
/// These are the time to answer, the addressee and the extension notice, with their effect on the clock.
pub(super) fn request_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &str, form: &mut Form) {
    let by_id = format!("{id}.by");
    let by = DateField::new(&by_id, "Reply requested by (end of day)", form.supply_by, context.today);
    if let Some(by) = by.show(ui) {
        form.supply_by = by;
    }
    let names = AskedOf::ALL.map(wording::asked_of);
    kinds_ui(ui, &format!("{id}.asked"), "Who it went to", &names, &mut form.notice.asked_of);
    let Some(asked_of) = form.notice.addressee() else { return };
    if can_extend(context, asked_of) {
        let text = "It is the extension notice: why more time is needed, and what is missing";
        if let Some(extends) = check(ui, &format!("{id}.extends"), text, form.notice.extends) {
            form.notice.extends = extends;
        }
    }
    let notice = form.notice.extends && can_extend(context, asked_of);
    let sent_at = form.at.unwrap_or(context.now);
    if let Some(effect) = wording::asking_effect(&context.clock, *sent_at, notice) {
        ui.label(small(effect).color(tokens(ui).ink_second));
    }
    for warning in warnings(context, form, notice) {
        ui.label(small(warning).color(tokens(ui).tone(Tone::Missing).text));
    }
}

/// Draws the grounds of an extension.
///
/// Says so where the governing rule has no extension.
pub(super) fn extension_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &str, form: &mut Form) {
    if has_grounds(context) {
        let names = ExtensionGround::ALL.map(wording::extension_ground);
        kinds_ui(ui, &format!("{id}.ground"), "On what grounds", &names, &mut form.notice.ground);
    }
    if let Ok(rule) = &context.clock.governing
        && rule.rule.extension.is_none()
    {
        let says = "The rule that governs allows no extension: the notice does not move the due date.";
        ui.label(small(says).color(tokens(ui).tone(Tone::Missing).text));
    }
}

/// Returns true when a request to this addressee can be the extension notice.
///
/// It has to go to the claimant, the case must not be extended yet, and the governing rule has to be one that such a
/// notice holds, or not be known yet.
fn can_extend(context: &CaseContext<'_>, asked_of: AskedOf) -> bool {
    let by_rule = context.clock.governing.as_ref().map_or(true, |rule| rule.rule.is_held_by_notice_only());
    asked_of.is_claimant() && by_rule && !context.case().is_extended()
}

fn has_grounds(context: &CaseContext<'_>) -> bool {
    context.clock.governing.as_ref().is_ok_and(|rule| !rule.rule.extension_grounds.is_empty())
}

/// Returns warnings on a time to answer that does not fit the rule.
///
/// It can be too short, or end after the due date.
fn warnings(context: &CaseContext<'_>, form: &Form, notice: bool) -> Vec<String> {
    let Ok(rule) = &context.clock.governing else { return Vec::new() };
    let (Some(sent), Some(by)) = (form.at, form.supply_by.and_then(|day| end_of_day(day).ok())) else {
        return Vec::new();
    };
    let notice_only = rule.rule.is_held_by_notice_only();
    let least = rule.rule.supply_at_least.filter(|_| notice || !notice_only);
    let too_short = least.filter(|least| by.signed_duration_since(*sent) < least.length());
    let runs_on = notice_only && !notice;
    let after_due = rule.due_at.filter(|due| runs_on && *by > *due);
    let too_short = too_short.map(|least| format!("The rule gives at least {} to answer.", wording::period(least)));
    let after_due = after_due.map(|due| {
        format!(
            "The reply is requested for a time after the decision is due, {}: the clock keeps running.",
            wording::instant(due)
        )
    });
    too_short.into_iter().chain(after_due).collect()
}
