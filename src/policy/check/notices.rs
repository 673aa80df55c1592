//! Checks head, codes and notices.
//!
//! Must not know: the rest of the file.

use super::checker::{At, Checker};
use crate::ids::CriterionId;
use crate::policy::rule::Rule;
use crate::policy::sections::NoticeRule;

impl<'d> Checker<'d> {
    /// Checks the head of the file and its codes.
    pub(super) fn check_head_and_codes(&mut self) {
        if self.draft.head.as_ref().is_some_and(|head| head.format != 1) {
            self.say(("head", 0), "", "this program reads policy files of format 1");
        }
        // Letters of other scripts can look like those of a bundled policy's number.
        let is_plain = |number: &str| number.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if self.draft.head.as_ref().is_some_and(|head| !is_plain(&head.number)) {
            self.say(("head", 0), "", "a policy's number is written in ASCII letters, digits and signs");
        }
        for (index, code) in self.draft.codes.iter().enumerate() {
            if code.stages.is_empty() {
                self.say(("code", index), "", format!("code {} names no stage", code.cpt));
            }
        }
    }

    /// Checks one notice.
    pub(super) fn check_notice(&mut self, at: At, notice: &'d NoticeRule) {
        for pathway in &notice.pathways {
            self.check_pathway_exists(at, pathway);
        }
        let always = notice.only_codes.is_empty()
            && notice.several_of.is_empty()
            && notice.single_method.is_empty()
            && notice.when.is_empty();
        if always {
            let keys = "`only_codes`, `several_of`, `single_method` or `when`";
            self.say(at, "", format!("the notice would always be shown: name {keys}"));
        }
        for criterion in &notice.single_method {
            self.check_is_on_treatments(at, criterion);
        }
        if notice.several_of.len() == 1 {
            self.say(at, "", "`several_of` names at least two codes");
        }
        for condition in notice.when.iter().chain(&notice.unless) {
            self.check_condition(at, condition);
        }
        for code in notice.only_codes.iter().chain(&notice.several_of) {
            if !self.codes.contains(code.as_str()) {
                self.say(at, code, format!("code {code} is not in the list of codes"));
            }
        }
    }

    /// Checks that a criterion exists and its rule is about treatments.
    fn check_is_on_treatments(&mut self, at: At, id: &'d CriterionId) {
        match self.criteria.get(id).map(|criterion| &criterion.rule) {
            Some(Rule::CoursesCover(_)) => {}
            Some(_) => self.say(at, id.as_str(), format!("criterion \"{id}\" is not about treatments")),
            None => self.say(at, id.as_str(), format!("there is no criterion \"{id}\"")),
        }
    }
}
