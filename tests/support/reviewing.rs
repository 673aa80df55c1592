//! Acts of a reviewer, made up for the properties: answers of every kind of question of the bundled policy, and dates,
//! treatments and scores that lie around its boundaries.
//!
//! Must not know: which result any one case should have (that is in the tables).

use mednec::case::{
    Action, Citation, Course, CourseOutcome, Ended, ListState, Method, PainKind, PainReading, ReadingPair,
    ReadingsAnswer, Row, Scale, StatedAs, StatedPercent, Value,
};
use mednec::ids::{PathwayId, QuestionId, RowId};
use mednec::policy::{Kind, Policy};
use mednec::session::Session;
use proptest::prelude::*;
use proptest::sample::select;

use crate::case::linked_cases::resting;
use crate::policy::scenarios::{TABLES, base, begin, bundled, citation, physician};

/// Days around the boundaries of each date that some rule reads.
pub(crate) const DATES: [(&str, &[&str]); 9] = [
    (
        "member.born_on",
        &["1965-03-10", "2006-08-12", "2006-11-03", "2006-11-04", "2007-11-03", "2007-11-04", "2008-02-29"],
    ),
    ("request.service_on", &["2025-08-31", "2025-09-01", "2025-09-15", "2025-11-03", "2026-03-01", "2026-11-03"]),
    ("request.received_at", &["2025-08-01", "2025-08-20", "2025-09-01", "2025-10-06", "2025-10-07"]),
    ("trial.started_on", &["2025-07-14", "2025-07-15", "2025-08-11", "2025-08-13", "2025-10-20"]),
    ("trial.ended_on", &["2025-08-11", "2025-08-13", "2025-08-15", "2025-10-25"]),
    ("interqual.reviewed_on", &["2025-08-30", "2025-10-07"]),
    ("device.eri_on", &["2025-09-30", "2026-01-31"]),
    ("warranty.ends_on", &["2025-09-14", "2025-09-15", "2025-10-06", "2025-11-02", "2025-11-03", "2026-11-03"]),
    ("initial.placed_on", &["2018-05-02", "2024-11-03", "2025-11-03", "2026-03-01"]),
];
pub(crate) const STARTS: [&str; 7] =
    ["2024-08-31", "2025-01-15", "2025-01-16", "2025-02-11", "2025-02-12", "2025-04-01", "2025-04-06"];
pub(crate) const ENDS: [&str; 7] =
    ["2025-02-28", "2025-03-31", "2025-04-05", "2025-07-14", "2025-07-15", "2025-08-31", "2025-12-01"];
pub(crate) const READ_ON: [&str; 7] =
    ["2025-08-04", "2025-08-10", "2025-08-11", "2025-08-13", "2025-08-15", "2025-08-16", "2025-10-22"];

/// The questions of a kind that some rule reads, by id.
pub(crate) fn asked(policy: &Policy, kind: Kind) -> Vec<QuestionId> {
    let read: Vec<&QuestionId> = policy.criteria().flat_map(|criterion| criterion.rule.questions()).collect();
    let questions = policy.questions().filter(|question| question.kind == kind && read.contains(&&question.id));
    questions.map(|question| question.id.clone()).collect()
}

fn dates(pool: &'static [&'static str]) -> impl Strategy<Value = chrono::NaiveDate> {
    select(pool).prop_map(|text| text.parse().unwrap())
}

fn value_of_date(question: &str, text: &str) -> Value {
    if question == "request.received_at" {
        Value::Instant(format!("{text}T09:00:00-05:00").parse().unwrap())
    } else {
        Value::Date(text.parse().unwrap())
    }
}

/// Every answer that a question of one part can be given.
pub(crate) fn answers(policy: &Policy, id: &QuestionId) -> Vec<Value> {
    let question = policy.question(id).expect("a question");
    match question.kind {
        // Supported more often, so that some of the cases come to be met.
        Kind::Item => vec![Value::Supported, Value::Contradicted, Value::Supported],
        Kind::Choice => question.options.iter().map(|option| Value::Choice(option.id.clone())).collect(),
        Kind::Text => vec![Value::Text("2025.1".to_owned())],
        Kind::Date | Kind::Instant => {
            let pool = DATES.iter().find(|(date, _)| *date == id.as_str()).expect("days around its boundaries").1;
            pool.iter().map(|text| value_of_date(id.as_str(), text)).collect()
        }
        Kind::Readings => vec![Value::Readings(ReadingsAnswer { state: ListState::AllEntered, pair: None })],
        _ => Vec::new(),
    }
}

fn any_answer(kinds: &[Kind]) -> impl Strategy<Value = (QuestionId, Value)> + use<> {
    let policy = bundled();
    let questions = kinds.iter().flat_map(|kind| asked(&policy, *kind));
    let answers = questions.map(|id| {
        let question = policy.question(&id).expect("a question");
        let undocumented = question.may_be_undocumented || question.kind == Kind::Item;
        let values: Vec<_> =
            answers(&policy, &id).into_iter().chain(undocumented.then_some(Value::NotDocumented)).collect();
        (id, values)
    });
    select(answers.collect::<Vec<_>>()).prop_flat_map(|(id, values)| (Just(id), select(values)))
}

fn any_sources() -> impl Strategy<Value = Vec<Citation>> {
    prop_oneof![3 => Just(vec![citation()]), 1 => Just(Vec::new())]
}

pub(crate) fn treatment(
    started_on: Option<chrono::NaiveDate>,
    ended: Option<Ended>,
    outcome: Option<CourseOutcome>,
    citations: Vec<Citation>,
) -> Row {
    let (treatment, method, reason_stopped) = ("gabapentin".to_owned(), Method::Pharmacological, String::new());
    Row::Course(Course { treatment, method, started_on, ended, outcome, reason_stopped, citations })
}

pub(crate) fn score_of(kind: PainKind, score: &str, on: Option<chrono::NaiveDate>, citations: Vec<Citation>) -> Row {
    let (scale, score, drug, dose) = (Scale::Nrs, score.parse().unwrap(), String::new(), String::new());
    Row::Reading(PainReading { scale, kind, score, on, drug, dose, citations })
}

fn any_course() -> impl Strategy<Value = Row> {
    let outcomes = vec![
        CourseOutcome::IntolerableSideEffects,
        CourseOutcome::NoSafeRelief,
        CourseOutcome::Helped,
        CourseOutcome::Contraindicated,
    ];
    let ended = prop_oneof![4 => dates(&ENDS).prop_map(Ended::On), 1 => Just(Ended::Ongoing)];
    (
        proptest::option::weighted(0.9, dates(&STARTS)),
        proptest::option::weighted(0.9, ended),
        proptest::option::weighted(0.9, select(outcomes)),
        any_sources(),
    )
        .prop_map(|(started_on, ended, outcome, citations)| treatment(started_on, ended, outcome, citations))
}

fn any_reading() -> impl Strategy<Value = Row> {
    let kinds = vec![PainKind::Average, PainKind::Average, PainKind::Average, PainKind::Worst];
    let scores = vec!["0", "3", "3.5", "4", "5", "6", "7", "8", "9"];
    (select(kinds), select(scores), proptest::option::weighted(0.9, dates(&READ_ON)), any_sources())
        .prop_map(|(kind, score, on, citations)| score_of(kind, score, on, citations))
}

fn any_state() -> impl Strategy<Value = ListState> {
    select(vec![ListState::StillEntering, ListState::AllEntered, ListState::NoMore])
}

fn any_list_answer() -> impl Strategy<Value = (QuestionId, Value)> {
    let pair = proptest::option::weighted(0.7, (1..5_u32, 1..5_u32));
    prop_oneof![
        any_state().prop_map(|state| ("care.treatments".into(), Value::Courses(state))),
        (any_state(), pair).prop_map(|(state, pair)| {
            let pair = pair.map(|(baseline, during)| pair_of(RowId(baseline), RowId(during)));
            ("pain.readings".into(), Value::Readings(ReadingsAnswer { state, pair }))
        }),
    ]
}

pub(crate) fn pair_of(baseline: RowId, during: RowId) -> ReadingPair {
    ReadingPair { baseline, during, why: "Nearest to the trial".to_owned() }
}

fn any_percent() -> impl Strategy<Value = (QuestionId, Value)> {
    let forms = vec![StatedAs::Exactly, StatedAs::AtLeast, StatedAs::UpTo("90".parse().unwrap())];
    let stated = (select(vec!["40", "49.9", "50", "60"]), select(forms)).prop_map(|(percent, stated_as)| {
        Value::StatedPercent(StatedPercent { percent: percent.parse().unwrap(), stated_as })
    });
    prop_oneof![3 => stated, 1 => Just(Value::NotDocumented)].prop_map(|value| ("pain.stated_percent".into(), value))
}

fn any_place() -> impl Strategy<Value = (QuestionId, Option<RowId>)> {
    let policy = bundled();
    let cited = policy.questions().filter(|question| question.cited);
    let cited: Vec<QuestionId> = cited.map(|question| question.id.clone()).collect();
    prop_oneof![
        4 => select(cited).prop_map(|question| (question, None)),
        1 => (1..5_u32).prop_map(|row| ("care.treatments".into(), Some(RowId(row)))),
        1 => (1..5_u32).prop_map(|row| ("pain.readings".into(), Some(RowId(row)))),
    ]
}

/// A change of a fact, a source or a judgement; some are refused, as in life.
pub(crate) fn any_change() -> impl Strategy<Value = Action> {
    let policy = bundled();
    let answer = prop_oneof![
        4 => any_answer(&[Kind::Item]),
        4 => any_answer(&[Kind::Choice, Kind::Text]),
        3 => any_answer(&[Kind::Date, Kind::Instant]),
        2 => any_list_answer(),
        1 => any_percent(),
    ];
    let kinds = [Kind::Item, Kind::Choice, Kind::Text, Kind::Date, Kind::Instant];
    let cleared: Vec<QuestionId> = kinds.iter().flat_map(|kind| asked(&policy, *kind)).collect();
    let pathways: Vec<PathwayId> = policy.pathways().iter().map(|pathway| pathway.id.clone()).collect();
    let doubts: Vec<String> = policy.judgements().map(|judgement| judgement.id.to_string()).collect();
    let course = (1..5_u32, any_course()).prop_map(|(row, content)| ("care.treatments", row, content));
    let reading = (1..5_u32, any_reading()).prop_map(|(row, content)| ("pain.readings", row, content));
    prop_oneof![
        10 => answer.prop_map(|(question, value)| Action::Answer { question, value }),
        4 => any_place().prop_map(|(question, row)| Action::Cite { question, row, citation: citation() }),
        1 => any_place().prop_map(|(question, row)| Action::Uncite { question, row, citation: citation() }),
        1 => select(cleared).prop_map(|question| Action::Clear { question }),
        4 => prop_oneof![course, reading].prop_map(|(question, row, content)| {
            Action::PutRow { question: question.into(), row: RowId(row), content }
        }),
        1 => (select(vec!["care.treatments", "pain.readings"]), 1..5_u32).prop_map(|(question, row)| {
            Action::RemoveRow { question: question.into(), row: RowId(row) }
        }),
        2 => (select(doubts), any::<bool>()).prop_map(|(judgement, accepts)| judge(&judgement, accepts)),
        1 => select(pathways).prop_map(|pathway| Action::ChoosePathway { pathway }),
    ]
}

pub(crate) fn judge(judgement: &str, accepts: bool) -> Action {
    Action::Judge { judgement: judgement.into(), accepts, why: "As the physician sees it".to_owned() }
}

pub(crate) fn any_action() -> impl Strategy<Value = Action> {
    prop_oneof![8 => any_change(), 1 => Just(Action::Undo), 1 => Just(Action::Redo)]
}

/// Where a case begins: empty, or with everything met, once by a linked case.
pub(crate) fn any_opening() -> impl Strategy<Value = Session> {
    let policy = bundled();
    let mut filled: Vec<Session> = TABLES.iter().map(|(table, _)| base(&policy, table)).collect();
    filled.push(resting());
    let empty: Vec<Session> = policy.pathways().iter().map(|pathway| begin(&policy, pathway.id.as_str())).collect();
    prop_oneof![2 => select(filled), 1 => select(empty)]
}

pub(crate) fn any_case(actions: std::ops::Range<usize>) -> impl Strategy<Value = Session> {
    (any_opening(), proptest::collection::vec(any_action(), actions)).prop_map(|(mut session, actions)| {
        for action in &actions {
            // Some are refused; nothing changes then.
            let _ = session.dispatch(action, &physician());
        }
        session
    })
}
