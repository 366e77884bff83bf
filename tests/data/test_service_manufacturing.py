"""What the module on four modes of service-type manufacturing promises."""

from typing import ClassVar

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked, card_at

MODES = {
    "collaboration": "network",
    "custom": "custom",
    "flexible": "flexible",
    "shared": "sharing",
}
SMALL: dict[str, str | float] = {"employees": 30.0, "section": "C"}

ALL_FOUR = Route("all four modes", {"modes": tuple(MODES)}, SMALL, items=(15, 15))
ONE_EACH = tuple(Route(mode, {"modes": (mode,)}, SMALL, items=(6, 6)) for mode in MODES)


class TestServiceManufacturing(Promises):
    """The promises of every questionnaire, and what is particular to this one."""

    name = "service_manufacturing"
    routes = (ALL_FOUR, *ONE_EACH)
    clauses: ClassVar[tuple[str, ...]] = ("21.1 form",)

    def test_cites_the_draft(self, questionnaire: Questionnaire) -> None:
        """Each mode cites its clause of the draft and says that the law no longer has it."""
        clauses = {
            "network": "network_collaboration",
            "custom": "customisation",
            "flexible": "flexible_production",
            "sharing": "shared_manufacturing",
        }
        for dimension, clause in clauses.items():
            for item in (each for each in questionnaire.scored if each.dimension == dimension):
                draft = [cite for cite in item.provisions if cite.regulation == "wuxi-2022-draft"]
                assert [(cite.article, cite.clause) for cite in draft] == [(21, clause)], item.id
        abouts = [each.about for each in questionnaire.dimensions if each.id in clauses]
        assert all("草案" in about.zh and "draft" in (about.en or "") for about in abouts)
        assert "不是现行规定" in questionnaire.about.zh

    @pytest.mark.parametrize(("mode", "dimension"), MODES.items())
    def test_one_mode(self, questionnaire: Questionnaire, mode: str, dimension: str) -> None:
        """A firm with one mode is asked about that one only."""
        answers: dict[str, Answer] = {"modes": (mode,)}
        seen = {item.dimension for item in asked(questionnaire, Route(mode, answers))}
        assert seen == {"footing", dimension}

    @pytest.mark.parametrize("mode", MODES)
    def test_a_mode_that_is_not_run_costs_nothing(
        self, questionnaire: Questionnaire, mode: str
    ) -> None:
        """The same rung gives the same figure, with one mode or with all four."""
        answers: dict[str, Answer] = {"modes": (mode,)}
        one = card_at(questionnaire, Route(mode, answers), 0.5)
        four = card_at(questionnaire, ALL_FOUR, 0.5)
        assert one.total == pytest.approx(four.total)

    @pytest.mark.parametrize("mode", MODES)
    @pytest.mark.parametrize("rung", [0.25, 0.5, 0.75, 1.0])
    def test_a_further_mode_takes_nothing_from_the_one_that_is_grown(
        self, questionnaire: Questionnaire, mode: str, rung: float
    ) -> None:
        """Whoever begins all other modes the old way keeps total and level."""
        judge = rubric("wuxi", questionnaire)
        answers = answers_at(questionnaire, judge, rung) | {"modes": (mode,)}
        begun = answers | {"modes": tuple(MODES)}
        begun |= {
            item.id: item.options[0].id
            for item in questionnaire.scored
            if item.dimension not in {"footing", MODES[mode]}
        }
        one, all_ = (
            scorecard_of(questionnaire, judge, Sheet(each, SMALL)) for each in (answers, begun)
        )
        assert one.total is not None
        assert (one.total, one.level) == (all_.total, all_.level)

    def test_none(self, questionnaire: Questionnaire) -> None:
        """Without any mode the first question is the last, and there is no level to be low."""
        answers: dict[str, Answer] = {"modes": ("none",)}
        none = Route("none", answers)
        assert [item.id for item in asked(questionnaire, none)] == ["modes"]
        card = card_at(questionnaire, none, 1.0)
        assert (card.level, card.total) == (None, None)
