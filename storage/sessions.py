"""Sessions: what the token of a browser stands for, under its digest.

A clock may be set back. What was found to have expired is forgotten at that moment, and what was
used at a time that lies ahead of now opens nothing until then.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from access.account import Account, StoredSession
from access.throttle import AHEAD
from assessments.refusals import Unavailable
from storage.connected import Connected
from storage.people import ACCOUNT
from storage.tables import accounts, sessions

SESSION = [sessions.c[name] for name in StoredSession._fields]


class Sessions(Connected):
    """The part of the store that knows which browser is whose."""

    def put_session(
        self,
        digest: str,
        data: Mapping[str, Any],
        expires: datetime,
        seen_at: datetime | None = None,
    ) -> None:
        """Write what a token's digest stands for; a later call replaces it."""
        values = {
            "digest": digest,
            "data": dict(data),
            "expires": expires,
            "username": data.get("username"),
            "assessment": data.get("assessment"),
            "seen_at": seen_at,
        }
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))
            connection.execute(insert(sessions), values)

    def session(self, digest: str, now: datetime) -> Mapping[str, Any] | None:
        """What a token's digest stands for, unless it has expired."""
        found = self.holder(digest, now)
        return None if found is None else found[0].data

    def holder(self, digest: str, now: datetime) -> tuple[StoredSession, Account | None] | None:
        """The same as a whole, with the account that it is of, where there is one."""
        query = (
            select(*SESSION, *ACCOUNT)
            .outerjoin(accounts, accounts.c.username == sessions.c.username)
            .where(sessions.c.digest == digest)
        )
        with self._read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        found = StoredSession(*row[: len(SESSION)])
        if found.expires <= now:
            with suppress(Unavailable):  # a store that can only be read says no all the same
                self.end_session(digest)
            return None
        if found.seen_at is not None and found.seen_at > now + AHEAD:
            return None
        fields = dict(zip(Account.model_fields, row[len(SESSION) :], strict=True))
        return found, None if fields["username"] is None else Account.model_validate(fields)

    def sessions_of(self, username: str, now: datetime) -> Sequence[StoredSession]:
        """Those of an account that have not expired, the last seen first."""
        query = (
            select(*SESSION)
            .where(sessions.c.username == username, sessions.c.expires > now)
            .order_by(sessions.c.seen_at.desc(), sessions.c.digest)
        )
        with self._read() as connection:
            return [StoredSession(*row) for row in connection.execute(query)]

    def see_session(self, digest: str, at: datetime) -> None:
        """Note that the session was used."""
        with self._write() as connection:
            connection.execute(
                update(sessions).where(sessions.c.digest == digest).values(seen_at=at)
            )

    def end_session(self, digest: str) -> None:
        """Forget the session."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def end_sessions_of(self, username: str, *, but: str = "") -> None:
        """Forget all sessions of an account; that of the digest ``but`` stays."""
        with self._write() as connection:
            connection.execute(
                delete(sessions).where(sessions.c.username == username, sessions.c.digest != but)
            )

    def end_browsers_of(self, assessment: str) -> None:
        """Forget all browsers that hold the assessment by its resume code."""
        with self._write() as connection:
            connection.execute(
                delete(sessions).where(
                    sessions.c.assessment == assessment, sessions.c.username.is_(None)
                )
            )

    def end_sessions_before(self, now: datetime) -> None:
        """Forget all that have expired."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires <= now))
