//! The table of due dates in memory. Only `load` makes one, and only when it found nothing wrong.
//!
//! Must not know: how a file was read, or what any request's facts are.

use std::sync::Arc;

use chrono::NaiveDate;

use super::facts::HoldKind;
use super::period::{Holidays, Period};
use crate::ids::{ClockRuleId, OptionId};

/// The rules at hand: those that are part of the program, and a department's in their place or beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rulebook {
    pub(super) rules: Vec<Arc<Rule>>,
    pub(super) when_nothing_comes: Arc<str>,
    pub(super) holidays: Arc<Holidays>,
}

/// How long a decision may take, for some lines, types and urgencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: ClockRuleId,
    /// What it is called: "ERISA pre-service".
    pub label: String,
    /// The lines of business it is for: options of the question `request.line`.
    pub lines: Vec<OptionId>,
    /// The types of request it is for: options of `request.type`.
    pub types: Vec<OptionId>,
    /// The urgencies it is for: options of `request.urgency`.
    pub urgencies: Vec<OptionId>,
    /// The classes of plan it is for: options of `request.plan_class`; empty where the class makes no difference.
    pub plans: Vec<OptionId>,
    /// The kinds of item it is for: options of `request.item`; empty where the kind makes no difference.
    pub items: Vec<OptionId>,
    /// The time to decide.
    pub limit: Limit,
    /// The moment that the time to decide begins with.
    pub starts: Start,
    /// From the start to telling what is missing.
    pub tell_missing_within: Option<Period>,
    /// The least time that a request for information gives to supply it.
    pub supply_at_least: Option<Period>,
    /// What a request for information does to the clock.
    pub asking: Asking,
    /// What an extension adds; `None` where the rule has none.
    pub extension: Option<Period>,
    /// The grounds on which an extension can be taken; empty where any ground will do.
    pub extension_grounds: Vec<ExtensionGround>,
    /// Whether it can govern; else it is only shown beside the rule that does.
    pub binding: bool,
    /// The first day of receipt that it is for, in the offset of the receipt.
    pub in_force_from: Option<NaiveDate>,
    /// The last one.
    pub in_force_until: Option<NaiveDate>,
    /// Where it comes from: "29 CFR 2560.503-1(f)(2)(i)".
    pub source: String,
    /// Whether it is shown as one to verify.
    pub verify: bool,
    /// Why, or how it is read; empty where there is nothing to say.
    pub note: String,
    /// Whose file it stands in.
    pub origin: Origin,
}

/// Whose file a rule stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Part of the program.
    Bundled,
    /// A department's own.
    Department,
}

/// The time that a rule gives to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A number of hours or days.
    Within(Period),
    /// A statement without a number: it gives no due date.
    Says(String),
}

/// The moment that the time to decide begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The receipt of the request.
    Receipt,
    /// The moment since which the information is complete, as it is recorded with the request.
    CompleteInformation,
}

/// The effect of a request for information on a clock that it was sent in time for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// None: the clock keeps running.
    RunsOn,
    /// On hold from the sending of a request that holds it.
    Stops {
        /// The requests that hold it.
        by: HeldBy,
        /// The end of the hold.
        until: HeldUntil,
    },
    /// Decide within a time of the information, or of the end of the time to supply it, whichever is earlier (29 CFR
    /// 2560.503-1(f)(2)(i)).
    DecideAfterInformation {
        /// That time.
        within: Period,
        /// `true`: this stands in place of the rule's own period, and may be earlier. `false`: never sooner than without the
        /// request, as tables of departments had it.
        replaces: bool,
    },
}

/// The requests for information that put a clock on hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBy {
    /// Every one.
    AnyRequest,
    /// Only an extension notice to the claimant that names what is needed (29 CFR 2560.503-1(f)(4)).
    ExtensionNotice,
}

/// The end of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldUntil {
    /// The information.
    Information,
    /// The information or the end of the time to supply it, whichever is earlier.
    InformationOrPeriodEnd,
}

/// The ground of an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtensionGround {
    /// The enrollee asks for it.
    EnrolleeAsks,
    /// Evidence from a noncontract provider may change a denial.
    NoncontractEvidence,
    /// Extraordinary, exigent or other non-routine circumstances.
    Extraordinary,
    /// None of these was stated.
    NotStated,
}

impl ExtensionGround {
    /// Those that a rule can name, each with its name in a table.
    pub(super) const NAMED: [(&'static str, Self); 3] = [
        ("enrollee-asks", Self::EnrolleeAsks),
        ("noncontract-evidence", Self::NoncontractEvidence),
        ("extraordinary-circumstances", Self::Extraordinary),
    ];
}

impl Rule {
    /// Whether the rule is for a request of this line, type and urgency that was received on this day, whatever the plan or
    /// the item.
    pub(super) fn is_for(&self, line: &OptionId, kind: &OptionId, urgency: &OptionId, received_on: NaiveDate) -> bool {
        self.lines.contains(line)
            && self.types.contains(kind)
            && self.urgencies.contains(urgency)
            && self.in_force_from.is_none_or(|from| from <= received_on)
            && self.in_force_until.is_none_or(|until| received_on <= until)
    }

    /// Whether the rule is for this class of plan and this kind of item.
    pub(super) fn is_for_plan_and_item(&self, plan: Option<&OptionId>, item: Option<&OptionId>) -> bool {
        let names =
            |named: &[OptionId], id: Option<&OptionId>| named.is_empty() || id.is_some_and(|id| named.contains(id));
        names(&self.plans, plan) && names(&self.items, item)
    }

    /// Whether only an extension notice holds the clock.
    pub fn is_held_by_notice_only(&self) -> bool {
        matches!(self.asking, Asking::Stops { by: HeldBy::ExtensionNotice, .. })
    }

    /// Whether a request of this kind can move the due date.
    pub(super) fn is_moved_by(&self, kind: HoldKind) -> bool {
        !self.is_held_by_notice_only() || kind != HoldKind::Request
    }

    /// Whether an extension on this ground counts. One that was recorded before grounds were counts as it did then.
    pub(super) fn has_ground(&self, ground: Option<ExtensionGround>) -> bool {
        self.extension_grounds.is_empty() || ground.is_none_or(|ground| self.extension_grounds.contains(&ground))
    }
}

impl Rulebook {
    /// The rules: the program's in the order of its file, then those that a department added.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(Arc::as_ref)
    }

    /// What the department does when information does not come, in its own words. Shown, never acted on.
    pub fn when_nothing_comes(&self) -> &str {
        &self.when_nothing_comes
    }

    /// The department's holidays.
    pub fn holidays(&self) -> &Holidays {
        &self.holidays
    }
}
