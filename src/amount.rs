//! Scores and percentages as exact decimals, never as floats: between 49.9 % and 50 % lies a coverage decision.
//!
//! Must not know: what an amount measures.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A non-negative decimal with at most four digits before and four after the point; written as a string in JSON,
/// so that no reader turns it into a float. `7.0` and `7` are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(transparent)]
pub struct Amount(#[schemars(with = "String")] Decimal);

/// Error of a text that is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the number in digits, without a sign, with at most four digits before and four after the decimal point")]
pub struct BadAmount;

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A whole amount.
    pub fn whole(value: u32) -> Self {
        Self(Decimal::from(value))
    }

    /// True for a whole number.
    pub fn is_whole(self) -> bool {
        self.0.is_integer()
    }

    /// True where `self` lies at least `percent` percent below `from`. Compares by cross-multiplication, without division or
    /// rounding. False where `from` is zero, which cannot be reduced.
    pub fn is_reduced_by(self, from: Self, percent: u32) -> bool {
        !from.0.is_zero() && (from.0 - self.0) * Decimal::ONE_HUNDRED >= Decimal::from(percent) * from.0
    }

    /// The reduction from `from` to `self` in percent, for display only. It is rounded toward zero to two places, so that a value
    /// below a threshold is never displayed at it, and negative for an increase. `None` where `from` is zero.
    pub fn reduction_from(self, from: Self) -> Option<Decimal> {
        let change = ((from.0 - self.0) * Decimal::ONE_HUNDRED).checked_div(from.0)?;
        Some(change.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::ToZero).normalize())
    }
}

impl FromStr for Amount {
    type Err = BadAmount;

    fn from_str(text: &str) -> Result<Self, BadAmount> {
        let (before, after) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(before) || !digits(after) {
            return Err(BadAmount);
        }
        text.parse().map(|value: Decimal| Self(value.normalize())).map_err(|_| BadAmount)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn half_is_half_to_the_last_digit() {
        for (from, to, at_least_half) in [
            ("8", "4", true),
            ("9", "5", false),
            ("7", "3.5", true),
            ("7.0", "3.5000", true),
            ("10", "5.01", false),
            ("100", "50", true),
            ("0", "0", false),
        ] {
            assert_eq!(amount(to).is_reduced_by(amount(from), 50), at_least_half, "{from} to {to}");
        }
    }

    #[test]
    fn what_is_shown_never_reaches_a_threshold_that_was_missed() {
        let shown = amount("5001").reduction_from(amount("9999")).unwrap();
        assert!(shown < Decimal::from(50) && !amount("5001").is_reduced_by(amount("9999"), 50));
        assert_eq!(amount("3").reduction_from(amount("8")).unwrap().to_string(), "62.5");
        assert_eq!(amount("9").reduction_from(amount("8")).unwrap().to_string(), "-12.5");
    }

    #[test]
    fn only_plain_decimals_are_amounts() {
        for text in ["", "-1", "+1", "1e3", "1.", ".5", "1.2.3", "12345", "0.12345", "NaN", "1_0", " 1", "٣"] {
            assert!(text.parse::<Amount>().is_err(), "{text:?}");
        }
    }
}
