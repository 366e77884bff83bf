"""What the module on data management promises to enterprises of twenty people or more."""

from typing import ClassVar

from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked

INSIDE = Route("keeps data to itself", {"data_habits": ("none",)}, items=(11, 11))
ABROAD = Route("sends data abroad", {"data_habits": ("abroad",)}, items=(12, 12))
SELLER = Route("sells data", {"data_habits": ("provides",)}, items=(12, 12))
EVERYTHING = Route("both", items=(13, 13))


class TestDataAsset(Promises):
    """The promises of every questionnaire, kept by this module on four routes."""

    name: ClassVar[str] = "data_asset"
    routes: ClassVar[tuple[Route, ...]] = (INSIDE, ABROAD, SELLER, EVERYTHING)
    levels: ClassVar[tuple[tuple[float, int], ...]] = ((0.25, 1), (0.5, 2), (0.75, 4))

    def test_no_duty_of_others(self, questionnaire: Questionnaire) -> None:
        """Who sends nothing abroad and sells nothing is asked about neither."""
        seen = {item.id for item in asked(questionnaire, INSIDE)}
        assert not seen & {"abroad_check", "sale"}

    def test_leaks_hold_back(self, questionnaire: Questionnaire) -> None:
        """However well sorted, where anybody exports and nobody is called it is no third level."""
        judge = rubric("wuxi", questionnaire)
        for route in self.routes:
            answers = answers_at(questionnaire, judge, 1.0) | dict(route.answers)
            answers |= {"access": "nothing", "leak": "then", "terms": "word"}
            card = scorecard_of(questionnaire, judge, Sheet(answers, route.facts))
            assert card.level is not None
            assert card.level.number == 2, route.label
            assert "flow" in {each.node for each in card.held_back}

    def test_not_booking_can_be_right(self, questionnaire: Questionnaire) -> None:
        """The best answer on booking does not ask that anything was booked."""
        best = questionnaire.by_id["booking"].options[-1]
        assert "不够的没有记" in best.says.zh

    def test_duties_cite_laws(self, questionnaire: Questionnaire) -> None:
        """What a firm has to do cites a law, not what governments are to do alone."""
        bound = {"sorted", "important", "access", "leak", "terms", "abroad_check", "booking"}
        for id in bound:
            item = questionnaire.by_id[id]
            assert len(item.cites) > len(item.provisions), id
