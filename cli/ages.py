"""What nobody has looked up for a year: regulations, laws, programmes and their requirements."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from files.dates import stale
from files.families import read_all
from files.problems import Problem
from files.strict_yaml import YamlDocument
from questionnaires.lint import Found
from questionnaires.regulations.entries import RegulationEntry
from questionnaires.regulations.laws import LawsEntry
from solutions.programmes.entries import ProgrammesEntry


def age_problems(found: Found, as_of: date) -> Iterator[Problem]:
    """One for each that says when it was last looked up, where that was over a year before."""
    regulations, _ = read_all(found.get("regulations", ()), RegulationEntry)
    for regulation, document in regulations:
        yield from _old(regulation, document, as_of, "O001")
    laws, _ = read_all(found.get("laws", ()), LawsEntry)
    for law_file, document in laws:
        for index, law in enumerate(law_file.laws):
            if law.seen is None:  # never looked up
                params = {"id": law.id, "seen": "—", "as_of": as_of.isoformat()}
                yield document.problem("O001", "laws", index, "id", **params)
            yield from _old(law, document, as_of, "O001", "laws", index)
    files, _ = read_all(found.get("programmes", ()), ProgrammesEntry)
    for file, document in files:
        for index, programme in enumerate(file.programmes):
            at = ("programmes", index)
            yield from _old(programme, document, as_of, "O002", *at)
            for place, requirement in enumerate(programme.requires):
                yield from _old(requirement, document, as_of, "O003", *at, "requires", place)


def _old(
    entry: Any, document: YamlDocument, as_of: date, code: str, *at: str | int
) -> Iterator[Problem]:
    if entry.seen is not None and stale(entry.seen, as_of):
        params = {"id": entry.id, "seen": entry.seen, "as_of": as_of.isoformat()}
        yield document.problem(code, *at, "seen", **params)
