"""The pictures of a bulletin as values: rows as bars, and sectors by dimension as a grid."""

from collections.abc import Iterable, Sequence

from aggregates.coarse import Share
from aggregates.figures import FigureRow, Measure
from i18n import one_decimal
from reports.figures import GridFigure, RowsFigure
from reports.report import Picture
from scoring.scorecard import Level
from services.bulletin.speaking import BulletinVoice, mean_of

Bar = tuple[str, float | None, str]  # its name, how long it is, and what is said of it
SCALES = (40, 60, 80, 100)  # where an axis of shares ends: each is four steps of whole tens or so


def level_bars(voice: BulletinVoice, levels: Sequence[Share]) -> Picture:
    """A bar a level of the city, the lowest first."""
    caption = voice.say("bulletin.levels_caption", year=voice.figures.year, n=voice.n)
    return levels_picture(voice, caption, voice.figures.legend.levels, levels)


def levels_picture(
    voice: BulletinVoice, caption: str, ladder: Sequence[Level], shares: Sequence[Share]
) -> Picture:
    """The same of any ladder."""
    said = tuple(map(voice.share, shares))
    names = tuple(map(voice.level_title, ladder))
    most = max((share.percent for share in shares), default=0)
    figure = RowsFigure(
        labels=names,
        values=tuple(float(share.percent) for share in shares),
        said=said,
        start=0.0,
        scale=float(next(end for end in SCALES if most <= end)),
        axis=voice.say("bulletin.levels_axis"),
        alt=picture_alt(voice, caption, zip(names, said, strict=True)),
    )
    return Picture(caption, figure)


def dimension_bars(voice: BulletinVoice) -> Picture | None:
    """A bar a dimension of the whole city; None where their scales differ, or there is none."""
    parts, row = voice.parts, voice.figures.city
    if len({(part.start, part.scale) for part in parts}) != 1:
        return None
    caption = voice.say("bulletin.dimensions_caption", year=voice.figures.year, n=voice.n)
    means = [mean_of(row, part) for part in parts]
    said = [_said(voice, mean) for mean in means]
    bars = [*zip(map(voice.dimension, parts), means, said, strict=True)]
    return _bars(voice, caption, bars, parts[0])


def total_bars(voice: BulletinVoice, caption: str, rows: Sequence[FigureRow]) -> Picture:
    """A bar a row with its mean total, and of how many it is the mean."""
    bars = []
    for row in rows:
        mean = mean_of(row, voice.total)
        said = _said(voice, mean)
        if mean is not None:
            said = voice.say("bulletin.mean_n", mean=said, n=voice.count(row.count))
        bars.append((voice.row_title(row), mean, said))
    return _bars(voice, caption, bars, voice.total)


def sector_grid(voice: BulletinVoice, caption: str, rows: Sequence[FigureRow]) -> Picture:
    """A cell for each row and measure, the total first."""
    measures = (voice.total, *voice.parts)
    means = [[mean_of(row, measure) for measure in measures] for row in rows]
    shares = [
        [None if mean is None else (mean - each.start) / each.span for mean, each in pairs]
        for pairs in ([*zip(line, measures, strict=True)] for line in means)
    ]
    known = [share for line in shares for share in line if share is not None] or [0.0]
    low, apart = min(known), max(max(known) - min(known), 0.01)
    said = tuple(tuple(_said(voice, mean) for mean in line) for line in means)
    names = [voice.row_title(row) for row in rows]
    heads = (voice.say("bulletin.total_short"), *map(voice.dimension, voice.parts))
    told = ((name, voice.listed(line)) for name, line in zip(names, said, strict=True))
    figure = GridFigure(
        rows=tuple(
            voice.say("bulletin.beside_n", name=name, n=voice.count(row.count))
            for name, row in zip(names, rows, strict=True)
        ),
        columns=heads,
        shades=tuple(
            tuple(None if share is None else (share - low) / apart for share in line)
            for line in shares
        ),
        said=said,
        alt=picture_alt(voice, caption, told),
    )
    return Picture(caption, figure)


def _bars(voice: BulletinVoice, caption: str, bars: Sequence[Bar], measure: Measure) -> Picture:
    figure = RowsFigure(
        labels=tuple(name for name, _, _ in bars),
        values=tuple(mean for _, mean, _ in bars),
        said=tuple(said for _, _, said in bars),
        start=measure.start,
        scale=measure.scale,
        axis=voice.say("bulletin.axis", scale=voice.scale),
        alt=picture_alt(voice, caption, ((name, said) for name, _, said in bars)),
    )
    return Picture(caption, figure)


def _said(voice: BulletinVoice, mean: float | None) -> str:
    return voice.say("city.hidden") if mean is None else one_decimal(mean)


def picture_alt(voice: BulletinVoice, title: str, told: Iterable[tuple[str, str]]) -> str:
    """The whole picture in words."""
    pairs = (voice.say("bulletin.alt_pair", name=name, said=said) for name, said in told)
    return voice.say("bulletin.alt", title=title, listed=voice.clauses(pairs))
