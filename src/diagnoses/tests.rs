//! The release as a whole, what is found in it, and the short labels held against it.
//!
//! Must not know: any case or policy.

use super::read::{FREQUENT, RELEASE};
use super::spelling::pointed;
use super::*;

fn list() -> &'static Diagnoses {
    Diagnoses::bundled()
}

fn codes(found: &[Diagnosis]) -> Vec<&str> {
    found.iter().map(|diagnosis| diagnosis.code.as_str()).collect()
}

fn found(typed: &str) -> Vec<String> {
    list().search(typed, 6).first.into_iter().map(|diagnosis| diagnosis.code).collect()
}

#[test]
fn the_release_is_read_whole() {
    let list = Diagnoses::read().unwrap();
    assert_eq!(list.release(), "April 2026");
    // The numbers that the README.md of the list states.
    assert_eq!((list.codes.len(), list.all().filter(|listed| listed.is_billable).count()), (98_186, 74_719));
    assert!(list.codes.is_sorted_by(|one, next| one.characters < next.characters));
    assert!(list.words.is_sorted_by(|one, next| (&one.folded, &one.text) < (&next.folded, &next.text)));
    let last = list.find("Z99.89").unwrap();
    assert_eq!(last.description, "Dependence on other enabling machines and devices");
    assert!(list.all().all(|listed| listed.description.len() > 2 && listed.description.trim() == listed.description));
}

#[test]
fn a_code_is_billable_unless_longer_codes_begin_with_it() {
    let list = list();
    for (place, code) in list.codes.iter().enumerate() {
        let number = pointed(&code.characters);
        let longer = list.beginning_with(&number).len() > 1;
        assert_ne!(code.is_billable, longer, "{number} at {place}");
    }
}

#[test]
fn a_code_is_found_with_and_without_its_point() {
    for text in ["T85.610A", "T85610A", "t85.610a"] {
        let found = list().find(text).unwrap();
        assert_eq!(found.code, "T85.610A");
        let said = "Breakdown (mechanical) of cranial or spinal infusion catheter, initial encounter";
        assert_eq!(found.description, said);
        assert_eq!(found.label, Some("Breakdown of a cranial or spinal infusion catheter, active treatment"));
    }
    assert_eq!(list().find("H81.01").unwrap().description, "Ménière's disease, right ear");
    assert!(["", "G", "G9", "G90.5X", "G35.E", "T85.610AA", "pain"].iter().all(|text| list().find(text).is_none()));
}

#[test]
fn a_code_is_billable_a_header_or_not_listed() {
    let validity = |code| list().validity(code);
    for (code, expected) in [
        ("G90.50", Validity::Billable),
        ("G9050", Validity::Billable),
        ("G90.5", Validity::Header),
        ("G35", Validity::Header),
        ("T85.610", Validity::Header),
        ("G90.53", Validity::Unlisted),
        ("Z99.999", Validity::Unlisted),
    ] {
        assert_eq!(validity(code), Some(expected), "{code}");
    }
    assert_eq!(Diagnoses::default().validity("G90.5"), None, "an empty list says nothing");
}

#[test]
fn children_are_the_codes_directly_below() {
    let children = |code| list().children(code).into_iter().map(|child| child.code).collect::<Vec<_>>();
    assert_eq!(children("G90.5"), ["G90.50", "G90.51", "G90.52", "G90.59"]);
    assert_eq!(children("G35"), ["G35.A", "G35.B", "G35.C", "G35.D"]);
    assert_eq!(children("T85.610"), ["T85.610A", "T85.610D", "T85.610S"]);
    assert_eq!(children("T78.40"), ["T78.40XA", "T78.40XD", "T78.40XS"], "places that are filled up are skipped");
    assert!(children("G90.50").is_empty() && children("G90.53").is_empty() && children("nothing").is_empty());
}

#[test]
fn numbers_are_found_as_they_are_typed() {
    // Frequent codes, then billable ones, then headers.
    assert_eq!(found("G90.5"), ["G90.50", "G90.511", "G90.512", "G90.513", "G90.521", "G90.522"]);
    let all = list().search("g905", 50);
    assert_eq!(codes(&all.first).last(), Some(&"G90.52"));
    assert_eq!(all.total, all.first.len());
    assert_eq!(found("T85.610A"), ["T85.610A"]);
    assert!(found("G99.9").is_empty() && found("").is_empty() && found(" ").is_empty());
    let none = list().search("M54", 0);
    assert!(none.first.is_empty() && none.total == list().search("M54", 6).total);
}

#[test]
fn words_are_found_by_their_beginnings_in_any_order() {
    assert_eq!(found("stroke dominant")[..2], ["I69.351", "I69.352"]);
    assert_eq!(found("pump leak")[0], "T85.635A");
    assert_eq!(found("left ménière")[..1], ["H81.02"]);
    assert_eq!(found("MENIERE'S left"), found("left ménière"));
    assert_eq!(found("fractures of the femur"), found("of femur fracture"));
    assert!(!found("fractures of the femur").is_empty() && found("the").len() == 6);
    assert_eq!(found("optic neuropathies")[..2], ["H46.2", "H46.3"], "short descriptions before long ones");
    assert!(found("low back pain").starts_with(&["M54.50".to_owned(), "M54.59".to_owned()]));
    assert!(found("zzz pain").is_empty() && found(", (").is_empty());
    let all = list().search("infusion catheter breakdown", 50).first;
    let kinds: Vec<u8> =
        all.iter().map(|it| if it.label.is_some() { 0 } else { 2 - u8::from(it.is_billable) }).collect();
    assert!(kinds.is_sorted() && kinds.contains(&0) && kinds.contains(&2), "{kinds:?}");
}

#[test]
fn any_text_is_searched_for() {
    let page = "pain of the spine, ".repeat(50_000);
    for text in [page.as_str(), "o", "\u{1F9B4}", "e\u{301}", "9", "a b c d e f g h i j k l m n o p", "(((", "İ"] {
        let found = list().search(text, 6);
        assert!(found.first.len() <= 6 && found.first.len() <= found.total);
    }
}

#[test]
fn every_frequent_code_is_billable_and_stands_once() {
    let lines: Vec<&str> = FREQUENT.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!((lines.len(), list().frequent.len()), (69, 69));
    for line in lines {
        let (code, label) = line.split_once('\t').unwrap();
        let listed = list().find(code).unwrap();
        assert!(listed.is_billable && listed.code == code && listed.label == Some(label), "{code}");
    }
    for pair in list().frequent.windows(2) {
        assert!(pair[0].place < pair[1].place && pair[0].label != pair[1].label, "{}", pair[1].label);
    }
}

/// Words of a label, each with the official words of which the description has one exactly when the label has it.
const AGREE: [(&[&str], &[&str]); 18] = [
    (&["right"], &["right"]),
    (&["left"], &["left"]),
    (&["both"], &["bilateral"]),
    (&["arm", "arms"], &["upper"]),
    (&["leg", "legs"], &["lower"]),
    (&["dominant"], &["dominant"]),
    (&["nondominant"], &["nondominant", "non"]),
    (&["without"], &["without"]),
    (&["unspecified"], &["unspecified"]),
    (&["other"], &["other"]),
    (&["active"], &["initial"]),
    (&["catheter"], &["catheter"]),
    (&["infarction"], &["infarction"]),
    (&["hemorrhage"], &["hemorrhage"]),
    (&["secondary", "metastasis"], &["secondary"]),
    (&["cancer", "tumor"], &["neoplasm"]),
    (&["chronic"], &["chronic", "neoplasm"]),
    (&["infection"], &["infection"]),
];

#[test]
fn no_label_contradicts_the_description() {
    let has = |words: &[String], any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    for frequent in &list().frequent {
        let listed = list().at(frequent.place).unwrap();
        let (label, description) = (spelling::words(frequent.label), spelling::words(&listed.description));
        for (of_label, official) in AGREE {
            // "Non-dominant" is two words, of which the second is the opposite of what both say; chronic pain of a tumor may be
            // acute.
            let is_exempt = of_label == ["dominant"] && has(&description, &["non"])
                || of_label == ["chronic"] && has(&description, &["neoplasm"])
                || of_label == ["other"] && has(&label, &["device"]);
            if !is_exempt {
                let said = (frequent.label, &listed.description);
                assert_eq!(has(&label, of_label), has(&description, official), "{of_label:?}: {said:?}");
            }
        }
    }
    let first_visit = FREQUENT.lines().filter(|line| !line.starts_with('#')).any(|line| line.contains("first"));
    assert!(!first_visit, "the 7th character A is for active treatment, whichever visit it is");
}

#[test]
fn a_damaged_file_gives_no_list() {
    let error = |file: &[u8], labels| read::read(file, labels).err();
    let file = RELEASE.to_vec();
    assert_eq!(error(b"", ""), Some(ListError::Head));
    assert_eq!(error(&file[10..], ""), None, "the first line is a name");
    let replaced = |from: &str, to: &str| {
        let end = file.windows(2).position(|pair| pair == b"\n\n").unwrap();
        let head = str::from_utf8(&file[..end]).unwrap().replace(from, to);
        [head.as_bytes(), &file[end..]].concat()
    };
    assert_eq!(error(&replaced("words: ", "words: many "), ""), Some(ListError::Head));
    assert_eq!(error(&replaced("codes: 98186", "codes: 98185"), ""), Some(ListError::Columns));
    assert_eq!(error(&replaced("codes: 98186", "codes: 98187"), ""), Some(ListError::Columns));
    assert_eq!(error(&replaced("tokens: 353240", "tokens: 353239"), ""), Some(ListError::Columns));
    assert_eq!(error(&file[..file.len() / 2], ""), Some(ListError::Columns));
    assert_eq!(error(&file, "# head\nG90.5X\tNo such code\n"), Some(ListError::Label(2)));
    assert_eq!(error(&file, "G90.50 Without a tabulator\n"), Some(ListError::Label(1)));
}
