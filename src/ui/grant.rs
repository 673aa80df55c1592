//! Grants what was wished for in a frame: the one place where the window changes anything.
//!
//! Must not know: how any of it is drawn.

use eframe::egui::Context;

use super::app::{App, Open};
use super::asking::Asked;
use super::command::Command;
use super::intent::{Intent, Intents};
use super::viewer::{Leafing, Viewer};
use super::views::{FIND_FIELD, Overlay, PAGE_FIELD};
use super::widgets::{field_id, flush_drafts, pending_drafts};
use crate::case::{Act, Action, Stamp};
use crate::checklist::Step;
use crate::ids::{ContentHash, PathwayId};
use crate::workspace::worklist::{Row, in_working_order};
use crate::{clock, wording};

impl App {
    pub(super) fn grant(&mut self, ctx: &Context, mut intents: Intents) {
        // The click that opens another case is also what makes a field hand over its text, and the worklist is drawn before
        // the field: what was typed belongs to the case that was open when it was drawn.
        intents.sort_by_key(leaves_the_case);
        for intent in intents {
            if leaves_the_case(&intent) && flush_drafts(ctx) && pending_drafts(ctx).iter().any(|draft| draft.drawn) {
                self.waiting.push(intent);
                continue;
            }
            self.grant_one(ctx, intent);
        }
    }

    /// Grants what waited for one more frame. What is half typed even now cannot be read: it stays where it was typed, and
    /// holds nobody up.
    pub(super) fn grant_waited(&mut self, ctx: &Context, waited: Intents) {
        if waited.is_empty() {
            return;
        }
        let unread = pending_drafts(ctx).into_iter().find(|draft| draft.drawn);
        for intent in waited {
            self.grant_one(ctx, intent);
        }
        if let Some(draft) = unread {
            self.messages.say(format!("{}: what was typed cannot be read yet. It waits there.", draft.label));
        }
        ctx.request_repaint();
    }

    fn grant_one(&mut self, ctx: &Context, intent: Intent) {
        match intent {
            Intent::Act(action) => self.act(ctx, &action),
            Intent::Do(command) => self.carry_out(ctx, command),
            Intent::Palette(typed) => self.show_palette(ctx, typed),
            Intent::Choose(chosen) => {
                // The keyboard belongs to what was chosen now, and nothing under the palette can have it in this frame.
                (self.palette, self.before_palette) = (None, None);
                self.waiting.push(*chosen);
                ctx.request_repaint();
            }
            Intent::OpenCase(case) => self.open_case(ctx, &case),
            Intent::Begin(policy, pathway) => self.begin(&policy, pathway),
            Intent::AddSamples => self.add_samples(),
            Intent::Introduce { name, credential } => self.introduce(&name, &credential),
            Intent::Show(step) => self.with_open(|open| open.show(step)),
            Intent::Jump(item) => self.jump(item),
            Intent::AddSource(question, row) => self.open_source_form((question, row)),
            Intent::CloseSource => self.with_open(|open| (open.source_form, open.clip) = (None, None)),
            Intent::Leaf(leafing) => self.leaf(ctx, leafing),
            Intent::Attach(document) => self.ask_for_file(ctx, document),
            Intent::TakeCaseOver => self.take_case_over(ctx),
            Intent::WorkOnCopy => self.work_on_copy(),
            Intent::SaveAgain => self.save_again(),
            Intent::SettleCutOff(found, recover) => self.settle_cut_off(ctx, &found, recover),
            Intent::LookAtDamaged => self.look_at_damaged(),
            Intent::PutBack(place) => self.put_back(ctx, place),
            Intent::Compare => self.compare(ctx),
            Intent::CompareNext => {
                if let Some(beside) = &mut self.beside {
                    beside.at = (beside.at + 1) % beside.copies.len().max(1);
                }
            }
            Intent::TakeOverChange(change) => self.take_over_change(ctx, &change),
            Intent::DropCopy => self.drop_copy(ctx),
            Intent::Trash(case, reason) => self.trash(ctx, &case, &reason),
            Intent::TakeOut(trashed) => self.take_out(ctx, &trashed),
            Intent::BackUp => self.ask(ctx, Asked::BackUp),
            Intent::CheckBackup => self.ask(ctx, Asked::CheckBackup),
            Intent::Restore => self.ask(ctx, Asked::Restore),
            Intent::Stop => {
                if let Some(running) = &self.running {
                    running.stop();
                }
            }
            Intent::Say(message) => self.messages.say(message),
            Intent::Dismiss => self.messages.clear(),
            Intent::Licences => self.overlay = Some(Overlay::Licences),
            Intent::ReadPart(part) => self.read_part(part),
            Intent::ReadSection(section) => self.read_section(section),
            Intent::SaveGuide => self.ask_for_guide(ctx),
            Intent::CloseOverlay => self.overlay = None,
            Intent::CloseCase => (self.open, self.opening) = (None, None),
            Intent::SignIn(who, passphrase) => self.sign_in(ctx, who, &passphrase),
            Intent::FoundRoster { name, credential, passphrase } => {
                self.found_roster(ctx, &name, &credential, &passphrase);
            }
            Intent::ShowPaper(place) => self.show_paper(place),
            Intent::Narrow(scope) => {
                self.papers.scope = scope;
                self.refresh_paper();
            }
            Intent::Select(criterion, taken) => {
                self.papers.select(criterion, taken);
                self.refresh_paper();
            }
            Intent::SavePaper(place) => self.ask_for_paper(ctx, place),
            Intent::CopyPaper => self.copy_shown(ctx),
            Intent::OpenSaved => self.open_saved(),
            Intent::LookUp(criterion) => {
                self.policy_beside = true;
                self.with_open(|open| open.looked_up = Some(criterion));
            }
            Intent::OpenPolicyCopy => self.open_policy_copy(),
            Intent::Set(setting) => self.set(ctx, setting),
            Intent::ChoosePlace(place) => self.ask(ctx, Asked::Path(place)),
            Intent::TrustRoster => self.trust_roster(),
            Intent::Queue(queue) => self.queue = queue,
            Intent::Search(text) => self.search = text,
        }
    }

    pub(super) fn with_open(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = &mut self.open {
            change(open);
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        let now = clock::now();
        let stamp = match &self.identity.unlocked {
            Some(unlocked) => Stamp::signed_in(now, unlocked.clone()),
            None => Stamp::named(now, self.reviewer.clone()?),
        };
        Some(stamp.at_station(self.station.as_deref()))
    }

    /// The one way from the window into a case.
    pub(super) fn act(&mut self, ctx: &Context, action: &Action) {
        let Some(stamp) = self.stamp() else {
            self.messages.say("Say first who reviews.".to_owned());
            return;
        };
        if let Some(why) = self.store.read_only() {
            self.messages.say(format!("Not changed: {why}."));
            return;
        }
        if let Some(why) = self.open.as_ref().and_then(|open| open.footing.why_not(action.act())) {
            self.messages.say(why);
            return;
        }
        if self.reads_linked_case_first(ctx, action) {
            return;
        }
        let Some(open) = &mut self.open else { return };
        // The keyboard is at what is just answered: the key for a source means that answer.
        if let Action::Answer { question, .. } = action
            && let Some(item) = open.item_of(question)
        {
            open.is_at(item);
        }
        match open.session.dispatch(action, &stamp) {
            Ok(true) => {
                open.renew_page();
                match action {
                    Action::Cite { citation, .. } => {
                        open.last_source = Some(citation.clone());
                    }
                    // What it lacks now, a source or the document itself, is where the keyboard is: the next item is another.
                    Action::Answer { question, .. } => {
                        if let Some(item) = open.item_of(question) {
                            open.is_at(item);
                        }
                    }
                    _ => {}
                }
                match action.act() {
                    Act::Edit | Act::Judge => self.messages.clear(),
                    act => self.messages.tell(Ok(format!("{}: recorded and signed.", wording::act(act)))),
                }
                if open.footing.is_copy() {
                    self.keep_copy(ctx);
                } else {
                    self.saver.save(open.session.history().clone());
                    self.is_at_work(ctx);
                    self.update_row();
                }
                self.refresh_paper();
            }
            Ok(false) => {}
            Err(error) => self.messages.say(format!("Not changed: {error}.")),
        }
        self.put_away_what_is_gone();
        // A switch of the pathway, or of a way, can leave the step behind.
        self.with_open(|open| {
            if !open.outline.steps().contains(&open.step) {
                open.step = Step::Checklist(0);
            }
        });
    }

    fn carry_out(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Palette => self.show_palette(ctx, Some(String::new())),
            Command::NewCase => self.overlay = Some(Overlay::NewCase),
            Command::SwitchPathway => self.overlay = self.open.as_ref().map(|_| Overlay::SwitchPathway),
            Command::Settings => self.overlay = Some(Overlay::Settings),
            Command::SignIn => {
                self.read_roster();
                self.overlay = Some(Overlay::SignIn);
            }
            Command::Decide => {
                self.overlay = None;
                self.with_open(|open| open.show(Step::Decision));
            }
            Command::OnlyOpen => {
                self.only_open = !self.only_open;
                self.with_open(|open| open.show(open.step));
            }
            Command::PolicyBeside => {
                self.policy_beside = !self.policy_beside;
                self.overlay = None;
            }
            Command::Attach => self.ask_for_file(ctx, None),
            Command::RecordBeside => self.record_beside(ctx),
            Command::NextPage => self.turn_pages(1),
            Command::PreviousPage => self.turn_pages(-1),
            Command::GoToPage => self.focus_in_record(ctx, PAGE_FIELD),
            Command::FindInRecord => {
                self.leaf(ctx, Leafing::Find(Some(String::new())));
                self.focus_in_record(ctx, FIND_FIELD);
            }
            Command::Enlarge => self.leaf(ctx, Leafing::Zoom(true)),
            Command::Reduce => self.leaf(ctx, Leafing::Zoom(false)),
            Command::FitPage => self.with_viewer(|viewer| viewer.zoom = viewer.zoom.fitting()),
            Command::TurnPage => self.with_viewer(Viewer::turn),
            Command::Messages => self.overlay = Some(Overlay::Messages),
            Command::Guide => self.show_guide(),
            Command::About => self.overlay = Some(Overlay::About),
            Command::Shortcuts => self.overlay = Some(Overlay::Shortcuts),
            Command::Search => {
                ctx.memory_mut(|memory| memory.request_focus(field_id("worklist-search")));
                ctx.request_repaint();
            }
            Command::Undo => self.act(ctx, &Action::Undo),
            Command::Redo => self.act(ctx, &Action::Redo),
            Command::NextOpen => self.go_through_open(1),
            Command::PreviousOpen => self.go_through_open(-1),
            Command::AddSource => self.add_source_here(),
            Command::SameSource => self.cite_the_same(ctx),
            Command::CopyNote => self.copy_note(ctx),
            Command::Papers => self.show_fitting_paper(),
            Command::AskForInformation => self.show_paper_named("request"),
            Command::HandOver if self.open.is_some() => self.ask_for_hand_over(ctx),
            Command::HandOver => {}
            Command::TakeIn => self.ask(ctx, Asked::TakeIn),
            Command::PreviousCase => self.go_through_cases(ctx, -1),
            Command::NextCase => self.go_through_cases(ctx, 1),
            Command::Overview => self.overlay = Some(Overlay::Overview),
            Command::Trash => self.show_trash(ctx),
        }
    }

    fn begin(&mut self, policy: &ContentHash, pathway: PathwayId) {
        let Some(stamp) = self.stamp() else { return };
        // Those on their way to the disk are among the rows.
        let taken = self.rows.iter().filter_map(|row| row.case.as_ref());
        let begun = self.workspace().create_case(policy, pathway, &stamp, taken);
        match begun {
            Ok(session) => {
                self.saver.save(session.history().clone());
                self.show(session, false);
                self.overlay = None;
                self.messages.clear();
                self.update_row();
            }
            Err(error) => self.messages.say(format!("No case was begun: {error}.")),
        }
    }

    /// Puts the samples into the store and the worklist; those that are there stay as they are.
    fn add_samples(&mut self) {
        match self.workspace().new_samples(clock::now()) {
            Ok(samples) => {
                for session in samples {
                    self.put_row(Row::of(&session, &self.rules, clock::now(), clock::local_zone()));
                    self.saver.save(session.history().clone());
                }
                in_working_order(&mut self.rows);
            }
            Err(error) => self.messages.say(format!("The samples were not added: {error}.")),
        }
    }
}

/// Whether a wish would leave half-typed text behind. Of commands, all but those that are known not to.
fn leaves_the_case(intent: &Intent) -> bool {
    match intent {
        Intent::Choose(chosen) => leaves_the_case(chosen),
        Intent::Do(command) => {
            !matches!(
                command,
                Command::Palette
                    | Command::Search
                    | Command::AddSource
                    | Command::Redo
                    | Command::PolicyBeside
                    | Command::RecordBeside
            ) && !command.is_of_the_record()
        }
        intent => matches!(
            intent,
            Intent::OpenCase(_)
                | Intent::Begin(..)
                | Intent::CloseCase
                | Intent::Trash(..)
                | Intent::Compare
                | Intent::Show(_)
                | Intent::Jump(_)
        ),
    }
}
