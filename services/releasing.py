"""A release is worked out once and kept: who comes later reads it, whatever became of its rows."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256

import pandas as pd
from pydantic import ValidationError

from aggregates.figures import CityFigures, StageSet
from aggregates.kept import read, written
from aggregates.parts import of_total
from aggregates.population import Lines, Population, lines
from aggregates.releases import released
from aggregates.strands import strand, woven
from aggregates.subject_basis import Basis
from aggregates.subjects import STATE, SUBJECTS, Subject
from assessments.model import HANDED_IN, Document, Side
from assessments.refusals import Stale, Unavailable
from questionnaires.model import Questionnaire
from services.city_subjects import basis_of, earlier, measured
from services.context import Context, at_once
from services.groups import ties
from services.kinds import RELEASE
from services.noting import note

SIDES: Mapping[StageSet, tuple[Side, ...]] = {
    "signed": ("verified",),
    "submitted": ("claimed", "verified"),
}

COUNTED = (  # what is read of a figure to count it
    *("card", "assessment", "enterprise", "credit_code"),
    *("questionnaire", "rubric", "rubric_version"),
    *("division", "district", "employees", "revenue", "assets", "year", "since", "centre"),
    *("synthetic", "side", "level", "total"),
)

Judged = tuple[str, str, str]  # a questionnaire, its rubric and the rubric's version
Part = tuple[Judged, str]  # with the id of a subject

_log = logging.getLogger("shuzhen")


@dataclass(frozen=True)
class Asked:
    """Which release: of what had counted before ``until``, under these settings."""

    until: datetime
    stages: StageSet
    threshold: int

    @classmethod
    def of(cls, ctx: Context, until: datetime) -> "Asked":
        """That of the settings."""
        return cls(until, ctx.settings.city_counts, ctx.settings.disclosure_threshold)

    def subject(self, part: Part) -> str:
        """What the document of ``part`` belongs to."""
        judged, subject = part
        digest = sha256("\n".join(judged).encode()).hexdigest()[:32]
        return f"{self.until:%Y-%m-%d}:{self.stages}:{self.threshold}:{subject}:{digest}"


@dataclass(frozen=True)
class Kept:
    """One part of a release: the figures of every year, and how many assessments they count."""

    years: Mapping[int, CityFigures]
    used: int


def kept(
    ctx: Context, asked: Asked, apart: Mapping[Judged, Questionnaire], *, refill: bool = False
) -> tuple[Mapping[Part, Kept], bool]:
    """Every part of the release, also of questionnaires that nobody used; whether any is new.

    What is kept is read, and the store's results are not looked at. What is not is worked out,
    kept and noted. If somebody else was faster, theirs counts. With ``refill`` a kept part in
    which nobody counts is worked out once more; one with figures never is.
    """
    wanted = {asked.subject((key, id)): (key, id) for key in apart for id in SUBJECTS}
    found = _read(wanted, ctx.store.all_documents({RELEASE: list(wanted)}))
    full = {part for part, each in found.items() if each.years or not refill}
    if len(full) == len(wanted):
        return found, False
    made = {part: each for part, each in _made(ctx, asked, apart, full) if part not in full}
    new = {
        subject: part
        for subject, part in wanted.items()
        if part not in found or (part in made and made[part].years)
    }
    while new:
        try:
            return {**found, **made, **_keep(ctx, asked, made, new)}, True
        except Stale:  # somebody was faster by less than a transaction
            continue
        except Unavailable:
            _log.warning("release.not_kept", exc_info=True)
            break
    return {**found, **made}, bool(new)


def _read(
    wanted: Mapping[str, Part], documents: Mapping[tuple[str, str], Document]
) -> dict[Part, Kept]:
    """Those that are kept in a form that this program knows."""
    found = {}
    for (_, subject), document in documents.items():
        try:
            found[wanted[subject]] = Kept(read(document.content), document.value["used"])
        except ValidationError:  # kept by a program of another form: worked out once more
            _log.warning("release.unreadable", extra={"facts": {"object": subject}})
    return found


def _keep(
    ctx: Context, asked: Asked, made: Mapping[Part, Kept], new: Mapping[str, Part]
) -> Mapping[Part, Kept]:
    """Keep what was made, all of it or nothing; what somebody else kept meanwhile."""
    with at_once(ctx) as one:
        held = one.store.all_documents({RELEASE: list(new)})
        theirs = {
            part: each
            for part, each in _read(new, held).items()
            if each.years or not made[part].years
        }
        left = {subject: part for subject, part in new.items() if part not in theirs}
        for subject, part in left.items():
            before = held.get((RELEASE, subject))
            document = Document(
                kind=RELEASE,
                subject=subject,
                revision=1 if before is None else before.revision + 1,
                value={
                    "judged": list(part[0]),
                    "subject": part[1],
                    "until": asked.until.isoformat(),
                    "used": made[part].used,
                },
                content=written(made[part].years),
                author="",  # worked out, by nobody; whose look it was stands in the audit trail
                at=ctx.now(),
            )
            one.store.append_document(document)
        if left:
            note(one, "city.release", "release", f"{asked.until:%Y-%m-%d}")
    return theirs


def _made(
    ctx: Context, asked: Asked, apart: Mapping[Judged, Questionnaire], full: Collection[Part]
) -> Iterable[tuple[Part, Kept]]:
    """Every part that is not among the ``full`` ones, worked out from the store's results.

    The state is among them too where a part is lacking that is of its enterprises or beside them.
    """
    of_state = [each.id for each in SUBJECTS.values() if each.of_state]
    streams = [each for each in SUBJECTS.values() if not each.of_state]
    by_state = [*of_state, *(each.id for each in streams if each.beside_state)]
    but = {
        (key, id)
        for key, id in full
        if id != STATE or all((key, other) in full for other in by_state)
    }
    state: Population | None = None
    for part, known in counted_lines(ctx, asked.stages, apart, streams, but):
        again = [(part[0], id) for id in of_state] if part[1] == STATE else []
        if known is None:
            yield from ((none, Kept({}, 0)) for none in (part, *again))
            state = None if again else state
            continue
        subject, legend = SUBJECTS[part[1]], known.all.legend
        published: list[Mapping[int, CityFigures]] = []
        used = 0  # by the first strand, as all that a strand does not say itself
        for each in subject.strands(basis_of(ctx.settings, apart[part[0]]), legend):
            everybody = released(strand(known, each), asked.until, asked.threshold)
            used = used if published else len(everybody.year)
            if subject.id == STATE:
                state = of_total(everybody)
            published.append(_published(subject, everybody, asked, state))
        first = published[0]
        years = {
            year: woven([each[year] for each in published if year in each], legend)
            for year in first
        }
        del known, everybody  # before the next ones are read
        yield part, Kept(years, used)
        if state is not None:
            for once_more in again:
                figures = _published(SUBJECTS[once_more[1]], state, asked, state)
                yield once_more, Kept(figures, used)


def _published(
    subject: Subject, everybody: Population, asked: Asked, state: Population | None
) -> Mapping[int, CityFigures]:
    """What may be seen of each year."""
    beside = {"state": state} if subject.beside_state else {}
    return {
        year: subject.publish(everybody, year, asked.threshold, asked.stages, **beside)
        for year in everybody.years()
    }


def counted_lines(
    ctx: Context,
    stages: StageSet,
    apart: Mapping[Judged, Questionnaire],
    subjects: Iterable[Subject] = tuple(SUBJECTS.values()),
    but: Collection[Part] = (),
) -> Iterator[tuple[Part, Lines | None]]:
    """What counts at some time, by part, none of ``but``; None where there is nothing to count."""
    together = ties(ctx)
    confirmations = ctx.store.confirmations() if stages == "submitted" else ()
    read = partial(ctx.store.figures, HANDED_IN, SIDES[stages], COUNTED)
    figures = read()
    groups = dict(iter(figures.groupby(["questionnaire", "rubric", "rubric_version"])))
    nobody = figures.iloc[:0].copy()
    del figures  # of a large city each part stays only as long as it is used

    def lines_of(subject: Subject, basis: Basis, rows: pd.DataFrame) -> Lines | None:
        """A function, so that its columns are gone when its lines are worked with."""
        counted = SUBJECTS[STATE] if subject.of_state else subject
        legend = None if rows.empty else counted.legend(basis)
        columns = rows if legend is None else measured(ctx, subject, basis, legend, rows)
        if legend is None or columns.empty:
            return None
        return lines(columns, subject.breakdown(), legend, confirmations, together)

    for key, questionnaire in apart.items():
        own = groups.pop(key, nobody)
        wanted = [each for each in subjects if (key, each.id) not in but]
        if not wanted:
            continue
        basis = basis_of(ctx.settings, questionnaire)
        for subject in wanted:
            rows = earlier(ctx, basis, read) if subject.of_earlier else own
            yield (key, subject.id), lines_of(subject, basis, rows)
