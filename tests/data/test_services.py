"""What the services questionnaire promises to those who answer it and those who check it."""

from itertools import product

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from tests.data.promises import Promises, Route, asked, minutes

TRADES = {
    "design": "rd_design",
    "software": "it_services",
    "logistics": "logistics",
    "retail": "retail",
    "testing": "testing",
    "building": "building",
    "legal": "legal",
    "health": "clinic",
    "consulting": "consulting",
    "staffing": "staffing",
}
FIRST = ("design", "logistics", "testing", "legal", "consulting", "staffing")  # of 2026.1
WAYS = {"runs_platform": "platform", "shared": "sharing", "experience": "experience"}
MODULES = {*TRADES.values(), *WAYS.values()}
EVERY_WAY = (*WAYS, "on_platform")
EVERYWHERE = ("field", "own_site", "goods", "power")
CLAUSES = (
    *(f"24.1 {clause}" for clause in ("design", "logistics", "testing", "legal")),
    *(f"24.1 {clause}" for clause in ("consulting", "staffing", "platform_economy")),
    *(f"24.1 {clause}" for clause in ("sharing_economy", "experience_economy")),
    *(f"20.1 {clause}" for clause in ("services", "renewal", "new_forms")),
    *(f"27.1 {clause}" for clause in ("exhibition", "exchange", "cooperation")),
)


def firm(
    trade: str = "other",
    ways: tuple[str, ...] = ("none",),
    places: tuple[str, ...] = EVERYWHERE,
    **more: Answer,
) -> dict[str, Answer]:
    """What a firm says on the first page."""
    return {"main_line": trade, "ways": ways, "places": places, "jobs_due": 40.0, **more}


def modules(questionnaire: Questionnaire, route: Route) -> set[str]:
    """The modules that are asked on this route."""
    return {item.dimension for item in asked(questionnaire, route)} & MODULES


class TestServices(Promises):
    """Services: article 24, what 20 says of services, and taking part in what 27 offers."""

    name = "services"
    edition = "2026.2"
    routes = (
        Route("small shop", firm(places=("own_site", "goods")), {"employees": 12.0}, (35, 44)),
        Route("office work only", firm(places=("none",)), items=(37, 46)),
        *(Route(trade, firm(trade), items=(40, 52)) for trade in TRADES),
        *(Route(way, firm(ways=(way,))) for way in EVERY_WAY),
        Route("all three ways", firm(ways=EVERY_WAY), {"employees": 300.0}),
    )
    clauses = CLAUSES

    @pytest.mark.parametrize("trade", TRADES)
    def test_one_trade(self, questionnaire: Questionnaire, trade: str) -> None:
        """A firm gets the module of its main trade, five to eight questions, and no other."""
        route = Route(trade, firm(trade))
        assert modules(questionnaire, route) == {TRADES[trade]}
        own = [i for i in asked(questionnaire, route) if i.dimension == TRADES[trade]]
        assert 5 <= len(own) <= 8

    def test_no_sheet_is_too_long(self, questionnaire: Questionnaire) -> None:
        """Every trade with every newer way and everything else stays within 60 and 40 minutes."""
        for (trade, module), (way, new) in product(TRADES.items(), WAYS.items()):
            route = Route(trade, firm(trade, EVERY_WAY, main_way=way), {"employees": 300.0})
            assert modules(questionnaire, route) == {module, new}
            items = asked(questionnaire, route)
            assert len(items) <= 60, (trade, way, len(items))
            assert minutes(items) <= 40, (trade, way, minutes(items))


class TestServicesAtFirst(Promises):
    """The first edition, with six trades of which several can be ticked."""

    name = "services"
    routes = tuple(
        Route(trade, {"lines": (trade,), "ways": EVERY_WAY, "places": EVERYWHERE})
        for trade in FIRST
    )
    clauses = CLAUSES
