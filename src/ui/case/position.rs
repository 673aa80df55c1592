//! The step and the open item that are worked on.
//!
//! Must not know: how a case is changed or drawn.

use super::message::Direction;
use crate::checklist::Step;
use crate::engine::{Need, OpenItem};
use crate::ids::{CriterionId, QuestionId, RowId};
use crate::session::Session;
use crate::ui::model::{Model, OpenCase};

/// The step and the open item that are worked on.
#[derive(Default)]
pub struct Position {
    /// The step that is shown.
    pub step: Step,
    /// The open item that the keyboard is at.
    pub item: Option<OpenItem>,
    /// All items that were open when the keyboard came to it, in the order of the page.
    items_then: Vec<OpenItem>,
    /// An item that was jumped to, until its card was drawn.
    pub target: Option<OpenItem>,
    /// The items that were open when the step was shown.
    pub items_when_shown: Vec<OpenItem>,
    /// The criterion that was looked up in the policy.
    pub looked_up: Option<CriterionId>,
}

impl Position {
    /// The first step of a case.
    pub(super) fn at_begin_of(session: &Session) -> Self {
        Self { items_when_shown: session.evaluation().open.clone(), ..Self::default() }
    }

    /// Shows a step, with the items that are open now.
    pub(super) fn show(&mut self, model: &Model, step: Step) {
        let Some(session) = model.session() else { return };
        self.step = step;
        self.items_when_shown.clone_from(&session.evaluation().open);
    }

    /// Puts the keyboard at an item; the others are remembered for when it is worked off.
    pub(super) fn go_to(&mut self, open: &OpenCase, item: OpenItem) {
        self.looked_up = None;
        self.items_then = in_page_order(open);
        self.item = Some(item);
    }

    /// The criterion that was looked up or is worked on, or else the pathway's own.
    pub fn criterion<'a>(&'a self, session: &'a Session) -> Option<&'a CriterionId> {
        let item = self.item.as_ref().map(|item| &item.criterion);
        let pathway = session.pathway().map(|pathway| &pathway.criterion);
        self.looked_up.as_ref().or(item).or(pathway)
    }

    /// The open item after or before the one that the keyboard is at, round and round. An item that was worked off has left the
    /// list: then what came in its place is next, and else what followed it.
    pub(super) fn beyond(&self, open: &OpenCase, direction: Direction) -> Option<OpenItem> {
        let is_forward = direction == Direction::Next;
        let items = in_page_order(open);
        let position_in = |list: &[OpenItem]| list.iter().position(|item| Some(item) == self.item.as_ref());
        let beyond = match (position_in(&items), position_in(&self.items_then)) {
            (Some(here), _) if is_forward => items.get(here + 1),
            (Some(here), _) => items.iter().take(here).next_back(),
            (None, Some(was)) => {
                let stood_before = |item: &&OpenItem| self.items_then.iter().take(was).any(|other| other == *item);
                if is_forward {
                    items.iter().find(|item| !stood_before(item))
                } else {
                    items.iter().rfind(stood_before)
                }
            }
            (None, None) => None,
        };
        let end = if is_forward { items.first() } else { items.last() };
        beyond.or(end).cloned()
    }

    /// The item that the keyboard is at, or else the first one, that lacks a source; and of which answer or row.
    pub(super) fn without_source(&self, open: &OpenCase) -> Option<(OpenItem, QuestionId, Option<RowId>)> {
        let items = in_page_order(open);
        let mut among = self.item.iter().chain(&items).filter(|item| items.contains(item));
        among.find_map(|item| match (&item.question, &item.need) {
            (Some(question), Need::Source) => Some((item.clone(), question.clone(), None)),
            (Some(question), Need::RowSource(row) | Need::LaterSource(row, _)) => {
                Some((item.clone(), question.clone(), Some(*row)))
            }
            _ => None,
        })
    }
}

/// The open items of a case, in the order of the page.
fn in_page_order(open: &OpenCase) -> Vec<OpenItem> {
    open.outline.in_page_order(&open.session.evaluation().open).into_iter().cloned().collect()
}

/// The first open item of a question, in the order of the page.
pub(super) fn item_of(open: &OpenCase, question: &QuestionId) -> Option<OpenItem> {
    in_page_order(open).into_iter().find(|item| item.question.as_ref() == Some(question))
}
