"""What the quick scan promises: twelve questions, five minutes, any trade, an honest estimate."""

import re
from typing import ClassVar

import pytest

from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet, suits
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked, card_at, minutes, texts
from tests.data.quick_agreement import FULL, QUICK, SAME, agreement
from tests.data.test_common import FACTORY

FIVE_PEOPLE = Route("five people", {}, {"employees": 5.0}, (12, 12))
LAW_FIRM = Route("law firm", {}, {"employees": 60.0, "section": "L"}, (12, 12))
ON_PAPER = Route("all on paper", {"software": ("none",)}, {"employees": 5.0}, (11, 11))


class TestQuickScan(Promises):
    """The second edition."""

    name = "quick_scan"
    edition: ClassVar[str] = "2026.2"
    conditional: ClassVar[tuple[str, ...]] = ("entries",)
    routes = (FIVE_PEOPLE, LAW_FIRM)

    def test_twelve_in_five_minutes(self, questionnaire: Questionnaire) -> None:
        """Everybody is asked the same twelve, and reads and answers them in under five minutes.

        Only who has no software at all is not asked how often things are keyed in.
        """
        assert len(questionnaire.items) == 12
        conditional = [item.id for item in questionnaire.items if item.show_if is not None]
        assert tuple(conditional) == self.conditional
        assert minutes(list(questionnaire.items)) < 5
        missing = {item.id for item in questionnaire.items} - {
            item.id for item in asked(questionnaire, ON_PAPER)
        }
        assert missing == set(self.conditional)

    def test_any_trade(self, questionnaire: Questionnaire) -> None:
        """It suits everybody, and no question has words that only a factory knows."""
        assert suits(questionnaire, {"section": "A"})
        said = [(item.id, text.zh) for item in questionnaire.items for text in texts(item)]
        assert [each for each in said if FACTORY.search(each[1])] == []

    @pytest.mark.parametrize(
        ("rung", "level"), [(0.0, 0), (0.25, 1), (0.5, 2), (0.75, 4), (1.0, 5)]
    )
    def test_same_scale(self, questionnaire: Questionnaire, rung: float, level: int) -> None:
        """The same rung everywhere gives the level that it gives in the full questionnaire."""
        card = card_at(questionnaire, LAW_FIRM, rung)
        assert card.level is not None
        assert card.level.number == level
        full = rubric("wuxi", load("manufacturing"))
        assert [each.name for each in card.ladder] == [each.name for each in full.levels]

    def test_the_result_is_a_range(self, questionnaire: Questionnaire) -> None:
        """Even with every question answered the result leaves a level on either side."""
        card = card_at(questionnaire, LAW_FIRM, 0.5)
        assert (card.level_low, card.level_high) == (1, 3)


class TestFirstEdition(TestQuickScan):
    """The first edition, which answers begun with it keep."""

    edition: ClassVar[str] = "2026.1"
    conditional: ClassVar[tuple[str, ...]] = ()


def test_paper_written_once_is_no_merit() -> None:
    """Who does everything on paper gains nothing by writing it down but once."""
    judge = rubric("wuxi", QUICK)
    on_paper = {**answers_at(QUICK, judge, 0.0), "entries": "one"}
    assert on_paper["software"] == ("none",)
    assert scorecard_of(QUICK, judge, Sheet(on_paper, {"employees": 5.0})).total == 0


def test_same_rungs() -> None:
    """What is read off the full questionnaire has as many rungs there, and the same ids."""
    for few, many in SAME.items():
        ids = [[o.id for o in each.options] for each in (QUICK.by_id[few], FULL.by_id[many])]
        assert len(ids[0]) == len(ids[1]), few
        assert few != many or ids[0] == ids[1], few


def test_the_stated_precision() -> None:
    """The shares that the rubric states are those that the synthetic cities show."""
    found = agreement()
    judge = rubric("wuxi", QUICK)
    assert judge.estimate is not None
    off = sum(found[each] for each in (-1, 1))
    shares = [each / found.total() for each in (found[0], off, found.total() - found[0] - off)]
    assert re.findall(r"[0-9.]+%", judge.estimate.reason.zh) == [f"{each:.1%}" for each in shares]
    assert f"{found.total()} 家" in judge.estimate.reason.zh
    within = sum(found[-each] for each in range(-judge.estimate.below, judge.estimate.above + 1))
    assert within / found.total() >= 0.95
