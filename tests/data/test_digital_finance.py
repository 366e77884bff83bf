"""What the questionnaire for institutions of digital finance promises."""

from typing import ClassVar

import pytest

from questionnaires.answers import Answer
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from tests.data.promises import Promises, Route, answers_at, asked


def _route(
    label: str,
    institution: str,
    activities: tuple[str, ...],
    systems_from: str,
    employees: float,
    items: tuple[int, int],
) -> Route:
    answers: dict[str, Answer] = {"institution": institution, "activities": activities}
    answers["systems_from"] = systems_from
    return Route(label, answers, {"employees": employees, "section": "J"}, items)


BRANCH = _route(
    "bank branch", "bank", ("lends", "chain", "goods", "online", "models"), "head", 25, (44, 48)
)
RURAL = _route(
    "rural bank",
    "bank",
    ("collects", "lends", "chain", "goods", "trades", "holds", "online", "models"),
    "mixed",
    300,
    (55, 60),
)
PAYMENT = _route("payment firm", "payment", ("collects", "online", "models"), "own", 60, (36, 44))
LENDER = _route("micro-loan firm", "loans", ("lends",), "own", 12, (30, 38))
PAWNSHOP = _route("pawnshop", "pawn", ("lends", "goods"), "own", 7, (30, 40))
FACTOR = _route("factoring firm", "leasing", ("lends", "chain", "models"), "own", 30, (40, 48))
ASSETS = _route("asset-management company", "amc", ("none",), "own", 30, (22, 34))
VENUE = _route("trading venue", "venue", ("trades", "holds", "online"), "own", 40, (38, 46))
BROKER = _route("securities branch", "broker", ("trades", "online"), "head", 30, (34, 42))
AGENCY = _route("insurance agency", "insurance", ("none",), "own", 8, (26, 34))
FUND = _route("fund manager", "fund", ("none",), "own", 15, (24, 32))
CUSTODIAN = _route("custodian", "custodian", ("holds", "online"), "own", 80, (34, 42))


class TestDigitalFinance(Promises):
    """The promises of every questionnaire, kept by this one on twelve routes."""

    name: ClassVar[str] = "digital_finance"
    edition: ClassVar[str] = "2026.2"
    routes: ClassVar[tuple[Route, ...]] = (
        *(BRANCH, RURAL, PAYMENT, LENDER, PAWNSHOP, FACTOR, ASSETS),
        *(VENUE, BROKER, AGENCY, FUND, CUSTODIAN),
    )
    clauses: ClassVar[tuple[str, ...]] = (
        "25.1 mobile_payment",
        "25.1 asset_trading",
        "25.1 clearing",
        "25.1 custody",
        "25.1 oversight",
        "25.1 risk",
        "25.1 small_finance",
        "25.1 supply_chain_finance",
    )

    @pytest.mark.parametrize(
        ("route", "there", "absent"),
        [
            (LENDER, {"credit_basis", "loan_warning"}, {"payment_codes", "custody_check"}),
            (VENUE, {"order_book", "listing_file", "trading_watch"}, {"credit_basis", "nav_check"}),
            (AGENCY, {"policy_account", "claim_path"}, {"reconciliation", "small_application"}),
            (FUND, {"nav_check", "suitability"}, {"counter_help", "settlement"}),
            (BRANCH, {"model_explain", "anchor_link"}, {"model_approval", "change_release"}),
            (PAWNSHOP, {"collateral_value", "counter_help"}, {"suspicious_alerts", "bad_assets"}),
            (FACTOR, {"receivable_check"}, {"suspicious_alerts", "collateral_value"}),
            (ASSETS, {"bad_assets"}, {"suspicious_alerts", "loan_warning"}),
        ],
    )
    def test_trades(
        self, questionnaire: Questionnaire, route: Route, there: set[str], absent: set[str]
    ) -> None:
        """Each kind of institution is asked about its own books and not about the others'."""
        seen = {item.id for item in asked(questionnaire, route)}
        assert there <= seen
        assert not absent & seen

    def test_risk_comes_first(self, questionnaire: Questionnaire) -> None:
        """However good the rest, without risk in hand the level stays below the second."""
        judge = rubric("wuxi", questionnaire)
        answers = answers_at(questionnaire, judge, 1.0) | dict(RURAL.answers)
        lowest = answers_at(questionnaire, judge, 0.0)
        at_risk = [item.id for item in questionnaire.scored if item.dimension == "risk"]
        answers |= {id: lowest[id] for id in at_risk if id in lowest} | {"overdue_caught": 0.0}
        card = scorecard_of(questionnaire, judge, Sheet(answers, RURAL.facts))
        assert card.level is not None
        assert (card.level.number, card.level_by_score) == (1, 4)
        assert [each.node for each in card.held_back] == ["risk"]


class TestFirstEdition(Promises):
    """The first edition, which answers begun with it keep."""

    name: ClassVar[str] = "digital_finance"
    routes: ClassVar[tuple[Route, ...]] = (
        *(BRANCH, RURAL, PAYMENT, VENUE, BROKER, AGENCY, FUND, CUSTODIAN),
    )
    clauses: ClassVar[tuple[str, ...]] = TestDigitalFinance.clauses
