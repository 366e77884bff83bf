"""What the questionnaire for parks and clusters promises to those who answer and check it."""

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked

THIRTY_PEOPLE: dict[str, str | float] = {"employees": 30.0, "division": "72"}
FIVE_PEOPLE: dict[str, str | float] = {"employees": 5.0, "division": "75"}
BIG_PARK: dict[str, Answer] = {
    "runs": "owner",
    "does": ("power", "hazards", "collects", "chain"),
    "tenants": 120.0,
}
SMALL_PARK: dict[str, Answer] = {"runs": "manager", "does": ("power",), "tenants": 18.0}
INCUBATOR: dict[str, Answer] = {"runs": "owner", "does": ("power",), "tenants": 40.0}
CLUSTER: dict[str, Answer] = {"runs": "members", "does": ("collects",), "tenants": 60.0}
EMPTY_PARK: dict[str, Answer] = {"runs": "owner", "does": ("none",), "tenants": 0.0}
EVERYTHING = ("power", "hazards", "equipment", "online", "collects", "chain")
BUILDING_ITEMS = {"network", "premises", "repairs", "permits"}
CHAIN_ITEMS = {"chain_map", "capacity_sharing", "joint_purchase", "shared_codes"}
DATA_ITEMS = {"told_why", "who_sees", "published_figures", "data_returned"}


class TestPark(Promises):
    """The questionnaire for parks keeps what every questionnaire promises."""

    name = "park"
    edition = "2026.2"
    levels = ((0.0, 0), (0.25, 1), (0.5, 2), (0.75, 4))
    routes = (
        Route("big park", BIG_PARK, THIRTY_PEOPLE, (39, 39)),
        Route("small park", SMALL_PARK, FIVE_PEOPLE, (28, 31)),
        Route("incubator", INCUBATOR, FIVE_PEOPLE, (28, 31)),
        Route("cluster body", CLUSTER, FIVE_PEOPLE, (29, 34)),
        Route("empty park", EMPTY_PARK, FIVE_PEOPLE, (25, 28)),
    )
    clauses = (
        "20.2 model_park",
        "20.2 model_scene",
        "20.2 cluster",
        "22.1 cluster_use",
        "27.1 exhibition",
        "27.1 exchange",
        "27.1 cooperation",
        "28.2 small_firm_diagnosis",
    )

    def test_short(self, questionnaire: Questionnaire) -> None:
        """At most 40 items are asked of anybody, three of them counts."""
        asked_at_all = [item for item in questionnaire.items if item.asked]
        assert len(asked_at_all) <= 40
        assert [item.kind for item in asked_at_all].count(Kind.NUMBER) == 3

    @pytest.mark.parametrize(
        ("leave_out", "silent"),
        [
            ({"runs": "members"}, BUILDING_ITEMS),
            ({"does": ("power", "hazards", "collects")}, CHAIN_ITEMS),
            ({"does": ("power", "hazards", "chain")}, DATA_ITEMS),
            ({"tenants": 0.0}, {"tenants_online", "tenants_diagnosed"}),
        ],
    )
    def test_routes(
        self, questionnaire: Questionnaire, leave_out: dict[str, Answer], silent: set[str]
    ) -> None:
        """What a park does not do, it is not asked about; everything else it still is."""
        everything, less = (
            {item.id for item in asked(questionnaire, Route("", answers, THIRTY_PEOPLE))}
            for answers in (BIG_PARK, BIG_PARK | leave_out)
        )
        assert everything - less == silent

    def test_members_are_a_chain(self, questionnaire: Questionnaire) -> None:
        """A cluster body is asked about its chain without having to tick that it has one."""
        route = Route("cluster body", CLUSTER, FIVE_PEOPLE)
        assert {item.id for item in asked(questionnaire, route)} >= CHAIN_ITEMS

    def test_five_firms_cost_nothing(self, questionnaire: Questionnaire) -> None:
        """A platform that five of 120 firms use scores no less than none."""
        judge = rubric("wuxi", questionnaire)
        rest = answers_at(questionnaire, judge, 0.5) | BIG_PARK
        none, five = (
            scorecard_of(
                questionnaire, judge, Sheet(rest | {"tenants_online": each}, THIRTY_PEOPLE)
            )
            for each in (0.0, 5.0)
        )
        assert none.total == five.total


class TestFirstEdition(Promises):
    """The first edition, which answers begun with it keep."""

    name = "park"
    routes = (
        Route("big park", {**BIG_PARK, "does": EVERYTHING}, THIRTY_PEOPLE, (39, 39)),
        Route("incubator", {**INCUBATOR, "does": ("equipment",)}, FIVE_PEOPLE, (26, 29)),
    )
    clauses = TestPark.clauses
