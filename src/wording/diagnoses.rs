//! Remarks on diagnosis codes that a claim could not have. They decide nothing, since every well-formed code is accepted.
//!
//! Must not know: any criterion, or where a remark is displayed.

use crate::case::{Case, Value};
use crate::diagnoses::{Diagnoses, Validity};
use crate::policy::request;

/// The list that codes are checked against: "ICD-10-CM April 2026".
pub fn diagnosis_list() -> String {
    format!("ICD-10-CM {}", Diagnoses::bundled().release())
}

/// A remark to display next to a code: "not in ICD-10-CM April 2026". `None` for a billable code.
pub fn diagnosis_remark(code: &str) -> Option<String> {
    let list = diagnosis_list();
    match Diagnoses::bundled().validity(code)? {
        Validity::Billable => None,
        Validity::Header => Some(format!("not billable in {list}: more characters are needed")),
        Validity::Unlisted => Some(format!("not in {list}")),
    }
}

/// The remarks on a request's diagnosis codes as sentences. The list is of one release, and the valid one depends on the date of
/// service.
pub fn diagnosis_notices(case: &Case) -> Vec<String> {
    let Some(Value::Diagnoses(codes)) = case.value(&request::DIAGNOSES) else { return Vec::new() };
    let said = |code: &String| {
        let remark = diagnosis_remark(code)?;
        Some(format!("Diagnosis code {code} is {remark}. Check the release in force on the date of service."))
    };
    codes.iter().filter_map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_not_billable_get_a_remark() {
        assert_eq!(diagnosis_remark("G90.50"), None);
        assert_eq!(diagnosis_remark("T85610A"), None);
        let header = diagnosis_remark("G90.5").unwrap();
        assert_eq!(header, "not billable in ICD-10-CM April 2026: more characters are needed");
        assert_eq!(diagnosis_remark("G90.5Z").unwrap(), "not in ICD-10-CM April 2026");
    }
}
