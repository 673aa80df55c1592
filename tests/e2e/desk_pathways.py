"""Journeys over the checklist: the first start, each pathway from an empty case to criteria met, and what a silent
record makes of it.

Must not know: how a step is filled in, or how the window is driven.
"""

import desk_steps as steps
from desk_reviewer import Reviewer

NURSE = {"reviewer_name": "Nora Nobody", "reviewer_credential": "RN"}


def begun(workstation, pathway):
    """A known nurse who has begun a case."""
    workstation.start()
    reviewer = Reviewer(workstation)
    reviewer.begin(pathway)
    return reviewer


def is_met(reviewer):
    """Criteria met in the window, in its list, on the disk, and by the other program."""
    reviewer.hears("Criteria met")
    reviewer.waits_until_saved()
    case = reviewer.case()
    line = reviewer.workstation.evaluated(case)
    reviewer.must(line["status"] == "criteria-met", f"mednec-cli says {line['status']} of it", "status")
    row = next(it.name for it in reviewer.rows() if case in it.name)
    reviewer.must(", met · " in row, f"the worklist says {row!r}", case)


def first_start(workstation):
    """Somebody introduces herself, adds the samples and opens one."""
    workstation.start()
    reviewer = Reviewer(workstation)
    window = reviewer.window
    window.see("Who reviews on this workstation?")
    button = window.control(("push button",), "Continue without signing in")
    reviewer.must("enabled" not in button.states(), "nobody was named, and she may begin", button.name)
    reviewer.introduce("Nora Nobody", "RN")
    window.see("Nora Nobody, RN (nurse reviewer, not signed in)")
    window.see("No case yet")
    reviewer.press("Add sample cases")
    window.see("26 cases")
    reviewer.open_case(["sample-01"])
    reviewer.hears("Criteria met")
    reviewer.must(reviewer.case() == "sample-01", f"case {reviewer.case()} is open", "Case")
    window.see_no_more("Add sample cases")


def infusion_trial(workstation):
    reviewer = begun(workstation, steps.TRIAL)
    reviewer.hears("Review in progress (12 left to review)")
    steps.request(reviewer)
    reviewer.hears("Review in progress (8 left to review)")
    reviewer.window.see(f"{steps.MEMBER} · born {steps.BORN} · member {steps.MEMBER_ID}")
    reviewer.goes_to("Indication")
    reviewer.choose(steps.CHRONIC, steps.SUPPORTS)
    reviewer.window.see("Answered, but no source is noted")
    reviewer.hears("Review in progress (8 left to review)")
    steps.indication(reviewer)
    reviewer.goes_to("Conservative care")
    steps.care(reviewer)
    is_met(reviewer)


def pump_placement(workstation):
    reviewer = begun(workstation, steps.PUMP)
    steps.request(reviewer)
    reviewer.goes_to("Infusion trial")
    reviewer.choose(steps.TRIAL_SHOWN, steps.REVIEWED_NOW)
    steps.indication(reviewer)
    steps.care(reviewer)
    reviewer.goes_to("Pump placement")
    steps.pump(reviewer, "2026-02-01", "2026-02-08", "2026-01-30", "2026-02-05")
    reviewer.window.see("50 % reduction, 8 to 4; the policy asks for at least 50 %")
    is_met(reviewer)


def device_replacement(workstation):
    reviewer = begun(workstation, steps.REPLACEMENT)
    steps.request(reviewer)
    reviewer.goes_to("Device")
    reviewer.choose(steps.DEVICE_STATE, "Not functioning")
    reviewer.cite(steps.DEVICE_STATE, "1", "2026-02-20", "no telemetry, rotor stalled")
    reviewer.answer("What is the cause of the failure?", "Motor stall", "1")
    reviewer.choose("Which drug does it deliver?", "Baclofen")
    reviewer.window.see("Is this request urgent?")
    reviewer.fill("The warranty ends on", "2026-03-19")
    reviewer.cite("The warranty ends on", "2", "2026-02-20", "warranty card")
    reviewer.window.see("It ended on 2026-03-19, before 2026-03-20")
    reviewer.goes_to("Initial placement")
    reviewer.choose(steps.INITIAL, steps.REVIEWED_NOW)
    reviewer.answer("What was the device first placed for?", "Severe spasticity", "3")
    reviewer.fill("Date of the initial placement", "2020-02-11")
    reviewer.answer("Does the record show severe spasticity?", steps.SUPPORTS, "3")
    steps.interqual(reviewer, "Met")
    is_met(reviewer)


def cancer_pain(workstation):
    reviewer = begun(workstation, steps.CANCER)
    steps.request(reviewer)
    reviewer.goes_to("Indication")
    reviewer.choose("What is requested?", "Catheter pump placement")
    reviewer.answer("Does the record show cancer-related pain?", steps.SUPPORTS, "1")
    reviewer.goes_to("InterQual review")
    steps.interqual(reviewer, "Met")
    is_met(reviewer)


def severe_spasticity(workstation):
    reviewer = begun(workstation, steps.SPASTICITY)
    steps.request(reviewer)
    reviewer.goes_to("Indication")
    reviewer.choose("What is requested?", "Infusion trial")
    reviewer.answer("Does the record show severe spasticity?", steps.SUPPORTS, "1")
    reviewer.goes_to("InterQual review")
    steps.interqual(reviewer, "Met")
    is_met(reviewer)


def missing_and_back(workstation):
    """What the record is silent on is said to be missing, is asked for in the letter, and comes."""
    reviewer = begun(workstation, steps.CANCER)
    steps.request(reviewer)
    reviewer.goes_to("Indication")
    reviewer.choose("What is requested?", "Infusion trial")
    reviewer.answer("Does the record show cancer-related pain?", steps.SUPPORTS, "1")
    reviewer.goes_to("InterQual review")
    reviewer.choose(steps.OUTCOME, "Could not be completed from the record")
    wanted = "Notes on the opioids given so far, with doses"
    reviewer.fill("What the record lacks to complete the InterQual review", wanted)
    reviewer.hears("Documentation missing (1). Nothing is left to review.")
    reviewer.window.see(wanted)
    reviewer.press("Papers…")
    reviewer.is_chosen("Which paper", "Request for information")
    reviewer.window.see(wanted)
    reviewer.press("Close")
    steps.interqual(reviewer, "Met")
    is_met(reviewer)


ALL = [
    (first_start, None),
    (infusion_trial, NURSE),
    (pump_placement, NURSE),
    (device_replacement, NURSE),
    (cancer_pain, NURSE),
    (severe_spasticity, NURSE),
    (missing_and_back, NURSE),
]
