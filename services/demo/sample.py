"""One synthetic assessment, signed, that no store holds: to try out what a report looks like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

import numpy as np

from access.actor import Actor, Role
from assessments.model import Assessment, Document, Enterprise, Side, Stage
from questionnaires.model import Questionnaire
from scoring.scorecard import Scorecard
from services.context import Context
from services.demo.city import enterprises
from services.demo.filling import EDITION, QUESTIONNAIRE, routes
from services.demo.histories import Histories, History
from services.demo.maturity import respondents
from services.editions import edition
from services.store import Store

SEED, SIZE = 7, 40  # a town that has somebody who is signed


@dataclass(frozen=True)
class Sample:
    """The id of the assessment, and a context for reading only in which it is there."""

    assessment: str
    ctx: Context


def sample(ctx: Context, centre: str) -> Sample:
    """The assessment as if ``centre``, by its id, had verified it."""
    history = _history(edition(ctx, QUESTIONNAIRE, EDITION))
    signed = history.assessment.model_copy(update={"centre": centre})
    store = cast("Store", _Imagined(ctx.store, replace(history, assessment=signed)))
    return Sample(signed.id, replace(ctx, store=store, actor=Actor(Role.OPERATOR, "sample")))


@cache
def _history(questionnaire: Questionnaire) -> History:
    rng = np.random.default_rng(SEED)
    made = enterprises(SIZE, rng)
    sheets = respondents(made, len(questionnaire.dimensions), rng)
    claimed, true = routes(questionnaire, made, sheets, SEED)
    told = Histories(questionnaire, made, sheets, claimed, true, rng)
    return next(each for each in told if each.assessment.stage is Stage.VERIFIED)


class _Imagined:
    """The store with one more assessment; everything that is not of it comes from the store."""

    def __init__(self, store: Store, history: History) -> None:
        self._store, self._history = store, history

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def enterprise(self, id: str) -> Enterprise:
        own = self._history.enterprise
        return own if id == own.id else self._store.enterprise(id)

    def assessment(self, id: str) -> Assessment:
        own = self._history.assessment
        return own if id == own.id else self._store.assessment(id)

    def rounds(self, enterprise: str) -> Sequence[Assessment]:
        own = self._history.assessment
        return [own] if enterprise == own.enterprise else self._store.rounds(enterprise)

    def answers(self, assessment: str, side: Side) -> Mapping[str, Any]:
        own = self._history
        if assessment != own.assessment.id:
            return self._store.answers(assessment, side)
        return own.claimed if side == "claimed" else own.verified

    def scorecard(self, assessment: str, side: Side) -> Scorecard | None:
        own = assessment == self._history.assessment.id
        return None if own else self._store.scorecard(assessment, side)

    def document(self, kind: str, subject: str) -> Document | None:
        own = {self._history.assessment.id, self._history.enterprise.id}
        return None if subject.split(":", 1)[0] in own else self._store.document(kind, subject)
