"""Centres, accounts, and the records of enterprises that accounts hold."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from access.account import Account
from assessments.refusals import Invalid, NotFound
from storage.connected import Connected
from storage.tables import accounts, centres, enterprises, holdings

FAR_AHEAD = 20  # steps of a code, ten minutes: further than the clocks of two machines differ
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
        """Add an account.

        Invalid if the user name is taken, NotFound if the centre or enterprise is unknown.
        """
        try:
            with self._write() as connection, connection.begin_nested():
                connection.execute(insert(accounts), account.model_dump())
        except IntegrityError:
            if account.centre is not None and account.centre not in self.centres():
                raise NotFound("unknown_centre", centre=account.centre) from None
            if account.enterprise is not None and not self._has_enterprise(account.enterprise):
                raise NotFound("unknown_enterprise", id=account.enterprise) from None
            raise Invalid("username_taken", username=account.username) from None

    def account(self, username: str) -> Account | None:
        """The account of that user name."""
        return self._account(accounts.c.username == username)

    def account_of_identity(self, identity: str) -> Account | None:
        """The account that a provider of sign-ins knows as ``identity``."""
        return self._account(accounts.c.identity == identity)

    def accounts(
        self, *, centre: str | None = None, enterprise: str | None = None
    ) -> Sequence[Account]:
        """All accounts, or those of a centre or of an enterprise, in the order of user names."""
        query = select(*ACCOUNT).order_by(accounts.c.username)
        if centre is not None:
            query = query.where(accounts.c.centre == centre)
        if enterprise is not None:
            query = query.where(accounts.c.enterprise == enterprise)
        with self._read() as connection:
            return [_account(row) for row in connection.execute(query)]

    def change_account(self, username: str, **values: Any) -> None:
        """Write these fields of the account anew."""
        with self._write() as connection:
            connection.execute(
                update(accounts).where(accounts.c.username == username).values(**values)
            )

    def use_totp_step(self, username: str, step: int) -> bool:
        """Note that the code of ``step`` was used; False if it or a later one was before.

        One that lies far ahead was noted by a clock that has been set back since.
        """
        with self._write() as connection:
            done = connection.execute(
                update(accounts)
                .where(
                    accounts.c.username == username,
                    (accounts.c.totp_step.is_(None))
                    | (accounts.c.totp_step < step)
                    | (accounts.c.totp_step > step + FAR_AHEAD),
                )
                .values(totp_step=step)
            )
        return bool(done.rowcount)

    def hold(self, enterprise: str, held_by: str, by: str, at: datetime) -> None:
        """Let the accounts of ``held_by`` hold the record; Invalid where others hold it."""
        values = {"enterprise": enterprise, "held_by": held_by, "by": by, "at": at}
        try:
            with self._write() as connection, connection.begin_nested():
                connection.execute(insert(holdings), values)
        except IntegrityError:
            if enterprise not in self.holdings(held_by):
                raise Invalid("record_held") from None

    def holdings(self, held_by: str) -> frozenset[str]:
        """The records that the accounts of that enterprise hold."""
        query = select(holdings.c.enterprise).where(holdings.c.held_by == held_by)
        with self._read() as connection:
            return frozenset(connection.execute(query).scalars())

    def all_held(
        self, records: Collection[str] | None = None
    ) -> Sequence[tuple[str, str, datetime]]:
        """Every record (of these) that accounts hold, the accounts' enterprise, since when."""
        query = select(holdings.c.enterprise, holdings.c.held_by, holdings.c.at)
        if records is not None:
            query = query.where(holdings.c.enterprise.in_(list(records)))
        with self._read() as connection:
            rows = connection.execute(query.order_by(holdings.c.enterprise))
            return [(record, held_by, at) for record, held_by, at in rows]

    def holder_of_record(self, enterprise: str) -> str | None:
        """The enterprise whose accounts hold the record."""
        query = select(holdings.c.held_by).where(holdings.c.enterprise == enterprise)
        with self._read() as connection:
            found: str | None = connection.execute(query).scalar()
        return found

    def _account(self, which: Any) -> Account | None:
        with self._read() as connection:
            row = connection.execute(select(*ACCOUNT).where(which)).first()
        return None if row is None else _account(row)

    def _has_enterprise(self, id: str) -> bool:
        with self._read() as connection:
            query = select(enterprises.c.id).where(enterprises.c.id == id)
            return connection.execute(query).first() is not None


def _account(row: Sequence[Any]) -> Account:
    return Account.model_validate(dict(zip(Account.model_fields, row, strict=True)))
