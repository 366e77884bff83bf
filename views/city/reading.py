"""What the pictures of the city say, in a sentence or two made from the same figures."""

from collections.abc import Sequence

from aggregates.figures import FigureRow, Hidden
from i18n import one_decimal
from services.city_tables import CityVoice


def read_levels(voice: CityVoice) -> str:
    """Where most enterprises stand."""
    shares = voice.figures.city.levels
    if isinstance(shares, Hidden):
        return voice.say("city.read_levels_hidden")
    pairs = zip(voice.figures.legend.levels, shares, strict=True)
    (level, most), (next_level, second), *_ = sorted(pairs, key=lambda pair: -pair[1].percent)
    return voice.say(
        "city.read_levels",
        first=voice.level_title(level),
        first_share=voice.share(most),
        second=voice.level_title(next_level),
        second_share=voice.share(second),
    )


def read_sectors(voice: CityVoice) -> str:
    """The best and the worst dimension of the city, the best and the worst sector."""
    means = [
        ((mean - measure.start) / measure.span, voice.text(measure.title), mean)
        for measure in voice.figures.legend.measures[1:]
        if not isinstance(mean := voice.figures.city.means[measure.id], Hidden)
    ]
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


def read_years(voice: CityVoice) -> str:
    """How the city's mean total has moved from the first year that is seen to the last one."""
    seen = [
        (each.year, mean)
        for each in voice.years
        if not isinstance(mean := each.city.means[each.legend.measures[0].id], Hidden)
    ]
    if len(seen) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return voice.say("city.read_years_hidden")
    (first, before), (last, now) = seen[0], seen[-1]
    return voice.say(
        "city.read_years", first=first, before=one_decimal(before), last=last, now=one_decimal(now)
    )


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
