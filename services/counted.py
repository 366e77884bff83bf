"""The releases of the city's figures: which assessments count, and what is published of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from access.table import require
from aggregates.figures import CityFigures
from aggregates.releases import boundary
from aggregates.subjects import STATE, SUBJECTS
from questionnaires.model import Questionnaire
from services.context import Context
from services.editions import default_rubric, offered
from services.releasing import Asked, Judged, kept


@dataclass(frozen=True)
class Release:
    """What is published of one questionnaire: by subject the figures of every year, oldest first.

    ``used`` is how many assessments stand behind its state, which is said to nobody.
    """

    subjects: Mapping[str, Mapping[int, CityFigures]]
    used: int

    @property
    def years(self) -> Mapping[int, CityFigures]:
        """The state of every year."""
        return self.subjects[STATE]


def as_of(ctx: Context) -> date:
    """The last day in China that the present release counts."""
    return boundary(ctx.now()).date() - timedelta(days=1)


def judged(questionnaire: Questionnaire) -> Judged:
    """What figures have to have in common to be counted together."""
    judge = default_rubric(questionnaire)
    return questionnaire.id, judge.id, judge.version


def judged_apart(ctx: Context) -> dict[Judged, Questionnaire]:
    """Every published edition, the newest of those that one version of a rubric judges alike."""
    return {
        judged(each): each
        for newest_first in offered(ctx.settings)
        for each in reversed(newest_first)
    }


def releases(
    ctx: Context, apart: Mapping[Judged, Questionnaire] | None = None
) -> Mapping[Judged, Release]:
    """The present release of each questionnaire that has figures.

    Editions stand side by side; figures of another version of the rubric would not compare. It is
    read where it is kept, else worked out and kept by whoever asks first. ``apart``: what
    ``judged_apart`` found just now, for it looks at every file of every edition.
    """
    apart = judged_apart(ctx) if apart is None else apart
    asked = Asked.of(ctx, boundary(ctx.now()))

    def made() -> dict[Judged, Release]:
        found, _ = kept(ctx, asked, apart)
        return {
            key: Release({id: found[key, id].years for id in SUBJECTS}, found[key, STATE].used)
            for key in apart
            if any(found[key, id].years for id in SUBJECTS)
        }

    return ctx.held.value("releases", (asked, frozenset(apart)), made)


@dataclass(frozen=True)
class MadeRelease:
    """A release as the command tells of it; ``new`` where it was not kept before."""

    as_of: date
    questionnaires: int  # that have figures
    new: bool


def make_release(ctx: Context) -> MadeRelease:
    """Work the present release out and keep it, unless it is kept already. Raises NotAllowed.

    What is kept with figures is never made anew.
    """
    require(ctx.actor, "city.release")
    found, new = kept(ctx, Asked.of(ctx, boundary(ctx.now())), judged_apart(ctx), refill=True)
    filled = {key for (key, _), each in found.items() if each.years}
    return MadeRelease(as_of(ctx), len(filled), new)
