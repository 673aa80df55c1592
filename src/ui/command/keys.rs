//! Shortcuts of commands.
//!
//! Must not know: how any command is carried out.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::Command;

impl Command {
    /// Returns the shortcut.
    pub fn shortcut(self) -> KeyboardShortcut {
        let with = |modifiers, key| KeyboardShortcut::new(modifiers, key);
        match self {
            Self::Palette => with(Modifiers::COMMAND, Key::K),
            Self::NewCase => with(Modifiers::COMMAND, Key::N),
            Self::SwitchPathway => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P),
            Self::Search => with(Modifiers::NONE, Key::Slash),
            Self::Undo => with(Modifiers::COMMAND, Key::Z),
            Self::Redo => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z),
            Self::NextOpen => with(Modifiers::NONE, Key::J),
            Self::PreviousOpen => with(Modifiers::NONE, Key::K),
            Self::AddSource => with(Modifiers::NONE, Key::A),
            Self::SameSource => with(Modifiers::SHIFT, Key::A),
            Self::CopyNote => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::C),
            Self::Papers => with(Modifiers::COMMAND, Key::E),
            Self::AskForInformation => with(Modifiers::COMMAND, Key::I),
            Self::HandOver => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::H),
            Self::Import => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O),
            Self::Decide => with(Modifiers::COMMAND, Key::D),
            Self::SignIn => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::U),
            Self::Settings => with(Modifiers::COMMAND, Key::Comma),
            Self::Overview => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::D),
            Self::Trash => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::T),
            Self::OnlyOpen => with(Modifiers::NONE, Key::O),
            Self::PolicyBeside => with(Modifiers::NONE, Key::F7),
            Self::Attach => with(Modifiers::COMMAND, Key::O),
            Self::ChartBeside => with(Modifiers::NONE, Key::F8),
            Self::PreviousPage => with(Modifiers::COMMAND, Key::PageUp),
            Self::NextPage => with(Modifiers::COMMAND, Key::PageDown),
            Self::GoToPage => with(Modifiers::COMMAND, Key::G),
            Self::FindInChart => with(Modifiers::COMMAND, Key::F),
            Self::Enlarge => with(Modifiers::COMMAND, Key::Plus),
            Self::Reduce => with(Modifiers::COMMAND, Key::Minus),
            Self::FitPage => with(Modifiers::COMMAND, Key::Num0),
            Self::TurnPage => with(Modifiers::COMMAND, Key::R),
            Self::Messages => with(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::M),
            Self::Shortcuts => with(Modifiers::NONE, Key::Questionmark),
            Self::Guide => with(Modifiers::NONE, Key::F1),
            Self::About => with(Modifiers::SHIFT, Key::F1),
            Self::PreviousCase => with(Modifiers::ALT, Key::ArrowUp),
            Self::NextCase => with(Modifiers::ALT, Key::ArrowDown),
        }
    }

    /// Returns a second shortcut, if there is one.
    ///
    /// It also works while a text field has the focus.
    pub fn second_shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::Shortcuts => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::F1)),
            // On layouts where the plus needs Shift, this is its key without Shift.
            Self::Enlarge => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals)),
            _ => None,
        }
    }

    /// Returns the shortcut as it is shown on a key cap.
    pub fn cap(self) -> String {
        let shortcut = self.shortcut();
        let mut parts = Vec::new();
        if shortcut.modifiers.command {
            parts.push("Ctrl");
        }
        if shortcut.modifiers.alt {
            parts.push("Alt");
        }
        if shortcut.modifiers.shift {
            parts.push("Shift");
        }
        parts.push(match shortcut.logical_key {
            Key::Slash => "/",
            Key::Questionmark => "?",
            Key::Comma => ",",
            Key::ArrowUp => "Up",
            Key::ArrowDown => "Down",
            Key::PageUp => "Page Up",
            Key::PageDown => "Page Down",
            Key::Plus => "+",
            Key::Minus => "-",
            key => key.name(),
        });
        parts.join(" ")
    }

    /// Returns true when the shortcut is a plain character.
    ///
    /// A focused text field takes it as text.
    pub fn is_plain(self) -> bool {
        let KeyboardShortcut { modifiers, logical_key } = self.shortcut();
        !modifiers.command && !modifiers.alt && !matches!(logical_key, Key::F1 | Key::F7 | Key::F8)
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    #[test]
    fn no_two_commands_share_a_key_or_a_text() {
        for (place, one) in Command::ALL.into_iter().enumerate() {
            for other in Command::ALL.into_iter().skip(place + 1) {
                let keys = |it: Command| [Some(it.shortcut()), it.second_shortcut()].into_iter().flatten();
                assert!(keys(one).all(|key| keys(other).all(|taken| taken != key)), "{one:?} and {other:?}");
                assert_ne!(one.text(), other.text(), "{one:?} and {other:?}");
            }
        }
    }
}
