//! The tables of due dates: the bundled one, a department's over it, and every fault of a file named with its place.
//!
//! Must not know: what a clock makes of a rule (that is `turnaround`).

use mednec::policy::{Problem, request_questions};
use mednec::turnaround::{Asking, Limit, Origin, Period, Rule, Rulebook, Start, Unit};

use crate::policy::file::unmarked;

/// A department's file without fault.
pub(crate) const OWN: &str = r#"format = 1
when_nothing_comes = "The supervisor is told."

[[rule]]
id = "texas-pre-service"
label = "Texas pre-service"
lines = ["commercial"]
types = ["pre-service"]
urgencies = ["standard"]
decide_within = "3 days"
tell_missing_within = "24 hours"
supply_at_least = "48 hours"
asking = "decide-after-information"
decide_after_information = "48 hours"
extension = "1 day"
binding = true
in_force_from = 2026-01-01
in_force_until = 2026-12-31
source = "28 TAC 19.1709"
verify = true
note = "Unverified."
"#;

/// The bundled table.
pub(crate) fn bundled() -> Rulebook {
    Rulebook::bundled().expect("the bundled table loads")
}

/// The bundled table with a department's over it.
pub(crate) fn with(text: &str) -> Rulebook {
    bundled().with_department(text).unwrap_or_else(|error| panic!("{:#?}", error.problems))
}

fn rule<'r>(rules: &'r Rulebook, id: &str) -> &'r Rule {
    rules.rules().find(|rule| rule.id.as_str() == id).unwrap_or_else(|| panic!("there is no rule {id}"))
}

/// Refused with exactly these problems at the marks, in the order of the file. An edit names one place of `OWN`.
fn refused(edits: &[(&str, &str)], expected: &[&str]) {
    let mut marked = OWN.to_owned();
    for (from, to) in edits {
        assert_eq!(marked.matches(from).count(), 1, "an edit names one place: {from}");
        marked = marked.replace(from, to);
    }
    refused_text(&marked, expected);
}

fn refused_text(marked: &str, expected: &[&str]) {
    let (text, marks) = unmarked(marked);
    let found = bundled().with_department(&text).map_or_else(|error| error.problems, |_| Vec::new());
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), expected.len(), "expected {expected:#?}, found {list:#?}\n{text}");
    assert_eq!(marks.len(), expected.len(), "a mark for each problem; found {list:#?}");
    for ((problem, mark), says) in found.iter().zip(&marks).zip(expected) {
        let Problem { line, column, says: said } = problem;
        assert!(said.contains(says), "expected \"{says}\", found {list:#?}");
        assert_eq!((*line, *column), *mark, "the place of \"{says}\" among {list:#?}");
    }
}

#[test]
fn the_bundled_table_loads_and_every_rule_can_be_shown() {
    let rules = bundled();
    assert_eq!(rules.rules().count(), 26);
    for rule in rules.rules() {
        assert!(!rule.source.is_empty() && !rule.label.is_empty() && rule.origin == Origin::Bundled, "{rule:?}");
        let why = ["Unverified", "Single source", "Sources disagree"];
        assert!(!rule.verify || why.iter().any(|why| rule.note.starts_with(why)), "{rule:?}");
        // What the table names from a single source does not make anything overdue.
        assert!(rule.binding || rule.verify, "{rule:?}");
    }
    assert!(!rules.when_nothing_comes().is_empty());
}

/// Each line and day has at most one rule that binds, so that nothing in the bundled table competes.
#[test]
fn no_two_bundled_rules_that_bind_are_for_the_same_request() {
    let rules = bundled();
    let binding: Vec<&Rule> = rules.rules().filter(|rule| rule.binding).collect();
    for (number, one) in binding.iter().enumerate() {
        for other in &binding[number + 1..] {
            let share = |a: &[mednec::ids::OptionId], b: &[mednec::ids::OptionId]| a.iter().any(|id| b.contains(id));
            let apart_in_time = |a: &Rule, b: &Rule| a.in_force_until.zip(b.in_force_from).is_some_and(|(a, b)| a < b);
            assert!(
                !(share(&one.lines, &other.lines)
                    && (one.plans.is_empty() || other.plans.is_empty() || share(&one.plans, &other.plans))
                    && (one.items.is_empty() || other.items.is_empty() || share(&one.items, &other.items))
                    && share(&one.types, &other.types)
                    && share(&one.urgencies, &other.urgencies))
                    || apart_in_time(one, other)
                    || apart_in_time(other, one),
                "{} and {}",
                one.id,
                other.id
            );
        }
    }
}

#[test]
fn the_options_of_a_request_are_at_hand() {
    for id in ["request.line", "request.type", "request.urgency", "request.plan_class", "request.item"] {
        let question = request_questions().iter().find(|question| question.id.as_str() == id);
        assert!(question.is_some_and(|question| !question.options.is_empty()), "{id}");
    }
}

// ---- a department's own

#[test]
fn a_department_adds_a_rule() {
    let rules = with(OWN);
    assert_eq!(rules.rules().count(), bundled().rules().count() + 1);
    let own = rule(&rules, "texas-pre-service");
    assert_eq!(own.origin, Origin::Department);
    assert_eq!(own.limit, Limit::Within(Period { count: 3, unit: Unit::Days }));
    // The meaning that this key had before the program had "decide-after-information-instead".
    let within = Period { count: 48, unit: Unit::Hours };
    assert_eq!(own.asking, Asking::DecideAfterInformation { within, replaces: false });
    assert_eq!((own.starts, own.plans.len(), own.items.len()), (Start::Receipt, 0, 0));
    assert_eq!(own.extension, Some(Period { count: 1, unit: Unit::Days }));
    assert_eq!(rules.when_nothing_comes(), "The supervisor is told.");
}

#[test]
fn a_department_s_rule_stands_whole_in_the_place_of_one_with_its_id() {
    let rules = with(&OWN.replace("texas-pre-service", "erisa-pre-service"));
    let ids = |rules: &Rulebook| rules.rules().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&rules), ids(&bundled()), "in its place");
    let own = rule(&rules, "erisa-pre-service");
    assert_eq!((own.origin, own.source.as_str()), (Origin::Department, "28 TAC 19.1709"));
    assert_eq!(rule(&bundled(), "erisa-pre-service").origin, Origin::Bundled);
}

#[test]
fn a_department_sets_only_what_happens_when_nothing_comes() {
    let rules = with("format = 1\nwhen_nothing_comes = \"Tell the medical director.\"\n");
    assert_eq!(rules.when_nothing_comes(), "Tell the medical director.");
    assert!(rules.rules().eq(bundled().rules()));
    // And a file that does not say it leaves it.
    let rules = with(&OWN.replace("when_nothing_comes = \"The supervisor is told.\"\n", ""));
    assert_eq!(rules.when_nothing_comes(), bundled().when_nothing_comes());
}

#[test]
fn the_least_that_a_rule_needs() {
    let optional = ["tell_missing_within", "supply_at_least", "decide_after", "extension", "in_force", "note"];
    let least: Vec<&str> = OWN.lines().filter(|line| !optional.iter().any(|key| line.starts_with(key))).collect();
    let least =
        least.join("\n").replace("decide-after-information", "runs-on").replace("verify = true", "verify = false");
    let rules = with(&least);
    let own = rule(&rules, "texas-pre-service");
    assert_eq!((own.extension, own.supply_at_least, own.in_force_from, own.asking), (None, None, None, Asking::RunsOn));
    // Ends of lines as another editor writes them, and its mark at the head.
    with(&OWN.replace('\n', "\r\n"));
    with(&format!("\u{feff}{OWN}"));
}

#[test]
fn keys_for_plans_items_starts_grounds_and_holidays() {
    let more = "plans = [\"church\"]\nitems = [\"part-b-drug\"]\nstarts = \"complete-information\"\n\
                extension_grounds = [\"enrollee-asks\"]\nbinding";
    let text = OWN.replace("binding", more).replace("format = 1", "format = 1\nholidays = [2026-12-24, 2026-12-25]");
    let rules = with(&text);
    let own = rule(&rules, "texas-pre-service");
    assert_eq!((own.plans.len(), own.items.len(), own.starts), (1, 1, Start::CompleteInformation));
    assert_eq!(own.extension_grounds.len(), 1);
    assert_ne!(rules.holidays(), bundled().holidays());
    // A file may set its holidays and nothing else.
    with("format = 1\nholidays = [2026-12-25]");
    let least = "format = 1\n\n[[rule]]\nid = \"ours\"\nlabel = \"Ours\"\nlines = [\"other\"]\ntypes = [\"reduction\"]\n\
                 urgencies = [\"standard\"]\nsays = \"In time.\"\nasking = \"runs-on\"\nbinding = true\nsource = \"ours\"\nverify = false\n";
    assert_eq!(rule(&with(least), "ours").limit, Limit::Says("In time.".to_owned()));
}

#[test]
fn faults_of_those_keys() {
    let with_key = |key: &str| [("binding = true".to_owned(), format!("{key}\nbinding = true"))];
    let refused_key = |key: &str, says: &str| {
        let [(from, to)] = with_key(key);
        refused(&[(&from, &to)], &[says]);
    };
    refused_key("plans = [¦\"union\"]", "request.plan_class has no option \"union\"");
    refused_key("items = [¦\"drug\"]", "request.item has no option \"drug\"");
    refused_key("items = ¦[]", "`items` is a list of ids");
    refused_key("starts = ¦\"tomorrow\"", "`starts` is \"receipt\" or \"complete-information\"");
    refused_key("extension_grounds = [¦\"because\"]", "an extension has no ground \"because\"");
    refused_key("extension_grounds = [\"enrollee-asks\", ¦\"enrollee-asks\"]", "appears twice in `extension_grounds`");
    refused_key("says = ¦\"In time.\"", "`says` is for a rule without a number of days");
    refused(
        &[("extension = \"1 day\"", "extension_grounds = ¦[\"enrollee-asks\"]")],
        &["`extension_grounds` has no effect without `extension`"],
    );
    refused(&[("format = 1", "format = 1\nholidays = ¦[\"2026-12-25\"]")], &["`holidays` is a list of calendar dates"]);
    refused(
        &[("format = 1", "format = 1\nholidays = [2026-12-25, ¦2026-12-25]")],
        &["2026-12-25 appears twice in `holidays`"],
    );
}

// ---- faults

#[test]
fn a_key_that_is_missing() {
    for key in ["id", "label", "lines", "types", "urgencies", "decide_within", "asking", "binding", "source", "verify"]
    {
        let without: Vec<&str> = OWN.lines().filter(|line| !line.starts_with(&format!("{key} ="))).collect();
        let text = without.join("\n").replace("[[rule]]", "¦[[rule]]");
        // What rests on `asking` is not looked at without it.
        refused_text(&text, &[&format!("has no `{key}`")]);
    }
    refused(&[("format = 1\n", "¦")], &["the file has no `format`"]);
    refused(&[("note = \"Unverified.\"\n", ""), ("verify = true", "verify = ¦true")], &["give the reason in `note`"]);
    refused(
        &[("decide_after_information = \"48 hours\"\n", ""), ("asking = ", "asking = ¦")],
        &["needs `decide_after"],
    );
    refused(&[("supply_at_least = \"48 hours\"\n", ""), ("asking = ", "asking = ¦")], &["needs `supply_at_least`"]);
}

#[test]
fn a_key_that_nobody_knows() {
    refused(&[("binding =", "¦governs = true\nbinding =")], &["rule \"texas-pre-service\" has no key `governs`"]);
    refused(&[("format = 1", "format = 1\n¦department = \"ours\"")], &["the file has no key `department`"]);
    refused(
        &[
            ("when_nothing_comes = \"The supervisor is told.\"\n", ""),
            ("format = 1", "¦format = 1"),
            ("[[rule]]", "[[¦rules]]"),
        ],
        &["the file holds no [[rule]]", "the file has no key `rules`"],
    );
}

#[test]
fn a_length_of_time_without_its_unit_or_without_sense() {
    for odd in [
        "15",
        "\"15\"",
        "15.0",
        "\"15days\"",
        "\"15 Days\"",
        "\"15  days\"",
        "\" 15 days\"",
        "\"15 days \"",
        "\"0 days\"",
        "\"-1 days\"",
        "\"+1 days\"",
        "\"1.5 days\"",
        "\"1e3 days\"",
        "\"2 months\"",
        "\"2 weeks\"",
        "\"2 workdays\"",
        "\"99999 days\"",
        "\"99999999999999999999 hours\"",
        "\" days\"",
        "\"\"",
        "\"١ days\"",
        "true",
        "[\"15 days\"]",
    ] {
        refused(&[("\"3 days\"", &format!("¦{odd}"))], &["`decide_within` is a length of time with its unit"]);
    }
    for good in ["1 day", "1 days", "9999 hours", "24 hour", "1 business day", "3 business days"] {
        with(&OWN.replace("\"3 days\"", &format!("\"{good}\"")));
    }
    refused(
        &[
            ("extension = \"1 day\"", "extension = ¦1"),
            ("\"24 hours\"", "¦24"),
            ("supply_at_least = \"48 hours\"", "supply_at_least = ¦\"x\""),
        ],
        &["`tell_missing_within` is a length", "`supply_at_least` is a length", "`extension` is a length"],
    );
}

#[test]
fn options_that_a_request_does_not_have() {
    refused(&[("[\"commercial\"]", "[¦\"comercial\"]")], &["request.line has no option \"comercial\""]);
    refused(&[("[\"pre-service\"]", "[\"pre-service\", ¦\"urgent\"]")], &["request.type has no option \"urgent\""]);
    refused(&[("[\"standard\"]", "[\"standard\", ¦\"standard\"]")], &["appears twice in `urgencies`"]);
    for odd in ["[]", "\"commercial\"", "[1]", "[\"\"]", "{}"] {
        refused(&[("[\"commercial\"]", &format!("¦{odd}"))], &["`lines` is a list of ids"]);
    }
}

#[test]
fn ids_that_stand_twice_or_are_ill_formed() {
    let again = OWN.split_once("[[rule]]").map(|(_, rule)| rule).unwrap_or_default();
    let again = again.replacen("id = ", "id = ¦", 1);
    refused_text(&format!("{OWN}\n[[rule]]{again}"), &["rule \"texas-pre-service\" appears twice"]);
    for odd in ["-a", "a b", "a/b", "ä"] {
        refused(&[("\"texas-pre-service\"", &format!("¦\"{odd}\""))], &["an id is letters"]);
    }
}

#[test]
fn days_and_flags_of_the_wrong_form() {
    for odd in ["\"2026-01-01\"", "2026-01-01T00:00:00", "2026-01-01T00:00:00Z", "2026", "00:00:00"] {
        refused(
            &[("in_force_from = 2026-01-01", &format!("in_force_from = ¦{odd}"))],
            &["`in_force_from` is a calendar"],
        );
    }
    refused(&[("2026-12-31", "¦2025-12-31")], &["`in_force_until` is before `in_force_from`"]);
    with(&OWN.replace("2026-12-31", "2026-01-01"));
    refused(
        &[("binding = true", "binding = ¦\"true\""), ("verify = true", "verify = ¦1")],
        &["`binding` is true", "`verify` is true"],
    );
}

#[test]
fn what_contradicts_itself() {
    refused(&[("\"24 hours\"", "¦\"73 hours\"")], &["`tell_missing_within` is longer"]);
    with(&OWN.replace("\"24 hours\"", "\"72 hours\""));
    refused(
        &[
            ("asking = \"decide-after-information\"", "asking = \"runs-on\""),
            ("decide_after_information = ", "decide_after_information = ¦"),
        ],
        &["`decide_after_information` has no effect with asking = \"runs-on\""],
    );
    refused(
        &[("asking = \"decide-after-information\"", "asking = ¦\"stops\"")],
        &["`asking` is one of \"runs-on\", \"stops-until"],
    );
    refused(
        &[
            ("asking = \"decide-after-information\"", "asking = ¦\"stops-until-information-or-period-end\""),
            ("supply_at_least = \"48 hours\"\n", ""),
            ("decide_after_information = \"48 hours\"\n", ""),
        ],
        &["needs `supply_at_least`"],
    );
}

#[test]
fn texts_that_are_none() {
    for odd in ["\"\"", "\"  \"", "\"a\\nb\"", "\"a\\u0007\"", "7", "[\"a\"]"] {
        refused(&[("\"28 TAC 19.1709\"", &format!("¦{odd}"))], &["`source` is one line of text"]);
    }
    refused(&[("\"The supervisor is told.\"", "¦\"\"")], &["`when_nothing_comes` is one line of text"]);
    // A note that is none is one problem, not two.
    refused(&[("\"Unverified.\"", "¦\"\"")], &["`note` is one line of text"]);
}

#[test]
fn files_that_are_no_table() {
    refused_text("¦¦", &["the file has no `format`", "the file holds no [[rule]] and sets nothing"]);
    refused_text("¦format = 1", &["the file holds no [[rule]] and sets nothing"]);
    refused_text("¦format = 1\nrule = []", &["the file holds no [[rule]] and sets nothing"]);
    refused_text("format = 1\nrule = ¦3", &["rule is a list: write [[rule]] above each entry"]);
    refused_text("format = 1\nrule = [¦3]", &["rule is a list of tables"]);
    refused_text("format = 1\n¦[rule]\nid = \"a\"", &["rule is a list: write [[rule]] above each entry"]);
    for odd in ["format = ¦2", "format = ¦\"1\"", "format = ¦1.0", "format = ¦-1", "format = ¦99999999999999999999"]
    {
        refused(&[("format = 1", odd)], &[if odd.ends_with('2') { "of format 1" } else { "`format` is a" }]);
    }
    let faults = |text: &str| bundled().with_department(text).map_or_else(|error| error.problems, |_| Vec::new());
    for (odd, line) in [
        ("format = 1\nformat = 1", 2),
        ("format = 1\nwhen_nothing_comes = \"open", 2),
        ("format = 1\n\n{", 3),
        ("format = 1\nin = 2026-02-30", 2),
        ("\0", 1),
    ] {
        let found = faults(odd);
        assert!(!found.is_empty() && found[0].line == line, "{odd:?}: {found:?}");
    }
}

#[test]
fn all_problems_of_all_rules_are_named_at_once_in_the_order_of_the_file() {
    let second = "\n¦[[rule]]\nid = ¦\"a b\"\nlines = [¦\"medicare\", \"exchange\"]\ntypes = ¦[]\nurgencies = [\"urgent\"]\n\
                  decide_within = ¦72\nasking = \"runs-on\"\n¦decide_in = 3\nbinding = ¦1\nsource = ¦\"\"\nverify = false\n";
    let text = format!("{}{second}", OWN.replace("format = 1", "format = ¦2").replace("\"3 days\"", "¦\"3\""));
    refused_text(
        &text,
        &[
            "tables of due dates of format 1",
            "`decide_within`",
            "has no `label`",
            "an id is letters",
            "request.line has no option \"medicare\"",
            "`types`",
            "`decide_within`",
            "has no key `decide_in`",
            "`binding`",
            "`source`",
        ],
    );
}
