"""Input and outcome of a check."""

import dataclasses
import pathlib

from program import Program


class CannotRun(Exception):
    """A check needs something that is missing here. `lacking` is its name in MEDNEC_FAULTS_WITHOUT."""

    def __init__(self, lacking, why):
        super().__init__(why)
        self.lacking = lacking


@dataclasses.dataclass
class Setting:
    """`scratch` is a folder for the files of a check."""

    program: Program
    scratch: pathlib.Path
    long: bool

    def folder(self, name):
        """Returns the folder of one check; files of its earlier parts stay."""
        folder = self.scratch / name
        folder.mkdir(exist_ok=True)
        return folder


@dataclasses.dataclass
class Outcome:
    """`counts` summarizes what was tried; each of `faults` is a sentence on a failure."""

    counts: str
    faults: list
