//! Pages in place of a case: no case open, a new case, another pathway, shortcuts.
//!
//! Must not know: how any of it is carried out.

use eframe::egui::{Grid, Id, Ui};

use super::overview::counts_ui;
use crate::case::Action;
use crate::ids::{CaseId, QuestionId};
use crate::policy::{Catalog, Pathway, Policy, PolicyOrigin};
use crate::session::Session;
use crate::ui::command::Command;
use crate::ui::intent::{Intent, Intents};
use crate::ui::theme::{Tone, lead, plain, second, size, small, space, strong, title, tokens};
use crate::ui::tones::tone_of_status;
use crate::ui::widgets::{Button, Card, Level, heading, keycap, mark, read_through, scrolled};
use crate::wording;
use crate::workspace::statistics::Statistics;

/// A page that lies over the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Choosing a pathway for a new case.
    NewCase,
    /// Choosing another pathway for the open case.
    SwitchPathway,
    /// Saying who reviews.
    SignIn,
    /// The papers of the open case.
    Papers,
    /// Settings.
    Settings,
    /// All shortcuts.
    Shortcuts,
    /// Work that was cut off.
    CutOff,
    /// A file that cannot be read.
    Damaged,
    /// Work that is kept beside the open case.
    Compare,
    /// The trash.
    Trash,
    /// The department at a glance.
    Overview,
    /// What was said.
    Messages,
    /// The guide.
    Guide,
    /// What program this is.
    About,
    /// What it is made of.
    Licences,
}

/// The page when no case is open: how to open one and, where there are cases, how the department stands.
pub fn welcome_ui(ui: &mut Ui, overview: Option<&Statistics>, folder: &str, intents: &mut Intents) {
    let no_cases = overview.is_none();
    heading(ui, Level::Page, title("No case is open"));
    ui.label(plain("Open one from the list at the left, or begin one."));
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        let cap = Command::NewCase.cap();
        if Button::primary("welcome-new", Command::NewCase.text()).cap(cap.as_str()).show(ui).clicked() {
            intents.push(Intent::Do(Command::NewCase));
        }
        if no_cases && Button::secondary("welcome-samples", "Add sample cases").show(ui).clicked() {
            intents.push(Intent::AddSamples);
        }
        if Button::secondary("welcome-take-in", Command::TakeIn.text()).show(ui).clicked() {
            intents.push(Intent::Do(Command::TakeIn));
        }
    });
    if no_cases {
        ui.label(second("The samples are invented members, marked as samples, one or more for each status."));
    }
    match overview {
        Some(overview) => {
            ui.add_space(space::M);
            counts_ui(ui, overview);
        }
        None => {
            ui.add_space(space::S);
            ui.label(small(format!("Cases are kept in {folder}")).weak());
        }
    }
}

/// The page while a case is read, from a folder that takes its time.
pub fn opening_ui(ui: &mut Ui, case: Option<&CaseId>) {
    let Some(case) = case else { return };
    heading(ui, Level::Page, title(format!("Opening case {case}")));
    ui.label(plain("Its folder takes its time. Open another case, or wait: nothing typed now goes anywhere."));
}

/// Chooses a pathway for a new case.
pub fn new_case_ui(ui: &mut Ui, catalog: &Catalog, intents: &mut Intents) {
    overlay_head_ui(ui, "New case: which pathway?", intents);
    ui.label(second("Every answer stays when the pathway is changed later."));
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
                    intents.push(Intent::Begin(policy.hash().clone(), pathway.id.clone()));
                }
            }
        }
    });
}

/// Chooses another pathway for the open case.
pub fn switch_pathway_ui(ui: &mut Ui, session: &Session, intents: &mut Intents) {
    overlay_head_ui(ui, "Switch to which pathway?", intents);
    ui.label(second(
        "Every answer stays. What the other pathway does not ask counts again when the case is switched back.",
    ));
    let mut takes_focus = just_opened(ui, "switch pathway");
    scrolled(ui, "switch pathway", |ui| {
        let policy = session.policy();
        ui.add_space(space::M);
        for pathway in policy.pathways().iter().filter(|pathway| pathway.id != session.case().pathway) {
            let id = format!("switch-{}", pathway.id);
            let preview = |ui: &mut Ui| switched_ui(ui, session, pathway);
            if pathway_ui(ui, policy, pathway, &id, std::mem::take(&mut takes_focus), preview) {
                intents.push(Intent::Act(Action::ChoosePathway { pathway: pathway.id.clone() }));
                intents.push(Intent::CloseOverlay);
            }
        }
    });
}

/// A pathway as a choice, with what the policy says of it; whether it was chosen.
fn pathway_ui(
    ui: &mut Ui,
    policy: &Policy,
    pathway: &Pathway,
    id: &str,
    takes_focus: bool,
    beneath: impl FnOnce(&mut Ui),
) -> bool {
    let mut chosen = false;
    Card::new(&format!("{id}-card"), &pathway.title).show(ui, |ui| {
        let button = Button::secondary(id, &pathway.title).show(ui);
        if takes_focus {
            button.request_focus();
        }
        chosen = button.clicked();
        if let Some(source) = policy.source(&pathway.source) {
            ui.label(small(&source.says).weak());
        }
        beneath(ui);
    });
    ui.add_space(space::S);
    chosen
}

/// What the open case would be on a pathway: the status, and which answers count there.
fn switched_ui(ui: &mut Ui, session: &Session, pathway: &Pathway) {
    let Some(there) = session.switched_to(&pathway.id) else { return };
    let policy = session.policy();
    ui.horizontal_wrapped(|ui| {
        mark(ui, tone_of_status(&there.evaluation.status), size::MARK);
        let words = wording::status(policy, &there.case, &there.evaluation);
        ui.label(strong(format!("There: {}", words.headline)));
    });
    let kept = match there.kept {
        0 => "No answer of this case is asked for there, beyond the request.".to_owned(),
        1 => "1 answer is asked for there too.".to_owned(),
        count => format!("{count} answers are asked for there too."),
    };
    let prompt = |id: &QuestionId| policy.question(id).map(|question| question.prompt.as_str());
    let aside: Vec<&str> = there.aside.iter().filter_map(prompt).collect();
    ui.label(second(if aside.is_empty() {
        format!("{kept} Nothing that is answered is left out.")
    } else {
        format!("{kept} Kept, and not asked for there: {}", aside.join(" · "))
    }));
}

/// All shortcuts.
pub fn shortcuts_ui(ui: &mut Ui, intents: &mut Intents) {
    overlay_head_ui(ui, "Shortcuts", intents);
    read_through(ui, "shortcuts", |ui| {
        Grid::new("shortcuts").num_columns(2).spacing([space::XL, space::S]).show(ui, |ui| {
            for command in Command::ALL {
                keycap(ui, &command.cap());
                ui.vertical(|ui| {
                    ui.label(strong(command.text()));
                    ui.label(small(command.tooltip()).weak());
                });
                ui.end_row();
            }
            for (keys, what) in [
                ("S  C  N", "On an answer group: record supports, says otherwise, not in the record"),
                ("Left  Right", "Go through an answer group; Space chooses"),
                ("Ctrl 1 to Ctrl 9", "Go to a step of the case"),
                ("Escape", "Leave a field or a page"),
                ("Page Down", "Go through a page that is read; Page Up goes back"),
            ] {
                keycap(ui, keys);
                ui.label(plain(what));
                ui.end_row();
            }
        });
    });
}

/// Whether a page was not there in the pass before this one: then its first choice takes the keyboard, and only then.
pub(super) fn just_opened(ui: &Ui, name: &str) -> bool {
    let id = Id::unique(("mednec page shown", name));
    let now = ui.ctx().cumulative_pass_nr();
    let last: Option<u64> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    last.is_none_or(|last| last + 1 < now)
}

pub(super) fn overlay_head_ui(ui: &mut Ui, text: &str, intents: &mut Intents) {
    ui.horizontal_wrapped(|ui| {
        heading(ui, Level::Page, title(text));
        if Button::quiet("overlay-close", "Close").cap("Escape").show(ui).clicked() {
            intents.push(Intent::CloseOverlay);
        }
    });
    ui.add_space(space::S);
}
