//! Dates in letters.
//!
//! Must not know: what happens on a date.

use chrono::NaiveDate;

use super::clock::period;
use crate::clock::{Instant, Moment};
use crate::turnaround::{Period, Unit};

/// A date written out: "March 3, 2026".
pub fn long_date(date: NaiveDate) -> String {
    date.format("%B %-d, %Y").to_string()
}

/// A moment written out in its recorded zone: "9:05 a.m. (UTC-05:00) on March 3, 2026". The last minute of a day, which is the
/// usual deadline of a letter, becomes the date alone.
pub fn long_moment(at: Instant) -> String {
    if at.format("%H:%M").to_string() == "23:59" {
        return long_date(at.date_naive());
    }
    let half = if at.format("%P").to_string() == "am" { "a.m." } else { "p.m." };
    format!("{} {half} (UTC{}) on {}", at.format("%-I:%M"), at.format("%:z"), long_date(at.date_naive()))
}

/// A text with its dates written out: "documented up to 2025-11-24" becomes "documented up to November 24, 2025".
pub fn dates_written_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let length = from.find(|letter: char| !letter.is_ascii_digit() && letter != '-').unwrap_or(from.len());
        let (number, after) = from.split_at(length);
        out += before;
        match number.parse() {
            Ok(date) if number.len() == 10 => out += &long_date(date),
            _ => out += number,
        }
        rest = after;
    }
    out + rest
}

/// The deadline of a request for information written at `now`, as it follows "Please send it": the one that was set, else the
/// shortest one of the governing rule, given with its end. A rule in days gives a date, a rule in hours a time.
pub fn deadline(set: Option<Instant>, least: Option<(Period, Moment)>, now: Instant) -> String {
    if let Some(by) = set {
        let days = by.date_naive().signed_duration_since(now.date_naive()).num_days();
        return match u32::try_from(days) {
            Ok(days) if days > 0 => {
                format!("by {} ({})", long_moment(by), from_this_letter(&super::plural(days, "day")))
            }
            _ => format!("by {}", long_moment(by)),
        };
    }
    match least {
        Some((least, by)) if least.unit == Unit::Hours => {
            format!("by {} ({} from this letter)", long_moment(by.into()), period(least))
        }
        Some((least, by)) => format!("by {} ({})", long_date(by.date_naive()), from_this_letter(&period(least))),
        None => "as soon as you can".to_owned(),
    }
}

fn from_this_letter(period: &str) -> String {
    format!("{period} from the date of this letter")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_written_out() {
        assert_eq!(long_date(NaiveDate::from_ymd_opt(2026, 3, 3).unwrap()), "March 3, 2026");
        assert_eq!(long_moment(at("2026-03-03T23:59:00-05:00")), "March 3, 2026");
        assert_eq!(long_moment(at("2026-03-03T00:05:00-05:00")), "12:05 a.m. (UTC-05:00) on March 3, 2026");
        assert_eq!(long_moment(at("2026-03-03T12:30:00-05:00")), "12:30 p.m. (UTC-05:00) on March 3, 2026");
    }

    #[test]
    fn dates_in_a_text_are_written_out_and_other_numbers_stay() {
        for (text, expected) in [
            ("up to 2025-11-24, of 6 months", "up to November 24, 2025, of 6 months"),
            ("2026-03-10 to 2026-06-08", "March 10, 2026 to June 8, 2026"),
            ("case 2025-11-24-7, 62362, 44.44 %, 2025-13-01", "case 2025-11-24-7, 62362, 44.44 %, 2025-13-01"),
            ("", ""),
        ] {
            assert_eq!(dates_written_out(text), expected);
        }
    }

    #[test]
    fn a_deadline_is_a_date_beside_its_number_of_days() {
        let now = at("2026-03-02T09:00:00-05:00");
        let period = |count, unit, until: &str| Some((Period { count, unit }, until.parse().unwrap()));
        let from = "from the date of this letter";
        for (set, least, expected) in [
            (Some(at("2026-03-03T23:59:00-05:00")), None, format!("by March 3, 2026 (1 day {from})")),
            (
                Some(at("2026-04-11T23:59:00-05:00")),
                period(45, Unit::Days, "2026-04-16T09:00:00-05:00"),
                format!("by April 11, 2026 (40 days {from})"),
            ),
            (Some(at("2026-03-02T23:59:00-05:00")), None, "by March 2, 2026".to_owned()),
            (Some(at("2026-02-20T23:59:00-05:00")), None, "by February 20, 2026".to_owned()),
            (None, period(45, Unit::Days, "2026-04-16T09:00:00-05:00"), format!("by April 16, 2026 (45 days {from})")),
            (
                None,
                period(48, Unit::Hours, "2026-03-04T09:00:00-05:00"),
                "by 9:00 a.m. (UTC-05:00) on March 4, 2026 (48 hours from this letter)".to_owned(),
            ),
            (None, None, "as soon as you can".to_owned()),
        ] {
            assert_eq!(deadline(set, least, now), expected);
        }
    }
}
