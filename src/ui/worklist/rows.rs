//! Rows of the worklist: read in a job, and updated by changes of this window.
//!
//! Must not know: what a row says, or how it is drawn.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::message::Message;
use crate::clock;
use crate::ids::CaseId;
use crate::ui::effects::Effects;
use crate::ui::model::Model;
use crate::workspace::worklist::{Row, in_working_order, read_rows};

/// Rows of the worklist, in working order.
#[derive(Default)]
pub struct Rows {
    all: Vec<Row>,
    /// Number of cases that were read, while the job runs.
    reading: Option<Arc<AtomicUsize>>,
    /// Cases that this window changed since the job started.
    ///
    /// Their rows are newer than those that the job reads.
    newer: BTreeSet<CaseId>,
}

impl Rows {
    /// Returns all rows.
    pub fn all(&self) -> &[Row] {
        &self.all
    }

    /// Returns the number of cases that were read, while the job runs.
    pub fn reading(&self) -> Option<usize> {
        self.reading.as_ref().map(|read| read.load(Ordering::Relaxed))
    }

    /// Returns the row of a case.
    pub fn of(&self, case: &CaseId) -> Option<&Row> {
        self.all.iter().find(|row| row.case.as_ref() == Some(case))
    }

    /// Starts a job that reads the rows of all cases.
    pub(super) fn read(&mut self, model: &Model, effects: &Effects<Message>) {
        let read = Arc::<AtomicUsize>::default();
        self.reading = Some(read.clone());
        let (workspace, now) = (model.workspace.clone(), (clock::now(), clock::local_zone()));
        effects.job_or("reading the worklist", Message::ReadLost, move || {
            Message::RowsRead(read_rows(&workspace, now, &read))
        });
    }

    /// Sets the rows that were read.
    ///
    /// Rows that this window changed in the meantime stay.
    pub(super) fn set(&mut self, read: Vec<Row>) {
        self.reading = None;
        let newer = std::mem::take(&mut self.newer);
        self.all = merged(read, std::mem::take(&mut self.all), &newer);
    }

    pub(super) fn stop_reading(&mut self) {
        self.reading = None;
    }

    /// Replaces the row of a case, or inserts it in working order.
    pub(super) fn put(&mut self, mut row: Row) {
        if self.reading.is_some() {
            self.newer.extend(row.case.clone());
        }
        match self.all.iter_mut().find(|known| known.case == row.case) {
            Some(known) => {
                row.has_conflict_copies = known.has_conflict_copies;
                *known = row;
            }
            None => {
                self.all.push(row);
                in_working_order(&mut self.all);
            }
        }
    }

    /// Updates the clocks of all rows, and sorts them again.
    pub(super) fn tick(&mut self, model: &Model) {
        let now = clock::now();
        self.all.iter_mut().for_each(|row| row.tick(&model.workspace.rules, now, clock::local_zone()));
        in_working_order(&mut self.all);
    }

    pub(super) fn mark_conflict(&mut self, case: &CaseId, has_copies: bool) {
        if let Some(row) = self.all.iter_mut().find(|row| row.case.as_ref() == Some(case)) {
            row.has_conflict_copies = has_copies;
        }
    }

    /// Returns the next or previous case of the list.
    ///
    /// It is the first one where `from` is not in the list.
    pub(super) fn neighbor(&self, from: Option<&CaseId>, below: bool) -> Option<CaseId> {
        let cases: Vec<&CaseId> = self.all.iter().filter_map(|row| row.case.as_ref()).collect();
        let position = from.and_then(|from| cases.iter().position(|case| *case == from));
        let step = if below { 1 } else { -1 };
        let next = position.map_or(Some(0), |position| position.checked_add_signed(step));
        next.and_then(|next| cases.get(next)).map(|case| (*case).clone())
    }
}

/// Merges the rows that were read with newer ones of this window.
fn merged(read: Vec<Row>, here: Vec<Row>, newer: &BTreeSet<CaseId>) -> Vec<Row> {
    let is_newer = |row: &Row| row.case.as_ref().is_some_and(|case| newer.contains(case));
    let mut rows: Vec<Row> =
        read.into_iter().filter(|row| !is_newer(row)).chain(here.into_iter().filter(is_newer)).collect();
    in_working_order(&mut rows);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_changed_while_the_others_were_read_stays_as_it_is_here() {
        let row = |case: &str, why: &str| Row::damaged(Some(CaseId::parse(case).unwrap()), case, why);
        let read = vec![row("2026-0001", "as read"), row("2026-0002", "as read")];
        let here = vec![row("2026-0003", "begun here"), row("2026-0002", "changed here"), row("2026-0004", "gone")];
        let newer = ["2026-0002", "2026-0003"].map(|case| CaseId::parse(case).unwrap()).into();
        let rows: Vec<_> = merged(read, here, &newer).into_iter().map(|row| (row.title, row.detail)).collect();
        let said = |case: &str, why: &str| (format!("Cannot open {case}"), why.to_owned());
        assert_eq!(
            rows,
            [said("2026-0003", "begun here"), said("2026-0002", "changed here"), said("2026-0001", "as read")]
        );
    }
}
