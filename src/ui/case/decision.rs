//! The step *Decision*: result, determination, acts, clock, papers and contacts.
//!
//! Must not know: how a decision is recorded, or any paper's content.

use eframe::egui::Ui;

use crate::case::{Act, Addendum, Contact, CriteriaResult, Hold, Role, check_permission, missing_confirmations};
use crate::checklist::Step;
use crate::report::PAPERS;
use crate::ui::case_context::CaseContext;
use crate::ui::command::Command;
use crate::ui::editors::{form_ui, open_form, open_form_of};
use crate::ui::effects::Request;
use crate::ui::theme::{Tone, lead, plain, second, size, small, space, strong};
use crate::ui::tones::tone_of_status;
use crate::ui::widgets::{Button, Card, Level, heading, mark};
use crate::wording;

const UNCONFIRMED: &str = "Approval and denial need the missing confirmations first";

/// Returns the acts that role and state permit, in the order of their buttons.
fn offered(context: &CaseContext<'_>) -> Vec<Act> {
    let acts = Act::ALL.into_iter().filter(|act| !matches!(act, Act::Edit | Act::Judge));
    let open_hold = context.case().open_hold().is_some();
    let extended = context.case().is_extended();
    let fits = |act: &Act| match act {
        Act::Receive => open_hold,
        Act::Extend => !extended,
        _ => true,
    };
    acts.filter(fits)
        .filter(|act| check_permission(*act, context.case().state(), context.reviewer.role).is_ok())
        .collect()
}

/// Returns why an act that the role permits cannot be done on this case.
///
/// It is the tooltip of the disabled button.
fn why_not(context: &CaseContext<'_>, act: Act) -> Option<&'static str> {
    let result = context.session.basis().result;
    let nurse = context.reviewer.role == Role::Nurse;
    match act {
        act if act.decides() && result == CriteriaResult::OutsidePolicy => {
            Some("The request is outside this policy, so it cannot be approved or denied under it")
        }
        act if act.decides() && missing_confirmations(context.policy(), context.case()) > 0 => Some(UNCONFIRMED),
        Act::Approve if nurse && result != CriteriaResult::CriteriaMet => {
            Some("A nurse can approve only when the criteria are met as documented: refer the case")
        }
        Act::Deny if result == CriteriaResult::CriteriaMet => {
            Some("Every criterion is met, so there is no basis for a denial")
        }
        _ => None,
    }
}

/// Draws the step.
pub fn decision_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    result_ui(ui, context);
    ui.add_space(space::S);
    acts_ui(ui, context);
    ui.add_space(space::S);
    clock_ui(ui, context);
    ui.add_space(space::S);
    papers_ui(ui, context);
    others_ui(ui, context);
    contacts_ui(ui, context);
}

/// Draws the criteria result and the determination.
///
/// They have separate headings, since the program computes only the first.
fn result_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let id = format!("{}/standing", context.case().id);
    Card::new(&id, "Where the case stands").show(ui, |ui| {
        let words = wording::status(context.policy(), context.case(), context.evaluation());
        heading(ui, Level::Part, lead("Criteria result"));
        ui.horizontal_top(|ui| {
            mark(ui, tone_of_status(&context.evaluation().status), size::MARK);
            ui.vertical(|ui| {
                ui.label(strong(words.headline));
                ui.label(plain(words.sentence));
            });
        });
        ui.add_space(space::S);
        heading(ui, Level::Part, lead("Determination"));
        ui.label(strong(wording::state(context.case().state())));
        match &context.case().determination {
            None => {
                ui.label(second("Nobody has decided anything yet."));
            }
            Some(determination) => {
                if let Some(ground) = determination.closing {
                    ui.label(plain(wording::sentence(wording::closing(ground))));
                }
                for outcome in &determination.codes {
                    ui.label(plain(wording::code_outcome(context.policy(), outcome)));
                }
                let named = determination.criteria.iter().filter_map(|id| context.policy().criterion(id));
                named.for_each(|criterion| drop(ui.label(second(format!("Criterion named: {}", criterion.label)))));
                if !determination.why.is_empty() {
                    ui.label(plain(&determination.why));
                }
                for (label, why) in [
                    ("Reason for the delay", &determination.late_because),
                    ("Reason for other dates", &determination.dates_because),
                ] {
                    if let Some(why) = why {
                        ui.label(plain(format!("{label}: {why}")));
                    }
                }
                let by = wording::reviewer(&determination.by);
                let at = wording::instant(determination.at);
                let result = wording::result(determination.result);
                ui.label(small(format!("{by}, {at}; criteria result then: {result}")).weak());
            }
        }
    });
}

/// Draws the clock and its governing rule, then the competing rules.
fn clock_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let id = format!("{}/clock", context.case().id);
    Card::new(&id, "Clock").show(ui, |ui| {
        heading(ui, Level::Part, lead("Clock"));
        ui.label(plain(wording::clock(&context.clock)));
        if let Some(urgency) = wording::urgency(context.policy(), context.case()) {
            ui.label(second(urgency));
        }
        let moments: Vec<String> = context.clock.milestones.iter().map(wording::milestone).collect();
        if !moments.is_empty() {
            ui.label(second(moments.join("  ·  ")));
        }
        for reminder in wording::clock_reminders(&context.clock) {
            ui.horizontal_top(|ui| {
                mark(ui, Tone::ToGo, size::MARK);
                ui.label(plain(reminder));
            });
        }
        if let Ok(rule) = &context.clock.governing {
            for remark in &rule.remarks {
                ui.label(plain(wording::clock_remark(remark)));
            }
            if !rule.rule.note.is_empty() {
                ui.label(small(&rule.rule.note).weak());
            }
            for rule in wording::undated(&context.clock) {
                ui.label(small(rule).weak());
            }
        }
        for rule in &context.clock.others {
            ui.label(small(wording::beside(&context.clock, rule)).weak());
        }
    });
}

/// Draws a button for each of the member's other cases, which opens it.
fn others_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    if context.others.is_empty() {
        return;
    }
    let id = format!("{}/others", context.case().id);
    Card::new(&id, "The member's other cases").show(ui, |ui| {
        heading(ui, Level::Part, lead("The member's other cases"));
        for other in &context.others {
            let Some(case) = &other.case else { continue };
            let duplicate = context.row.is_some_and(|row| row.is_duplicate(other));
            let same = if duplicate { " · the same codes" } else { "" };
            if Button::quiet(&format!("{id}.{case}"), &format!("{}{same}", other.detail)).show(ui).clicked() {
                context.request(Request::OpenCase(case.clone()));
            }
        }
    });
    ui.add_space(space::S);
}

/// Draws a button for each paper, which shows its preview.
fn papers_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let id = format!("{}/papers", context.case().id);
    Card::new(&id, "Papers").show(ui, |ui| {
        heading(ui, Level::Part, lead("Papers"));
        ui.horizontal_wrapped(|ui| {
            for (place, paper) in PAPERS.iter().enumerate() {
                let text = format!("{}…", paper.label);
                let button = Button::secondary(&format!("paper-{}", paper.name), &text).show(ui);
                if button.on_hover_text(paper.says).clicked() {
                    context.request(Request::ShowPaper(place));
                }
            }
        });
    });
    ui.add_space(space::S);
}

fn acts_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let id = format!("{}/acts", context.case().id);
    Card::new(&id, "What can be done").show(ui, |ui| {
        heading(ui, Level::Part, lead("What can be done"));
        if !context.signed_in {
            ui.label(plain(
                "Decisions, and what was sent or received, are recorded with a signature. Sign in with your \
                            passphrase first.",
            ));
            let command = Command::SignIn;
            if Button::primary("decision-sign-in", command.text()).show(ui).clicked() {
                context.run(command);
            }
            return;
        }
        let waits = |act: &Act| why_not(context, *act) == Some(UNCONFIRMED);
        if offered(context).iter().any(waits) {
            ui.horizontal_wrapped(|ui| {
                mark(ui, Tone::ToGo, size::MARK);
                ui.label(plain(UNCONFIRMED));
                if Button::secondary("decision-confirm", "Confirmations").show(ui).clicked() {
                    context.request(Request::ShowStep(Step::Confirmations));
                }
            });
            ui.add_space(space::XS);
        }
        let open = open_form(ui, context);
        ui.horizontal_wrapped(|ui| {
            for act in offered(context) {
                let button_id = format!("{}/act.{act:?}", context.case().id).to_lowercase();
                let text = format!("{}…", wording::act(act));
                if Button::secondary(&button_id, &text).unless(why_not(context, act)).show(ui).clicked() {
                    open_form_of(ui, context, act);
                }
            }
        });
        if let Some(act) = open {
            ui.add_space(space::S);
            heading(ui, Level::Part, lead(wording::act(act)));
            if act == Act::Pend
                && let Some(letter) = PAPERS.iter().position(|paper| paper.name == "request")
                && Button::quiet("decision-letter", "Look at the letter first…").show(ui).clicked()
            {
                context.request(Request::ShowPaper(letter));
            }
            form_ui(ui, context);
        }
    });
}

/// Draws requests for information, the extension, contacts and addenda.
///
/// Each list has the newest last.
fn contacts_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let case = context.case();
    let lists: [(&str, Vec<String>); 4] = [
        ("Requests for information", case.holds.values().map(|hold: &Hold| wording::hold(hold)).collect()),
        ("Extension", case.extension.iter().map(wording::extension).collect()),
        ("Contacts", case.contacts.values().map(|contact: &Contact| wording::contact(contact)).collect()),
        ("Addenda", case.addenda.values().map(|addendum: &Addendum| wording::addendum(addendum)).collect()),
    ];
    for (title, lines) in lists.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        let id = format!("{}/{title}", case.id);
        Card::new(&id, title).show(ui, |ui| {
            heading(ui, Level::Part, lead(title));
            for line in lines {
                ui.label(plain(wording::sentence(&line)));
            }
        });
        ui.add_space(space::S);
    }
}
