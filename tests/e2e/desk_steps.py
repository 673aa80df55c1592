"""Whole steps of a review, in invented facts: request, indication, conservative care, InterQual review, pump.

Must not know: how the window is driven. The words are the policy's and the window's; a change of either fails here.
"""

TRIAL = "Chronic non-malignant pain: infusion trial"
PUMP = "Chronic non-malignant pain: pump placement"
REPLACEMENT = "Replacement of the device"
CANCER = "Cancer-related pain: infusion trial or pump placement"
SPASTICITY = "Severe spasticity: infusion trial or pump placement"

SUPPORTS = "Record supports"
OTHERWISE = "Says otherwise"
SILENT = "Not in the record"
REVIEWED_NOW = "Reviewed now, in this case"

CHRONIC = "Does the record show chronic, intractable pain of non-malignant origin?"
CAUSE = "Is the cause of the pain known and clearly documented?"
NOT_INDICATED = "Is further treatment or surgery for the underlying condition not indicated?"
NO_RELIEF = "Did conservative care fail to relieve the pain safely?"
NO_BARRIER = "Does the record show that no untreated psychological or psychosocial problem would interfere?"
CONFLICT = "Does the benefit plan document or a mandate conflict with the policy?"
LINE = "Line of business"
OUTCOME = "What is the outcome of the InterQual review?"
DEVICE_STATE = "What is the state of the device in place?"
INITIAL = "How is it shown that the initial placement met its criteria?"
TRIAL_SHOWN = "How is it shown that the trial met its criteria?"

MEMBER = "Testa Unreal"
BORN = "1965-02-11"
MEMBER_ID = "TEST-000-0001"


def request(reviewer, born=BORN, member=MEMBER):
    reviewer.goes_to("Records")
    reviewer.add("Add a document", "Pain clinic notes")
    reviewer.goes_to("Request")
    reviewer.fill("Member's name", member)
    reviewer.fill("Birth date", born)
    reviewer.fill("Member id", MEMBER_ID)
    reviewer.choose(LINE, "UnitedHealthcare Commercial")
    reviewer.fill("Received: date", "2026-03-10")
    reviewer.fill("Received: time", "09:15")
    reviewer.fill("Date of service", "2026-03-20")
    reviewer.goes_to("Confirmations")
    reviewer.choose(CONFLICT, "No conflict")


def indication(reviewer):
    for page, question in enumerate((CHRONIC, CAUSE, NOT_INDICATED), 1):
        reviewer.answer(question, SUPPORTS, str(page))


def care(reviewer):
    reviewer.add("Add a treatment", "Gabapentin")
    reviewer.fill("Start", "2025-01-10")
    reviewer.fill("End", "2025-09-30")
    reviewer.pick("Outcome", "failed, no safe relief")
    reviewer.fill("Reason for stopping", "no relief")
    reviewer.cite("Gabapentin", "4", "2025-10-02", "stopped, no relief")
    reviewer.answer(NO_RELIEF, SUPPORTS, "5")
    reviewer.answer(NO_BARRIER, SUPPORTS, "6")


def interqual(reviewer, outcome):
    reviewer.choose(OUTCOME, outcome)
    reviewer.cite(OUTCOME, "4", "2026-03-01", "review attached")
    reviewer.choose("Which InterQual subset was used?", "Epidural or Intrathecal Catheter Placement")
    reviewer.fill("InterQual release or version", "2025.1")
    reviewer.fill("Date of the InterQual review", "2026-03-01")
    reviewer.fill("InterQual reference number", "TEST-IQ-1")


def pump(reviewer, first, last, before, during):
    """A completed infusion, and the scores before and during it, 8 to 4."""
    reviewer.answer("Was an infusion trial completed?", SUPPORTS, "7")
    reviewer.fill("First day of the trial", first)
    reviewer.fill("Last day of the trial", last)
    reviewer.choose("How was the trial done?", "Continuous intrathecal infusion")
    for place, (score, on, page) in enumerate((("8", before, "8"), ("4", during, "9"))):
        reviewer.add("Add a pain score", score)
        reviewer.fill("Taken on", on, place)
        reviewer.cite(f"NRS {score}, average, {on}", page, on, "as the clinic writes")
    reviewer.choose("NRS 8", "counts before the trial")
    reviewer.choose("NRS 4", "counts during it")
    reviewer.fill("Why these two", "the only average scores")
