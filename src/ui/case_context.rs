//! Context of the views of an open case: what they read, and where they put messages. Nothing here can be changed while
//! drawing.
//!
//! Must not know: how any view is laid out.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::case::message::Message;
use super::case::participation::Participation;
use super::command::Command;
use super::documents::SelectedPassage;
use super::documents::viewer::Viewer;
use super::effects::{Effects, Request};
use crate::case::{Action, Case, Citation, Reviewer, Value};
use crate::checklist::{Outline, Step};
use crate::clock::Instant;
use crate::engine::{Evaluation, OpenItem};
use crate::ids::{CriterionId, QuestionId, RowId};
use crate::policy::{Policy, PolicyOrigin};
use crate::report::Figure;
use crate::session::Session;
use crate::turnaround::Clock;
use crate::workspace::worklist::Row;

/// Data that the views of an open case read, and the place for their messages.
pub struct CaseContext<'a> {
    /// The open case.
    pub session: &'a Session,
    /// Its steps and cards.
    pub outline: &'a Outline,
    /// Drawings of its rows, by the question that asks for them.
    pub figures: &'a BTreeMap<QuestionId, Figure>,
    /// The step that is shown.
    pub step: Step,
    /// The standing of the policy file.
    pub standing: PolicyOrigin,
    /// The reviewer.
    pub reviewer: &'a Reviewer,
    /// Who works on the case.
    pub participation: &'a Participation,
    /// True when the reviewer's key is unlocked, so that they can sign.
    pub signed_in: bool,
    /// The time of the frame.
    pub now: Instant,
    /// The day of the frame, on this workstation.
    pub today: NaiveDate,
    /// The request's clock at that time.
    pub clock: Clock,
    /// The member's other cases.
    pub others: Vec<&'a Row>,
    /// True while a linked case is being read for an action that waits for it.
    pub reads_linked_case: bool,
    /// True while the worklist is being read, so that some of the others may be missing.
    pub reading: bool,
    /// The row of this case.
    pub row: Option<&'a Row>,
    /// Days that an approval runs where nothing else is said: the department's setting.
    pub approval_days: u32,
    /// The open item that was jumped to and is still to be scrolled to.
    pub target: Option<&'a OpenItem>,
    /// Where only open items are shown: those that were open when the step was shown, so that none disappears while it is worked
    /// off.
    pub only: Option<&'a [OpenItem]>,
    /// The criterion that the policy is shown of, where it is shown beside the case.
    pub looked_up: Option<&'a CriterionId>,
    /// True when the department has a copy of the policy that can be opened.
    pub policy_copy: bool,
    /// True when letters are shortcuts on an answer.
    pub single_keys: bool,
    /// The answer or row whose source form is open.
    pub source_form: Option<&'a (QuestionId, Option<RowId>)>,
    /// The citation that was noted last, which is offered for the next answer.
    pub last_source: Option<&'a Citation>,
    /// The document beside the checklist.
    pub viewer: Option<&'a Viewer>,
    /// The passage that the source form takes over.
    pub selected_passage: Option<&'a SelectedPassage>,
    /// Where messages go.
    pub effects: &'a Effects<Message>,
}

impl<'a> CaseContext<'a> {
    /// The case as it stands.
    pub fn case(&self) -> &'a Case {
        self.session.case()
    }

    /// Its policy.
    pub fn policy(&self) -> &'a Policy {
        self.session.policy()
    }

    /// Its evaluation.
    pub fn evaluation(&self) -> &'a Evaluation {
        self.session.evaluation()
    }

    /// Changes the case.
    pub fn act(&self, action: Action) {
        self.request(Request::Dispatch(action));
    }

    /// Answers a question.
    pub fn answer(&self, question: &QuestionId, value: Value) {
        self.act(Action::Answer { question: question.clone(), value });
    }

    /// Takes an answer back.
    pub fn clear(&self, question: &QuestionId) {
        self.act(Action::Clear { question: question.clone() });
    }

    /// Carries out a command.
    pub fn run(&self, command: Command) {
        self.effects.run(command);
    }

    /// Shows a sentence.
    pub fn notify(&self, text: impl Into<String>) {
        self.effects.notify(text);
    }

    /// Asks the window or another feature for something.
    pub fn request(&self, request: Request) {
        self.effects.request(request);
    }

    /// Sends a message to the feature of the open case.
    pub fn send(&self, message: Message) {
        self.effects.send(message);
    }

    /// True when something that asks for these items is shown: always, or where only open items are, when one of them is open or
    /// was when the step was shown.
    pub fn shows(&self, asked: impl Fn(&OpenItem) -> bool) -> bool {
        self.only.is_none_or(|left| left.iter().chain(&self.evaluation().open).any(asked))
    }

    /// The stable id of a control of this case: drafts are kept under it, so it tells cases apart.
    pub fn id(&self, question: &QuestionId, part: &str) -> String {
        let dot = if part.is_empty() { "" } else { "." };
        format!("{}/{question}{dot}{part}", self.case().id)
    }
}
