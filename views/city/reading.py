"""What the pictures of the city's state say, in a sentence or two made from the same figures."""

from collections.abc import Sequence
from typing import Literal

from aggregates.coarse import Share
from aggregates.figures import FigureRow, Hidden
from i18n import one_decimal
from services.city_standing import Pair
from services.city_tables import CityVoice
from services.city_words import signed


def read_levels(voice: CityVoice, row: FigureRow) -> str:
    """Where most enterprises of the row stand."""
    first = voice.most_common(row)
    if isinstance(row.levels, Hidden) or first is None:
        return voice.say("city.read_levels_hidden")
    second = voice.most_common(row, max(share.percent for share in row.levels))
    groups = [(voice.all_quoted(names), share) for names, share in filter(None, (first, second))]
    return voice.say("city.read_levels", row=voice.row_title(row), **voice.first_and_next(groups))


def read_level_rows(voice: CityVoice, rows: Sequence[FigureRow]) -> str:
    """Which rows have the largest share on the middle rung or above, and which the smallest.

    A share of which only is known that it is under some steps may be more than one that is known.
    """
    seen = [(share, voice.row_title(row)) for row in rows if (share := voice.above(row))]
    known = [(share, title) for share, title in seen if share.percent]
    told = []
    if known:
        best, worst = (end(known, key=lambda one: one[0].percent)[0] for end in (max, min))
        at_best = {"best": _at(voice, known, best), "high": voice.share(best)}
        told.append(voice.say("dashboard.read_level_best", number=voice.middle, **at_best))
        if len(known) == len(seen) and worst.percent < best.percent:
            at_worst = {"worst": _at(voice, known, worst), "low": voice.share(worst)}
            told.append(voice.say("dashboard.read_level_worst", **at_worst))
    few = len(seen) - len(known)
    if few:
        told.append(voice.say("dashboard.read_level_few", few=few, number=voice.middle))
    return _with_hidden(voice, told, len(rows) - len(seen))


def read_profile(voice: CityVoice, row: FigureRow) -> str:
    """The best and the worst dimension of the row; beside a part, where the city is ahead most."""
    total, *parts = voice.figures.legend.measures
    measures = [each for each in parts if (each.start, each.scale) == (total.start, total.scale)]
    pairs = [
        (mean, voice.quoted(voice.text(each.title)))
        for each in measures
        if not isinstance(mean := row.means[each.id], Hidden)
    ]
    if not pairs:
        return voice.say("dashboard.read_profile_hidden", row=voice.row_title(row))
    ends = voice.ends(pairs)
    if ends is None:
        same = one_decimal(pairs[0][0])
        told = [voice.say("dashboard.read_profile_alike", row=voice.row_title(row), mean=same)]
    else:
        told = [voice.say("dashboard.read_profile", row=voice.row_title(row), **ends.params)]
    city = voice.figures.city
    behind = [
        (whole - mean, voice.text(each.title))
        for each in measures
        if not isinstance(mean := row.means[each.id], Hidden)
        and not isinstance(whole := city.means[each.id], Hidden)
    ]
    by, measure = max(behind, default=(0.0, ""))
    if by > 0:
        told.append(voice.say("dashboard.read_behind", measure=measure, behind=one_decimal(by)))
    return voice.sentences(told)


def read_rows(voice: CityVoice, name: str, rows: Sequence[FigureRow]) -> str:
    """The best and the worst row of a table, and how far they are apart."""
    pairs = voice.totals(rows)
    return _with_hidden(voice, _ends_of(voice, name, pairs), len(rows) - len(pairs))


def read_sectors(voice: CityVoice) -> str:
    """The best and the worst dimension of the city, the best and the worst sector."""
    rows = read_rows(voice, "sectors", voice.figures.sectors)
    return voice.sentences((read_profile(voice, voice.figures.city), rows))


def read_moved(
    voice: CityVoice, name: Literal["panel", "bridge"], row: FigureRow, first: str, then: str
) -> str:
    """How far the mean of the same ones has moved from one measure to the other."""
    before, now = row.means[first], row.means[then]
    if isinstance(before, Hidden) or isinstance(now, Hidden):
        return voice.say(f"dashboard.read_{name}_hidden")
    return voice.say(
        f"dashboard.read_{name}",
        n=voice.count(row.count),
        year=voice.figures.year,
        before=one_decimal(before),
        now=one_decimal(now),
        moved=signed(now - before),
    )


def _ends_of(voice: CityVoice, name: str, pairs: Sequence[Pair]) -> list[str]:
    ends = voice.ends(pairs)
    if ends is not None:
        return [voice.say(f"city.read_{name}", **ends.params)]
    if not pairs:
        return []
    names = voice.listed(title for _, title in pairs)
    return [voice.say("city.read_alike", rows=names, mean=one_decimal(pairs[0][0]))]


def _with_hidden(voice: CityVoice, told: Sequence[str], hidden: int) -> str:
    """What is told, and how many rows are hidden besides."""
    if not told:
        return voice.say("city.read_nothing")
    return voice.sentences(
        [*told, voice.say("city.read_hidden", hidden=hidden)] if hidden else told
    )


def _at(voice: CityVoice, seen: Sequence[tuple[Share, str]], wanted: Share) -> str:
    """All whose share reads the same."""
    return voice.listed(title for share, title in seen if share.percent == wanted.percent)
