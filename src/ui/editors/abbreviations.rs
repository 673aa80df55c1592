//! Abbreviations of the records, written out on request: a note is read by people who do not know them.
//!
//! Must not know: whose note it is, or what it says beside them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use eframe::egui::Ui;

use crate::ui::widgets::{Button, flush_drafts, pending_drafts};
use crate::ui::widgets::{keep, kept};

/// Each with its one meaning in such a record.
const TABLE: &str = include_str!("../../../assets/abbreviations.tsv");

static KNOWN: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
});

/// Draws the button that writes out what a field holds, where it holds an abbreviation that nothing explains. `now`: its text,
/// with what was handed over in this frame. Gives the text to put in its place.
pub(super) fn write_out_ui(ui: &mut Ui, id: &str, now: &str) -> Option<String> {
    let typed = pending_drafts(ui).into_iter().find(|draft| draft.id == id).map(|draft| draft.text);
    let wish = format!("{id}.write-out");
    let mut asked: bool = kept(ui, &wish);
    let found = unexplained(typed.as_deref().unwrap_or(now));
    if !found.is_empty() && Button::quiet(&wish, &format!("Write out {}", found.join(", "))).show(ui).clicked() {
        flush_drafts(ui);
        asked = true;
    }
    // What is half typed is handed over first; only then it is written out.
    keep(ui, &wish, asked && typed.is_some());
    (asked && typed.is_none()).then(|| written_out(now)).filter(|out| out != now)
}

/// The known abbreviations of a text that nothing in it explains, each once, in the order of the alphabet.
fn unexplained(text: &str) -> Vec<&'static str> {
    let explained = explained(text);
    let used: BTreeSet<&str> = words(text).map(|(_, word)| word).filter(|word| !explained.contains(word)).collect();
    KNOWN.iter().map(|(short, _)| *short).filter(|short| used.contains(short)).collect()
}

/// The text with each of them written out where it stands first, and the abbreviation in brackets after it: then it may stand
/// wherever it stood. Every other letter stays as it is.
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

/// Words in brackets of their own: what stands before them explains them.
fn explained(text: &str) -> BTreeSet<&str> {
    let in_brackets = |(at, word): &(usize, &str)| {
        text.get(..*at).is_some_and(|before| before.ends_with('('))
            && text.get(at + word.len()..).is_some_and(|after| after.starts_with(')'))
    };
    words(text).filter(in_brackets).map(|(_, word)| word).collect()
}

/// The words of a text with their places; `&` joins, as in H&P.
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
