//! Finds the citations of a document.
//!
//! Must not know: whether a citation is correct.

use super::document::{Citation, CitedDocument};
use super::model::Case;
use crate::ids::{DocumentId, QuestionId, RowId};

/// Every citation of a document, with its question and, for a row of a list, the row.
pub fn citing<'c>(
    case: &'c Case,
    document: &DocumentId,
) -> impl Iterator<Item = (&'c QuestionId, Option<RowId>, &'c Citation)> + use<'c> {
    let wanted = CitedDocument::Listed(document.clone());
    let of_answers = case
        .answers
        .iter()
        .flat_map(|(question, answer)| answer.citations.iter().map(move |citation| (question, None, citation)));
    let of_rows = case.rows.iter().flat_map(|(question, rows)| {
        rows.iter().flat_map(move |(id, row)| {
            let row_id = *id;
            row.citations().iter().map(move |citation| (question, Some(row_id), citation))
        })
    });
    of_answers.chain(of_rows).filter(move |(_, _, citation)| citation.document == wanted)
}

/// The pages on which a document is cited, once for each citation.
pub fn cited_pages<'c>(case: &'c Case, document: &DocumentId) -> impl Iterator<Item = u32> + use<'c> {
    citing(case, document).map(|(_, _, citation)| citation.page)
}
