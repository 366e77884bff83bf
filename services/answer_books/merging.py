"""What an answer book changes, beside what was answered since it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from assessments.model import AnswerRecord, Side
from assessments.verdicts import WITH_A_REASON, verdict_of
from files.problems import Problem
from questionnaires.answers import parse_answer
from questionnaires.model import Item, Kind
from questionnaires.sheet import Sheet, shown
from reports.answer_book.layout import BookMark
from services.answer_books.reading import BookRead
from services.answer_books.understanding import AnswerReading, BookAnswer
from services.dossier import Dossier
from services.sheets import problems as contradictions
from services.verdicts import not_shown_in

MOST_DIGITS = 15  # that a spreadsheet keeps of a number


@dataclass(frozen=True)
class BookChange:
    """An item that the book wants otherwise than it stands.

    ``seen`` is the record as it was when the book was written, ``now`` the one that stands (None:
    none). ``value`` and ``note`` are what the book says, ``at`` the cell. ``not_shown`` says of
    all three in that order whether there was nothing to see; the book then leaves the answer.
    """

    item: Item
    seen: AnswerRecord | None
    now: AnswerRecord | None
    value: Any
    note: str
    at: str
    not_shown: tuple[bool, bool, bool] = (False, False, False)

    @property
    def revision(self) -> int:
        """The one that stands."""
        return self.now.revision if self.now else 0

    @property
    def disputed(self) -> bool:
        """Whether somebody answered since the book was written."""
        seen, now, _ = self.not_shown
        return self.revision != (self.seen.revision if self.seen else 0) or now != seen

    @property
    def rewrites(self) -> bool:
        """Whether answer or note become other ones than those that stand."""
        stands = (self.now.value, self.now.note) if self.now else (None, "")
        return (self.value, self.note) != stands


@dataclass(frozen=True)
class MergedBook:
    """All that a book comes to.

    ``changes`` can be kept; of ``conflicts`` somebody has to decide whether the book or what
    stands is right. ``left_out`` is filled in but not asked (any more). ``kept`` counts the items
    that stay as they are, ``unmentioned`` those that the book has no row of. ``names`` are those of
    authors, ``claims`` stand where nothing is verified; None on the claimed side.
    """

    changes: tuple[BookChange, ...] = ()
    conflicts: tuple[BookChange, ...] = ()
    left_out: tuple[BookChange, ...] = ()
    kept: int = 0
    unmentioned: int = 0
    problems: tuple[Problem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, AnswerRecord] | None = None

    @cached_property
    def mark(self) -> str:
        """Stands for what is listed: another one means that something was answered meanwhile."""
        listed = (*self.changes, *self.conflicts)
        told = [(each.item.id, each.revision, each.not_shown[:2]) for each in listed]
        return sha256(repr(sorted(told)).encode()).hexdigest()

    def wanted(self, decided: Mapping[str, bool]) -> tuple[BookChange, ...]:
        """All that is to be kept where ``decided`` says of conflicts whether the book is right."""
        mine = [each for each in self.conflicts if decided.get(each.item.id)]
        return (*self.changes, *mine)

    def unexplained(self, decided: Mapping[str, bool]) -> tuple[BookChange, ...]:
        """Those of them whose verdict needs a remark before a signature and that have none."""
        return tuple(each for each in self.wanted(decided) if self._lacks_remark(each))

    def _lacks_remark(self, change: BookChange) -> bool:
        if self.claims is None or change.item.kind is Kind.TEXT or change.note:
            return False
        claim, worth = self.claims.get(change.item.id), (None, None)  # up or down is the same here
        is_so = change.not_shown[-1]
        found = verdict_of(claim and claim.value, change.value, worth, not_shown=is_so)
        return found in WITH_A_REASON


def merge(
    dossier: Dossier,
    side: Side,
    read: BookRead,
    history: Sequence[AnswerRecord],
    decided: Mapping[str, bool],
) -> MergedBook:
    """What ``read`` changes on ``side`` of the case, with all that is wrong in it.

    ``history`` has every record of the case; ``decided`` says of conflicts whether the book's
    answer counts (what is not decided stays as it stands).
    """
    file = Path(read.file)
    misplaced = [] if read.identity is None else _misplaced(file, dossier, side, read.identity)
    if read.identity is None or misplaced:
        return MergedBook(problems=(*read.problems, *misplaced))
    claims = dossier.claimed if side == "verified" else None
    missing = not_shown_in(dossier).items if side == "verified" else {}
    reading = AnswerReading(file, dossier.questionnaire, claims)
    answers = reading.answers(read.rows)
    found = [*read.problems, *reading.problems]
    records: dict[tuple[str, int], AnswerRecord] = {
        (each.item, each.revision): each for each in history if each.side == side
    }
    latest: Mapping[str, AnswerRecord] = getattr(dossier, side)
    items = dossier.questionnaire.by_id
    changes: list[BookChange] = []
    for id, answer in answers.items():
        number = read.identity.revisions.get(id, 0)
        seen, now = records.get((id, number)), latest.get(id)
        if number and seen is None:
            found.append(Problem(file, answer.at, "B015", {"ask": items[id].ask}))
            continue
        was, is_ = id in read.identity.not_shown, id in missing
        if _same(answer, seen, not_shown=was) or _same(answer, now, not_shown=is_):
            continue
        value = answer.value
        if answer.not_shown:
            value = None if now is None else now.value
        flags = was, is_, answer.not_shown
        change = BookChange(items[id], seen, now, value, answer.note, answer.at, flags)
        if answer.unseen:
            found.append(Problem(file, answer.at, "B016", {"ask": items[id].ask}))
        changes.append(_without_digits(change))
    merged = MergedBook(
        changes=tuple(each for each in changes if not each.disputed),
        conflicts=tuple(each for each in changes if each.disputed),
        kept=len(answers) - len(changes),
        unmentioned=sum(each.asked for each in items.values()) - len(reading.mentioned),
        names=dossier.names,
        claims=claims,
    )
    merged, wrong = _asked(file, dossier, side, merged, decided)
    return replace(merged, problems=(*found, *wrong))


def _misplaced(file: Path, dossier: Dossier, side: Side, identity: BookMark) -> list[Problem]:
    """Why the book belongs elsewhere."""
    assessment = dossier.assessment
    if identity.assessment != assessment.id:
        return [Problem(file, 1, "B017")]
    if identity.side != side:
        return [Problem(file, 1, "B018" if side == "claimed" else "B019")]
    if identity.digest != assessment.digest:
        told = {"got": identity.edition, "edition": assessment.edition}
        return [Problem(file, 1, "B020", told)]
    return []


def _same(answer: BookAnswer, record: AnswerRecord | None, *, not_shown: bool) -> bool:
    """Whether the book says just that; of a reason only that there is one, for it has no cell."""
    value = None if record is None else record.value
    note = "" if record is None else record.note
    if note != answer.note or not_shown != answer.not_shown:
        return False
    return not_shown or _plain(value) == _plain(answer.value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return "not_applicable", True
    return float(f"{value:.{MOST_DIGITS}g}") if isinstance(value, float | int) else value


def _without_digits(change: BookChange) -> BookChange:
    """The value that stands where the book's is that one as a spreadsheet keeps it."""
    for record in (change.now, change.seen):
        if record is not None and _plain(record.value) == _plain(change.value):
            return replace(change, value=record.value)
    return change


def _asked(
    file: Path, dossier: Dossier, side: Side, merged: MergedBook, decided: Mapping[str, bool]
) -> tuple[MergedBook, list[Problem]]:
    """Without what is not asked once all is kept; what cannot be true together then."""
    asked, before = dossier.questionnaire, dossier.sheets[side]
    wanted = merged.wanted(decided)
    answers = dict(before.answers)
    for each in wanted:
        if each.value is None:
            answers.pop(each.item.id, None)
            claim = dossier.claimed.get(each.item.id) if side == "verified" else None
            if claim is not None and claim.value is not None:
                answers[each.item.id] = parse_answer(each.item, claim.value)
        else:
            answers[each.item.id] = parse_answer(each.item, each.value)
    sheet = Sheet(answers, before.facts)
    visible = shown(asked, sheet)
    gone = {
        each.item.id
        for each in (*merged.changes, *merged.conflicts)
        if (each.value is not None or each.not_shown[-1]) and visible[each.item.id] is False
    }
    told = contradictions(asked, visible, sheet)
    places = {each.item.id: each.at for each in wanted if each.item.id not in gone}
    problems = [
        Problem(file, places[own], "B014", {"why": why})
        for id, why in told.items()
        for own in (asked.by_id[id].part or "", asked.by_id[id].whole or "")
        if own in places
    ]
    left = replace(
        merged,
        changes=tuple(each for each in merged.changes if each.item.id not in gone),
        conflicts=tuple(each for each in merged.conflicts if each.item.id not in gone),
        left_out=tuple(
            each for each in (*merged.changes, *merged.conflicts) if each.item.id in gone
        ),
    )
    return left, problems
