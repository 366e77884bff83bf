"""Centres, accounts, sessions, attempts and the secrets of the installation."""

import secrets as randomness
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from access.account import Account
from assessments.refusals import Invalid, NotFound
from storage.connected import Connected
from storage.tables import accounts, attempts, centres, secrets, sessions

ACCOUNT = [accounts.c[name] for name in Account.model_fields]


class People(Connected):
    """The part of the store that knows who is who."""

    def add_centre(self, id: str, name: str) -> None:
        """Add a promotion centre."""
        with self._write() as connection:
            connection.execute(insert(centres), {"id": id, "name": name})

    def centres(self) -> Mapping[str, str]:
        """The name of every centre under its id, in the order of names."""
        with self._read() as connection:
            found = connection.execute(
                select(centres.c.id, centres.c.name).order_by(centres.c.name)
            )
            return {id: name for id, name in found}  # noqa: C416  (rows, not pairs)

    def add_account(self, account: Account) -> None:
        """Add an account; Invalid if the user name is taken, NotFound if the centre is unknown."""
        try:
            with self._write() as connection, connection.begin_nested():
                connection.execute(insert(accounts), account.model_dump())
        except IntegrityError:
            if account.centre is not None and account.centre not in self.centres():
                raise NotFound("unknown_centre", centre=account.centre) from None
            raise Invalid("username_taken", username=account.username) from None

    def account(self, username: str) -> Account | None:
        """The account of that user name."""
        with self._read() as connection:
            row = connection.execute(
                select(*ACCOUNT).where(accounts.c.username == username)
            ).first()
        return None if row is None else Account.model_validate(dict(row._mapping))  # noqa: SLF001  (public)

    def set_password_hash(self, username: str, password_hash: str) -> None:
        """Write the hash anew."""
        with self._write() as connection:
            connection.execute(
                update(accounts)
                .where(accounts.c.username == username)
                .values(password_hash=password_hash)
            )

    def put_session(self, digest: str, data: Mapping[str, Any], expires: datetime) -> None:
        """Write what a token's digest stands for; a later call replaces it."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))
            connection.execute(
                insert(sessions), {"digest": digest, "data": dict(data), "expires": expires}
            )

    def session(self, digest: str, now: datetime) -> Mapping[str, Any] | None:
        """What a token's digest stands for, unless it has expired."""
        query = select(sessions.c.data).where(sessions.c.digest == digest, sessions.c.expires > now)
        with self._read() as connection:
            data: Mapping[str, Any] | None = connection.execute(query).scalar()
        return data

    def holder(self, digest: str, now: datetime) -> tuple[Mapping[str, Any], Account | None] | None:
        """The same, with the account that it names as ``username``, where there is one."""
        query = (
            select(sessions.c.data, *ACCOUNT)
            .outerjoin(accounts, accounts.c.username == sessions.c.data["username"].as_string())
            .where(sessions.c.digest == digest, sessions.c.expires > now)
        )
        with self._read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        data, *values = row
        fields = dict(zip(Account.model_fields, values, strict=True))
        return data, None if fields["username"] is None else Account.model_validate(fields)

    def end_session(self, digest: str) -> None:
        """Forget the session."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def end_sessions_before(self, now: datetime) -> None:
        """Forget all that have expired."""
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires <= now))

    def add_attempt(self, subject: str, at: datetime) -> int:
        """Note an attempt of ``subject`` (an account, an address); the answer is its number."""
        with self._write() as connection:
            number: int = connection.execute(
                insert(attempts).returning(attempts.c.id), {"subject": subject, "at": at}
            ).scalar_one()
        return number

    def attempts(
        self, subject: str, since: datetime, until: datetime, most: int
    ) -> Sequence[datetime]:
        """The last ``most`` times of ``subject`` between those two, oldest first."""
        query = (
            select(attempts.c.at)
            .where(attempts.c.subject == subject, attempts.c.at.between(since, until))
            .order_by(attempts.c.at.desc())
            .limit(most)
        )
        with self._read() as connection:
            return list(connection.execute(query).scalars())[::-1]

    def forget_attempts(self, numbers: Iterable[int]) -> None:
        """Forget the attempts of these numbers."""
        with self._write() as connection:
            connection.execute(delete(attempts).where(attempts.c.id.in_(list(numbers))))

    def clear_attempts(self, subject: str) -> None:
        """Forget the attempts of ``subject``."""
        with self._write() as connection:
            connection.execute(delete(attempts).where(attempts.c.subject == subject))

    def keep_attempts_within(self, since: datetime, until: datetime) -> None:
        """Forget all attempts before ``since``, and those after ``until``."""
        with self._write() as connection:
            connection.execute(delete(attempts).where(~attempts.c.at.between(since, until)))

    def secret(self, name: str) -> bytes:
        """32 random bytes that are made once and stay: the same for every process of the store."""
        query = select(secrets.c.value).where(secrets.c.name == name)
        with self._read() as connection:
            found: bytes | None = connection.execute(query).scalar()
        if found is not None:
            return found
        try:
            with self._write() as connection, connection.begin_nested():
                made = randomness.token_bytes(32)
                connection.execute(insert(secrets), {"name": name, "value": made})
                return made
        except IntegrityError:  # another process made it at the same moment
            return self.secret(name)
