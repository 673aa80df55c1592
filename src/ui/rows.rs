//! The rows of the worklist: read from the folder on a thread, and kept true to what is done here meanwhile.
//!
//! Must not know: what a row says, or how it is drawn.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Context;

use super::app::App;
use super::tasks::Task;
use crate::clock;
use crate::ids::CaseId;
use crate::workspace::worklist::{Row, in_working_order, read_rows};

/// How soon the count of what was read is shown anew.
const COUNTED_AGAIN: Duration = Duration::from_millis(250);

impl App {
    /// Reads the rows of every case, on a thread.
    pub(super) fn read_worklist(&mut self, ctx: &Context) {
        let (workspace, now) = (self.workspace(), (clock::now(), clock::local_zone()));
        self.rows_read = Arc::default();
        let read = self.rows_read.clone();
        self.reading = Task::start("worklist", ctx, move || {
            let rows = read_rows(&workspace, now, &read);
            rows.map_err(|error| error.to_string())
        });
    }

    /// What came of reading the worklist.
    pub(super) fn collect_reading(&mut self, ctx: &Context) {
        let Some(polled) = self.reading.as_ref().map(Task::poll) else { return };
        let Ok(outcome) = polled else {
            // How far it is may be looked at.
            ctx.request_repaint_after(COUNTED_AGAIN);
            return;
        };
        self.reading = None;
        let newer = std::mem::take(&mut self.newer);
        match outcome {
            Some(Ok(read)) => self.rows = merged(read, std::mem::take(&mut self.rows), &newer),
            Some(Err(error)) => self.messages.say(format!("{error}.")),
            None => self.messages.say("Reading the worklist broke off: start the program again.".to_owned()),
        }
    }

    /// The row of the open case, as the case is now.
    pub(super) fn update_row(&mut self) {
        if let Some(open) = &self.open {
            let row = Row::of(&open.session, &self.rules, clock::now(), clock::local_zone());
            self.put_row(row);
        }
    }

    /// Puts the row of a case in place of the one that there was, or where its clock says.
    pub(super) fn put_row(&mut self, mut row: Row) {
        if self.reading.is_some() {
            self.newer.extend(row.case.clone());
        }
        match self.rows.iter_mut().find(|known| known.case == row.case) {
            Some(known) => {
                row.has_conflict_copies = known.has_conflict_copies;
                *known = row;
            }
            None => {
                self.rows.push(row);
                in_working_order(&mut self.rows);
            }
        }
    }
}

/// The rows that were read, but those that changed here meanwhile as they are here.
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
