"""Attempts that are counted, and the secrets of the installation."""

import secrets as randomness
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from storage.connected import Connected
from storage.tables import attempts, secrets


class Attempts(Connected):
    """The part of the store that counts who tries how often."""

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
