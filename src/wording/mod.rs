//! Words for results, reasons and open items, shared by screen, paper and command line so that they cannot differ. Figures come
//! from the engine.
//!
//! Must not know: the reader, or where a text is displayed.

mod answers;
mod chart;
mod clock;
mod clock_remarks;
mod dates;
mod decision;
mod diagnoses;
mod history;
mod linked;
mod open;
mod reasons;
mod rules;
mod status;

pub use answers::{
    citation, course, ended, list_state, member, method, outcome, pain_kind, reading, scale, stated_percent, value,
};
pub use chart::{file_size, record_origin, record_origin_on_screen, uncited};
pub use clock::{beside, clock, clock_head, clock_row, clock_rule, clock_short, duration, milestone, period, undated};
pub use clock_remarks::{asking_effect, clock_remark, clock_reminders, clock_reminders_that_matter, urgency};
pub use dates::{dates_written_out, deadline, long_date, long_moment};
pub use decision::{
    act, addendum, asked_of, channel, closing, code_outcome, contact, contact_kind, determination, extension,
    extension_ground, hold, instant, known, reason_needed, result, reviewer, service, state,
};
pub use diagnoses::{diagnosis_list, diagnosis_notices, diagnosis_remark};
pub use history::{ChangeWords, EventWords, change, event};
pub use linked::{link_fails, linked};
pub use open::{open_kind, open_kind_short, open_title};
pub use reasons::{care, reason};
pub use rules::rule_in_words;
pub use status::{StatusWords, notice, status, status_short, truth};

use crate::case::Case;
use crate::policy::Policy;

/// A count in words up to twelve, then in digits: "two", "17".
pub fn count(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// "1 day", "2 days".
pub fn plural(number: u32, unit: &str) -> String {
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

/// "1 case", "2 cases": as `plural`, for a length.
pub fn counted(number: usize, unit: &str) -> String {
    plural(u32::try_from(number).unwrap_or(u32::MAX), unit)
}

/// Capitalizes the first letter.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The label of an option, or its id where the policy does not have it.
pub(crate) fn option_label(policy: &Policy, question: &str, option: &str) -> String {
    let question = policy.question(&question.into());
    let chosen = question.and_then(|question| question.options.iter().find(|known| known.id.as_str() == option));
    chosen.map_or_else(|| option.to_owned(), |known| known.label.clone())
}

/// The name of a row's treatment in a sentence.
pub(crate) fn treatment(case: &Case, question: &crate::ids::QuestionId, row: crate::ids::RowId) -> String {
    case.courses(question)
        .find(|(id, _)| *id == row)
        .map_or_else(|| format!("treatment {row}"), |(_, course)| course.treatment.clone())
}
