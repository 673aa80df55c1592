//! Reads dates as TOML writes them.
//!
//! Must not know: what a date is for.

use chrono::NaiveDate;
use serde::Deserialize as _;

/// Reads a TOML date (`2025-09-01`, without quotes) as a calendar date.
pub(super) fn toml_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let day = toml::value::Datetime::deserialize(deserializer)?;
    day.date
        .filter(|_| day.time.is_none())
        .and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()))
        .ok_or_else(|| serde::de::Error::custom("expected a calendar date such as 2025-09-01"))
}
