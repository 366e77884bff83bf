"""What the pictures of the city say, in a sentence or two made from the same figures."""

import math
from collections.abc import Sequence
from itertools import product

from aggregates.coarse import Share
from aggregates.figures import CityFigures, FigureRow, Hidden, Measure
from aggregates.subject_claims import OVER
from aggregates.subject_panel import BEFORE, NOW
from i18n import one_decimal
from services.city_tables import CityVoice


def read_levels(voice: CityVoice, row: FigureRow) -> str:
    """Where most enterprises of the row stand."""
    shares = row.levels
    if isinstance(shares, Hidden):
        return voice.say("city.read_levels_hidden")
    pairs = zip(voice.figures.legend.levels, shares, strict=True)
    (level, most), (next_level, second), *_ = sorted(pairs, key=lambda pair: -pair[1].percent)
    return voice.say(
        "city.read_levels",
        row=voice.row_title(row),
        first=voice.level_title(level),
        first_share=voice.share(most),
        second=voice.level_title(next_level),
        second_share=voice.share(second),
    )


def read_level_rows(voice: CityVoice, rows: Sequence[FigureRow]) -> str:
    """Which row has the largest share on the middle rung or above, and which the smallest."""
    found = [
        (share.percent, share.step, voice.row_title(row), voice.share(share))
        for row in rows
        if (share := share_above(voice.figures, row)) is not None
    ]
    hidden = voice.say("city.read_hidden", hidden=len(rows) - len(found))
    if len(found) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return hidden if found else voice.say("city.read_nothing")
    (*_, worst, low), (*_, best, high) = min(found), max(found)
    number = middle_level(voice.figures)
    read = voice.say(
        "dashboard.read_level_rows", number=number, best=best, high=high, worst=worst, low=low
    )
    return read if len(found) == len(rows) else voice.say("city.both", one=read, two=hidden)


def read_profile(voice: CityVoice, row: FigureRow) -> str:
    """The best and the worst dimension of the row; beside a part, where the city is ahead most."""
    measures, city = voice.figures.legend.measures[1:], voice.figures.city
    means = _placed(voice, row, measures)
    if len(means) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return voice.say("dashboard.read_profile_hidden", row=voice.row_title(row))
    (_, worst, worst_mean), (_, best, best_mean) = min(means), max(means)
    read = voice.say(
        "dashboard.read_profile",
        row=voice.row_title(row),
        best=best,
        best_mean=one_decimal(best_mean),
        worst=worst,
        worst_mean=one_decimal(worst_mean),
    )
    apart = [
        (mean - whole, title)
        for (_, title, mean), (_, same, whole) in product(means, _placed(voice, city, measures))
        if title == same
    ]
    if row.id == city.id or not apart or min(apart)[0] >= 0:
        return read
    behind, title = min(apart)
    told = voice.say("dashboard.read_behind", measure=title, behind=one_decimal(-behind))
    return voice.say("city.both", one=read, two=told)


def read_divisions(voice: CityVoice, rows: Sequence[FigureRow]) -> str:
    """The best and the worst division of a sector."""
    return _read_rows(voice, "divisions", rows)


def read_sizes(voice: CityVoice) -> str:
    """The best and the worst size class, and how far they are apart."""
    return _read_rows(voice, "sizes", voice.figures.sizes)


def read_sectors(voice: CityVoice) -> str:
    """The best and the worst dimension of the city, the best and the worst sector."""
    means = _placed(voice, voice.figures.city, voice.figures.legend.measures[1:])
    rows = _read_rows(voice, "sectors", voice.figures.sectors)
    if len(means) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return rows
    (_, worst, worst_mean), (_, best, best_mean) = min(means), max(means)
    dimensions = voice.say(
        "city.read_dimensions",
        best=best,
        best_mean=one_decimal(best_mean),
        worst=worst,
        worst_mean=one_decimal(worst_mean),
    )
    return voice.say("city.both", one=dimensions, two=rows)


def read_districts(voice: CityVoice) -> str:
    """The best and the worst district, and how far they are apart."""
    return _read_rows(voice, "districts", voice.figures.districts)


def read_years(voice: CityVoice, rows: Sequence[FigureRow]) -> str:
    """How the mean total has moved from the first year that is seen to the last one."""
    total = voice.figures.legend.measures[0].id
    seen = [
        (voice.row_title(row), mean)
        for row in rows
        if not isinstance(mean := row.means[total], Hidden)
    ]
    if len(seen) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return voice.say("city.read_years_hidden")
    (first, before), (last, now) = seen[0], seen[-1]
    return voice.say(
        "city.read_years", first=first, before=one_decimal(before), last=last, now=one_decimal(now)
    )


def _placed(
    voice: CityVoice, row: FigureRow, measures: Sequence[Measure]
) -> list[tuple[float, str, float]]:
    """The shown means of a row: each on its scale, what it is called, and itself."""
    return [
        ((mean - measure.start) / measure.span, voice.text(measure.title), mean)
        for measure in measures
        if not isinstance(mean := row.means[measure.id], Hidden)
    ]


def _read_rows(voice: CityVoice, name: str, rows: Sequence[FigureRow]) -> str:
    total = voice.figures.legend.measures[0].id
    seen = [
        (mean, voice.row_title(row))
        for row in rows
        if not isinstance(mean := row.means[total], Hidden)
    ]
    hidden = voice.say("city.read_hidden", hidden=len(rows) - len(seen))
    if len(seen) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return hidden if seen else voice.say("city.read_nothing")
    (low, worst), (high, best) = min(seen), max(seen)
    read = voice.say(
        f"city.read_{name}",
        seen=len(seen),
        best=best,
        best_mean=one_decimal(high),
        worst=worst,
        worst_mean=one_decimal(low),
        apart=one_decimal(high - low),
    )
    return read if len(seen) == len(rows) else voice.say("city.both", one=read, two=hidden)


def middle_level(figures: CityFigures) -> int:
    """The number of the level in the middle of the ladder."""
    return figures.legend.levels[-1].number // 2 + 1


def share_above(figures: CityFigures, row: FigureRow) -> Share | None:
    """The share that stands on the middle level or above; None where it is hidden.

    It is the sum of published shares. Where each of these is under its step, so many steps are
    what their sum is under.
    """
    if isinstance(row.levels, Hidden):
        return None
    pairs = zip(figures.legend.levels, row.levels, strict=True)
    above = [share for level, share in pairs if level.number >= middle_level(figures)]
    percent = min(sum(share.percent for share in above), 100)
    return Share(percent, above[0].step * (1 if percent else len(above)))


def read_gaps(voice: CityVoice, row: FigureRow, most: Sequence[Measure], two_thirds: float) -> str:
    """What most enterprises of the row have nothing of; of how much two thirds have nothing."""
    if len(most) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return voice.say("dashboard.read_profile_hidden", row=voice.row_title(row))
    first, second, *_ = most
    shares = [row.means[each.id] for each in voice.figures.legend.measures[1:]]
    return voice.say(
        "dashboard.read_gaps",
        row=voice.row_title(row),
        first=first.title,
        first_share=voice.measured(first, row.means[first.id]),
        second=second.title,
        second_share=voice.measured(second, row.means[second.id]),
        many=sum(not isinstance(each, Hidden) and each >= two_thirds for each in shares),
    )


def read_claims(voice: CityVoice, row: FigureRow) -> str:
    """How far claims are above what was found, and where most."""
    total, *parts = (each for each in voice.figures.legend.measures if each.id.endswith(OVER))
    seen = [each for each in parts if not isinstance(row.means[each.id], Hidden)]
    over = row.means[total.id]
    if isinstance(over, Hidden) or not seen:
        return voice.say("dashboard.read_profile_hidden", row=voice.row_title(row))
    most = max(seen, key=lambda each: _mean(row, each))
    return voice.say(
        "dashboard.read_claims",
        row=voice.row_title(row),
        over=one_decimal(over),
        most=most.title,
        most_over=voice.measured(most, row.means[most.id]),
    )


def read_found(voice: CityVoice, row: FigureRow) -> str:
    """How much of what was claimed was confirmed, and how much lowered."""
    measures = {each.id: each for each in voice.figures.legend.measures}
    if any(isinstance(row.means[f"claims_{name}"], Hidden) for name in ("unchecked", "down")):
        return voice.say("dashboard.read_found_hidden", row=voice.row_title(row))
    told = {
        name: voice.measured(measures[f"claims_{name}"], row.means[f"claims_{name}"])
        for name in ("unchecked", "down")
    }
    return voice.say("dashboard.read_found", row=voice.row_title(row), **told)


def read_solutions(voice: CityVoice, row: FigureRow, most: Sequence[Measure]) -> str:
    """How many asked for anything, and for what most of them."""
    if len(most) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return voice.say("dashboard.read_profile_hidden", row=voice.row_title(row))
    anything, first, second = voice.figures.legend.measures[0], most[0], most[1]
    return voice.say(
        "dashboard.read_solutions",
        row=voice.row_title(row),
        any=voice.measured(anything, row.means[anything.id]),
        first=first.title,
        first_share=voice.measured(first, row.means[first.id]),
        second=second.title,
        second_share=voice.measured(second, row.means[second.id]),
    )


def read_panel(voice: CityVoice, row: FigureRow) -> str:
    """How far the same enterprises have come in a year."""
    now, before = row.means[NOW], row.means[BEFORE]
    if isinstance(now, Hidden) or isinstance(before, Hidden):
        return voice.say("dashboard.read_panel_hidden")
    return voice.say(
        "dashboard.read_panel",
        n=voice.count(row.count),
        year=voice.figures.year,
        before=one_decimal(before),
        now=one_decimal(now),
        moved=signed(now - before),
    )


def read_adjusted(voice: CityVoice, row: FigureRow) -> str:
    """What of a change is left once the mix is that of the first year."""
    plain, adjusted, low, high, covered = (
        row.means[measure.id] for measure in voice.figures.legend.measures
    )
    if isinstance(plain, Hidden) or isinstance(adjusted, Hidden):
        return voice.say("dashboard.read_adjusted_hidden")
    return voice.say(
        "dashboard.read_adjusted",
        first=voice.years[0].year,
        year=voice.figures.year,
        plain=one_decimal(plain),
        adjusted=one_decimal(adjusted),
        low=voice.mean(low),
        high=voice.mean(high),
        covered=voice.mean(covered).removesuffix(".0"),
    )


def read_bridge(voice: CityVoice, row: FigureRow, old: str, new: str) -> str:
    """What the change of the rubric alone did to the mean of the same cases."""
    before, now = row.means[old], row.means[new]
    if isinstance(before, Hidden) or isinstance(now, Hidden):
        return voice.say("dashboard.no_bridge")
    return voice.say(
        "dashboard.read_bridge",
        n=voice.count(row.count),
        year=voice.figures.year,
        before=one_decimal(before),
        now=one_decimal(now),
        moved=signed(now - before),
    )


def signed(points: float) -> str:
    """A difference with its sign, to one decimal."""
    return f"{points:+.1f}".replace("-", "−")


def _mean(row: FigureRow, measure: Measure) -> float:
    mean = row.means[measure.id]
    return -math.inf if isinstance(mean, Hidden) else mean
