//! The papers as PDF: every sample's is written, passes the check for screen readers, and is the same twice.
//!
//! Must not know: how a page is laid out (that is tested beside it).

use mednec::case::{Reviewer, Stamp};
use mednec::policy::Catalog;
use mednec::report::{self, Context, Format, Paper, ReportError};
use mednec::samples;
use mednec::session::Session;
use mednec::turnaround::Rulebook;

use crate::papers::texts::{letterhead, plain_context};

fn sessions() -> Vec<Session> {
    let catalog = Catalog::bundled().unwrap();
    let by = Reviewer::unproved("Sample Reviewer", "RN").unwrap();
    let stamp = Stamp::named("2026-03-02T09:00:00-05:00".parse().unwrap(), by);
    let records = samples::records(&catalog, &stamp).unwrap();
    records.into_iter().map(|history| Session::resume(history, &catalog).unwrap()).collect()
}

/// The number of samples that have this paper.
fn written(paper: &str) -> usize {
    let rules = Rulebook::bundled().unwrap();
    let letterhead = letterhead();
    let now = "2026-03-03T09:00:00-05:00".parse().unwrap();
    let context = Context { letterhead: &letterhead, ..plain_context(&rules, now) };
    let (paper, format) = (Paper::named(paper).unwrap(), Format::named("pdf").unwrap());
    let mut count = 0;
    for session in sessions() {
        let id = &session.case().id;
        match report::write(&session, paper, format, &context) {
            Ok(bytes) => {
                assert!(bytes.starts_with(b"%PDF-"), "{id}");
                assert!(report::write(&session, paper, format, &context).unwrap() == bytes, "{id}");
                count += 1;
            }
            Err(ReportError::NotPrintable(why)) => panic!("{id}: {why}"),
            Err(_) => assert_ne!(paper.name, "summary", "{id}"),
        }
    }
    count
}

#[test]
fn every_summary() {
    assert_eq!(written("summary"), sessions().len());
}

#[test]
fn every_letter_that_there_is_reason_for() {
    assert!(written("request") > 3);
    assert!(written("rationale") > 0);
    assert!(written("note") > 3);
}
