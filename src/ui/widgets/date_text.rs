//! Parses dates as reviewers type them. Pure: today is passed in.
//!
//! Must not know: what the date means.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::redacted::redacted_debug;

redacted_debug!(DateProblem);

/// Years that a date in a review can have. Any other one is a typing error.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
const HOW: &str = "Write a date as 2026-03-04, 3/4/2026 (month first), 4 Mar 2026, today or -30d.";

/// Reason why a text is no date, as a sentence that says how to correct it.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DateProblem(String);

/// Parses a date. An empty text is `None`.
///
/// Accepts 2026-03-04, 20260304, 3/4/2026 (month first), 4 Mar 2026, Mar 4 2026, today, yesterday, tomorrow, and -30d, +2w,
/// -6m, -1y counted from `today`.
///
/// # Errors
/// Fails with a sentence to show when the text has another form, or names a day that does not exist.
pub fn parse_date(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, DateProblem> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "" => return Ok(None),
        "today" => return Ok(Some(today)),
        "yesterday" => return checked(today.pred_opt()),
        "tomorrow" => return checked(today.succ_opt()),
        _ => {}
    }
    if text.starts_with(['+', '-']) {
        return relative(&text, today);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return calendar(&text[..4], &text[4..6], &text[6..]);
    }
    let parts: Vec<&str> = text.split([' ', '-', '/', ',']).filter(|part| !part.is_empty()).collect();
    let named = parts.iter().any(|part| part.starts_with(|letter: char| letter.is_alphabetic()));
    match parts[..] {
        [first, second, year] if named => match (month(first), month(second)) {
            (None, Some(month)) => calendar(year, month, first),
            (Some(month), None) => calendar(year, month, second.trim_end_matches(['t', 'h', 's', 'n', 'd', 'r'])),
            _ => Err(how()),
        },
        [year, month, day] if text.contains('-') || year.len() == 4 => calendar(year, month, day),
        [month, day, year] if text.contains('/') => calendar(year, month, day),
        _ => Err(how()),
    }
}

/// Returns a date in words: "2026-03-04, Wednesday, 12 days ago".
///
/// The distance reveals typing errors that the date alone does not.
pub fn reading(date: NaiveDate, today: NaiveDate) -> String {
    format!("{}, {}", date.format("%Y-%m-%d, %A"), distance(date, today))
}

fn distance(date: NaiveDate, today: NaiveDate) -> String {
    let (first, last) = (date.min(today), date.max(today));
    let days = last.signed_duration_since(first).num_days();
    let mut months = (last.year() - first.year()) * 12 + last.month() as i32 - first.month() as i32;
    if last.day() < first.day() {
        months -= 1;
    }
    let (count, unit) = match (days, months) {
        (0, _) => return "today".to_owned(),
        (0..=60, _) => (days, "day"),
        (_, ..24) => (i64::from(months), "month"),
        _ => (i64::from(months / 12), "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    if date > today { format!("in {count} {unit}{plural}") } else { format!("{count} {unit}{plural} ago") }
}

fn how() -> DateProblem {
    DateProblem(HOW.to_owned())
}

fn checked(date: Option<NaiveDate>) -> Result<Option<NaiveDate>, DateProblem> {
    match date {
        Some(date) if YEARS.contains(&date.year()) => Ok(Some(date)),
        _ => Err(DateProblem(format!("The year must be between {} and {}.", YEARS.start(), YEARS.end()))),
    }
}

fn relative(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, DateProblem> {
    let back = text.starts_with('-');
    let body = text[1..].trim();
    let Some((count, unit)) = body.char_indices().next_back().map(|(at, unit)| (body[..at].trim(), unit)) else {
        return Err(how());
    };
    let count: u32 = count.parse().map_err(|_| how())?;
    let days = |days: u32| {
        let days = Days::new(u64::from(days));
        if back { today.checked_sub_days(days) } else { today.checked_add_days(days) }
    };
    let months = |months: u32| {
        let months = Months::new(months);
        if back { today.checked_sub_months(months) } else { today.checked_add_months(months) }
    };
    checked(match unit {
        'd' => days(count),
        'w' => count.checked_mul(7).and_then(days),
        'm' => months(count),
        'y' => count.checked_mul(12).and_then(months),
        _ => return Err(how()),
    })
}

fn calendar(year: &str, month: &str, day: &str) -> Result<Option<NaiveDate>, DateProblem> {
    let digits = |part: &str, most: usize| part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return Err(how());
    }
    if year.len() != 4 {
        return Err(DateProblem("Write the year with four digits.".to_owned()));
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<i32>(), month.parse::<u32>(), day.parse::<u32>()) else {
        return Err(how());
    };
    if !YEARS.contains(&year) {
        return checked(None);
    }
    if !(1..=12).contains(&month) {
        return Err(DateProblem(format!("There is no month {month}. With slashes, the month comes first.")));
    }
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => Ok(Some(date)),
        None => Err(DateProblem(format!("There is no day {day} in {year}-{month:02}."))),
    }
}

/// Returns the number of a month, as text, by its English name.
///
/// The first three letters are enough.
fn month(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 12] = [
        ("january", "1"),
        ("february", "2"),
        ("march", "3"),
        ("april", "4"),
        ("may", "5"),
        ("june", "6"),
        ("july", "7"),
        ("august", "8"),
        ("september", "9"),
        ("october", "10"),
        ("november", "11"),
        ("december", "12"),
    ];
    let name = name.trim_end_matches('.');
    let known = |full: &str| name.len() >= 3 && full.starts_with(name) || name == "sept" && full == "september";
    NAMES.iter().find(|(full, _)| known(full)).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    fn parse(text: &str) -> Result<Option<NaiveDate>, String> {
        parse_date(text, day(2026, 3, 31)).map_err(|problem| problem.to_string())
    }

    #[test]
    fn every_usual_way_of_writing_is_read() {
        let march = ["2026-03-04", "2026-3-4", "20260304", "2026/03/04", "3/4/2026", " 03/04/2026 "];
        let named = ["4 Mar 2026", "4 march 2026", "4-Mar-2026", "Mar 4, 2026", "March 4th, 2026", "04 mar. 2026"];
        for text in march.into_iter().chain(named) {
            assert_eq!(parse(text), Ok(Some(day(2026, 3, 4))), "{text}");
        }
        assert_eq!(parse("  "), Ok(None));
        assert_eq!(parse("2024-02-29"), Ok(Some(day(2024, 2, 29))));
    }

    #[test]
    fn words_and_distances_count_from_today() {
        let table = [
            ("today", day(2026, 3, 31)),
            ("Yesterday", day(2026, 3, 30)),
            ("tomorrow", day(2026, 4, 1)),
            ("-30d", day(2026, 3, 1)),
            ("+2w", day(2026, 4, 14)),
            ("-1m", day(2026, 2, 28)),
            ("- 6 m", day(2025, 9, 30)),
            ("-1y", day(2025, 3, 31)),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text), Ok(Some(expected)), "{text}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused_in_words() {
        let table = [
            ("2026-02-30", "There is no day 30 in 2026-02."),
            ("2025-02-29", "There is no day 29 in 2025-02."),
            ("13/1/2026", "There is no month 13. With slashes, the month comes first."),
            ("2026-00-10", "There is no month 0. With slashes, the month comes first."),
            ("3/0/2026", "There is no day 0 in 2026-03."),
            ("0000-01-01", "The year must be between 1900 and 2199."),
            ("1/1/0000", "The year must be between 1900 and 2199."),
            ("9999-01-01", "The year must be between 1900 and 2199."),
            ("-999999999d", "The year must be between 1900 and 2199."),
            ("3/4/26", "Write the year with four digits."),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text), Err(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn anything_else_says_how_to_write_it() {
        for text in
            ["soon", "3.4.2026", "2026", "3/2026", "4 Mai 2026", "-", "+d", "-30x", "-é", "1/2/3/2026", "١/٢/٢٠٢٦"]
        {
            assert_eq!(parse(text), Err(HOW.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_reading_names_the_weekday() {
        for (on, said) in [
            (day(2026, 3, 4), "2026-03-04, Wednesday, 27 days ago"),
            (day(2026, 3, 31), "2026-03-31, Tuesday, today"),
            (day(2026, 4, 1), "2026-04-01, Wednesday, in 1 day"),
            (day(2025, 9, 30), "2025-09-30, Tuesday, 6 months ago"),
            (day(2024, 4, 1), "2024-04-01, Monday, 23 months ago"),
            (day(2024, 3, 31), "2024-03-31, Sunday, 2 years ago"),
            (day(1962, 4, 1), "1962-04-01, Sunday, 63 years ago"),
            (day(2062, 3, 4), "2062-03-04, Saturday, in 35 years"),
        ] {
            assert_eq!(reading(on, day(2026, 3, 31)), said);
        }
    }
}
