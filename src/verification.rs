//! Checks a history against its policy and a roster. This one check stands behind opening, import, evaluation, export
//! and audit. A history was verified when it was made, so its chain, its signatures and the state table are valid; this
//! module checks who signed, and whether the signer was allowed to.
//!
//! Must not know: where a case is kept, or how a fault is shown. No fault holds anything of a member.

use std::sync::Arc;

use crate::case::{CLOCK_SKEW_SECONDS, CriteriaResult, History, LinkFault, Refusal, ReplayError, UnconfirmedSignature};
use crate::engine::{basis, evaluate};
use crate::identity::Roster;
use crate::ids::CaseId;
use crate::policy::{Catalog, CatalogError, Policy};

/// Reason why a history is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The history does not produce the case.
    #[error(transparent)]
    Altered(#[from] ReplayError),
    /// Its policy text is refused.
    #[error("the policy text that the case is bound to is not accepted: {0}")]
    Policy(CatalogError),
    /// The roster does not back a signature.
    #[error(transparent)]
    UnconfirmedSignature(#[from] UnconfirmedSignature),
    /// The signed result is not the one that the policy gives.
    #[error(
        "event {sequence} was signed with the result \"{}\", but the case at that time gives \"{}\": the signed result \
         does not follow from the history", signed.name(), found.name()
    )]
    OtherResult {
        /// The event's number.
        sequence: u32,
        /// The signed result.
        signed: CriteriaResult,
        /// The result of the policy.
        found: CriteriaResult,
    },
    /// The signer was not allowed to make the decision.
    #[error("event {sequence} is a decision that its signer was not allowed to make: {why}")]
    BeyondAuthority {
        /// The event's number.
        sequence: u32,
        /// The reason.
        why: Refusal,
    },
    /// A signed event is dated before the previous one.
    #[error(
        "event {sequence} is signed with a time before that of the event before it: the clock was wrong, or the event \
         is backdated"
    )]
    DatedBack {
        /// The event's number.
        sequence: u32,
    },
    /// A linked case is not valid any more.
    #[error("it is based on case {case}: {why}")]
    Link {
        /// The linked case.
        case: CaseId,
        /// The reason.
        why: LinkFault,
    },
    /// A fault in the evidence of a linked case.
    #[error("it is based on case {case}: {fault}")]
    InLinked {
        /// The linked case.
        case: CaseId,
        /// The fault.
        fault: Box<Fault>,
    },
}

/// Returns every fault of a history. Without a roster, signers are not checked; without its policy text, decisions are
/// not.
pub fn faults(history: &History, roster: Option<&Roster>, catalog: &Catalog) -> Vec<Fault> {
    let mut found = roster.map(|roster| unbacked(history, roster)).unwrap_or_default();
    found.extend(unfounded(history, catalog));
    found
}

/// Returns the signatures of the case and of its linked cases that the roster does not back.
pub fn unbacked(history: &History, roster: &Roster) -> Vec<Fault> {
    let own = history.unconfirmed_signatures(roster, 0).into_iter().map(Fault::UnconfirmedSignature);
    let linked = history.case().links.values().filter(|link| !link.is_confirmed_by(roster));
    own.chain(linked.map(|link| Fault::Link { case: link.case.clone(), why: LinkFault::UnconfirmedSignature }))
        .collect()
}

/// Returns the signed events that do not follow from the history, of the case and of the evidence of its linked cases;
/// or that the history does not produce the case.
pub fn unfounded(history: &History, catalog: &Catalog) -> Vec<Fault> {
    if let Some(why) = history.altered() {
        return vec![why.into()];
    }
    let pin = &history.case().policy;
    if let Some(why) = catalog.refusal(&pin.number, pin.effective_on, &pin.hash) {
        return vec![Fault::Policy(why)];
    }
    let mut found = match catalog.by_hash(&pin.hash) {
        Some(policy) => unfounded_acts(history, &policy),
        None => Vec::new(),
    };
    for link in history.case().links.values() {
        // The evidence was compared with the snapshot when the history was made.
        let evidence = history.evidence_of(link).and_then(|events| History::replay(events.to_vec()).ok());
        let inner = evidence.iter().flat_map(|evidence| unfounded(evidence, catalog));
        found.extend(inner.map(|fault| Fault::InLinked { case: link.case.clone(), fault: Box::new(fault) }));
    }
    found
}

fn unfounded_acts(history: &History, policy: &Arc<Policy>) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut last_at = None;
    history.for_each_event(|case, event| {
        let before = last_at.replace(*event.at);
        let Some(proof) = &event.proof else { return };
        let sequence = event.sequence;
        if before.is_some_and(|before| (before - *event.at).num_seconds() > CLOCK_SKEW_SECONDS) {
            found.push(Fault::DatedBack { sequence });
        }
        let Ok(evaluation) = evaluate(policy, case) else { return };
        let basis = basis(policy, case, &evaluation);
        if basis.result != proof.result {
            found.push(Fault::OtherResult { sequence, signed: proof.result, found: basis.result });
        } else if let Some(why) = event.decision_fault(case, policy, &basis) {
            found.push(Fault::BeyondAuthority { sequence, why });
        }
    });
    found
}
