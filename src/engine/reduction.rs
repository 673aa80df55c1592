//! Decides whether pain fell by enough: by the pair that counts or a stated percentage, and by evidence against either.
//!
//! Must not know: the figures of any policy; the rule is passed in.

use chrono::NaiveDate;

use super::context::{RuleContext, Verdict};
use super::facts::{self, Fact};
use super::open_item::{Need, OpenKind};
use super::reason::Reason;
use super::truth::Truth;
use crate::amount::Amount;
use crate::case::{ListState, PainReading, ReadingPair, ReadingsAnswer, StatedAs, StatedPercent, Value};
use crate::ids::RowId;
use crate::policy::ReductionAtLeast;

/// The evidence on the reduction.
struct Evidence<'c> {
    rule: &'c ReductionAtLeast,
    state: ListState,
    pair: Option<(&'c ReadingPair, &'c PainReading, &'c PainReading)>,
    readings: Vec<(RowId, &'c PainReading)>,
    stated: Fact<(&'c StatedPercent, bool)>,
    from: Fact<NaiveDate>,
    to: Fact<NaiveDate>,
}

/// Decides a rule on a reduction. Where sources fall on both sides of the threshold, a physician decides; see the reading on
/// records that disagree.
pub(super) fn reduction(context: &RuleContext<'_>, rule: &ReductionAtLeast) -> Verdict {
    let evidence = Evidence::read(context, rule);
    match evidence.pair {
        Some((_, baseline, during)) => evidence.by_pair(context, baseline, during),
        None => evidence.without_pair(context),
    }
}

impl<'c> Evidence<'c> {
    fn read(context: &RuleContext<'c>, rule: &'c ReductionAtLeast) -> Self {
        let case = context.case;
        let readings: Vec<_> = case.readings(&rule.readings).collect();
        let of = |wanted: RowId| readings.iter().find(|(row, _)| *row == wanted).map(|(_, reading)| *reading);
        let answer = match case.value(&rule.readings) {
            Some(Value::Readings(ReadingsAnswer { state, pair })) => Some((*state, pair.as_ref())),
            _ => None,
        };
        let pair = answer.and_then(|(_, pair)| pair).and_then(|pair| {
            let (baseline, during) = (of(pair.baseline)?, of(pair.during)?);
            let compares = baseline.scale == during.scale && baseline.kind == during.kind;
            (compares && baseline.score > Amount::ZERO).then_some((pair, baseline, during))
        });
        let stated = match case.value(&rule.stated) {
            Some(Value::StatedPercent(stated)) => Fact::Given((stated, !case.citations(&rule.stated).is_empty())),
            Some(Value::NotDocumented) => Fact::Undocumented,
            _ => Fact::Unanswered,
        };
        Self {
            rule,
            state: answer.map(|(state, _)| state).unwrap_or_default(),
            pair,
            readings,
            stated,
            from: facts::date(case, &rule.from),
            to: facts::date(case, &rule.to),
        }
    }

    fn by_pair(&self, context: &RuleContext<'_>, baseline: &PainReading, during: &PainReading) -> Verdict {
        let met = during.score.is_reduced_by(baseline.score, self.rule.percent);
        let reason = Reason::Reduction {
            baseline: baseline.score,
            during: during.score,
            percent: during.score.reduction_from(baseline.score).unwrap_or_default(),
            asked_percent: self.rule.percent,
        };
        let mut verdict = Verdict { truth: Truth::decided(met), reason, open: Vec::new() };
        self.require_days(context, baseline, during, &mut verdict);
        self.require_sources(context, (baseline, during), &mut verdict, met);
        if !verdict.open.is_empty() {
            verdict.truth = Truth::Open;
            return verdict;
        }
        if self.contrary(baseline, during, met, true).next().is_some() || self.stated_on_other_side(met) == Some(true) {
            return context.ask_physician(&self.rule.disagreement, verdict.reason);
        }
        verdict
    }

    /// Adds open items for dates: the second score has to be taken during the trial, and the first one no later than its first
    /// day.
    fn require_days(
        &self,
        context: &RuleContext<'_>,
        baseline: &PainReading,
        during: &PainReading,
        verdict: &mut Verdict,
    ) {
        for (question, date) in [(&self.rule.from, self.from), (&self.rule.to, self.to)] {
            match date {
                Fact::Given(_) => {}
                Fact::Undocumented => verdict.open.push(context.item(question, OpenKind::Missing, Need::Answer)),
                Fact::Unanswered => verdict.open.push(context.item(question, OpenKind::ToGo, Need::Answer)),
            }
        }
        let Some((pair, _, _)) = self.pair else { return };
        for (row, reading) in [(pair.baseline, baseline), (pair.during, during)] {
            if reading.on.is_none() {
                verdict.open.push(context.item(&self.rule.readings, self.list_kind(), Need::ReadingDate(row)));
            }
        }
        if !self.could_be_before(baseline) || !self.could_be_during(during) || is_backward(baseline, during) {
            verdict.open.push(context.item(&self.rule.readings, OpenKind::ToGo, Need::Pair));
        }
    }

    /// Adds open items for sources: the scores that count and those against them need one. A contrary score without a date needs
    /// its date, since it may have been taken during the trial.
    fn require_sources(
        &self,
        context: &RuleContext<'_>,
        (baseline, during): (&PainReading, &PainReading),
        verdict: &mut Verdict,
        met: bool,
    ) {
        let Some((pair, _, _)) = self.pair else { return };
        let uncited_contrary: Vec<RowId> = self.contrary(baseline, during, met, false).collect();
        for (row, reading) in &self.readings {
            let counts = *row == pair.baseline || *row == pair.during || uncited_contrary.contains(row);
            if counts && reading.citations.is_empty() {
                verdict.open.push(context.item(&self.rule.readings, OpenKind::ToGo, Need::RowSource(*row)));
            }
        }
        let undated = |(_, reading): &(RowId, &PainReading)| {
            reading.on.is_none() && self.is_contrary_score(baseline, reading, met)
        };
        for (row, _) in self.others(baseline).filter(undated) {
            verdict.open.push(context.item(&self.rule.readings, self.list_kind(), Need::ReadingDate(row)));
        }
        if self.stated_on_other_side(met) == Some(false) {
            verdict.open.push(context.item(&self.rule.stated, OpenKind::ToGo, Need::Source));
        }
    }

    /// The other scores of the pair's scale and kind.
    fn others(&self, baseline: &PainReading) -> impl Iterator<Item = (RowId, &'c PainReading)> {
        let chosen = self.pair.map(|(pair, _, _)| (pair.baseline, pair.during));
        self.readings.iter().copied().filter(move |(row, reading)| {
            chosen.is_some_and(|(first, second)| *row != first && *row != second)
                && reading.scale == baseline.scale
                && reading.kind == baseline.kind
        })
    }

    /// True where a score, taken as the one during the trial, falls on the other side of the threshold.
    fn is_contrary_score(&self, baseline: &PainReading, reading: &PainReading, met: bool) -> bool {
        reading.score.is_reduced_by(baseline.score, self.rule.percent) != met
    }

    /// True where a score, taken as the one before the trial, falls on the other side of the threshold.
    fn is_contrary_baseline(&self, reading: &PainReading, during: &PainReading, met: bool) -> bool {
        // A score of 0 cannot be reduced, so it falls on no side.
        self.rule.contrary_baselines
            && reading.score > Amount::ZERO
            && during.score.is_reduced_by(reading.score, self.rule.percent) != met
    }

    /// The other scores that contradict the pair, given the days on which they were taken. `cited` selects those with or without
    /// a source.
    fn contrary(
        &self,
        baseline: &PainReading,
        during: &PainReading,
        met: bool,
        cited: bool,
    ) -> impl Iterator<Item = RowId> {
        self.others(baseline)
            .filter(move |(_, reading)| reading.citations.is_empty() != cited)
            .filter(move |(_, reading)| {
                reading.on.is_some_and(|on| {
                    (self.is_within_trial(on) && self.is_contrary_score(baseline, reading, met))
                        || (self.from.given().is_some_and(|from| on <= from)
                            && self.is_contrary_baseline(reading, during, met))
                })
            })
            .map(|(row, _)| row)
    }

    /// True where a stated percentage on the other side of the threshold is cited, false where it is not; `None` where there is
    /// none.
    fn stated_on_other_side(&self, met: bool) -> Option<bool> {
        let (stated, cited) = self.stated.given()?;
        (self.stated_meets(stated) != met).then_some(cited)
    }

    fn stated_meets(&self, stated: &StatedPercent) -> bool {
        stated.percent >= Amount::whole(self.rule.percent)
    }

    fn is_within_trial(&self, on: NaiveDate) -> bool {
        self.from.given().is_some_and(|from| from <= on) && self.to.given().is_some_and(|to| on <= to)
    }

    /// The person who has to complete the scores: the reviewer while the list is being entered, the provider afterwards.
    fn list_kind(&self) -> OpenKind {
        match self.state {
            ListState::StillEntering => OpenKind::ToGo,
            ListState::AllEntered | ListState::NoMore => OpenKind::Missing,
        }
    }

    fn without_pair(&self, context: &RuleContext<'_>) -> Verdict {
        let item = |kind, need| context.item(&self.rule.readings, kind, need);
        if self.has_possible_pair() {
            return Verdict::open(Reason::NoPair, vec![item(OpenKind::ToGo, Need::Pair)]);
        }
        let entering = self.state == ListState::StillEntering;
        match self.stated {
            Fact::Given((stated, cited)) => self.as_stated(context, stated, cited, entering),
            _ if entering && self.readings.is_empty() => {
                Verdict::open(Reason::NotReviewed, vec![item(OpenKind::ToGo, Need::Answer)])
            }
            _ if entering => Verdict::open(Reason::NoPair, vec![item(OpenKind::ToGo, Need::Pair)]),
            stated => {
                let need = match (self.readings.is_empty(), self.has_only_scores_during()) {
                    (true, _) => Need::Answer,
                    (false, true) => Need::Baseline,
                    (false, false) => Need::During,
                };
                let mut open = vec![item(OpenKind::Missing, need)];
                if self.rule.lone_scores_cited {
                    let uncited = self.readings.iter().filter(|(_, reading)| reading.citations.is_empty());
                    open.extend(uncited.map(|(row, _)| item(OpenKind::ToGo, Need::RowSource(*row))));
                }
                if stated == Fact::Unanswered {
                    open.push(context.item(&self.rule.stated, OpenKind::ToGo, Need::Answer));
                }
                Verdict::open(Reason::NotDocumented, open)
            }
        }
    }

    /// Decides by a stated percentage, which counts only where the chart documents no scores for a pair: once all scores are
    /// entered.
    fn as_stated(&self, context: &RuleContext<'_>, stated: &StatedPercent, cited: bool, entering: bool) -> Verdict {
        let reason = Reason::Stated {
            percent: stated.percent,
            at_least: stated.stated_as != StatedAs::Exactly,
            asked_percent: self.rule.percent,
        };
        let mut open = Vec::new();
        if !cited {
            open.push(context.item(&self.rule.stated, OpenKind::ToGo, Need::Source));
        }
        if entering {
            open.push(context.item(&self.rule.readings, OpenKind::ToGo, Need::AllEntered));
        }
        let truth = if open.is_empty() { Truth::decided(self.stated_meets(stated)) } else { Truth::Open };
        Verdict { truth, reason, open }
    }

    /// True where two scores of one scale and kind could be the pair.
    fn has_possible_pair(&self) -> bool {
        let pairs = self.readings.iter().flat_map(|first| self.readings.iter().map(move |second| (first, second)));
        pairs.into_iter().any(|((first_row, first), (second_row, second))| {
            first_row != second_row
                && second.scale == first.scale
                && second.kind == first.kind
                && first.score > Amount::ZERO
                && !is_backward(first, second)
                && self.could_be_before(first)
                && self.could_be_during(second)
        })
    }

    fn could_be_before(&self, reading: &PainReading) -> bool {
        reading.on.zip(self.from.given()).is_none_or(|(on, from)| on <= from)
    }

    fn could_be_during(&self, reading: &PainReading) -> bool {
        let Some(on) = reading.on else { return true };
        self.from.given().is_none_or(|from| from <= on) && self.to.given().is_none_or(|to| on <= to)
    }

    /// True where every score was taken during the trial, so that the one before it is missing.
    fn has_only_scores_during(&self) -> bool {
        !self.readings.is_empty()
            && self
                .readings
                .iter()
                .all(|(_, reading)| self.from.given().zip(reading.on).is_some_and(|(from, on)| on > from))
    }
}

/// True where the score before the trial was taken after the one during it.
fn is_backward(baseline: &PainReading, during: &PainReading) -> bool {
    baseline.on.zip(during.on).is_some_and(|(before, after)| before > after)
}
