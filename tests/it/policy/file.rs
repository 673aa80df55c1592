//! Broken policy files are refused with every problem and its place. Each is made from the bundled text by targeted edits;
//! the mark `¦` in an edit stands where a problem is expected to be reported, in the order of the file.
//!
//! Must not know: what the policy says; only that the file has to hold together.

use mednec::policy::{Catalog, CatalogError, Policy, PolicyOrigin, Problem};

use crate::policy::scenarios::bundled;

const MARK: char = '¦';

/// The bundled text with edits, and the marked places (line, column), both from 1.
fn edited(edits: &[(&str, &str)]) -> (String, Vec<(usize, usize)>) {
    let mut marked = bundled().text().to_owned();
    assert!(!marked.contains(MARK));
    for (from, to) in edits {
        assert_eq!(marked.matches(from).count(), 1, "an edit names one place: {from}");
        marked = marked.replace(from, to);
    }
    unmarked(&marked)
}

/// A text without its marks, and the marked places (line, column), both from 1.
pub(crate) fn unmarked(marked: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut marks, mut line, mut column) = (String::new(), Vec::new(), 1, 1);
    for letter in marked.chars() {
        match letter {
            MARK => {
                marks.push((line, column));
                continue;
            }
            '\n' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        text.push(letter);
    }
    (text, marks)
}

fn problems(text: &str) -> Vec<Problem> {
    Policy::load(text).map_or_else(|error| error.problems, |_| Vec::new())
}

/// Refused with exactly these problems, at the marks; none: it loads.
pub(crate) fn refused(edits: &[(&str, &str)], expected: &[&str]) {
    let (text, marks) = edited(edits);
    let found = problems(&text);
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(marks.len(), expected.len(), "the test marks a place for each problem; found {list:#?}");
    assert_eq!(found.len(), expected.len(), "expected {expected:#?}, found {list:#?}");
    for ((problem, mark), says) in found.iter().zip(&marks).zip(expected) {
        assert!(problem.says.contains(says), "expected \"{says}\", found {list:#?}");
        assert_eq!((problem.line, problem.column), *mark, "the place of \"{says}\" among {list:#?}");
    }
}

// ---- ids

#[test]
fn an_id_that_appears_twice() {
    for (section, entry) in [
        ("criterion", "id = ¦\"chronic-pain\"\nlabel = \"Again\"\nsource = \"trial\"\nrule.answered = \"pain.cause\""),
        ("question", "id = ¦\"pain.cause\"\nkind = \"item\"\ncited = true\nprompt = \"Again?\"\nask = \"Again\""),
        (
            "judgement",
            "id = ¦\"age-18\"\nquestion = \"?\"\naccepts = \"a\"\ndoes_not_accept = \"b\"\nreading = \"six-months\"",
        ),
        ("reading", "id = ¦\"six-months\"\ntitle = \"t\"\ndoubt = \"d\"\nchosen = \"c\"\nsource = \"trial\""),
        ("source", "id = ¦\"trial\"\nsection = \"s\"\npage = 1\nsays = \"s\""),
        ("day", "id = ¦\"care-cap\"\ncalled = \"again\"\nfirst_of = [\"request.service_on\"]"),
    ] {
        // TOML lets sections come in any order, so the added entry is the last of its section.
        let added = format!("[[{section}]]\n{entry}\n\n[library]");
        refused(&[("[library]", &added)], &["appears twice"]);
    }
    // The questions of the request are there already. What the rules made of the other one is reported too.
    let added = "[[question]]\nid = ¦\"request.line\"\nkind = \"text\"\nprompt = \"Line\"\n\n[library]";
    let (text, marks) = edited(&[("[library]", added)]);
    let found = problems(&text);
    let at_mark = found.iter().find(|problem| (problem.line, problem.column) == marks[0]);
    assert!(at_mark.is_some_and(|problem| problem.says.contains("appears twice")), "{found:?}");
    refused(
        &[(
            "[[code]]\ncpt = \"62321\"",
            "[[code]]\ncpt = ¦\"62320\"\nlabel = \"Again\"\nstages = [\"trial\"]\n\n[[code]]\ncpt = \"62321\"",
        )],
        &["code \"62320\" appears twice"],
    );
}

#[test]
fn ids_that_lead_nowhere() {
    refused(
        &[(
            "rule.all_of = [\"care-long-enough\", \"care-failed\"]",
            "rule.all_of = [\"care-long-enough\", \"care-failed\", ¦\"care-fialed\"]",
        )],
        &["there is no criterion \"care-fialed\""],
    );
    refused(
        &[
            ("rule.answered = \"pain.cause\"", "rule.answered = ¦\"pain.case\""),
            ("id = \"pain.cause\"", "id = ¦\"pain.cause\""),
        ],
        &["there is no question \"pain.case\"", "no rule uses question \"pain.cause\""],
    );
    refused(
        &[("readings = [\"psychological-silence\"]", "readings = [\"psychological-silence\", ¦\"silence\"]")],
        &["there is no reading \"silence\""],
    );
    refused(
        &[("clearly documented\"\nsource = \"trial\"", "clearly documented\"\nsource = ¦\"trail\"")],
        &["there is no source \"trail\""],
    );
    refused(
        &[
            ("on = \"request-day\", years", "on = ¦\"request-dya\", years"),
            ("on = \"request-day\", disagreement", "on = \"age-day\", disagreement"),
            ("[[day]]\nid = \"request-day\"", "[[day]]\nid = ¦\"request-day\""),
        ],
        &["no rule counts from day \"request-day\"", "there is no day \"request-dya\""],
    );
    refused(
        &[("judgement = \"age-18\" }", "judgement = ¦\"age-19\" }"), ("id = \"age-18\"", "id = ¦\"age-18\"")],
        &["there is no judgement \"age-19\"", "judgement \"age-18\" belongs to exactly one"],
    );
    refused(
        &[("pathways = [\"nonmalignant-trial\"]", "pathways = [\"nonmalignant-trial\", ¦\"trail\"]")],
        &["there is no pathway \"trail\""],
    );
    refused(&[("values = [\"none\"]", "values = [¦\"nine\"]")], &["has no option \"nine\""]);
    refused(
        &[("rests_on = [\"trial.completed\"]", "rests_on = [¦\"trial.complete\"]")],
        &["there is no question \"trial.complete\""],
    );
    refused(
        &[(
            "first_of = [\"request.service_on\", \"request.received_at\"]\nin_pathway",
            "first_of = [\"request.service_on\", ¦\"request.received_on\"]\nin_pathway",
        )],
        &["there is no question \"request.received_on\""],
    );
}

// ---- rules

#[test]
fn rules_that_lead_back_to_themselves() {
    refused(
        &[
            ("id = \"conservative-care\"", "id = ¦\"conservative-care\""),
            ("id = \"care-failed\"", "id = ¦\"care-failed\""),
            (
                "rule.any_of = [\"failed-by-side-effects\", \"failed-for-relief\"]",
                "rule.any_of = [\"failed-by-side-effects\", \"failed-for-relief\", \"conservative-care\"]",
            ),
        ],
        &["\"conservative-care\" is a part of itself", "\"care-failed\" is a part of itself"],
    );
    refused(
        &[
            ("id = \"care-failed\"", "id = ¦\"care-failed\""),
            (
                "rule.any_of = [\"failed-by-side-effects\", \"failed-for-relief\"]",
                "rule.any_of = [\"failed-by-side-effects\", \"failed-for-relief\", \"care-failed\"]",
            ),
        ],
        &["\"care-failed\" is a part of itself"],
    );
}

#[test]
fn groups_with_nothing_in_them() {
    refused(
        &[
            ("[[criterion]]\nid = \"trial-approval\"", "¦[[criterion]]\nid = \"trial-approval\""),
            ("rule.all_of = [\"trial-approval-documented\", \"trial-approval-ours\"]", "rule.all_of = []"),
            ("id = \"trial-approval-documented\"", "id = ¦\"trial-approval-documented\""),
            ("id = \"trial-approval-ours\"", "id = ¦\"trial-approval-ours\""),
        ],
        &[
            "the group is empty",
            "uses criterion \"trial-approval-documented\"",
            "uses criterion \"trial-approval-ours\"",
        ],
    );
    refused(
        &[
            ("[[criterion]]\nid = \"care-failed\"", "¦[[criterion]]\nid = \"care-failed\""),
            ("rule.any_of = [\"failed-by-side-effects\", \"failed-for-relief\"]", "rule.any_of = []"),
            ("id = \"failed-for-relief\"", "id = ¦\"failed-for-relief\""),
        ],
        &["the group is empty", "uses criterion \"failed-for-relief\""],
    );
}

#[test]
fn rules_and_keys_that_are_not_known() {
    refused(
        &[("rule.answered = \"psych.no_barrier\"", "rule.¦anwered = \"psych.no_barrier\"")],
        &["unknown variant `anwered`"],
    );
    refused(&[("short_title = \"Trial\"", "¦colour = \"red\"\nshort_title = \"Trial\"")], &["unknown field `colour`"]);
    refused(&[("format = 1", "format = 1\n¦formatt = 1")], &["unknown field `formatt`"]);
    refused(
        &[
            ("short_title = \"Trial\"", "¦colour = \"red\"\nshort_title = \"Trial\"\n¦shape = \"round\""),
            ("short_title = \"Pump\"", "short_title = \"Pump\"\n¦shape = \"round\""),
        ],
        &["unknown field `colour`", "unknown field `shape`", "unknown field `shape`"],
    );
}

#[test]
fn thresholds_without_a_unit() {
    let found = |from: &str, to: &str| {
        let (text, marks) = edited(&[(from, to)]);
        let found = problems(&text);
        let at_mark: Vec<&Problem> =
            found.iter().filter(|problem| (problem.line, problem.column) == marks[0]).collect();
        assert!(
            at_mark.iter().any(|problem| problem.says.contains("unit in its key")),
            "{to}: {:?}",
            found.iter().map(ToString::to_string).collect::<Vec<_>>()
        );
        assert!(found.len() > 1, "the threshold with its unit is said to be missing as well: {found:?}");
    };
    found("{ percent = 50, readings", "{ ¦at_least = 50, readings");
    found(&months("months = 6"), &months("¦at_least = 6"));
    found(&months("months = 6"), &months("months = 6").replace("days_with_gaps", "¦with_gaps"));
    for (from, to, unit) in [("years.over = 18", "¦over = 18", "years"), ("days = 90 }", "¦at_least = 90 }", "days")]
    {
        let (text, marks) = edited(&[(from, to)]);
        let problem = &problems(&text)[0];
        assert!((problem.line, problem.column) == marks[0] && problem.says.contains(unit), "{problem}");
    }
}

#[test]
fn thresholds_that_mean_nothing() {
    let criterion = ("[[criterion]]\nid = \"pain-reduction\"", "¦[[criterion]]\nid = \"pain-reduction\"");
    for percent in ["0", "101"] {
        let with = format!("{{ percent = {percent}, readings");
        refused(&[criterion, ("{ percent = 50, readings", &with)], &["between 1 and 100 percent"]);
    }
    let criterion =
        ("[[criterion]]\nid = \"care-without-injections\"", "¦[[criterion]]\nid = \"care-without-injections\"");
    refused(&[criterion, (&months("months = 6"), &months("months = 0"))], &["at least one"]);
    refused(
        &[
            criterion,
            ("counting = [\"intolerable-side-effects\", \"no-safe-relief\"], without", "counting = [], without"),
        ],
        &["at least one"],
    );
}

// ---- questions, sources, steps

#[test]
fn a_question_that_no_rule_uses() {
    refused(
        &[("[library]", "[[question]]\nid = ¦\"pain.colour\"\nkind = \"text\"\nprompt = \"Colour\"\n\n[library]")],
        &["no rule uses question \"pain.colour\""],
    );
}

#[test]
fn a_criterion_without_source() {
    refused(
        &[
            ("id = \"cause-known\"", "id = ¦\"cause-known\""),
            ("source = \"trial\"\nrule.answered = \"pain.cause\"", "rule.answered = \"pain.cause\""),
        ],
        &["criterion \"cause-known\" names no source"],
    );
}

#[test]
fn steps_that_leave_out_hold_twice_or_hold_too_much() {
    let pathway = ("[[pathway]]\nid = \"nonmalignant-trial\"", "¦[[pathway]]\nid = \"nonmalignant-trial\"");
    let step = "criteria = [\"conservative-care\", \"no-psychological-barrier\"] }";
    refused(
        &[pathway, (step, "criteria = [\"conservative-care\"] }")],
        &["no step of \"nonmalignant-trial\" holds criterion \"no-psychological-barrier\""],
    );
    refused(
        &[pathway, (step, "criteria = [\"conservative-care\", \"no-psychological-barrier\", \"cause-known\"] }")],
        &["two steps of \"nonmalignant-trial\" hold criterion \"cause-known\""],
    );
    refused(
        &[pathway, (step, "criteria = [\"conservative-care\", \"no-psychological-barrier\", \"trial-completed\"] }")],
        &["holds \"trial-completed\", which the pathway does not ask"],
    );
    refused(
        &[(step, "criteria = [\"conservative-care\", \"no-psychological-barrier\", ¦\"no-barrier\"] }")],
        &["there is no criterion \"no-barrier\""],
    );
}

#[test]
fn questions_that_lack_something() {
    refused(
        &[
            ("id = \"psych.no_barrier\"", "id = ¦\"psych.no_barrier\""),
            (
                "ask = \"A statement on psychological and psychosocial problems: none, treated, or not expected to interfere\"\n",
                "",
            ),
        ],
        &["say in `ask` what the provider can send"],
    );
    refused(
        &[("id = \"pain.cause\"\nkind = \"item\"\ncited = true", "id = ¦\"pain.cause\"\nkind = \"item\"")],
        &["an item of the record is `cited = true`"],
    );
    refused(
        &[
            ("rule.answered = \"trial.completed\"", "rule.answered = ¦\"trial.technique\""),
            ("id = \"trial.completed\"", "id = ¦\"trial.completed\""),
        ],
        &["is of a kind that does not fit here", "no rule uses question \"trial.completed\""],
    );
    refused(
        &[
            ("by = \"trial.established_by\"", "by = ¦\"trial.established_by\""),
            ("  { option = \"linked-case\", means.linked_case = [\"nonmalignant-trial\"] },\n", ""),
        ],
        &["option \"linked-case\" of \"trial.established_by\" has to lead to exactly one place"],
    );
}

#[test]
fn a_judgement_that_two_rules_put() {
    refused(
        &[
            ("judgement = \"bolus-only\" }", "judgement = \"age-18\" }"),
            ("id = \"age-18\"", "id = ¦\"age-18\""),
            ("[[judgement]]\nid = \"bolus-only\"", "[[judgement]]\nid = ¦\"bolus-only\""),
        ],
        &["judgement \"age-18\" belongs to exactly one", "judgement \"bolus-only\" belongs to exactly one"],
    );
}

#[test]
fn a_way_to_fall_outside_that_says_both() {
    refused(
        &[(
            "[[outside]]\nunless = \"version-governs\"",
            "¦[[outside]]\nunless = \"version-governs\"\nwhen = \"line-not-named\"",
        )],
        &["exactly one of `when` and `unless`"],
    );
}

// ---- everything at once

#[test]
fn five_problems_in_one_file_are_five_reports() {
    refused(
        &[
            ("[[pathway]]\nid = \"nonmalignant-trial\"", "¦[[pathway]]\nid = \"nonmalignant-trial\""),
            (
                "criteria = [\"conservative-care\", \"no-psychological-barrier\"] }",
                "criteria = [\"conservative-care\"] }",
            ),
            ("id = \"cause-known\"", "id = ¦\"cause-known\""),
            ("source = \"trial\"\nrule.answered = \"pain.cause\"", "rule.answered = \"pain.cause\""),
            (
                "rule.all_of = [\"care-long-enough\", \"care-failed\"]",
                "rule.all_of = [\"care-long-enough\", \"care-failed\", ¦\"care-fialed\"]",
            ),
            ("readings = [\"psychological-silence\"]", "readings = [\"psychological-silence\", ¦\"silence\"]"),
            ("id = \"age-18\"", "id = ¦\"age-18\""),
            ("judgement = \"bolus-only\" }", "judgement = \"age-18\" }"),
            ("[[judgement]]\nid = \"bolus-only\"", "[[judgement]]\nid = ¦\"bolus-only\""),
            ("[library]", "[[question]]\nid = ¦\"pain.colour\"\nkind = \"text\"\nprompt = \"Colour\"\n\n[library]"),
        ],
        &[
            "no step of \"nonmalignant-trial\"",
            "names no source",
            "there is no criterion \"care-fialed\"",
            "there is no reading \"silence\"",
            "belongs to exactly one",
            "belongs to exactly one",
            "no rule uses question",
        ],
    );
}

/// A fault in the form of one entry does not hide a fault in the meaning of another.
#[test]
fn an_unknown_key_does_not_hide_the_other_problems() {
    refused(
        &[
            ("short_title = \"Trial\"", "¦colour = \"red\"\nshort_title = \"Trial\""),
            (
                "rule.all_of = [\"care-long-enough\", \"care-failed\"]",
                "rule.all_of = [\"care-long-enough\", \"care-failed\", ¦\"care-fialed\"]",
            ),
            ("[library]", "[[question]]\nid = ¦\"pain.colour\"\nkind = \"text\"\nprompt = \"Colour\"\n\n[library]"),
        ],
        &["unknown field `colour`", "there is no criterion \"care-fialed\"", "no rule uses question \"pain.colour\""],
    );
}

#[test]
fn entries_that_cannot_be_read_are_all_named() {
    let (text, _) = edited(&[
        ("effective_on = 2025-09-01", "effective_on = \"1 September 2025\""),
        ("short_title = \"Trial\"\n", ""),
        ("rule.answered = \"psych.no_barrier\"", "rule.anwered = \"psych.no_barrier\""),
        ("kind = \"stated-percent\"", "kind = \"percent\""),
        ("{ percent = 50, readings", "{ percent = \"50\", readings"),
    ]);
    let found = problems(&text);
    assert!(found.len() >= 5, "{found:#?}");
}

// ---- dates, syntax, cut files

#[test]
fn dates_that_are_none() {
    for (date, says) in [("¦\"2025-09-01\"", ""), ("¦2025-09-01T10:00:00", "calendar date"), ("¦20250901", "")] {
        refused(&[("effective_on = 2025-09-01", &format!("effective_on = {date}"))], &[says]);
        let (text, marks) = edited(&[("first_on = 2025-09-01", &format!("first_on = {date}"))]);
        assert!(problems(&text).iter().any(|problem| problem.line == marks[0].0), "{date}: {:?}", problems(&text));
    }
    let (text, marks) = edited(&[("effective_on = 2025-09-01", "effective_on = ¦2025-02-30")]);
    let found = problems(&text);
    assert!(found.iter().any(|problem| problem.line == marks[0].0), "{found:?}");
}

#[test]
fn a_format_that_this_program_does_not_read() {
    let (text, _) = edited(&[("format = 1", "format = 2")]);
    let found = problems(&text);
    assert!(found.len() == 1 && found[0].says.contains("format 1"), "{found:?}");
}

#[test]
fn syntax_errors_are_placed() {
    for (from, to) in [
        ("id = \"trial-criteria\"", "id = ¦\"trial-criteria"),
        ("id = \"trial-criteria\"", "id ¦\"trial-criteria\""),
        (
            "rule.all_of = [\"care-long-enough\", \"care-failed\"]",
            "rule.all_of = [\"care-long-enough\", \"care-failed¦\"",
        ),
        ("number = \"2025T0626L\"", "number = \"2025T0626L\"\n¦number = \"2025T0626M\""),
    ] {
        let (text, marks) = edited(&[(from, to)]);
        let found = problems(&text);
        // Where something is left open, the parser stumbles at the next thing that stands in the file.
        let first = found.first().expect("a problem");
        assert!((marks[0].0..=marks[0].0 + 2).contains(&first.line), "{to}: {first}");
    }
}

/// Wherever a file is cut, and whatever single line is lost, it is read or refused with a place inside it. No panic.
#[test]
fn cut_files_are_refused_or_read() {
    let policy = bundled();
    let text = policy.text();
    let lines: Vec<&str> = text.lines().collect();
    let in_place = |text: &str| {
        for problem in problems(text) {
            let last = text.matches('\n').count() + 1;
            assert!((1..=last).contains(&problem.line) && problem.column >= 1, "{problem} of {last} lines");
            assert!(!problem.says.trim().is_empty());
        }
    };
    for cut in (0..text.len()).step_by(211).chain(0..40) {
        let cut = (cut..).find(|cut| text.is_char_boundary(*cut)).unwrap();
        in_place(&text[..cut]);
        in_place(&text[cut..]);
    }
    for lost in (0..lines.len()).step_by(7) {
        let rest: Vec<&str> =
            lines.iter().enumerate().filter(|(line, _)| *line != lost).map(|(_, text)| *text).collect();
        in_place(&rest.join("\n"));
    }
    for text in ["", "\u{feff}", "\0", "[", "[[", "=", "🦴 = 1", "[[criterion]]", "criterion = 1", "scope = []"] {
        assert!(!problems(text).is_empty(), "{text:?} is no policy");
        in_place(text);
    }
}

/// Line ends and a byte order mark of another editor are no reason to refuse a file, or are said to be one.
#[test]
fn other_line_ends_read_the_same() {
    let text = bundled().text().replace('\n', "\r\n");
    let policy = Policy::load(&text).expect("it reads");
    assert_eq!(policy.criteria().count(), bundled().criteria().count());
    assert_ne!(policy.hash(), bundled().hash(), "the hash is of the exact bytes");
}

// ---- the catalog

#[test]
fn the_bundled_text_is_itself() {
    let mut catalog = Catalog::bundled().unwrap();
    let policy = catalog.add(bundled().text()).expect("the same bytes are that policy");
    assert_eq!(catalog.origin(policy.hash()), Some(PolicyOrigin::Bundled));
    assert_eq!(catalog.entries().len(), 1);
}

#[test]
fn a_bundled_number_with_other_content_is_refused() {
    let mut catalog = Catalog::bundled().unwrap();
    for text in [bundled().text().replace("percent = 50", "percent = 30"), format!("{}\n", bundled().text())] {
        let refusal = catalog.add(&text).expect_err("it says something else under the same number");
        assert_eq!(refusal, CatalogError::OtherContent { number: "2025T0626L".to_owned() });
        assert_eq!(catalog.entries().len(), 1, "and is not kept");
    }
}

#[test]
fn another_number_is_taken_and_not_signed_off() {
    let mut catalog = Catalog::bundled().unwrap();
    let text = bundled().text().replace("number = \"2025T0626L\"", "number = \"2026T0626M\"");
    let policy = catalog.add(&text).expect("a department's own file");
    assert_eq!(catalog.origin(policy.hash()), Some(PolicyOrigin::NotSignedOff));
    assert_eq!(catalog.origin(bundled().hash()), Some(PolicyOrigin::Bundled));
    assert_eq!(catalog.by_number("2026T0626M").count(), 1);
    assert!(catalog.by_hash(policy.hash()).is_some_and(|found| found.text() == text));
}

#[test]
fn a_broken_file_is_refused_with_its_problems() {
    let mut catalog = Catalog::bundled().unwrap();
    let text = bundled().text().replace("number = \"2025T0626L\"", "number = \"2026T0626M\"\nnumer = 1");
    match catalog.add(&text) {
        Err(CatalogError::Policy(error)) => assert_eq!(error.problems.len(), 1),
        other => panic!("{other:?}"),
    }
    assert_eq!(catalog.entries().len(), 1);
}

#[test]
fn a_kept_text_of_a_department_stays_at_hand_by_its_hash() {
    let mut catalog = Catalog::bundled().unwrap();
    let text = bundled().text().replace("number = \"2025T0626L\"", "number = \"2026T0626M\"");
    let kept = catalog.keep(&text).expect("a case was pinned to it");
    let offered =
        |catalog: &Catalog| catalog.for_new_cases().map(|entry| entry.policy.hash().clone()).collect::<Vec<_>>();
    assert!(!offered(&catalog).contains(kept.hash()), "no new case is begun under it");
    assert!(catalog.by_hash(kept.hash()).is_some());
    assert_eq!(catalog.origin(kept.hash()), Some(PolicyOrigin::NotSignedOff));
    assert_eq!(catalog.by_number("2026T0626M").count(), 1);
}

/// The figures of the rule on treatments without injections, with others in place of its months.
fn months(months: &str) -> String {
    format!("{months}, days_with_gaps = 184, counting = [\"intolerable-side-effects\", \"no-safe-relief\"], without")
}
