//! Words for answers: values, treatments, scores, sources, the member.
//!
//! Must not know: what an answer means for a criterion.

use super::option_label;
use crate::case::{
    Case, Citation, CitedDocument, Course, CourseOutcome, Ended, ListState, Method, PainKind, PainReading, Scale,
    StatedAs, StatedPercent, Value,
};
use crate::ids::QuestionId;
use crate::policy::{Policy, request};

/// The member with two identifiers: "R. Alvarado · born 1965-02-11 · member 884-20-1177".
pub fn member(case: &Case) -> String {
    let name = case.text(&request::MEMBER_NAME);
    let born = case
        .date(&request::MEMBER_BORN_ON)
        .map_or_else(|| "birth date not entered".to_owned(), |on| format!("born {on}"));
    let id = case.text(&request::MEMBER_ID);
    let name = if name.is_empty() { "Member not named" } else { name };
    let id = if id.is_empty() { "member id not entered".to_owned() } else { format!("member {id}") };
    format!("{name} · {born} · {id}")
}

/// A value of a question in words.
pub fn value(policy: &Policy, question: &QuestionId, value: &Value) -> String {
    match value {
        Value::Supported => "record supports".to_owned(),
        Value::Contradicted => "record says otherwise".to_owned(),
        Value::NotDocumented => "not in the record".to_owned(),
        Value::Confirmed => "confirmed".to_owned(),
        Value::Choice(option) => option_label(policy, question.as_str(), option.as_str()),
        Value::Date(date) => date.to_string(),
        Value::Instant(instant) => super::instant(*instant),
        Value::Text(text) => text.clone(),
        Value::Courses(state) => list_state(*state).to_owned(),
        Value::Readings(answer) => list_state(answer.state).to_owned(),
        Value::StatedPercent(stated) => stated_percent(stated),
        Value::Codes(codes) => {
            let codes: Vec<String> = codes.iter().map(|code| format!("{} x {}", code.cpt, code.units)).collect();
            codes.join(", ")
        }
        Value::Diagnoses(codes) => codes.join(", "),
        Value::Provider(provider) if provider.npi.is_empty() => provider.name.clone(),
        Value::Provider(provider) => format!("{}, NPI {}", provider.name, provider.npi),
    }
}

/// A percentage as the chart states it.
pub fn stated_percent(stated: &StatedPercent) -> String {
    match stated.stated_as {
        StatedAs::Exactly => format!("{} %", stated.percent),
        StatedAs::AtLeast => format!("{} % or more", stated.percent),
        StatedAs::UpTo(upper) => format!("{} to {upper} %", stated.percent),
    }
}

/// A source: document, page, date and passage.
pub fn citation(case: &Case, citation: &Citation) -> String {
    let title = match &citation.document {
        CitedDocument::Titled(title) => title.as_str(),
        CitedDocument::Listed(id) => {
            case.documents.get(id).map_or("a document no longer listed", |document| document.title.as_str())
        }
    };
    format!("{title}, p. {}, {}: {}", citation.page, citation.on, citation.passage)
}

/// A treatment in a line.
pub fn course(course: &Course) -> String {
    let start = course.started_on.map_or_else(|| "start not known".to_owned(), |on| on.to_string());
    let end = course.ended.map_or_else(|| "end not known".to_owned(), ended);
    let outcome = course.outcome.map_or("outcome not known", outcome);
    let reason = if course.reason_stopped.is_empty() { String::new() } else { format!(" ({})", course.reason_stopped) };
    format!("{}, {}, {start} to {end}: {outcome}{reason}", course.treatment, method(course.method))
}

/// The end of a treatment.
pub fn ended(ended: Ended) -> String {
    match ended {
        Ended::On(on) => on.to_string(),
        Ended::Ongoing => "ongoing".to_owned(),
    }
}

/// A score: "NRS 8, average, 2026-02-20".
pub fn reading(reading: &PainReading) -> String {
    let on = reading.on.map_or_else(|| "no date".to_owned(), |on| on.to_string());
    let given: Vec<&str> =
        [reading.drug.as_str(), reading.dose.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    let given = if given.is_empty() { String::new() } else { format!(", on {}", given.join(" ")) };
    format!("{} {}, {}, {on}{given}", scale(reading.scale), reading.score, pain_kind(reading.kind))
}

/// A kind of care.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Pharmacological => "drugs",
        Method::PhysicalTherapy => "physical therapy",
        Method::BehavioralHealth => "behavioral health",
        Method::Interventional => "injections or blocks",
        Method::Other => "other",
    }
}

/// The outcome of a treatment.
pub fn outcome(outcome: CourseOutcome) -> &'static str {
    match outcome {
        CourseOutcome::IntolerableSideEffects => "failed, side effects",
        CourseOutcome::NoSafeRelief => "failed, no safe relief",
        CourseOutcome::Helped => "helped",
        CourseOutcome::Contraindicated => "contraindicated",
    }
}

/// The state of a list.
pub fn list_state(state: ListState) -> &'static str {
    match state {
        ListState::StillEntering => "still entering",
        ListState::AllEntered => "all in the record is entered",
        ListState::NoMore => "the provider confirms there is no more",
    }
}

/// A pain scale.
pub fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Nrs => "NRS",
        Scale::Vas => "VAS",
    }
}

/// The kind of pain that a score measures.
pub fn pain_kind(kind: PainKind) -> &'static str {
    match kind {
        PainKind::Average => "average",
        PainKind::Worst => "worst",
        PainKind::Least => "least",
        PainKind::Unspecified => "kind not stated",
    }
}
