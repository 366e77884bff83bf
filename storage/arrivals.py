"""From which line assessments come, as keyed digests, for a while."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, or_, select

from access.arrival import Arrival
from assessments.model import Enterprise
from storage.cases import ENTERPRISE, enterprise_of
from storage.connected import Connected
from storage.tables import arrivals, assessments, enterprises

ARRIVAL = [arrivals.c[name] for name in Arrival.model_fields]


class Arrivals(Connected):
    """The part of the store that knows what came in together."""

    def add_arrival(self, arrival: Arrival) -> None:
        """Add it."""
        with self._write() as connection:
            connection.execute(insert(arrivals), arrival.model_dump())

    def forget_arrivals_before(self, at: datetime) -> None:
        """Forget those that are older."""
        with self._write() as connection:
            connection.execute(delete(arrivals).where(arrivals.c.at < at))

    def arrivals(
        self, since: datetime, *, alike: Collection[str] | None = None
    ) -> Sequence[tuple[Arrival, Enterprise]]:
        """Those since then, the oldest first; with ``alike`` of the line or sheet of one of these.

        ``alike`` are ids of assessments, whose own are among them.
        """
        query = (
            select(*ARRIVAL, *ENTERPRISE)
            .join_from(arrivals, assessments)
            .join(enterprises, enterprises.c.id == assessments.c.enterprise)
            .where(arrivals.c.at >= since)
            .order_by(arrivals.c.at, arrivals.c.assessment, arrivals.c.deed)
        )
        if alike is not None:
            own = arrivals.alias()
            of_them = own.c.assessment.in_(list(alike))
            query = query.where(
                or_(
                    arrivals.c.assessment.in_(list(alike)),
                    arrivals.c.line.in_(select(own.c.line).where(of_them)),
                    arrivals.c.sheet.in_(select(own.c.sheet).where(of_them)),
                )
            )
        with self._read() as connection:
            rows = connection.execute(query).all()
        return [(_arrival(row[: len(ARRIVAL)]), enterprise_of(row[len(ARRIVAL) :])) for row in rows]


def _arrival(values: Sequence[object]) -> Arrival:
    return Arrival.model_validate(dict(zip(Arrival.model_fields, values, strict=True)))
