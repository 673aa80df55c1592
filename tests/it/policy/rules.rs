//! More broken policy files, in the manner of `policy_file`: facts beside a choice, days that run out, what has ended, remarks
//! with conditions, and steps that share a criterion.
//!
//! Must not know: what the policy says; only that the file has to hold together.

use crate::policy::file::refused;

#[test]
fn facts_beside_a_choice() {
    let last = "\"interqual.reference\"], unsettled";
    refused(
        &[
            (last, "¦\"interqual.referense\"], unsettled"),
            ("id = \"interqual.reference\"", "id = ¦\"interqual.reference\""),
        ],
        &["there is no question \"interqual.referense\"", "no rule uses question \"interqual.reference\""],
    );
    // An item, a confirmation and an instant are none of the facts that are filled in beside a choice.
    for id in ["indication.cancer_pain", "scope.mandates_checked", "request.received_at"] {
        let with = format!("\"interqual.reference\", ¦\"{id}\"], unsettled");
        refused(&[(last, &with)], &["is of a kind that does not fit here"]);
    }
    refused(&[(last, "\"interqual.reference\", \"request.service_on\"], unsettled")], &[]);
}

#[test]
fn days_that_run_out() {
    let head = ("[[criterion]]\nid = \"device-at-eri\"", "¦[[criterion]]\nid = \"device-at-eri\"");
    refused(&[head, ("days = 90 }", "days = 0 }")], &["at least one"]);
    refused(&[("days = 90 }", "days = 1 }")], &[]);
    refused(&[("value = \"eri\"", "value = ¦\"ery\"")], &["question \"device.state\" has no option \"ery\""]);
    for (id, says) in [("device.drug", "does not fit here"), ("device.not_repairable", "does not fit here")] {
        let from = format!("from = ¦\"{id}\", days");
        refused(&[("from = \"device.eri_on\", days", &from)], &[says]);
    }
    refused(
        &[("from = \"device.eri_on\", days", "from = ¦\"device.ery_on\", days")],
        &["there is no question \"device.ery_on\""],
    );
    refused(
        &[(
            "rule.runs_out = { question = \"device.state\", value = \"eri\"",
            "rule.runs_out = { question = ¦\"device.not_repairable\", value = ¦\"eri\"",
        )],
        &["is of a kind that does not fit here", "question \"device.not_repairable\" has no option \"eri\""],
    );
}

#[test]
fn what_has_ended() {
    let date = ("id = \"warranty.ends_on\"", "id = ¦\"warranty.ends_on\"");
    refused(
        &[("ends_on = \"warranty.ends_on\"", "ends_on = ¦\"initial.approval\""), date],
        &["is of a kind that does not fit here", "no rule uses question \"warranty.ends_on\""],
    );
    let statement = ("id = \"warranty.stated_ended\"", "id = ¦\"warranty.stated_ended\"");
    refused(
        &[("stated = \"warranty.stated_ended\"", "stated = ¦\"initial.approved_by\""), statement],
        &["is of a kind that does not fit here", "no rule uses question \"warranty.stated_ended\""],
    );
    // The one for the other fits neither.
    refused(
        &[(
            "ends_on = \"warranty.ends_on\", stated = \"warranty.stated_ended\"",
            "ends_on = ¦\"warranty.stated_ended\", stated = ¦\"warranty.ends_on\"",
        )],
        &["is of a kind that does not fit here", "is of a kind that does not fit here"],
    );
    refused(
        &[("on = \"request-day\", disagreement", "on = ¦\"warranty-day\", disagreement")],
        &["there is no day \"warranty-day\""],
    );
    refused(
        &[
            ("disagreement = \"warranty-records-disagree\"", "disagreement = ¦\"warranty-disputed\""),
            ("[[judgement]]\nid = \"warranty-records-disagree\"", "[[judgement]]\nid = ¦\"warranty-records-disagree\""),
        ],
        &[
            "there is no judgement \"warranty-disputed\"",
            "judgement \"warranty-records-disagree\" belongs to exactly one",
        ],
    );
}

#[test]
fn questions_asked_beside_a_criterion() {
    refused(
        &[("also_asks = [\"device.eri_on\", ", "also_asks = [¦\"device.ery_on\", ")],
        &["there is no question \"device.ery_on\""],
    );
}

#[test]
fn ways_of_ways() {
    refused(
        &[
            ("{ option = \"spasticity\", criterion", "{ option = ¦\"spastic\", criterion"),
            ("{ question = \"initial.indication\", cases", "{ question = ¦\"initial.indication\", cases"),
        ],
        &[
            "option \"spasticity\" of \"initial.indication\" has to lead to exactly one place",
            "question \"initial.indication\" has no option \"spastic\"",
        ],
    );
    refused(
        &[("linked_case = [\"cancer\", \"spasticity\", \"non", "linked_case = [\"cancer\", ¦\"spasm\", \"non")],
        &["there is no pathway \"spasm\""],
    );
    refused(
        &[
            ("by = \"initial.established_by\"", "by = ¦\"initial.established_by\""),
            (
                "means.reviewed_now = \"initial-reviewed\"",
                "means.reviewed_now = \"initial-reviewed\", stages = [\"trial\"]",
            ),
        ],
        &["\"stages\" belongs to a way that rests on a linked case"],
    );
}

// ---- remarks

const INJECTIONS: &str = "[[notice]]\npathways = [\"nonmalignant-trial\"]\nonly_codes = [\"62320\", \"62321\", \"62322\", \
                          \"62323\"]\n";

#[test]
fn a_remark_that_would_always_be_shown() {
    for conditions in
        ["", "only_codes = []\n", "when = []\n", "unless = { question = \"request.urgency\", is = [\"urgent\"] }\n"]
    {
        let notice = format!("¦[[notice]]\npathways = [\"nonmalignant-trial\"]\n{conditions}");
        refused(&[(INJECTIONS, &notice)], &["name `only_codes`, `several_of`, `single_method` or `when`"]);
    }
    let when = "when = [{ question = \"request.urgency\", is = [\"urgent\"] }]\n";
    let notice = format!("[[notice]]\npathways = [\"nonmalignant-trial\"]\n{when}");
    refused(&[(INJECTIONS, &notice)], &[]);
}

#[test]
fn conditions_of_a_remark() {
    let (baclofen, urgent) = (
        "{ question = \"device.drug\", is = [\"baclofen\"] }",
        "{ question = \"device.drug\", is = [\"baclofen\"] }]\nunless = { question = \"request.urgency\", is = [\"urgent\"] }",
    );
    refused(
        &[(baclofen, "{ question = \"device.drug\", is = [¦\"baklofen\"] }")],
        &["question \"device.drug\" has no option \"baklofen\""],
    );
    refused(
        &[(
            urgent,
            "{ question = \"device.drug\", is = [\"baclofen\"] }]\nunless = { question = \"request.urgency\", is = [¦\"urgnt\"] }",
        )],
        &["question \"request.urgency\" has no option \"urgnt\""],
    );
    refused(
        &[(
            urgent,
            "{ question = \"device.drug\", is = [\"baclofen\"] }]\nunless = { question = ¦\"request.urgence\", is = [\"urgent\"] }",
        )],
        &["there is no question \"request.urgence\""],
    );
    refused(
        &[(
            urgent,
            "{ question = \"device.drug\", is = [\"baclofen\"] }]\nunless = { question = ¦\"device.not_repairable\", is = [¦\"urgent\"] }",
        )],
        &["is of a kind that does not fit here", "question \"device.not_repairable\" has no option \"urgent\""],
    );
    let notice = "[[notice]]\npathways = [\"replacement\"]\nwhen = [{ question = \"device.state\", is = [\"not-functioning\", \"eri\"] }, { question = \"device.drug\", is = [\"baclofen\"]";
    let marked = format!("¦{notice}");
    refused(
        &[(notice, &marked), (baclofen, "{ question = \"device.drug\", is = [] }")],
        &["the condition names no option"],
    );
    refused(
        &[(
            "pathways = [\"replacement\"]\nonly_codes = [\"62350\", \"62351\"]",
            "pathways = [\"replacement\"]\nonly_codes = [\"62350\", ¦\"62359\"]",
        )],
        &["code 62359 is not in the list of codes"],
    );
}

// ---- steps that share a criterion

const REPLACEMENT: (&str, &str) = ("[[pathway]]\nid = \"replacement\"", "¦[[pathway]]\nid = \"replacement\"");
const DEVICE: &str = "criteria = [\"device-non-functional\", \"repair-or-warranty\"] },";
const INITIAL: &str = "{ title = \"Initial placement\", criteria = [\"initial-met\"] },";

#[test]
fn a_criterion_that_no_step_holds() {
    refused(
        &[REPLACEMENT, (DEVICE, "criteria = [\"device-non-functional\", \"not-repairable\"] },")],
        &["no step of \"replacement\" holds criterion \"out-of-warranty\""],
    );
}

#[test]
fn a_criterion_that_two_steps_hold() {
    let initial =
        |also: &str| format!("{{ title = \"Initial placement\", criteria = [\"initial-met\", \"{also}\"] }},");
    refused(
        &[REPLACEMENT, (INITIAL, &initial("trial-completed"))],
        &["two steps of \"replacement\" hold criterion \"trial-completed\""],
    );
    // A criterion with parts is reported by each of them.
    refused(
        &[REPLACEMENT, ("¦[[pathway]]", "¦¦[[pathway]]"), (INITIAL, &initial("trial-not-bolus-only"))],
        &["hold criterion \"trial-by-bolus\"", "hold criterion \"trial-by-infusion\""],
    );
    refused(
        &[REPLACEMENT, (INITIAL, &initial("stage-known"))],
        &["a step of \"replacement\" holds \"stage-known\", which the pathway does not ask"],
    );
}

/// A part that a step names is worked through there and not under its whole; a part that none names, under its whole.
#[test]
fn a_part_beside_its_whole_is_held_once() {
    refused(&[(DEVICE, "criteria = [\"device-non-functional\", \"repair-or-warranty\", \"out-of-warranty\"] },")], &[]);
    let steps = "{ title = \"Infusion trial\", criteria = [\"trial-met\"] },\n  { title = \"Pump placement\", criteria = \
                 [\"trial-completed\", \"trial-not-bolus-only\", \"pain-reduction\"] },";
    let (with, without) = (format!("{INITIAL}\n  {steps}"), INITIAL);
    refused(&[(&with, without)], &[]);
}

#[test]
fn remarks_on_several_codes_and_on_one_method() {
    let several = "several_of = [\"62320\", \"62321\"]";
    let notice = (
        "[[notice]]\npathways = [\"cancer\", \"spasticity\", \"nonmalignant-trial\", \"nonmalignant-pump\", \
                   \"replacement\"]\nseveral_of = [\"62320\", \"62321\"]",
        "",
    );
    let with = |codes: &str| notice.0.replace(several, codes).replacen("[[notice]]", "¦[[notice]]", 1);
    refused(&[(notice.0, &with("several_of = [\"62320\"]"))], &["at least two codes"]);
    refused(&[(several, "several_of = [\"62320\", ¦\"99999\"]")], &["code 99999 is not in the list of codes"]);
    for (id, says) in [("care-failed", "is not about treatments"), ("care", "there is no criterion")] {
        let with = format!("single_method = [¦\"{id}\", \"care-with-injections\"]");
        refused(&[("single_method = [\"care-without-injections\", \"care-with-injections\"]", &with)], &[says]);
    }
}

#[test]
fn options_that_leave_a_criterion_open() {
    let unsettled = "unsettled = [{ option = \"incomplete\", lacks = \"interqual.lacks\" }]";
    for (option, lacks, says) in [
        ("¦\"unfinished\"", "\"interqual.lacks\"", "has no option \"unfinished\""),
        ("\"incomplete\"", "¦\"stage.requested\"", "is of a kind that does not fit here"),
    ] {
        let with = format!("unsettled = [{{ option = {option}, lacks = {lacks} }}]");
        let lacking = ("id = \"interqual.lacks\"", "id = ¦\"interqual.lacks\"");
        match lacks {
            "\"interqual.lacks\"" => refused(&[(unsettled, &with)], &[says]),
            _ => refused(&[(unsettled, &with), lacking], &[says, "no rule uses question \"interqual.lacks\""]),
        }
    }
}

#[test]
fn an_option_that_meets_a_rule_does_not_leave_it_open() {
    let both = ("unsettled = [{ option = \"incomplete\", lacks", "unsettled = [{ option = \"met\", lacks");
    refused(&[("values = [\"met\"], with", "values = [¦\"met\"], with"), both], &["meets the rule and leaves it open"]);
}

#[test]
fn ages_that_another_criterion_judges() {
    let except = "except = { in_pathway = \"replacement\", under = 18, judged_by = \"adult-at-placement\" }";
    let with = |pathway: &str, by: &str| format!("except = {{ in_pathway = {pathway}, under = 18, judged_by = {by} }}");
    refused(&[(except, &with("¦\"replace\"", "\"adult-at-placement\""))], &["there is no pathway \"replace\""]);
    refused(&[(except, &with("\"replacement\"", "¦\"adult\""))], &["there is no criterion \"adult\""]);
    refused(&[(except, &with("\"replacement\"", "¦\"trial-criteria\""))], &["rests on another one, \"age-over-18\""]);
}

#[test]
fn a_judgement_rests_on_more_or_on_less_and_not_on_both() {
    let only = "reading = \"pump-at-eri\"\nrests_only_on = [\"device.state\", \"device.eri_on\"]";
    let head = ("[[judgement]]\nid = \"eri\"", "[[judgement]]\nid = ¦\"eri\"");
    let both = format!("{only}\nrests_on = [\"device.drug\"]");
    refused(&[head, (only, &both)], &["`rests_on` or `rests_only_on`, not both"]);
    let unknown = only.replace("\"device.eri_on\"]", "¦\"device.ery_on\"]");
    refused(&[(only, &unknown)], &["there is no question \"device.ery_on\""]);
}
