"""What some enterprises of the demonstration chose in their plans, did of them, and declared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice

import numpy as np

from access.actor import holder_of
from assessments.concerns import MOST, DeclaredConcerns
from assessments.model import Assessment
from services import declaring, plans
from services.concerns import concern_document
from services.context import Context
from services.demo.city import CENTRE, city
from services.kinds import CONCERNS
from services.rounds import round_before
from solutions.concerns import concerns
from solutions.plans.model import Limits, Progress

LATER = timedelta(days=30)  # after the result is out somebody plans; and ticks once more as long
LAST: Sequence[Progress] = ("begun",)  # what is ticked of the newest plan
BEFORE: Sequence[Progress] = ("done", "done", "begun")  # and of the one of the round before


def choose(ctx: Context, rng: np.random.Generator) -> None:
    """Let a share of all declare something and name what presses them, and a few plan.

    Those plan that are in a later round, if any.
    """
    done = [each for each, _ in ctx.store.assessments() if each.submitted_at is not None]
    newest = {each.enterprise: each for each in done}  # the one begun last
    names = list(declaring.declarable())
    drawn = rng.random((len(newest), 1 + len(names))).tolist()
    for assessment, (says, *held) in zip(newest.values(), drawn, strict=True):
        if says < city().declares:
            given = {name: each < city().held for name, each in zip(names, held, strict=True)}
            declaring.declare(_later(ctx, assessment, 1), assessment.id, given, seen=0)
    _press(ctx, list(newest.values()), rng)
    ranked = sorted(newest.values(), key=lambda each: (not each.round, each.centre != CENTRE))
    for assessment in ranked[: city().planned]:
        before = round_before(assessment, ctx.store.rounds(assessment.enterprise))
        if before is not None:
            _plan(ctx, before, BEFORE)
        _plan(ctx, assessment, LAST)


def _press(ctx: Context, newest: Sequence[Assessment], rng: np.random.Generator) -> None:
    """Up to three concerns of a share of them, named before they were handed in."""
    names = np.array(list(concerns()))
    counts = np.where(
        rng.random(len(newest)) < city().pressed, rng.integers(1, MOST + 1, len(newest)), 0
    )
    for assessment, count in zip(newest, counts.tolist(), strict=True):
        named = rng.permutation(names)[:count].tolist()
        if named:
            said = DeclaredConcerns(pressing=tuple(named))
            by, at = holder_of(assessment.id), assessment.submitted_at or assessment.started_at
            ctx.store.append_document(concern_document(CONCERNS, assessment.id, said, by, at))


def _plan(ctx: Context, assessment: Assessment, progress: Sequence[Progress]) -> None:
    """Two projects at once, and what became of the first tasks."""
    id, holder = assessment.id, _later(ctx, assessment, 1)
    now = plans.set_limits(holder, id, Limits(at_once=2), seen=0)
    holder = _later(ctx, assessment, 2)
    for task, each in zip(islice(now.plan.tasks, len(progress)), progress, strict=False):
        now = plans.tick(holder, id, task.solution.id, each, seen=now.revision)


def _later(ctx: Context, assessment: Assessment, times: int) -> Context:
    """Whoever holds the assessment, some time after its result."""
    out = assessment.signed_at or assessment.submitted_at or assessment.started_at
    return replace(ctx, actor=holder_of(assessment.id), now=lambda: out + times * LATER)
