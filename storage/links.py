"""Links that are used once: to make an account, or to set a new password.

As with sessions, a clock that is set back opens none again that was found to have expired.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, select, update

from access.account import OneTimeLink
from access.throttle import AHEAD
from assessments.refusals import Unavailable
from storage.connected import Connected
from storage.tables import one_time_links

LINK = [one_time_links.c[name] for name in OneTimeLink.model_fields]


class Links(Connected):
    """The part of the store that keeps such links, by the digests of their tokens."""

    def add_link(self, link: OneTimeLink) -> None:
        """Add a link; one that resets the same account ends those before it."""
        with self._write() as connection:
            if link.username is not None:
                connection.execute(
                    delete(one_time_links).where(
                        one_time_links.c.username == link.username,
                        one_time_links.c.used_at.is_(None),
                    )
                )
            connection.execute(insert(one_time_links), link.model_dump())

    def link(self, digest: str, now: datetime) -> OneTimeLink | None:
        """The link of that digest, unless it was used or has expired."""
        with self._read() as connection:
            row = connection.execute(select(*LINK).where(one_time_links.c.digest == digest)).first()
        if row is None:
            return None
        link = OneTimeLink.model_validate(dict(row._mapping))  # noqa: SLF001  (public)
        if link.used_at is None and link.expires <= now:
            with suppress(Unavailable):  # a store that can only be read says no all the same
                self.remove_link(digest)
        is_open = link.used_at is None and link.made_at - AHEAD <= now < link.expires
        return link if is_open else None

    def use_link(self, digest: str, now: datetime) -> bool:
        """Let the link have been used; False where somebody was faster, or it has expired."""
        with self._write() as connection:
            done = connection.execute(
                update(one_time_links).where(_open(digest, now)).values(used_at=now)
            )
        return bool(done.rowcount)

    def open_links(self, now: datetime) -> Sequence[OneTimeLink]:
        """Those that can still be used, the last made first."""
        query = (
            select(*LINK)
            .where(one_time_links.c.used_at.is_(None), one_time_links.c.expires > now)
            .order_by(one_time_links.c.made_at.desc(), one_time_links.c.digest)
        )
        return self._links(query)

    def used_links(self, username: str) -> Sequence[OneTimeLink]:
        """Those that were used to renew something of the account, the last used first."""
        query = (
            select(*LINK)
            .where(one_time_links.c.username == username, one_time_links.c.used_at.is_not(None))
            .order_by(one_time_links.c.used_at.desc(), one_time_links.c.digest)
        )
        return self._links(query)

    def remove_link(self, digest: str) -> None:
        """Forget a link that nobody has used."""
        with self._write() as connection:
            connection.execute(
                delete(one_time_links).where(
                    one_time_links.c.digest == digest, one_time_links.c.used_at.is_(None)
                )
            )

    def _links(self, query: Select[Any]) -> Sequence[OneTimeLink]:
        with self._read() as connection:
            return [
                OneTimeLink.model_validate(dict(row._mapping))  # noqa: SLF001  (public)
                for row in connection.execute(query)
            ]


def _open(digest: str, now: datetime) -> ColumnElement[bool]:
    return (
        (one_time_links.c.digest == digest)
        & one_time_links.c.used_at.is_(None)
        & (one_time_links.c.expires > now)
        & (one_time_links.c.made_at <= now + AHEAD)
    )
