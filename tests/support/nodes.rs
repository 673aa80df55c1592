//! The name, state and place of a control, read from its node of the accessibility tree.

use eframe::egui::Role;
use egui_kittest::Node;
use egui_kittest::kittest::NodeT as _;

pub(crate) fn role(node: &Node<'_>) -> Role {
    node.accesskit_node().role()
}

pub(crate) fn author_id(node: &Node<'_>) -> Option<String> {
    node.accesskit_node().author_id().map(str::to_owned)
}

pub(crate) fn name_of(node: &Node<'_>) -> Option<String> {
    node.accesskit_node().label().filter(|name| !name.trim().is_empty())
}

/// Everything that a node says: its name, its text, its description.
pub(crate) fn words_of(node: &Node<'_>) -> Option<String> {
    let parts = [name_of(node), node.value(), node.accesskit_node().description()];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" | "))
}

/// All groups around a control, from the inside out.
pub(crate) fn groups_of(node: &Node<'_>) -> Vec<String> {
    let around = std::iter::successors(node.parent(), Node::parent);
    around.filter(|it| matches!(role(it), Role::Group | Role::RadioGroup)).filter_map(|it| name_of(&it)).collect()
}

pub(crate) fn group_of(node: &Node<'_>) -> Option<String> {
    let parent = node.parent()?;
    if role(&parent) == Role::RadioGroup { name_of(&parent) } else { group_of(&parent) }
}
