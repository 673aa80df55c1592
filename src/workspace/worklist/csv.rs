//! The worklist as a table for other programs: a line for each row, in the order of the rows.
//!
//! Must not know: where the cases are kept, or how the rows are put in order.

use unicode_normalization::UnicodeNormalization as _;

use super::row::Row;
use crate::report::on_one_line;
use crate::text::is_hidden;
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

/// Writes rows as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel takes the text for another encoding. A
/// cell that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv(rows: &[Row]) -> Vec<u8> {
    let begun = "\u{feff}".as_bytes().to_vec();
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(begun);
    // Into memory, and every line has as many cells: neither can fail.
    let _ = writer.write_record(HEAD);
    for row in rows {
        let _ = writer.write_record(cells(row).iter().map(|cell| guarded(cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// The cells of a row. Of a file that cannot be read as a case: its name, and the reason in place of a result.
fn cells(row: &Row) -> [String; 13] {
    let Some(((case, result), state)) = row.case.as_ref().zip(row.result).zip(row.state) else {
        let mut cells = std::array::from_fn(|_| String::new());
        cells[0].clone_from(&row.file_name);
        cells[5] = format!("cannot be opened: {}", row.detail);
        return cells;
    };
    let words = row.words.clone();
    let governing = row.clock.as_ref().and_then(|clock| clock.governing.as_ref().ok());
    [
        case.to_string(),
        words.member,
        words.born_on,
        words.member_id,
        words.pathway,
        result.name().to_owned(),
        state.name().to_owned(),
        words.owner,
        words.codes,
        words.received_at,
        governing.and_then(|rule| rule.due_at).map(wording::instant).unwrap_or_default(),
        row.clock.as_ref().map(wording::clock_short).unwrap_or_default(),
        governing.map(wording::clock_rule).unwrap_or_default(),
    ]
}

/// The cell on one line with hidden characters as escapes. An apostrophe stands before what a spreadsheet could take for a
/// formula: some leave out white space and hidden characters at its beginning, and take signs of other widths for ASCII ones.
fn guarded(cell: &str) -> String {
    let first = cell.nfkc().find(|letter| !letter.is_whitespace() && !is_hidden(*letter));
    let is_formula = matches!(first, Some('=' | '+' | '-' | '@' | '\u{2212}'));
    let text = on_one_line(cell);
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
        let row = Row::damaged(None, "a,\"b\"\r\nc", "cut\u{202e}");
        let text = String::from_utf8(csv(&[row])).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut lines = text.split("\r\n");
        assert_eq!(lines.next(), Some(HEAD.join(",").as_str()));
        assert!(lines.next().is_some_and(|line| line.starts_with("\"a,\"\"b\"\" c\",,,")), "{text}");
        assert!(text.contains("cut\\u{202e}"));
    }
}
