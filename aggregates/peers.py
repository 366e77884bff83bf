"""What one enterprise may see of comparable ones: a row of the city's tables, without itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Comparable:
    """All that are compared; what the city's tables show of them is worked out once a version."""

    everybody: Population
    threshold: int
    _public: dict[Version, CityFigures] = field(default_factory=dict)

    def peers(self, entity: str, version: Version, rows: Sequence[str]) -> Peers | None:
        """The first of ``rows`` (ids) that ``entity`` may see, itself left out; None if none may.

        A figure has to be seen in the city's table, because it tells what stands there to whoever
        knows itself; and it has to be one that may be seen without that enterprise.
        """
        public = self._public.get(version)
        if public is None:
            public = self._public[version] = publish(self.everybody, version, self.threshold)
        own = publish(self.everybody.without(entity), version, self.threshold)
        total = self.everybody.legend.measures[0].id
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
