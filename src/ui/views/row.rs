//! What the worklist knows of a case: enough to find it, to put it in order, and to see that two are one member's.
//!
//! Must not know: how a row is drawn.

use chrono::TimeDelta;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::case::{CaseState, LinkFault, LinkedCase, requested_codes};
use crate::clock::{Instant, Zone};
use crate::engine::{OpenItem, OpenKind};
use crate::ids::CaseId;
use crate::policy::request;
use crate::session::Session;
use crate::turnaround::{self, Clock, Facts, Rulebook, clock_of};
use crate::ui::theme::Tone;
use crate::ui::tones::tone_of_status;
use crate::wording;

/// A line of the worklist.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The case, where its file says which; none of a damaged file.
    pub case: Option<CaseId>,
    /// The member's name, or the file of a damaged case.
    pub title: String,
    /// The birth date, which is never cut off: a name alone invites the wrong member.
    pub born: String,
    /// Status, pathway and case in words: what may be cut off comes last.
    pub detail: String,
    /// The status.
    pub tone: Tone,
    /// Where it stands with the people who decide it; none of a damaged file.
    pub state: Option<CaseState>,
    /// Who has it, folded.
    pub owner: String,
    /// Its clock, as it was last looked at.
    pub clock: Option<Clock>,
    /// Whether work is kept beside it that is no part of it.
    pub beside: bool,
    /// The criteria whose documentation is missing, by their labels.
    pub missing: Vec<String>,
    /// How long the decision took from receipt, where both are known.
    pub took: Option<TimeDelta>,
    /// Its last determination with the facts that a link copies; why there is none.
    pub signed: Result<Box<LinkedCase>, LinkFault>,
    facts: Option<Facts>,
    /// The codes asked for.
    pub codes: Vec<String>,
    /// Birth date and member id, folded; none where one of them is not entered.
    member: Option<String>,
    folded: String,
}

/// A part of the worklist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Queue {
    /// Everything.
    #[default]
    All,
    /// What is not decided.
    Open,
    /// What is open and mine.
    Mine,
    /// What is late, or will be today or tomorrow.
    DueSoon,
    /// What waits for a physician.
    Physician,
    /// What waits for information.
    Pended,
    /// What waited for information that did not come in time.
    HoldExpired,
}

/// What is due within this time is due soon.
const SOON: TimeDelta = TimeDelta::hours(48);

impl Queue {
    /// All of them, with what each is called.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Mine, "Mine"),
        (Self::DueSoon, "Due soon"),
        (Self::Open, "Open"),
        (Self::Pended, "Pended"),
        (Self::HoldExpired, "Hold expired"),
        (Self::Physician, "Physician"),
        (Self::All, "All"),
    ];

    /// Whether it is worth a place when nothing is in it: what somebody works through, not what waits for others.
    pub fn is_always_shown(self) -> bool {
        matches!(self, Self::Mine | Self::DueSoon | Self::Open | Self::All)
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
        Self { folded: fold(&title), title, ..Self::damaged(Some(case.clone()), case.as_str(), why) }
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
        let lacks = evaluation.open.iter().filter(|item| item.kind == OpenKind::Missing);
        let label = |item: &OpenItem| policy.criterion(&item.criterion).map(|criterion| criterion.label.clone());
        let mut missing: Vec<String> = lacks.filter_map(label).collect();
        missing.sort_unstable();
        missing.dedup();
        let member = born_on.filter(|_| !member_id.is_empty()).map(|on| fold(&format!("{on} {member_id}")));
        Self {
            case: Some(case.id.clone()),
            title,
            born,
            detail,
            tone: tone_of_status(&evaluation.status),
            state: Some(state),
            owner: fold(owner),
            clock: Some(session.clock(rules, now, zone)),
            beside: false,
            missing,
            took: facts.received_at.zip(facts.decided_at).map(|(from, to)| to - from),
            signed: LinkedCase::preview(session.history()).map(Box::new),
            facts: Some(facts),
            codes,
            member,
            folded,
        }
    }

    /// The row of a file that could not be read as a case.
    pub fn damaged(case: Option<CaseId>, file_name: &str, why: &str) -> Self {
        let title = format!("Cannot open {}", file_name.strip_suffix(".json").unwrap_or(file_name));
        Self {
            case,
            folded: fold(&title),
            title,
            born: String::new(),
            detail: why.to_owned(),
            tone: Tone::NotMet,
            state: None,
            owner: String::new(),
            clock: None,
            beside: false,
            missing: Vec::new(),
            took: None,
            signed: Err(LinkFault::Unreadable),
            facts: None,
            codes: Vec::new(),
            member: None,
        }
    }

    /// Looks at the clock again.
    pub fn tick(&mut self, rules: &Rulebook, now: Instant, zone: Zone) {
        if let Some(facts) = &mut self.facts {
            facts.now = *now;
            self.clock = Some(clock_of(rules, facts, zone));
        }
    }

    /// Whether every word of a folded search is somewhere in it, in any order.
    pub fn matches(&self, folded_search: &str) -> bool {
        folded_search.split_whitespace().all(|word| self.folded.contains(word))
    }

    /// Whether it belongs to a queue; `me` is the reviewer's folded name. What is damaged is in every one: it must be seen.
    pub fn is_in(&self, queue: Queue, me: &str) -> bool {
        let Some(state) = self.state else { return true };
        match queue {
            Queue::All => true,
            Queue::Open => !state.is_final(),
            Queue::Mine => !state.is_final() && !me.is_empty() && self.owner == me,
            Queue::DueSoon => {
                !state.is_final()
                    && self.clock.as_ref().is_some_and(|clock| match clock.state() {
                        turnaround::ClockState::Overdue(_) | turnaround::ClockState::HoldExpired(_) => true,
                        turnaround::ClockState::Running(left) => left <= SOON,
                        _ => false,
                    })
            }
            Queue::Physician => state == CaseState::Referred,
            Queue::Pended => state == CaseState::Pended,
            Queue::HoldExpired => {
                let clock = self.clock.as_ref().map(Clock::state);
                matches!(clock, Some(turnaround::ClockState::HoldExpired(_)))
            }
        }
    }

    /// Whether the other case is the same member's.
    pub fn is_same_member(&self, other: &Self) -> bool {
        self.case != other.case && self.member.is_some() && self.member == other.member
    }

    /// Whether the other case asks for the same for the same member.
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

/// Puts rows in the order in which they are worked on: damaged ones above all, then by clock, then the newest case first.
pub fn in_working_order(rows: &mut [Row]) {
    rows.sort_by(|one, other| {
        let damaged = one.state.is_some().cmp(&other.state.is_some());
        let clock = |row: &Row| row.clock.as_ref().map(Clock::queue_key);
        damaged.then_with(|| clock(one).cmp(&clock(other))).then_with(|| other.case.cmp(&one.case))
    });
}

/// Text for searching: case and accents do not matter.
pub fn fold(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
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
