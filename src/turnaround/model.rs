//! The table of due dates in memory. Only `load` makes one, and only where it found no problem.
//!
//! Must not know: how a file was read, or the facts of any request.

use std::sync::Arc;

use chrono::NaiveDate;

use super::facts::{ExtensionGround, HoldKind};
use super::period::{Holidays, Period};
use crate::ids::{ClockRuleId, OptionId};

/// The rules of the program, with those of a department replacing or adding to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rulebook {
    pub(super) rules: Vec<Arc<Rule>>,
    pub(super) when_nothing_comes: Arc<str>,
    pub(super) holidays: Arc<Holidays>,
}

/// Rule on the time to decide, for some lines, types and urgencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id.
    pub id: ClockRuleId,
    /// Its name: "ERISA pre-service".
    pub label: String,
    /// The lines of business that it applies to: options of the question `request.line`.
    pub lines: Vec<OptionId>,
    /// The types of request that it applies to: options of `request.type`.
    pub types: Vec<OptionId>,
    /// The urgencies that it applies to: options of `request.urgency`.
    pub urgencies: Vec<OptionId>,
    /// The classes of plan that it applies to: options of `request.plan_class`; empty where the class makes no difference.
    pub plans: Vec<OptionId>,
    /// The kinds of item that it applies to: options of `request.item`; empty where the kind makes no difference.
    pub items: Vec<OptionId>,
    /// The time to decide.
    pub limit: Limit,
    /// The start of the time to decide.
    pub starts: Start,
    /// The time to tell the provider what is missing, from the start.
    pub tell_missing_within: Option<Period>,
    /// The shortest time that a request for information can give for the answer.
    pub supply_at_least: Option<Period>,
    /// The effect of a request for information on the clock.
    pub asking: Asking,
    /// The length of an extension; `None` where the rule has none.
    pub extension: Option<Period>,
    /// The grounds on which an extension counts; empty where any does.
    pub extension_grounds: Vec<ExtensionGround>,
    /// True where it can govern; otherwise it is only shown for comparison.
    pub binding: bool,
    /// The first day of receipt that it applies to, in the offset of the receipt.
    pub in_force_from: Option<NaiveDate>,
    /// The last day of receipt that it applies to.
    pub in_force_until: Option<NaiveDate>,
    /// Its source: "29 CFR 2560.503-1(f)(2)(i)".
    pub source: String,
    /// True where it is marked as to be verified.
    pub verify: bool,
    /// The reason for that mark, or how the rule is interpreted; empty where there is no note.
    pub note: String,
    /// The origin of its file.
    pub origin: Origin,
}

/// Origin of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Part of the program.
    Bundled,
    /// The file of a department.
    Department,
}

/// The time that a rule gives to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A number of hours or days.
    Within(Period),
    /// A statement without a number, which gives no due date.
    Says(String),
}

/// Start of the time to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The receipt of the request.
    Receipt,
    /// The time at which the information was complete, as recorded with the request.
    CompleteInformation,
}

/// Effect of a request for information that was sent in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// None: the clock runs on.
    RunsOn,
    /// The clock is on hold from the sending of the request.
    Stops {
        /// The requests that hold it.
        by: HeldBy,
        /// The end of the hold.
        until: HeldUntil,
    },
    /// The decision is due within a period after the information, or after the end of the time to supply it, whichever is earlier
    /// (29 CFR 2560.503-1(f)(2)(i)).
    DecideAfterInformation {
        /// That period.
        within: Period,
        /// True where it replaces the rule's own period and can make the due date earlier. False where it can only make it later,
        /// as in older tables of departments.
        replaces: bool,
    },
}

/// Requests for information that put a clock on hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldBy {
    /// Every request.
    AnyRequest,
    /// Only an extension notice to the claimant that names what is needed (29 CFR 2560.503-1(f)(4)).
    ExtensionNotice,
}

/// End of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldUntil {
    /// The receipt of the information.
    Information,
    /// The receipt of the information or the end of the time to supply it, whichever is earlier.
    InformationOrPeriodEnd,
}

impl Rule {
    /// True where the rule applies to a request of this line, type and urgency received on this day, whatever the plan or the
    /// item.
    pub(super) fn applies_to(
        &self,
        line: &OptionId,
        kind: &OptionId,
        urgency: &OptionId,
        received_on: NaiveDate,
    ) -> bool {
        self.lines.contains(line)
            && self.types.contains(kind)
            && self.urgencies.contains(urgency)
            && self.in_force_from.is_none_or(|from| from <= received_on)
            && self.in_force_until.is_none_or(|until| received_on <= until)
    }

    /// True where the rule applies to this class of plan and this kind of item.
    pub(super) fn applies_to_plan_and_item(&self, plan: Option<&OptionId>, item: Option<&OptionId>) -> bool {
        let names =
            |named: &[OptionId], id: Option<&OptionId>| named.is_empty() || id.is_some_and(|id| named.contains(id));
        names(&self.plans, plan) && names(&self.items, item)
    }

    /// True where only an extension notice holds the clock.
    pub fn is_held_by_notice_only(&self) -> bool {
        matches!(self.asking, Asking::Stops { by: HeldBy::ExtensionNotice, .. })
    }

    /// True where a request of this kind can move the due date.
    pub(super) fn is_moved_by(&self, kind: HoldKind) -> bool {
        !self.is_held_by_notice_only() || kind != HoldKind::Request
    }

    /// True where an extension on this ground counts. One without a recorded ground is from before case format 5 and counts.
    pub(super) fn has_ground(&self, ground: Option<ExtensionGround>) -> bool {
        self.extension_grounds.is_empty() || ground.is_none_or(|ground| self.extension_grounds.contains(&ground))
    }
}

impl Rulebook {
    /// The rules of the program in the order of its file, then those that a department added.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(Arc::as_ref)
    }

    /// The department's note on its procedure when information does not come. It is only displayed.
    pub fn when_nothing_comes(&self) -> &str {
        &self.when_nothing_comes
    }

    /// The department's holidays.
    pub fn holidays(&self) -> &Holidays {
        &self.holidays
    }
}
