//! Writes out clinical abbreviations on request, for readers who do not know them.
//!
//! Must not know: the field that the text is from.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use eframe::egui::Ui;

use crate::ui::widgets::{Button, flush_drafts, pending_drafts};
use crate::ui::widgets::{keep, kept};

/// Abbreviations with one meaning each in clinical records; no ambiguous ones.
const TABLE: &str = include_str!("../../../assets/abbreviations.tsv");

static KNOWN: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
});

/// Draws the button that writes out the unexplained abbreviations of a field.
///
/// `now` is the field's text, with a draft that was handed over in this frame. Returns the text that replaces it.
pub(super) fn write_out_ui(ui: &mut Ui, id: &str, now: &str) -> Option<String> {
    let typed = pending_drafts(ui).into_iter().find(|draft| draft.id == id).map(|draft| draft.text);
    let write_id = format!("{id}.write-out");
    let mut asked: bool = kept(ui, &write_id);
    let found = unexplained(typed.as_deref().unwrap_or(now));
    if !found.is_empty() && Button::quiet(&write_id, &format!("Write out {}", found.join(", "))).show(ui).clicked() {
        flush_drafts(ui);
        asked = true;
    }
    // A draft is handed over first; the text is written out in the frame in which it arrives.
    keep(ui, &write_id, asked && typed.is_some());
    (asked && typed.is_none()).then(|| written_out(now)).filter(|out| out != now)
}

/// Returns the known abbreviations that a text does not explain, each once.
///
/// They are in the order of the table.
fn unexplained(text: &str) -> Vec<&'static str> {
    let explained = explained(text);
    let used: BTreeSet<&str> = words(text).map(|(_, word)| word).filter(|word| !explained.contains(word)).collect();
    KNOWN.iter().map(|(short, _)| *short).filter(|short| used.contains(short)).collect()
}

/// Returns a text with each unexplained abbreviation written out at its first use.
///
/// The abbreviation follows in parentheses, so that later uses are explained. Nothing else is changed.
fn written_out(text: &str) -> String {
    let mut wanted: BTreeSet<&str> = unexplained(text).into_iter().collect();
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, word) in words(text) {
        if !wanted.remove(word) {
            continue;
        }
        let Some((short, long)) = KNOWN.iter().find(|(short, _)| *short == word) else { continue };
        out.push_str(text.get(copied..at).unwrap_or_default());
        out.push_str(&format!("{long} ({short})"));
        copied = at + word.len();
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

/// Returns the words that stand alone in parentheses, explained by the text before.
fn explained(text: &str) -> BTreeSet<&str> {
    let in_brackets = |(at, word): &(usize, &str)| {
        text.get(..*at).is_some_and(|before| before.ends_with('('))
            && text.get(at + word.len()..).is_some_and(|after| after.starts_with(')'))
    };
    words(text).filter(in_brackets).map(|(_, word)| word).collect()
}

/// Returns the words of a text with their byte offsets.
///
/// `&` belongs to a word, as in H&P.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '&';
    let mut from = None;
    text.char_indices().chain([(text.len(), ' ')]).filter_map(move |(at, letter)| match (is_of_word(letter), from) {
        (true, None) => {
            from = Some(at);
            None
        }
        (false, Some(start)) => {
            from = None;
            Some((start, text.get(start..at)?))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_each_once_and_no_one_of_two_meanings() {
        let shorts: Vec<&str> = KNOWN.iter().map(|(short, _)| *short).collect();
        let mut sorted = shorts.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), shorts.len());
        assert!(KNOWN.len() > 30 && KNOWN.iter().all(|(short, long)| !long.is_empty() && !short.contains(' ')));
        for ambiguous in ["MS", "PE", "CP", "BP"] {
            assert!(!shorts.contains(&ambiguous), "{ambiguous}");
        }
    }

    #[test]
    fn each_is_written_out_where_it_stands_first() {
        let text = "CRPS since 2019; PT and NSAIDs failed. CRPS worse after PT (see H&P, p. 3).";
        assert_eq!(unexplained(text), ["CRPS", "H&P", "NSAIDs", "PT"]);
        let out = written_out(text);
        assert_eq!(
            out,
            "complex regional pain syndrome (CRPS) since 2019; physical therapy (PT) and nonsteroidal anti-inflammatory drugs \
             (NSAIDs) failed. CRPS worse after PT (see history and physical examination (H&P), p. 3)."
        );
        assert!(unexplained(&out).is_empty(), "once is enough");
        assert_eq!(written_out(&out), out);
    }

    #[test]
    fn what_is_no_abbreviation_stays() {
        for text in ["", "It was in the ITEMS list; it's a CTX, mri, PTs", "MS and BP", "İ ß — (…) „IT“?"] {
            let out = written_out(text);
            assert_eq!(out == text, !text.contains("IT“"), "{text} {out}");
        }
        assert_eq!(written_out("„IT“"), "„intrathecal (IT)“");
    }
}
