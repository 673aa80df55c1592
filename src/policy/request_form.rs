//! The questions that every request answers, whatever the policy: member, plan, dates, codes, providers. They are data
//! too, in `assets/request.toml`, and share the policy's form of a question; their ids are known by name here, since
//! the worklist and the header show them.
//!
//! Must not know: any policy.

use std::sync::LazyLock;

use serde::Deserialize;

use super::question::Question;
use crate::ids::QuestionId;

const FORM: &str = include_str!("../../assets/request.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    question: Vec<Question>,
}

/// The questions of the request form, in its order. The file is part of the program, and a test reads it.
pub fn questions() -> &'static [Question] {
    static QUESTIONS: LazyLock<Vec<Question>> =
        LazyLock::new(|| toml::from_str::<Form>(FORM).map(|form| form.question).unwrap_or_default());
    &QUESTIONS
}

/// Whether a question is one that every request answers, whatever the policy.
pub fn is_of_request_form(question: &QuestionId) -> bool {
    questions().iter().any(|known| known.id == *question)
}

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident = $id:literal),+ $(,)?) => {
        /// Facts of a request that the program shows by name.
        pub mod request {
            use super::*;
            $($(#[$doc])* pub static $name: LazyLock<QuestionId> = LazyLock::new(|| QuestionId::new($id));)+
            #[cfg(test)]
            pub(super) static ALL: &[&LazyLock<QuestionId>] = &[$(&$name),+];
        }
    };
}

named! {
    /// The member's name.
    MEMBER_NAME = "member.name",
    /// The member's birth date, one of the two identifiers shown wherever a member is named.
    MEMBER_BORN_ON = "member.born_on",
    /// The member's id with the plan, the other one.
    MEMBER_ID = "member.id",
    /// When the request came.
    RECEIVED_AT = "request.received_at",
    /// The date of service.
    SERVICE_ON = "request.service_on",
    /// The codes asked for.
    CODES = "request.codes",
    /// The diagnoses.
    DIAGNOSES = "request.diagnoses",
    /// The number in the plan's system of record.
    REFERENCE = "request.reference",
    /// Who has the case.
    OWNER = "request.owner",
    /// How urgent it is.
    URGENCY = "request.urgency",
    /// The reason for which it is urgent.
    URGENCY_BASIS = "request.urgency_basis",
    /// The line of business.
    LINE = "request.line",
    /// The class of a commercial plan: under ERISA or not.
    PLAN_CLASS = "request.plan_class",
    /// The kind of item, for Medicare Advantage.
    ITEM = "request.item",
    /// The moment since which the information is complete.
    COMPLETE_AT = "request.complete_at",
    /// Before, during or after the service.
    TYPE = "request.type",
    /// Who asks.
    REQUESTING_PROVIDER = "request.requesting_provider",
    /// Who would provide the service.
    SERVICING_PROVIDER = "request.servicing_provider",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_reads_and_holds_every_named_question() {
        let problem = toml::from_str::<Form>(FORM).err().map(|error| error.to_string());
        assert_eq!(problem, None);
        for id in request::ALL {
            assert!(questions().iter().any(|question| question.id == ***id), "{}", ***id);
        }
    }
}
