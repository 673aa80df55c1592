//! Page that creates a case on one of the policies' pathways.
//!
//! Must not know: any pathway by name.

use eframe::egui::Ui;

use super::message::Message;
use crate::policy::{Catalog, PolicyOrigin};
use crate::ui::effects::Effects;
use crate::ui::page::{just_opened, page_head_ui};
use crate::ui::pathway_card::pathway_ui;
use crate::ui::theme::{Tone, lead, second, small, space, tokens};
use crate::ui::widgets::{Level, heading, scrolled};

/// Draws the pathways of all policies for new cases. Choosing one creates the case.
pub fn new_case_ui(ui: &mut Ui, catalog: &Catalog, effects: &Effects<Message>) {
    page_head_ui(ui, "New case: which pathway?", effects);
    ui.label(second("You can change the pathway later; every answer is kept."));
    let mut takes_focus = just_opened(ui, "new case");
    scrolled(ui, "new case", |ui| {
        for entry in catalog.for_new_cases() {
            let policy = &entry.policy;
            let head = policy.head();
            ui.add_space(space::M);
            heading(ui, Level::Part, lead(format!("{} · {} of {}", head.title, head.number, head.effective_on)));
            if entry.origin == PolicyOrigin::NotSignedOff {
                ui.label(small("This policy file is not signed off.").color(tokens(ui).tone(Tone::Missing).text));
            }
            for pathway in policy.pathways() {
                let id = format!("begin-{}-{}", policy.hash().short(), pathway.id);
                if pathway_ui(ui, policy, pathway, &id, std::mem::take(&mut takes_focus), |_| {}) {
                    effects.send(Message::Create(policy.hash().clone(), pathway.id.clone()));
                }
            }
        }
    });
}
