//! A policy in memory. Only `load` makes one, and only where the checker found no problem, so every id in it resolves and its
//! rules have no cycle.
//!
//! Must not know: how the file was read, or any answer of a case.

use std::collections::BTreeMap;

use super::library::Library;
use super::question::Question;
use super::sections::{Code, Criterion, Day, Head, Judgement, NoticeRule, Outside, Pathway, Reading, Scope, Source};
use crate::ids::{ContentHash, CriterionId, DayId, JudgementId, PathwayId, QuestionId, ReadingId, SourceId};

/// A policy from a file that was read and checked.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(super) hash: ContentHash,
    pub(super) text: String,
    pub(super) head: Head,
    pub(super) scope: Scope,
    pub(super) outside: Vec<Outside>,
    pub(super) days: BTreeMap<DayId, Day>,
    pub(super) pathways: Vec<Pathway>,
    pub(super) criteria: BTreeMap<CriterionId, Criterion>,
    pub(super) judgements: BTreeMap<JudgementId, Judgement>,
    pub(super) readings: Vec<Reading>,
    pub(super) questions: BTreeMap<QuestionId, Question>,
    pub(super) question_order: Vec<QuestionId>,
    pub(super) sources: BTreeMap<SourceId, Source>,
    pub(super) codes: Vec<Code>,
    pub(super) notices: Vec<NoticeRule>,
    pub(super) library: Library,
}

impl Policy {
    /// SHA-256 of the file's exact bytes.
    pub fn hash(&self) -> &ContentHash {
        &self.hash
    }

    /// The file's exact text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number, title and effective date.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The requirements of every pathway.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The conditions of being outside the policy, in the order in which they are checked.
    pub fn outside(&self) -> &[Outside] {
        &self.outside
    }

    /// The pathways, in the policy's order.
    pub fn pathways(&self) -> &[Pathway] {
        &self.pathways
    }

    /// A pathway; `None` where this policy does not have it.
    pub fn pathway(&self, id: &PathwayId) -> Option<&Pathway> {
        self.pathways.iter().find(|pathway| pathway.id == *id)
    }

    /// A criterion. Always there for an id that a rule of this policy names.
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.get(id)
    }

    /// All criteria, by id.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.values()
    }

    /// A question of this policy or of the request.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.get(id)
    }

    /// All questions, those of the request first, in the order of the files.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.question_order.iter().filter_map(|id| self.questions.get(id))
    }

    /// A judgement; `None` where this policy does not have it.
    pub fn judgement(&self, id: &JudgementId) -> Option<&Judgement> {
        self.judgements.get(id)
    }

    /// All judgements, by id.
    pub fn judgements(&self) -> impl Iterator<Item = &Judgement> {
        self.judgements.values()
    }

    /// A day that rules count from.
    pub fn day(&self, id: &DayId) -> Option<&Day> {
        self.days.get(id)
    }

    /// All readings, in the order of the file.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// A reading; `None` where this policy does not have it.
    pub fn reading(&self, id: &ReadingId) -> Option<&Reading> {
        self.readings.iter().find(|reading| reading.id == *id)
    }

    /// A passage of the policy's text.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id)
    }

    /// The listed codes.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// A listed code.
    pub fn code(&self, cpt: &str) -> Option<&Code> {
        self.codes.iter().find(|code| code.cpt == cpt)
    }

    /// The notices.
    pub fn notices(&self) -> &[NoticeRule] {
        &self.notices
    }

    /// The reference material.
    pub fn library(&self) -> &Library {
        &self.library
    }
}
