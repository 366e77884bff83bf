"""What the module on using digital finance promises to enterprises of every other trade."""

from typing import ClassVar

import pytest

from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked

SHOP = Route("shop paid at once", {"money_habits": ("none",)}, items=(7, 8))
SELLER = Route("sells on credit", {"money_habits": ("credit_sales",)}, items=(9, 10))
BORROWER = Route("borrows", {"money_habits": ("borrows",)}, items=(9, 10))
EVERYTHING = Route("supplier that borrows", items=(12, 13))


class TestFinanceUse(Promises):
    """The promises of every questionnaire, kept by this module on four routes."""

    name: ClassVar[str] = "finance_use"
    edition: ClassVar[str] = "2026.2"
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
        lowest = answers_at(questionnaire, judge, 0.0)
        unsafe = [item.id for item in questionnaire.scored if item.dimension == "money_safety"]
        answers |= {id: lowest[id] for id in unsafe}
        card = scorecard_of(questionnaire, judge, Sheet(answers, route.facts))
        assert card.level is not None
        assert card.level.number == 1
        assert [each.node for each in card.held_back] == ["money_safety"]

    def test_borrowing_earns_nothing(self, questionnaire: Questionnaire) -> None:
        """No rung says that money was raised: to know what receivables bring will do."""
        rungs = [
            option.says.zh
            for item in questionnaire.scored
            for option in item.options
            if item.options
        ]
        assert rungs
        assert [each for each in rungs if "拿到过钱" in each or "贴现过" in each] == []


class TestFirstEdition(TestFinanceUse):
    """The first edition, which answers begun with it keep."""

    edition: ClassVar[str] = "2026.1"

    def test_borrowing_earns_nothing(self, questionnaire: Questionnaire) -> None:
        """Not yet in this edition: two rungs count money that was raised on receivables."""
        rungs = [option.id for option in questionnaire.by_id["receivables_cash"].options]
        assert {"discounted", "on_platform"} < set(rungs)
