"""Stored assessments under another rubric or edition: what that would make of them.

Nothing stored is changed. Rescored cards can be kept beside the results; what a report shows
and a city counts stays the result that was stored or signed.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np

from access.table import require
from assessments.model import HANDED_IN, Assessment, Enterprise, Side
from assessments.refusals import Invalid, NotFound
from files.problems import InvalidFiles
from files.strict_yaml import read
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring import scorecard_of
from scoring.comparison import Parts
from scoring.engine import or_none
from scoring.library import UnknownRubric, available, rubric
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard
from scoring.splitting import JudgedSheets, corners, readable, split
from services.comparing import CLOSE, rubric_stamped
from services.context import Context, at_once
from services.editions import edition, pinned
from services.noting import note
from services.sides import sheet_of_side


class Outcome(NamedTuple):
    """A level and a total; both None where there is nothing to judge."""

    level: int | None
    total: float | None


@dataclass(frozen=True)
class Bridge:
    """One assessment under the old and the new rubric; totals each on its own scale.

    ``difference`` is on the new scale, and ``parts`` add up to it; both are None where a total
    is. ``parts`` are None also where the old rubric is no longer at hand as it was, or where
    the stored total can no longer be made of what is stored. ``kept``: a new card was put
    beside the results.
    """

    assessment: Assessment
    enterprise: Enterprise
    side: Side
    old: Outcome
    new: Outcome
    difference: float | None
    parts: Parts | None
    kept: bool


class Lost(NamedTuple):
    """An edition whose files are gone, changed or broken, and how many assessments pin it."""

    questionnaire: str
    edition: str
    assessments: int


@dataclass(frozen=True)
class Rescored:
    """The table of bridges, the ones begun first first.

    ``rubrics`` are those that were used (a generic one is another for each questionnaire);
    ``passed`` counts the assessments whose questionnaire the rubric does not judge. ``lost``
    editions are left out, and the others are judged all the same.
    """

    bridges: tuple[Bridge, ...]
    rubrics: tuple[Rubric, ...]
    passed: int
    lost: tuple[Lost, ...] = ()


class _Case(NamedTuple):
    """A stored result and the answers that it judged."""

    assessment: Assessment
    enterprise: Enterprise
    side: Side
    card: Scorecard
    sheet: Sheet


def rescore(
    ctx: Context, name_or_file: str | Path, *, to_edition: str | None = None, keep: bool = False
) -> Rescored:
    """Every submitted assessment under the rubric, and under ``to_edition`` where it is named.

    ``keep`` appends each new card beside the results, all of them or none. Raises InvalidFiles
    and OSError (the rubric), UnknownRubric, NotFound (no such edition), NotAllowed; what is
    wrong with an edition only where no other is left.
    """
    require(ctx.actor, "assessment.rescore")
    every = ctx.store.assessments(stages=HANDED_IN)
    found: list[tuple[Bridge, _Case, JudgedSheets]] = []
    used: list[Rubric] = []
    known: set[str] = set()
    lost: list[Lost] = []
    reason: Exception | None = None
    for _, group in groupby(sorted(every, key=_edition), _edition):
        pairs = list(group)
        try:
            old = pinned(ctx.settings, pairs[0][0])
        except (NotFound, Invalid, InvalidFiles) as gone:
            first = pairs[0][0]
            lost.append(Lost(first.questionnaire, first.edition, len(pairs)))
            reason = gone
            continue
        known |= {*available(old.id)}
        if not _judges(name_or_file, old):
            continue
        new = old if to_edition is None else edition(ctx.settings, old.id, to_edition)
        used.append(rubric(name_or_file, new))
        found += _bridged(_cases(ctx, pairs, old), old, new, used[-1])
    if reason is not None and not known:
        raise reason
    if every and not used:
        raise UnknownRubric(str(name_or_file), tuple(sorted(known)))
    order = {assessment.id: place for place, (assessment, _) in enumerate(every)}
    found.sort(key=lambda each: order[each[0].assessment.id])
    bridges = _kept(ctx, found) if keep else [bridge for bridge, _, _ in found]
    passed = len(every) - len(bridges) - sum(each.assessments for each in lost)
    return Rescored(tuple(bridges), tuple(used), passed, tuple(lost))


def _edition(pair: tuple[Assessment, Enterprise]) -> tuple[str, str]:
    return pair[0].questionnaire, pair[0].edition


def _judges(name_or_file: str | Path, questionnaire: Questionnaire) -> bool:
    """Whether the rubric is meant for the questionnaire; a broken file is told when it is read."""
    file = Path(name_or_file)
    if file.suffix not in (".yaml", ".yml"):
        return str(name_or_file) in available(questionnaire.id)
    return (read(file)[0].data or {}).get("questionnaire") in (None, questionnaire.id)


def _cases(
    ctx: Context, pairs: Sequence[tuple[Assessment, Enterprise]], questionnaire: Questionnaire
) -> list[_Case]:
    """The stored results of the sides that count, those of one rubric together."""
    found = []
    for assessment, enterprise in pairs:
        side = assessment.side
        card = ctx.store.scorecard(assessment.id, side)
        if card is not None:
            sheet = sheet_of_side(ctx, assessment, questionnaire, side)
            found.append(_Case(assessment, enterprise, side, card, sheet))
    return sorted(found, key=_rubric_of)


def _rubric_of(case: _Case) -> tuple[str, str]:
    return case.card.stamp.rubric, case.card.stamp.rubric_digest


def _bridged(
    cases: Sequence[_Case], old: Questionnaire, new: Questionnaire, judge: Rubric
) -> Iterator[tuple[Bridge, _Case, JudgedSheets]]:
    """Each case with its bridge, and with what judges it now."""
    for _, group in groupby(cases, _rubric_of):
        same = list(group)
        sheets = tuple(case.sheet for case in same)
        after = JudgedSheets(new, judge, sheets)
        before = rubric_stamped(same[0].card.stamp, old)
        found = corners(after if before is None else JudgedSheets(old, before, sheets), after)
        span, start = judge.tree.span, judge.tree.start
        values = found.values[judge.tree.id] * span + start
        parts = np.array(split(values))
        for place, case in enumerate(same):
            card, total = case.card, float(values[1, 1, 1, place])
            was = math.nan
            if card.total is not None:
                was = start + (card.total - card.start) / card.span * span
            is_remade = abs(values[0, 0, 0, place] - was) <= CLOSE * span
            split_up = before is not None and is_remade and not math.isnan(total)
            level = None if math.isnan(total) else int(found.levels[1, 1, 1, place])
            bridge = Bridge(
                assessment=case.assessment,
                enterprise=case.enterprise,
                side=case.side,
                old=Outcome(None if card.level is None else card.level.number, card.total),
                new=Outcome(level, or_none(total)),
                difference=or_none(total - was),
                parts=Parts(*parts[:, place].tolist()) if split_up else None,
                kept=False,
            )
            yield bridge, case, after


def _kept(ctx: Context, found: Sequence[tuple[Bridge, _Case, JudgedSheets]]) -> list[Bridge]:
    """The bridges, their new cards put beside the results: all of them or none.

    A card that is the result itself, or that is there already, is not put there again.
    """
    cards = [
        scorecard_of(after.questionnaire, after.rubric, readable(case.sheet, after.questionnaire))
        for _, case, after in found
    ]
    with at_once(ctx) as one:  # only now: scoring takes its time, and nobody has to wait for it
        note(one, "assessment.rescore", "store", details={"results": len(cards)})
        return [
            replace(
                bridge,
                kept=card.stamp != case.card.stamp
                and one.store.add_rescoring(case.assessment.id, case.side, card, one.now()),
            )
            for (bridge, case, _), card in zip(found, cards, strict=True)
        ]
