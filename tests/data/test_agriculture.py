"""What the farm questionnaire promises to those who answer it and those who check it."""

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Kind, Questionnaire
from tests.data.promises import Promises, Route, asked, minutes

SIX_PEOPLE: dict[str, str | float] = {"employees": 6.0, "section": "A"}
SIXTY_PEOPLE: dict[str, str | float] = {"employees": 60.0, "division": "13"}
EVERYTHING: dict[str, Answer] = {
    "raises": ("crops", "seed", "livestock", "fishery", "processing"),
    "links": ("sort", "sell", "deliver"),
    "equipment": ("watering", "greenhouse", "machines", "cold", "growers"),
}
VEGETABLES: dict[str, Answer] = EVERYTHING | {"raises": ("crops",)}
RICE_IN_BULK: dict[str, Answer] = {
    "raises": ("crops",),
    "links": ("none",),
    "equipment": ("watering", "machines"),
}
SEED: dict[str, Answer] = {"raises": ("seed",), "links": ("sell",), "equipment": ("greenhouse",)}
PIGS: dict[str, Answer] = {"raises": ("livestock",), "links": ("none",), "equipment": ("none",)}
CRABS: dict[str, Answer] = {
    "raises": ("fishery",),
    "links": ("sort", "sell", "deliver"),
    "equipment": ("cold",),
}
TEA_FACTORY: dict[str, Answer] = {
    "raises": ("processing",),
    "links": ("sort", "sell", "deliver"),
    "equipment": ("cold", "growers"),
}
MACHINE_SERVICE: dict[str, Answer] = {
    "raises": ("none",),
    "links": ("none",),
    "equipment": ("machines",),
}


class TestAgriculture(Promises):
    """The farm questionnaire keeps what every questionnaire promises."""

    name = "agriculture"
    levels = ((0.0, 0), (0.25, 1), (0.5, 2), (0.75, 4))
    routes = (
        Route("everything", EVERYTHING, SIXTY_PEOPLE, (45, 45)),
        Route("vegetable cooperative", VEGETABLES, SIX_PEOPLE, (30, 34)),
        Route("rice in bulk", RICE_IN_BULK, SIX_PEOPLE, (20, 24)),
        Route("seed", SEED, SIX_PEOPLE, (20, 24)),
        Route("pigs in bulk", PIGS, SIX_PEOPLE, (20, 24)),
        Route("crab ponds", CRABS, SIX_PEOPLE, (28, 32)),
        Route("tea factory", TEA_FACTORY, SIXTY_PEOPLE, (24, 28)),
        Route("machine service", MACHINE_SERVICE, SIX_PEOPLE, (12, 15)),
    )
    clauses = (
        *(f"26.1 {trade}" for trade in ("crops", "seed", "livestock", "fishery")),
        "26.1 processing_industry",
        *(f"26.1 {link}" for link in ("production", "processing", "sales", "logistics")),
        "20.1 agriculture",
        "20.1 new_forms",
    )

    def test_few_people(self, questionnaire: Questionnaire) -> None:
        """Nobody is asked more than 45 items or 30 minutes, one trade at most 34."""
        for route in self.routes:
            items = asked(questionnaire, route)
            assert len(items) <= (45 if route.label == "everything" else 34), route.label
            assert minutes(items) <= 30, route.label

    @pytest.mark.parametrize(
        ("trade", "foreign"),
        [
            ("crops", {"seed_lots", "animal_identity", "pond_oxygen", "process_control"}),
            ("seed", {"feed_per_pen", "medicine", "catch_records", "residue_test"}),
            ("livestock", {"irrigation", "spraying", "pond_feeding", "germination"}),
            ("fishery", {"field_records", "barn_air", "vaccination", "process_control"}),
            ("processing", {"field_records", "medicine", "inputs", "certificate"}),
        ],
    )
    def test_own_trade_only(
        self, questionnaire: Questionnaire, trade: str, foreign: set[str]
    ) -> None:
        """Whoever does one trade is not asked about the others."""
        route = Route(trade, EVERYTHING | {"raises": (trade,)}, SIX_PEOPLE)
        assert not {item.id for item in asked(questionnaire, route)} & foreign

    def test_nothing_to_count(self, questionnaire: Questionnaire) -> None:
        """No figure has to be looked up, and every ladder has five rungs."""
        kinds = {item.kind for item in questionnaire.items}
        assert not kinds & {Kind.NUMBER, Kind.RATIO}
        rungs = [len(item.options) for item in questionnaire.items if item.kind is Kind.LADDER]
        assert set(rungs) == {5}
