"""What the manufacturers' questionnaire promises, in every edition."""

from collections import Counter
from typing import ClassVar

import pytest

from questionnaires.answers import Answer
from questionnaires.library import load
from questionnaires.model import Kind, Questionnaire
from questionnaires.sheet import Sheet, shown
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked, card_at, minutes

MACHINE_ITEMS = {
    "machines_total",
    "machines_digital",
    "machines_networked",
    "digital_share",
    "networked_share",
    "downtime",
    "maintenance",
    "tooling",
    "vendor_support",
    "machine_data_use",
}
OWN_CLAUSES = (
    "20.1 manufacturing",
    "20.1 renewal",
    "20.1 new_forms",
    "21.1 equipment",
    "21.1 line",
    "21.1 workshop",
    "21.1 factory",
    "21.1 product",
    "21.1 form",
    "22.1 platform",
    "22.1 supply_demand",
    "22.1 joint_production",
    "22.2 cross_platform",
    "23.1 platform_use",
    "23.1 cloud",
    "23.1 management",
)
SMALL: dict[str, Answer] = {
    "workshop": "all_own",
    "design": "drawing",
    "business": ("none",),
    "site": ("none",),
    "machines_total": 8.0,
    "machines_digital": 3.0,
    "machines_networked": 0.0,
    "cloud_uses": ("none",),
    "orders_due": 40.0,
}
MIDDLE: dict[str, Answer] = SMALL | {
    "workshop": "part_own",
    "design": "joint",
    "site": ("warehouse", "dust"),
    "machines_total": 30.0,
    "machines_digital": 12.0,
    "machines_networked": 2.0,
    "cloud_uses": ("finance",),
}
LARGE: dict[str, Answer] = MIDDLE | {
    "design": "own",
    "business": ("to_stock", "programmed", "service", "export"),
    "site": ("warehouse", "chemicals", "power"),
}
NO_SHOP: dict[str, Answer] = {
    "workshop": "none",
    "design": "own",
    "business": ("to_stock", "export"),
    "site": ("warehouse",),
    "cloud_uses": ("files",),
    "orders_due": 40.0,
}
# Twelve who work to drawing; fifty people; three hundred who do everything; all outsourced.
SUBCONTRACTOR = Route("subcontractor", SMALL, {"employees": 12.0}, (35, 39))
FIFTY = Route("fifty", MIDDLE, {"employees": 50.0}, (48, 55))
EXPORTER = Route("exporter", LARGE, {"employees": 300.0}, (55, 60))
OUTSOURCED = Route("outsourced", NO_SHOP, {"employees": 60.0}, (33, 40))


class TestManufacturing(Promises):
    """The third edition; those before it keep the same promises below."""

    name = "manufacturing"
    edition = "2026.3"
    without_drawings: ClassVar[str] = "none"
    routes = (SUBCONTRACTOR, FIFTY, EXPORTER, OUTSOURCED)
    clauses: ClassVar[tuple[str, ...]] = (
        *OWN_CLAUSES,
        "22.1 cluster_use",
        "23.1 platform_building",
    )

    def test_size(self, questionnaire: Questionnaire) -> None:
        """Sixty items at most in eight dimensions, each of which judges something."""
        assert 45 <= len(questionnaire.items) <= 60
        assert len(questionnaire.dimensions) == 8
        judged = Counter(item.dimension for item in questionnaire.scored)
        assert min(judged[dimension.id] for dimension in questionnaire.dimensions) >= 3

    def test_kinds(self, questionnaire: Questionnaire) -> None:
        """Every kind of item is used, and exactly one free text, which stands last."""
        kinds = Counter(item.kind for item in questionnaire.items)
        assert set(kinds) == set(Kind)
        assert kinds[Kind.TEXT] == 1
        assert questionnaire.items[-1].kind is Kind.TEXT

    def test_no_workshop(self, questionnaire: Questionnaire) -> None:
        """Whoever has no workshop is not asked about machines, stops or the network in it."""
        seen = {item.id for item in asked(questionnaire, OUTSOURCED)}
        assert not seen & (MACHINE_ITEMS | {"shop_network", "work_reporting", "quality_check"})
        assert "outsourcing_progress" in seen

    def test_no_machines(self, questionnaire: Questionnaire) -> None:
        """A workshop of hands only is asked for the number of machines, and then no more."""
        by_hand = MIDDLE | {"machines_total": 0.0}
        seen = shown(questionnaire, Sheet(by_hand, {"employees": 50.0}))
        assert {id for id in MACHINE_ITEMS if seen.get(id)} == {"machines_total"}

    @pytest.mark.parametrize(
        ("leave_out", "silent"),
        [
            ({"business": ("to_stock",)}, {"export_documents", "after_sales", "smart_product"}),
            ({"business": ("export",)}, {"stock_forecast", "after_sales", "smart_product"}),
            ({"site": ("none",)}, {"stock_record", "safety_monitoring", "energy_change"}),
            ({"workshop": "all_own"}, {"outsourcing_progress"}),
            ({"cloud_uses": ("none",)}, {"cloud_exit"}),
            ({"machines_networked": 0.0}, {"machine_data_use"}),
            ({"orders_due": 0.0}, {"orders_on_time"}),
        ],
    )
    def test_routes(
        self, questionnaire: Questionnaire, leave_out: dict[str, Answer], silent: set[str]
    ) -> None:
        """What an enterprise does not do, it is not asked about; everything else it still is."""
        everything = {item.id for item in asked(questionnaire, EXPORTER)}
        route = Route("less", LARGE | leave_out, EXPORTER.facts)
        assert everything - {item.id for item in asked(questionnaire, route)} == silent

    def test_drawings(self, questionnaire: Questionnaire) -> None:
        """Whoever has no drawings is not asked how a new version reaches the workshop."""
        route = Route("less", LARGE | {"design": self.without_drawings}, EXPORTER.facts)
        everything = {item.id for item in asked(questionnaire, EXPORTER)}
        assert everything - {item.id for item in asked(questionnaire, route)} == {"design_data"}

    def test_small_subcontractor(self, questionnaire: Questionnaire) -> None:
        """Twelve people are not asked what only a larger firm has."""
        seen = {item.id for item in asked(questionnaire, SUBCONTRACTOR)}
        assert not seen & {"budget", "review_meeting", "data_ledger", "tooling", "data_platform"}

    def test_large_exporter(self, questionnaire: Questionnaire) -> None:
        """A factory of 300 with own design and export is asked every question there is."""
        assert asked(questionnaire, EXPORTER) == [i for i in questionnaire.items if i.asked]

    def test_pages(self, questionnaire: Questionnaire) -> None:
        """A page asks 8 to 12 questions, and what routes stands on the first one."""
        assert all(8 <= len(page.items) <= 12 for page in questionnaire.pages)
        routing = {"workshop", "design", "business", "site"}
        assert routing <= set(questionnaire.pages[0].items)

    def test_minutes(self, questionnaire: Questionnaire) -> None:
        """The announced minutes are no exaggeration for fifty people."""
        assert minutes(asked(questionnaire, FIFTY)) >= 0.75 * questionnaire.minutes

    def test_short_enough_for_a_phone(self, questionnaire: Questionnaire) -> None:
        """A question fits two lines of a phone, an option as well."""
        for item in questionnaire.items:
            assert len(item.ask.zh) <= 30, item.ask.zh
            assert all(len(option.says.zh) <= 34 for option in item.options), item.id

    @pytest.mark.parametrize(
        ("rung", "level"), [(0.0, 0), (0.25, 1), (0.5, 2), (0.75, 4), (1.0, 5)]
    )
    @pytest.mark.parametrize("route", [SUBCONTRACTOR, FIFTY, EXPORTER, OUTSOURCED])
    def test_rungs_and_levels(
        self, questionnaire: Questionnaire, route: Route, rung: float, level: int
    ) -> None:
        """On every route the same rung everywhere gives the same level of the rubric."""
        card = card_at(questionnaire, route, rung)
        assert card.level is not None
        assert (card.level.number, card.coverage) == (level, 1)

    def test_a_weak_base_holds_back(self, questionnaire: Questionnaire) -> None:
        """However good the rest, without any protection of data the level stays the first."""
        judge = rubric("wuxi", questionnaire)
        answers = answers_at(questionnaire, judge, 1.0)
        answers |= {id: LARGE[id] for id in ("workshop", "design", "business", "site")}
        worst = answers_at(questionnaire, judge, 0.0)
        for item in questionnaire.scored:
            if item.dimension == "data_security":
                answers[item.id] = worst[item.id]
        card = scorecard_of(questionnaire, judge, Sheet(answers, {"employees": 300.0}))
        assert card.level is not None
        assert (card.level.number, card.level_by_score) == (1, 5)
        assert [each.node for each in card.held_back] == ["data_security"]


class TestSecondEdition(TestManufacturing):
    """The second edition, which assessments begun with it keep."""

    edition = "2026.2"
    without_drawings: ClassVar[str] = "drawing"


class TestFirstEdition(TestSecondEdition):
    """The first edition, which assessments begun with it keep."""

    edition = "2026.1"
    clauses: ClassVar[tuple[str, ...]] = OWN_CLAUSES


def test_continuous_supply() -> None:
    """Who supplies without single orders may say so wherever an order is asked about."""
    items = load("manufacturing", "2026.3").by_id
    asked_of_orders = ("order_entry", "order_progress", "scheduling", "delivery_entries")
    assert [id for id in asked_of_orders if items[id].not_applicable is None] == []


@pytest.mark.parametrize("networked", [1.0, 2.0, 5.0])
def test_first_networked_machines(networked: float) -> None:
    """Networking the first machines costs no point, even while nobody uses their data."""
    third = load("manufacturing", "2026.3")
    judge = rubric("wuxi", third)
    answers = {**answers_at(third, judge, 0.5), **MIDDLE, "machines_networked": 0.0}
    after = {**answers, "machines_networked": networked, "machine_data_use": ("none",)}
    totals = [
        scorecard_of(third, judge, Sheet(each, FIFTY.facts)).total for each in (answers, after)
    ]
    assert totals[0] is not None
    assert totals[1] is not None
    assert totals[1] >= totals[0] - 1e-9


def test_answers_carry_over() -> None:
    """What the editions share reads alike, so a first round and a second can be compared."""
    first, second = (load("manufacturing", edition) for edition in ("2026.1", "2026.2"))
    shared = [item for item in first.items if item.id in second.by_id]
    for item in shared:
        other = second.by_id[item.id]
        assert (item.kind, item.dimension) == (other.kind, other.dimension), item.id
        assert [each.id for each in item.options] == [each.id for each in other.options], item.id
    ids = {item.id for item in shared}
    assert set(first.by_id) - ids == {"budget", "vendor_support"}
    assert set(second.by_id) - ids == {"data_platform", "shared_capacity", "results_checked"}


def test_carried_answers_are_enough() -> None:
    """The answers of the first edition cover enough of the second for a result that stands."""
    first, second = (load("manufacturing", edition) for edition in ("2026.1", "2026.2"))
    answers = {**answers_at(first, rubric("wuxi", first), 0.5), **LARGE}
    readable = {id: each for id, each in answers.items() if id in second.by_id}
    card = scorecard_of(second, rubric("wuxi", second), Sheet(readable, EXPORTER.facts))
    assert not card.provisional


def test_carried_on_to_the_third() -> None:
    """Most answers of the second edition are read by the third, with the meaning that they had."""
    second, third = (load("manufacturing", edition) for edition in ("2026.2", "2026.3"))
    assert set(second.by_id) == set(third.by_id)
    changed = {
        item.id
        for item in second.items
        if [each.id for each in item.options] != [each.id for each in third.by_id[item.id].options]
        or len(item.bands) != len(third.by_id[item.id].bands)
    }
    assert changed == {
        "design",
        "systems",
        "delivery_entries",
        "traceability",
        "shared_capacity",
        "remote_view",
        "protection",
        "data_sharing",
        "first_pass_change",
        "energy_change",
    }
