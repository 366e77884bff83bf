"""What comparable enterprises are: a published row of the city, the same for whoever looks."""

from collections.abc import Iterator
from dataclasses import dataclass

from aggregates.coarse import CountRange
from aggregates.figures import CityFigures, FigureRow


@dataclass(frozen=True)
class Peers:
    """The row, how many it counts, and the means that are seen, the total among them."""

    row: FigureRow
    count: CountRange
    means: dict[str, float]


def peers(figures: CityFigures, division: str) -> Peers | None:
    """The row of ``division`` where it is shown, else the whole city's; None where neither is."""
    total = figures.legend.measures[0].id
    for row in _rows(figures, division):
        means = {id: mean for id, mean in row.means.items() if isinstance(mean, float)}
        if isinstance(row.count, CountRange) and total in means:
            return Peers(row, row.count, means)
    return None


def _rows(figures: CityFigures, division: str) -> Iterator[FigureRow]:
    yield from (row for row in figures.divisions if row.id == division)
    yield figures.city
