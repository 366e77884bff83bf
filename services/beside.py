"""What is kept beside a result for the city when it begins to count: numbers, no words."""

from collections.abc import Mapping

from assessments.details import CLAIMS, WISHES, Figures, wishes
from assessments.model import Document, Side
from scoring.scorecard import Scorecard
from services.context import Context
from services.kinds import CONCERNS, PLAN
from solutions.plans.model import Choices


def keep_wishes(one: Context, assessment_id: str, side: Side) -> None:
    """What presses the enterprise and what is in its plan by hand, as it stands now."""
    wanted = {CONCERNS: [assessment_id], PLAN: [assessment_id]}
    found = wishes_in(assessment_id, one.store.all_documents(wanted))
    one.store.add_details(WISHES, {(assessment_id, side): found})


def wishes_in(assessment_id: str, documents: Mapping[tuple[str, str], Document]) -> Figures:
    """The same out of documents that are read."""
    said = documents.get((CONCERNS, assessment_id))
    plan = documents.get((PLAN, assessment_id))
    named = [] if said is None else said.value["said"]["pressing"]
    choices = Choices() if plan is None else Choices.model_validate(plan.value)
    return wishes(named, {*choices.phases, *choices.progress} - choices.dropped)


def keep_claims(
    one: Context, assessment_id: str, cards: tuple[Scorecard, Scorecard], counts: Mapping[str, int]
) -> None:
    """What was claimed of a case that is signed, and how many claims had which verdict."""
    one.store.add_details(CLAIMS, {(assessment_id, "verified"): claims_of(cards, counts)})


def claims_of(cards: tuple[Scorecard, Scorecard], counts: Mapping[str, int]) -> Figures:
    """The claimed figures where the same rubric made the verified ones; and ``counts``."""
    claimed = cards[0]
    stamps = [(card.stamp.rubric, card.stamp.rubric_version) for card in cards]
    found: dict[str, float | None] = {verdict: float(many) for verdict, many in counts.items()}
    if stamps[0] == stamps[1] and claimed.nodes:
        root = claimed.nodes[0].id
        nodes = {node.id: node.score for node in claimed.nodes if node.parent == root}
        scores = {"total": claimed.total, **nodes}
        found |= {f"claimed:{id}": score for id, score in scores.items()}
    return found
