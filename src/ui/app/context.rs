//! Fills in the context that the views of the open case read.
//!
//! Must not know: how any view is drawn.

use super::App;
use crate::clock;
use crate::ui::case;
use crate::ui::case_context::CaseContext;
use crate::ui::effects::Effects;

impl App {
    /// Returns the context of the open case.
    ///
    /// `None` without an open case or without a reviewer.
    pub(super) fn case_context<'a>(&'a self, effects: &'a Effects<case::Message>) -> Option<CaseContext<'a>> {
        let (open, reviewer) = (self.model.open.as_ref()?, self.model.reviewer.as_ref()?);
        let (session, now) = (&open.session, clock::now());
        let (position, rows) = (&self.case.position, &self.worklist.rows);
        let row = rows.of(open.id());
        Some(CaseContext {
            clock: session.clock(&self.model.workspace.rules, now, clock::local_zone()),
            others: rows.all().iter().filter(|other| row.is_some_and(|row| row.is_same_member(other))).collect(),
            reads_linked_case: self.case.is_reading_linked,
            reading: rows.reading().is_some(),
            row,
            session,
            participation: &self.case.participation,
            outline: &open.outline,
            figures: &open.figures,
            step: position.step,
            policy_origin: self.model.policy_origin(session.policy().hash()),
            reviewer,
            signed_in: self.model.unlocked.is_some(),
            now,
            today: now.date_naive(),
            approval_days: self.model.settings.approval_days,
            target: position.target.as_ref(),
            only: self.case.only_open.then_some(position.items_when_shown.as_slice()),
            looked_up: self.case.policy_beside.then(|| position.criterion(session)).flatten(),
            policy_copy: self.model.settings.policy_copy.is_some(),
            single_keys: self.model.settings.single_keys,
            source_form: self.documents.source_form.as_ref(),
            last_source: open.last_citation.as_ref(),
            viewer: self.documents.viewer.as_ref(),
            selected_passage: self.documents.selected_passage.as_ref(),
            effects,
        })
    }
}
