//! The part of the summary for letters: their sender, and facts of the request written out.
//!
//! Must not know: any paper or format, or how anything was decided.

use serde::Serialize;

use super::context::Context;
use super::field::Field;
use super::logo::Logo;
use super::notice;
use crate::case::{Case, Provider, Value, requested_codes};
use crate::ids::QuestionId;
use crate::policy::request;
use crate::session::Session;
use crate::wording;

/// Content of letters in addition to what every paper says. An empty entry is unknown, and its line is omitted.
#[derive(Clone, Serialize)]
pub struct LetterPart {
    /// The lines of the letterhead; the first names the sender.
    pub letterhead: Vec<String>,
    /// The logo, for formats that can draw it.
    #[serde(skip)]
    pub logo: Option<Logo>,
    /// The sender's phone number.
    pub phone: String,
    /// The sender's fax number.
    pub fax: String,
    /// True if a fax cover page goes before a request for information.
    pub fax_cover: bool,
    /// Date of the letter: "March 3, 2026".
    pub written_on: String,
    /// Name of the requesting provider.
    pub provider: String,
    /// NPI of the provider, where it is known.
    pub provider_npi: String,
    /// The member's birth date, written out.
    pub born_on: String,
    /// The requested date of service, written out.
    pub service_on: String,
    /// The requested codes with their meaning and units.
    pub services: Vec<String>,
    /// The policy's effective date, written out.
    pub effective_on: String,
    /// Date and time of a decision on the merits, written out.
    pub decided_at: String,
    /// The member's rights after an adverse determination.
    pub rights: Vec<String>,
    /// Items that the plan's notice has to add to a rationale, with the source as label.
    pub notice_adds: Vec<Field>,
}

/// Builds the part of the summary for letters.
pub(super) fn letter(session: &Session, context: &Context<'_>) -> LetterPart {
    let (policy, case) = (session.policy(), session.case());
    let provider = match case.value(&request::REQUESTING_PROVIDER) {
        Some(Value::Provider(provider)) => provider.clone(),
        _ => Provider { name: String::new(), npi: String::new() },
    };
    let line = case.choice(&request::LINE);
    let additions = notice::additions(line).into_iter();
    let decided = case.determination.as_ref().filter(|decided| decided.state.is_final());
    LetterPart {
        letterhead: context.letterhead.lines(),
        logo: context.logo.cloned(),
        phone: context.letterhead.phone.trim().to_owned(),
        fax: context.letterhead.fax.trim().to_owned(),
        fax_cover: context.fax_cover,
        written_on: wording::long_date(context.now.date_naive()),
        provider_npi: Some(&provider.npi)
            .filter(|npi| !npi.is_empty())
            .map(|npi| format!("NPI {npi}"))
            .unwrap_or_default(),
        provider: provider.name,
        born_on: date(case, &request::MEMBER_BORN_ON),
        service_on: date(case, &request::SERVICE_ON),
        services: requested_codes(case).iter().map(|code| wording::service(policy, code)).collect(),
        effective_on: wording::long_date(policy.head().effective_on),
        decided_at: decided.map(|decided| wording::long_moment(decided.at)).unwrap_or_default(),
        rights: notice::rights(line),
        notice_adds: additions.map(|(says, source)| Field { label: source, value: says }).collect(),
    }
}

fn date(case: &Case, question: &QuestionId) -> String {
    case.date(question).map(wording::long_date).unwrap_or_default()
}
