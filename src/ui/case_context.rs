//! Context of the views of an open case.
//!
//! It lends the data that they read, and collects their effects. It is read-only.
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

/// Data that the views of an open case read, and the effects that they collect.
pub struct CaseContext<'a> {
    /// The open case.
    pub session: &'a Session,
    /// Its steps and cards.
    pub outline: &'a Outline,
    /// Figures of its rows, by question.
    pub figures: &'a BTreeMap<QuestionId, Figure>,
    /// The step that is shown.
    pub step: Step,
    /// Origin of the policy text.
    pub policy_origin: PolicyOrigin,
    /// The reviewer, signed in or only named.
    pub reviewer: &'a Reviewer,
    /// The people who work on the case.
    pub participation: &'a Participation,
    /// True when the reviewer's key is unlocked, so that they can sign.
    pub signed_in: bool,
    /// Time of the frame.
    pub now: Instant,
    /// Day of the frame in this workstation's zone.
    pub today: NaiveDate,
    /// Clock of the request at that time.
    pub clock: Clock,
    /// Worklist rows of the member's other cases.
    pub others: Vec<&'a Row>,
    /// True while a linked case is read for an action that waits for it.
    pub reads_linked_case: bool,
    /// True while the worklist is read, so that `others` may be incomplete.
    pub reading: bool,
    /// Worklist row of this case.
    pub row: Option<&'a Row>,
    /// Preset length of an approval in days, from the settings.
    pub approval_days: u32,
    /// Open item to scroll to and focus.
    pub target: Option<&'a OpenItem>,
    /// Items that were open when the step was shown; `None` while everything is shown.
    ///
    /// They stay shown after they are answered, so that no question disappears while it is worked on.
    pub only: Option<&'a [OpenItem]>,
    /// Criterion whose policy text the status panel shows.
    pub looked_up: Option<&'a CriterionId>,
    /// True when the settings name the department's copy of the policy.
    pub policy_copy: bool,
    /// True when single letters are shortcuts.
    pub single_keys: bool,
    /// Answer or row whose source form is open.
    pub source_form: Option<&'a (QuestionId, Option<RowId>)>,
    /// Last citation, which is offered for the next answer.
    pub last_source: Option<&'a Citation>,
    /// Viewer of the chart, while it is shown.
    pub viewer: Option<&'a Viewer>,
    /// Passage that is selected in the chart, for the source form.
    pub selected_passage: Option<&'a SelectedPassage>,
    /// Effects that the views collect.
    pub effects: &'a Effects<Message>,
}

impl<'a> CaseContext<'a> {
    /// Returns the current state of the case.
    pub fn case(&self) -> &'a Case {
        self.session.case()
    }

    /// Returns the policy that it is pinned to.
    pub fn policy(&self) -> &'a Policy {
        self.session.policy()
    }

    /// Returns its evaluation.
    pub fn evaluation(&self) -> &'a Evaluation {
        self.session.evaluation()
    }

    /// Dispatches an action to the case.
    pub fn act(&self, action: Action) {
        self.request(Request::Dispatch(action));
    }

    /// Answers a question.
    pub fn answer(&self, question: &QuestionId, value: Value) {
        self.act(Action::Answer { question: question.clone(), value });
    }

    /// Clears an answer.
    pub fn clear(&self, question: &QuestionId) {
        self.act(Action::Clear { question: question.clone() });
    }

    /// Runs a command.
    pub fn run(&self, command: Command) {
        self.effects.run(command);
    }

    /// Shows a notice of a problem.
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

    /// Returns true when an entry whose items match is shown.
    ///
    /// Where only open items are shown, one of its items has to be open, or to have been open when the step was shown.
    pub fn shows(&self, asked: impl Fn(&OpenItem) -> bool) -> bool {
        self.only.is_none_or(|left| left.iter().chain(&self.evaluation().open).any(asked))
    }

    /// Returns the stable id of a control.
    ///
    /// It contains the case's id, since drafts are kept under it.
    pub fn id(&self, question: &QuestionId, part: &str) -> String {
        let dot = if part.is_empty() { "" } else { "." };
        format!("{}/{question}{dot}{part}", self.case().id)
    }
}
