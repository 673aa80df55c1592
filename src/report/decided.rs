//! Builds the parts of a summary that people made (determination, referral, clock, correspondence), and what a letter
//! can ask for.
//!
//! Must not know: any format, or who may decide what.

use super::context::Context;
use super::steps::{evidence, source};
use super::summary::{ClockPart, DeterminationPart, Field, LogPart, ReferralPart, UnmetPart, WantedPart, Who};
use crate::case::{Case, CaseState, Change, Determination};
use crate::engine::{Need, OpenItem, OpenKind};
use crate::ids::CriterionId;
use crate::session::Session;
use crate::wording;

/// Returns the last determination.
pub(super) fn determination(session: &Session) -> Option<DeterminationPart> {
    let (policy, decided) = (session.policy(), session.case().determination.as_deref()?);
    let note = match decided.closing {
        Some(ground) => wording::closing(ground).to_owned(),
        None => decided.to.clone(),
    };
    Some(DeterminationPart {
        name: decided.state.name(),
        state: wording::state(decided.state),
        why: decided.why.clone(),
        note,
        codes: decided.codes.iter().map(|outcome| wording::code_outcome(policy, outcome)).collect(),
        criteria: decided.criteria.iter().filter_map(|id| unmet_part(session, id)).collect(),
        late_because: decided.late_because.clone().unwrap_or_default(),
        dates_because: decided.dates_because.clone().unwrap_or_default(),
        result: wording::result(decided.result),
        who: Who::of(&decided.by, decided.at),
        licence: decided.by.licence.clone().unwrap_or_default(),
        signature: signature(session, decided).unwrap_or_default(),
    })
}

/// Returns the key and the first digits of the signature of a determination.
fn signature(session: &Session, decided: &Determination) -> Option<String> {
    let is_it =
        |change: &Change| matches!(change, Change::Determination { after: Some(after), .. } if **after == *decided);
    let event = session.history().events().iter().rev().find(|event| event.changes.iter().any(is_it))?;
    let proof = event.proof.as_ref()?;
    Some(format!("key {}, signature {}", proof.key.short(), proof.signature.short()))
}

/// Returns the last referral.
pub(super) fn referral(session: &Session) -> Option<ReferralPart> {
    let referred =
        session.history().events().iter().rev().flat_map(|event| &event.changes).find_map(|change| match change {
            Change::Determination { after: Some(after), .. } if after.state == CaseState::Referred => Some(after),
            _ => None,
        })?;
    let (question, to) = (referred.why.clone(), referred.to.clone());
    Some(ReferralPart { question, to, who: Who::of(&referred.by, referred.at) })
}

/// Returns the clock, and the date by which an answer is requested: the one in the request, or the earliest that the
/// rule allows.
pub(super) fn clock(session: &Session, context: &Context<'_>) -> ClockPart {
    let clock = session.clock(context.rules, context.now, context.zone);
    let mut remarks: Vec<String> = wording::clock_reminders(&clock).into_iter().map(str::to_owned).collect();
    let (mut least, mut least_until) = (None, None);
    if let Ok(rule) = &clock.governing {
        remarks.extend(rule.remarks.iter().map(wording::clock_remark));
        remarks.extend(Some(rule.rule.note.clone()).filter(|note| !note.is_empty()));
        (least, least_until) = (rule.rule.supply_at_least, rule.supply_at_least_until);
        remarks.extend(wording::undated(&clock));
    }
    remarks.extend(clock.others.iter().map(|rule| wording::beside(&clock, rule)));
    let asked = session.case().open_hold().and_then(|(_, hold)| hold.supply_by);
    let asked_until = asked.map(|by| context.zone.to_local(*by));
    let supply_by = wording::deadline(asked_until.map(Into::into), least.zip(least_until), context.now);
    let supply_until = asked_until.or(least_until);
    let milestones = clock.milestones.iter().map(wording::milestone).collect();
    ClockPart {
        line: wording::clock(&clock),
        milestones,
        remarks,
        supply_by,
        supply_on: supply_until.map(|until| until.date_naive()),
    }
}

/// Returns what was sent, received, said and added.
pub(super) fn log(case: &Case) -> Vec<LogPart> {
    let sentences = |lines: Vec<String>| lines.iter().map(|line| wording::sentence(line)).collect::<Vec<_>>();
    let parts = [
        ("Requests for information", sentences(case.holds.values().map(wording::hold).collect())),
        ("Extension", sentences(case.extension.iter().map(wording::extension).collect())),
        ("Contacts", case.contacts.values().map(wording::contact).collect()),
        ("Addenda", case.addenda.values().map(wording::addendum).collect()),
    ];
    parts.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(title, lines)| LogPart { title, lines }).collect()
}

/// Returns what is missing from the chart and can still decide the case, as items that the provider can send. A source
/// that the reviewer has merely not cited is not among them.
pub(super) fn wanted(session: &Session) -> Vec<WantedPart> {
    let (policy, case) = (session.policy(), session.case());
    let missing = session.evaluation().open.iter().filter(|item| item.kind == OpenKind::Missing);
    let part = |item: &OpenItem| {
        let criterion = policy.criterion(&item.criterion);
        let care = item.need == Need::MoreCare;
        let finding = session.evaluation().finding(&item.criterion).filter(|_| care);
        let what = wording::open_title(policy, case, item);
        // A suggestion with the same words would ask for it twice.
        let records = policy.records_for(&item.criterion).into_iter().filter(|record| record.what != what);
        let records = records
            .map(|it| Field { label: wording::record_origin(it.from).to_owned(), value: it.what.clone() })
            .collect();
        WantedPart {
            what,
            criterion: criterion.map(|criterion| criterion.label.clone()).unwrap_or_default(),
            so_far: finding.map(|finding| wording::reason(policy, finding)).unwrap_or_default(),
            records,
        }
    };
    missing.map(part).collect()
}

/// Returns the criteria that decide against the request or wait for open items.
pub(super) fn unmet(session: &Session) -> Vec<UnmetPart> {
    session.basis().unmet.iter().filter_map(|id| unmet_part(session, id)).collect()
}

fn unmet_part(session: &Session, id: &CriterionId) -> Option<UnmetPart> {
    let (policy, case) = (session.policy(), session.case());
    let criterion = policy.criterion(id)?;
    let finding = session.evaluation().finding(id);
    let (answers, tables) = evidence(policy, case, id);
    let sources = answers.into_iter().flat_map(|answered| answered.sources);
    let rows = tables.into_iter().flat_map(|table| table.rows);
    let rows = rows.map(|row| row.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", "));
    Some(UnmetPart {
        id: id.to_string(),
        label: criterion.label.clone(),
        result: finding.map_or("open", |finding| wording::truth(finding.truth)),
        reason: finding.map(|finding| wording::reason(policy, finding)).unwrap_or_default(),
        source: source(policy, id),
        evidence: sources.chain(rows).collect(),
    })
}

/// Returns the questions for a physician's interpretation.
pub(super) fn asked(session: &Session) -> Vec<String> {
    let (policy, case) = (session.policy(), session.case());
    let judgements = session.evaluation().open.iter().filter(|item| item.kind == OpenKind::Judgement);
    judgements.map(|item| wording::open_title(policy, case, item)).collect()
}
