//! Sources of an answer's earlier value, which do not count.
//!
//! The reviewer can note them for the current value.
//!
//! Must not know: why the value changed.

use eframe::egui::Ui;

use crate::case::{Action, Citation};
use crate::policy::Question;
use crate::ui::case_context::CaseContext;
use crate::ui::theme::small;
use crate::ui::widgets::Button;
use crate::wording;

/// Draws each source that was set aside, with its button to note it again.
pub(super) fn set_aside_ui(ui: &mut Ui, context: &CaseContext<'_>, question: &Question) {
    let Some(answer) = context.case().answers.get(&question.id) else { return };
    let aside: Vec<&Citation> = answer.sources_set_aside().collect();
    if aside.is_empty() {
        return;
    }
    ui.label(small("Noted for another answer, so it does not count for this one:").weak());
    for (place, citation) in aside.into_iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            let words = wording::citation(context.case(), citation);
            ui.label(small(&words));
            let id = context.id(&question.id, &format!("aside.{place}"));
            let again = Button::quiet(&id, "Use it for this answer").show(ui);
            ui.ctx()
                .accesskit_node_builder(again.id, |node| node.set_label(format!("Use it for this answer: {words}")));
            if again.clicked() {
                context.act(Action::Cite { question: question.id.clone(), row: None, citation: citation.clone() });
            }
        });
    }
}
