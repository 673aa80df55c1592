//! Reads one rule of a table of due dates.
//!
//! Must not know: the other rules, beyond their ids.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::facts::ExtensionGround;
use super::model::{Asking, HeldBy, HeldUntil, Limit, Origin, Rule, Start};
use super::period::Period;
use super::toml_reader::{Placed, Reader, TableEntry, day, flag, line, lines, period};
use crate::ids::{ClockRuleId, OptionId, QuestionId};
use crate::policy::{request, request_questions};

/// Reads a rule. `None` only where a problem was reported.
pub(super) fn read_rule<'t>(
    reader: &mut Reader<'t>,
    mut entry: TableEntry<'t>,
    origin: Origin,
    ids: &mut BTreeSet<String>,
) -> Option<Rule> {
    let entry = &mut entry;
    let id = reader.required(entry, "id", line);
    if let Some(id) = &id {
        entry.called = format!("rule \"{}\"", id.value);
        check_id(reader, id, ids);
    }
    let label = reader.required(entry, "label", line);
    let lines = options(reader, entry, "lines", &request::LINE);
    let types = options(reader, entry, "types", &request::TYPE);
    let urgencies = options(reader, entry, "urgencies", &request::URGENCY);
    let plans = optional_options(reader, entry, "plans", &request::PLAN_CLASS);
    let items = optional_options(reader, entry, "items", &request::ITEM);
    let limit = limit(reader, entry);
    let starts = starts(reader, entry);
    let tell_missing_within = reader.optional(entry, "tell_missing_within", period);
    if let (Some(tell), Some(Limit::Within(decide))) = (&tell_missing_within, &limit)
        && tell.value.length() > decide.length()
    {
        reader.say(tell.at, "`tell_missing_within` is longer than `decide_within`");
    }
    let (asking, supply_at_least) = asking(reader, entry);
    let extension = extension(reader, entry);
    let binding = reader.required(entry, "binding", flag);
    let (in_force_from, in_force_until) = in_force(reader, entry);
    let source = reader.required(entry, "source", line);
    let verified = verified(reader, entry);
    reader.report_unknown_keys(entry);
    let (extension, extension_grounds) = extension?;
    let (verify, note) = verified?;
    Some(Rule {
        id: ClockRuleId::new(id?.value),
        label: label?.value,
        lines: lines?,
        types: types?,
        urgencies: urgencies?,
        plans: plans?,
        items: items?,
        limit: limit?,
        starts: starts?,
        tell_missing_within: tell_missing_within.map(|tell| tell.value),
        supply_at_least,
        asking: asking?,
        extension,
        extension_grounds,
        binding: binding?.value,
        in_force_from,
        in_force_until,
        source: source?.value,
        verify,
        note,
        origin,
    })
}

/// Reads whether the rule has to be verified, with the note that gives the reason. `None` only where a problem was reported.
fn verified<'t>(reader: &mut Reader<'t>, entry: &mut TableEntry<'t>) -> Option<(bool, String)> {
    let verify = reader.required(entry, "verify", flag);
    let had_note = entry.has("note");
    let note = reader.optional(entry, "note", line);
    if let Some(verify) = verify.as_ref().filter(|verify| verify.value && !had_note) {
        reader.say(verify.at, format!("{} is to be verified: give the reason in `note`", entry.called));
    }
    Some((verify?.value, note.map(|note| note.value).unwrap_or_default()))
}

fn check_id(reader: &mut Reader<'_>, id: &Placed<String>, ids: &mut BTreeSet<String>) {
    let formed = id.value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
    if !formed {
        reader.say(id.at, "an id is letters, digits, '-', '.' and '_', and begins with no sign");
    }
    if !ids.insert(id.value.clone()) {
        reader.say(id.at, format!("rule \"{}\" appears twice: each id is given once", id.value));
    }
}

/// Reads an optional list; empty where it is absent. `None` only where a problem was reported.
fn optional_options<'t>(
    reader: &mut Reader<'t>,
    entry: &mut TableEntry<'t>,
    key: &str,
    question: &QuestionId,
) -> Option<Vec<OptionId>> {
    if entry.has(key) { options(reader, entry, key, question) } else { Some(Vec::new()) }
}

/// Reads a list of options of a question of the request form, each once.
fn options<'t>(
    reader: &mut Reader<'t>,
    entry: &mut TableEntry<'t>,
    key: &str,
    question: &QuestionId,
) -> Option<Vec<OptionId>> {
    let named = reader.required(entry, key, lines)?.value;
    let known = request_questions().iter().find(|known| known.id == *question);
    let known: Vec<&str> =
        known.into_iter().flat_map(|question| &question.options).map(|option| option.id.as_str()).collect();
    let mut read: Vec<OptionId> = Vec::new();
    let mut seen = BTreeSet::new();
    for Placed { value, at } in named {
        if !known.contains(&value.as_str()) {
            reader.say(at, format!("{question} has no option \"{value}\": it is one of {}", known.join(", ")));
        } else if !seen.insert(value.clone()) {
            reader.say(at, format!("\"{value}\" appears twice in `{key}`"));
        }
        read.push(OptionId::new(value));
    }
    Some(read)
}

/// The values of `asking`, with true for those that need `supply_at_least`.
const ASKING: [(&str, bool); 7] = [
    ("runs-on", false),
    ("stops-until-information", false),
    ("stops-until-information-or-period-end", true),
    ("stops-from-extension-notice", false),
    ("stops-from-extension-notice-or-period-end", true),
    ("decide-after-information", true),
    ("decide-after-information-instead", true),
];

/// Reads the effect of a request for information, and the shortest time to supply, which some effects need.
fn asking<'t>(reader: &mut Reader<'t>, entry: &mut TableEntry<'t>) -> (Option<Asking>, Option<Period>) {
    let had_supply = entry.has("supply_at_least");
    let supply = reader.optional(entry, "supply_at_least", period).map(|supply| supply.value);
    let had_after = entry.has("decide_after_information");
    let after = reader.optional(entry, "decide_after_information", period);
    let Some(Placed { value: says, at }) = reader.required(entry, "asking", line) else { return (None, supply) };
    let Some((_, needs_period)) = ASKING.iter().find(|(name, _)| *name == says) else {
        let names: Vec<String> = ASKING.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        reader.say(at, format!("`asking` is one of {}", names.join(", ")));
        return (None, supply);
    };
    let decides_after = says.starts_with("decide-after-information");
    if decides_after && !had_after {
        reader.say(at, format!("\"{says}\" needs `decide_after_information`"));
    }
    if *needs_period && !had_supply {
        reader.say(at, format!("\"{says}\" needs `supply_at_least`: without it the time to supply may have no end"));
    }
    if let Some(after) = after.as_ref().filter(|_| !decides_after) {
        reader.say(after.at, format!("`decide_after_information` has no effect with asking = \"{says}\""));
    }
    let stops = |by, until| Some(Asking::Stops { by, until });
    let asking = match says.as_str() {
        "stops-until-information" => stops(HeldBy::AnyRequest, HeldUntil::Information),
        "stops-until-information-or-period-end" => stops(HeldBy::AnyRequest, HeldUntil::InformationOrPeriodEnd),
        "stops-from-extension-notice" => stops(HeldBy::ExtensionNotice, HeldUntil::Information),
        "stops-from-extension-notice-or-period-end" => {
            stops(HeldBy::ExtensionNotice, HeldUntil::InformationOrPeriodEnd)
        }
        "decide-after-information" | "decide-after-information-instead" => after
            .map(|after| Asking::DecideAfterInformation { within: after.value, replaces: says.ends_with("-instead") }),
        _ => Some(Asking::RunsOn),
    };
    (asking, supply)
}

/// Reads the extension with its grounds. `None` only where a problem was reported.
fn extension<'t>(
    reader: &mut Reader<'t>,
    entry: &mut TableEntry<'t>,
) -> Option<(Option<Period>, Vec<ExtensionGround>)> {
    let had_extension = entry.has("extension");
    let extension = reader.optional(entry, "extension", period).map(|extension| extension.value);
    if !entry.has("extension_grounds") {
        return Some((extension, Vec::new()));
    }
    let Placed { value: named, at } = reader.optional(entry, "extension_grounds", lines)?;
    if !had_extension {
        reader.say(at, "`extension_grounds` has no effect without `extension`");
    }
    let mut grounds = Vec::new();
    for Placed { value, at } in named {
        match ExtensionGround::NAMED.iter().find(|(name, _)| *name == value) {
            Some((_, ground)) if grounds.contains(ground) => {
                reader.say(at, format!("\"{value}\" appears twice in `extension_grounds`"));
            }
            Some((_, ground)) => grounds.push(*ground),
            None => {
                let names: Vec<&str> = ExtensionGround::NAMED.iter().map(|(name, _)| *name).collect();
                reader.say(at, format!("an extension has no ground \"{value}\": it is one of {}", names.join(", ")));
            }
        }
    }
    Some((extension, grounds))
}

/// Reads the time to decide: `decide_within`, or `says` for a rule without a number of days.
fn limit<'t>(reader: &mut Reader<'t>, entry: &mut TableEntry<'t>) -> Option<Limit> {
    if !entry.has("says") {
        return reader.required(entry, "decide_within", period).map(|within| Limit::Within(within.value));
    }
    let says = reader.optional(entry, "says", line);
    let odd: Vec<&str> = ["decide_within", "tell_missing_within", "extension", "starts"]
        .into_iter()
        .filter(|key| entry.has(key))
        .collect();
    if let Some(says) = says.as_ref().filter(|_| !odd.is_empty()) {
        let keys: Vec<String> = odd.iter().map(|key| format!("`{key}`")).collect();
        let keys = keys.join(", ");
        reader.say(says.at, format!("`says` is for a rule without a number of days: remove it, or {keys}"));
        odd.into_iter().for_each(|key| entry.remove(key));
    }
    says.map(|says| Limit::Says(says.value))
}

/// Reads the start of the time to decide.
fn starts<'t>(reader: &mut Reader<'t>, entry: &mut TableEntry<'t>) -> Option<Start> {
    if !entry.has("starts") {
        return Some(Start::Receipt);
    }
    let Placed { value, at } = reader.optional(entry, "starts", line)?;
    match value.as_str() {
        "receipt" => Some(Start::Receipt),
        "complete-information" => Some(Start::CompleteInformation),
        _ => {
            reader.say(at, "`starts` is \"receipt\" or \"complete-information\"");
            None
        }
    }
}

/// Reads the first and last day of receipt that a rule applies to.
fn in_force<'t>(reader: &mut Reader<'t>, entry: &mut TableEntry<'t>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let from = reader.optional(entry, "in_force_from", day);
    let until = reader.optional(entry, "in_force_until", day);
    if let (Some(from), Some(until)) = (&from, &until)
        && until.value < from.value
    {
        reader.say(until.at, "`in_force_until` is before `in_force_from`");
    }
    (from.map(|from| from.value), until.map(|until| until.value))
}
