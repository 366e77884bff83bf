"""What the services questionnaire promises to those who answer it and those who check it."""

from itertools import combinations, product

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from tests.data.promises import Promises, Route, asked, minutes

TRADES = {
    "design": "rd_design",
    "logistics": "logistics",
    "testing": "testing",
    "legal": "legal",
    "consulting": "consulting",
    "staffing": "staffing",
}
WAYS = {"runs_platform": "platform", "shared": "sharing", "experience": "experience"}
MODULES = {*TRADES.values(), *WAYS.values()}
EVERY_WAY = (*WAYS, "on_platform")
EVERYWHERE = ("field", "own_site", "goods", "power")


def firm(
    lines: tuple[str, ...] = ("none",),
    ways: tuple[str, ...] = ("none",),
    places: tuple[str, ...] = EVERYWHERE,
    **more: Answer,
) -> dict[str, Answer]:
    """What a firm says on the first page."""
    return {"lines": lines, "ways": ways, "places": places, "jobs_due": 40.0, **more}


def modules(questionnaire: Questionnaire, route: Route) -> set[str]:
    """The modules that are asked on this route."""
    return {item.dimension for item in asked(questionnaire, route)} & MODULES


class TestServices(Promises):
    """Services: article 24, what 20 says of services, and taking part in what 27 offers."""

    name = "services"
    routes = (
        Route("small shop", firm(places=("own_site", "goods")), {"employees": 12.0}, (36, 44)),
        Route("office work only", firm(places=("none",)), items=(38, 46)),
        *(Route(trade, firm((trade,))) for trade in TRADES),
        *(Route(way, firm(ways=(way,))) for way in EVERY_WAY),
        Route("all three ways", firm(ways=EVERY_WAY), {"employees": 300.0}),
        Route(
            "every trade and way",
            firm(tuple(TRADES), EVERY_WAY, main_line="logistics", main_way="experience"),
            {"employees": 300.0},
        ),
    )
    clauses = (
        *(f"24.1 {clause}" for clause in ("design", "logistics", "testing", "legal")),
        *(f"24.1 {clause}" for clause in ("consulting", "staffing", "platform_economy")),
        *(f"24.1 {clause}" for clause in ("sharing_economy", "experience_economy")),
        *(f"20.1 {clause}" for clause in ("services", "renewal", "new_forms")),
        *(f"27.1 {clause}" for clause in ("exhibition", "exchange", "cooperation")),
    )

    @pytest.mark.parametrize("trade", TRADES)
    def test_one_trade(self, questionnaire: Questionnaire, trade: str) -> None:
        """Whoever does one trade gets its module, five to eight questions, and no other."""
        route = Route(trade, firm((trade,)))
        assert modules(questionnaire, route) == {TRADES[trade]}
        own = [i for i in asked(questionnaire, route) if i.dimension == TRADES[trade]]
        assert 5 <= len(own) <= 8

    def test_the_main_line_decides(self, questionnaire: Questionnaire) -> None:
        """Of two trades only the main one is gone into, and it must be named first."""
        for two in combinations(TRADES, 2):
            for main in two:
                route = Route("two", firm(two, main_line=main))
                assert modules(questionnaire, route) == {TRADES[main]}

    def test_no_sheet_is_too_long(self, questionnaire: Questionnaire) -> None:
        """Every trade with every newer way and everything else stays within 60 and 40 minutes."""
        for (trade, module), (way, new) in product(TRADES.items(), WAYS.items()):
            answers = firm(tuple(TRADES), EVERY_WAY, main_line=trade, main_way=way)
            route = Route(trade, answers, {"employees": 300.0})
            assert modules(questionnaire, route) == {module, new}
            items = asked(questionnaire, route)
            assert len(items) <= 60
            assert minutes(items) <= 40
