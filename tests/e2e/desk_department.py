"""Journeys in a department with a roster: what a nurse signs, what only a physician is offered, what both leave.

Must not know: how the window is driven, or how a signature is made. Names and passphrases are invented.
"""

import desk_steps as steps
from desk_at import until
from desk_reviewer import Reviewer

NURSE, NURSE_PHRASE = "Nora Nobody", "four plain invented words"
PHYSICIAN, PHYSICIAN_PHRASE = "Paul Pretend", "other plain invented words"
DENY = "Record an adverse determination"
# What lets somebody do something. A text that says what a physician did is for everybody to read.
CONTROLS = ("push button", "toggle button", "radio button", "check box", "menu item", "combo box", "link")
FOR_PHYSICIANS = ("adverse determination", "approve in part", "not approved", "deny", "return to the nurse")


def department(workstation, case):
    """A roster of a nurse who keeps it and a physician, one request, and the window."""
    who = f"{NURSE}, RN"
    roster = ("roster", "init", "--name", NURSE, "--credential", "RN")
    workstation.command(*roster, passphrases=[("--new-passphrase-fd", NURSE_PHRASE)])
    phrases = [("--passphrase-fd", NURSE_PHRASE), ("--new-passphrase-fd", PHYSICIAN_PHRASE)]
    workstation.command("roster", "add", "--name", PHYSICIAN, "--credential", "MD", "--as", who, passphrases=phrases)
    workstation.take_from_feed("sample-01", case)
    workstation.start()
    reviewer = Reviewer(workstation)
    as_nurse(reviewer)
    reviewer.open_case([case])
    reviewer.hears("Criteria met")
    return reviewer


def as_nurse(reviewer):
    reviewer.sign_in(f"{NURSE}, RN", NURSE_PHRASE)


def as_physician(reviewer):
    reviewer.sign_in(f"{PHYSICIAN}, MD", PHYSICIAN_PHRASE)


def physicians_controls(reviewer):
    """Every control in the whole window that lets somebody deny, or decide what is a physician's to decide."""
    # The rationale is a paper that everybody may read; it is the one that has the word in its name.
    controls = [it for it in reviewer.window.read() if it.role in CONTROLS and it.name != "Rationale for the plan's notice…"]
    reviewer.must(len(controls) > 10, f"only {len(controls)} controls were looked at", "Steps")
    return [it for it in controls if any(words in it.name.lower() for words in FOR_PHYSICIANS)]


def offers_no_denial(reviewer):
    for it in physicians_controls(reviewer):
        reviewer.must(False, f"a nurse is offered {it.line()} on {reviewer.step()!r}", it.name)


def offers_no_denial_on_any_step(reviewer):
    for step in reviewer.steps():
        reviewer.goes_to(step)
        offers_no_denial(reviewer)


def is_offered(reviewer, act):
    return bool(reviewer.window.named(("push button",), act))


def nurse_pends_and_approves(workstation):
    case = "2026-9001"
    reviewer = department(workstation, case)
    window = reviewer.window
    window.see(f"{NURSE}, RN (nurse reviewer, signed in)")
    reviewer.goes_to("Conservative care")
    reviewer.choose(steps.NO_BARRIER, steps.SILENT)
    reviewer.hears("Documentation missing (1)")
    offers_no_denial_on_any_step(reviewer)
    reviewer.goes_to("Decision")
    approve = window.control(("push button",), "Approve…")
    reviewer.must("enabled" not in approve.states(), "she may approve what is not met", "Approve…")
    window.see("A nurse can approve only when the criteria are met as documented: refer the case")

    reviewer.press("Pend for information…")
    reviewer.press("Look at the letter first…")
    window.see("A statement on psychological and psychosocial problems")
    reviewer.press("Close")
    reviewer.choose("How it was sent", "by letter")
    reviewer.choose("Who it went to", "claimant and provider")
    reviewer.press("It is the extension notice: why more time is needed, and what is missing")
    reviewer.fill("To whom", "Invented Pain Clinic")
    reviewer.press("Pend for information and sign")
    # The time to supply that the rule gives is filled in.
    window.see("by letter to Invented Pain Clinic (claimant and provider), with notice of an extension, reply requested by ")
    window.see("; nothing received yet")
    in_list(reviewer, case, "Pended for information")
    offers_no_denial_on_any_step(reviewer)
    reviewer.goes_to("Decision")
    reviewer.must(not is_offered(reviewer, "Approve…"), "she may approve before anything came", "Approve…")
    reviewer.press("Record what came…")
    reviewer.set("What came", "Statement of the psychologist, 2 pages")
    reviewer.press("Record what came and sign")
    window.see("received 20")
    window.see("Statement of the psychologist, 2 pages")

    reviewer.goes_to("Conservative care")
    reviewer.choose(steps.NO_BARRIER, steps.SUPPORTS)
    reviewer.hears("Criteria met")
    reviewer.goes_to("Decision")
    reviewer.press("Approve…")
    window.control(("push button",), "Approve and sign")
    offers_no_denial(reviewer)
    reviewer.press("Approve and sign")
    window.see("The decision is late: say why before you sign.")
    reviewer.set("Why the decision is late", "The statement came months after it was asked for.")
    reviewer.press("Approve and sign")
    window.see("(62327): approved, 1 unit")
    window.see(f"{NURSE}, RN (signed)")
    reviewer.waits_until_saved()
    in_list(reviewer, case, "Approved")
    workstation.verified()


def physician_denies_and_reopens(workstation):
    case = "2026-9002"
    reviewer = department(workstation, case)
    window = reviewer.window
    reviewer.goes_to("Indication")
    reviewer.choose(steps.CAUSE, steps.OTHERWISE)
    # No later than the day on which the document came.
    reviewer.cite(steps.CAUSE, "1", "2026-01-05", "two causes are named")
    reviewer.hears("Criteria not met: refer to a physician")
    offers_no_denial_on_any_step(reviewer)
    reviewer.goes_to("Decision")
    reviewer.press("Refer to a physician…")
    reviewer.press("Refer to a physician and sign")
    window.see("Fill in the text first")
    reviewer.set("The question for the physician", "The cause is contradicted on page 1. Is it enough?")
    reviewer.press("Refer to a physician and sign")
    in_list(reviewer, case, "Referred to a physician")
    reviewer.waits_until_saved()
    offers_no_denial_on_any_step(reviewer)

    as_physician(reviewer)
    window.see(f"{PHYSICIAN}, MD (physician reviewer, signed in)")
    reviewer.goes_to("Decision")
    # The same look finds them where they belong: at a nurse's window it was not blind.
    offered = {it.name for it in physicians_controls(reviewer)}
    wanted = {f"{DENY}…", "Approve in part…", "Return to the nurse…"}
    reviewer.must(offered == wanted, f"a physician is offered {offered}, not {wanted}", DENY)
    reviewer.press(f"{DENY}…")
    rationale = "Rationale, in plain words for the member"
    reviewer.set(rationale, "The NRS fell from 9 to 5, and 62350 is not covered.")
    window.see('"NRS" is an abbreviation')
    window.see('"62350" is a code')
    reviewer.press(f"{DENY} and sign")
    window.see("first correct what is listed below it")
    in_list(reviewer, case, "Referred to a physician")
    reviewer.set(rationale, "The record names two different causes of your pain.")
    reviewer.set("Why the decision is late", "The referral waited for a physician.")
    reviewer.press(f"{DENY} and sign")
    window.see(f"{PHYSICIAN}, MD (signed)")
    in_list(reviewer, case, "Adverse determination")
    reviewer.waits_until_saved()
    workstation.verified()

    as_nurse(reviewer)
    offers_no_denial_on_any_step(reviewer)
    reviewer.goes_to("Decision")
    reviewer.must(not is_offered(reviewer, "Reopen…"), "she may reopen what a physician denied", "Reopen…")
    as_physician(reviewer)
    reviewer.goes_to("Decision")
    reviewer.press("Reopen…")
    reviewer.set("Why", "A second opinion came.")
    reviewer.press("Reopen and sign")
    in_list(reviewer, case, "not met")
    window.see("A second opinion came.")
    reviewer.must(is_offered(reviewer, "Refer to a physician…"), "it is not in review again", "Reopen…")
    reviewer.waits_until_saved()
    workstation.verified()


def in_list(reviewer, case, words):
    """The case's line in the worklist says this."""
    line = lambda: next((it.name for it in reviewer.rows() if case in it.name), "")  # noqa: E731
    until(lambda: words in line(), lambda: f"the worklist says {line()!r}, not {words!r}", case)


ALL = [(nurse_pends_and_approves, None), (physician_denies_and_reopens, None)]
