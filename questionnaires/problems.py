"""A problem found in a file: where, what, why and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One problem of an input file.

    ``code`` names the kind of problem for good (``Q…`` questionnaire, ``R…`` rubric,
    ``L…`` regulation); ``message`` says what is wrong and why, ``fix`` what to do.
    """

    file: Path
    line: int
    code: str
    message: str
    fix: str = ""

    def __str__(self) -> str:
        fix = f" {self.fix}" if self.fix else ""
        return f"{self.file}:{self.line}: {self.code} {self.message}{fix}"


class InvalidFiles(Exception):
    """Files that cannot be used; carries every problem found, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
