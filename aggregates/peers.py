"""What one enterprise may see of comparable ones: a row of the city's tables, without itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aggregates.coarse import Band
from aggregates.figures import CityFigures, Row
from aggregates.population import Population
from aggregates.publication import publish
from aggregates.versions import Version


@dataclass(frozen=True)
class Peers:
    """The row, how many it counts, and the means that are seen, the total among them."""

    row: Row
    count: Band
    means: dict[str, float]
    synthetic: bool


def peers(
    everybody: Population, others: Population, version: Version, rows: Sequence[str], threshold: int
) -> Peers | None:
    """The first of ``rows`` (ids) that may be seen; None if none may.

    ``others`` are ``everybody`` without the enterprise that looks. A figure has to be seen in the
    city's table, because it tells what stands there to whoever knows itself; and it has to be one
    that may be seen without that enterprise.
    """
    public = publish(everybody, version, threshold)
    own = publish(others, version, threshold)
    total = everybody.legend.measures[0].id
    for row in rows:
        known, seen = _row(public, row), _row(own, row)
        means = {
            id: mean
            for id, mean in seen.means.items()
            if isinstance(mean, float) and isinstance(known.means[id], float)
        }
        if isinstance(known.count, Band) and isinstance(seen.count, Band) and total in means:
            return Peers(seen, seen.count, means, own.synthetic)
    return None


def _row(figures: CityFigures, id: str) -> Row:
    def rows() -> Iterator[Row]:
        yield figures.city
        yield from (*figures.sectors, *figures.divisions, *figures.districts)

    return next(row for row in rows() if row.id == id)
