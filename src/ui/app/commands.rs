//! Maps each command to the pages, messages and requests that carry it out.
//!
//! Must not know: what any feature does.

use eframe::egui::Context;

use super::App;
use super::message::Message;
use crate::case::Action;
use crate::checklist::Step;
use crate::ui::case::Direction;
use crate::ui::command::Command;
use crate::ui::documents::ViewerMessage;
use crate::ui::effects::{Effect, Page, Request};
use crate::ui::{case, documents, guide, palette, papers, sign_in, storage, worklist};

impl App {
    /// Returns the effects that carry out a command.
    pub(super) fn run(&mut self, ctx: &Context, command: Command) -> Vec<Effect<Message>> {
        use Effect::{Message as Send, Request as Ask};
        let case = |message| vec![Send(Message::Case(message))];
        let documents = |message| vec![Send(Message::Documents(message))];
        let storage = |message| vec![Send(Message::Storage(message))];
        match command {
            Command::NewCase => show(Page::NewCase),
            Command::Settings => show(Page::Settings),
            Command::Overview => show(Page::Overview),
            Command::Messages => show(Page::Messages),
            Command::About => show(Page::About),
            Command::Shortcuts => show(Page::Shortcuts),
            Command::Palette => {
                let focused = ctx.memory(|memory| memory.focused());
                vec![Send(Message::Palette(palette::Message::Open(focused)))]
            }
            Command::SwitchPathway if self.model.open.is_some() => show(Page::SwitchPathway),
            Command::SwitchPathway => Vec::new(),
            Command::SignIn => {
                vec![Send(Message::SignIn(sign_in::Message::ReadRoster)), Ask(Request::ShowPage(Page::SignIn))]
            }
            Command::Guide => vec![Send(Message::Guide(guide::Message::Open)), Ask(Request::ShowPage(Page::Guide))],
            Command::Decide => vec![Ask(Request::ClosePage), Ask(Request::ShowStep(Step::Decision))],
            Command::Search => vec![Ask(Request::Focus(worklist::SEARCH))],
            Command::PreviousCase => self.open_neighbor(false),
            Command::NextCase => self.open_neighbor(true),
            Command::Undo => case(case::Message::Dispatch(Action::Undo)),
            Command::Redo => case(case::Message::Dispatch(Action::Redo)),
            Command::NextOpen => case(case::Message::GoToOpen(Direction::Next)),
            Command::PreviousOpen => case(case::Message::GoToOpen(Direction::Previous)),
            Command::OnlyOpen => case(case::Message::ToggleOnlyOpen),
            Command::PolicyBeside => case(case::Message::TogglePolicy),
            Command::SameSource => case(case::Message::CiteAgain),
            // With an open form, the same key cites the page that is shown.
            Command::AddSource if self.documents.source_form.is_some() && self.documents.viewer.is_some() => {
                documents(documents::Message::SelectPassage)
            }
            Command::AddSource => case(case::Message::AddSource),
            Command::Attach => documents(documents::Message::AskFile(None)),
            Command::ChartBeside => documents(documents::Message::Toggle),
            Command::GoToPage => documents(documents::Message::Focus(documents::PAGE_FIELD)),
            Command::FindInChart => vec![
                view(ViewerMessage::Find(Some(String::new()))),
                Send(Message::Documents(documents::Message::Focus(documents::FIND_FIELD))),
            ],
            Command::NextPage => vec![view(ViewerMessage::MoveByPages(1))],
            Command::PreviousPage => vec![view(ViewerMessage::MoveByPages(-1))],
            Command::Enlarge => vec![view(ViewerMessage::Zoom { larger: true })],
            Command::Reduce => vec![view(ViewerMessage::Zoom { larger: false })],
            Command::FitPage => vec![view(ViewerMessage::FitPage)],
            Command::TurnPage => vec![view(ViewerMessage::RotatePage)],
            Command::CopyNote => to_papers(papers::Message::CopyNote),
            Command::Papers => to_papers(papers::Message::OpenFitting),
            Command::AskForInformation if self.model.open.is_some() => to_papers(papers::Message::OpenNamed("request")),
            Command::AskForInformation => Vec::new(),
            Command::HandOver => storage(storage::Message::AskHandOver),
            Command::Import => storage(storage::Message::AskImport),
            Command::Trash => storage(storage::Message::OpenTrash),
        }
    }

    /// Opens the next or previous case of the worklist.
    ///
    /// Counts from a case that is still being read, so that pressing the key twice moves two rows.
    fn open_neighbor(&self, below: bool) -> Vec<Effect<Message>> {
        let opening = self.case.opening.as_ref().map(|opening| &opening.case);
        let from = opening.or(self.model.open_id()).cloned();
        vec![Effect::Message(Message::Worklist(worklist::Message::OpenNeighbor { from, below }))]
    }
}

fn show(page: Page) -> Vec<Effect<Message>> {
    vec![Effect::Request(Request::ShowPage(page))]
}

fn view(message: ViewerMessage) -> Effect<Message> {
    Effect::Message(Message::Documents(documents::Message::View(message)))
}

fn to_papers(message: papers::Message) -> Vec<Effect<Message>> {
    vec![Effect::Message(Message::Papers(message))]
}
