"""What the module on industrial software and equipment promises to manufacturers."""

from typing import ClassVar

import pytest

from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked, card_at

FACTS: dict[str, str | float] = {"employees": 50.0, "section": "C"}
PROGRAMMED = Route("CNC shop", {"shop_kind": "programmed"}, FACTS, items=(14, 14))
NO_TOOLS = Route(
    "line without machine tools",
    {"shop_kind": "programmed", "machine_tools": 0.0},
    FACTS,
    items=(13, 14),
)
OUTSIDE = Route("others make it all", {"shop_kind": "outside"}, FACTS, items=(6, 6))
BY_HAND = Route("all by hand", {"shop_kind": "by_hand"}, FACTS)


class TestSoftwareEquipment(Promises):
    """The promises of every questionnaire, and what is particular to this one."""

    name: ClassVar[str] = "software_equipment"
    routes: ClassVar[tuple[Route, ...]] = (PROGRAMMED, OUTSIDE)
    clauses: ClassVar[tuple[str, ...]] = (
        "20.1 manufacturing",
        "20.1 renewal",
        "21.1 equipment",
        "21.1 line",
        "21.1 workshop",
        "21.1 factory",
        "22.1 joint_production",
        "22.1 supply_demand",
        "23.1 management",
        "23.1 platform_use",
    )

    def test_no_machine_tools(self, questionnaire: Questionnaire) -> None:
        """Whoever has no machine tools is not asked how many are CNC."""
        seen = {item.id for item in asked(questionnaire, NO_TOOLS)}
        assert "machine_tools" in seen
        assert "cnc_tools" not in seen

    def test_by_hand(self, questionnaire: Questionnaire) -> None:
        """A shop that works all by hand is asked about no programs."""
        seen = {item.id for item in asked(questionnaire, BY_HAND)}
        assert "busy_hours" in seen
        assert not seen & {"program_transfer", "floor_guard"}

    def test_an_idle_robot_earns_nothing(self, questionnaire: Questionnaire) -> None:
        """One that stands idle is worth as much as none."""
        points = rubric("wuxi", questionnaire).judged["robots"].points
        assert points is not None
        ids = [option.id for option in questionnaire.by_id["robots"].options]
        assert points[ids.index("idle")] == points[ids.index("hands")] == 0

    @pytest.mark.parametrize("rung", [0.0, 0.25, 0.5, 0.75, 1.0])
    def test_the_first_programmed_machine_costs_nothing(
        self, questionnaire: Questionnaire, rung: float
    ) -> None:
        """Whoever adds one and does nothing for it yet has the total of before."""
        judge = rubric("wuxi", questionnaire)
        answers = answers_at(questionnaire, judge, rung)
        answers |= {"program_transfer": "typed", "floor_guard": ("none",)}
        totals = [
            scorecard_of(questionnaire, judge, Sheet(answers | {"shop_kind": kind}, FACTS)).total
            for kind in ("by_hand", "programmed")
        ]
        assert totals[0] == pytest.approx(totals[1])

    def test_unprotected_machines_hold_back(self, questionnaire: Questionnaire) -> None:
        """Whatever else is there, without any protection of machines it is no fourth level."""
        judge = rubric("wuxi", questionnaire)
        answers = answers_at(questionnaire, judge, 1.0) | dict(PROGRAMMED.answers)
        answers["floor_guard"] = ("none",)
        card = scorecard_of(questionnaire, judge, Sheet(answers, FACTS))
        assert card.level is not None
        assert card.level.number == 3
        assert "floor" in {each.node for each in card.held_back}

    def test_more_is_never_less(self, questionnaire: Questionnaire) -> None:
        """On every route each rung everywhere brings a higher total than the rung below."""
        for route in self.routes:
            totals = [card_at(questionnaire, route, rung / 4).total for rung in range(5)]
            assert None not in totals, route.label
            assert totals == sorted(set(totals), key=lambda each: each or 0.0), route.label
