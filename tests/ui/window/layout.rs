//! Where things stand, by the rectangles of the accessibility tree: no control lies over another one, beyond its frame or
//! beyond the window, at the usual sizes and where text is twice as large.
//!
//! Must not know: how anything looks.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Rect, Vec2, pos2, vec2};
use egui_kittest::kittest::NodeT as _;
use egui_kittest::{Harness, Node};

use crate::chart::drawing::FAX;
use crate::driver::{Driver, LARGE, PUMP, SMALL, TRIAL, name_of, role};

/// 1280 x 720 at 200 % text.
const TWICE: Vec2 = vec2(640.0, 360.0);

const CONTROLS: [Role; 10] = [
    Role::Button,
    Role::TextInput,
    Role::MultilineTextInput,
    Role::PasswordInput,
    Role::RadioButton,
    Role::ComboBox,
    Role::CheckBox,
    Role::Tab,
    Role::ListBoxOption,
    Role::Link,
];

/// Roles of text: it stays on its page too.
const READ: [Role; 4] = [Role::Label, Role::Heading, Role::Group, Role::Status];

/// A hair's breadth of rounding.
const HAIR: f32 = 1.5;

/// Returns the faults of layout in the window as it stands. What is scrolled away, or half of it, is not looked at.
fn complaints(nodes: &[Node<'_>], window: Rect, place: &str) -> Vec<String> {
    let foot = foot_top(nodes).unwrap_or(window.bottom());
    let shown: Vec<(&Node<'_>, Rect)> = nodes
        .iter()
        .filter(|node| CONTROLS.contains(&role(node)))
        .map(|node| (node, node.rect()))
        .filter(|(_, rect)| rect.is_positive() && (rect.bottom() <= foot + HAIR || rect.top() >= foot - HAIR))
        .filter(|(node, rect)| {
            let seen = page_of(node).unwrap_or(window).expand(HAIR).y_range();
            seen.contains(rect.top()) && seen.contains(rect.bottom())
        })
        .collect();
    let mut found: Vec<String> = nodes.iter().filter_map(|node| out_of_page(node, place)).collect();
    let called = |node: &Node<'_>| format!("{:?} {:?}", role(node), name_of(node).unwrap_or_default());
    for (at, (node, rect)) in shown.iter().enumerate() {
        if rect.left() < window.left() - HAIR || rect.right() > window.right() + HAIR {
            found.push(format!("{place}: {} reaches out of the window: {rect:?}", called(node)));
        }
        if let Some(parent) = frame_of(node).filter(|parent| !parent.expand(HAIR).contains_rect(*rect)) {
            found.push(format!("{place}: {} at {rect:?} reaches out of its frame {parent:?}", called(node)));
        }
        for (other, over) in shown.iter().skip(at + 1) {
            let shared = rect.shrink(HAIR).intersect(over.shrink(HAIR));
            // The sign of the calendar stands in its field.
            let inside = role(node) == Role::TextInput && rect.contains_rect(*over);
            if shared.is_positive() && !inside {
                found.push(format!("{place}: {} at {rect:?} and {} at {over:?}", called(node), called(other)));
            }
        }
    }
    found
}

/// Returns what reaches out of its page to the left or to the right: that is cut off and cannot be scrolled to.
fn out_of_page(node: &Node<'_>, place: &str) -> Option<String> {
    let page = page_of(node).filter(|_| CONTROLS.contains(&role(node)) || READ.contains(&role(node)))?;
    // A group's own rectangle is that of what lies in it.
    let rect = if role(node) == Role::Group { bounds_of(node)? } else { node.rect() };
    let fits = rect.left() >= page.left() - HAIR && rect.right() <= page.right() + HAIR;
    let name = name_of(node).or(node.value()).unwrap_or_default();
    (!fits && rect.is_positive()).then(|| format!("{place}: {name:?} at {rect:?} reaches out of its page {page:?}"))
}

/// The top of the bar below, where the sentence on who reviews begins.
fn foot_top(nodes: &[Node<'_>]) -> Option<f32> {
    let reviewer = |node: &&Node<'_>| node.value().or(name_of(node)).is_some_and(|it| it.contains(" reviewer, "));
    nodes.iter().find(reviewer).map(|node| node.rect().top() - 2.0 * HAIR)
}

/// Returns the visible part of the page that a control stands on.
fn page_of(node: &Node<'_>) -> Option<Rect> {
    let mut at = node.parent();
    while let Some(parent) = at {
        if role(&parent) == Role::ScrollView {
            return bounds_of(&parent);
        }
        at = parent.parent();
    }
    None
}

fn bounds_of(node: &Node<'_>) -> Option<Rect> {
    let bounds = node.accesskit_node().raw_bounds()?;
    let at = |x: f64, y: f64| pos2(x as f32, y as f32);
    Some(Rect::from_min_max(at(bounds.x0, bounds.y0), at(bounds.x1, bounds.y1)))
}

/// The group or card that a control stands in.
fn frame_of(node: &Node<'_>) -> Option<Rect> {
    let parent = node.parent().filter(|parent| role(parent) == Role::Group)?;
    bounds_of(&parent)
}

fn nothing_wrong(d: &Driver, place: &str) {
    let found = complaints(&d.nodes(), d.harness.ctx.content_rect(), place);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn every_place(size: Vec2) {
    let mut d = Driver::new(size);
    nothing_wrong(&d, "first start");
    d.introduce("Rosa Lind", "RN");
    nothing_wrong(&d, "welcome");
    for pathway in [TRIAL, PUMP] {
        d.keys(Modifiers::COMMAND, &[Key::N]);
        d.press(pathway);
        d.type_into("Member's name", "Maximiliane Invented-Longname of the Sample");
        for step in 1..=9 {
            let key =
                [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9]
                    [step - 1];
            d.keys(Modifiers::COMMAND, &[key]);
            nothing_wrong(&d, &format!("{pathway}, step {step}"));
        }
    }
    with_the_record(&mut d);
    for (modifiers, key, place) in [
        (Modifiers::COMMAND, Key::N, "new case"),
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P, "switch pathway"),
        (Modifiers::COMMAND, Key::E, "papers"),
        (Modifiers::COMMAND, Key::Comma, "settings"),
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::U, "sign in"),
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::T, "trash"),
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::D, "overview"),
        (Modifiers::COMMAND, Key::F1, "shortcuts"),
        (Modifiers::NONE, Key::F1, "guide"),
    ] {
        d.keys(modifiers, &[key]);
        nothing_wrong(&d, place);
        d.keys(Modifiers::NONE, &[Key::Escape, Key::Escape]);
    }
}

/// The record beside the open case, or in its place, while each step of it is shown; and what is looked for in it.
fn with_the_record(d: &mut Driver) {
    d.lay("Invented clinic notes with a long name.pdf", &std::fs::read(&*FAX).unwrap());
    d.keys(Modifiers::COMMAND, &[Key::O]);
    d.wait_for(|it| it.sees("of 100"));
    for (step, key) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6].into_iter().enumerate() {
        d.keys(Modifiers::COMMAND, &[key]);
        nothing_wrong(d, &format!("record beside step {}", step + 1));
    }
    d.keys(Modifiers::COMMAND, &[Key::F]);
    d.type_into("Find in the record", "pain");
    d.wait_for(|it| it.sees("The pages are pictures"));
    nothing_wrong(d, "record with a search");
    d.keys(Modifiers::NONE, &[Key::F8]);
}

#[test]
fn nothing_lies_over_anything_else_at_1280_by_720() {
    every_place(SMALL);
}

#[test]
fn nothing_lies_over_anything_else_at_1920_by_1080() {
    every_place(LARGE);
}

#[test]
fn nothing_lies_over_anything_else_where_text_is_twice_as_large() {
    every_place(TWICE);
}

#[test]
fn what_lies_wrong_is_seen() {
    let window = vec2(300.0, 200.0);
    let mut harness = Harness::builder().with_size(window).build_ui(|ui| {
        for (left, top) in [(10.0, 10.0), (30.0, 20.0), (280.0, 100.0)] {
            let place = Rect::from_min_size(pos2(left, top), vec2(60.0, 24.0));
            ui.put(place, eframe::egui::Button::new(format!("At {left}")));
        }
    });
    harness.run();
    let nodes: Vec<Node<'_>> = harness.root().children_recursive().collect();
    let found = complaints(&nodes, Rect::from_min_size(pos2(0.0, 0.0), window), "a test");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("At 10") && found[0].contains("At 30") && found[1].contains("At 280"), "{found:?}");
}
