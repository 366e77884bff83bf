"""Fill a store with the demonstration city, all at once or not at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from access.table import require
from assessments.details import CLAIMS, Figures
from assessments.facts import facts_of
from assessments.model import Enterprise, Side, Stage
from assessments.refusals import Invalid, NotAllowed
from i18n import say
from questionnaires.columns import Columns, columns_of
from questionnaires.conditions import Routes, route
from questionnaires.model import Questionnaire
from scoring import scorecards_of
from services.context import Context, at_once
from services.demo import beside
from services.demo.answers import Answering
from services.demo.beside import Judged
from services.demo.choices import choose
from services.demo.city import CENTRE, city, enterprises
from services.demo.consistency import consistent
from services.demo.firms import claim
from services.demo.histories import Histories, History
from services.demo.maturity import SyntheticSheets, respondents
from services.demo.records import assumptions_document_of, visit_document_of
from services.demo.signing import seal
from services.demo.targets import set_targets
from services.editions import default_rubric, edition
from services.sheets import sheet_of
from services.store import Store

QUESTIONNAIRE = "manufacturing"
EDITION = "2026.1"  # of both years, so that their figures compare
MOST = 100_000  # enterprises
CARELESS = 0.1  # of the claims keep answers that can hardly all be true, if they have any
AT_ONCE = 200  # assessments that are scored and written together


@dataclass(frozen=True)
class Filled:
    """What was written: enterprises, and assessments by stage."""

    enterprises: int
    stages: Mapping[Stage, int]


def is_filled(ctx: Context) -> bool:
    """Whether the store holds a demonstration. NotAllowed where it holds anything real."""
    require(ctx.actor, "demo.fill")
    found = ctx.store.assessments()
    real = sum(not assessment.synthetic for assessment, _ in found)
    if real or (ctx.store.centres() and not found):
        raise NotAllowed("demo_real_data", count=real)
    return bool(found)


def fill(ctx: Context, size: int, seed: int) -> Filled:
    """Write ``size`` synthetic enterprises and their assessments of two years.

    The same size and seed give the same content. Raises NotAllowed where the store holds
    anything, Invalid for a size that cannot be.
    """
    if not 1 <= size <= MOST:
        raise Invalid("demo_size", most=MOST)
    if is_filled(ctx):
        raise NotAllowed("demo_filled")
    questionnaire = edition(ctx.settings, QUESTIONNAIRE, EDITION)
    rng = np.random.default_rng(seed)
    made = enterprises(size, rng)
    sheets = respondents(made, len(questionnaire.dimensions), rng)
    claimed, true = routes(questionnaire, made, sheets, seed)
    stages: Counter[Stage] = Counter()
    with at_once(ctx) as one:
        for number in range(1, city().centres + 1):
            one.store.add_centre(f"demo-centre-{number}", say("demo.centre", "zh", number=number))
        one.store.append_document(assumptions_document_of(CENTRE))
        for enterprise in made:
            one.store.add_enterprise(enterprise)
        told = iter(Histories(questionnaire, made, sheets, claimed, true, rng))
        while part := list(islice(told, AT_ONCE)):
            _write(one.store, questionnaire, part)
            stages.update(history.assessment.stage for history in part)
        choose(one, rng)
        beside.wish(one)
        set_targets(one)
        claim(one)
        seal(one)
    return Filled(size, stages)


def routes(
    questionnaire: Questionnaire, made: Sequence[Enterprise], sheets: SyntheticSheets, seed: int
) -> tuple[Routes, Routes]:
    """Every answer and who is asked what: as the enterprises claim it, and as it is."""
    answering = Answering(questionnaire, default_rubric(questionnaire), sheets, len(made), seed)
    known = [facts_of(enterprise) for enterprise in made]
    facts = columns_of(questionnaire, [{}] * len(made), known).facts
    each = {name: column[sheets.enterprise] for name, column in facts.items()}
    careless = np.random.default_rng([seed, sheets.size]).random(sheets.size) < CARELESS

    def routed(kept: NDArray[np.bool_], *, claimed: bool) -> Routes:
        items = consistent(questionnaire, answering.columns(claimed=claimed), each, kept)
        return route(questionnaire, Columns(sheets.size, items, each))

    return routed(careless, claimed=True), routed(np.zeros_like(careless), claimed=False)


def _write(store: Store, questionnaire: Questionnaire, part: Sequence[History]) -> None:
    for history in part:
        store.add_assessment(history.assessment, None)
    store.append_answers(
        record
        for history in part
        for record in (*history.claimed.values(), *history.verified.values())
    )
    submitted = [history for history in part if history.assessment.submitted_at]
    signed = [history for history in part if history.assessment.signed_at]
    claims = [sheet_of(questionnaire, each.enterprise, each.claimed) for each in submitted]
    both = [
        sheet_of(questionnaire, each.enterprise, each.claimed, each.verified) for each in signed
    ]
    rubric = default_rubric(questionnaire)
    before = dict[str, Judged]()
    for history, sheet, card in zip(
        submitted, claims, scorecards_of(questionnaire, rubric, claims), strict=True
    ):
        at = history.assessment.submitted_at or history.assessment.started_at
        store.add_scorecard(history.assessment.id, "claimed", card, at)
        before[history.assessment.id] = sheet, card
    found: dict[tuple[str, Side], Figures] = {}
    for history, sheet, card in zip(
        signed, both, scorecards_of(questionnaire, rubric, both), strict=True
    ):
        id, at = (
            history.assessment.id,
            history.assessment.signed_at or history.assessment.started_at,
        )
        store.append_document(visit_document_of(history.assessment, at))
        store.add_scorecard(id, "verified", card, at)
        found[id, "verified"] = beside.claims(questionnaire, history, before[id], (sheet, card))
    store.add_details(CLAIMS, found)
