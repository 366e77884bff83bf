"""Problems of fairness: each broken sample gives its own, and the guide lists them."""

from collections.abc import Iterable
from pathlib import Path

from files.problems import Problem
from questionnaires.library import load
from scoring.entries import ExceptionEntry, OrderEntry, ProfileEntry
from scoring.fairness import check_fairness
from tests.unit.problem_codes import ROOT, CodesOfFiles

SAMPLES = ROOT / "tests" / "data" / "fairness"
FORGE = SAMPLES / "forge" / "1"


class TestCodes(CodesOfFiles):
    """The promises of every family of codes."""

    area = "fairness_problems"
    folder = SAMPLES
    guide = "fairness.md"
    entries = (ExceptionEntry, OrderEntry, ProfileEntry)
    words = ("fairness", "order", "all", "first_step", "weight", "dimension", "ladder", "range")

    def problems(self, sample: Path) -> Iterable[Problem]:
        """Of a rubric for the sample questionnaire."""
        return check_fairness(sample, load(FORGE)).problems


def test_a_fair_rubric_has_no_problem() -> None:
    """What its exceptions say is excused, and nothing else is found."""
    found = check_fairness(SAMPLES / "sound.yaml", load(FORGE))
    assert found.problems == ()
    assert {each.code for each in found.excused} == {"J001", "J003"}
    assert found.reach.exact
