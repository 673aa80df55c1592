//! The worklist as a table for other programs: a line a case, in the order in which they are worked on.
//!
//! Must not know: where the cases are kept.

use unicode_normalization::UnicodeNormalization as _;

use crate::case::requested_codes;
use crate::clock::{Instant, Zone};
use crate::policy::request;
use crate::session::Session;
use crate::text::is_hidden;
use crate::turnaround::{QueueKey, Rulebook};
use crate::wording;

/// The headings, in the order of the cells.
const HEAD: [&str; 13] = [
    "case",
    "member",
    "born",
    "member_id",
    "pathway",
    "criteria_result",
    "determination",
    "owner",
    "codes",
    "received",
    "due",
    "clock",
    "rule",
];

/// A case of the worklist.
#[derive(Clone)]
pub struct WorklistLine {
    order: Option<QueueKey>,
    cells: [String; 13],
}

impl WorklistLine {
    /// The line of a case, with its clock as it stands now and due dates in the reader's zone.
    pub fn of(session: &Session, rules: &Rulebook, now: Instant, zone: Zone) -> Self {
        let case = session.case();
        let clock = session.clock(rules, now, zone);
        let text = |question: &std::sync::LazyLock<crate::ids::QuestionId>| {
            case.value(question).map(|value| wording::value(session.policy(), question, value)).unwrap_or_default()
        };
        let governing = clock.governing.as_ref().ok();
        let cells = [
            case.id.to_string(),
            text(&request::MEMBER_NAME),
            text(&request::MEMBER_BORN_ON),
            text(&request::MEMBER_ID),
            case.pathway.to_string(),
            session.evaluation().status.name().to_owned(),
            case.state().name().to_owned(),
            text(&request::OWNER),
            requested_codes(case)
                .iter()
                .map(|code| format!("{} x {}", code.cpt, code.units))
                .collect::<Vec<_>>()
                .join(", "),
            text(&request::RECEIVED_AT),
            governing.and_then(|rule| rule.due_at).map(wording::instant).unwrap_or_default(),
            wording::clock_short(&clock),
            governing.map(wording::clock_rule).unwrap_or_default(),
        ];
        Self { order: Some(clock.queue_key()), cells }
    }

    /// The line of a file that cannot be read as a case: it is seen, and stands above all others.
    pub fn damaged(name: &str, why: &str) -> Self {
        let mut cells = std::array::from_fn(|_| String::new());
        cells[0] = name.to_owned();
        cells[5] = format!("cannot be opened: {why}");
        Self { order: None, cells }
    }
}

/// The lines as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel takes the text for another encoding; in
/// working order. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub fn worklist_csv(mut lines: Vec<WorklistLine>) -> Vec<u8> {
    lines.sort_by(|one, other| one.order.cmp(&other.order).then_with(|| one.cells[0].cmp(&other.cells[0])));
    let begun = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(begun);
    // Into memory, and every record has as many cells: neither can fail.
    let _ = writer.write_record(HEAD);
    for line in lines {
        let _ = writer.write_record(line.cells.iter().map(|cell| guarded(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// The cell on one line with hidden characters as escapes. An apostrophe stands before what a spreadsheet could take for a
/// formula: some leave out white space and hidden characters at its beginning, and take signs of other widths for ASCII ones.
fn guarded(cell: &str) -> String {
    let first = cell.nfkc().find(|letter| !letter.is_whitespace() && !is_hidden(*letter));
    let is_formula = matches!(first, Some('=' | '+' | '-' | '@' | '\u{2212}'));
    let text = super::document::on_one_line(cell);
    if is_formula || cell.starts_with(['\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_no_cell_leaves_its_column() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@x",
            "\t=1",
            "\r=1",
            " =1",
            "\u{0}=1",
            "\ttext",
            "\u{ff1d}1",
            "\u{ff0b}1",
            "\u{ff0d}1",
            "\u{ff20}SUM(1)",
            "\u{200b}=1",
            "\u{feff}\u{202e} \u{a0}\u{ff1d}1",
            "\u{fe0f}+1",
            "\u{3000}=1",
            "\u{2212}1",
        ] {
            assert!(guarded(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(guarded("Testa \"T\", Beispiel"), "Testa \"T\", Beispiel");
        let line = WorklistLine::damaged("a,\"b\"\r\nc", "cut\u{202e}");
        let text = String::from_utf8(worklist_csv(vec![line])).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut lines = text.split("\r\n");
        assert_eq!(lines.next(), Some(HEAD.join(",").as_str()));
        assert!(lines.next().is_some_and(|line| line.starts_with("\"a,\"\"b\"\" c\",,,")), "{text}");
        assert!(text.contains("cut\\u{202e}"));
    }
}
