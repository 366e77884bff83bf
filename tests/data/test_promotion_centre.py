"""What the questionnaire for those who help firms go digital promises."""

from typing import ClassVar

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked

EVERYTHING: tuple[str, ...] = ("diagnosis", "solutions", "training", "testing", "platform")
EVERYTHING += ("showroom", "matching", "events")


def offers(*services: str) -> dict[str, Answer]:
    """The answer to what is offered, as every edition asks it."""
    return {"services": services, "established": services}


PUBLIC_CENTRE = Route(
    "public centre",
    {"centre_kind": "public_centre", **offers(*EVERYTHING)},
    items=(41, 45),
)
OPEN_CENTRE = Route(
    "open centre of a leading firm",
    {
        "centre_kind": "open_centre",
        **offers("diagnosis", "training", "showroom", "matching"),
    },
    facts={"employees": 1200.0, "section": "C", "size": "large"},
    items=(32, 37),
)
SMALL_PROVIDER = Route(
    "software house of nine",
    {"centre_kind": "provider", **offers("solutions")},
    facts={"employees": 9.0, "section": "I"},
    items=(24, 29),
)
ASSOCIATION = Route(
    "association that brings firms together",
    {"centre_kind": "association", **offers("events"), "clients_before": 0.0},
    facts={"employees": 6.0, "section": "S"},
    items=(14, 20),
)


class TestPromotionCentre(Promises):
    """The promises of every questionnaire, and what is particular to this one."""

    name = "promotion_centre"
    edition: ClassVar[str] = "2026.3"
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
        answers: dict[str, Answer] = {"centre_kind": "provider", **offers(*kept)}
        seen = {item.id for item in asked(questionnaire, Route("one service", answers))}
        assert not seen & (silent | {"open_rules", "open_resources"})

    def test_failures_stay_in_the_whole(self, questionnaire: Questionnaire) -> None:
        """Both shares of results are over all clients of that year, those not reached included."""
        wholes = {item.id: item.whole for item in questionnaire.items}
        assert wholes["revisited_share"] == wholes["improved_share"] == "clients_before"

    def test_getting_ready(self, questionnaire: Questionnaire) -> None:
        """Whoever did nothing for three firms is asked about the own house and its figures only."""
        answers: dict[str, Answer] = {"centre_kind": "provider", **offers("none")}
        seen = {item.dimension for item in asked(questionnaire, Route("getting ready", answers))}
        assert seen == {"standing", "results", "own_house"}

    def test_biased_advice_is_a_start(self, questionnaire: Questionnaire) -> None:
        """However good the rest, who names one vendor and hides interests stays at level 1."""
        judge = rubric("wuxi", questionnaire)
        answers = answers_at(questionnaire, judge, 1.0) | dict(PUBLIC_CENTRE.answers)
        lowest = answers_at(questionnaire, judge, 0.0)
        biased = [item.id for item in questionnaire.scored if item.dimension == "neutrality"]
        answers |= {id: lowest[id] for id in biased}
        card = scorecard_of(questionnaire, judge, Sheet(answers, PUBLIC_CENTRE.facts))
        assert card.level is not None
        assert (card.level.number, [each.node for each in card.held_back]) == (1, ["neutrality"])


class TestSecondEdition(TestPromotionCentre):
    """The second edition, which answers begun with it keep."""

    edition: ClassVar[str] = "2026.2"


class TestFirstEdition(TestPromotionCentre):
    """The first edition, which answers begun with it keep."""

    edition: ClassVar[str] = "2026.1"

    def test_biased_advice_is_a_start(self, questionnaire: Questionnaire) -> None:
        """The first rubric let it reach the second level; results under it stay what they were."""
        judge = rubric("wuxi", questionnaire)
        gates = [
            (need.level, need.node)
            for rule in judge.rules
            for need in getattr(rule, "requires", ())
        ]
        assert gates
        assert (2, "neutrality") not in gates
