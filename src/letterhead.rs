//! The letterhead of a plan or a department: the sender's lines on a letter. An empty entry omits its line, so a letter
//! never states what nobody entered.
//!
//! Must not know: where it is stored, or how a letter is laid out.

use serde::Serialize;

/// The sender of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Letterhead {
    /// The plan or organization.
    pub plan: String,
    /// The department within it.
    pub department: String,
    /// The postal address, line by line.
    pub address: String,
    /// The telephone number, as it is printed.
    pub phone: String,
    /// The fax number, as it is printed.
    pub fax: String,
}

impl Letterhead {
    /// The heading of a letter without a letterhead.
    pub const NEUTRAL: &'static str = "Utilization Review";

    /// Makes a letterhead from plain lines: the first is the plan, the others are the address.
    pub fn of_lines(lines: &[String]) -> Self {
        let (plan, address) =
            lines.split_first().map_or_else(Default::default, |(plan, rest)| (plan.clone(), rest.join("\n")));
        Self { plan, address, ..Self::default() }
    }

    /// True if nothing is entered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The sender's name: the plan, else the department, else the neutral heading.
    pub fn sender(&self) -> &str {
        let named = [self.plan.trim(), self.department.trim()].into_iter().find(|name| !name.is_empty());
        named.unwrap_or(Self::NEUTRAL)
    }

    /// The lines at the top of a letter; the first names the sender.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.sender().to_owned()];
        if self.sender() != self.department.trim() {
            lines.push(self.department.trim().to_owned());
        }
        lines.extend(self.address.lines().map(|line| line.trim().to_owned()));
        lines.push(self.contact_line());
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// Phone and fax on one line: "Phone 555-0100 · Fax 555-0101"; empty without either.
    fn contact_line(&self) -> String {
        let numbers = [("Phone", self.phone.trim()), ("Fax", self.fax.trim())];
        let numbers = numbers.into_iter().filter(|(_, number)| !number.is_empty());
        numbers.map(|(label, number)| format!("{label} {number}")).collect::<Vec<_>>().join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::Letterhead;

    #[test]
    fn an_empty_entry_leaves_its_line_out() {
        let whole = Letterhead {
            plan: "Example Health Plan".to_owned(),
            department: "Utilization Management".to_owned(),
            address: "1 Sample Street\n\nInvented City, OH 00000".to_owned(),
            phone: "555-0100".to_owned(),
            fax: " 555-0101 ".to_owned(),
        };
        let lines = whole.lines();
        assert_eq!(lines[0], "Example Health Plan");
        assert_eq!(lines[1..3], ["Utilization Management", "1 Sample Street"]);
        assert_eq!(lines[4], "Phone 555-0100 · Fax 555-0101");
        assert_eq!(lines.len(), 5);
        let department = Letterhead { plan: String::new(), address: String::new(), phone: String::new(), ..whole };
        assert_eq!(department.lines(), ["Utilization Management", "Fax 555-0101"]);
    }

    #[test]
    fn without_entries_the_heading_is_neutral() {
        assert!(Letterhead::default().is_empty());
        assert_eq!(Letterhead::default().lines(), [Letterhead::NEUTRAL]);
        assert_eq!(Letterhead::of_lines(&[]), Letterhead::default());
    }
}
