"""Enterprises and their assessments."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from assessments.model import Assessment, Enterprise, Stage
from assessments.refusals import NotFound, Stale
from assessments.years import year_of
from storage.as_given import as_given
from storage.connected import Connected
from storage.tables import assessments, centres, enterprises

ENTERPRISE = [enterprises.c[name] for name in Enterprise.model_fields]
ASSESSMENT = [assessments.c[name] for name in Assessment.model_fields]


class Cases(Connected):
    """The part of the store that holds enterprises and assessments."""

    def add_enterprise(self, enterprise: Enterprise) -> None:
        """Add a new one."""
        with self._write() as connection:
            connection.execute(insert(enterprises), enterprise.model_dump())

    def update_enterprise(self, enterprise: Enterprise) -> None:
        """Write its profile anew."""
        with self._write() as connection:
            done = connection.execute(
                update(enterprises).where(enterprises.c.id == enterprise.id),
                enterprise.model_dump(exclude={"id"}),
            )
        if not done.rowcount:
            raise NotFound("unknown_enterprise", id=enterprise.id)

    def enterprise(self, id: str) -> Enterprise:
        """The enterprise of that id, or NotFound."""
        with self._read() as connection:
            row = connection.execute(select(*ENTERPRISE).where(enterprises.c.id == id)).first()
        if row is None:
            raise NotFound("unknown_enterprise", id=id)
        return Enterprise.model_validate(dict(row._mapping))  # noqa: SLF001  (public)

    def add_assessment(self, assessment: Assessment, resume_digest: str | None) -> None:
        """Add a new one; ``resume_digest`` finds it again."""
        with self._write() as connection:
            connection.execute(
                insert(assessments), _columns(assessment) | {"resume_digest": resume_digest}
            )

    def add_cases(
        self, firms: Sequence[Enterprise], begun: Sequence[tuple[Assessment, str]]
    ) -> None:
        """Add many at once: new enterprises, and assessments with the digests that find them."""
        with self._write() as connection:
            if firms:
                connection.execute(insert(enterprises), [firm.model_dump() for firm in firms])
            rows = [_columns(each) | {"resume_digest": digest} for each, digest in begun]
            if rows:
                connection.execute(insert(assessments), rows)

    def assessment(self, id: str) -> Assessment:
        """The assessment of that id, or NotFound; within a transaction nobody else can move it."""
        query = select(*ASSESSMENT).where(assessments.c.id == id)
        if self._locks:
            query = query.with_for_update()
        with self._read() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NotFound("unknown_assessment", id=id)
        return assessment_of(row)

    def assessment_by_resume(self, resume_digest: str) -> Assessment | None:
        """The assessment that a resume code's digest finds."""
        with self._read() as connection:
            row = connection.execute(
                select(*ASSESSMENT).where(assessments.c.resume_digest == resume_digest)
            ).first()
        return None if row is None else assessment_of(row)

    def set_resume_digest(self, assessment: str, resume_digest: str | None) -> None:
        """Let ``resume_digest`` find the assessment from now on; the one before finds nothing."""
        with self._write() as connection:
            done = connection.execute(
                update(assessments)
                .where(assessments.c.id == assessment)
                .values(resume_digest=resume_digest)
            )
        if not done.rowcount:
            raise NotFound("unknown_assessment", id=assessment)

    def hand_code_on(self, before: str, after: str) -> None:
        """Let the resume code of the assessment ``before`` find ``after`` from now on."""
        with self._write() as connection:
            digest = connection.execute(
                select(assessments.c.resume_digest).where(assessments.c.id == before)
            ).scalar()
            for id, found in ((before, None), (after, digest)):  # no two at once have it
                connection.execute(
                    update(assessments).where(assessments.c.id == id).values(resume_digest=found)
                )

    def assessments(  # noqa: PLR0913  (each narrows it, and none has to be given)
        self,
        *,
        stages: Iterable[Stage] | None = None,
        centre: str | None = None,
        records: Collection[str] | None = None,
        digest: str | None = None,
        codes: Collection[str] | None = None,
        ids: Collection[str] | None = None,
    ) -> Sequence[tuple[Assessment, Enterprise]]:
        """All in those stages, of that centre, these enterprises and that edition, by beginning.

        ``codes``: of enterprises with one of these credit codes; ``ids``: these alone. What is
        left of those that were erased is for figures only.
        """
        query = (
            select(*ASSESSMENT, *(c.label(f"enterprise_{c.name}") for c in ENTERPRISE))
            .join_from(assessments, enterprises)
            .where(enterprises.c.erased.is_not(True))
            .order_by(assessments.c.started_at, assessments.c.id)
        )
        if stages is not None:
            query = query.where(assessments.c.stage.in_([stage.value for stage in stages]))
        if centre is not None:
            query = query.where(assessments.c.centre == centre)
        if records is not None:
            query = query.where(assessments.c.enterprise.in_(list(records)))
        if digest is not None:
            query = query.where(assessments.c.digest == digest)
        if codes is not None:
            query = query.where(enterprises.c.credit_code.in_(list(codes)))
        if ids is not None:
            query = query.where(assessments.c.id.in_(list(ids)))
        with self._read() as connection:
            rows = connection.execute(query).all()
        return [(assessment_of(row), enterprise_of(row[len(ASSESSMENT) :])) for row in rows]

    def rounds(self, enterprise: str) -> Sequence[Assessment]:
        """Every assessment of that enterprise, as they were begun; rounds by their number."""
        query = (
            select(*ASSESSMENT)
            .where(assessments.c.enterprise == enterprise)
            .order_by(assessments.c.id)
        )
        with self._read() as connection:
            return _as_begun(assessment_of(row) for row in connection.execute(query))

    def series(self, assessment: str) -> tuple[Enterprise, Sequence[Assessment], Mapping[str, str]]:
        """The enterprise of that assessment, all its rounds, and the centres they went to by id.

        Or NotFound. Within a transaction nobody else can move one of them.
        """
        own = select(assessments.c.enterprise).where(assessments.c.id == assessment)
        query = (
            select(*ASSESSMENT, *ENTERPRISE, centres.c.name)
            .join_from(assessments, enterprises)
            .outerjoin(centres)
            .where(assessments.c.enterprise == own.scalar_subquery())
            .order_by(assessments.c.id)
        )
        if self._locks:
            query = query.with_for_update(of=assessments)
        with self._read() as connection:
            rows = connection.execute(query).all()
        if not rows:
            raise NotFound("unknown_assessment", id=assessment)
        rounds = [assessment_of(row) for row in rows]
        names = {
            each.centre: row[-1]
            for each, row in zip(rounds, rows, strict=True)
            if each.centre is not None
        }
        return enterprise_of(rows[0][len(ASSESSMENT) : -1]), _as_begun(rounds), names

    def move(self, changed: Assessment, *, seen: int) -> Assessment:
        """Write ``changed`` with version ``seen`` + 1 if the stored version is ``seen``."""
        moved = changed.model_copy(update={"version": seen + 1})
        with self._write() as connection:
            done = connection.execute(
                update(assessments)
                .where(assessments.c.id == moved.id, assessments.c.version == seen)
                .values(_columns(moved))
            )
            if not done.rowcount:
                now = Cases(self.engine, connection).assessment(moved.id)
                raise Stale("assessment_changed", stage=now.stage, version=now.version)
        return moved


def _as_begun(rounds: Iterable[Assessment]) -> list[Assessment]:
    return as_given(
        rounds,
        series=lambda each: each.questionnaire,
        number=lambda each: each.round,
        at=lambda each: each.started_at,
    )


def _columns(assessment: Assessment) -> dict[str, Any]:
    at = assessment.submitted_at
    return assessment.model_dump() | {"year": None if at is None else year_of(at)}


def assessment_of(row: Sequence[Any]) -> Assessment:
    """The assessment of the first columns of ``row``, which are ``ASSESSMENT``."""
    return Assessment.model_validate(
        dict(zip(Assessment.model_fields, row[: len(ASSESSMENT)], strict=True))
    )


def enterprise_of(values: Sequence[Any]) -> Enterprise:
    """The enterprise of these columns, which are ``ENTERPRISE``."""
    return Enterprise.model_validate(dict(zip(Enterprise.model_fields, values, strict=True)))
