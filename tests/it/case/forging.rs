//! Somebody edits a case file by hand, knows the format, and makes every hash anew. Without the key of whoever is named, no
//! judgement, determination or signature of theirs is accepted.
//!
//! Must not know: what a decision has to hold (that is `decisions`).

use mednec::case::{
    Action, CaseState, Change, CriteriaResult, Determination, Effect, Event, History, Judged, Known, NotAllowed, Proof,
    ReplayError, Role, Value, chained,
};
use mednec::identity::{Credential, Unlocked};
use mednec::ids::{CaseId, ReviewerId};

use crate::case::decisions::{does, md, met, not_approved, not_met, refusal, rn, unmet};

/// A denied case: judged, referred, decided.
fn denied() -> History {
    let mut session = not_met();
    let why = || "Pain fell by a quarter.".to_owned();
    let judge = Action::Judge { judgement: "age-18".into(), accepts: true, why: why() };
    does(&mut session, &judge, &md());
    does(&mut session, &Action::Refer { question: why(), to: String::new() }, &rn());
    let criteria = unmet(&session);
    let codes = vec![not_approved("62350"), not_approved("62362")];
    does(&mut session, &Action::Deny { codes, why: why(), criteria, late_because: String::new() }, &md());
    session.history().clone()
}

/// The history with one event changed and every hash made anew.
fn forged(history: &History, place: usize, forge: impl FnOnce(&mut Event)) -> Result<History, ReplayError> {
    let mut events = history.events().to_vec();
    forge(&mut events[place]);
    History::replay(chained(events))
}

fn decided(event: &mut Event) -> &mut Determination {
    event
        .changes
        .iter_mut()
        .find_map(|change| match change {
            Change::Determination { after: Some(after), .. } => Some(&mut **after),
            _ => None,
        })
        .expect("a determination")
}

fn judged(event: &mut Event) -> &mut Judged {
    match &mut event.changes[0] {
        Change::Judgement { after: Some(after), .. } => after,
        other => panic!("no judgement: {other:?}"),
    }
}

fn somebody() -> ReviewerId {
    ReviewerId::parse("r-aaaaaaaaaa").unwrap()
}

/// A forgery of the last event.
type Forge = (&'static str, fn(&mut Event));

#[test]
fn what_is_signed_cannot_be_changed_without_the_key() {
    let history = denied();
    let last = history.events().len() - 1;
    assert!(forged(&history, last, |_| {}).is_ok(), "the unforged one reads");
    let table: &[Forge] = &[
        ("without its signature", |event| event.proof = None),
        ("without its signature, and claiming less", |event| {
            event.proof = None;
            event.by.known = Known::SignedIn(somebody());
        }),
        ("another rationale", |event| decided(event).why = "Something else.".to_owned()),
        ("another state", |event| decided(event).state = CaseState::Approved),
        ("another time", |event| {
            event.at = (*event.at + chrono::TimeDelta::seconds(1)).into();
            decided(event).at = event.at;
        }),
        ("another name", |event| {
            event.by.name = "Somebody Else".to_owned();
            decided(event).by = event.by.clone();
        }),
        ("another role", |event| {
            event.by.role = Role::Nurse;
            decided(event).by = event.by.clone();
        }),
        ("another reviewer of the roster", |event| {
            event.by.known = Known::Signed(somebody());
            decided(event).by = event.by.clone();
        }),
        ("another result", |event| {
            event.proof.as_mut().unwrap().result = CriteriaResult::CriteriaMet;
            decided(event).result = CriteriaResult::CriteriaMet;
        }),
        ("a result that the signature does not state", |event| decided(event).result = CriteriaResult::CriteriaMet),
        ("another key", |event| {
            event.proof.as_mut().unwrap().key = *Unlocked::invented("Somebody Else", Credential::Md).public_key();
        }),
        ("another program", |event| event.program = "mednec 9".to_owned()),
        ("one more change", |event| {
            let text = "Added.".to_owned();
            event.changes.push(Change::Note { criterion: "pain-reduction".into(), before: None, after: Some(text) });
        }),
        ("as something taken back", |event| event.effect = Effect::Undoes(3)),
    ];
    for (name, forge) in table {
        let found = forged(&history, last, forge);
        assert_eq!(found, Err(ReplayError::NotProved(last as u32 + 1)), "{name}");
    }
}

#[test]
fn nothing_before_a_signature_can_be_changed_or_left_out() {
    let history = denied();
    let events = history.events().to_vec();
    let signed: Vec<usize> = (0..events.len()).filter(|place| events[*place].proof.is_some()).collect();
    let first = signed[0];
    for place in 0..first {
        let found = forged(&history, place, |event| event.at = (*event.at - chrono::TimeDelta::seconds(1)).into());
        assert_eq!(found, Err(ReplayError::NotProved(first as u32 + 1)), "event {place}");
        // Without making the hashes anew, the chain breaks at once.
        let mut events = events.clone();
        events[place].at = (*events[place].at - chrono::TimeDelta::seconds(1)).into();
        assert_eq!(History::replay(events), Err(ReplayError::BrokenChain(place as u32 + 2)));
    }
    // Left out, with all numbers made anew.
    for place in 1..first {
        let mut events = events.clone();
        events.remove(place);
        for (sequence, event) in (1..).zip(&mut events) {
            event.sequence = sequence;
        }
        assert!(History::replay(chained(events)).is_err(), "event {place} left out");
    }
    // The whole history under another case's id.
    let found = forged(&history, 0, |event| match &mut event.changes[0] {
        Change::Opening { case, .. } => *case = CaseId::parse("another").unwrap(),
        other => panic!("{other:?}"),
    });
    assert_eq!(found, Err(ReplayError::NotProved(first as u32 + 1)));
}

#[test]
fn an_event_that_needs_a_signature_is_not_accepted_without_one() {
    let history = denied();
    let judgement = history.events().iter().position(|event| matches!(event.changes[0], Change::Judgement { .. }));
    let judgement = judgement.unwrap();
    let signature_of_another = history.events().last().unwrap().proof.clone();
    let table: &[Forge] = &[
        ("a judgement that claims to be signed", |event| event.proof = None),
        ("a judgement by somebody signed in", |event| {
            event.proof = None;
            event.by.known = Known::SignedIn(somebody());
            judged(event).by = event.by.clone();
        }),
        ("a judgement by somebody else", |event| judged(event).by.name = "Somebody Else".to_owned()),
        ("the opposite judgement", |event| judged(event).accepts = false),
    ];
    for (name, forge) in table {
        assert_eq!(forged(&history, judgement, forge), Err(ReplayError::NotProved(judgement as u32 + 1)), "{name}");
    }
    let found = forged(&history, judgement, |event| event.proof = signature_of_another);
    assert_eq!(found, Err(ReplayError::NotProved(judgement as u32 + 1)), "a signature made for another event");

    // An unsigned event that takes the denial back, or lets another state stand.
    let mut events = history.events().to_vec();
    let last = events.last().unwrap().clone();
    let back: Vec<Change> = last.changes.iter().filter_map(Change::reversed).collect();
    for effect in [Effect::Fresh, Effect::Undoes(last.sequence)] {
        let by = mednec::case::Reviewer { known: Known::Unproved, ..last.by.clone() };
        let unsigned =
            Event { sequence: last.sequence + 1, by, effect, changes: back.clone(), proof: None, ..last.clone() };
        events.truncate(history.events().len());
        events.push(unsigned);
        assert_eq!(History::replay(chained(events.clone())), Err(ReplayError::NotProved(last.sequence + 1)));
    }
}

/// The bytes that a signature covers, made as the program makes them: whoever has a key can sign anything with it, so what
/// the key's owner may not do has to be refused by itself.
pub(crate) fn sign_as(history: &History, event: &mut Event, result: CriteriaResult, by: &Unlocked) {
    event.proof = None;
    event.previous = Some(history.head().clone());
    let content = serde_json::to_vec(&(&history.case().id, &*event, result, by.public_key())).unwrap();
    let signature = by.sign(&[b"mednec case event 2\n".as_slice(), &content].concat());
    event.proof = Some(Proof { result, key: *by.public_key(), signature });
}

#[test]
fn a_nurse_with_her_own_key_cannot_sign_what_a_physician_decides() {
    let mut session = met();
    let refer = Action::Refer { question: "Is it enough?".to_owned(), to: String::new() };
    does(&mut session, &refer, &rn());
    let history = session.history();
    let nurse = Unlocked::invented("N. Berg", Credential::Rn);
    let refer_event = history.events().last().unwrap();
    let mut event = Event { sequence: refer_event.sequence + 1, ..refer_event.clone() };
    let before = history.case().determination.clone();
    let mut after = before.clone().unwrap();
    let accepted = |event: &Event| {
        let mut events = history.events().to_vec();
        events.push(event.clone());
        History::replay(events)
    };
    // What she may decide, signed in this way, is accepted: the attack below is made as it has to be made.
    after.state = CaseState::Withdrawn;
    event.changes = vec![Change::Determination { before: before.clone(), after: Some(after.clone()) }];
    sign_as(history, &mut event, after.result, &nurse);
    assert_eq!(accepted(&event).map(|history| history.case().state()), Ok(CaseState::Withdrawn));
    for state in [CaseState::Adverse, CaseState::PartiallyApproved, CaseState::Returned] {
        after.state = state;
        event.changes = vec![Change::Determination { before: before.clone(), after: Some(after.clone()) }];
        sign_as(history, &mut event, after.result, &nurse);
        let why = NotAllowed::NeedsPhysician.into();
        assert_eq!(accepted(&event), Err(ReplayError::Forbidden { sequence: event.sequence, why }), "{state:?}");
    }
    after.state = CaseState::Approved;
    after.result = CriteriaResult::CriteriaNotMet;
    event.changes = vec![Change::Determination { before, after: Some(after.clone()) }];
    sign_as(history, &mut event, after.result, &nurse);
    assert_eq!(accepted(&event), Err(ReplayError::NotProved(event.sequence)), "approved what is not met");
    let facts = mednec::ids::ContentHash::of(b"");
    let mine = Judged { accepts: true, why: "I say so.".to_owned(), by: event.by.clone(), at: event.at, facts };
    event.changes = vec![Change::Judgement { judgement: "age-18".into(), before: None, after: Some(mine) }];
    sign_as(history, &mut event, after.result, &nurse);
    let why = NotAllowed::NeedsPhysician.into();
    assert_eq!(accepted(&event), Err(ReplayError::Forbidden { sequence: event.sequence, why }), "a judgement");
}

/// A file cannot say that it was decided: what is stored beside the history has to be what the history gives.
#[test]
fn a_case_is_not_decided_by_its_own_word() {
    let history = denied();
    let mut case = history.case().clone();
    case.determination.as_mut().unwrap().state = CaseState::Approved;
    assert_eq!(History::restore(&case, history.events().to_vec()), Err(ReplayError::Differs));
    let mut session = met();
    let action = Action::Answer { question: "member.name".into(), value: Value::Text("Testa".to_owned()) };
    does(&mut session, &action, &rn());
    let last = session.history().events().last().unwrap();
    assert!(last.proof.is_none() && matches!(last.by.known, Known::SignedIn(_)), "an answer needs no signature");
    let judge = Action::Judge { judgement: "age-18".into(), accepts: true, why: "Mine.".to_owned() };
    let why = refusal(&mut session, &judge, &rn());
    assert_eq!(why, mednec::case::NotAllowed::NeedsPhysician.into());
}

/// An undo takes back what the event that it names did, and nothing else, whatever the hashes say.
#[test]
fn an_undo_or_redo_is_of_what_it_names() {
    let mut session = met();
    let note = |text: &str| Action::Note { criterion: "pain-reduction".into(), text: text.to_owned() };
    does(&mut session, &note("First."), &rn());
    does(&mut session, &note("Second."), &rn());
    does(&mut session, &Action::Undo, &rn());
    let undo = session.history().events().len() - 1;
    does(&mut session, &Action::Redo, &rn());
    let history = session.history();
    assert!(forged(history, undo, |_| {}).is_ok(), "the unforged one reads");
    let note = |before: &str, after: Option<&str>| {
        let (before, after) = (Some(before.to_owned()), after.map(str::to_owned));
        Change::Note { criterion: "pain-reduction".into(), before, after }
    };
    let place = session.history().events()[undo].sequence;
    // Each leaves the case as the one before it, or changes it to something that nobody wrote.
    for (what, changes) in [
        ("to another text", vec![note("Second.", Some("Third."))]),
        ("to none", vec![note("Second.", None)]),
        ("by way of another", vec![note("Second.", Some("Third.")), note("Third.", Some("First."))]),
        ("nothing", Vec::new()),
    ] {
        for at in [undo, undo + 1] {
            let mut events = history.events()[..=at].to_vec();
            events[at].changes.clone_from(&changes);
            let found = History::replay(chained(events));
            let sequence = place + u32::try_from(at - undo).unwrap();
            assert_eq!(found, Err(ReplayError::DoesNotFit(sequence)), "{what}, event {at}");
        }
    }
}

#[test]
fn an_event_changes_something() {
    let history = denied();
    let unsigned = history.events().iter().rposition(|event| event.proof.is_none()).unwrap();
    let mut events = history.events()[..=unsigned].to_vec();
    events[unsigned].changes.clear();
    assert_eq!(History::replay(chained(events)), Err(ReplayError::DoesNotFit(unsigned as u32 + 1)));
}

/// 09:30 at another offset is another time of receipt: it moves what is due.
#[test]
fn to_correct_the_zone_alone_is_a_change() {
    let mut session = met();
    let received = |text: &str| Action::Answer {
        question: mednec::policy::request::RECEIVED_AT.clone(),
        value: Value::Instant(text.parse().unwrap()),
    };
    does(&mut session, &received("2025-10-02T09:30:00-05:00"), &rn());
    let events = session.history().events().len();
    does(&mut session, &received("2025-10-02T14:30:00+00:00"), &rn());
    assert_eq!(session.history().events().len(), events + 1);
    let kept = session.case().value(&mednec::policy::request::RECEIVED_AT);
    assert_eq!(kept, Some(&Value::Instant("2025-10-02T14:30:00+00:00".parse().unwrap())));
}
