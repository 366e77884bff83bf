"""The shipped rubrics are fair but for what they declare, and what they declare is so."""

from pathlib import Path

import pytest

from questionnaires.library import available, load
from questionnaires.model import Questionnaire
from scoring.card import scorecards_of
from scoring.fairness import check_fairness
from scoring.library import available as rubrics
from scoring.library import own_file
from scoring.reader import read_rubric

NEWEST = [load(id) for id in available()]
HELD = [
    (file, questionnaire)
    for questionnaire in NEWEST
    for name in rubrics(questionnaire.id)
    if (file := own_file(name, questionnaire)) is not None
]


def test_every_questionnaire_is_held() -> None:
    """All but the pool have a rubric of their own."""
    assert {each.id for _, each in HELD} == {each.id for each in NEWEST if each.form != "pool"}


@pytest.mark.parametrize(
    ("file", "questionnaire"), HELD, ids=[f"{f.parent.name}-{q.id}" for f, q in HELD]
)
def test_a_shipped_rubric_is_fair(file: Path, questionnaire: Questionnaire) -> None:
    """Nothing is found that it does not declare, and each declared case scores as it is told."""
    found = check_fairness(file, questionnaire)
    assert [str(problem) for problem in found.problems] == []
    rubric = read_rubric(file, questionnaire)
    for shown in [each.evidence for each in found.excused if each.evidence is not None]:
        cards = scorecards_of(questionnaire, rubric, [shown.before, shown.after])
        assert [card.total for card in cards] == pytest.approx([*shown.totals], abs=1e-6)
