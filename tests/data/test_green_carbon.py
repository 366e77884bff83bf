"""What the module on energy and carbon promises to plants of mining, industry and supply."""

from typing import ClassVar

from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked

_FACTS: dict[str, str | float] = {"employees": 50.0, "section": "C"}
QUIET = Route("nobody asks", {"carbon_requests": ("none",)}, _FACTS, items=(11, 11))
PLANT = Route("asked for the plant", {"carbon_requests": ("plant",)}, _FACTS, items=(11, 11))
PRODUCT = Route("asked for a product", {"carbon_requests": ("product",)}, _FACTS, items=(12, 12))


class TestGreenCarbon(Promises):
    """The promises of every questionnaire, kept by this module on three routes."""

    name: ClassVar[str] = "green_carbon"
    routes: ClassVar[tuple[Route, ...]] = (QUIET, PLANT, PRODUCT)
    levels: ClassVar[tuple[tuple[float, int], ...]] = ((0.25, 1), (0.5, 2), (0.75, 4))

    def test_no_footprint_unasked(self, questionnaire: Questionnaire) -> None:
        """Whom no customer asks for a product's carbon, we do not ask either."""
        for route in (QUIET, PLANT):
            assert "footprint" not in {item.id for item in asked(questionnaire, route)}

    def test_beginning_to_count_costs_nothing(self, questionnaire: Questionnaire) -> None:
        """The first figure per piece never lowers the total, whatever it then shows."""
        judge = rubric("wuxi", questionnaire)
        changes = [option.id for option in questionnaire.by_id["unit_change"].options]
        for route in self.routes:
            for rung in (0.0, 0.5, 1.0):
                answers = answers_at(questionnaire, judge, rung) | dict(route.answers)
                before = scorecard_of(
                    questionnaire, judge, Sheet(answers | {"unit_energy": "uncounted"}, route.facts)
                )
                for change in changes:
                    begun = answers | {"unit_energy": "yearly", "unit_change": change}
                    after = scorecard_of(questionnaire, judge, Sheet(begun, route.facts))
                    assert after.total is not None
                    assert before.total is not None
                    assert after.total > before.total, (route.label, rung, change)

    def test_unmeasured_is_held_back(self, questionnaire: Questionnaire) -> None:
        """However much is saved and certified, without meters it is no third level."""
        judge = rubric("wuxi", questionnaire)
        for route in self.routes:
            answers = answers_at(questionnaire, judge, 1.0) | dict(route.answers)
            answers |= {"meters": "unsplit", "readings": "bill", "unit_energy": "uncounted"}
            card = scorecard_of(questionnaire, judge, Sheet(answers, route.facts))
            assert card.level is not None
            assert card.level.number == 2, route.label
            assert "metering" in {each.node for each in card.held_back}

    def test_promises_no_recognition(self, questionnaire: Questionnaire) -> None:
        """No question or source speaks of subsidies, and the unread documents are marked so."""
        marks = [each for each in questionnaire.provenance if each.confidence == "unconfirmed"]
        assert any("零碳工厂" in each.source.zh for each in marks)
        said = [text.zh for item in questionnaire.items for text in (item.ask, item.why) if text]
        assert said
        assert not [text for text in said if "补贴" in text or "奖励" in text]
