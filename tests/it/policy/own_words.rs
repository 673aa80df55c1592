//! Policies are paraphrased: no file of the repository has eight consecutive words of the policy's own text. That text is not in the
//! repository; what is compared are hashes of its runs of eight words.
//!
//! Must not know: the policy's text, or what any file is for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::source::tidy::{kept, no_complaints};

/// Words in a run.
const RUN: usize = 8;

/// The first eight bytes of a run's SHA-256.
type Hash = u64;

/// The hashes, one a line.
const HASHES: &str = "tests/fixtures/policy-runs.txt";

/// Names the file with the policy's text where the hashes are made.
const TEXT: &str = "MEDNEC_POLICY_TEXT";

/// Names that have to be named: the criteria set that the policy refers to.
const NAMES: [&str; 1] = ["InterQual CP: Procedures, Epidural or Intrathecal Catheter Placement"];

/// Texts and cases of released versions: cases are pinned to their exact bytes, so they are not reworded. Nothing is added here.
const RELEASED: [&str; 2] = ["assets/policies/earlier/2025T0626L-b5e83fdb9a41.toml", "tests/fixtures/0.1.0/"];

/// The words of a text in lowercase, each with the line that it stands on. White space, punctuation, marks of comments and the
/// escapes of strings stand between words, so that a sentence is the same however it is wrapped.
fn words(text: &str) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut line = 1;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            words.push((line, std::mem::take(&mut word)));
        }
        line += usize::from(letter == '\n');
        if letter == '\\' {
            match letters.next_if(|next| next.is_ascii_alphabetic()) {
                // The four digits of JSON; braces end the digits of Rust by themselves.
                Some('u') if letters.next_if_eq(&'{').is_some() => {
                    while letters.next_if(char::is_ascii_hexdigit).is_some() {}
                }
                Some('u') => {
                    for _ in 0..4 {
                        let _ = letters.next_if(char::is_ascii_hexdigit);
                    }
                }
                _ => {}
            }
        }
    }
    if !word.is_empty() {
        words.push((line, word));
    }
    words
}

/// The runs of a text: the line on which each begins, and its hash.
fn runs(text: &str) -> Vec<(usize, Hash)> {
    let hash = |run: &[(usize, String)]| {
        let run: Vec<&str> = run.iter().map(|(_, word)| word.as_str()).collect();
        let digest = Sha256::digest(run.join(" "));
        digest.iter().take(8).fold(0, |hash, byte| hash << 8 | Hash::from(*byte))
    };
    words(text).windows(RUN).map(|run| (run[0].0, hash(run))).collect()
}

/// The places of a file whose run is one of the policy's, a place for each stretch of such runs: line and hash of the first.
fn hits(text: &str, policy: &BTreeSet<Hash>) -> Vec<(usize, Hash)> {
    let mut hits = Vec::new();
    let mut before = false;
    for (line, hash) in runs(text) {
        let hit = policy.contains(&hash);
        if hit && !before {
            hits.push((line, hash));
        }
        before = hit;
    }
    hits
}

/// The policy's runs: all but those of titles, which are cited as they are.
fn runs_of_policy(text: &str) -> BTreeSet<Hash> {
    let (mut own, mut titles) = (vec![String::new()], NAMES.join("\n\n") + "\n");
    let mut is_title = false;
    for line in without_tags(text).lines() {
        if line.starts_with('#') {
            let heading = line.trim_matches(['#', '*', ' ']);
            is_title = heading == "References" || heading.starts_with("Related ");
            own.push(String::new());
        }
        let part = if is_title { Some(&mut titles) } else { own.last_mut() };
        // A command of its formulas is no word.
        part.unwrap().push_str(&(line.replace("\\geq", " ") + "\n"));
    }
    let hashes = |text: &str| runs(text).into_iter().map(|(_, hash)| hash).collect::<BTreeSet<Hash>>();
    let titles = hashes(&titles);
    own.iter().flat_map(|part| hashes(part)).filter(|hash| !titles.contains(hash)).collect()
}

fn without_tags(text: &str) -> String {
    let mut parts = text.split('<');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_tag = part.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/');
        let rest = if is_tag { part.split_once('>').map_or(part, |(_, rest)| rest) } else { part };
        plain.push(' ');
        plain.push_str(rest);
    }
    plain
}

fn kept_hashes() -> BTreeSet<Hash> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(HASHES)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| Hash::from_str_radix(line, 16).unwrap()).collect()
}

#[test]
fn no_file_has_eight_consecutive_words_of_the_policy() {
    let policy = kept_hashes();
    assert!(policy.len() > 3_500, "only {} runs", policy.len());
    let mut complaints = Vec::new();
    let is_released = |path: &str| RELEASED.iter().any(|released| path.starts_with(released));
    for (path, text) in kept().iter().filter(|(path, _)| path != HASHES && !is_released(path)) {
        for (line, hash) in hits(text, &policy) {
            complaints.push(format!("{path}:{line}: {RUN} words of the policy's text or more ({hash:#018x})"));
        }
    }
    no_complaints(complaints);
}

/// Run after a change of the policy's text: `MEDNEC_POLICY_TEXT=FILE cargo test --test it own_words -- --ignored`.
#[test]
#[ignore = "writes the hashes from the file that MEDNEC_POLICY_TEXT names"]
fn the_hashes_are_made_of_the_policys_text() {
    let file = std::env::var(TEXT).unwrap_or_else(|_| panic!("{TEXT} names the file with the policy's text"));
    let text = fs::read_to_string(&file).unwrap();
    let head = "# The first 8 bytes of the SHA-256 of every run of eight words of policy 2025T0626L, without titles.\n\
                # Made and read by tests/it/policy/own_words.rs.\n";
    let hashes: String = runs_of_policy(&text).into_iter().map(|hash| format!("{hash:016x}\n")).collect();
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(HASHES), head.to_owned() + &hashes).unwrap();
}

#[test]
fn the_check_sees_a_run_however_it_is_written() {
    let text = "## One\nThe quick brown fox jumps over the lazy dog at <b>noon</b> every < 18 days.\n\
                ## **References**\n- Alpha beta gamma delta epsilon zeta eta theta iota.\n\
                ## Two\nAs in alpha beta gamma delta epsilon zeta eta theta.\n";
    let policy = runs_of_policy(text);
    let hit = |text: &str| hits(text, &policy).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
    assert_eq!(hit("The quick brown fox jumps over the lazy"), [1]);
    assert_eq!(hit("// one: the QUICK brown\n//     fox -- jumps (over)\n/// the lazy dog"), [1]);
    assert_eq!(
        hit("let a = \"x\";\nlet b = \"the quick brown \\\n    fox\\njumps\\u{2019}over\\u2019the\\tlazy\";"),
        [2]
    );
    assert_eq!(hit("**quick** brown | fox | jumps over\n> the `lazy`\n- dog"), [1]);
    assert_eq!(hit("dog at noon every 18 days; the lazy dog at noon every 18 days"), [1]);
    assert_eq!(hit("the quick brown fox jumps over the"), [0; 0], "seven words");
    assert_eq!(hit("the quick brown fox jumped over the lazy dog"), [0; 0], "other words");
    assert_eq!(hit("alpha beta gamma delta epsilon zeta eta theta iota"), [0; 0], "a title, cited elsewhere too");
    assert_eq!(hit("as in alpha beta gamma delta epsilon zeta"), [1], "not the title alone");
    assert_eq!(hit(NAMES[0]), [0; 0]);
}
