//! Checks a case's links against the folder.
//!
//! Must not know: how a link is made.

use super::finding::Finding;
use crate::case::{History, LinkFault, LinkedCase};
use crate::linking::decided_since;
use crate::store::CaseStore;

/// Finds linked cases that are another case here, or that were reopened or decided anew since. After the case's own
/// decision the latter is only a remark: the decision rested on what was valid then.
pub(super) fn linked_in_folder(store: &CaseStore, history: &History) -> Vec<Finding> {
    history.case().links.values().filter_map(|link| in_folder(store, history, link)).collect()
}

fn in_folder(store: &CaseStore, history: &History, link: &LinkedCase) -> Option<Finding> {
    let case = link.case.clone();
    if !store.exists(&link.case) {
        return None;
    }
    let Ok(loaded) = store.load(&link.case) else { return Some(Finding::Link { case, why: LinkFault::Unreadable }) };
    let later = match decided_since(&loaded.history, link) {
        Err(why) => return Some(Finding::Link { case, why }),
        Ok(later) => later?,
    };
    let decided = history.case().determination.as_ref().filter(|decided| decided.state.is_final());
    let before_it = decided.is_some_and(|decided| *decided.at <= *later.at);
    Some(if before_it { Finding::LinkReopened { case } } else { Finding::Link { case, why: LinkFault::Reopened } })
}
