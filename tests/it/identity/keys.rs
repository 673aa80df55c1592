//! Identity: entries that a roster refuses, how a forged one is recognized, and that a locked key shows nothing of itself.

use std::fmt::{Debug, Display};
use std::time::{Duration, Instant as Stopwatch};

use mednec::clock::Instant;
use mednec::identity::{
    BadHex, BadLock, BadName, Cost, Credential, KeyError, LockedKey, Passphrase, Person, PublicKey, Role, Roster,
    RosterChange, RosterEntry, RosterError, RosterRefusal, Signature, UnlockError, Unlocked, WeakPassphrase,
};
use mednec::ids::ReviewerId;
use serde::Serialize;
use serde_json::json;

/// In every passphrase of these tests: whatever the program writes is searched for it.
pub const CANARY: &str = "kanarienvogel";

pub fn phrase(text: &str) -> Passphrase {
    Passphrase::new(format!("{text} {CANARY}"))
}

/// A minute of one day.
pub fn at(minute: u32) -> Instant {
    format!("2026-02-03T{:02}:{:02}:00-05:00", 8 + minute / 60, minute % 60).parse().unwrap()
}

pub fn enrol(name: &str, credential: Credential, administrator: bool) -> RosterChange {
    RosterChange::enrol(name, credential, None, administrator, &phrase(name), Cost::FOR_TESTS).unwrap()
}

/// A department: Ann (RN) administers, Bob (MD) administers too, Cleo (LPN) does not.
pub struct Department {
    pub roster: Roster,
    pub ann: Unlocked,
    pub bob: Unlocked,
    pub cleo: Unlocked,
}

pub fn named<'r>(roster: &'r Roster, who: &str) -> &'r Person {
    roster.find(who).unwrap().person()
}

pub fn unlocked(roster: &Roster, who: &str) -> Unlocked {
    let person = named(roster, who);
    roster.unlock(&person.id, &phrase(&person.name)).unwrap()
}

pub fn small_roster() -> Roster {
    first().0
}

pub fn first() -> (Roster, Unlocked) {
    Roster::create("Ann Arbor", Credential::Rn, Some("MI 12345"), &phrase("Ann Arbor"), at(0), Cost::FOR_TESTS).unwrap()
}

pub fn department() -> Department {
    let (roster, ann) = first();
    let roster = roster.append(enrol("Bob Bell", Credential::Md, true), &ann, at(1)).unwrap();
    let roster = roster.append(enrol("Cleo Cruz", Credential::Lpn, false), &ann, at(2)).unwrap();
    let (bob, cleo) = (unlocked(&roster, "Bob Bell, MD"), unlocked(&roster, "cleo  cruz, lpn"));
    Department { roster, ann, bob, cleo }
}

/// An entry that a program without rules would have made: in place, chained and truly signed.
pub fn signed_at(after: &[RosterEntry], what: RosterChange, by: &Unlocked, at: Instant) -> RosterEntry {
    let mut entry = RosterEntry {
        sequence: after.len() as u32 + 1,
        at,
        by: by.person().id.clone(),
        what,
        previous: after.last().map(RosterEntry::hash),
        key: *by.public_key(),
        signature: by.sign(b""),
    };
    entry.signature = by.sign(&entry.message());
    entry
}

// ---------------------------------------------------------------- forms

#[test]
fn keys_and_signatures_have_one_spelling() {
    let (_, ann) = first();
    let (key, signature) = (ann.public_key().to_string(), ann.sign(b"mednec test 1\nx").to_string());
    assert_eq!(PublicKey::parse(&key).as_ref(), Ok(ann.public_key()));
    assert_eq!(serde_json::to_value(ann.public_key()).unwrap(), json!(key));
    assert!(ann.public_key().verify(b"mednec test 1\nx", &Signature::parse(&signature).unwrap()));
    assert!(!ann.public_key().verify(b"mednec test 1\ny", &Signature::parse(&signature).unwrap()));
    let high = key.bytes().position(|digit| digit.is_ascii_lowercase()).unwrap_or(0);
    let mut shouted = key.clone();
    shouted.replace_range(high..=high, &key[high..=high].to_uppercase());
    for bad in [&key[1..], &key[2..], &format!("{key}0"), &format!(" {}", &key[1..]), &key.replace(&key[..1], "g"), ""]
    {
        assert_eq!(PublicKey::parse(bad), Err(BadHex::Form), "{bad}");
    }
    assert_eq!(PublicKey::parse(&shouted), Err(BadHex::Form));
    assert_eq!(Signature::parse(&signature[2..]), Err(BadHex::Form));
    assert_eq!(Signature::parse(&signature.to_uppercase()), Err(BadHex::Form));
    assert!(
        serde_json::from_value::<Signature>(json!(key)).is_err()
            && serde_json::from_value::<PublicKey>(json!([1])).is_err()
    );
    // The neutral point, one of order four, a second spelling of it, and what is no point at all.
    let weak = |first: &str, rest: &str, last: &str| [first, &rest.repeat(30), last].concat();
    for bad in [weak("01", "00", "00"), weak("00", "00", "00"), weak("ed", "ff", "7f"), weak("02", "00", "00")] {
        assert_eq!(PublicKey::parse(&bad), Err(BadHex::NoKey), "{bad}");
    }
    // Good points near zero, and the same ones written p higher.
    let near: Vec<u8> = (2..=18).filter(|y| PublicKey::parse(&weak(&format!("{y:02x}"), "00", "00")).is_ok()).collect();
    assert!(!near.is_empty());
    for y in near {
        let second = weak(&format!("{:02x}", 0xed + y), "ff", "7f");
        assert_eq!(PublicKey::parse(&second), Err(BadHex::NoKey), "{second}");
    }
    let schema = serde_json::to_string(&schemars::schema_for!(RosterEntry)).unwrap();
    assert!(schema.contains("^[0-9a-f]{64}$") && schema.contains("^[0-9a-f]{128}$"));
}

#[test]
fn a_signature_that_was_bent_does_not_hold() {
    let (_, ann) = first();
    let text = ann.sign(b"mednec test 1\n").to_string();
    let holds = |text: &str| ann.public_key().verify(b"mednec test 1\n", &Signature::parse(text).unwrap());
    assert!(holds(&text));
    for place in 0..text.len() {
        let digit = u8::from_str_radix(&text[place..=place], 16).unwrap();
        let mut bent = text.clone();
        bent.replace_range(place..=place, &format!("{:x}", digit ^ 1));
        assert!(!holds(&bent), "{place}");
    }
    // s + L: the same equation, another spelling.
    let order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let byte = |text: &str, at: usize| u16::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap();
    let mut carry = 0;
    let sum: String = (0..32)
        .map(|at| {
            carry += byte(&text[64..], at) + byte(order, at);
            let low = carry & 0xff;
            carry >>= 8;
            format!("{low:02x}")
        })
        .collect();
    assert!(!holds(&[&text[..64], &sum].concat()));
}

#[test]
fn ids_are_made_from_chance_and_have_one_form() {
    assert_eq!(ReviewerId::from_random([0, 1, 25, 26, 31, 32, 255, 7, 8, 9]).as_str(), "r-abz27a7hij");
    let (one, other) = (first().0, first().0);
    assert_ne!(one.entries()[0].by, other.entries()[0].by);
    for bad in
        ["", "r-", "r-abcdefghi", "r-abcdefghijk", "r-abcdefghi1", "r-ABCDEFGHIJ", "s-abcdefghij", " r-abcdefghij"]
    {
        assert!(ReviewerId::parse(bad).is_err() && serde_json::from_value::<ReviewerId>(json!(bad)).is_err(), "{bad}");
    }
}

#[test]
fn roles_follow_from_credentials() {
    for (text, role) in [("rn", Role::Nurse), ("LPN", Role::Nurse), ("Lvn", Role::Nurse), ("MD", Role::Physician)] {
        assert_eq!(Credential::parse(text).map(Credential::role), Some(role));
    }
    assert_eq!((Credential::parse("DO").unwrap().role(), Credential::parse("JD")), (Role::Physician, None));
    assert_eq!(mednec::case::Reviewer::CREDENTIALS, mednec::identity::CREDENTIALS);
    for credential in Credential::ALL {
        assert_eq!(serde_json::to_value(credential).unwrap(), json!(credential.as_str()));
    }
}

#[test]
fn names_have_one_spelling() {
    let named = |name: &str| {
        Roster::create(name, Credential::Rn, None, &phrase("x"), at(0), Cost::FOR_TESTS)
            .map(|(roster, by)| roster.reviewer(&by.person().id).unwrap().name.clone())
    };
    assert_eq!(named("  Zoe\u{308}   Sample ").unwrap(), "Zo\u{eb} Sample");
    for (bad, why) in [
        ("", BadName::Length),
        (" \t ", BadName::Length),
        (&"x".repeat(101), BadName::Length),
        ("Ann\u{202e}nnA", BadName::Unseen),
        ("Ann\u{0}", BadName::Unseen),
        ("An\u{200b}n", BadName::Unseen),
    ] {
        assert_eq!(named(bad), Err(RosterRefusal::BadName(why)), "{bad:?}");
    }
    // A roster whose name was spelt otherwise, and truly signed.
    let (_, ann) = first();
    let mut what = first().0.entries()[0].what.clone();
    if let RosterChange::Enrolled { reviewer, public_key, .. } = &mut what {
        (reviewer.id, reviewer.name, *public_key) =
            (ann.person().id.clone(), "Ann  Arbor".to_owned(), *ann.public_key());
    }
    let error = RosterError::NotAllowed { sequence: 1, why: RosterRefusal::NotCanonical };
    assert_eq!(Roster::fold(vec![signed_at(&[], what, &ann, at(0))]), Err(error));
}

// ---------------------------------------------------------------- passphrases and locks

#[test]
fn a_passphrase_is_long_enough_and_not_the_name() {
    let check = |text: &str, name: &str| Passphrase::new(text.to_owned()).check(name);
    assert_eq!(check("elevenchars", "x"), Err(WeakPassphrase::Short));
    assert_eq!(check("four plain invented words", "x"), Ok(()));
    // Twenty-four bytes, twelve characters; and eleven characters once they are composed.
    assert_eq!(check("\u{e4}\u{f6}q\u{fc}\u{df}w\u{e4}zx\u{f6}k\u{fc}", "x"), Ok(()));
    for weak in
        ["passwordpassword", "123456789012", "qwertyuiop[]", "aaaaaaaaaaaaaaaa", "Wilhelmina1970", "mednecmednec1"]
    {
        assert_eq!(check(weak, "Wilhelmina Berg"), Err(WeakPassphrase::Guessable), "{weak}");
    }
    let began = Stopwatch::now();
    let _ = check(&"correct horse battery staple ".repeat(35), "x");
    let _ = check(&"a1".repeat(512), "x");
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert_eq!(check(&"a\u{308}".repeat(11), "x"), Err(WeakPassphrase::Short));
    for same in ["Wilhelmina Berg", "wilhelmina  BERG", " WilhelminaBerg", "\u{ff37}ilhelmina Berg"] {
        assert_eq!(check(same, "Wilhelmina Berg"), Err(WeakPassphrase::IsTheName), "{same}");
    }
    let weak = LockedKey::generate("x", &Passphrase::new("short".to_owned()), Cost::FOR_TESTS);
    assert_eq!(weak.map(|_| ()), Err(KeyError::Weak(WeakPassphrase::Short)));
    let (_, ann) = first();
    let relocked = ann.relock(&Passphrase::new("Ann Arbor Ann".to_owned()), Cost::FOR_TESTS);
    assert_eq!(relocked.map(|_| ()), Err(KeyError::Weak(WeakPassphrase::Guessable)));
    let none = Roster::create(
        "Wilhelmina Berg",
        Credential::Rn,
        None,
        &Passphrase::new("Wilhelmina Berg".to_owned()),
        at(0),
        Cost::FOR_TESTS,
    );
    assert_eq!(none.map(|_| ()), Err(RosterRefusal::from(WeakPassphrase::IsTheName)));
}

#[test]
fn only_the_passphrase_unlocks_from_whatever_keyboard() {
    let composed = Passphrase::new("Z\u{fc}rich \u{212b}ngstr\u{f6}m \u{fb01}n".to_owned());
    let roster = Roster::create("Ann", Credential::Rn, None, &composed, at(0), Cost::FOR_TESTS).unwrap().0;
    let id = &roster.entries()[0].by;
    for same in ["Zu\u{308}rich A\u{30a}ngstro\u{308}m fin", "Z\u{fc}rich \u{c5}ngstr\u{f6}m fin"] {
        assert!(roster.unlock(id, &Passphrase::new(same.to_owned())).is_ok());
    }
    for other in
        ["Zurich Angstrom fin", "z\u{fc}rich \u{c5}ngstr\u{f6}m fin", " Z\u{fc}rich \u{c5}ngstr\u{f6}m fin", ""]
    {
        let error = roster.unlock(id, &Passphrase::new(other.to_owned())).map(|_| ());
        assert_eq!(error, Err(UnlockError::WrongPassphrase), "{other}");
    }
    let stranger = ReviewerId::parse("r-aaaaaaaaaa").unwrap();
    assert_eq!(roster.unlock(&stranger, &composed).map(|_| ()), Err(UnlockError::NoSuchReviewer));
}

#[test]
fn the_programs_unlock_no_cheaper_lock_than_the_least() {
    let unlocks = crate::source::tidy::sources_with(".unlock(");
    assert_eq!(unlocks, ["src/identity/roster.rs"], "both front ends call the checked one");
    let (roster, ann) = first();
    let unlock =
        |roster: &Roster, cost| roster.unlock_checked(&ann.person().id, &phrase("Ann Arbor"), cost).map(|_| ());
    assert_eq!(unlock(&roster, Cost::STANDARD), Err(UnlockError::CheapLock));
    assert_eq!(unlock(&roster, Cost::LEAST), Err(UnlockError::CheapLock));
    assert_eq!(unlock(&roster, Cost::FOR_TESTS), Ok(()));
    let locked_key = ann.relock(&phrase("Ann Arbor"), Cost::LEAST).unwrap();
    let roster = roster.append(RosterChange::NewPassphrase { locked_key }, &ann, at(1)).unwrap();
    assert_eq!(unlock(&roster, Cost::STANDARD), Ok(()));
}

#[test]
fn the_cheap_cost_is_for_tests_alone() {
    let naming = crate::source::tidy::sources_with("FOR_TESTS");
    assert_eq!(naming, ["src/identity/locked_key.rs"]);
}

/// The one test that pays the full price.
#[test]
fn a_lock_of_the_standard_cost_opens() {
    let roster = Roster::create("Ann", Credential::Rn, None, &phrase("Ann"), at(0), Cost::STANDARD).unwrap().0;
    assert!(roster.unlock(&roster.entries()[0].by, &phrase("Ann")).is_ok());
    let pem = roster.member(&roster.entries()[0].by).unwrap().locked_key().as_pem().to_owned();
    // N = 2^17, r = 8, p = 1, as DER has them.
    assert!(contains(&der(&pem), &[0x02, 0x03, 0x02, 0x00, 0x00, 0x02, 0x01, 0x08, 0x02, 0x01, 0x01]));
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn der(pem: &str) -> Vec<u8> {
    let letters = pem.lines().filter(|line| !line.starts_with('-')).flat_map(str::bytes).filter(|byte| *byte != b'=');
    let (mut bytes, mut held, mut bits) = (vec![], 0_u32, 0);
    for letter in letters {
        held = held << 6 | ALPHABET.iter().position(|known| *known == letter).unwrap() as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    bytes
}

fn pem(der: &[u8]) -> String {
    let groups = der.chunks(3).map(|group| {
        let held = (0..3).fold(0, |held, at| held << 8 | u32::from(*group.get(at).unwrap_or(&0)));
        let letter = |at: u32| {
            if at > group.len() as u32 { '=' } else { char::from(ALPHABET[(held >> (18 - 6 * at) & 63) as usize]) }
        };
        (0..4).map(letter).collect::<String>()
    });
    let text: String = groups.collect();
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN ENCRYPTED PRIVATE KEY-----\n{}\n-----END ENCRYPTED PRIVATE KEY-----\n", lines.join("\n"))
}

/// A locked key whose scrypt parameters (DER, from N to p) are others, every length around them put right.
fn with_parameters(key: &LockedKey, parameters: &[u8]) -> String {
    let old = [0x02, 0x02, 0x04, 0x00, 0x02, 0x01, 0x08, 0x02, 0x01, 0x01];
    let mut bytes = der(key.as_pem());
    let start = bytes.windows(old.len()).position(|window| window == old).unwrap();
    bytes.splice(start..start + old.len(), parameters.iter().copied());
    let longer = parameters.len() as i16 - old.len() as i16;
    // The outermost sequence first; each has its length in the byte after the tag, or after 0x81.
    let mut at = 0;
    while at < start {
        let tag = bytes[at];
        let head = if bytes[at + 1] == 0x81 { 2 } else { 1 };
        let length = usize::from(bytes[at + head]);
        let inside = at + head + 1;
        let ends = inside + length;
        let holds = tag == 0x30 && inside <= start && start < ends;
        if holds {
            bytes[at + head] = (length as i16 + longer) as u8;
            at = inside;
        } else {
            at = ends;
        }
    }
    pem(&bytes)
}

#[test]
fn a_lock_that_would_take_too_much_work_is_refused_at_once() {
    let (_, key) = LockedKey::generate("Ann", &phrase("Ann"), Cost::FOR_TESTS).unwrap();
    assert_eq!(pem(&der(key.as_pem())), key.as_pem(), "the test's own base64");
    let same = [0x02, 0x02, 0x04, 0x00, 0x02, 0x01, 0x08, 0x02, 0x01, 0x01];
    assert_eq!(LockedKey::parse(&with_parameters(&key, &same)).as_ref(), Ok(&key));
    let tail = [0x02, 0x01, 0x08, 0x02, 0x01, 0x01];
    let n = |integer: &[u8]| [integer, &tail[..]].concat();
    let began = Stopwatch::now();
    for (parameters, why) in [
        (n(&[0x02, 0x03, 0x08, 0x00, 0x00]), BadLock::TooMuchWork),
        (n(&[0x02, 0x04, 0x40, 0x00, 0x00, 0x00]), BadLock::TooMuchWork),
        (n(&[0x02, 0x08, 0x40, 0, 0, 0, 0, 0, 0, 0]), BadLock::TooMuchWork),
        (vec![0x02, 0x02, 0x04, 0x00, 0x02, 0x02, 0x7f, 0xff, 0x02, 0x01, 0x01], BadLock::TooMuchWork),
        (vec![0x02, 0x02, 0x04, 0x00, 0x02, 0x01, 0x08, 0x02, 0x02, 0x7f, 0xff], BadLock::TooMuchWork),
        (n(&[0x02, 0x01, 0x00]), BadLock::OtherKind),
        (n(&[0x02, 0x01, 0x01]), BadLock::OtherKind),
        (n(&[0x02, 0x02, 0x04, 0x01]), BadLock::OtherKind),
        (vec![0x02, 0x02, 0x04, 0x00, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], BadLock::OtherKind),
        (n(&[0x02, 0x01, 0xff]), BadLock::Form),
    ] {
        let bomb = with_parameters(&key, &parameters);
        assert_eq!(LockedKey::parse(&bomb), Err(why), "{parameters:x?}");
        assert!(serde_json::from_value::<LockedKey>(json!(bomb)).is_err());
    }
    assert!(began.elapsed() < Duration::from_secs(1));
}

#[test]
fn a_locked_key_has_one_spelling() {
    let (_, key) = LockedKey::generate("Ann", &phrase("Ann"), Cost::FOR_TESTS).unwrap();
    let text = key.as_pem();
    for bad in [
        text.trim_end().to_owned(),
        format!("{text}\n"),
        format!("note\n{text}"),
        text.replace('\n', "\r\n"),
        text.replace("ENCRYPTED PRIVATE", "PRIVATE"),
        text.replacen("\n", "\n ", 1),
        "x".repeat(4096),
        String::new(),
    ] {
        assert_eq!(LockedKey::parse(&bad), Err(BadLock::Form), "{bad}");
    }
    // Another cipher: AES-128-CBC has another last digit in its name.
    let mut bytes = der(text);
    let oid = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01];
    let last = bytes.windows(8).position(|window| window == oid).unwrap() + 8;
    bytes[last] = 0x02;
    assert_eq!(LockedKey::parse(&pem(&bytes)), Err(BadLock::OtherKind));
}

#[test]
fn a_swapped_key_is_refused_even_where_it_was_signed_for() {
    let Department { roster, cleo, .. } = department();
    // Cleo's own signature over somebody else's lock: the passphrase opens it, and it is the wrong key.
    let (_, locked_key) = LockedKey::generate("Cleo Cruz", &phrase("Cleo Cruz"), Cost::FOR_TESTS).unwrap();
    let swapped = roster.append(RosterChange::NewPassphrase { locked_key }, &cleo, at(3)).unwrap();
    let error = swapped.unlock(&cleo.person().id, &phrase("Cleo Cruz")).map(|_| ());
    assert_eq!(error, Err(UnlockError::OtherKey));
}

/// Does not compile for a type that has one of these traits: two answers would hold.
macro_rules! lacks {
    ($type:ty: $($trait:path),+) => {$({
        trait Lacks<A> {
            fn so() {}
        }
        struct Has;
        impl<T> Lacks<()> for T {}
        impl<T: $trait> Lacks<Has> for T {}
        <$type as Lacks<_>>::so();
    })+};
}

#[test]
fn secrets_are_not_copied_shown_or_written() {
    lacks!(Passphrase: Clone, Display, Serialize, PartialEq, AsRef<str>);
    lacks!(Unlocked: Clone, Display, Serialize, PartialEq);
    lacks!(LockedKey: Display);
    let (roster, ann) = first();
    let shown = [format!("{:?}", phrase("Ann")), format!("{ann:?}"), format!("{roster:?}")];
    assert_eq!(shown[0], "Passphrase");
    assert_eq!(shown[1], format!("Unlocked {{ reviewer: {:?}, .. }}", ann.person().id));
    assert!(shown.iter().all(|text| !text.contains(CANARY) && !text.contains("PRIVATE")));
    // Arc shares it, which is allowed.
    fn shared<T: Send + Sync + Debug>(_: &T) {}
    shared(&ann);
}
