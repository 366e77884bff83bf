"""Whether firms are who they say they are: decisions, appended, and a credit code held once."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import case, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from assessments.confirmation import Confirmation
from assessments.model import SIGNED, Assessment, Enterprise, Stage
from assessments.refusals import Invalid
from storage.cases import ASSESSMENT, ENTERPRISE, assessment_of, enterprise_of
from storage.connected import Connected
from storage.tables import assessments, confirmations, confirmed_codes, enterprises, holdings

CONFIRMATION = [confirmations.c[name] for name in Confirmation.model_fields]


class Confirmations(Connected):
    """The part of the store that knows which firms were confirmed."""

    def add_confirmation(self, confirmation: Confirmation) -> None:
        """Append it; Invalid where another record is confirmed with that credit code."""
        held = {"credit_code": confirmation.credit_code, "enterprise": confirmation.enterprise}
        try:
            with self._write() as connection, connection.begin_nested():
                connection.execute(insert(confirmations), confirmation.model_dump())
                if confirmation.decision == "confirmed":
                    connection.execute(insert(confirmed_codes), held)
                else:
                    own = confirmed_codes.c.enterprise == confirmation.enterprise
                    connection.execute(delete(confirmed_codes).where(own))
        except IntegrityError:
            raise Invalid("code_confirmed", code=confirmation.credit_code) from None

    def confirmations(self, records: Collection[str] | None = None) -> Sequence[Confirmation]:
        """All decisions, or those on these records, the oldest first."""
        query = select(*CONFIRMATION).order_by(confirmations.c.id)
        if records is not None:
            query = query.where(confirmations.c.enterprise.in_(list(records)))
        with self._read() as connection:
            rows = connection.execute(query).mappings()
            return [Confirmation.model_validate(dict(row)) for row in rows]

    def claimed_records(
        self, stages: Iterable[Stage], centre: str | None = None
    ) -> Sequence[tuple[Assessment, Enterprise, str]]:
        """Assessments of records with a credit code that accounts hold, and the holder's id.

        The first submitted come first.
        """
        query = (
            select(*ASSESSMENT, *ENTERPRISE, holdings.c.held_by)
            .join_from(assessments, enterprises)
            .join(holdings, holdings.c.enterprise == enterprises.c.id)
            .where(assessments.c.stage.in_([stage.value for stage in stages]))
            .where(enterprises.c.credit_code.is_not(None))
            .order_by(assessments.c.submitted_at, assessments.c.id)
        )
        if centre is not None:
            query = query.where(assessments.c.centre == centre)
        with self._read() as connection:
            rows = connection.execute(query).all()
        many = len(ASSESSMENT)
        return [(assessment_of(row), enterprise_of(row[many:-1]), row[-1]) for row in rows]

    def records_of_codes(self, codes: Collection[str]) -> Mapping[str, Mapping[str, bool]]:
        """The records of each credit code, and whether a centre has signed one of their own."""
        stages = [stage.value for stage in SIGNED]
        signed = func.max(case((assessments.c.stage.in_(stages), 1), else_=0))
        query = (
            select(enterprises.c.credit_code, enterprises.c.id, signed)
            .outerjoin_from(enterprises, assessments)
            .where(enterprises.c.credit_code.in_(list(codes)))
            .group_by(enterprises.c.credit_code, enterprises.c.id)
        )
        found: dict[str, dict[str, bool]] = {}
        with self._read() as connection:
            for code, record, any_signed in connection.execute(query):
                found.setdefault(code, {})[record] = bool(any_signed)
        return found
