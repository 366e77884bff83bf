"""A store that holds enterprises with figures and nothing else, to count a city from."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from access.actor import Actor, Role, holder_of
from assessments.confirmation import Confirmation, Decision
from assessments.model import Assessment, Enterprise, Stage
from questionnaires import library
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.library import rubric
from scoring.scorecard import Scorecard
from services.context import Context
from storage import SqlStore

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
LAST_MONTH = datetime(2026, 10, 5, 2, tzinfo=UTC)
CENTRES = 10  # so many that no row is nearly all of one
OFFICIAL = Actor(Role.OFFICIAL, "official", "某")


def context(store: SqlStore, actor: Actor = OFFICIAL) -> Context:
    """What a service is handed, at one fixed time."""
    return Context(store, actor, lambda: NOW)


def holder(store: SqlStore, number: int) -> Context:
    """Whoever holds the assessment of that number."""
    return context(store, holder_of(f"a{number}"))


def add(
    store: SqlStore,
    numbers: Iterable[int],
    *,
    division: str = "34",
    district: str = "320206",
    total: float = 50.0,
    stage: Stage = Stage.VERIFIED,
    synthetic: bool = False,
    spread: float = 8.0,
    at: datetime = LAST_MONTH,
    code: str | None = None,
    centre: str | None = None,
    confirmed: bool = False,
    employees: int = 50,
    revenue: float = 1200,
    version: str = "",
) -> None:
    """Enterprises whose figures lie around ``total``, two levels among them, handed in ``at``.

    What is signed was so at the same time, and so was who is ``confirmed``, with a code of its
    own. Without a ``centre`` they are spread over several. ``version``: of the rubric that judged
    them, the present one where none is named.
    """
    for known in {centre or f"centre-{n}" for n in range(CENTRES)} - store.centres().keys():
        store.add_centre(known, known)
    for place, number in enumerate(numbers):
        code = f"{number:018}" if confirmed else code
        enterprise = Enterprise(
            id=f"e{number}", name=f"厂{number}", credit_code=code, division=division,
            district=district, employees=employees, revenue=revenue, synthetic=synthetic,
        )  # fmt: skip
        store.add_enterprise(enterprise)
        if confirmed:
            store.add_confirmation(confirmation(number, at))
        made = _assessment(number, stage, synthetic=synthetic)
        case = {
            "submitted_at": None if stage is Stage.DRAFT else at,
            "signed_at": at if stage is Stage.VERIFIED else None,
            "centre": centre or f"centre-{number % CENTRES}",
        }
        store.add_assessment(made.model_copy(update=case), None)
        card = _card(total + spread * (place % 2 * 2 - 1), 2 + place % 2)
        if version:
            stamp = card.stamp.model_copy(update={"rubric_version": version})
            card = card.model_copy(update={"stamp": stamp})
        if stage is not Stage.DRAFT:
            store.add_scorecard(f"a{number}", "claimed", card, at)
        if stage is Stage.VERIFIED:
            store.add_scorecard(f"a{number}", "verified", card, at)


def rescore(store: SqlStore, numbers: Iterable[int], by: float, at: datetime = LAST_MONTH) -> None:
    """What the present version makes of these: so many points more."""
    present = _blank().stamp
    for number in numbers:
        card = store.scorecard(f"a{number}", "verified")
        assert card is not None
        assert card.total is not None
        changed = {"total": card.total + by, "stamp": present}
        store.add_rescoring(f"a{number}", "verified", card.model_copy(update=changed), at)


def confirmation(number: int, at: datetime, decision: Decision = "confirmed") -> Confirmation:
    """A decision on the enterprise of that number."""
    return Confirmation(
        enterprise=f"e{number}", credit_code=f"{number:018}", decision=decision,
        reason="", author="c", by="c", at=at,
    )  # fmt: skip


def _assessment(number: int, stage: Stage, *, synthetic: bool) -> Assessment:
    questionnaire = library.load("manufacturing")
    return Assessment(
        id=f"a{number}", enterprise=f"e{number}", questionnaire=questionnaire.id,
        edition=questionnaire.edition, digest=questionnaire.digest, stage=stage,
        started_at=NOW, synthetic=synthetic,
    )  # fmt: skip


@cache
def _blank() -> Scorecard:
    questionnaire = library.load("manufacturing")
    return scorecard_of(questionnaire, rubric("wuxi", questionnaire), Sheet({}, {}))


def _card(figure: float, level: int) -> Scorecard:
    card = _blank()
    nodes = tuple(node.model_copy(update={"score": figure}) for node in card.nodes)
    reached = next(each for each in card.ladder if each.number == level)
    return card.model_copy(update={"total": figure, "level": reached, "nodes": nodes})
