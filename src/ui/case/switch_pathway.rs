//! Page that switches the open case to another pathway, with a preview of each.
//!
//! Must not know: any pathway by name.

use eframe::egui::Ui;

use super::message::Message;
use crate::case::Action;
use crate::ids::QuestionId;
use crate::policy::Pathway;
use crate::session::Session;
use crate::ui::effects::{Effects, Request};
use crate::ui::page::{just_opened, page_head_ui};
use crate::ui::pathway_card::pathway_ui;
use crate::ui::theme::{second, size, space, strong};
use crate::ui::tones::tone_of_status;
use crate::ui::widgets::{mark, scrolled};
use crate::wording;

/// Draws the other pathways of the policy.
///
/// Choosing one switches the case and closes the page.
pub fn switch_pathway_ui(ui: &mut Ui, session: &Session, effects: &Effects<Message>) {
    page_head_ui(ui, "Switch to which pathway?", effects);
    ui.label(second(
        "Every answer is kept. Answers that the other pathway does not ask for count again when you switch back.",
    ));
    let mut takes_focus = just_opened(ui, "switch pathway");
    scrolled(ui, "switch pathway", |ui| {
        let policy = session.policy();
        ui.add_space(space::M);
        for pathway in policy.pathways().iter().filter(|pathway| pathway.id != session.case().pathway) {
            let id = format!("switch-{}", pathway.id);
            let preview = |ui: &mut Ui| switched_ui(ui, session, pathway);
            if pathway_ui(ui, policy, pathway, &id, std::mem::take(&mut takes_focus), preview) {
                effects.request(Request::Dispatch(Action::ChoosePathway { pathway: pathway.id.clone() }));
                effects.request(Request::ClosePage);
            }
        }
    });
}

/// Draws the status of the open case on a pathway, and the answers that count.
fn switched_ui(ui: &mut Ui, session: &Session, pathway: &Pathway) {
    let Some(there) = session.switched_to(&pathway.id) else { return };
    let policy = session.policy();
    ui.horizontal_wrapped(|ui| {
        mark(ui, tone_of_status(&there.evaluation.status), size::MARK);
        let words = wording::status(policy, &there.case, &there.evaluation);
        ui.label(strong(format!("Result there: {}", words.headline)));
    });
    let kept = match there.kept {
        0 => "Apart from the request, no answer in this case is asked for there.".to_owned(),
        1 => "1 answer is asked for there too.".to_owned(),
        count => format!("{count} answers are asked for there too."),
    };
    let prompt = |id: &QuestionId| policy.question(id).map(|question| question.prompt.as_str());
    let aside: Vec<&str> = there.aside.iter().filter_map(prompt).collect();
    ui.label(second(if aside.is_empty() {
        format!("{kept} No answer is left out.")
    } else {
        format!("{kept} Kept, but not asked for there: {}", aside.join(" · "))
    }));
}
