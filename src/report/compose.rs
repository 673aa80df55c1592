//! Builds the summary of a case. Results, reasons and open items come worded from `wording`; this module puts them in
//! order.
//!
//! Must not know: any format, or how anything was decided.

use std::collections::BTreeSet;

use super::context::Context;
use super::request_facts::request_facts;
use super::summary::{JudgementPart, Member, OpenGroup, PolicyPart, ReadingPart, StatusPart, Summary, Table, Who};
use super::{decided, figures, letter, steps};
use crate::case::{Case, Judged, Reviewer};
use crate::clock::Instant;
use crate::engine::{OpenKind, Reason};
use crate::ids::JudgementId;
use crate::policy::{Policy, PolicyOrigin, request};
use crate::session::Session;
use crate::wording;

impl Who {
    pub(super) fn of(reviewer: &Reviewer, at: Instant) -> Self {
        let identity = wording::known(&reviewer.known);
        Self {
            name: reviewer.name.clone(),
            credential: reviewer.credential.clone(),
            identity,
            at: wording::instant(at),
        }
    }
}

impl Summary {
    /// Builds the summary of the current case.
    pub fn of(session: &Session, context: &Context<'_>) -> Self {
        let (policy, case, evaluation) = (session.policy(), session.case(), session.evaluation());
        let words = wording::status(policy, case, evaluation);
        let born_on = case.date(&request::MEMBER_BORN_ON).map(|on| on.to_string());
        let member = Member {
            line: wording::member(case),
            name: case.text(&request::MEMBER_NAME).to_owned(),
            born_on,
            id: case.text(&request::MEMBER_ID).to_owned(),
        };
        Self {
            case: case.id.to_string(),
            member,
            request: request_facts(policy, case),
            policy: policy_part(policy, context.standing),
            pathway: case.pathway.to_string(),
            pathway_title: session.pathway().map_or_else(String::new, |pathway| pathway.title.clone()),
            status: StatusPart { name: evaluation.status.name(), headline: words.headline, sentence: words.sentence },
            steps: steps::steps(session, context.only),
            open: open(session),
            readings: readings(session),
            notices: evaluation.notices.iter().map(wording::notice).chain(wording::diagnosis_notices(case)).collect(),
            judgements: case.judgements.iter().map(|(id, judged)| judgement(session, id, judged)).collect(),
            documents: documents(case),
            reviewers: reviewers(session),
            last_change: session.history().events().last().map(|event| Who::of(&event.by, event.at)),
            purpose: policy.head().purpose.clone(),
            head: session.history().head().to_string(),
            head_short: session.history().head().short().to_owned(),
            letter: letter::letter(session, context),
            made_at: wording::instant(context.now),
            selected: !context.only.is_empty(),
            state: wording::state(case.state()),
            determination: decided::determination(session),
            referral: decided::referral(session),
            clock: decided::clock(session, context),
            log: decided::log(case),
            wanted: decided::wanted(session),
            unmet: decided::unmet(session),
            asked: decided::asked(session),
            figures: figures::figures(session).into_iter().map(|(_, figure)| figure).collect(),
        }
    }
}

fn policy_part(policy: &Policy, standing: PolicyOrigin) -> PolicyPart {
    let head = policy.head();
    let standing = match standing {
        PolicyOrigin::Bundled => "bundled with the program",
        PolicyOrigin::NotSignedOff => "not signed off",
    };
    PolicyPart {
        number: head.number.clone(),
        title: head.title.clone(),
        effective_on: head.effective_on.to_string(),
        content: policy.hash().short().to_owned(),
        standing,
    }
}

fn open(session: &Session) -> Vec<OpenGroup> {
    let group = |kind: OpenKind| {
        let items = session.evaluation().open.iter().filter(|item| item.kind == kind);
        let items: Vec<String> =
            items.map(|item| wording::open_title(session.policy(), session.case(), item)).collect();
        OpenGroup { kind: kind.name(), title: wording::open_kind_short(kind), items }
    };
    let kinds = [OpenKind::ToGo, OpenKind::Missing, OpenKind::Judgement];
    kinds.into_iter().map(group).filter(|group| !group.items.is_empty()).collect()
}

fn readings(session: &Session) -> Vec<ReadingPart> {
    let relied_on = session.evaluation().relied_on.iter().filter_map(|id| session.policy().reading(id));
    relied_on
        .map(|reading| ReadingPart {
            title: reading.title.clone(),
            doubt: reading.doubt.clone(),
            chosen: reading.chosen.clone(),
        })
        .collect()
}

fn judgement(session: &Session, id: &JudgementId, judged: &Judged) -> JudgementPart {
    let asked = session.policy().judgement(id);
    let decision = asked.map(|asked| if judged.accepts { &asked.accepts } else { &asked.does_not_accept });
    let counts = session
        .evaluation()
        .findings
        .iter()
        .any(|finding| matches!(&finding.reason, Reason::Judged { judgement, .. } if judgement == id));
    JudgementPart {
        question: asked.map_or_else(|| id.to_string(), |asked| asked.question.clone()),
        decision: decision.cloned().unwrap_or_default(),
        why: judged.why.clone(),
        who: Who::of(&judged.by, judged.at),
        counts,
    }
}

fn documents(case: &Case) -> Table {
    let row = |document: &crate::case::Document| {
        let day = |on: Option<chrono::NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
        let pages = document.pages.map(|pages| pages.to_string()).unwrap_or_default();
        let (title, kind) = (document.title.clone(), document.kind.clone());
        vec![title, kind, day(document.dated_on), day(document.received_on), pages]
    };
    Table {
        title: "Documents".to_owned(),
        head: ["Document", "Kind", "Dated", "Received", "Pages"].map(str::to_owned).to_vec(),
        rows: case.documents.values().map(row).collect(),
    }
}

/// Returns each person once, by their last change, the latest first.
fn reviewers(session: &Session) -> Vec<Who> {
    let mut seen = BTreeSet::new();
    let newest_first = session.history().events().iter().rev();
    newest_first
        .filter(|event| seen.insert((event.by.name.as_str(), event.by.credential.as_str())))
        .map(|event| Who::of(&event.by, event.at))
        .collect()
}
