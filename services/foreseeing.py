"""An assessment as it will be once it is signed as it stands now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from assessments.model import Assessment, Side, Stage
from scoring.scorecard import Scorecard
from services.context import Context
from services.editions import pinned
from services.sheets import score
from services.sides import SIGNED, sheet_of_side
from services.store import Store


def as_signed(ctx: Context, assessment: Assessment) -> Context:
    """A context for reading only, in which the actor has signed the assessment just now."""
    if assessment.stage in SIGNED:
        return ctx
    signer = {"signed_at": ctx.now(), "signed_by": ctx.actor.name or ctx.actor.id}
    signed = assessment.model_copy(update={"stage": Stage.VERIFIED, **signer})
    asked = pinned(ctx, assessment)
    card = score(asked, sheet_of_side(ctx, assessment, asked, "verified"))
    return replace(ctx, store=cast("Store", _Foreseen(ctx.store, signed, card)))


class _Foreseen:
    """The store as it would be then; everything that is not of the assessment comes from it."""

    def __init__(self, store: Store, signed: Assessment, card: Scorecard) -> None:
        self._store, self._signed, self._card = store, signed, card

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def assessment(self, id: str) -> Assessment:
        return self._signed if id == self._signed.id else self._store.assessment(id)

    def rounds(self, enterprise: str) -> Sequence[Assessment]:
        found = self._store.rounds(enterprise)
        return [self._signed if each.id == self._signed.id else each for each in found]

    def scorecard(self, assessment: str, side: Side) -> Scorecard | None:
        foreseen = assessment == self._signed.id and side == "verified"
        return self._card if foreseen else self._store.scorecard(assessment, side)
