//! The linked cases that a case rests on, held against roster, folder and policy.
//!
//! Must not know: how a link is made.

use std::sync::Arc;

use super::history::audit_record;
use super::{Finding, LinkedFinding};
use crate::case::{LinkFault, LinkedCase, Record};
use crate::identity::Roster;
use crate::linking::decided_since;
use crate::policy::Catalog;
use crate::store::CaseStore;

/// Findings of the case's own file on its linked cases: signatures that the roster does not back, and results that do not follow
/// from the evidence. That the evidence proves the snapshot was checked when the record was made.
pub(super) fn linked_evidence(record: &Record, roster: Option<&Arc<Roster>>, catalog: &Catalog) -> Vec<Finding> {
    let mut found = Vec::new();
    for link in record.case().links.values() {
        if roster.is_some_and(|roster| !link.is_backed_by(roster)) {
            found.push(Finding::Link { case: link.case.clone(), why: LinkFault::Unbacked });
        }
        let evidence = record.evidence_of(link).and_then(|events| Record::replay(events.to_vec()).ok());
        // The roster was asked above; what else the linked case's own history may lack is said of that case.
        let inner = evidence.iter().flat_map(|evidence| audit_record(evidence, None, catalog));
        let inner = inner.filter(|finding| matches!(finding, Finding::OtherResult { .. }));
        found.extend(
            inner.map(|finding| Finding::InLinked(Box::new(LinkedFinding { case: link.case.clone(), finding }))),
        );
    }
    found
}

/// Findings of the folder on a case's linked cases: one that is another than the linked one, or that was reopened or decided anew
/// since. After this case's own decision that is only a remark: the decision stood on what held then.
pub(super) fn linked_in_folder(store: &CaseStore, record: &Record) -> Vec<Finding> {
    record.case().links.values().filter_map(|link| in_folder(store, record, link)).collect()
}

fn in_folder(store: &CaseStore, record: &Record, link: &LinkedCase) -> Option<Finding> {
    let case = link.case.clone();
    if !store.exists(&link.case) {
        return None;
    }
    let Ok(loaded) = store.load(&link.case) else { return Some(Finding::Link { case, why: LinkFault::Unreadable }) };
    let later = match decided_since(&loaded.record, link) {
        Err(why) => return Some(Finding::Link { case, why }),
        Ok(later) => later?,
    };
    let decided = record.case().determination.as_ref().filter(|decided| decided.state.is_final());
    let before_it = decided.is_some_and(|decided| *decided.at <= *later.at);
    Some(if before_it { Finding::LinkReopened { case } } else { Finding::Link { case, why: LinkFault::Reopened } })
}
