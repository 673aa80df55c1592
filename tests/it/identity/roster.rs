//! Rosters: the rights that they give, how a forged one is recognized, and which signatures one backs.

use mednec::clock::Instant;
use mednec::identity::{
    Cost, Credential, LockedKey, Person, PublicKey, Remembered, Role, Roster, RosterChange, RosterEntry, RosterError,
    RosterRefusal, Signer, SignerCheck, UnlockError, Unlocked,
};
use mednec::ids::{ContentHash, ReviewerId};

use crate::identity::keys::{Department, at, department, enrol, first, named, phrase, signed_at, unlocked};

fn left(person: &Person) -> RosterChange {
    RosterChange::Left { reviewer: person.id.clone() }
}

fn changed(person: &Person, credential: Credential, administrator: bool) -> RosterChange {
    RosterChange::CredentialChanged { reviewer: person.id.clone(), credential, administrator }
}

fn new_key(person: &Person, text: &str) -> RosterChange {
    RosterChange::new_key(person, &phrase(text), Cost::FOR_TESTS).unwrap()
}

#[track_caller]
fn refused(roster: &Roster, change: RosterChange, by: &Unlocked, why: RosterRefusal) {
    assert_eq!(roster.append(change.clone(), by, at(100)).map(|_| ()), Err(why));
    // The same rule holds where entries are read.
    let last = roster.entries().len() as u32 + 1;
    let forged = signed_at(roster.entries(), change, by, at(100));
    let error = RosterError::NotAllowed { sequence: last, why };
    assert_eq!(Roster::fold([roster.entries(), &[forged]].concat()), Err(error));
}

fn fold(entries: &[RosterEntry]) -> Result<Roster, RosterError> {
    Roster::fold(entries.to_vec())
}

#[track_caller]
fn not_allowed(entries: &[RosterEntry], what: RosterChange, by: &Unlocked, why: RosterRefusal) {
    let sequence = entries.len() as u32 + 1;
    let forged = signed_at(entries, what, by, at(100));
    assert_eq!(fold(&[entries, &[forged]].concat()), Err(RosterError::NotAllowed { sequence, why }));
}

// ---------------------------------------------------------------- what is allowed

#[test]
fn a_roster_reads_back_as_it_was_made() {
    let Department { roster, ann, bob, cleo } = department();
    assert_eq!(fold(roster.entries()).as_ref(), Ok(&roster));
    let who =
        |member: &mednec::identity::Member| (member.person().title(), member.is_administrator(), member.is_active());
    let all = [("Ann Arbor, RN", true), ("Bob Bell, MD", true), ("Cleo Cruz, LPN", false)];
    assert_eq!(roster.members().map(who).collect::<Vec<_>>(), all.map(|(name, may)| (name.to_owned(), may, true)));
    assert_eq!(ann.person().licence.as_deref(), Some("MI 12345"));
    assert_eq!((bob.person().role(), cleo.person().role()), (Role::Physician, Role::Nurse));
    for (text, found) in [
        (ann.person().id.as_str(), Some(&ann)),
        ("Ann Arbor, RN", Some(&ann)),
        ("ann arbor,rn", Some(&ann)),
        ("Ann Arbor", None),
        ("Ann Arbor, MD", None),
        ("r-aaaaaaaaaa", None),
        ("", None),
    ] {
        assert_eq!(roster.find(text).map(|member| &member.person().id), found.map(|by| &by.person().id), "{text}");
    }
}

#[test]
fn only_administrators_change_a_roster() {
    let Department { roster, ann, bob, cleo } = department();
    let person = |by: &Unlocked| by.person().clone();
    for change in [
        enrol("Dan Dole", Credential::Rn, false),
        new_key(&person(&cleo), "Cleo again"),
        left(&person(&cleo)),
        changed(&person(&cleo), Credential::Md, true),
        changed(&person(&bob), Credential::Md, false),
    ] {
        refused(&roster, change, &cleo, RosterRefusal::NotAdministrator);
    }
    // Her own lock is hers to change.
    let locked_key = cleo.relock(&phrase("another one"), Cost::FOR_TESTS).unwrap();
    let next = roster.append(RosterChange::NewPassphrase { locked_key }, &cleo, at(3)).unwrap();
    let id = &cleo.person().id;
    assert_eq!(next.unlock(id, &phrase("Cleo Cruz")).map(|_| ()), Err(UnlockError::WrongPassphrase));
    let again = next.unlock(id, &phrase("another one")).unwrap();
    assert_eq!((again.public_key(), fold(next.entries())), (cleo.public_key(), Ok(next.clone())));
    // Somebody of another roster.
    refused(&roster, enrol("Dan Dole", Credential::Rn, false), &first().1, RosterRefusal::NotOnRoster);
    let _ = ann;
}

#[test]
fn who_left_signs_nothing_and_returns_with_a_new_key() {
    let Department { roster, ann, bob, cleo } = department();
    let gone = roster.append(left(ann.person()), &bob, at(3)).unwrap();
    refused(&gone, enrol("Dan Dole", Credential::Rn, true), &ann, RosterRefusal::SignerLeft);
    let locked_key = ann.relock(&phrase("another one"), Cost::FOR_TESTS).unwrap();
    refused(&gone, RosterChange::NewPassphrase { locked_key }, &ann, RosterRefusal::SignerLeft);
    assert_eq!(gone.unlock(&ann.person().id, &phrase("Ann Arbor")).map(|_| ()), Err(UnlockError::HasLeft));
    for change in
        [left(ann.person()), new_key(ann.person(), "Ann again"), changed(ann.person(), Credential::Lpn, false)]
    {
        refused(&gone, change, &bob, RosterRefusal::HasLeft);
    }
    let returned = |person: &Person| RosterChange::returned(person, &phrase("Ann again"), Cost::FOR_TESTS).unwrap();
    refused(&gone, returned(cleo.person()), &bob, RosterRefusal::NotAway);
    let old = RosterChange::Returned {
        reviewer: ann.person().id.clone(),
        public_key: *ann.public_key(),
        locked_key: ann.relock(&phrase("Ann again"), Cost::FOR_TESTS).unwrap(),
    };
    refused(&gone, old, &bob, RosterRefusal::SameKey);
    let back = gone.append(returned(ann.person()), &bob, at(4)).unwrap();
    let member = back.member(&ann.person().id).unwrap();
    assert!(member.is_active() && !member.is_administrator() && member.key() != Some(ann.public_key()));
    refused(&back, enrol("Dan Dole", Credential::Rn, true), &ann, RosterRefusal::RetiredKey);
    assert!(back.unlock(&ann.person().id, &phrase("Ann again")).is_ok());
    // The name went to somebody else meanwhile.
    let taken = gone.append(enrol("ANN ARBOR", Credential::Rn, false), &bob, at(4)).unwrap();
    refused(&taken, returned(ann.person()), &bob, RosterRefusal::SameNameAndCredential);
    assert_eq!(named(&taken, "Ann Arbor, RN").name, "ANN ARBOR");
}

#[test]
fn a_new_key_ends_the_old_one() {
    let Department { roster, ann, bob, cleo } = department();
    let next = roster.append(new_key(bob.person(), "Bob again"), &ann, at(3)).unwrap();
    refused(&next, left(cleo.person()), &bob, RosterRefusal::RetiredKey);
    let id = &bob.person().id;
    assert_eq!(next.unlock(id, &phrase("Bob Bell")).map(|_| ()), Err(UnlockError::WrongPassphrase));
    let bob_now = next.unlock(id, &phrase("Bob again")).unwrap();
    assert!(next.append(left(cleo.person()), &bob_now, at(4)).is_ok());
    // No key comes back, not even to its owner, and nobody takes somebody else's.
    for (reviewer, key) in [(bob.person(), bob.public_key()), (cleo.person(), bob_now.public_key())] {
        let (_, locked_key) = LockedKey::generate("x", &phrase("x"), Cost::FOR_TESTS).unwrap();
        let change = RosterChange::NewKey { reviewer: reviewer.id.clone(), public_key: *key, locked_key };
        refused(&next, change, &ann, RosterRefusal::SameKey);
    }
    let mut stranger = ann.person().clone();
    stranger.id = ReviewerId::parse("r-aaaaaaaaaa").unwrap();
    refused(&next, new_key(&stranger, "nobody"), &ann, RosterRefusal::NoSuchReviewer);
    refused(&next, left(&stranger), &ann, RosterRefusal::NoSuchReviewer);
}

#[test]
fn nobody_raises_themselves_and_the_last_administrator_stays() {
    let Department { roster, ann, bob, cleo } = department();
    refused(&roster, changed(ann.person(), Credential::Md, true), &ann, RosterRefusal::OwnCredential);
    refused(&roster, changed(ann.person(), Credential::Lpn, true), &ann, RosterRefusal::OwnCredential);
    refused(&roster, changed(ann.person(), Credential::Rn, true), &ann, RosterRefusal::NothingChanges);
    let raised = roster.append(changed(ann.person(), Credential::Do, true), &bob, at(3)).unwrap();
    assert_eq!(raised.reviewer(&ann.person().id).unwrap().role(), Role::Physician);
    // Giving up one's own right is allowed while another has it.
    let alone = roster.append(changed(bob.person(), Credential::Md, false), &bob, at(3)).unwrap();
    refused(&alone, changed(ann.person(), Credential::Md, true), &ann, RosterRefusal::OwnCredentialAlone);
    refused(&alone, changed(ann.person(), Credential::Rn, false), &ann, RosterRefusal::LastAdministrator);
    refused(&alone, left(ann.person()), &ann, RosterRefusal::LastAdministrator);
    let gone = roster.append(left(bob.person()), &bob, at(3)).unwrap();
    refused(&gone, left(ann.person()), &ann, RosterRefusal::LastAdministrator);
    // One who left is no other administrator, and a right that is given is one.
    let given = gone.append(changed(cleo.person(), Credential::Lpn, true), &ann, at(4)).unwrap();
    assert!(given.append(left(ann.person()), &ann, at(5)).is_ok());
}

#[test]
fn nobody_is_here_twice() {
    let Department { roster, ann, bob, cleo } = department();
    for name in ["Bob Bell", "bob  BELL", "\u{ff22}ob Bell"] {
        refused(&roster, enrol(name, Credential::Md, false), &ann, RosterRefusal::SameNameAndCredential);
    }
    let two = roster.append(enrol("Bob Bell", Credential::Rn, false), &ann, at(3)).unwrap();
    refused(
        &two,
        changed(named(&two, "Bob Bell, RN"), Credential::Md, false),
        &ann,
        RosterRefusal::SameNameAndCredential,
    );
    let again = |person: &Person, key: &PublicKey, name: &str| {
        let (_, locked_key) = LockedKey::generate(name, &phrase(name), Cost::FOR_TESTS).unwrap();
        let reviewer = Person { name: name.to_owned(), ..person.clone() };
        RosterChange::Enrolled { reviewer, administrator: true, public_key: *key, locked_key }
    };
    refused(&roster, again(cleo.person(), cleo.public_key(), "Cleo Two"), &ann, RosterRefusal::SameId);
    let mut new = bob.person().clone();
    new.id = ReviewerId::from_random([7; 10]);
    refused(&roster, again(&new, bob.public_key(), "Bob Two"), &ann, RosterRefusal::SameKey);
}

#[test]
fn time_does_not_run_backwards() {
    let Department { roster, ann, .. } = department();
    let change = || enrol("Dan Dole", Credential::Rn, false);
    assert_eq!(roster.append(change(), &ann, at(1)).map(|_| ()), Err(RosterRefusal::ClockBehind));
    let early = signed_at(roster.entries(), change(), &ann, at(1));
    let why = RosterRefusal::ClockBehind;
    assert_eq!(fold(&[roster.entries(), &[early]].concat()), Err(RosterError::NotAllowed { sequence: 4, why }));
    // The same moment, told by another zone's clock.
    let same: Instant = "2026-02-03T14:02:00+01:00".parse().unwrap();
    assert!(roster.append(change(), &ann, same).is_ok());
}

// ---------------------------------------------------------------- what is forged

#[test]
fn entries_cannot_be_left_out_put_in_moved_or_changed() {
    let Department { roster, ann, bob, .. } = department();
    let roster = roster.append(left(bob.person()), &ann, at(3)).unwrap();
    let all = roster.entries();
    assert_eq!(fold(&[]), Err(RosterError::Empty));
    for place in 1..all.len() - 1 {
        let mut cut = all.to_vec();
        cut.remove(place);
        assert_eq!(fold(&cut), Err(RosterError::OutOfOrder(place as u32 + 1)));
        // Numbers put right, then hashes too: the signature is over both.
        cut[place].sequence -= 1;
        assert_eq!(fold(&cut[..=place]), Err(RosterError::Unchained(place as u32 + 1)));
        cut[place].previous = Some(cut[place - 1].hash());
        assert_eq!(fold(&cut[..=place]), Err(RosterError::BadSignature(place as u32 + 1)));
        let mut moved = all.to_vec();
        moved.swap(place, place + 1);
        assert_eq!(fold(&moved), Err(RosterError::OutOfOrder(place as u32 + 1)));
    }
    assert_eq!(fold(&all[1..]), Err(RosterError::OutOfOrder(1)));
    let doubled = [&all[..2], &all[1..]].concat();
    assert_eq!(fold(&doubled), Err(RosterError::OutOfOrder(3)));
    // Put in, truly signed by an administrator: the next entry follows another one.
    let inserted = signed_at(&all[..2], enrol("Dan Dole", Credential::Rn, false), &ann, at(1));
    let mut with = [&all[..2], &[inserted], &all[2..]].concat();
    for (place, entry) in with.iter_mut().enumerate() {
        entry.sequence = place as u32 + 1;
    }
    assert_eq!(fold(&with), Err(RosterError::Unchained(4)));
}

#[test]
fn every_field_is_signed() {
    let Department { roster, ann, bob, cleo } = department();
    let all = roster.entries();
    let with = |change: &dyn Fn(&mut RosterEntry)| {
        let mut forged = all.to_vec();
        change(&mut forged[2]);
        fold(&forged)
    };
    let enrolled = |change: &dyn Fn(&mut Person, &mut bool, &mut PublicKey, &mut LockedKey)| {
        with(&|entry| match &mut entry.what {
            RosterChange::Enrolled { reviewer, administrator, public_key, locked_key } => {
                change(reviewer, administrator, public_key, locked_key)
            }
            _ => panic!("an enrolment"),
        })
    };
    let bad = Err(RosterError::BadSignature(3));
    assert_eq!(enrolled(&|person, _, _, _| person.name = "Cleo Crux".to_owned()), bad);
    assert_eq!(enrolled(&|person, _, _, _| person.credential = Credential::Md), bad);
    assert_eq!(enrolled(&|person, _, _, _| person.licence = Some("MI 1".to_owned())), bad);
    assert_eq!(enrolled(&|person, _, _, _| person.id = ReviewerId::from_random([1; 10])), bad);
    assert_eq!(enrolled(&|_, administrator, _, _| *administrator = true), bad);
    assert_eq!(enrolled(&|_, _, key, _| *key = *first().1.public_key()), bad);
    let (_, other) = LockedKey::generate("x", &phrase("x"), Cost::FOR_TESTS).unwrap();
    assert_eq!(enrolled(&|_, _, _, locked| *locked = other.clone()), bad);
    assert_eq!(with(&|entry| entry.at = at(4)), bad);
    assert_eq!(with(&|entry| entry.by = bob.person().id.clone()), bad);
    assert_eq!(with(&|entry| entry.key = *bob.public_key()), bad);
    assert_eq!(with(&|entry| entry.signature = cleo.sign(&entry.message())), bad);
    assert_eq!(with(&|entry| entry.signature = ann.sign(&entry.message()[1..])), bad);
    assert_eq!(with(&|entry| entry.previous = None), Err(RosterError::Unchained(3)));
    assert_eq!(with(&|entry| entry.previous = Some(ContentHash::of(b""))), Err(RosterError::Unchained(3)));
    assert_eq!(with(&|entry| entry.sequence = 4), Err(RosterError::OutOfOrder(3)));
    // A key of one's own in an entry of one's own, in somebody else's name.
    not_allowed(all, enrol("Dan Dole", Credential::Rn, true), &cleo, RosterRefusal::NotAdministrator);
    let mut borrowed = signed_at(all, enrol("Dan Dole", Credential::Rn, true), &cleo, at(9));
    borrowed.by = ann.person().id.clone();
    borrowed.signature = cleo.sign(&borrowed.message());
    let why = RosterRefusal::RetiredKey;
    assert_eq!(fold(&[all, &[borrowed]].concat()), Err(RosterError::NotAllowed { sequence: 4, why }));
}

#[test]
fn there_is_one_beginning() {
    let Department { roster, ann, .. } = department();
    let (other, stranger) = first();
    let all = roster.entries();
    // A second one that enrols itself, as it stands and put in its place.
    assert_eq!(fold(&[all, other.entries()].concat()), Err(RosterError::OutOfOrder(4)));
    not_allowed(all, other.entries()[0].what.clone(), &stranger, RosterRefusal::NotOnRoster);
    let begins = |change: &dyn Fn(&mut RosterEntry)| {
        let mut entry = all[0].clone();
        change(&mut entry);
        entry.signature = ann.sign(&entry.message());
        fold(&[entry])
    };
    assert!(begins(&|_| ()).is_ok());
    assert_eq!(begins(&|entry| entry.what = all[1].what.clone()), Err(RosterError::BadFirst));
    assert_eq!(begins(&|entry| entry.what = left(ann.person())), Err(RosterError::BadFirst));
    assert_eq!(begins(&|entry| entry.by = stranger.person().id.clone()), Err(RosterError::BadFirst));
    assert_eq!(begins(&|entry| entry.previous = Some(entry.hash())), Err(RosterError::BadFirst));
    assert_eq!(begins(&|entry| entry.key = *stranger.public_key()), Err(RosterError::BadFirst));
    let no_right = |entry: &mut RosterEntry| match &mut entry.what {
        RosterChange::Enrolled { administrator, .. } => *administrator = false,
        _ => panic!("an enrolment"),
    };
    assert_eq!(begins(&no_right), Err(RosterError::BadFirst));
    let mut unsigned = all[0].clone();
    unsigned.signature = stranger.sign(&unsigned.message());
    assert_eq!(fold(&[unsigned]), Err(RosterError::BadSignature(1)));
}

// ---------------------------------------------------------------- what a signature is worth

#[test]
fn a_roster_says_whose_key_it_was_then() {
    let Department { roster, ann, bob, cleo } = department();
    let roster = roster.append(new_key(cleo.person(), "Cleo again"), &ann, at(10)).unwrap();
    let roster = roster.append(changed(cleo.person(), Credential::Md, false), &bob, at(20)).unwrap();
    let roster = roster.append(left(cleo.person()), &bob, at(30)).unwrap();
    let again = RosterChange::returned(cleo.person(), &phrase("third"), Cost::FOR_TESTS).unwrap();
    let roster = roster.append(again, &bob, at(40)).unwrap();
    let id = &cleo.person().id;
    let (one, two, three) =
        (*cleo.public_key(), *roster.key_of(id, at(15)).unwrap(), *unlocked_with(&roster, id, "third").public_key());
    let (nurse, physician) = (Role::Nurse, Role::Physician);
    for (key, role, minute, signer_check) in [
        (one, nurse, 1, SignerCheck::NotYetEnrolled),
        (one, nurse, 2, SignerCheck::Known),
        (one, nurse, 9, SignerCheck::Known),
        (one, physician, 9, SignerCheck::OtherCredential),
        (one, nurse, 10, SignerCheck::RetiredThen),
        (two, nurse, 9, SignerCheck::NotYetEnrolled),
        (two, nurse, 10, SignerCheck::Known),
        (two, nurse, 20, SignerCheck::OtherCredential),
        (two, physician, 19, SignerCheck::OtherCredential),
        (two, physician, 20, SignerCheck::Known),
        (two, physician, 30, SignerCheck::RetiredThen),
        (two, physician, 50, SignerCheck::RetiredThen),
        (three, physician, 39, SignerCheck::NotYetEnrolled),
        (three, physician, 40, SignerCheck::Known),
        (*ann.public_key(), nurse, 50, SignerCheck::OtherReviewer),
        (*first().1.public_key(), nurse, 50, SignerCheck::UnknownKey),
    ] {
        let credential = if role == nurse { "LPN" } else { "MD" };
        let signer = Signer { id, name: "Cleo Cruz", credential, licence: None };
        assert_eq!(roster.check_signer(&key, signer, at(minute)), signer_check, "{key} {role:?} {minute}");
    }
    let keys: Vec<_> = [1, 2, 10, 30, 40].map(|minute| roster.key_of(id, at(minute)).copied()).to_vec();
    assert_eq!(keys, [None, Some(one), Some(two), None, Some(three)]);
    assert_eq!(roster.active_members().count(), 3);
}

fn unlocked_with(roster: &Roster, id: &ReviewerId, text: &str) -> Unlocked {
    roster.unlock(id, &phrase(text)).unwrap()
}

#[test]
fn a_workstation_notices_another_roster_and_a_shorter_one() {
    let Department { roster, ann, bob, .. } = department();
    let mark = roster.mark();
    assert!(mark.is_valid());
    assert_eq!(roster.fingerprint(), &roster.entries()[0].hash());
    assert_eq!((roster.compare(None), roster.compare(Some(&mark))), (Remembered::First, Remembered::Same));
    let longer = roster.append(left(bob.person()), &ann, at(3)).unwrap();
    assert_eq!((longer.compare(Some(&mark)), longer.fingerprint()), (Remembered::Same, roster.fingerprint()));
    // Bob takes the last entry away, which no signature shows.
    let cut = fold(roster.entries()).unwrap();
    assert_eq!(cut.compare(Some(&longer.mark())), Remembered::Cut);
    let branch = roster.append(left(ann.person()), &unlocked(&roster, "Bob Bell, MD"), at(3)).unwrap();
    assert_eq!(branch.compare(Some(&longer.mark())), Remembered::Cut);
    assert_eq!(department().roster.compare(Some(&mark)), Remembered::Replaced);
    assert!(
        longer.is_continuation_of(&roster)
            && !roster.is_continuation_of(&longer)
            && !branch.is_continuation_of(&longer)
    );
}
