"""What the questionnaire for the leaders of supply chains promises."""

from typing import ClassVar

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from scoring.scorecard import Scorecard
from tests.data.promises import Promises, Route, answers_at, asked

FACTS: dict[str, str | float] = {"employees": 800.0, "section": "C", "size": "medium"}
BUYER = Route("buys only", {"platform_kind": "rented", "leads": ("none",)}, FACTS, items=(36, 40))
ASSEMBLER = Route(
    "assembles and outsources",
    {"platform_kind": "own", "leads": ("outsource", "joint_design")},
    FACTS,
    items=(38, 42),
)
EVERYTHING = Route("does everything", {}, FACTS, items=(39, 42))
NO_PLATFORM = Route(
    "no platform yet", {"platform_kind": "none", "leads": ("outsource",)}, FACTS, items=(35, 38)
)


def _best_but(questionnaire: Questionnaire, route: Route, **worse: Answer) -> Scorecard:
    judge = rubric("wuxi", questionnaire)
    answers = answers_at(questionnaire, judge, 1.0) | dict(route.answers) | worse
    return scorecard_of(questionnaire, judge, Sheet(answers, route.facts))


class TestChainLeader(Promises):
    """The promises of every questionnaire, kept by this one on three routes."""

    name: ClassVar[str] = "chain_leader"
    edition: ClassVar[str] = "2026.2"
    routes: ClassVar[tuple[Route, ...]] = (BUYER, ASSEMBLER, EVERYTHING)
    clauses: ClassVar[tuple[str, ...]] = (
        "22.1 cluster_use",
        "22.1 platform",
        "22.1 supply_demand",
        "22.1 joint_production",
        "28.2 open_centre",
    )

    @pytest.mark.parametrize(
        ("leave_out", "silent"),
        [
            ({"leads": ("outsource",)}, {"co_design"}),
            ({"leads": ("joint_design",)}, {"outside_steps"}),
            ({"helped_firms": 0.0}, {"helped_results"}),
            ({"willing_firms": 0.0}, {"helped_firms", "helped_results"}),
            ({"payments_due": 0.0}, {"payments_in_time"}),
        ],
    )
    def test_routes(
        self, questionnaire: Questionnaire, leave_out: dict[str, Answer], silent: set[str]
    ) -> None:
        """What a leader does not do, it is not asked about; everything else it still is."""
        everything = {item.id for item in asked(questionnaire, EVERYTHING)}
        less = asked(questionnaire, Route("less", leave_out, FACTS))
        assert everything - {item.id for item in less} == silent

    def test_no_platform(self, questionnaire: Questionnaire) -> None:
        """Who has no platform is asked less, and reaches no third level however good the rest."""
        seen = {item.id for item in asked(questionnaire, NO_PLATFORM)}
        assert not seen & {"purchases_online", "onboarding", "chain_continuity"}
        card = _best_but(questionnaire, NO_PLATFORM)
        assert card.level is not None
        assert card.level.number == 2
        assert [each.node for each in card.held_back] == ["platform"]

    @pytest.mark.parametrize(
        ("nothing", "begun"),
        [
            (
                {"willing_firms": 0.0, "helped_firms": 0.0},
                {"willing_firms": 9.0, "helped_firms": 2.0},
            ),
            ({"platform_kind": "none"}, {"platform_kind": "rented", "purchases_online": 1.0}),
            ({"shared_capacity": "none_yet"}, {"shared_capacity": "by_favour"}),
        ],
    )
    @pytest.mark.parametrize("rung", [0.0, 0.25, 0.5, 0.75, 1.0])
    def test_beginnings(
        self,
        questionnaire: Questionnaire,
        rung: float,
        nothing: dict[str, Answer],
        begun: dict[str, Answer],
    ) -> None:
        """Help, a platform or sharing that has just begun never costs a point."""
        judge = rubric("wuxi", questionnaire)
        rest = answers_at(questionnaire, judge, rung)
        lowest = {
            "helped_results": "thanks",
            "onboarding": "pays",
            "chain_continuity": "stands_still",
        }
        before, after = (
            scorecard_of(questionnaire, judge, Sheet({**rest, **lowest, **each}, FACTS)).total
            for each in (nothing, begun)
        )
        assert before is not None
        assert after is not None
        assert after >= before - 1e-9

    def test_terms_hold_back(self, questionnaire: Questionnaire) -> None:
        """Linked systems over unfair terms and late payment are no third level."""
        card = _best_but(
            questionnaire,
            EVERYTHING,
            data_terms="unsaid",
            bidding="result_only",
            receivable_confirm="refuses",
            payments_in_time=0.0,
        )
        assert card.level is not None
        assert card.level.number == 2
        assert [each.node for each in card.held_back] == ["fair_terms"]


class TestFirstEdition(Promises):
    """The first edition, which answers begun with it keep."""

    name: ClassVar[str] = "chain_leader"
    routes: ClassVar[tuple[Route, ...]] = (BUYER, ASSEMBLER)
    clauses: ClassVar[tuple[str, ...]] = TestChainLeader.clauses
