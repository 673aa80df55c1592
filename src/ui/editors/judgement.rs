//! Editor for a judgement: the question that a physician answers for one case.
//!
//! Others only read it.
//!
//! Must not know: how the question arose, beyond the finding's reason.

use eframe::egui::{Frame, Id, Label, Margin, Ui};

use crate::case::{Action, Role};
use crate::engine::{Finding, Reason};
use crate::ids::JudgementId;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::{Tone, corner, plain, size, small, space, strong, tokens};
use crate::ui::widgets::{Button, draft_area, field_id, flush_drafts, mark, pending_drafts};
use crate::ui::widgets::{keep, kept};
use crate::wording;

/// Draws a judgement that the finding asks for or rests on.
pub fn judgement_ui(ui: &mut Ui, context: &CaseContext<'_>, judgement: &JudgementId, finding: &Finding) {
    if finding.reason.judgement() != Some(judgement) {
        return;
    }
    let Some(asked) = context.policy().judgement(judgement) else { return };
    let colours = tokens(ui).tone(Tone::Judgement);
    Frame::new().fill(colours.tint).corner_radius(corner::CONTROL).inner_margin(Margin::same(space::M as i8)).show(
        ui,
        |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                mark(ui, Tone::Judgement, size::MARK);
                ui.vertical(|ui| ui.add(Label::new(strong(&asked.question).color(colours.text)).wrap()));
            });
            if let Some(reading) = context.policy().reading(&asked.reading) {
                ui.label(small(&reading.doubt));
            }
            if let Some(judged) = context.case().judgements.get(judgement) {
                let what = if judged.accepts { &asked.accepts } else { &asked.does_not_accept };
                let lapsed =
                    if matches!(finding.reason, Reason::Doubtful { .. }) { " Lapsed: its facts changed." } else { "" };
                let when = judged.at.format("%Y-%m-%d %H:%M");
                ui.label(plain(format!("{what}: {}{lapsed}", judged.why)));
                let by = &judged.by;
                ui.label(small(format!("{}, {when}", wording::reviewer(by))).weak());
            }
            // Only a signed-in physician gets the controls, so that nobody else can press them by mistake.
            let physician = context.reviewer.role == Role::Physician;
            if physician && context.signed_in {
                answer_ui(ui, context, judgement);
            } else if physician {
                ui.label(plain("Sign in with your passphrase to record this."));
            } else if matches!(finding.reason, Reason::Doubtful { .. }) {
                ui.label(plain("A physician records this: refer the case."));
            }
        },
    );
}

/// Returns the first control of a judgement, for a reviewer who may record it.
pub fn judgement_control(context: &CaseContext<'_>, judgement: &JudgementId) -> Option<Id> {
    (context.reviewer.role == Role::Physician && context.signed_in).then(|| field_id(&why_id(context, judgement)))
}

fn why_id(context: &CaseContext<'_>, judgement: &JudgementId) -> String {
    format!("{}/{judgement}.why", context.case().id)
}

/// A judgement that is not recorded yet.
#[derive(Clone, Default)]
struct Unrecorded {
    why: String,
    /// The answer that was pressed, until the draft of the reason is handed over.
    accepts: Option<bool>,
}

fn answer_ui(ui: &mut Ui, context: &CaseContext<'_>, judgement: &JudgementId) {
    let Some(asked) = context.policy().judgement(judgement) else { return };
    let id = why_id(context, judgement);
    let mut unrecorded: Unrecorded = kept(ui, &id);
    if let Some(text) = draft_area(ui, &id, "Why, for this case", &unrecorded.why, "The reason in your own words", 2) {
        unrecorded.why = text;
    }
    let typing = pending_drafts(ui).into_iter().any(|draft| draft.id == id);
    let missing = (unrecorded.why.trim().is_empty() && !typing).then_some("Enter a reason first");
    ui.horizontal_wrapped(|ui| {
        for (accepts, text) in [(true, &asked.accepts), (false, &asked.does_not_accept)] {
            let button_id = format!("{id}.{accepts}");
            if Button::secondary(&button_id, text).unless(missing).show(ui).clicked() {
                flush_drafts(ui);
                unrecorded.accepts = Some(accepts);
            }
        }
    });
    if let Some(accepts) = unrecorded.accepts.filter(|_| !typing) {
        context.act(Action::Judge { judgement: judgement.clone(), accepts, why: unrecorded.why.clone() });
        unrecorded = Unrecorded::default();
    }
    keep(ui, &id, unrecorded);
}
