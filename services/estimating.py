"""Estimates under the national questionnaire: worked out once a result, many at once, and kept."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from assessments.details import Figures
from assessments.model import Assessment, Enterprise, Side
from assessments.refusals import Invalid, NotFound, Unavailable
from files.problems import InvalidFiles
from questionnaires.crosswalks import Crosswalk
from questionnaires.model import Questionnaire
from scoring.reading_under import Estimated, estimates_under
from scoring.rubric import Rubric
from services.context import Context
from services.editions import pinned
from services.sheets import Records, sheet_of

AT_ONCE = 500  # assessments that are read, estimated and written together

National = tuple[Crosswalk, Questionnaire, Rubric]
Sides = tuple[Side, ...]

_log = logging.getLogger("shuzhen")


def estimates(
    ctx: Context,
    figures: pd.DataFrame,
    kind: str,
    national: Callable[[Questionnaire], National | None],
) -> pd.DataFrame:
    """The estimate of every result among ``figures``, as a store's ``details()``.

    Those that have none of that ``kind`` yet are worked out, and kept where the store takes them.
    What cannot be estimated (no crosswalk from its edition, its answers erased) is kept as that.
    """
    known = ctx.store.details(kind, figures["card"].tolist())
    rows = figures.loc[~figures["card"].isin(known.index), ["assessment", "side", "card"]]
    cards: dict[tuple[str, Side], int] = {
        (id, side): card for id, side, card in rows.itertuples(index=False)
    }
    lacking: dict[str, list[Side]] = {}
    for assessment, side in cards:
        lacking.setdefault(assessment, []).append(side)
    every, parts = sorted(lacking), [known]
    for first in range(0, len(every), AT_ONCE):
        part = every[first : first + AT_ONCE]
        found: dict[tuple[str, Side], Figures] = {
            (id, side): {} for id in part for side in lacking[id]
        }
        found |= _estimated(ctx, {id: tuple(lacking[id]) for id in part}, national)
        try:
            ctx.store.add_details(kind, found)
        except Unavailable:  # a release is shown all the same, and so is this
            _log.warning("release.not_kept", exc_info=True)
        index = [cards[key] for key in found]
        parts.append(pd.DataFrame(list(found.values()), index, Estimated._fields, "float64"))
    return pd.concat(parts) if lacking else known


def _estimated(
    ctx: Context,
    sides: Mapping[str, Sides],
    national: Callable[[Questionnaire], National | None],
) -> Iterator[tuple[tuple[str, Side], Figures]]:
    cases = ctx.store.assessments(ids=list(sides))
    answers, _ = ctx.store.all_answers(sides)
    for group in _by_edition(cases).values():
        try:
            ours = pinned(ctx.settings, group[0][0])
        except (NotFound, Invalid, InvalidFiles):
            continue
        under = national(ours)
        if under is None:
            continue
        crosswalk, theirs, rubric = under
        keys: list[tuple[str, Side]] = []
        sheets = []
        for assessment, enterprise in group:
            claimed: Records = answers.get((assessment.id, "claimed"), {})
            if not claimed:
                continue
            for side in sides[assessment.id]:
                verified = answers.get((assessment.id, "verified"), {})
                both = (claimed, verified) if side == "verified" else (claimed,)
                keys.append((assessment.id, side))
                sheets.append(sheet_of(ours, enterprise, *both))
        for key, each in zip(
            keys, estimates_under(crosswalk, ours, sheets, theirs, rubric), strict=True
        ):
            yield key, each._asdict()


def _by_edition(
    cases: Sequence[tuple[Assessment, Enterprise]],
) -> Mapping[tuple[str, str], Sequence[tuple[Assessment, Enterprise]]]:
    found: dict[tuple[str, str], list[tuple[Assessment, Enterprise]]] = {}
    for case in cases:
        found.setdefault((case[0].edition, case[0].digest), []).append(case)
    return found
