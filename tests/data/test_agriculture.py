"""What the farm questionnaire promises to those who answer it and those who check it."""

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Kind, Questionnaire
from tests.data.promises import Promises, Route, asked, minutes

SIX_PEOPLE: dict[str, str | float] = {"employees": 6.0, "section": "A"}
SIXTY_PEOPLE: dict[str, str | float] = {"employees": 60.0, "division": "13"}
EVERYTHING: dict[str, Answer] = {
    "raises": ("crops", "seed", "livestock", "fishery", "processing", "services"),
    "links": ("sort", "sell", "deliver", "brand", "stream"),
    "equipment": ("watering", "greenhouse", "machines", "cold", "growers"),
}
THREE_BRANCHES: dict[str, Answer] = EVERYTHING | {"raises": ("crops", "livestock", "processing")}
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
    "raises": ("services",),
    "links": ("none",),
    "equipment": ("machines",),
}


class TestAgriculture(Promises):
    """The farm questionnaire keeps what every questionnaire promises."""

    name = "agriculture"
    edition = "2026.2"
    levels = ((0.0, 0), (0.25, 1), (0.5, 2), (0.75, 4))
    routes = (
        Route("three branches", THREE_BRANCHES, SIXTY_PEOPLE, (44, 48)),
        Route("vegetable cooperative", VEGETABLES, SIX_PEOPLE, (35, 39)),
        Route("rice in bulk", RICE_IN_BULK, SIX_PEOPLE, (23, 27)),
        Route("seed", SEED, SIX_PEOPLE, (23, 27)),
        Route("pigs in bulk", PIGS, SIX_PEOPLE, (23, 27)),
        Route("crab ponds", CRABS, SIX_PEOPLE, (31, 35)),
        Route("tea factory", TEA_FACTORY, SIXTY_PEOPLE, (26, 32)),
        Route("machine service", MACHINE_SERVICE, SIX_PEOPLE, (21, 25)),
    )
    clauses = (
        *(f"26.1 {trade}" for trade in ("crops", "seed", "livestock", "fishery")),
        "26.1 processing_industry",
        *(f"26.1 {link}" for link in ("production", "processing", "sales", "logistics")),
        "20.1 agriculture",
        "20.1 new_forms",
    )

    def test_few_people(self, questionnaire: Questionnaire) -> None:
        """One trade is asked at most 39 items, all six of them 56 in 40 minutes."""
        for route in self.routes:
            most = 48 if route.label == "three branches" else 39
            assert len(asked(questionnaire, route)) <= most, route.label
        everything = asked(questionnaire, Route("everything", EVERYTHING, SIXTY_PEOPLE))
        assert len(everything) <= 56
        assert minutes(everything) <= 40

    @pytest.mark.parametrize(
        ("trade", "foreign"),
        [
            ("crops", {"seed_lots", "animal_identity", "pond_oxygen", "process_control"}),
            ("seed", {"feed_per_pen", "medicine", "catch_records", "residue_test"}),
            ("livestock", {"irrigation", "spraying", "pond_feeding", "germination"}),
            ("fishery", {"field_records", "barn_air", "vaccination", "process_control"}),
            ("processing", {"field_records", "medicine", "inputs", "certificate"}),
            ("services", {"field_records", "orders", "intake", "greenhouse", "plot_cost"}),
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
