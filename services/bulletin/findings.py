"""What published figures say to an office, as findings that a sentence can be filled with.

Each is a function of the voice that gives how much of it there is (on the scale that its sentence
is told in) and what fills the gaps; nothing where the figures that it needs are hidden.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aggregates.figures import Hidden
from i18n import exact, one_decimal
from services.bulletin.rows import RowsTable, ends_of_rows
from services.bulletin.speaking import BulletinVoice, mean_of, seen_rows

LOWEST, HIGHEST = 1, 2  # levels from either end that count as low or as high
WHOLE = 100.0  # what always holds


@dataclass(frozen=True)
class FigureFinding:
    """How much there is, and what is said of it; ``dimension`` is its id where it is about one."""

    much: float
    said: Mapping[str, str]
    dimension: str = ""


@dataclass(frozen=True)
class FindingKind:
    """How a finding is worked out, and the gaps that its sentence can have."""

    gaps: tuple[str, ...]
    find: Callable[[BulletinVoice], FigureFinding | None]


def _few(voice: BulletinVoice) -> FigureFinding | None:
    hidden = mean_of(voice.figures.city, voice.total) is None
    return FigureFinding(WHOLE, {}) if hidden else None


def _weakest(place: int) -> Callable[[BulletinVoice], FigureFinding | None]:
    """The dimension at that place from below."""

    def find(voice: BulletinVoice) -> FigureFinding | None:
        found = voice.dimensions_of(voice.figures.city)
        if len(found) <= place + 1:
            return None
        mean, part = found[-1 - place]
        said = {"dimension": voice.dimension(part), "mean": one_decimal(mean)}
        return FigureFinding(WHOLE, said, part.id)

    return find


def _levels(*, low: bool) -> Callable[[BulletinVoice], FigureFinding | None]:
    def find(voice: BulletinVoice) -> FigureFinding | None:
        shares = voice.figures.city.levels
        if isinstance(shares, Hidden):
            return None
        levels = voice.figures.legend.levels
        top = levels[-1].number if levels else 0
        share = sum(
            each.percent
            for level, each in zip(levels, shares, strict=True)
            if (level.number <= LOWEST if low else level.number > top - HIGHEST)
        )
        return FigureFinding(share, {"share": exact(share)})

    return find


def _apart(table: RowsTable) -> Callable[[BulletinVoice], FigureFinding | None]:
    """How far the rows of a table are apart, in per cent of the scale."""

    def find(voice: BulletinVoice) -> FigureFinding | None:
        ends = ends_of_rows(voice, table)
        if ends is None:
            return None
        said = {name: ends.params[name] for name in ("best", "worst", "apart")}
        return FigureFinding(ends.apart / voice.total.span * 100, said)

    return find


def _moved(*, up: bool) -> Callable[[BulletinVoice], FigureFinding | None]:
    def find(voice: BulletinVoice) -> FigureFinding | None:
        before = voice.city.before
        then = None if before is None else mean_of(before.city, voice.total)
        now = mean_of(voice.figures.city, voice.total)
        if before is None or then is None or now is None:
            return None
        by = now - then if up else then - now
        said = {"year": exact(before.year), "by": one_decimal(by)}
        return FigureFinding(by / voice.total.span * 100, said)

    return find


def _hidden_sectors(voice: BulletinVoice) -> FigureFinding | None:
    rows = len(voice.figures.sectors)
    hidden = rows - len(seen_rows(voice.figures, "sectors"))
    if not rows or hidden == rows:
        return None
    return FigureFinding(100 * hidden / rows, {"hidden": exact(hidden)})


def _declared(voice: BulletinVoice) -> FigureFinding | None:
    return FigureFinding(WHOLE, {}) if voice.figures.stages == "submitted" else None


ENDS = ("best", "worst", "apart")
FINDINGS: Mapping[str, FindingKind] = {
    "few": FindingKind((), _few),
    "weakest": FindingKind(("dimension", "mean", "advice"), _weakest(0)),
    "second_weakest": FindingKind(("dimension", "mean", "advice"), _weakest(1)),
    "levels_low": FindingKind(("share",), _levels(low=True)),
    "levels_high": FindingKind(("share",), _levels(low=False)),
    "sectors_apart": FindingKind(ENDS, _apart("sectors")),
    "sizes_apart": FindingKind(ENDS, _apart("sizes")),
    "districts_apart": FindingKind(ENDS, _apart("districts")),
    "fell": FindingKind(("year", "by"), _moved(up=False)),
    "rose": FindingKind(("year", "by"), _moved(up=True)),
    "hidden_sectors": FindingKind(("hidden",), _hidden_sectors),
    "declared": FindingKind((), _declared),
}
