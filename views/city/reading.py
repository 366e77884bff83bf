"""What the pictures of the city say, in a sentence or two made from the same figures."""

from collections.abc import Sequence

from aggregates.figures import CityFigures, FigureRow, Hidden
from i18n import Lang, one_decimal, say
from services.city_tables import level_title, row_title, share_said


def read_levels(figures: CityFigures, lang: Lang) -> str:
    """Where most enterprises stand."""
    shares = figures.city.levels
    if isinstance(shares, Hidden):
        return say("city.read_levels_hidden", lang)
    pairs = zip(figures.legend.levels, shares, strict=True)
    (level, most), (next_level, second), *_ = sorted(pairs, key=lambda pair: -pair[1].percent)
    return say(
        "city.read_levels",
        lang,
        first=level_title(level, lang),
        first_share=share_said(most, lang),
        second=level_title(next_level, lang),
        second_share=share_said(second, lang),
    )


def read_sectors(figures: CityFigures, lang: Lang) -> str:
    """The best and the worst dimension of the city, the best and the worst sector."""
    means = [
        (mean / measure.scale, measure.title.to(lang), mean)
        for measure in figures.legend.measures[1:]
        if not isinstance(mean := figures.city.means[measure.id], Hidden)
    ]
    rows = _read_rows("sectors", figures, figures.sectors, lang)
    if len(means) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return rows
    (_, worst, worst_mean), (_, best, best_mean) = min(means), max(means)
    dimensions = say(
        "city.read_dimensions",
        lang,
        best=best,
        best_mean=one_decimal(best_mean),
        worst=worst,
        worst_mean=one_decimal(worst_mean),
    )
    return say("city.both", lang, one=dimensions, two=rows)


def read_districts(figures: CityFigures, lang: Lang) -> str:
    """The best and the worst district, and how far they are apart."""
    return _read_rows("districts", figures, figures.districts, lang)


def read_years(years: Sequence[CityFigures], lang: Lang) -> str:
    """How the city's mean total has moved from the first year that is seen to the last one."""
    seen = [
        (each.year, mean)
        for each in years
        if not isinstance(mean := each.city.means[each.legend.measures[0].id], Hidden)
    ]
    if len(seen) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return say("city.read_years_hidden", lang)
    (first, before), (last, now) = seen[0], seen[-1]
    return say(
        "city.read_years",
        lang,
        first=first,
        before=one_decimal(before),
        last=last,
        now=one_decimal(now),
    )


def _read_rows(name: str, figures: CityFigures, rows: Sequence[FigureRow], lang: Lang) -> str:
    total = figures.legend.measures[0].id
    seen = [
        (mean, row_title(row, lang))
        for row in rows
        if not isinstance(mean := row.means[total], Hidden)
    ]
    hidden = say("city.read_hidden", lang, hidden=len(rows) - len(seen))
    if len(seen) < 2:  # noqa: PLR2004  (nothing to set against each other)
        return hidden if seen else say("city.read_nothing", lang)
    (low, worst), (high, best) = min(seen), max(seen)
    read = say(
        f"city.read_{name}",
        lang,
        seen=len(seen),
        best=best,
        best_mean=one_decimal(high),
        worst=worst,
        worst_mean=one_decimal(low),
        apart=one_decimal(high - low),
    )
    return read if len(seen) == len(rows) else say("city.both", lang, one=read, two=hidden)
