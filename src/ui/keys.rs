//! Keys, and what each wishes for. Plain letters belong to the text while someone types.
//!
//! Must not know: how any wish is granted.

use eframe::egui::{Context, Event, Key, Modifiers};

use super::app::App;
use super::command::Command;
use super::intent::{Intent, Intents};
use crate::checklist::Step;

impl App {
    /// Turns keys into wishes. Plain letters belong to the text while someone types.
    pub(super) fn keys(&mut self, ctx: &Context, intents: &mut Intents) {
        // The palette has the keyboard to itself.
        if self.palette.is_some() {
            if ctx.input_mut(|input| input.consume_shortcut(&Command::Palette.shortcut())) {
                intents.push(Intent::Palette(None));
            }
            return;
        }
        let typing = ctx.text_edit_focused();
        // A key with Shift is also the key without it to egui: the one that asks for more comes first.
        let mut commands = Command::ALL;
        commands.sort_by_key(|command| !command.shortcut().modifiers.shift);
        // Without a case there is nothing to do with one.
        for command in commands.into_iter().filter(|command| self.open.is_some() || !command.is_of_a_case()) {
            let of_text = command.is_plain() || matches!(command, Command::Undo | Command::Redo);
            let switched_off = command.is_plain() && !self.settings.single_keys;
            let first = (!(typing && of_text || switched_off)).then(|| command.shortcut());
            let mut pressed = [first, command.second_shortcut()].into_iter().flatten();
            if ctx.input_mut(|input| pressed.any(|shortcut| input.consume_shortcut(&shortcut))) {
                intents.push(Intent::Do(command));
                // The letter comes as text too: it must not land in a field that the command puts the keyboard into.
                if command.is_plain() {
                    ctx.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
                }
            }
        }
        const DIGITS: [Key; 9] =
            [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
        for (place, key) in DIGITS.into_iter().enumerate() {
            if ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, key)) {
                intents.extend(self.step_at(place).map(Intent::Show));
            }
        }
        let anything_over = self.overlay.is_some() || self.open.as_ref().is_some_and(|open| open.source_form.is_some());
        if !typing && anything_over && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            intents.push(if self.overlay.is_some() { Intent::CloseOverlay } else { Intent::CloseSource });
        }
    }

    fn step_at(&self, place: usize) -> Option<Step> {
        self.open.as_ref()?.outline.steps().get(place).copied()
    }
}
