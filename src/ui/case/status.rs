//! Status panel: the status, open items, remarks, criteria and readings.
//!
//! Its other tab shows the policy.
//!
//! Must not know: how any of it was decided.

use eframe::egui::{CollapsingHeader, Label, Sense, Ui, UiBuilder};

use super::policy::policy_ui;
use crate::engine::{OpenItem, OpenKind};
use crate::ids::CriterionId;
use crate::policy::Rule;
use crate::ui::case_context::CaseContext;
use crate::ui::command::Command;
use crate::ui::effects::Request;
use crate::ui::theme::{Tone, plain, size, small, space, strong, tokens};
use crate::ui::tones::{tone_of, tone_of_kind, tone_of_status};
use crate::ui::widgets::{Button, Level, Tab, banner, heading, mark, scrolled, tabs};
use crate::ui::widgets::{keep, kept};
use crate::wording;

/// Headline of a case with a fault, which is not evaluated.
const NO_RESULT: &str = "No result";

/// Draws the status panel.
pub fn status_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    if context.outline.unreliable {
        let sentence = "A case that cannot be relied on has no result.";
        banner(ui, "status", Tone::NotMet, NO_RESULT, sentence);
        return;
    }
    let evaluation = context.evaluation();
    let words = wording::status(context.policy(), context.case(), evaluation);
    banner(ui, "status", tone_of_status(&evaluation.status), &words.headline, &words.sentence);
    ui.add_space(space::S);
    let count = context.evaluation().open.len();
    let shown = [
        Tab { id: "beside-open", name: &format!("Open items {count}"), badge: None },
        Tab { id: "beside-policy", name: "Policy", badge: None },
    ];
    if tabs(ui, "beside", "Next to the checklist", &shown, usize::from(context.looked_up.is_some())).is_some() {
        context.run(Command::PolicyBeside);
    }
    ui.add_space(space::S);
    if let Some(criterion) = context.looked_up {
        policy_ui(ui, context, criterion);
        return;
    }
    scrolled(ui, "status", |ui| {
        let open = context.outline.in_page_order(&evaluation.open);
        for kind in [OpenKind::ToGo, OpenKind::Missing, OpenKind::Judgement] {
            open_items_ui(ui, context, kind, open.iter().copied().filter(|item| item.kind == kind).collect());
        }
        remarks_ui(ui, context);
        heading(ui, Level::Part, strong("Criteria").color(tokens(ui).ink_second));
        if let Some(pathway) = context.session.pathway() {
            for criterion in context.policy().scope().requires.iter().filter(|id| !is_met(context, id)) {
                branch_ui(ui, context, criterion, 0);
            }
            branch_ui(ui, context, &pathway.criterion, 0);
        }
        ui.add_space(space::S);
        readings_ui(ui, context);
        ui.add_space(space::S);
        determination_ui(ui, context);
    });
}

/// Draws the open items of a kind.
///
/// Below missing ones it draws the button that requests information.
fn open_items_ui(ui: &mut Ui, context: &CaseContext<'_>, kind: OpenKind, items: Vec<&OpenItem>) {
    if items.is_empty() {
        return;
    }
    let text = format!("{} ({})", wording::open_kind_short(kind), items.len());
    heading(ui, Level::Part, strong(text).color(tokens(ui).ink_second));
    for (place, item) in items.into_iter().enumerate() {
        item_ui(ui, context, item, place);
    }
    if kind == OpenKind::Missing {
        let cap = Command::AskForInformation.cap();
        let button = Button::primary("ask-for-information", Command::AskForInformation.text());
        let shown = button.cap(cap.as_str()).show(ui).on_hover_text(Command::AskForInformation.tooltip());
        if shown.clicked() {
            context.run(Command::AskForInformation);
        }
    }
    ui.add_space(space::S);
}

/// Draws the remarks of the evaluation and the reminders of the clock.
fn remarks_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let reminders = wording::clock_reminders_that_matter(&context.clock);
    let notices = &context.evaluation().notices;
    if notices.is_empty() && reminders.is_empty() {
        return;
    }
    heading(ui, Level::Part, strong("Remarks").color(tokens(ui).ink_second));
    for remark in notices.iter().map(wording::notice).chain(reminders.into_iter().map(str::to_owned)) {
        ui.add(Label::new(plain(remark)).wrap());
        ui.add_space(space::XS);
    }
    ui.add_space(space::S);
}

/// Draws the state of the determination, apart from the criteria result.
///
/// The button goes to the step *Decision*.
fn determination_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    heading(ui, Level::Part, strong("Determination").color(tokens(ui).ink_second));
    ui.label(plain(wording::state(context.case().state())));
    let cap = Command::Decide.cap();
    if Button::secondary("status-decide", Command::Decide.text())
        .cap(cap.as_str())
        .show(ui)
        .on_hover_text(Command::Decide.tooltip())
        .clicked()
    {
        context.run(Command::Decide);
    }
}

/// Draws the status as a collapsed headline, for narrow windows.
pub fn status_strip_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let evaluation = context.evaluation();
    let (headline, tone) = if context.outline.unreliable {
        (NO_RESULT.to_owned(), Tone::NotMet)
    } else {
        let words = wording::status(context.policy(), context.case(), evaluation);
        (words.headline, tone_of_status(&evaluation.status))
    };
    let colours = tokens(ui).tone(tone);
    let most = ui.available_height() / 2.0;
    // The shortcut for the policy expands the strip, and collapses it again: in a collapsed one nothing would be seen.
    let was: bool = kept(ui, "status-strip-opened");
    keep(ui, "status-strip-opened", context.looked_up.is_some());
    let asked = (was || context.looked_up.is_some()).then_some(context.looked_up.is_some());
    let headline = format!("{headline} · {}", wording::clock_short(&context.clock));
    let strip = CollapsingHeader::new(strong(&headline).color(colours.text)).id_salt("status-strip").open(asked);
    let shown = strip.show(ui, |ui| {
        ui.set_max_height(most);
        status_ui(ui, context);
    });
    ui.ctx().accesskit_node_builder(shown.header_response.id, |node| node.set_author_id("status-strip"));
}

fn is_met(context: &CaseContext<'_>, id: &CriterionId) -> bool {
    context.evaluation().finding(id).is_some_and(|finding| tone_of(finding) == Tone::Met)
}

/// Draws an open item as a button that jumps to its question.
fn item_ui(ui: &mut Ui, context: &CaseContext<'_>, item: &OpenItem, place: usize) {
    let text = wording::open_title(context.policy(), context.case(), item);
    let id = format!("open-{}-{place}", item.kind.name());
    let tone = tone_of_kind(item.kind);
    let response = ui
        .scope_builder(UiBuilder::new().sense(Sense::click()), |ui| {
            ui.horizontal_top(|ui| {
                mark(ui, tone, size::MARK);
                ui.vertical(|ui| {
                    ui.add(Label::new(plain(&text)).wrap());
                    if let Some(criterion) = context.policy().criterion(&item.criterion) {
                        ui.add(Label::new(small(format!("For: {}", criterion.label)).weak()).wrap());
                    }
                });
            });
        })
        .response;
    let name = format!("{}: {text}", wording::open_kind(item.kind));
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_author_id(id));
    if response.has_focus() {
        crate::ui::theme::focus_ring(ui.painter(), response.rect, crate::ui::theme::corner::CONTROL, &tokens(ui));
    }
    if response.clicked() {
        context.request(Request::Jump(item.clone()));
    }
    ui.add_space(space::XS);
}

/// Draws a criterion and, indented, its parts.
///
/// These are all of a conjunction or a disjunction, else the part of the chosen option.
fn branch_ui(ui: &mut Ui, context: &CaseContext<'_>, id: &CriterionId, depth: usize) {
    let (Some(criterion), Some(finding)) = (context.policy().criterion(id), context.evaluation().finding(id)) else {
        return;
    };
    ui.horizontal_top(|ui| {
        ui.add_space(space::L * depth as f32);
        mark(ui, tone_of(finding), size::MARK);
        ui.vertical(|ui| {
            ui.add(Label::new(plain(&criterion.label)).wrap())
                .on_hover_text(wording::reason(context.policy(), finding));
        });
    });
    let parts: Vec<&CriterionId> = match &criterion.rule {
        Rule::AllOf(parts) | Rule::AnyOf(parts) => parts.iter().collect(),
        rule => {
            let chosen = rule.choice().and_then(|by| context.case().choice(by));
            chosen.and_then(|chosen| rule.part_for(chosen)).into_iter().collect()
        }
    };
    for part in parts {
        branch_ui(ui, context, part, depth + 1);
    }
}

/// Draws the readings relied on, so that a physician can overrule them.
fn readings_ui(ui: &mut Ui, context: &CaseContext<'_>) {
    let relied_on = &context.evaluation().relied_on;
    if relied_on.is_empty() {
        return;
    }
    let list = CollapsingHeader::new(strong(format!("Readings relied on ({})", relied_on.len()))).id_salt("readings");
    let shown = list.show(ui, |ui| {
        for reading in relied_on.iter().filter_map(|id| context.policy().reading(id)) {
            ui.label(strong(&reading.title));
            ui.label(small(&reading.doubt).weak());
            ui.label(small(&reading.chosen));
            ui.add_space(space::S);
        }
    });
    ui.ctx().accesskit_node_builder(shown.header_response.id, |node| node.set_author_id("readings-relied-on"));
}
