//! Three-valued truth. Unknown is not false: an open part leaves the whole open unless another part decides it.
//!
//! Must not know: any criterion.

/// Truth of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Not met.
    NotMet,
    /// Not known yet.
    Open,
    /// Met.
    Met,
}

impl Truth {
    /// All values, in ascending order.
    pub const ALL: [Self; 3] = [Self::NotMet, Self::Open, Self::Met];

    /// The truth of "all parts are met". Open without parts, so that an empty group is never met; a checked policy has none.
    ///
    /// | and     | not met | open    | met     |
    /// |---------|---------|---------|---------|
    /// | not met | not met | not met | not met |
    /// | open    | not met | open    | open    |
    /// | met     | not met | open    | met     |
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().min().unwrap_or(Self::Open)
    }

    /// The truth of "any part is met". Open without parts.
    ///
    /// | or      | not met | open | met |
    /// |---------|---------|------|-----|
    /// | not met | not met | open | met |
    /// | open    | open    | open | met |
    /// | met     | met     | met  | met |
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().max().unwrap_or(Self::Open)
    }

    /// Met or not met.
    pub fn decided(met: bool) -> Self {
        if met { Self::Met } else { Self::NotMet }
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::Open => "open",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, Met, NotMet, Open};

    #[test]
    fn all_of_two() {
        let table = [(NotMet, [NotMet, NotMet, NotMet]), (Open, [NotMet, Open, Open]), (Met, [NotMet, Open, Met])];
        for (left, row) in table {
            for (right, expected) in Truth::ALL.into_iter().zip(row) {
                assert_eq!(Truth::all([left, right]), expected, "{left:?} and {right:?}");
            }
        }
    }

    #[test]
    fn any_of_two() {
        let table = [(NotMet, [NotMet, Open, Met]), (Open, [Open, Open, Met]), (Met, [Met, Met, Met])];
        for (left, row) in table {
            for (right, expected) in Truth::ALL.into_iter().zip(row) {
                assert_eq!(Truth::any([left, right]), expected, "{left:?} or {right:?}");
            }
        }
    }

    #[test]
    fn nothing_is_never_met() {
        assert_eq!((Truth::all([]), Truth::any([])), (Open, Open));
    }
}
