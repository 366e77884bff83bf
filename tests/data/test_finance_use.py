"""What the module on using digital finance promises to enterprises of every other trade."""

from typing import ClassVar

import pytest

from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked

SHOP = Route("shop paid at once", {"money_habits": ("none",)}, items=(7, 7))
SELLER = Route("sells on credit", {"money_habits": ("credit_sales",)}, items=(9, 9))
BORROWER = Route("borrows", {"money_habits": ("borrows",)}, items=(9, 9))
EVERYTHING = Route("supplier that borrows", items=(12, 12))


class TestFinanceUse(Promises):
    """The promises of every questionnaire, kept by this module on four routes."""

    name: ClassVar[str] = "finance_use"
    routes: ClassVar[tuple[Route, ...]] = (SHOP, SELLER, BORROWER, EVERYTHING)
    clauses: ClassVar[tuple[str, ...]] = (
        "25.1 mobile_payment",
        "25.1 clearing",
        "25.1 risk",
        "25.1 small_finance",
        "25.1 supply_chain_finance",
    )

    def test_paid_at_once(self, questionnaire: Questionnaire) -> None:
        """Who neither sells on credit nor borrows is asked nothing about either."""
        seen = asked(questionnaire, SHOP)
        assert "financing" not in {item.dimension for item in seen}

    @pytest.mark.parametrize("route", [SHOP, EVERYTHING])
    def test_safety_holds_back(self, questionnaire: Questionnaire, route: Route) -> None:
        """However good the rest, who pays whatever the chat orders stays at the first level."""
        judge = rubric("wuxi", questionnaire)
        answers = answers_at(questionnaire, judge, 1.0) | dict(route.answers)
        answers |= {"fraud_check": "obeys", "keys_seals": "one_drawer"}
        card = scorecard_of(questionnaire, judge, Sheet(answers, route.facts))
        assert card.level is not None
        assert card.level.number == 1
        assert [each.node for each in card.held_back] == ["money_safety"]
