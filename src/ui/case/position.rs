//! Position in the open case: the step that is shown and the current open item.
//!
//! Must not know: how a case is changed or drawn.

use super::message::Direction;
use crate::checklist::Step;
use crate::engine::{Need, OpenItem};
use crate::ids::{CriterionId, QuestionId, RowId};
use crate::session::Session;
use crate::ui::model::{Model, OpenCase};

/// Position in the open case.
#[derive(Default)]
pub struct Position {
    /// The step that is shown.
    pub step: Step,
    /// The current open item: the one last jumped to or answered.
    pub item: Option<OpenItem>,
    /// Items that were open when the current one was set, in page order.
    items_at_arrival: Vec<OpenItem>,
    /// Item to scroll to and focus; taken after the frame that draws its card.
    pub target: Option<OpenItem>,
    /// Items that were open when the step was shown.
    ///
    /// They stay shown after they are answered.
    pub items_when_shown: Vec<OpenItem>,
    /// Criterion whose policy text was asked for.
    pub looked_up: Option<CriterionId>,
}

impl Position {
    /// Creates the position at the first step of a case.
    pub(super) fn at_start_of(session: &Session) -> Self {
        Self { items_when_shown: session.evaluation().open.clone(), ..Self::default() }
    }

    /// Shows a step, and records the items that are open.
    pub(super) fn show(&mut self, model: &Model, step: Step) {
        let Some(session) = model.session() else { return };
        self.step = step;
        self.items_when_shown.clone_from(&session.evaluation().open);
    }

    /// Makes an item the current one, and records the open items for when it is closed.
    pub(super) fn go_to(&mut self, open: &OpenCase, item: OpenItem) {
        self.looked_up = None;
        self.items_at_arrival = in_page_order(open);
        self.item = Some(item);
    }

    /// Returns the criterion to show the policy text of.
    ///
    /// It is the one that was looked up, that of the current item, or the pathway's own.
    pub fn criterion<'a>(&'a self, session: &'a Session) -> Option<&'a CriterionId> {
        let item = self.item.as_ref().map(|item| &item.criterion);
        let pathway = session.pathway().map(|pathway| &pathway.criterion);
        self.looked_up.as_ref().or(item).or(pathway)
    }

    /// Returns the open item after or before the current one, wrapping around.
    ///
    /// A current item that was closed has left the list. Forward, the next one is then the first that was not before
    /// it, so an item that replaced it comes first.
    pub(super) fn neighbor(&self, open: &OpenCase, direction: Direction) -> Option<OpenItem> {
        let is_forward = direction == Direction::Next;
        let items = in_page_order(open);
        let position_in = |list: &[OpenItem]| list.iter().position(|item| Some(item) == self.item.as_ref());
        let neighbor = match (position_in(&items), position_in(&self.items_at_arrival)) {
            (Some(here), _) if is_forward => items.get(here + 1),
            (Some(here), _) => items.iter().take(here).next_back(),
            (None, Some(was)) => {
                let was_before = |item: &&OpenItem| self.items_at_arrival.iter().take(was).any(|other| other == *item);
                if is_forward { items.iter().find(|item| !was_before(item)) } else { items.iter().rfind(was_before) }
            }
            (None, None) => None,
        };
        let end = if is_forward { items.first() } else { items.last() };
        neighbor.or(end).cloned()
    }

    /// Returns an item that lacks a source, with its question and row.
    ///
    /// It is the current one, or else the first.
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

/// Returns the open items of a case in page order.
fn in_page_order(open: &OpenCase) -> Vec<OpenItem> {
    open.outline.in_page_order(&open.session.evaluation().open).into_iter().cloned().collect()
}

/// Returns the first open item of a question, in page order.
pub(super) fn item_of(open: &OpenCase, question: &QuestionId) -> Option<OpenItem> {
    in_page_order(open).into_iter().find(|item| item.question.as_ref() == Some(question))
}
