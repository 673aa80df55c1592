//! Roving tab stop: a group of controls with one tab stop.
//!
//! The arrow keys move inside the group, Tab leaves it.
//!
//! Must not know: what the controls are.

use eframe::egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Sense, Ui};

/// The tab stop of a group in this frame.
#[derive(Clone, Copy)]
pub(super) struct Roving {
    /// Index of the control that is the tab stop.
    pub(super) stop: usize,
    /// True when it has the focus.
    pub(super) focused: bool,
    /// True when a key moved the focus in this frame.
    pub(super) moved: bool,
}

impl Roving {
    /// Moves the focus among `ids` by the arrow keys, Home and End.
    ///
    /// Call it before the controls are drawn. `resting` is the index of the tab stop while the focus is elsewhere.
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
                memory.move_focus(FocusDirection::None); // otherwise egui also moves the focus by the same key
            }
            let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ids.iter().for_each(|id| memory.set_focus_lock_filter(*id, filter));
        });
        Self { stop, focused: true, moved }
    }

    /// Returns the sense of the control at an index.
    ///
    /// All can be clicked, one can be tabbed to.
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
