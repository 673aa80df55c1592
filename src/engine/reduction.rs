//! Whether pain fell by enough: the pair that counts, a percentage as stated, and what speaks against either.
//!
//! Must not know: any policy's figure; the rule is passed in.

use chrono::NaiveDate;

use super::facts::{self, Fact};
use super::finding::{Need, OpenKind, Reason};
use super::rules::{Looking, Verdict};
use super::truth::Truth;
use crate::amount::Amount;
use crate::case::{ListState, PainReading, ReadingPair, ReadingsAnswer, StatedAs, StatedPercent, Value};
use crate::ids::RowId;
use crate::policy::ReductionAtLeast;

/// What the record holds on the reduction.
struct Held<'c> {
    rule: &'c ReductionAtLeast,
    state: ListState,
    pair: Option<(&'c ReadingPair, &'c PainReading, &'c PainReading)>,
    readings: Vec<(RowId, &'c PainReading)>,
    stated: Fact<(&'c StatedPercent, bool)>,
    from: Fact<NaiveDate>,
    to: Fact<NaiveDate>,
}

/// The verdict of a reduction rule. Sources on both sides of the line are a physician's; see the reading on records that
/// disagree.
pub(super) fn reduction(looking: &Looking<'_>, rule: &ReductionAtLeast) -> Verdict {
    let held = Held::read(looking, rule);
    match held.pair {
        Some((_, baseline, during)) => held.by_pair(looking, baseline, during),
        None => held.without_pair(looking),
    }
}

impl<'c> Held<'c> {
    fn read(looking: &Looking<'c>, rule: &'c ReductionAtLeast) -> Self {
        let case = looking.case;
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

    fn by_pair(&self, looking: &Looking<'_>, baseline: &PainReading, during: &PainReading) -> Verdict {
        let met = during.score.is_reduced_by(baseline.score, self.rule.percent);
        let reason = Reason::Reduction {
            baseline: baseline.score,
            during: during.score,
            percent: during.score.reduction_from(baseline.score).unwrap_or_default(),
            asked_percent: self.rule.percent,
        };
        let mut verdict = Verdict { truth: Truth::decided(met), reason, open: Vec::new() };
        self.require_trial_day(looking, during, baseline, &mut verdict);
        self.require_sources(looking, baseline, &mut verdict, met);
        if !verdict.open.is_empty() {
            verdict.truth = Truth::Open;
            return verdict;
        }
        if self.contrary(baseline, met, true).next().is_some() || self.stated_on_other_side(met) == Some(true) {
            return looking.doubtful(&self.rule.disagreement, verdict.reason);
        }
        verdict
    }

    /// The second score counts only when it was taken during the trial, and not before the first.
    fn require_trial_day(
        &self,
        looking: &Looking<'_>,
        during: &PainReading,
        baseline: &PainReading,
        verdict: &mut Verdict,
    ) {
        let mut dated = true;
        for (question, date) in [(&self.rule.from, self.from), (&self.rule.to, self.to)] {
            dated &= matches!(date, Fact::Given(_));
            match date {
                Fact::Given(_) => {}
                Fact::Undocumented => verdict.open.push(looking.item(question, OpenKind::Missing, Need::Answer)),
                Fact::Unanswered => verdict.open.push(looking.item(question, OpenKind::ToGo, Need::Answer)),
            }
        }
        let Some(on) = during.on else {
            let row = self.pair.map(|(pair, _, _)| pair.during).unwrap_or(RowId(0));
            verdict.open.push(looking.item(&self.rule.readings, self.list_kind(), Need::ReadingDate(row)));
            return;
        };
        let backward = baseline.on.is_some_and(|before| before > on);
        if dated && (!self.is_within_trial(on) || backward) {
            verdict.open.push(looking.item(&self.rule.readings, OpenKind::ToGo, Need::Pair));
        }
    }

    /// What counts, and what speaks against it, has to be cited: an uncited score on the other side of the line is not
    /// passed over.
    fn require_sources(&self, looking: &Looking<'_>, baseline: &PainReading, verdict: &mut Verdict, met: bool) {
        let Some((pair, _, _)) = self.pair else { return };
        let uncited_contrary: Vec<RowId> = self.contrary(baseline, met, false).collect();
        for (row, reading) in &self.readings {
            let counts = *row == pair.baseline || *row == pair.during || uncited_contrary.contains(row);
            if counts && reading.citations.is_empty() {
                verdict.open.push(looking.item(&self.rule.readings, OpenKind::ToGo, Need::RowSource(*row)));
            }
        }
        if self.stated_on_other_side(met) == Some(false) {
            verdict.open.push(looking.item(&self.rule.stated, OpenKind::ToGo, Need::Source));
        }
    }

    /// Other scores of the pair's scale and kind, taken during the trial, that fall on the other side of the line.
    fn contrary(&self, baseline: &PainReading, met: bool, cited: bool) -> impl Iterator<Item = RowId> {
        let chosen = self.pair.map(|(pair, _, _)| (pair.baseline, pair.during));
        self.readings
            .iter()
            .filter(move |(row, reading)| {
                chosen.is_some_and(|(first, second)| *row != first && *row != second)
                    && reading.scale == baseline.scale
                    && reading.kind == baseline.kind
                    && reading.citations.is_empty() != cited
                    && reading.on.is_some_and(|on| self.is_within_trial(on))
                    && reading.score.is_reduced_by(baseline.score, self.rule.percent) != met
            })
            .map(|(row, _)| *row)
    }

    /// Whether a stated percentage that falls on the other side is cited; `None` when there is none.
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

    /// While scores are being entered, what they lack is the reviewer's; afterwards it is the provider's.
    fn list_kind(&self) -> OpenKind {
        match self.state {
            ListState::StillEntering => OpenKind::ToGo,
            ListState::AllEntered | ListState::NoMore => OpenKind::Missing,
        }
    }

    fn without_pair(&self, looking: &Looking<'_>) -> Verdict {
        let entering = self.state == ListState::StillEntering;
        if let Fact::Given((stated, cited)) = self.stated
            && (self.readings.is_empty() || (!entering && !self.a_pair_is_possible()))
        {
            return self.as_stated(looking, stated, cited);
        }
        let item = |kind, need| looking.item(&self.rule.readings, kind, need);
        let (reason, open) = if self.a_pair_is_possible() {
            (Reason::NoPair, vec![item(OpenKind::ToGo, Need::Pair)])
        } else if !entering {
            let need = if self.readings.is_empty() { Need::Answer } else { Need::During };
            let need = if self.only_during_is_known() { Need::Baseline } else { need };
            (Reason::NotDocumented, vec![item(OpenKind::Missing, need)])
        } else if self.readings.is_empty() {
            (Reason::NotReviewed, vec![item(OpenKind::ToGo, Need::Answer)])
        } else {
            (Reason::NoPair, vec![item(OpenKind::ToGo, Need::Pair)])
        };
        Verdict { truth: Truth::Open, reason, open }
    }

    fn as_stated(&self, looking: &Looking<'_>, stated: &StatedPercent, cited: bool) -> Verdict {
        let reason = Reason::Stated {
            percent: stated.percent,
            at_least: stated.stated_as != StatedAs::Exactly,
            asked_percent: self.rule.percent,
        };
        if cited {
            return Verdict { truth: Truth::decided(self.stated_meets(stated)), reason, open: Vec::new() };
        }
        let open = vec![looking.item(&self.rule.stated, OpenKind::ToGo, Need::Source)];
        Verdict { truth: Truth::Open, reason: Reason::NotCited, open }
    }

    /// Whether two scores of one scale and kind are entered of which one could be the score during the trial.
    fn a_pair_is_possible(&self) -> bool {
        let pairs = self.readings.iter().flat_map(|first| self.readings.iter().map(move |second| (first, second)));
        pairs.into_iter().any(|((first_row, first), (second_row, second))| {
            let backward = first.on.zip(second.on).is_some_and(|(before, during)| before > during);
            first_row != second_row
                && second.scale == first.scale
                && second.kind == first.kind
                && first.score > Amount::ZERO
                && !backward
                && self.could_be_during(second)
        })
    }

    fn could_be_during(&self, reading: &PainReading) -> bool {
        let Some(on) = reading.on else { return true };
        self.from.given().is_none_or(|from| from <= on) && self.to.given().is_none_or(|to| on <= to)
    }

    /// Whether every score entered was taken during the trial, so that the one before it is what is missing.
    fn only_during_is_known(&self) -> bool {
        !self.readings.is_empty()
            && self
                .readings
                .iter()
                .all(|(_, reading)| self.from.given().zip(reading.on).is_some_and(|(from, on)| on > from))
    }
}
