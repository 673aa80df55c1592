"""What every check is given, and what it hands back."""

import dataclasses
import pathlib

from program import Program


class CannotRun(Exception):
    """Something that a check needs is refused here. `lacking` is the word for it in MEDNEC_FAULTS_WITHOUT."""

    def __init__(self, lacking, why):
        super().__init__(why)
        self.lacking = lacking


@dataclasses.dataclass
class Setting:
    """`scratch` is a folder for whatever a check makes."""

    program: Program
    scratch: pathlib.Path
    long: bool

    def folder(self, name):
        """A folder for one check; what an earlier part left there stays."""
        folder = self.scratch / name
        folder.mkdir(exist_ok=True)
        return folder


@dataclasses.dataclass
class Outcome:
    """`counts` says what was tried, each of `faults` is a sentence on something that went wrong."""

    counts: str
    faults: list
