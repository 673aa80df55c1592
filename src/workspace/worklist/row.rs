//! A row of the worklist: enough of a case to find it, to put it in order, and to see that two cases are of one member.
//!
//! Must not know: how a row is drawn, or the queues that it is in.

use std::cmp::Ordering;

use chrono::TimeDelta;

use crate::case::{CaseState, CriteriaResult, LinkFault, LinkedCase, requested_codes};
use crate::clock::{Instant, Zone};
use crate::engine::{OpenItem, OpenKind};
use crate::ids::{CaseId, QuestionId};
use crate::policy::request;
use crate::session::Session;
use crate::text::fold;
use crate::turnaround::{Clock, Facts, Rulebook, clock_of};
use crate::wording;

/// A case of the worklist, or a file that cannot be read as one.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The case; of a damaged file, where its name says so.
    pub case: Option<CaseId>,
    /// The name of the case's file.
    pub file_name: String,
    /// The member's name, or the file of a damaged case.
    pub title: String,
    /// The birth date, which is always shown in full: a name alone invites the wrong member.
    pub born: String,
    /// Status, pathway and case in words, the most important first; of a damaged file, the reason.
    pub detail: String,
    /// The result of its criteria; none of a damaged file.
    pub result: Option<CriteriaResult>,
    /// Its state; none of a damaged file.
    pub state: Option<CaseState>,
    /// The reviewer who works on it, folded.
    pub owner: String,
    /// Its clock at the last `tick`.
    pub clock: Option<Clock>,
    /// True if there are conflict copies of it, whose work is no part of the case.
    pub has_conflict_copies: bool,
    /// The criteria whose documentation is missing, by their labels.
    pub missing: Vec<String>,
    /// The time from receipt to decision, where both are known.
    pub took: Option<TimeDelta>,
    /// Its last determination with the facts that a link copies; why there is none.
    pub signed: Result<Box<LinkedCase>, LinkFault>,
    /// The codes asked for.
    pub codes: Vec<String>,
    /// Facts of the request in words; empty of a damaged file.
    pub words: RowWords,
    facts: Option<Facts>,
    /// Birth date and member id, folded; none where one of them is not entered.
    member: Option<String>,
    /// The text that is searched.
    folded: String,
}

/// Facts of a request as a table of the worklist writes them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RowWords {
    /// The member's name.
    pub member: String,
    /// The birth date.
    pub born_on: String,
    /// The member id.
    pub member_id: String,
    /// The pathway's id.
    pub pathway: String,
    /// The reviewer who works on the case.
    pub owner: String,
    /// The codes asked for with their units.
    pub codes: String,
    /// The time of receipt.
    pub received_at: String,
}

impl RowWords {
    fn of(session: &Session) -> Self {
        let (policy, case) = (session.policy(), session.case());
        let text = |question: &QuestionId| {
            case.value(question).map(|value| wording::value(policy, question, value)).unwrap_or_default()
        };
        let codes = requested_codes(case).iter().map(|code| format!("{} x {}", code.cpt, code.units));
        Self {
            member: text(&request::MEMBER_NAME),
            born_on: text(&request::MEMBER_BORN_ON),
            member_id: text(&request::MEMBER_ID),
            pathway: case.pathway.to_string(),
            owner: text(&request::OWNER),
            codes: codes.collect::<Vec<_>>().join(", "),
            received_at: text(&request::RECEIVED_AT),
        }
    }
}

impl Row {
    /// The row of a case, with its clock as it stands now.
    pub fn of(session: &Session, rules: &Rulebook, now: Instant, zone: Zone) -> Self {
        match session.is_accepted() {
            Ok(()) => Self::sound(session, rules, now, zone),
            Err(error) => Self::faulty(&session.case().id, &error.to_string()),
        }
    }

    /// The row of a case with a fault: nothing in the case is relied on, its state least of all.
    fn faulty(case: &CaseId, why: &str) -> Self {
        let title = format!("Not reliable: {case}");
        let file_name = format!("{case}.json");
        Self { folded: fold(&title), title, ..Self::damaged(Some(case.clone()), &file_name, why) }
    }

    fn sound(session: &Session, rules: &Rulebook, now: Instant, zone: Zone) -> Self {
        let (policy, case, evaluation) = (session.policy(), session.case(), session.evaluation());
        let name = case.text(&request::MEMBER_NAME);
        let title = if name.is_empty() { "Member not named".to_owned() } else { name.to_owned() };
        let born_on = case.date(&request::MEMBER_BORN_ON);
        let born = born_on.map_or("no birth date".to_owned(), |on| on.to_string());
        let pathway = policy.pathway(&case.pathway).map_or("", |pathway| pathway.short_title.as_str());
        let state = case.state();
        // A decision says more than what it was made on.
        let status = match state {
            CaseState::Draft | CaseState::InReview => wording::status_short(evaluation),
            state => wording::state(state).to_owned(),
        };
        let detail = format!("{status} · {pathway} · {}", case.id);
        let member_id = case.text(&request::MEMBER_ID);
        let codes: Vec<String> = requested_codes(case).iter().map(|code| code.cpt.clone()).collect();
        let owner = case.text(&request::OWNER);
        let folded = fold(&format!("{title} {born} {detail} {member_id} {owner} {}", codes.join(" ")));
        let facts = session.clock_facts(now);
        let member = born_on.filter(|_| !member_id.is_empty()).map(|on| fold(&format!("{on} {member_id}")));
        Self {
            case: Some(case.id.clone()),
            file_name: format!("{}.json", case.id),
            title,
            born,
            detail,
            result: Some(evaluation.status.result()),
            state: Some(state),
            owner: fold(owner),
            clock: Some(session.clock(rules, now, zone)),
            has_conflict_copies: false,
            missing: missing(session),
            took: facts.received_at.zip(facts.decided_at).map(|(from, to)| to - from),
            signed: LinkedCase::preview(session.history()).map(Box::new),
            codes,
            words: RowWords::of(session),
            facts: Some(facts),
            member,
            folded,
        }
    }

    /// The row of a file that could not be read as a case.
    pub fn damaged(case: Option<CaseId>, file_name: &str, why: &str) -> Self {
        let title = format!("Cannot open {}", file_name.strip_suffix(".json").unwrap_or(file_name));
        Self {
            case,
            file_name: file_name.to_owned(),
            folded: fold(&title),
            title,
            born: String::new(),
            detail: why.to_owned(),
            result: None,
            state: None,
            owner: String::new(),
            clock: None,
            has_conflict_copies: false,
            missing: Vec::new(),
            took: None,
            signed: Err(LinkFault::Unreadable),
            codes: Vec::new(),
            words: RowWords::default(),
            facts: None,
            member: None,
        }
    }

    /// Sets the clock to the given time.
    pub fn tick(&mut self, rules: &Rulebook, now: Instant, zone: Zone) {
        if let Some(facts) = &mut self.facts {
            facts.now = *now;
            self.clock = Some(clock_of(rules, facts, zone));
        }
    }

    /// True if the row holds every word of a folded search, in any order.
    pub fn matches(&self, folded_search: &str) -> bool {
        folded_search.split_whitespace().all(|word| self.folded.contains(word))
    }

    /// True if the other case is of the same member.
    pub fn is_same_member(&self, other: &Self) -> bool {
        self.case != other.case && self.member.is_some() && self.member == other.member
    }

    /// True if the other case asks for the same codes for the same member. Cases that were withdrawn or closed do not count.
    pub fn is_duplicate(&self, other: &Self) -> bool {
        let sorted = |codes: &[String]| {
            let mut codes = codes.to_vec();
            codes.sort_unstable();
            codes
        };
        let closed = |row: &Self| matches!(row.state, Some(CaseState::Withdrawn | CaseState::Administrative));
        self.is_same_member(other)
            && !self.codes.is_empty()
            && sorted(&self.codes) == sorted(&other.codes)
            && !closed(self)
            && !closed(other)
    }
}

/// Labels of the criteria whose documentation is missing, each once.
fn missing(session: &Session) -> Vec<String> {
    let lacks = session.evaluation().open.iter().filter(|item| item.kind == OpenKind::Missing);
    let label = |item: &OpenItem| session.policy().criterion(&item.criterion).map(|criterion| criterion.label.clone());
    let mut missing: Vec<String> = lacks.filter_map(label).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

/// Sorts rows in the order in which they are worked on: damaged files above all, then by clock, then the newest case first.
pub fn in_working_order(rows: &mut [Row]) {
    rows.sort_by(working_order);
}

fn working_order(one: &Row, other: &Row) -> Ordering {
    let damaged = one.state.is_some().cmp(&other.state.is_some());
    let clock = |row: &Row| row.clock.as_ref().map(Clock::queue_key);
    damaged.then_with(|| clock(one).cmp(&clock(other))).then_with(|| other.case.cmp(&one.case))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_takes_words_in_any_order_without_case_or_accents() {
        let row = Row::damaged(None, "Łukasz García 2026", "");
        assert!(row.matches(&fold("garcia")) && row.matches(&fold("2026 GARCÍA")) && row.matches(""));
        assert!(!row.matches(&fold("garcia 2027")));
    }
}
