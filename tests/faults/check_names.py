"""Finds the member's name where it does not belong: in messages, file names, and files other than cases."""

import json
import re

import tracing
from outcome import Outcome
from program import CANARY, CASE_FOLDERS, Store, answer

CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?:\d+<(?P<path>[^>]*)>)?(?P<rest>.*)")


def refusals(store):
    """Yields commands that fail while they handle the member's data, with a description."""
    case, folder = store.case, store.folder
    broken = folder.with_name("broken")
    broken.mkdir()
    text = case.read_text(encoding="utf-8")

    def file(name, content):
        path = broken / name
        path.write_text(content, encoding="utf-8")
        return path

    actions = {
        "an unknown action": {"do": CANARY},
        "an unknown question": answer(CANARY, CANARY),
        "an unknown field": {**answer("member.name", CANARY), CANARY: CANARY},
        "a value of another kind": {"do": "answer", "question": "member.born_on", "value": {"date": CANARY}},
        "a choice that there is not": {"do": "answer", "question": "request.line", "value": {"choice": CANARY}},
    }
    for number, (what, action) in enumerate(actions.items()):
        line = json.dumps({"case": store.ID, "actions": [action]})
        yield what, ["apply", case, "--actions", file(f"{number}.jsonl", json.dumps(action))], ""
        yield f"{what} in a feed", ["apply", "--stdin", "--store", folder], line
    yield "half an action", ["apply", case, "--actions", file("half.jsonl", f'{{"do": "{CANARY}')], ""
    yield "half a line of a feed", ["apply", "--stdin", "--store", folder], f'{{"case": "{CANARY}", "actions": [{{'
    damaged = {
        "cut.json": text[: text.index(CANARY) + 3],
        "changed.json": text.replace(CANARY, f"{CANARY}er", 1),
        "other-kind.json": text.replace('"version": ', f'"version": "{CANARY}", "was": ', 1),
        "twice.json": text + text,
    }
    for name, content in damaged.items():
        path = file(name, content)
        for command in (["replay", path], ["evaluate", path], ["export", path, "--format", "text"]):
            yield f"{command[0]} of {name}", command, ""
    yield "an export into the store", ["export", case, "--format", "text", "--output", folder / "paper.txt"], ""
    yield "an export over a file", ["export", case, "--format", "text", "--output", file("there.txt", "")], ""
    yield "a criterion that there is not", ["explain", case, CANARY.lower()], ""


def messages(setting):
    """Checks every refusal that can happen in the middle of a member's data."""
    store = Store.make(setting, "messages-store")
    faults, tried = [], list(refusals(store))
    for what, command, feed in tried:
        ran = setting.program.run(*command, feed=feed)
        if ran.code == 0:
            faults.append(f"{what} was taken")
        faults += [f"{what}: {fault}" for fault in ran.complaints()]
    return Outcome(f"{len(tried)} refusals", faults)


def writes(setting):
    """Searches system calls, since a removed or renamed file would not be found on disk."""
    store = Store.make(setting, "writes-store")
    log = setting.scratch / "writes.trace"
    # Strings of any length.
    ran = store.edit(under=[*tracing.tracing(log), "-s", "10000000"])
    faults = store.judge(ran, store.latest - 1)
    private = tuple(f"{store.folder / name}/" for name in CASE_FOLDERS)
    seen = 0
    for line in log.read_text(errors="replace").splitlines():
        call = CALL.match(line)
        if not call or CANARY not in call["rest"]:
            continue
        if "write" not in call["name"] and "read" not in call["name"]:
            faults.append(f"the member is in the name of a file that {call['name']} is given")
        elif "write" in call["name"]:
            seen += 1
            if not call["path"].startswith(private):
                faults.append(f"the member's data are written to {call['path']}")
    if not seen:
        faults.append("the trace does not show the case being written: this check sees nothing")
    return Outcome(f"{seen} writes of a member's data", faults)


def leftovers(setting):
    """Reports what all runs so far left or printed."""
    witness = setting.program.witness
    witness.search(setting.program.home)
    store = Store.make(setting, "left-store")
    store.edit()
    witness.search(store.folder)
    return Outcome(f"{witness.files} files, {witness.streams} runs", witness.faults)


PARTS = [("messages", messages), ("writes", writes), ("everything that was left", leftovers)]
