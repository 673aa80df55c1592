//! The request form: questions on member, plan, dates, codes and providers, which every request answers whatever the policy. They
//! are data in `assets/request.toml`, in the form of a policy's questions. Their ids have names here, since the program shows
//! them in many places.
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

/// The questions of the request form in order. Empty only if the program was built with a broken file, which a test excludes.
pub fn questions() -> &'static [Question] {
    static QUESTIONS: LazyLock<Vec<Question>> =
        LazyLock::new(|| toml::from_str::<Form>(FORM).map(|form| form.question).unwrap_or_default());
    &QUESTIONS
}

/// True for a question of the request form.
pub fn is_of_request_form(question: &QuestionId) -> bool {
    questions().iter().any(|known| known.id == *question)
}

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident = $id:literal),+ $(,)?) => {
        /// Ids of the facts that the program shows by name.
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
    /// The member's birth date, one of the two identifiers that are shown with every name.
    MEMBER_BORN_ON = "member.born_on",
    /// The member's id with the plan, the other identifier.
    MEMBER_ID = "member.id",
    /// The time of receipt.
    RECEIVED_AT = "request.received_at",
    /// The date of service.
    SERVICE_ON = "request.service_on",
    /// The requested codes.
    CODES = "request.codes",
    /// The diagnoses.
    DIAGNOSES = "request.diagnoses",
    /// The number in the plan's system of record.
    REFERENCE = "request.reference",
    /// The reviewer who has the case.
    OWNER = "request.owner",
    /// The urgency.
    URGENCY = "request.urgency",
    /// The basis of the urgency.
    URGENCY_BASIS = "request.urgency_basis",
    /// The line of business.
    LINE = "request.line",
    /// The class of a commercial plan: under ERISA or not.
    PLAN_CLASS = "request.plan_class",
    /// The kind of item, for Medicare Advantage.
    ITEM = "request.item",
    /// The time at which the information was complete.
    COMPLETE_AT = "request.complete_at",
    /// The type of request: before, during or after the service.
    TYPE = "request.type",
    /// The provider who requests the service.
    REQUESTING_PROVIDER = "request.requesting_provider",
    /// The provider who would render the service.
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
