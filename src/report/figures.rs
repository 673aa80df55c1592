//! Draws the figures of a summary: treatments over time with the required length, and pain scores with the required
//! score. The requirements come from the policy's rules.
//!
//! Must not know: any format, or how anything was decided.

use chrono::{Datelike, Months, NaiveDate};

use super::figure::{Anchor, Figure, Form, Shape, TEXT, Tone, WIDTH};
use crate::amount::Amount;
use crate::case::{Case, Course, Ended, PainReading, ReadingPair, Value};
use crate::engine::{CareSpan, Finding, Reason, counted_until, undocumented_run};
use crate::ids::{QuestionId, RowId};
use crate::policy::{CoursesCover, ReductionAtLeast, Rule};
use crate::session::Session;
use crate::wording;

/// Left and right edge of the plot.
const LEFT: f32 = 120.0;
const RIGHT: f32 = WIDTH - 10.0;
const ROW: f32 = 14.0;

/// Returns every drawing that the case has data for, each with the question whose rows it draws.
pub fn figures(session: &Session) -> Vec<(QuestionId, Figure)> {
    let mut figures: Vec<(QuestionId, Figure)> = Vec::new();
    for finding in &session.evaluation().findings {
        if is_refused_condition(session, finding) {
            continue;
        }
        // Of two criteria on the same rows, the later one counts more of them.
        if let Some((question, figure)) = figure_of(session, finding) {
            figures.retain(|(drawn, _)| *drawn != question);
            figures.push((question, figure));
        }
    }
    figures
}

/// True if a physician did not accept what this criterion counts, so it draws nothing.
fn is_refused_condition(session: &Session, finding: &Finding) -> bool {
    session.policy().criteria().any(|parent| match &parent.rule {
        Rule::Reconsider { when, judgement, .. } if *when == finding.criterion => {
            let reason = session.evaluation().finding(&parent.id).map(|finding| &finding.reason);
            matches!(reason, Some(Reason::Judged { judgement: of, accepts: false }) if of == judgement)
        }
        _ => false,
    })
}

fn figure_of(session: &Session, finding: &Finding) -> Option<(QuestionId, Figure)> {
    match &session.policy().criterion(&finding.criterion)?.rule {
        Rule::CoursesCover(rule) => {
            let span = match &finding.reason {
                Reason::Care { span, .. } => Some(span),
                _ => None,
            };
            let cap = counted_until(session.policy(), session.case(), &rule.until);
            Some((rule.courses.clone(), treatments(session.case(), rule, span, cap)?))
        }
        Rule::ReductionAtLeast(rule) => Some((rule.readings.clone(), scores(session.case(), rule)?)),
        Rule::Answered(_)
        | Rule::Recorded(_)
        | Rule::ChoiceIn { .. }
        | Rule::RunsOut { .. }
        | Rule::EndedBefore { .. }
        | Rule::Age { .. }
        | Rule::GovernedFrom { .. }
        | Rule::AllOf(_)
        | Rule::AnyOf(_)
        | Rule::Reconsider { .. }
        | Rule::Established { .. }
        | Rule::DependsOn { .. } => None,
    }
}

/// A range of days on the canvas.
struct Axis {
    first: NaiveDate,
    days: f32,
}

impl Axis {
    fn over(dates: impl Iterator<Item = NaiveDate> + Clone) -> Option<Self> {
        let (first, last) = (dates.clone().min()?, dates.max()?);
        Some(Self { first, days: (last.signed_duration_since(first).num_days().max(1)) as f32 })
    }

    fn x(&self, on: NaiveDate) -> f32 {
        let share = on.signed_duration_since(self.first).num_days() as f32 / self.days;
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    /// Draws the axis with the first days of months or years, whichever leaves room for labels.
    fn draw(&self, shapes: &mut Vec<Shape>, y: f32) {
        shapes.push(Shape::Line { from: (LEFT, y), to: (RIGHT, y), tone: Tone::Weak, dashed: false });
        let step = match self.days as u32 {
            0..=200 => 1,
            201..=500 => 3,
            501..=1200 => 6,
            _ => 12 * (1 + self.days as u32 / 3600),
        };
        let mut next = NaiveDate::from_ymd_opt(self.first.year(), self.first.month(), 1);
        while let Some(on) = next {
            if on.signed_duration_since(self.first).num_days() as f32 > self.days {
                break;
            }
            if on >= self.first {
                let x = self.x(on);
                shapes.push(Shape::Line { from: (x, y), to: (x, y + 3.0), tone: Tone::Weak, dashed: false });
                let text = on.format("%Y-%m").to_string();
                shapes.push(Shape::Text { at: (x, y + 4.0 + TEXT), text, anchor: Anchor::Middle, tone: Tone::Weak });
            }
            next = on.checked_add_months(Months::new(step));
        }
    }
}

/// Draws one bar per treatment: filled where it counts, hatched where no source proves it, pale otherwise. A dashed
/// line marks when the longest run would be long enough.
fn treatments(case: &Case, rule: &CoursesCover, span: Option<&CareSpan>, cap: Option<NaiveDate>) -> Option<Figure> {
    let courses: Vec<(RowId, &Course)> = case.courses(&rule.courses).collect();
    let longest = span.and_then(CareSpan::longest);
    let enough_on = longest.and_then(|run| run.start.checked_add_months(Months::new(rule.months)));
    let last = courses.iter().flat_map(|(_, course)| course.started_on.into_iter().chain(end_of(course)));
    let last = last.chain(longest.map(|run| run.end)).max();
    // Ongoing treatment extends to the day up to which treatment counts.
    let bounds = |course: &Course| Some((course.started_on?, end_of(course).or(cap).or(last)?));
    let dated: Vec<_> = courses
        .iter()
        .filter_map(|(_, course)| Some((*course, bounds(course)?)))
        .filter(|(_, (a, b))| a <= b)
        .collect();
    let axis = Axis::over(dated.iter().flat_map(|(_, (start, end))| [*start, *end]).chain(enough_on))?;
    let mut shapes = Vec::new();
    // The first row holds the label of the dashed line.
    let mut y = if enough_on.is_some() { 2.0 * ROW } else { ROW };
    for (course, (start, end)) in &dated {
        let counts = course.outcome.is_some_and(|outcome| rule.counting.contains(&outcome))
            && !rule.without.contains(&course.method)
            && !course.citations.is_empty();
        let tone = if counts { Tone::Accent } else { Tone::Weak };
        let (x, until) = (axis.x(*start), axis.x(*end));
        let unproved = undocumented_run(course, Some(*end)).filter(|_| counts && rule.until_source);
        let proved = unproved.map_or(until, |run| axis.x(run.start));
        if unproved.is_none_or(|run| run.start > *start) {
            shapes.push(Shape::Bar { at: (x, y - 8.0), size: ((proved - x).max(1.5), 8.0), tone });
        }
        if unproved.is_some() {
            hatch(&mut shapes, proved, until, y - 8.0);
        }
        let text = shortened(&course.treatment, 26);
        shapes.push(Shape::Text { at: (LEFT - 6.0, y - 1.0), text, anchor: Anchor::End, tone: Tone::Ink });
        y += ROW;
    }
    axis.draw(&mut shapes, y - 4.0);
    if let Some(on) = enough_on {
        let x = axis.x(on);
        shapes.push(Shape::Line { from: (x, 2.0), to: (x, y - 4.0), tone: Tone::Limit, dashed: true });
        let text = format!("{} months: {on}", rule.months);
        let (anchor, x) = if x > WIDTH / 2.0 { (Anchor::End, x - 3.0) } else { (Anchor::Start, x + 3.0) };
        shapes.push(Shape::Text { at: (x, TEXT), text, anchor, tone: Tone::Limit });
    }
    Some(Figure {
        title: "Treatments over time".to_owned(),
        alternative: in_words(&courses, rule, span),
        height: y + TEXT + 8.0,
        shapes,
    })
}

/// A hatched bar without fill: time that no source proves.
fn hatch(shapes: &mut Vec<Shape>, from: f32, until: f32, top: f32) {
    const HEIGHT: f32 = 8.0;
    const STEP: f32 = 4.0;
    let until = until.max(from + 1.5);
    shapes.push(Shape::Bar { at: (from, top), size: (until - from, HEIGHT), tone: Tone::Weak });
    // Strokes rise to the right; the first ones begin below the bar's edge and are clipped to it.
    let mut foot = from - HEIGHT + STEP;
    while foot < until {
        let (left, right) = (foot.max(from), (foot + HEIGHT).min(until));
        let at = |x: f32| (x, top + HEIGHT - (x - foot));
        shapes.push(Shape::Line { from: at(left), to: at(right), tone: Tone::Accent, dashed: false });
        foot += STEP;
    }
}

fn end_of(course: &Course) -> Option<NaiveDate> {
    match course.ended? {
        Ended::On(on) => Some(on),
        Ended::Ongoing => None,
    }
}

fn in_words(courses: &[(RowId, &Course)], rule: &CoursesCover, span: Option<&CareSpan>) -> String {
    let line = |course: &Course| {
        let unproved = undocumented_run(course, end_of(course)).filter(|_| rule.until_source);
        // Ongoing treatment has no last day; its sources still prove it up to their dates.
        let until = course.citations.iter().map(|citation| citation.on).max();
        match until.filter(|_| unproved.is_some() || (rule.until_source && course.ended == Some(Ended::Ongoing))) {
            Some(until) => format!("{}; documented up to {until}", wording::course(course)),
            None => wording::course(course),
        }
    };
    let lines: Vec<String> = courses.iter().map(|(_, course)| line(course)).collect();
    let care = span.map(|span| wording::care(span, rule.months, rule.days_with_gaps));
    let care = care.map(|care| format!(" {care}.")).unwrap_or_default();
    format!("{}.{care}", lines.join(". "))
}

/// Draws the scores over time, with the chosen pair marked, and the score at which the reduction is reached.
fn scores(case: &Case, rule: &ReductionAtLeast) -> Option<Figure> {
    const HEIGHT: f32 = 120.0;
    let readings: Vec<(RowId, &PainReading)> = case.readings(&rule.readings).collect();
    let pair = match case.value(&rule.readings) {
        Some(Value::Readings(answer)) => answer.pair.as_ref(),
        _ => None,
    };
    let scale =
        pair.and_then(|pair| readings.iter().find(|(row, _)| *row == pair.baseline)).or(readings.first())?.1.scale;
    let of_scale: Vec<_> = readings.iter().filter(|(_, reading)| reading.scale == scale).collect();
    let dated: Vec<_> = of_scale.iter().filter_map(|(row, reading)| Some((*row, *reading, reading.on?))).collect();
    let trial = case.date(&rule.from).zip(case.date(&rule.to));
    let edges = trial.iter().flat_map(|(from, to)| [*from, *to]);
    let axis = Axis::over(dated.iter().map(|(_, _, on)| *on).chain(edges))?;
    let highest = scale.highest() as f32;
    let y_of = |score: f32| 10.0 + (1.0 - score / highest) * (HEIGHT - 20.0);
    let mut shapes = Vec::new();
    if let Some((from, to)) = trial {
        let (x, until) = (axis.x(from), axis.x(to));
        let (at, size) = ((x, y_of(0.0) - 2.0), ((until - x).max(2.0), 2.0));
        shapes.push(Shape::Bar { at, size, tone: Tone::Limit });
        let at = ((x + until) / 2.0, y_of(0.0) - 5.0);
        shapes.push(Shape::Text { at, text: "trial".to_owned(), anchor: Anchor::Middle, tone: Tone::Limit });
    }
    for score in [0.0, highest / 2.0, highest] {
        let y = y_of(score);
        shapes.push(Shape::Line { from: (LEFT, y), to: (RIGHT, y), tone: Tone::Weak, dashed: true });
        let at = (LEFT - 6.0, y + 3.0);
        shapes.push(Shape::Text { at, text: format!("{score:.0}"), anchor: Anchor::End, tone: Tone::Weak });
    }
    let limit = limit(&readings, pair, rule.percent);
    if let Some(limit) = limit {
        let y = y_of(limit);
        shapes.push(Shape::Line { from: (LEFT, y), to: (RIGHT, y), tone: Tone::Limit, dashed: false });
        let text = format!("{} % less: {limit:.1}", rule.percent);
        // At the left, since the scores of the trial, to which the line belongs, are at the right.
        shapes.push(Shape::Text { at: (LEFT + 3.0, y - 3.0), text, anchor: Anchor::Start, tone: Tone::Limit });
    }
    for (row, reading, on) in dated {
        let at = (axis.x(on), y_of(number(reading.score)));
        let counts = pair.is_some_and(|pair| pair.baseline == row || pair.during == row);
        let (form, tone) = if counts { (Form::Diamond, Tone::Accent) } else { (Form::Ring, Tone::Ink) };
        shapes.push(Shape::Mark { at, form, tone });
        let text = reading.score.to_string();
        // Next to the mark, since the scores of one day are above each other.
        let (anchor, x) = if at.0 > RIGHT - 30.0 { (Anchor::End, at.0 - 7.0) } else { (Anchor::Start, at.0 + 7.0) };
        // On the line it would be struck through, so above it.
        let struck = limit.is_some_and(|limit| (y_of(limit) - at.1).abs() < TEXT);
        let base = if struck { at.1.min(limit.map_or(at.1, y_of)) - 3.0 } else { at.1 + 3.0 };
        shapes.push(Shape::Text { at: (x, base), text, anchor, tone });
    }
    axis.draw(&mut shapes, HEIGHT - 4.0);
    let title = format!("Pain scores, {}", wording::scale(scale));
    let lines: Vec<String> = readings.iter().map(|(row, reading)| spoken(*row, reading, pair)).collect();
    let asked = format!("The policy asks for a reduction of at least {} %.", rule.percent);
    Some(Figure { title, alternative: format!("{}. {asked}", lines.join(". ")), height: HEIGHT + TEXT + 8.0, shapes })
}

fn spoken(row: RowId, reading: &PainReading, pair: Option<&ReadingPair>) -> String {
    let counts = match pair {
        Some(pair) if pair.baseline == row => ", counts as the score before the trial",
        Some(pair) if pair.during == row => ", counts as the score during the trial",
        _ => "",
    };
    format!("{}{counts}", wording::reading(reading))
}

/// Returns the score at which the required reduction from the chosen baseline is reached. For drawing only: the rule
/// compares exactly.
fn limit(readings: &[(RowId, &PainReading)], pair: Option<&ReadingPair>, percent: u32) -> Option<f32> {
    let baseline = readings.iter().find(|(row, _)| pair.is_some_and(|pair| pair.baseline == *row))?.1;
    Some(number(baseline.score) * (100.0 - percent as f32) / 100.0)
}

/// Returns the position of a score on the canvas.
fn number(score: Amount) -> f32 {
    score.to_string().parse().unwrap_or(0.0)
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
