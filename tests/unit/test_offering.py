"""An enterprise is offered what suits it, and told where its trade does not tell which."""

import pytest

from assessments.facts import known_facts
from services import offering
from services.offering import Offer
from services.settings import Settings
from tests.town import new_town


def offered(division: str | None, employees: float = 60, revenue: float = 4600) -> list[Offer]:
    """What an enterprise of the division sees, from first to last."""
    facts = known_facts(division, employees, revenue, None)
    with new_town() as town:
        town.settings = Settings()
        return list(offering.offers(town.visitor, facts))


@pytest.mark.parametrize(
    ("division", "best"),
    [
        ("01", "agriculture"),
        ("34", "manufacturing"),
        ("54", "services"),
        ("66", "digital_finance"),
        ("97", "quick_scan"),  # no full questionnaire for international organisations
        (None, "quick_scan"),
    ],
)
def test_the_trade_tells_which_to_begin_with(division: str | None, best: str) -> None:
    """One full questionnaire suits, or none: then the quick scan is for everybody."""
    found = offering.best(offered(division))
    assert found is not None
    assert found.questionnaire.id == best


@pytest.mark.parametrize(
    ("division", "first", "others"),
    [
        ("72", "services", {"park", "promotion_centre"}),
        ("74", "services", {"promotion_centre"}),
        ("13", "manufacturing", {"agriculture"}),
        ("15", "manufacturing", {"agriculture"}),
    ],
)
def test_the_enterprise_chooses_where_its_trade_does_not_tell(
    division: str, first: str, others: set[str]
) -> None:
    """Several full questionnaires suit: the one for most trades first, and none is chosen."""
    offers = offered(division)
    full = [
        each.questionnaire.id for each in offers if each.suits and each.questionnaire.form == "full"
    ]
    assert offering.best(offers) is None
    assert full[0] == first
    assert set(full[1:]) == others


def test_a_large_manufacturer_may_lead_a_chain() -> None:
    """Size decides beside the trade."""
    full = {each.questionnaire.id for each in offered("34", 3000, 200_000) if each.suits}
    assert {"manufacturing", "chain_leader"} <= full
    assert offering.best(offered("34", 3000, 200_000)) is None
