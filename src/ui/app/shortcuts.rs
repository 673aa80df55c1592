//! Keyboard shortcuts.
//!
//! While a text field has the focus, plain letters, undo and redo belong to it.
//!
//! Must not know: how any command is carried out.

use eframe::egui::{Context, Event, Key, Modifiers};

use super::App;
use super::message::Message;
use crate::checklist::Step;
use crate::ui::command::Command;
use crate::ui::effects::{Effects, Request};
use crate::ui::palette;

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

impl App {
    /// Consumes shortcuts, and asks for their commands, steps and pages.
    pub(super) fn shortcuts(&self, ctx: &Context, effects: &Effects<Message>) {
        // While the palette is open, letters belong to its field, and only its own shortcut counts.
        if self.palette.typed.is_some() {
            if ctx.input_mut(|input| input.consume_shortcut(&Command::Palette.shortcut())) {
                effects.send(Message::Palette(palette::Message::Close));
            }
            return;
        }
        let is_typing = ctx.text_edit_focused();
        self.command_keys(ctx, is_typing, effects);
        for (position, key) in DIGITS.into_iter().enumerate() {
            if ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, key))
                && let Some(step) = self.step_at(position)
            {
                effects.request(Request::ShowStep(step));
            }
        }
        let has_form = self.documents.source_form.is_some();
        if !is_typing
            && (self.page.is_some() || has_form)
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            effects.request(if self.page.is_some() { Request::ClosePage } else { Request::CloseSourceForm });
        }
    }

    fn command_keys(&self, ctx: &Context, is_typing: bool, effects: &Effects<Message>) {
        // egui matches a key with Shift also without it, so shortcuts with Shift are consumed first.
        let mut commands = Command::ALL;
        commands.sort_by_key(|command| !command.shortcut().modifiers.shift);
        // Commands of a case do nothing without one, and must not consume their keys.
        for command in commands.into_iter().filter(|command| self.model.open.is_some() || !command.needs_case()) {
            let is_of_text = command.is_plain() || matches!(command, Command::Undo | Command::Redo);
            let is_off = command.is_plain() && !self.model.settings.single_keys;
            let first = (!(is_typing && is_of_text || is_off)).then(|| command.shortcut());
            let mut pressed = [first, command.second_shortcut()].into_iter().flatten();
            if ctx.input_mut(|input| pressed.any(|shortcut| input.consume_shortcut(&shortcut))) {
                effects.run(command);
                // The letter also arrives as text: it must not be typed into a field that the command focuses.
                if command.is_plain() {
                    ctx.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
                }
            }
        }
    }

    fn step_at(&self, position: usize) -> Option<Step> {
        self.model.open.as_ref()?.outline.steps().get(position).copied()
    }
}
