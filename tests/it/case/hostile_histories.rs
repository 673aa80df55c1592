//! Hostile histories made from valid signed cases: an attacker without a key, with a nurse's, or with that of a physician who left,
//! writes events, signs them with what they have, and makes every hash anew. Whatever is accepted is held against the state
//! table and the roster once more, as they are written down here.
//!
//! Must not know: how the program checks any of it; the rules here are written from the documentation.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::sync::Arc;

use mednec::case::{
    Addendum, Approval, CaseState, Change, Channel, CodeDecision, CodeOutcome, Contact, ContactKind, CriteriaResult,
    Effect, Event, Extension, History, Hold, Judged, Known, Received, Reviewer, Role, chained,
};
use mednec::clock::Instant;
use mednec::identity::{Roster, SignerCheck, Unlocked};
use mednec::ids::{ContentHash, RowId};
use mednec::policy::{Catalog, request};
use mednec::session::Session;
use mednec::store::{CaseStore, HandOver, case_file};
use mednec::verification::faults;
use mednec::workspace::import;

use crate::case::forging::sign_as;
use crate::random::Random;
use crate::store::acceptance::{Department, at, decides, department, file_of, named};

/// The number of histories that are made.
fn runs() -> u64 {
    if std::env::var_os("MEDNEC_LONG").is_some() { 100_000 } else { 2_000 }
}

/// The keys that an attacker has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attacker {
    NoKey,
    Nurse,
    Departed,
}

const ATTACKERS: [Attacker; 3] = [Attacker::NoKey, Attacker::Nurse, Attacker::Departed];

struct Scene {
    of: Department,
    catalog: Catalog,
    /// Honest cases, each in a store of its own.
    cases: Vec<History>,
}

impl Scene {
    fn new() -> Self {
        let of = department();
        let cases = vec![of.approved(), department_case(&of)];
        Self { of, catalog: Catalog::bundled().unwrap(), cases }
    }

    fn key(&self, attacker: Attacker) -> Option<&Arc<Unlocked>> {
        match attacker {
            Attacker::NoKey => None,
            Attacker::Nurse => Some(&self.of.nurse),
            Attacker::Departed => Some(&self.of.departed),
        }
    }

    fn is_accepted(&self, bytes: &[u8]) -> Option<History> {
        let history = case_file::read(bytes).ok()?;
        faults(&history, Some(&self.of.roster), &self.catalog).is_empty().then_some(history)
    }
}

/// A case that is with a physician.
fn department_case(of: &Department) -> History {
    // The folder of the department holds one case of this id; this one is only handed about.
    let mut session = crate::case::decisions::met();
    let refer = mednec::case::Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
    crate::case::decisions::does(&mut session, &refer, &Department::by(&of.nurse, "11:00"));
    session.history().clone()
}

/// Somebody as an event may name them: a person of the roster, or a mixture.
fn claimed(of: &Department, random: &mut Random) -> Reviewer {
    let people = [named(&of.nurse), named(&of.physician), named(&of.departed)];
    let pick = |random: &mut Random| people[random.below(3)].clone();
    let mut by = pick(random);
    if random.below(4) == 0 {
        by.known = pick(random).known;
    }
    if random.below(6) == 0 {
        by.name = pick(random).name;
    }
    if random.below(6) == 0 {
        let other = pick(random);
        (by.credential, by.licence) = (other.credential, other.licence);
    }
    if random.below(6) == 0 {
        by.role = random.of(&[Role::Nurse, Role::Physician]);
    }
    let id = by.known.reviewer().cloned();
    by.known = match (random.below(6), id) {
        (0, _) | (_, None) => Known::Unproved,
        (1, Some(id)) => Known::SignedIn(id),
        (_, Some(id)) => Known::Signed(id),
    };
    by
}

fn outcomes(random: &mut Random) -> Vec<CodeOutcome> {
    let mut codes = Vec::new();
    // The two that are requested, seldom another one or one of them again.
    for (cpt, one_in) in [("62350", 1), ("62362", 1), ("62360", 12), ("62350", 12)] {
        if random.below(one_in) != 0 || random.below(16) == 0 {
            continue;
        }
        let units = random.of(&[1, 1, 1, 1, 1, 1, 1, 1, 0, 2, 4_000_000_000]);
        let forward = ("2025-11-03", "2026-02-01");
        let (from, until) = random.of(&[forward, forward, forward, forward, forward, (forward.1, forward.0)]);
        let approval = Approval { units, from: from.parse().unwrap(), until: until.parse().unwrap() };
        let outcome = match random.below(12) {
            0 => CodeDecision::NotApproved,
            1 => CodeDecision::SplitOff,
            _ => CodeDecision::Approved(approval),
        };
        codes.push(CodeOutcome { cpt: cpt.to_owned(), outcome });
    }
    codes
}

/// Changes that an event of the attacker makes; they fit the case, so that folding alone does not refuse them.
fn changes(history: &History, by: &Reviewer, at: Instant, random: &mut Random) -> Vec<Change> {
    let (case, text) = (history.case(), || "Invented.".to_owned());
    let next = |last: Option<&RowId>| RowId(last.map_or(1, |last| last.0 + 1));
    let mut changes = match random.below(9) {
        0..=3 => {
            let state = random.of(&CaseState::ALL);
            let merits = matches!(state, CaseState::Approved | CaseState::PartiallyApproved | CaseState::Adverse);
            let with_codes = merits != (random.below(10) == 0);
            let codes = if with_codes { outcomes(random) } else { Vec::new() };
            decides(history, by, at, state, codes)
        }
        4 => {
            let question = request::MEMBER_NAME.clone();
            let after = serde_json::from_str(r#"{"value":{"text":"Mallory Example"}}"#).unwrap();
            vec![Change::Answer { before: case.answers.get(&question).cloned(), question, after }]
        }
        5 => {
            let received = (random.below(3) == 0).then(|| Received { at, what: text() });
            let open = case.holds.iter().find(|(_, hold)| hold.received.is_none());
            let hold = match open {
                Some((id, hold)) => Change::Hold {
                    hold: *id,
                    before: Some(hold.clone()),
                    after: Some(Hold { received: Some(Received { at, what: text() }), ..hold.clone() }),
                },
                None => {
                    let sent_at = "2026-10-08T09:00:00-05:00".parse().unwrap();
                    let (how, to, asked_of) = (Channel::Fax, text(), None);
                    let sent = Hold { sent_at, how, to, asked_of, extension_notice: false, supply_by: None, received };
                    Change::Hold { hold: next(case.holds.keys().next_back()), before: None, after: Some(sent) }
                }
            };
            let state = random.of(&[CaseState::Pended, CaseState::InReview, CaseState::Approved]);
            let with_state = random.below(4) != 0;
            let decided = if with_state { decides(history, by, at, state, Vec::new()) } else { Vec::new() };
            [vec![hold], decided].concat()
        }
        6 => {
            let judged = Judged { accepts: true, why: text(), by: by.clone(), at, facts: ContentHash::of(b"") };
            let judgement = "age-18".into();
            vec![Change::Judgement { before: case.judgements.get(&judgement).cloned(), judgement, after: Some(judged) }]
        }
        7 => {
            let contact = Contact { at, kind: ContactKind::Call, with: text(), note: text() };
            vec![Change::Contact {
                contact: next(case.contacts.keys().next_back()),
                before: None,
                after: Some(contact),
            }]
        }
        _ if random.below(2) == 0 => {
            let addendum = Addendum { text: text(), by: by.clone(), at };
            vec![Change::Addendum {
                addendum: next(case.addenda.keys().next_back()),
                before: None,
                after: Some(addendum),
            }]
        }
        _ => {
            let after = Some(Extension { notified_at: at, why: text(), ground: None });
            vec![Change::Extension { before: case.extension.clone(), after }]
        }
    };
    if random.below(10) == 0 {
        let note = case.notes.get("pain-reduction").cloned();
        changes.push(Change::Note { criterion: "pain-reduction".into(), before: note, after: Some(text()) });
    }
    changes
}

/// A history that the attacker makes of a case.
fn hostile(scene: &Scene, history: &History, attacker: Attacker, random: &mut Random) -> Option<Vec<Event>> {
    let mut events = history.events().to_vec();
    if random.below(6) == 0 {
        // An event of the honest history is changed, left out, or the end is cut off.
        let place = 1 + random.below(events.len() - 1);
        match random.below(4) {
            0 => events.truncate(place),
            1 => {
                events.remove(place);
                (1..).zip(&mut events).for_each(|(sequence, event)| event.sequence = sequence);
            }
            2 => events[place].by = claimed(&scene.of, random),
            _ => events[place].at = at(random.of(&["09:00", "13:30", "20:00"])),
        }
        events = chained(events);
    }
    for _ in 0..random.below(4) {
        let Ok(here) = History::replay(events.clone()) else { break };
        let own = scene.key(attacker).filter(|_| random.below(3) != 0).map(|key| named(key));
        let (by, last) = (own.unwrap_or_else(|| claimed(&scene.of, random)), events.last()?);
        let at =
            at(random.of(&["10:30", "11:05", "11:59", "12:30", "13:05", "13:05", "13:06", "13:06", "13:07", "19:00"]));
        let effect = if random.below(12) == 0 { Effect::Undoes(last.sequence) } else { Effect::Fresh };
        let changes = match effect {
            Effect::Undoes(_) => last.changes.iter().rev().filter_map(Change::reversed).collect(),
            _ => changes(&here, &by, at, random),
        };
        let (sequence, previous) = (last.sequence + 1, Some(here.head().clone()));
        let mut event = Event { sequence, previous, at, by, effect, changes, proof: None, ..last.clone() };
        let result = match random.below(12) {
            0 => random.of(&CriteriaResult::ALL),
            _ => Session::resume(here.clone(), &scene.catalog).ok()?.basis().result,
        };
        if let Some(key) = scene.key(attacker).filter(|_| random.below(12) != 0) {
            sign_as(&here, &mut event, result, key);
        } else if random.below(4) == 0 {
            // Somebody else's signature, made for something else.
            event.proof = history.events().iter().find_map(|event| event.proof.clone());
        }
        events.push(event);
    }
    Some(events)
}

/// True where the state table lets somebody of this role bring a case from one state to the other.
fn may_lead(from: CaseState, to: CaseState, role: Role) -> bool {
    use CaseState::*;
    let physician = role == Role::Physician;
    let with_nurse = matches!(from, Draft | InReview | Returned);
    match to {
        Draft => false,
        Pended => with_nurse || from == Referred && physician,
        InReview => match from {
            Pended | Approved | Withdrawn | Administrative => true,
            PartiallyApproved | Adverse => physician,
            _ => false,
        },
        Referred => with_nurse || from == Pended,
        Approved => with_nurse || from == Referred && physician,
        Returned | PartiallyApproved | Adverse => from == Referred && physician,
        Withdrawn | Administrative => !from.is_final(),
    }
}

/// Holds what was accepted against the rules, written down a second time.
fn is_lawful(history: &History, roster: &Roster) {
    let mut state = CaseState::InReview;
    let mut before = None;
    for event in history.events() {
        let decided = event.changes.iter().find_map(|change| match change {
            Change::Determination { after, .. } => Some(after.as_deref().expect("a determination stays")),
            _ => None,
        });
        let edits = event.changes.iter().all(|change| {
            matches!(
                change,
                Change::Opening { .. }
                    | Change::Pathway { .. }
                    | Change::Answer { .. }
                    | Change::Row { .. }
                    | Change::Note { .. }
                    | Change::Document { .. }
                    | Change::Link { .. }
            )
        });
        let Some(proof) = &event.proof else {
            // A judgement from before there were signatures, or one that claims to be: it counts for nothing.
            let unproved = event.changes.iter().all(|change| match change {
                Change::Judgement { before, after, .. } => {
                    before.iter().chain(after).all(|judged| judged.by.known == Known::Unproved)
                }
                _ => true,
            });
            let judges = event.changes.iter().any(|change| matches!(change, Change::Judgement { .. }));
            assert!(edits || judges && unproved && decided.is_none(), "unsigned: {:?}", event.sequence);
            assert!(!state.is_final(), "unsigned in a decided case");
            assert!(state != CaseState::Referred || event.by.role == Role::Physician, "edited while with a physician");
            before = Some(event.at);
            continue;
        };
        assert!(!edits, "what fills in the checklist is not signed");
        let signer_check = event.by.signer_check(roster, &proof.key, event.at);
        assert_eq!(signer_check, Some(SignerCheck::Known));
        let person = roster.reviewer(event.by.known.reviewer().unwrap()).unwrap();
        assert_eq!((&person.name, &person.licence), (&event.by.name, &event.by.licence));
        assert_eq!(person.role(), event.by.role);
        let earlier = before.map(|before: Instant| (*before - *event.at).num_seconds());
        assert!(earlier.is_none_or(|seconds| seconds <= 600), "dated back");
        before = Some(event.at);
        let judged = event.changes.iter().any(|change| matches!(change, Change::Judgement { .. }));
        assert!(!judged || event.by.role == Role::Physician && !state.is_final(), "a judgement");
        if let Some(decided) = decided {
            assert!(may_lead(state, decided.state, event.by.role), "{state:?} to {:?}", decided.state);
            assert_eq!((&decided.by, decided.at, decided.result), (&event.by, event.at, proof.result));
            within_request(history, decided);
            state = decided.state;
        } else {
            let addendum = event.changes.iter().any(|change| matches!(change, Change::Addendum { .. }));
            let contact = event.changes.iter().any(|change| matches!(change, Change::Contact { .. }));
            assert!(!state.is_final() || addendum || contact, "signed in a decided case");
        }
    }
}

fn within_request(history: &History, decided: &mednec::case::Determination) {
    let merits = matches!(decided.state, CaseState::Approved | CaseState::PartiallyApproved | CaseState::Adverse);
    assert!(merits || decided.codes.is_empty(), "codes without a decision on the merits");
    let requested = mednec::case::requested_codes(history.case());
    let named: BTreeSet<&str> = decided.codes.iter().map(|code| code.cpt.as_str()).collect();
    assert!(named.len() == decided.codes.len(), "a code twice");
    if merits {
        assert_eq!(named, requested.iter().map(|code| code.cpt.as_str()).collect());
    }
    for code in &decided.codes {
        let units = requested.iter().find(|it| it.cpt == code.cpt).map_or(0, |it| it.units);
        if let CodeDecision::Approved(approval) = &code.outcome {
            assert!((1..=units).contains(&approval.units) && approval.from <= approval.until);
        }
    }
}

/// Opening and import give the same answer, and a case that is here is not continued with a key that ended.
fn entrances_agree(scene: &Scene, of: &History, bytes: &[u8], accepted: Option<&History>) {
    let folder = tempfile::tempdir().unwrap();
    let store = CaseStore::open(folder.path()).unwrap();
    store.save_roster(&scene.of.roster, None).unwrap();
    let policy = scene.catalog.by_hash(&of.case().policy.hash).unwrap();
    store.store_policy(&policy).unwrap();
    let text = serde_json::to_string(policy.text()).unwrap();
    let case = String::from_utf8(bytes.to_vec()).unwrap();
    let file = format!("{{\"format\":\"mednec-handover\",\"version\":1,\"policy\":{text},\"case\":{case}}}");
    let imported = HandOver::read(file.as_bytes()).ok();
    let imported = imported.and_then(|handed| import(&store, &handed, Some(&scene.of.roster), &scene.catalog).ok());
    assert_eq!(imported.is_some(), accepted.is_some(), "import and opening differ");
    let Some(history) = accepted.filter(|history| history.is_continuation_of(of)) else { return };
    let here = tempfile::tempdir().unwrap();
    let store = CaseStore::open(here.path()).unwrap();
    store.save(of, None).unwrap();
    store.save_roster(&scene.of.roster, None).unwrap();
    let handed = HandOver::of(history, policy.text(), None).0;
    let by_departed = history.events()[of.events().len()..]
        .iter()
        .any(|event| event.proof.as_ref().is_some_and(|proof| proof.key == *scene.of.departed.public_key()));
    let imported = import(&store, &handed, Some(&scene.of.roster), &scene.catalog);
    assert_eq!(imported.is_err(), by_departed, "{imported:?}");
}

#[test]
fn whatever_is_accepted_is_what_the_state_table_and_the_roster_allow() {
    let scene = Scene::new();
    let (mut accepted, mut changed) = ([0_u64; 3], 0_u64);
    for seed in 0..runs() {
        let mut random = Random::new(seed);
        let attacker = random.of(&ATTACKERS);
        let of = &scene.cases[random.below(scene.cases.len())];
        let Some(events) = hostile(&scene, of, attacker, &mut random) else { continue };
        if events == of.events() {
            continue;
        }
        // Changes that do not fold are no file that anybody could write.
        let Some(bytes) = file_of(&events) else { continue };
        let history = scene.is_accepted(&bytes);
        if let Some(history) = &history {
            is_lawful(history, &scene.of.roster);
            accepted[ATTACKERS.iter().position(|it| *it == attacker).unwrap()] += 1;
            let goes_on = history.is_continuation_of(of);
            changed += u64::from(goes_on);
            let new = history.events().iter().skip(of.events().len()).filter(|_| goes_on);
            let signers: Vec<_> = new.filter_map(|event| event.proof.as_ref().map(|proof| proof.key)).collect();
            let own = scene.key(attacker).map(|key| *key.public_key());
            assert!(signers.iter().all(|key| Some(*key) == own), "signed with a key that the attacker has not");
        }
        if history.is_some() || seed % 16 == 0 {
            entrances_agree(&scene, of, &bytes, history.as_ref());
        }
    }
    // The attacks are real ones: some of what an insider does with their own key is theirs to do.
    assert!(accepted.iter().all(|count| *count > 0) && changed > 0, "{accepted:?}, {changed}");
    println!(
        "accepted of {} histories: {accepted:?} without a key, of a nurse, of one who left; {changed} go on",
        runs()
    );
}
