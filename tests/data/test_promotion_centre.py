"""What the questionnaire for those who help firms go digital promises."""

from typing import ClassVar

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from tests.data.promises import Promises, Route, asked

EVERYTHING: tuple[str, ...] = ("diagnosis", "solutions", "training", "testing", "platform")
EVERYTHING += ("showroom", "matching", "events")

PUBLIC_CENTRE = Route(
    "public centre",
    {"centre_kind": "public_centre", "services": EVERYTHING},
    items=(41, 45),
)
OPEN_CENTRE = Route(
    "open centre of a leading firm",
    {"centre_kind": "open_centre", "services": ("diagnosis", "training", "showroom", "matching")},
    facts={"employees": 1200.0, "section": "C", "size": "large"},
    items=(32, 37),
)
SMALL_PROVIDER = Route(
    "software house of nine",
    {"centre_kind": "provider", "services": ("solutions",)},
    facts={"employees": 9.0, "section": "I"},
    items=(24, 29),
)
ASSOCIATION = Route(
    "association that brings firms together",
    {"centre_kind": "association", "services": ("events",), "clients_before": 0.0},
    facts={"employees": 6.0, "section": "S"},
    items=(14, 20),
)


class TestPromotionCentre(Promises):
    """The promises of every questionnaire, and what is particular to this one."""

    name = "promotion_centre"
    routes = (PUBLIC_CENTRE, OPEN_CENTRE, SMALL_PROVIDER, ASSOCIATION)
    clauses: ClassVar[tuple[str, ...]] = (
        "22.2 transformation_firms",
        "22.2 cross_platform",
        "23.1 platform_building",
        "27.1 exhibition",
        "27.1 exchange",
        "27.1 cooperation",
        "28.1 diagnosis",
        "28.1 training",
        "28.1 assessment",
        "28.2 public_centre",
        "28.2 open_centre",
        "28.2 small_firm_diagnosis",
        "28.2 light_solutions",
    )

    @pytest.mark.parametrize(
        ("kept", "silent"),
        [
            (("solutions",), {"method", "calibration", "vendors_named", "separation", "practice"}),
            (("diagnosis",), {"price_list", "separation", "handback", "showroom", "exchange"}),
            (("platform",), {"price_list", "trial", "vendors_named", "diagnosticians_floor"}),
        ],
    )
    def test_silent(
        self, questionnaire: Questionnaire, kept: tuple[str, ...], silent: set[str]
    ) -> None:
        """A service that was not given is not asked about."""
        answers: dict[str, Answer] = {"centre_kind": "provider", "services": kept}
        seen = {item.id for item in asked(questionnaire, Route("one service", answers))}
        assert not seen & (silent | {"open_rules", "open_resources"})

    def test_failures_stay_in_the_whole(self, questionnaire: Questionnaire) -> None:
        """Both shares of results are over all clients of that year, those not reached included."""
        wholes = {item.id: item.whole for item in questionnaire.items}
        assert wholes["revisited_share"] == wholes["improved_share"] == "clients_before"

    def test_getting_ready(self, questionnaire: Questionnaire) -> None:
        """Whoever finished nothing last year is asked about the own house and its figures only."""
        answers: dict[str, Answer] = {"centre_kind": "provider", "services": ("none",)}
        seen = {item.dimension for item in asked(questionnaire, Route("getting ready", answers))}
        assert seen == {"standing", "results", "own_house"}
