"""A case in the home of somebody who stays while packages come and go: `makes HOME` begins one, `finds HOME` opens it.

Runs on a screen beside the journeys of `tests/e2e`, whose words and driver it uses; `try-inside` puts it there.
Must not know: how a package is installed, or where a case is kept.
"""

import sys

import desk_steps as steps
from desk_program import Workstation
from desk_reviewer import Reviewer

NAMES = ("Nora Nobody", "RN")


def main(verb, home):
    with Workstation() as workstation:
        for name in [it for it in workstation.environment if it.startswith("XDG_") and it.endswith("_HOME")]:
            del workstation.environment[name]
        workstation.environment["HOME"] = home
        workstation.start()
        reviewer = Reviewer(workstation)
        if verb == "makes":
            reviewer.introduce(*NAMES)
            reviewer.begin(steps.TRIAL)
            steps.request(reviewer)
            reviewer.hears("Review in progress")
            reviewer.waits_until_saved()
        else:
            reviewer.open_case([steps.MEMBER, steps.BORN])
            reviewer.hears("Review in progress")
            reviewer.goes_to("Request")
            reviewer.has("Member's name", steps.MEMBER)
        workstation.close()


main(*sys.argv[1:])
