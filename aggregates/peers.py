"""What comparable enterprises are: a published row of the city, the same for whoever looks."""

from collections.abc import Iterator
from dataclasses import dataclass

from aggregates.breakdown import sector_of
from aggregates.coarse import CountRange, Share
from aggregates.figures import CityFigures, FigureRow


@dataclass(frozen=True)
class Peers:
    """The row, how many it counts, and the means that are seen, the total among them.

    ``levels``: the share of each level of the legend; empty where they are hidden.
    """

    row: FigureRow
    count: CountRange
    means: dict[str, float]
    levels: tuple[Share, ...]


def peers(figures: CityFigures, division: str) -> Peers | None:
    """The row of ``division`` where it is shown, else its sector's, else the whole city's.

    None where none of them is.
    """
    return next(filter(None, (_seen(figures, row) for row in _rows(figures, division))), None)


def peers_of_size(figures: CityFigures, size: str) -> Peers | None:
    """The row of a size class, whatever the trade; None where it is hidden."""
    return next((_seen(figures, row) for row in figures.sizes if row.id == size), None)


def _seen(figures: CityFigures, row: FigureRow) -> Peers | None:
    means = {id: mean for id, mean in row.means.items() if isinstance(mean, float)}
    if not isinstance(row.count, CountRange) or figures.legend.measures[0].id not in means:
        return None
    return Peers(row, row.count, means, row.levels if isinstance(row.levels, tuple) else ())


def _rows(figures: CityFigures, division: str) -> Iterator[FigureRow]:
    yield from (row for row in figures.divisions if row.id == division)
    yield from (row for row in figures.sectors if row.id == sector_of(division))
    yield figures.city
