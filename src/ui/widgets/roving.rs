//! One tab stop for a group of neighbours: the arrow keys go from one to the next, Tab leaves the group.
//!
//! Must not know: what the neighbours are.

use eframe::egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Sense, Ui};

/// Which neighbour is the group's tab stop in this frame, and whether an arrow key has just moved it.
#[derive(Clone, Copy)]
pub(super) struct Roving {
    /// The neighbour that can be tabbed to.
    pub(super) stop: usize,
    /// Whether it has the focus.
    pub(super) focused: bool,
    /// Whether a key moved the focus in this frame.
    pub(super) moved: bool,
}

impl Roving {
    /// Moves the focus among `ids` by the arrow keys, Home and End. Call before the neighbours are drawn. `resting` is the
    /// tab stop while the focus is elsewhere.
    pub(super) fn update(ui: &Ui, ids: &[Id], resting: usize) -> Self {
        let last = ids.len().saturating_sub(1);
        let focused = ui.memory(|memory| memory.focused());
        let Some(here) = ids.iter().position(|id| focused == Some(*id)) else {
            return Self { stop: resting.min(last), focused: false, moved: false };
        };
        let stop = pressed_target(ui, here, last).unwrap_or(here);
        let moved = stop != here;
        ui.memory_mut(|memory| {
            if let (true, Some(id)) = (moved, ids.get(stop)) {
                memory.request_focus(*id);
                memory.move_focus(FocusDirection::None); // or egui would go on to a neighbour of its own choice
            }
            let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ids.iter().for_each(|id| memory.set_focus_lock_filter(*id, filter));
        });
        Self { stop, focused: true, moved }
    }

    /// What the neighbour with this index senses: all can be clicked, one can be tabbed to.
    pub(super) fn sense(self, index: usize) -> Sense {
        if index == self.stop { Sense::click() } else { Sense::CLICK }
    }
}

fn pressed_target(ui: &Ui, here: usize, last: usize) -> Option<usize> {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowRight) || pressed(Key::ArrowDown) {
        Some(if here == last { 0 } else { here + 1 })
    } else if pressed(Key::ArrowLeft) || pressed(Key::ArrowUp) {
        Some(if here == 0 { last } else { here - 1 })
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    }
}
