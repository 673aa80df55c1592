//! What the views of an open case read: the session and what the window knows beside it. Nothing here can be changed
//! while drawing.
//!
//! Must not know: how any view is laid out.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::{Context, Id};

use super::presence::Footing;
use crate::case::{Action, Case, Citation, Region, Reviewer, Value};
use crate::checklist::{Outline, Step};
use crate::clock::Instant;
use crate::engine::{Evaluation, OpenItem};
use crate::ids::{CriterionId, DocumentId, QuestionId, RowId};
use crate::policy::{Policy, Standing};
use crate::report::Figure;
use crate::session::Session;
use crate::turnaround::Clock;
use crate::ui::intent::{Intent, Intents};
use crate::ui::viewer::Viewer;
use crate::workspace::worklist::Row;

/// A place of the record that is to be cited.
#[derive(Clone, PartialEq)]
pub struct Clip {
    /// Tells it from the one before: a form takes each once.
    pub number: u64,
    /// The document.
    pub document: DocumentId,
    /// The page, from 1.
    pub page: u32,
    /// What is marked on it.
    pub region: Option<Region>,
    /// What it says there, where the page has words.
    pub passage: String,
}

/// What a case's views read and where their wishes go.
pub struct Desk<'a> {
    /// The open case.
    pub session: &'a Session,
    /// Its page, step by step.
    pub outline: &'a Outline,
    /// Drawings of its rows, by the question that asks for them.
    pub figures: &'a BTreeMap<QuestionId, Figure>,
    /// The step shown.
    pub step: Step,
    /// Whether anyone answers for the policy file.
    pub standing: PolicyOrigin,
    /// Who reviews.
    pub reviewer: &'a Reviewer,
    /// Who else works on it.
    pub footing: &'a Footing,
    /// Whether their key is unlocked, so that they can sign.
    pub signed_in: bool,
    /// Now, on this workstation.
    pub now: Instant,
    /// Today, on this workstation.
    pub today: NaiveDate,
    /// The request's clock, as it stands now.
    pub clock: Clock,
    /// The member's other cases.
    pub others: Vec<&'a Row>,
    /// Whether a linked case is being read for an action that waits for it.
    pub reads_linked_case: bool,
    /// Whether the worklist is still being read, so that some of the others may be missing.
    pub reading: bool,
    /// The row of this case.
    pub row: Option<&'a Row>,
    /// How long an approval runs that says nothing else, in days: the department's setting.
    pub approval_days: u32,
    /// The open item that was jumped to and is still to be scrolled to.
    pub target: Option<&'a OpenItem>,
    /// Where only open items are shown: those that were open when the step was, so that nothing goes while it is worked off.
    pub only: Option<&'a [OpenItem]>,
    /// The criterion that the policy is shown of, where it is shown beside the case.
    pub looked_up: Option<&'a CriterionId>,
    /// Whether the department has a copy of the policy that can be opened.
    pub policy_copy: bool,
    /// Whether letters are keys on an answer.
    pub single_keys: bool,
    /// The answer or row whose source form is open.
    pub source_form: Option<&'a (QuestionId, Option<RowId>)>,
    /// The source noted last, which is at hand for the next one.
    pub last_source: Option<&'a Citation>,
    /// The record beside the checklist.
    pub viewer: Option<&'a Viewer>,
    /// What is cited next, where the record is beside.
    pub clip: Option<&'a Clip>,
    /// Where wishes go.
    pub intents: RefCell<Intents>,
}

impl<'a> Desk<'a> {
    /// The case as it stands.
    pub fn case(&self) -> &'a Case {
        self.session.case()
    }

    /// Its policy.
    pub fn policy(&self) -> &'a Policy {
        self.session.policy()
    }

    /// What it amounts to.
    pub fn evaluation(&self) -> &'a Evaluation {
        self.session.evaluation()
    }

    /// Wishes for a change of the case.
    pub fn act(&self, action: Action) {
        self.push(Intent::Act(action));
    }

    /// Wishes to answer a question.
    pub fn answer(&self, question: &QuestionId, value: Value) {
        self.act(Action::Answer { question: question.clone(), value });
    }

    /// Wishes to take an answer back.
    pub fn clear(&self, question: &QuestionId) {
        self.act(Action::Clear { question: question.clone() });
    }

    /// Wishes for anything.
    pub fn push(&self, intent: Intent) {
        self.intents.borrow_mut().push(intent);
    }

    /// Whether what is asked here is shown: all of it, or what is open, or was when the step was shown.
    pub fn shows(&self, asked: impl Fn(&OpenItem) -> bool) -> bool {
        self.only.is_none_or(|left| left.iter().chain(&self.evaluation().open).any(asked))
    }

    /// The stable id of a control of this case: drafts are kept under it, so it tells cases apart.
    pub fn id(&self, question: &QuestionId, part: &str) -> String {
        let dot = if part.is_empty() { "" } else { "." };
        format!("{}/{question}{dot}{part}", self.case().id)
    }
}

/// Half-made input of a view that is more than one field, kept between frames as a draft is.
pub fn kept<T: Clone + Default + Send + Sync + 'static>(ctx: &Context, id: &str) -> T {
    ctx.data(|data| data.get_temp(Id::unique(("mednec kept", id)))).unwrap_or_default()
}

/// Keeps it for the next frame.
pub fn keep<T: Clone + Default + Send + Sync + 'static>(ctx: &Context, id: &str, input: T) {
    ctx.data_mut(|data| data.insert_temp(Id::unique(("mednec kept", id)), input));
}
