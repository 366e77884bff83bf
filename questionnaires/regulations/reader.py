"""Reads a regulation or a comparison file, or says everything that keeps it from being used."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from files.families import load
from files.problems import Problem
from files.strict_yaml import YamlDocument
from questionnaires.regulations.checks import comparison_problems, regulation_problems
from questionnaires.regulations.entries import ComparisonEntry, RegulationEntry
from questionnaires.regulations.model import Regulation, RegulationComparison


def read_regulation(file: Path) -> Regulation:
    """The regulation in ``file``. Raises InvalidFiles with every problem, OSError without file."""
    entry = load(file, RegulationEntry, regulation_problems)
    return Regulation(
        **dict(entry)
        | {
            "in_force": date.fromisoformat(entry.in_force) if entry.in_force else None,
            "chapters": {int(number): title for number, title in entry.chapters.items()},
        }
    )


def read_comparison(
    file: Path, regulations: Callable[[str], Regulation | None]
) -> RegulationComparison:
    """The comparison in ``file``; ``regulations`` gives the versions by id, None if unknown.

    Raises InvalidFiles with every problem, OSError without file.
    """

    def check(entry: ComparisonEntry, document: YamlDocument) -> Iterator[Problem]:
        return comparison_problems(entry, document, regulations)

    return RegulationComparison(**dict(load(file, ComparisonEntry, check)))
