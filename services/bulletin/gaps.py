"""Where the city stands well and where it lags: its dimensions, and sectors against the city."""

from collections.abc import Sequence

from aggregates.figures import Measure
from i18n import one_decimal
from reports.report import Block, Heading, Paragraph
from services.bulletin.items import item_gaps
from services.bulletin.speaking import BulletinVoice, mean_of, seen_rows

FEW = 2  # dimensions at either end
MOST = 4  # sectors that are named
LEAST = 0.03  # of the scale: what is nearer to the city is not told


def gaps(voice: BulletinVoice) -> tuple[Block, ...]:
    """The chapter."""
    found = voice.dimensions_of(voice.figures.city)
    few, items = min(FEW, len(found) // 2), item_gaps(voice)
    if not few:
        return items or (Paragraph(voice.say("bulletin.gaps_hidden")),)
    high, low = _named(voice, found[:few]), _named(voice, list(reversed(found[-few:])))
    ahead, behind = _sectors(voice, up=True), _sectors(voice, up=False)
    return (
        Heading("strong", voice.say("bulletin.gaps_strong_heading")),
        Paragraph(voice.say("bulletin.gaps_strong", high=high, sectors=ahead)),
        Heading("weak", voice.say("bulletin.gaps_weak_heading")),
        Paragraph(voice.say("bulletin.gaps_weak", low=low, sectors=behind)),
        voice.source(),
        *items,
    )


def _named(voice: BulletinVoice, found: Sequence[tuple[float, Measure]]) -> str:
    return voice.listed(
        voice.say("bulletin.with_mean", name=voice.dimension(part), mean=one_decimal(mean))
        for mean, part in found
    )


def _sectors(voice: BulletinVoice, *, up: bool) -> str:
    """The sectors that differ most from the city in a dimension, each by its farthest one."""
    city, found = voice.figures.city, []
    for row in seen_rows(voice.figures, "sectors"):
        differences = []
        for part in voice.parts:
            own, of_all = mean_of(row, part), mean_of(city, part)
            if own is not None and of_all is not None:
                by = own - of_all if up else of_all - own
                differences.append((by, voice.dimension(part), part.span))
        if differences:
            by, dimension, span = max(differences)
            if by >= LEAST * span:
                found.append((by, voice.row_title(row), dimension))
    if not found:
        return ""
    key = "high" if up else "low"
    told = (
        voice.say(f"bulletin.gaps_sector_{key}", sector=sector, dimension=name, by=one_decimal(by))
        for by, sector, name in sorted(found, reverse=True)[:MOST]
    )
    return voice.say("bulletin.gaps_strong_sectors", listed=voice.clauses(told))
