//! Reads entries of a TOML file key by key, so that every problem of an entry is reported with its position.
//!
//! Must not know: the meaning of the keys.

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::period::{Period, Unit};
use crate::policy::{Lines, Problems};

/// A value with its offset in bytes.
pub(super) struct Placed<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

/// A file that is being read, with the problems found so far.
pub(super) struct Reader<'t> {
    lines: Lines<'t>,
    pub(super) problems: Problems,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { lines: Lines::of(text), problems: Problems::default() }
    }

    /// Reads the whole file as one entry. `None` where it is not TOML.
    pub(super) fn file(&mut self) -> Option<TableEntry<'t>> {
        let (table, errors) = DeTable::parse_recoverable(self.lines.text());
        for error in &errors {
            self.say(error.span().map_or(0, |span| span.start), error.message().to_owned());
        }
        errors.is_empty().then(|| TableEntry { called: "the file".to_owned(), at: 0, table: table.into_inner() })
    }

    pub(super) fn say(&mut self, at: usize, says: impl Into<String>) {
        self.problems.add(|| self.lines.problem(at, says.into()));
    }

    /// Reads a key that an entry must have.
    pub(super) fn required<T>(
        &mut self,
        entry: &mut TableEntry<'t>,
        key: &str,
        read: Read<'t, T>,
    ) -> Option<Placed<T>> {
        if entry.table.contains_key(key) {
            return self.optional(entry, key, read);
        }
        self.say(entry.at, format!("{} has no `{key}`", entry.called));
        None
    }

    /// Reads a key that an entry may have.
    pub(super) fn optional<T>(
        &mut self,
        entry: &mut TableEntry<'t>,
        key: &str,
        read: Read<'t, T>,
    ) -> Option<Placed<T>> {
        let (_, value) = entry.table.remove_entry(key)?;
        let at = value.span().start;
        match read(value.into_inner()) {
            Ok(value) => Some(Placed { value, at }),
            Err(says) => {
                self.say(at, format!("`{key}` {says}"));
                None
            }
        }
    }

    /// Reads a list of tables.
    pub(super) fn entries(&mut self, entry: &mut TableEntry<'t>, key: &str) -> Vec<TableEntry<'t>> {
        let Some((_, value)) = entry.table.remove_entry(key) else { return Vec::new() };
        let Range { start, .. } = value.span();
        let DeValue::Array(values) = value.into_inner() else {
            self.say(start, format!("{key} is a list: write [[{key}]] above each entry"));
            return Vec::new();
        };
        let mut entries = Vec::new();
        for value in values {
            let at = value.span().start;
            match value.into_inner() {
                DeValue::Table(table) => entries.push(TableEntry { called: format!("this {key}"), at, table }),
                _ => self.say(at, format!("{key} is a list of tables: write [[{key}]] above each entry")),
            }
        }
        entries
    }

    /// Reports every key that is left in an entry.
    pub(super) fn report_unknown_keys(&mut self, entry: &TableEntry<'t>) {
        for key in entry.table.keys() {
            self.say(
                key.span().start,
                format!("{} has no key `{}`: see the head of the bundled file", entry.called, key.get_ref()),
            );
        }
    }
}

/// A table whose keys are removed as they are read.
pub(super) struct TableEntry<'t> {
    /// Its name in problems.
    pub(super) called: String,
    /// The offset in bytes of its beginning.
    pub(super) at: usize,
    table: DeTable<'t>,
}

impl TableEntry<'_> {
    /// True where this key is still in it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Removes a key without reading it, after another problem with it was reported.
    pub(super) fn remove(&mut self, key: &str) {
        self.table.remove(key);
    }
}

/// Reads a value, or says what it should be.
pub(super) type Read<'t, T> = fn(DeValue<'t>) -> Result<T, String>;

/// Reads one line of text that is not empty.
pub(super) fn line(value: DeValue<'_>) -> Result<String, String> {
    match value {
        DeValue::String(text) if !text.trim().is_empty() && !text.chars().any(char::is_control) => {
            Ok(text.into_owned())
        }
        _ => Err("is one line of text in quotes, and not empty".to_owned()),
    }
}

/// Reads a list of lines with their positions.
pub(super) fn lines(value: DeValue<'_>) -> Result<Vec<Placed<String>>, String> {
    let wanted = || "is a list of ids in quotes, and not empty".to_owned();
    let DeValue::Array(values) = value else { return Err(wanted()) };
    let read = values.into_iter().map(|value: Spanned<DeValue<'_>>| {
        let at = value.span().start;
        line(value.into_inner()).map(|value| Placed { value, at })
    });
    let read: Vec<_> = read.collect::<Result<_, _>>().map_err(|_| wanted())?;
    if read.is_empty() { Err(wanted()) } else { Ok(read) }
}

/// Reads `true` or `false`.
pub(super) fn flag(value: DeValue<'_>) -> Result<bool, String> {
    match value {
        DeValue::Boolean(flag) => Ok(flag),
        _ => Err("is true or false, without quotes".to_owned()),
    }
}

/// Reads a whole number.
pub(super) fn number(value: DeValue<'_>) -> Result<u32, String> {
    match value {
        DeValue::Integer(number) => {
            u32::from_str_radix(number.as_str(), number.radix()).map_err(|_| "is a small whole number".to_owned())
        }
        _ => Err("is a whole number".to_owned()),
    }
}

/// Reads a calendar date.
pub(super) fn day(value: DeValue<'_>) -> Result<NaiveDate, String> {
    let wanted = || "is a calendar date without quotes, such as 2026-01-01".to_owned();
    let DeValue::Datetime(moment) = value else { return Err(wanted()) };
    let date = moment.date.filter(|_| moment.time.is_none() && moment.offset.is_none());
    date.and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()))
        .ok_or_else(wanted)
}

/// Reads a list of calendar dates with their positions.
pub(super) fn days(value: DeValue<'_>) -> Result<Vec<Placed<NaiveDate>>, String> {
    let wanted = || "is a list of calendar dates without quotes, such as [2026-01-01, 2026-12-25]".to_owned();
    let DeValue::Array(values) = value else { return Err(wanted()) };
    let read = values.into_iter().map(|value: Spanned<DeValue<'_>>| {
        let at = value.span().start;
        day(value.into_inner()).map(|value| Placed { value, at })
    });
    read.collect::<Result<_, _>>().map_err(|_| wanted())
}

/// Reads a period with its unit: "72 hours", "1 day", "3 business days". More than four digits are refused as a typing error.
pub(super) fn period(value: DeValue<'_>) -> Result<Period, String> {
    let wanted = || {
        "is a length of time with its unit, \"72 hours\", \"15 days\" or \"3 business days\", and at least 1".to_owned()
    };
    let DeValue::String(text) = value else { return Err(wanted()) };
    let (count, unit) = text.split_once(' ').ok_or_else(wanted)?;
    let unit = match unit {
        "hour" | "hours" => Unit::Hours,
        "day" | "days" => Unit::Days,
        "business day" | "business days" => Unit::BusinessDays,
        _ => return Err(wanted()),
    };
    let plain = (1..=4).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
    let count = count.parse().ok().filter(|count| plain && *count > 0).ok_or_else(wanted)?;
    Ok(Period { count, unit })
}
