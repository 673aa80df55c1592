//! Applies messages of the pages about the store.
//!
//! Must not know: how any of it is drawn.

use super::message::Message;
use super::state::Comparison;
use super::state::State;
use super::{backup, comparison, damaged, hand_over, recovery, trash};
use crate::ui::effects::Effects;
use crate::ui::model::Model;

/// Applies a message about the store.
pub fn update(state: &mut State, model: &mut Model, message: Message, effects: &Effects<Message>) {
    match message {
        Message::FindRecoverable => recovery::find(model, effects),
        Message::FoundRecoverable(found) => recovery::found(state, found, effects),
        Message::Recover(found) => recovery::resolve(model, found, true, effects),
        Message::Discard(found) => recovery::resolve(model, found, false, effects),
        Message::Resolved(found, outcome) => recovery::resolved(state, model, &found, outcome, effects),
        Message::ExamineDamaged(case, why) => damaged::examine(model, case, why, effects),
        Message::Examined(damaged) => damaged::examined(state, damaged, effects),
        Message::OpenDamaged => damaged::open(state, model, effects),
        Message::DamagedRead(case, read) => damaged::opened(state, model, &case, read, effects),
        Message::PutBack(position) => damaged::put_back(state, model, position, effects),
        Message::OpenTrash => trash::read(model, effects),
        Message::TrashRead(trashed) => trash::show(state, trashed, effects),
        Message::MoveToTrash(case, reason) => trash::move_to_trash(model, case, reason, effects),
        Message::MovedToTrash(case, moved) => trash::moved_to_trash(model, &case, moved, effects),
        Message::PutBackFromTrash(trashed) => trash::put_back(model, trashed, effects),
        Message::Moved(moved) => trash::moved(state, moved, effects),
        Message::Compare => comparison::read(model, effects),
        Message::Compared(case, comparison) => comparison::show(state, model, case, comparison, effects),
        Message::CompareNext => state.comparison.iter_mut().for_each(Comparison::select_next),
        Message::TakeOver(change) => comparison::take_over(&change, effects),
        Message::DropCopy => comparison::drop_copy(state, model, effects),
        Message::CopyDropped(dropped) => comparison::copy_dropped(dropped, effects),
        Message::AskBackUp => backup::ask_back_up(effects),
        Message::BackUp(file) => backup::back_up(state, model, file, effects),
        Message::AskCheck => backup::ask_which(effects, Message::Check),
        Message::Check(file) => backup::check(state, model, file, effects),
        Message::AskRestore => backup::ask_which(effects, Message::AskRestoreInto),
        Message::AskRestoreInto(file) => backup::ask_folder(effects, file),
        Message::Restore(file, folder) => backup::restore_into(state, model, file, folder, effects),
        Message::Stop => state.running.iter().for_each(super::running::Running::stop),
        Message::Finished(outcome) => {
            state.running = None;
            effects.report(outcome);
        }
        Message::AskHandOver => hand_over::ask(model, effects),
        Message::HandOver(case, path) => hand_over::write(model, &case, path, effects),
        Message::HandedOver(outcome) => effects.report(outcome),
        Message::AskImport => hand_over::ask_import(effects),
        Message::Import(path) => hand_over::import(model, path, effects),
        Message::Imported(Ok(imported)) => hand_over::imported(model, &imported.0, imported.1, effects),
        Message::Imported(Err(error)) => effects.notify(format!("The case was not imported: {error}.")),
        Message::OpenFirst(path) => hand_over::open_first(model, path, effects),
        Message::First(first) => hand_over::opened_first(first, effects),
    }
}
