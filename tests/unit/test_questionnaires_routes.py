"""The linter finds questions that nobody can be asked, and only those."""

import shutil
from pathlib import Path

import pytest

from questionnaires.lint import lint

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "workshop" / "1"


def unreachable(tmp_path: Path, condition: str) -> bool:
    """Whether the last item of the sample cannot be reached under ``condition``."""
    folder = tmp_path / "1"
    shutil.copytree(SAMPLE, folder)
    file = folder / "data.yaml"
    old = "{not: {fact: size, is: [micro]}}"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, condition), "utf-8")
    problems = lint(folder)
    assert {(problem.code, problem.line) for problem in problems} <= {("Q051", 35)}
    return bool(problems)


@pytest.mark.parametrize(
    "condition",
    [
        "{all: [{item: workshop, is: [own]}, {item: workshop, is: [rented]}]}",
        "{all: [has_workshop, {not: has_workshop}]}",
        "{all: [{item: machines_total, at_least: 5}, {item: workshop, is: [none]}]}",
        "{all: [{item: machines_total, below: 1}, {item: machines_networked_share, below: 1}]}",
        "{all: [{item: machines_total, at_least: 3, below: 9}, {item: machines_total, below: 2}]}",
        "{item: machines_total, at_least: 100001}",
        "{item: machines_networked_share, at_least: 1.1}",
        "{all: [{item: safeguards, is: [nothing]}, {item: safeguards, is: [backup]}]}",
        "{all: [{fact: employees, at_least: 20}, {fact: employees, below: 20}]}",
        "{all: [{fact: size, is: [micro]}, {fact: size, is: [large]}]}",
        "{all: [{item: scheduling, is: [head]}, {fact: employees, below: 20}]}",
    ],
)
def test_a_contradiction_is_found(tmp_path: Path, condition: str) -> None:
    """A condition that no enterprise fulfils, directly or through other questions, is reported."""
    assert unreachable(tmp_path, condition)


@pytest.mark.parametrize(
    "condition",
    [
        "{item: machines_total, at_least: 100000}",
        "{item: machines_total, below: 1}",
        "{all: [{item: machines_total, at_least: 7}, {item: machines_total, below: 8}]}",
        "{item: machines_networked_share, at_least: 1}",
        "{item: machines_networked_share, at_least: 0.3, below: 0.31}",
        "{all: [{item: safeguards, is: [backup]}, {item: safeguards, is: [leavers]}]}",
        "{not: {item: downtime, is: [told, logged, automatic, foreseen]}}",
        "{fact: employees, at_least: 19.5, below: 20}",
        "{not: {fact: division, is: ['34']}}",
        "{all: [big_workshop, {item: scheduling, is: [system]}, {item: backup_test, is: [year]}]}",
    ],
)
def test_what_somebody_can_be_asked_is_left_alone(tmp_path: Path, condition: str) -> None:
    """Narrow conditions that some enterprise fulfils give no false alarm."""
    assert not unreachable(tmp_path, condition)
