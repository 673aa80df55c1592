//! Cases of a folder as proof for another one: the candidates for a link, the lookup that makes one, and the check before a
//! determination that rests on one is signed. Window and command line share it.
//!
//! Must not know: how a candidate is shown, or who chooses it.

use std::sync::Arc;

use crate::case::{Action, Case, CaseState, Change, History, LinkFault, LinkedCase, Stamp};
use crate::identity::Roster;
use crate::ids::{CaseId, QuestionId};
use crate::policy::Catalog;
use crate::redacted::redacted_debug;
use crate::session::{CheckedLinks, Session, SessionError};
use crate::store::{CaseStore, StoreError};
use crate::verification::{Fault, faults};

redacted_debug!(Candidate);

/// The folder that linked cases are looked up in, with the roster that backs their signatures. Without a folder nothing can be
/// linked, and a linked case is known by its snapshot only.
#[derive(Clone, Copy)]
pub struct Folder<'a> {
    /// The cases.
    pub store: Option<&'a CaseStore>,
    /// The roster that signatures are checked with, if the store has one.
    pub roster: Option<&'a Roster>,
    /// The policy texts that a linked case is verified under.
    pub catalog: &'a Catalog,
}

/// Another case of the same member.
#[derive(Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub case: CaseId,
    /// Its state.
    pub state: CaseState,
    /// Its last determination with the facts that a link copies; none where it has none.
    pub link: Option<LinkedCase>,
    /// Why it cannot be linked, where that is so.
    pub fault: Option<LinkFault>,
}

impl Candidate {
    /// The other case as a candidate for a question of this one; `None` where it is another member's, or this case itself.
    pub fn of(session: &Session, question: &QuestionId, other: &History) -> Option<Self> {
        let (case, here) = (other.case(), session.case());
        if case.id == here.id || !is_same_member(here, case) {
            return None;
        }
        let preview = LinkedCase::preview(other);
        Self::new(session, question, case.id.clone(), case.state(), preview)
    }

    /// The same from what is known of the other case already.
    pub fn new(
        session: &Session,
        question: &QuestionId,
        case: CaseId,
        state: CaseState,
        link: Result<LinkedCase, LinkFault>,
    ) -> Option<Self> {
        let way = session.policy().linkable(question)?;
        let fault = match &link {
            Ok(link) => link.fault_for(session.case(), session.policy(), &way),
            Err(fault) => Some(*fault),
        };
        Some(Self { case, state, link: link.ok(), fault })
    }
}

fn is_same_member(one: &Case, other: &Case) -> bool {
    use crate::policy::request::{MEMBER_BORN_ON, MEMBER_ID};
    let (id, born_on) = (one.text(&MEMBER_ID).trim(), one.date(&MEMBER_BORN_ON));
    let same_id = !id.is_empty() && id.eq_ignore_ascii_case(other.text(&MEMBER_ID).trim());
    same_id && born_on.is_some() && born_on == other.date(&MEMBER_BORN_ON)
}

impl Folder<'_> {
    /// The member's other cases as candidates for a question, in that order (`in_order`).
    pub fn candidates(&self, session: &Session, question: &QuestionId) -> Result<Vec<Candidate>, StoreError> {
        let Some(store) = self.store else { return Ok(Vec::new()) };
        let found = store.scan(|entry| {
            let loaded = entry.result.ok()?;
            let mut candidate = Candidate::of(session, question, &loaded.history)?;
            if candidate.fault.is_none() {
                candidate.fault = self.proved(&loaded.history).err();
            }
            Some(candidate)
        })?;
        let mut found: Vec<Candidate> = found.into_iter().flatten().collect();
        in_order(&mut found);
        Ok(found)
    }

    /// An action with the case that it links, as the folder holds it; every other action as it is.
    pub fn look_up(&self, action: &Action) -> Result<Action, SessionError> {
        let Action::Link { question, case, found: None } = action else { return Ok(action.clone()) };
        let fails = |why: LinkFault| SessionError::LinkedCase { case: case.clone(), why };
        let Some(store) = self.store else { return Ok(action.clone()) };
        let history = load(store, case).map_err(fails)?;
        self.proved(&history).map_err(fails)?;
        Ok(Action::Link { question: question.clone(), case: case.clone(), found: Some(Arc::new(history)) })
    }

    /// The snapshot that a case's own history proves, of a case that would be opened.
    fn proved(&self, history: &History) -> Result<LinkedCase, LinkFault> {
        let link = LinkedCase::proved_by(history.signed_history().ok_or(LinkFault::NotDecided)?)?;
        self.is_backed(&link)?;
        self.is_accepted(history).map(|()| link)
    }

    /// Fails where the record has a fault with which it would not be opened.
    fn is_accepted(&self, history: &History) -> Result<(), LinkFault> {
        match faults(history, self.roster, self.catalog).first() {
            None => Ok(()),
            Some(Fault::UnconfirmedSignature(_)) => Err(LinkFault::UnconfirmedSignature),
            Some(_) => Err(LinkFault::Faulty),
        }
    }

    fn is_backed(&self, link: &LinkedCase) -> Result<(), LinkFault> {
        let backed = self.roster.is_none_or(|roster| link.is_confirmed_by(roster));
        if backed { Ok(()) } else { Err(LinkFault::UnconfirmedSignature) }
    }

    /// Checks the linked cases that a decision would rest on: signed with a key that the roster backs, and not reopened,
    /// decided anew, deleted or replaced in the folder since. One that the folder never held is known by its snapshot, whose
    /// signature was verified when this case was read.
    pub fn check<'l>(&self, links: impl IntoIterator<Item = &'l LinkedCase>) -> Result<CheckedLinks, SessionError> {
        let mut checked = CheckedLinks::default();
        for link in links {
            let fails = |why: LinkFault| SessionError::LinkedCase { case: link.case.clone(), why };
            self.is_backed(link).and_then(|()| self.still_holds(link)).map_err(fails)?;
            checked.add(link);
        }
        Ok(checked)
    }

    fn still_holds(&self, link: &LinkedCase) -> Result<(), LinkFault> {
        let Some(store) = self.store else { return Ok(()) };
        match load(store, &link.case) {
            Ok(history) => match decided_since(&history, link)? {
                None => self.is_accepted(&history),
                Some(_) => Err(LinkFault::Reopened),
            },
            Err(LinkFault::NotHere) => Ok(()),
            Err(why) => Err(why),
        }
    }

    /// All of the actions or none, with the lookups and checks that each needs: the place of the first refused one, from 0,
    /// with why.
    pub fn dispatch_all(
        &self,
        session: &mut Session,
        actions: &[Action],
        stamp: &Stamp,
    ) -> Result<(), (usize, SessionError)> {
        let needs_folder = |action: &Action| matches!(action, Action::Link { .. }) || action.act().decides();
        let mut after = session.clone();
        let mut done = 0;
        // Answers between them are judged once, not one by one: a feed has many of them.
        for group in actions.chunk_by(|one, next| !needs_folder(one) && !needs_folder(next)) {
            let here = |error: SessionError| (done, error);
            match group {
                [action] if needs_folder(action) => {
                    if action.act().decides() {
                        after.confirm_links(self.check(after.links_relied_on()).map_err(here)?);
                    }
                    let action = self.look_up(action).map_err(here)?;
                    after.dispatch(&action, stamp).map_err(here)?;
                }
                group => after.dispatch_all(group, stamp).map_err(|(place, error)| (done + place, error))?,
            }
            done += group.len();
        }
        *session = after;
        Ok(())
    }
}

/// Sorts candidates: those that can be linked first, then the newest determination first.
pub fn in_order(candidates: &mut [Candidate]) {
    let signed_at = |candidate: &Candidate| candidate.link.as_ref().map(|link| *link.at);
    candidates.sort_by(|one, other| {
        let linkable = one.fault.is_some().cmp(&other.fault.is_some());
        linkable.then_with(|| signed_at(other).cmp(&signed_at(one))).then_with(|| one.case.cmp(&other.case))
    });
}

/// A case of a folder; why there is none.
fn load(store: &CaseStore, case: &CaseId) -> Result<History, LinkFault> {
    match store.load(case) {
        Ok(loaded) => Ok(loaded.history),
        Err(StoreError::NoSuchCase(_)) if store.trashed().iter().any(|trashed| trashed.case == *case) => {
            Err(LinkFault::InTrash)
        }
        Err(StoreError::NoSuchCase(_)) => Err(LinkFault::NotHere),
        Err(_) => Err(LinkFault::Unreadable),
    }
}

/// The event that reopened a linked case, or decided it anew, after it was linked. Fails where the folder's case of that id does
/// not go on from what was linked.
pub(crate) fn decided_since<'r>(
    history: &'r History,
    link: &LinkedCase,
) -> Result<Option<&'r crate::case::Event>, LinkFault> {
    let signed = usize::try_from(link.sequence).ok().and_then(|number| history.events().get(number.checked_sub(1)?));
    if signed.is_none_or(|event| event.hash() != link.head) {
        return Err(LinkFault::Differs);
    }
    let later = history.events().iter().filter(|event| event.sequence > link.sequence);
    let decides = |change: &Change| matches!(change, Change::Determination { .. });
    Ok(later.into_iter().find(|event| event.changes.iter().any(decides)))
}
