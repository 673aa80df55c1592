//! Names that look like a colleague's, and what a new name may hold.

use mednec::identity::{BadName, Credential, Person, Roster, RosterChange, RosterRefusal, Unlocked, looks_like};
use mednec::ids::ReviewerId;

use crate::identity::keys::{at, department, enrol, first, signed_at};

fn enrolled(name: &str, credential: Credential) -> RosterChange {
    let mut change = enrol("Somebody", credential, false);
    if let RosterChange::Enrolled { reviewer, .. } = &mut change {
        name.clone_into(&mut reviewer.name);
        reviewer.id = ReviewerId::from_random(*b"abcdefghij");
    }
    change
}

fn with(name: &str) -> (Roster, Unlocked) {
    let (roster, ann) = first();
    (roster.append(enrol(name, Credential::Md, false), &ann, at(1)).unwrap(), ann)
}

#[test]
fn a_name_that_looks_like_a_colleagues_is_refused() {
    for (there, new) in [
        ("Anna Berg", "\u{410}nna Berg"),
        ("Sara Cope", "Sara \u{421}\u{43e}\u{440}\u{435}"),
        ("Iris Olsen", "lris Olsen"),
        ("Iris Olsen", "IRlS OLSEN"),
        ("Bo Oduya", "B0 0duya"),
        ("Ann-Marie Roe", "Ann Marie Roe"),
        ("Ann-Marie Roe", "Ann\u{2010}Marie Roe"),
        ("Pat O'Brien", "Pat O\u{2019}Brien"),
        ("Pat O'Brien", "Pat OBrien"),
        ("Pat J. Roe", "Pat J Roe"),
        ("Tom Berg", "Torn Berg"),
    ] {
        let (roster, ann) = with(there);
        for credential in [Credential::Md, Credential::Rn] {
            let refused = roster.append(enrolled(new, credential), &ann, at(2)).map(|_| ());
            let mixed = Err(RosterRefusal::BadName(BadName::MixedScripts));
            assert!(refused == Err(RosterRefusal::LooksLikeAnother) || refused == mixed, "{new}: {refused:?}");
        }
        assert!(looks_like(there, new) && looks_like(new, there), "{new}");
    }
}

#[test]
fn names_that_read_differently_are_two() {
    let names = [
        "Anna Berg",
        "Anne Berg",
        "Ana Berg",
        "Anna Burg",
        "Nu\u{f1}ez-\u{d8}re",
        "Nunez Ore",
        "Zo\u{eb} Sample",
        "Zoe Sample",
        "\u{738b}\u{5c0f}\u{660e}",
        "\u{738b}\u{5c0f}\u{534e}",
        "\u{645}\u{62d}\u{645}\u{62f} \u{639}\u{644}\u{64a}",
        "\u{645}\u{62d}\u{645}\u{648}\u{62f} \u{639}\u{644}\u{64a}",
        "\u{5c71}\u{7530}\u{3068}\u{3082}\u{5b50}",
        "Pat O'Brien",
        "Pat O'Brian",
        "Ng\u{1ecd}c L\u{ea}",
        "Ngoc Le",
        "Ilan Roe",
        "Lian Roe",
        "\u{418}\u{432}\u{430}\u{43d} \u{41f}\u{435}\u{442}\u{440}\u{43e}\u{432}",
        "J. Smith",
        "J. Smyth",
    ];
    let (mut roster, ann) = first();
    for (minute, name) in (1..).zip(names) {
        roster = roster
            .append(enrol(name, Credential::Md, false), &ann, at(minute))
            .unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    for (place, one) in names.iter().enumerate() {
        assert!(names[place + 1..].iter().all(|other| !looks_like(one, other)), "{one}");
    }
}

#[test]
fn what_cannot_be_seen_and_words_of_two_scripts_are_refused_in_new_names() {
    let (roster, ann) = first();
    let enrol = |name: &str| roster.append(enrolled(name, Credential::Md), &ann, at(1)).map(|_| ());
    for unseen in [
        '\u{200c}',
        '\u{200d}',
        '\u{34f}',
        '\u{115f}',
        '\u{3164}',
        '\u{ffa0}',
        '\u{fe0f}',
        '\u{180e}',
        '\u{e0041}',
        '\u{2800}',
    ] {
        assert_eq!(enrol(&format!("An{unseen}na Berg")), Err(RosterRefusal::BadName(BadName::Unseen)), "{unseen:?}");
    }
    for mixed in ["\u{410}nna Berg", "Be\u{433}g", "An\u{3b1}"] {
        assert_eq!(enrol(mixed), Err(RosterRefusal::BadName(BadName::MixedScripts)), "{mixed}");
    }
    // A word of each is no mixture.
    assert_eq!(enrol("Anna \u{738b}"), Ok(()));
}

/// A roster from before this rule stays readable.
#[test]
fn an_older_roster_with_such_names_still_holds() {
    let (mut roster, ann) = first();
    for (minute, name) in (1..).zip(["\u{410}nna Berg", "Anna Berg", "An\u{200c}na Berg", "Anna-Berg"]) {
        let mut change = enrol("Somebody", Credential::Md, false);
        if let RosterChange::Enrolled { reviewer, .. } = &mut change {
            *reviewer = Person { name: name.to_owned(), ..reviewer.clone() };
        }
        let entry = signed_at(roster.entries(), change, &ann, at(minute));
        roster = Roster::fold([roster.entries(), &[entry]].concat()).unwrap();
    }
    assert_eq!(roster.len(), 5);
}

#[test]
fn the_passphrase_of_one_key_is_changed_a_hundred_times_and_an_administrator_begins_anew() {
    let department = department();
    let (mut roster, cleo) = (department.roster, department.cleo);
    let locked_key =
        cleo.relock(&crate::identity::keys::phrase("another one"), mednec::identity::Cost::FOR_TESTS).unwrap();
    let change = || RosterChange::NewPassphrase { locked_key: locked_key.clone() };
    let mut entries = roster.entries().to_vec();
    for _ in 0..100 {
        let entry = signed_at(&entries, change(), &cleo, at(3));
        entries.push(entry);
    }
    roster = Roster::fold(entries.clone()).unwrap();
    assert_eq!(roster.append(change(), &cleo, at(4)).map(|_| ()), Err(RosterRefusal::TooManyPassphrases));
    entries.push(signed_at(&entries, change(), &cleo, at(4)));
    let why = RosterRefusal::TooManyPassphrases;
    assert_eq!(Roster::fold(entries), Err(mednec::identity::RosterError::NotAllowed { sequence: 104, why }));
    let new = RosterChange::new_key(
        cleo.person(),
        &crate::identity::keys::phrase("third"),
        mednec::identity::Cost::FOR_TESTS,
    );
    let roster = roster.append(new.unwrap(), &department.ann, at(5)).unwrap();
    let cleo = roster.unlock(&cleo.person().id, &crate::identity::keys::phrase("third")).unwrap();
    assert!(roster.append(change(), &cleo, at(6)).is_ok());
}
