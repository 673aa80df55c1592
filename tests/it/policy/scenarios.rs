//! Runs the scenario tables of `tests/policies`: what a reviewer records, and where the case then stands. What is expected
//! there comes from the specification; a table is not edited to make a change of the engine pass. The form of a table is
//! explained at the head of each.
//!
//! Must not know: how any rule is decided.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use mednec::case::{
    Action, Citation, CitedDocument, Course, CriteriaResult, Ended, History, ListState, Method, PainReading,
    ReadingPair, ReadingsAnswer, Refusal, RequestedCode, Reviewer, Row, Stamp, StatedAs, StatedPercent, Value,
};
use mednec::engine::{Need, OpenItem, OpenKind, Reason, Status, Truth, evaluate};
use mednec::identity::{Credential, Unlocked};
use mednec::ids::{CaseId, PathwayId, QuestionId, RowId};
use mednec::policy::{Catalog, Kind, Policy, Rule};
use mednec::session::{Session, SessionError};
use mednec::wording;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::case::linked_cases::{link_to, prepared};

/// The tables that are run. `tidy` compares this list with the folder.
pub(crate) const TABLES: [(&str, &str); 8] = [
    ("scope", include_str!("../../policies/2025T0626L/scope.toml")),
    ("cancer", include_str!("../../policies/2025T0626L/cancer.toml")),
    ("spasticity", include_str!("../../policies/2025T0626L/spasticity.toml")),
    ("trial", include_str!("../../policies/2025T0626L/trial.toml")),
    ("pump", include_str!("../../policies/2025T0626L/pump.toml")),
    ("replacement", include_str!("../../policies/2025T0626L/replacement.toml")),
    ("device", include_str!("../../policies/2025T0626L/device.toml")),
    ("warranty", include_str!("../../policies/2025T0626L/warranty.toml")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    base: Base,
    scenario: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Base {
    pathway: String,
    steps: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    steps: Vec<String>,
    status: String,
    #[serde(default)]
    criteria: BTreeMap<String, String>,
    #[serde(default)]
    open: Vec<String>,
    #[serde(default)]
    reasons: BTreeMap<String, String>,
    #[serde(default)]
    says: Vec<String>,
    notices: Option<Vec<String>>,
    #[serde(default)]
    relied_on: Vec<String>,
    #[serde(default)]
    not_relied_on: Vec<String>,
    refused: Option<String>,
}

/// The bundled policy 2025T0626L.
pub(crate) fn bundled() -> Arc<Policy> {
    let catalog = Catalog::bundled().expect("the bundled policies load");
    catalog.by_number("2025T0626L").next().expect("2025T0626L is bundled").policy.clone()
}

/// A nurse at a fixed instant, so that every run is the same.
pub(crate) fn nurse() -> Stamp {
    Stamp::named("2026-10-01T10:00:00-05:00".parse().unwrap(), Reviewer::unproved("N. Berg", "RN").unwrap())
}

/// An invented reviewer whose key is unlocked.
pub(crate) fn signed(at: &str, name: &str, credential: &str) -> Stamp {
    Stamp::signed_in(at.parse().unwrap(), Arc::new(Unlocked::invented(name, Credential::parse(credential).unwrap())))
}

/// A physician at a fixed instant.
pub(crate) fn physician() -> Stamp {
    signed("2026-10-08T16:05:00-05:00", "P. Osei", "MD")
}

/// The source that a cited answer or row of a table names, where the table gives no date for it.
pub(crate) fn citation() -> Citation {
    citation_on("2026-09-30")
}

/// The same source with a date of its own.
fn citation_on(on: &str) -> Citation {
    Citation {
        region: None,
        document: CitedDocument::Titled("Pain clinic note".to_owned()),
        page: 3,
        on: on.parse().unwrap(),
        passage: "As summarised by the reviewer".to_owned(),
    }
}

/// A new case on a pathway.
pub(crate) fn begin(policy: &Arc<Policy>, pathway: &str) -> Session {
    begin_as("scenario", policy, pathway)
}

fn begin_as(id: &str, policy: &Arc<Policy>, pathway: &str) -> Session {
    let opening = Action::Open { pathway: PathwayId::new(pathway) };
    Session::begin(CaseId::parse(id).unwrap(), policy.clone(), &opening, &nurse()).expect("the case opens")
}

/// The base case of a table: everything is met in it.
pub(crate) fn base(policy: &Arc<Policy>, table: &str) -> Session {
    base_as("scenario", policy, table)
}

/// The same under another id.
pub(crate) fn base_as(id: &str, policy: &Arc<Policy>, table: &str) -> Session {
    let (_, text) = TABLES.iter().find(|(name, _)| *name == table).expect("there is such a table");
    let table: Table = toml::from_str(text).expect("the table reads");
    let mut session = begin_as(id, policy, &table.base.pathway);
    for line in &table.base.steps {
        step(&mut session, line).unwrap_or_else(|error| panic!("base: {line}: {error}"));
    }
    session
}

#[test]
fn scope() {
    run("scope");
}

#[test]
fn cancer() {
    run("cancer");
}

#[test]
fn spasticity() {
    run("spasticity");
}

#[test]
fn trial() {
    run("trial");
}

#[test]
fn pump() {
    run("pump");
}

#[test]
fn replacement() {
    run("replacement");
}

#[test]
fn device() {
    run("device");
}

#[test]
fn warranty() {
    run("warranty");
}

/// The tables leave nothing out: every leaf is met, not met and open somewhere, every doubt is open, accepted, not accepted
/// and lapsed, and every status occurs.
#[test]
fn the_tables_decide_every_leaf_each_way_and_every_doubt_each_way() {
    let policy = bundled();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (name, text) in TABLES {
        let table: Table = toml::from_str(text).unwrap();
        for scenario in table.scenario.iter().filter(|scenario| scenario.refused.is_none()) {
            let mut session = base(&policy, name);
            for line in &scenario.steps {
                step(&mut session, line).unwrap_or_else(|error| panic!("{name}: {}: {line}: {error}", scenario.name));
            }
            seen.insert(format!("status {}", session.evaluation().status.name()));
            for finding in &session.evaluation().findings {
                seen.insert(format!("{} {}", finding.criterion, finding.truth.name()));
                match &finding.reason {
                    Reason::Judged { judgement, accepts } => seen.insert(format!("{judgement} accepts {accepts}")),
                    Reason::Doubtful { judgement, lapsed, .. } => seen.insert(format!("{judgement} lapsed {lapsed}")),
                    _ => false,
                };
            }
        }
    }
    let mut wanted: Vec<String> =
        CriteriaResult::ALL.iter().map(|result| format!("status {}", result.name())).collect();
    for criterion in reached(&policy) {
        let rule = &policy.criterion(&criterion.into()).unwrap().rule;
        // A fact of the request is there or to go. What only makes a failure doubtful is looked at only after the failure.
        let truths: &[Truth] = match rule {
            Rule::Recorded(_) => &[Truth::Open, Truth::Met],
            _ if is_only_a_condition(&policy, criterion) => &[Truth::Met],
            _ => &Truth::ALL,
        };
        wanted.extend(truths.iter().map(|truth| format!("{criterion} {}", truth.name())));
    }
    for judgement in reached_judgements(&policy) {
        let ways = ["accepts true", "accepts false", "lapsed false", "lapsed true"];
        wanted.extend(ways.iter().map(|way| format!("{judgement} {way}")));
    }
    let missing: Vec<&String> = wanted.iter().filter(|wanted| !seen.contains(*wanted)).collect();
    assert!(missing.is_empty(), "no scenario of any table shows: {missing:#?}");
}

/// The leaves of the scope and of the pathways that have tables.
fn reached(policy: &Policy) -> BTreeSet<&str> {
    let pathways = tested_pathways(policy);
    let roots = policy.scope().requires.iter().chain(pathways.iter().map(|pathway| &pathway.criterion));
    let outside = policy.outside().iter().flat_map(|outside| outside.when.iter().chain(&outside.unless));
    roots
        .chain(outside)
        .flat_map(|root| policy.criteria_under(root))
        .filter(|id| policy.criterion(id).is_some_and(|criterion| criterion.rule.parts().is_empty()))
        .map(|id| id.as_str())
        .collect()
}

/// Returns whether a criterion is used only as the condition under which a failure is reconsidered.
fn is_only_a_condition(policy: &Policy, id: &str) -> bool {
    let mut uses = policy.criteria().filter(|parent| parent.rule.parts().iter().any(|part| part.as_str() == id));
    uses.all(|parent| matches!(&parent.rule, Rule::Reconsider { when, .. } if when.as_str() == id))
        && policy.scope().requires.iter().all(|required| required.as_str() != id)
        && policy.outside().iter().all(|outside| outside.when.as_ref().is_none_or(|when| when.as_str() != id))
}

fn reached_judgements(policy: &Policy) -> BTreeSet<&str> {
    let pathways = tested_pathways(policy);
    let roots = policy.scope().requires.iter().chain(pathways.iter().map(|pathway| &pathway.criterion));
    roots
        .flat_map(|root| policy.criteria_under(root))
        .filter_map(|id| policy.criterion(id)?.rule.judgement())
        .map(|id| id.as_str())
        .collect()
}

fn tested_pathways(policy: &Policy) -> Vec<&mednec::policy::Pathway> {
    let tables: Vec<Table> = TABLES.iter().map(|(_, text)| toml::from_str(text).unwrap()).collect();
    policy
        .pathways()
        .iter()
        .filter(|pathway| tables.iter().any(|table| table.base.pathway == pathway.id.as_str()))
        .collect()
}

/// Runs a table and reports every scenario that differs, not the first.
fn run(name: &str) {
    let (_, text) = TABLES.iter().find(|(known, _)| *known == name).unwrap();
    let table: Table = toml::from_str(text).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
    let policy = bundled();
    let opening = base(&policy, name);
    assert_eq!(opening.evaluation().status, Status::Met, "{name}: everything is met in the base case");
    let mut names = BTreeSet::new();
    let mut report = String::new();
    for scenario in &table.scenario {
        assert!(names.insert(&scenario.name), "{name}: two scenarios are named \"{}\"", scenario.name);
        let differences = differences(&opening, scenario);
        if !differences.is_empty() {
            writeln!(report, "\n{name}: {}", scenario.name).unwrap();
            for difference in differences {
                writeln!(report, "    {difference}").unwrap();
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    println!("{name}: {} scenarios", table.scenario.len());
}

/// Returns the expectations of a scenario that are not met.
fn differences(opening: &Session, scenario: &Scenario) -> Vec<String> {
    let mut session = opening.clone();
    let mut wrong = Vec::new();
    for (place, line) in scenario.steps.iter().enumerate() {
        let before = session.clone();
        let last = place + 1 == scenario.steps.len();
        match (step(&mut session, line), &scenario.refused) {
            (Ok(()), Some(expected)) if last => wrong.push(format!("{line}: expected to be refused as {expected}")),
            (Ok(()), _) => {}
            (Err(refusal), Some(expected)) if last => {
                if refusal != *expected {
                    wrong.push(format!("{line}: refused as {refusal}, expected as {expected}"));
                }
                if session.history() != before.history() || session.evaluation() != before.evaluation() {
                    wrong.push(format!("{line}: refused, and something changed all the same"));
                }
            }
            (Err(refusal), _) => wrong.push(format!("{line}: refused as {refusal}")),
        }
    }
    compare(&session, scenario, &mut wrong);
    holds_whatever_is_expected(&session, &mut wrong);
    wrong
}

fn compare(session: &Session, scenario: &Scenario, wrong: &mut Vec<String>) {
    let (policy, evaluation) = (session.policy(), session.evaluation());
    let mut differs = |what: &str, expected: &str, found: &str| {
        if expected != found {
            wrong.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    differs("status", &scenario.status, evaluation.status.name());
    for (criterion, expected) in &scenario.criteria {
        let found = evaluation.finding(&criterion.as_str().into()).map_or("not looked at", |it| it.truth.name());
        differs(&format!("criterion {criterion}"), expected, found);
    }
    for (criterion, expected) in &scenario.reasons {
        let finding = evaluation.finding(&criterion.as_str().into());
        let found = finding.map_or_else(String::new, |finding| wording::reason(policy, finding));
        differs(&format!("reason of {criterion}"), expected, &found);
    }
    let expected: BTreeSet<&str> = scenario.open.iter().map(String::as_str).collect();
    let found: Vec<String> = evaluation.open.iter().map(item_words).collect();
    let found_once: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    if expected != found_once || found.len() != found_once.len() {
        differs("open", &format!("{expected:?}"), &format!("{found:?}"));
    }
    let words = wording::status(policy, session.case(), evaluation);
    let said = format!("{}: {}", words.headline, words.sentence);
    for part in &scenario.says {
        if !said.contains(part.as_str()) {
            differs("said of the status", part, &said);
        }
    }
    if let Some(expected) = &scenario.notices {
        let found: Vec<String> = evaluation.notices.iter().map(wording::notice).collect();
        differs("notices", &format!("{expected:?}"), &format!("{found:?}"));
    }
    for (readings, wanted) in [(&scenario.relied_on, true), (&scenario.not_relied_on, false)] {
        for reading in readings {
            let found = evaluation.relied_on.iter().any(|id| id.as_str() == reading);
            differs(&format!("relied on reading {reading}"), &wanted.to_string(), &found.to_string());
        }
    }
}

/// Checks that hold for every case, whatever a scenario is about.
fn holds_whatever_is_expected(session: &Session, wrong: &mut Vec<String>) {
    let (policy, case, evaluation) = (session.policy(), session.case(), session.evaluation());
    if evaluate(policy, case).as_ref() != Ok(evaluation) {
        wrong.push("a fresh evaluation differs".to_owned());
    }
    match History::replay(session.history().events().to_vec()) {
        Ok(replayed) if replayed == *session.history() => {}
        _ => wrong.push("replaying the history gives another case".to_owned()),
    }
    let any = |kind| evaluation.count(kind) > 0;
    let by_items = match (any(OpenKind::ToGo), any(OpenKind::Missing), any(OpenKind::Judgement)) {
        (true, ..) => "in-review",
        (false, true, _) => "documentation-missing",
        (false, false, true) => "judgement-needed",
        (false, false, false) => "",
    };
    let decided = matches!(evaluation.status, Status::Met | Status::NotMet | Status::Outside { .. });
    if decided != by_items.is_empty() || (!decided && evaluation.status.name() != by_items) {
        wrong.push(format!("the status is {} with these open items: {by_items}", evaluation.status.name()));
    }
    for finding in &evaluation.findings {
        if (finding.truth == Truth::Open) == finding.open.is_empty() {
            wrong.push(format!("{} is {} with {:?}", finding.criterion, finding.truth.name(), finding.open));
        }
        if wording::reason(policy, finding).trim().is_empty() {
            wrong.push(format!("{} has no words for {:?}", finding.criterion, finding.reason));
        }
    }
    for item in &evaluation.open {
        if wording::open_title(policy, case, item).trim().is_empty() {
            wrong.push(format!("no words for {}", item_words(item)));
        }
    }
    let words = wording::status(policy, case, evaluation);
    if words.headline.is_empty() || words.sentence.is_empty() || words.headline.to_lowercase().contains("denied") {
        wrong.push(format!("the status is worded {}: {}", words.headline, words.sentence));
    }
}

/// An open item as the tables write it: kind, question (or criterion, for a judgement), need.
fn item_words(item: &OpenItem) -> String {
    let place = item.question.as_ref().map_or(item.criterion.as_str(), |question| question.as_str());
    let need = match &item.need {
        Need::Answer => "answer".to_owned(),
        Need::Source => "source".to_owned(),
        Need::RowSource(row) => format!("source of row {row}"),
        Need::Start(row) => format!("start of row {row}"),
        Need::End(row) => format!("end of row {row}"),
        Need::Outcome(row) => format!("outcome of row {row}"),
        Need::AsWritten => "as written".to_owned(),
        Need::LaterSource(row, until) => format!("source of row {row} after {until}"),
        Need::MoreCare => "more care".to_owned(),
        Need::AllEntered => "all entered".to_owned(),
        Need::Baseline => "baseline".to_owned(),
        Need::During => "during".to_owned(),
        Need::ReadingDate(row) => format!("date of row {row}"),
        Need::Pair => "pair".to_owned(),
        Need::Way => "way".to_owned(),
        Need::LinkedCase => "linked case".to_owned(),
        Need::Judgement(judgement) => judgement.to_string(),
    };
    format!("{} {place} {need}", item.kind.name())
}

/// Does one line of a table. An error is the name of the refusal.
pub(crate) fn step(session: &mut Session, line: &str) -> Result<(), String> {
    let policy = session.policy().clone();
    let (line, cited) = match line.split_once(", cited") {
        Some((line, "")) => (line, Some(citation())),
        Some((line, on)) => (line, Some(citation_on(on.strip_prefix(" on ").expect("a date after \"cited on\"")))),
        None => (line, None),
    };
    if let Some((place, value)) = line.split_once(" = ") {
        let (question, row) = place_of(place);
        let action = match row {
            Some(row) => Action::PutRow { question: question.clone(), row, content: row_of(&policy, &question, value) },
            None => Action::Answer { question: question.clone(), value: value_of(&policy, &question, value) },
        };
        dispatch(session, &action, &nurse())?;
        return cited.map_or(Ok(()), |citation| cite(session, question, row, citation));
    }
    let words: Vec<&str> = line.split(' ').collect();
    let action = match words.as_slice() {
        ["pathway", pathway] => Action::ChoosePathway { pathway: PathwayId::new(*pathway) },
        ["clear", question] => Action::Clear { question: QuestionId::new(*question) },
        ["remove", question, row] => {
            Action::RemoveRow { question: QuestionId::new(*question), row: RowId(row.parse().unwrap()) }
        }
        ["link", question, name] => link_to(question, &prepared(name)),
        ["unlink", question] => Action::Unlink { question: QuestionId::new(*question) },
        ["undo"] => Action::Undo,
        ["redo"] => Action::Redo,
        ["cite", place @ ..] => {
            let (question, row) = place_of(&place.join(" "));
            return cite(session, question, row, cited.unwrap_or_else(citation));
        }
        ["uncite", place @ ..] => {
            let (question, row) = place_of(&place.join(" "));
            Action::Uncite { question, row, citation: citation() }
        }
        [by @ ("judge" | "nurse-judges"), judgement, opinion @ ("accepts" | "does-not-accept")] => {
            let stamp = if *by == "judge" { physician() } else { nurse() };
            let why = "As the physician sees it".to_owned();
            let judge = Action::Judge { judgement: (*judgement).into(), accepts: *opinion == "accepts", why };
            return dispatch(session, &judge, &stamp);
        }
        ["take-back", judgement] => {
            return dispatch(session, &Action::TakeBackJudgement { judgement: (*judgement).into() }, &physician());
        }
        _ => panic!("not a line of a table: {line}"),
    };
    dispatch(session, &action, &nurse())
}

fn dispatch(session: &mut Session, action: &Action, stamp: &Stamp) -> Result<(), String> {
    // Somebody else may have worked on the case later than this.
    let last = session.history().events().last().map(|event| event.at);
    let stamp = &stamp.at_time(last.filter(|last| **last > *stamp.at()).unwrap_or(stamp.at()));
    match session.dispatch(action, stamp) {
        Ok(_) => Ok(()),
        Err(SessionError::Refused(Refusal::NotAllowed(why))) => Err(format!("{why:?}")),
        Err(SessionError::Refused(refusal)) => Err(format!("{refusal:?}")),
        Err(other) => Err(other.to_string()),
    }
}

fn cite(session: &mut Session, question: QuestionId, row: Option<RowId>, citation: Citation) -> Result<(), String> {
    let noted = match row {
        None => session.case().citations(&question).contains(&citation),
        Some(_) => false,
    };
    if noted { Ok(()) } else { dispatch(session, &Action::Cite { question, row, citation }, &nurse()) }
}

fn place_of(place: &str) -> (QuestionId, Option<RowId>) {
    match place.split_once(' ') {
        Some((question, row)) => (QuestionId::new(question), Some(RowId(row.parse().expect("a row is a number")))),
        None => (QuestionId::new(place), None),
    }
}

/// A word as the case file writes it.
fn named<T: DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(serde_json::Value::String(word.to_owned()))
        .unwrap_or_else(|error| panic!("\"{word}\": {error}"))
}

fn value_of(policy: &Policy, question: &QuestionId, text: &str) -> Value {
    let kind = policy.question(question).map_or(Kind::Text, |question| question.kind);
    if text == "not-documented" {
        return Value::NotDocumented;
    }
    match kind {
        Kind::Item => named(text),
        Kind::Choice => Value::Choice(text.into()),
        Kind::Confirmation => Value::Confirmed,
        Kind::Date => Value::Date(text.parse().expect("a date")),
        Kind::Instant if text.len() == 10 => Value::Instant(format!("{text}T09:00:00-05:00").parse().unwrap()),
        Kind::Instant => Value::Instant(text.parse().expect("a date with time and zone")),
        Kind::Courses => Value::Courses(named(text)),
        Kind::Readings => {
            let (state, pair) = text.split_once(", pair ").map_or((text, None), |(state, pair)| (state, Some(pair)));
            let pair = pair.and_then(|pair| pair.split_once(' ')).map(|(baseline, during)| ReadingPair {
                baseline: RowId(baseline.parse().unwrap()),
                during: RowId(during.parse().unwrap()),
                why: "Same scale, nearest to the trial".to_owned(),
            });
            Value::Readings(ReadingsAnswer { state: named::<ListState>(state), pair })
        }
        Kind::StatedPercent => Value::StatedPercent(stated(text)),
        Kind::Codes => {
            let codes = text.split(' ').map(|cpt| RequestedCode { cpt: cpt.to_owned(), units: 1 });
            Value::Codes(codes.collect())
        }
        Kind::Text | Kind::Passage => Value::Text(text.to_owned()),
        other => panic!("the tables have no form for {other:?}"),
    }
}

/// `50`, `50 or more`, `50 to 60`.
fn stated(text: &str) -> StatedPercent {
    let (percent, stated_as) = match (text.split_once(" to "), text.strip_suffix(" or more")) {
        (Some((lower, upper)), _) => (lower, StatedAs::UpTo(upper.parse().unwrap())),
        (None, Some(lower)) => (lower, StatedAs::AtLeast),
        (None, None) => (text, StatedAs::Exactly),
    };
    StatedPercent { percent: percent.parse().unwrap(), stated_as }
}

fn row_of(policy: &Policy, question: &QuestionId, text: &str) -> Row {
    let words: Vec<&str> = text.split(' ').collect();
    let known = |word: &str| (word != "?").then(|| word.to_owned());
    match (policy.question(question).expect("a question").kind, words.as_slice()) {
        (Kind::Courses, [treatment, start, "to", end, outcome]) => Row::Course(Course {
            treatment: (*treatment).to_owned(),
            method: match *treatment {
                "injections" | "blocks" => Method::Interventional,
                "physical-therapy" => Method::PhysicalTherapy,
                _ => Method::Pharmacological,
            },
            started_on: known(start).map(|word| word.parse().unwrap()),
            ended: known(end).map(|word| match word.as_str() {
                "ongoing" => Ended::Ongoing,
                date => Ended::On(date.parse().unwrap()),
            }),
            outcome: known(outcome).map(|word| named(&word)),
            reason_stopped: String::new(),
            citations: Vec::new(),
        }),
        (Kind::Readings, [scale, kind, score, on]) => Row::Reading(PainReading {
            scale: named(scale),
            kind: named(kind),
            score: score.parse().unwrap(),
            on: known(on).map(|word| word.parse().unwrap()),
            drug: String::new(),
            dose: String::new(),
            citations: Vec::new(),
        }),
        _ => panic!("not a row of {question}: {text}"),
    }
}

/// The tables in the folder, by name; for `tidy`.
pub(crate) fn tables_in_folder() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies/2025T0626L");
    let entries = std::fs::read_dir(folder).expect("the folder of the tables");
    entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
}
