"""Bringing a checked table in: every firm with a draft and a code, or nothing at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from access.limits import IMPORTS
from access.resume_codes import new_code
from access.tokens import digest_of, new_id
from assessments.imports import Import
from assessments.model import AnswerRecord, Assessment, Document, Enterprise
from assessments.refusals import Invalid, Stale
from i18n import Text, text_of
from services.attempts import count, subject
from services.context import Context, at_once
from services.editions import published
from services.importing.checking import CheckedRow, CheckedTable, checked, fates
from services.importing.choices import ImportChoices, ImportColumn
from services.importing.headings import heading_key
from services.importing.imported import imports_of_file
from services.kinds import IMPORT, IMPORT_COLUMNS, IMPORT_DRAFTS
from services.noting import note, note_case
from services.rounds import next_round

LONGEST_FILE = 120  # characters of a file's name that are kept


@dataclass(frozen=True)
class FirmCode:
    """The code of a firm's draft, to be handed to it; kept nowhere. ``number``: its row."""

    number: int
    name: str
    credit_code: str
    questionnaire: Text
    code: str


@dataclass(frozen=True)
class ImportOutcome:
    """What was brought in, with the codes, which nobody can ever have again.

    ``left_out``: the numbers of the rows that were wrong.
    """

    made: Import
    codes: tuple[FirmCode, ...]
    left_out: tuple[int, ...]


@dataclass(frozen=True)
class _Begun:
    """What is written for one row."""

    row: CheckedRow
    firm: Enterprise | None  # None: of a record that is there
    assessment: Assessment
    code: str


def import_firms(  # noqa: PLR0913  (all that an import is)
    ctx: Context,
    centre: str,
    name: str,
    content: bytes,
    choices: ImportChoices,
    *,
    seal: str,
) -> ImportOutcome:
    """Bring in what ``check`` found in the file, with that ``seal``; durable when it returns.

    One transaction: all of it or nothing. Raises what ``check`` raises; Invalid where something is
    wrong and it was not said to leave that out, or nothing would come of it; Stale where the check
    would find something else now; NotAllowed after too many imports of the centre.
    """
    found = checked(ctx, centre, name, content, choices)
    _require_fit(found, choices, seal)
    now = ctx.now()
    begun = list(_begun(ctx, centre, found.rows))
    made = Import(
        id=new_id(),
        centre=centre,
        author=ctx.actor.id,
        at=now,
        file=Path(name).name[:LONGEST_FILE],
        digest=sha256(content).hexdigest(),
        rows=found.check.rows,
        made=len(begun),
        skipped=found.check.counts["skip"],
        wrong=found.check.counts["wrong"],
    )
    answers = list(_answers(ctx, begun, made, choices))
    left_out = tuple(each.row.number for each in found.rows if each.fate == "wrong")
    with at_once(ctx) as one:
        count(one, {subject(one, "import", centre): IMPORTS}, "too_many_imports")
        if (
            imports_of_file(one, centre, content) != found.before
            or fates(one, centre, found.rows, choices) != found.rows
        ):
            raise Stale("import_changed")
        begun = [_numbered(one, each) for each in begun]
        one.store.add_cases(
            [each.firm for each in begun if each.firm is not None],
            [(each.assessment, digest_of(each.code.replace("-", ""))) for each in begun],
        )
        one.store.append_answers(answers)
        kept = made.model_dump(
            mode="json", exclude={"id", "author", "by", "at", "undone", "undone_at"}
        )
        drafts = [
            [each.assessment.id, each.firm.id if each.firm else None, each.row.row.number]
            for each in begun
        ]
        for kind, value in ((IMPORT, kept), (IMPORT_DRAFTS, {"drafts": drafts})):
            one.store.append_document(_document(one, kind, made.id, 1, value))
        _remember(one, centre, found.check.columns)
        details = {"made": made.made, "skipped": made.skipped, "wrong": made.wrong}
        note(one, "import.make", "import", made.id, centre=centre, details={**details})
        for each in begun:
            note_case(one, "assessment.import", each.assessment, round=each.assessment.round)
    return ImportOutcome(made, tuple(_codes(ctx, begun)), left_out)


def _require_fit(found: CheckedTable, choices: ImportChoices, seal: str) -> None:
    """Raise unless it is what was looked at, and either right or to be had without the rest."""
    if found.check.seal != seal:
        raise Stale("import_changed")
    if not found.check.whole or (found.check.fault_count and not choices.leave_out):
        wrong = found.check.counts["wrong"]
        raise Invalid("import_wrong", faults=found.check.fault_count, rows=wrong)
    if not found.check.begun:
        raise Invalid("import_nothing")


def _begun(ctx: Context, centre: str, rows: Sequence[CheckedRow]) -> Iterator[_Begun]:
    now, synthetic = ctx.now(), ctx.settings.demo
    newest = {each.row.questionnaire for each in rows if each.fate in ("new", "again")}
    editions = {id: published(ctx.settings, id)[0] for id in newest}
    for each in rows:
        if each.fate not in ("new", "again") or each.row.profile is None:
            continue
        firm = None
        if each.fate == "new":
            firm = each.row.profile.of(new_id()).model_copy(update={"synthetic": synthetic})
        chosen = editions[each.row.questionnaire]
        assessment = Assessment(
            id=new_id(),
            enterprise=firm.id if firm else each.record,
            questionnaire=chosen.id,
            edition=chosen.edition,
            digest=chosen.digest,
            centre=centre,
            consultant=each.row.consultant or None,
            started_at=now,
            synthetic=synthetic,
        )
        yield _Begun(each, firm, assessment, new_code())


def _numbered(ctx: Context, begun: _Begun) -> _Begun:
    """The same with the number of its round, where the record has others."""
    if begun.firm is not None:
        return begun
    ours = begun.assessment
    number = next_round(ours.questionnaire, ctx.store.rounds(ours.enterprise))
    return _Begun(begun.row, None, ours.model_copy(update={"round": number}), begun.code)


def _answers(
    ctx: Context, begun: Sequence[_Begun], made: Import, choices: ImportChoices
) -> Iterator[AnswerRecord]:
    """Claimed answers that say who put them down, and that the enterprise has not seen them."""
    centre = ctx.store.centres()[made.centre]
    for each in begun:
        if not each.row.row.answers:
            continue
        words = text_of(
            "intake.answer_note", centre=centre, file=made.file, row=each.row.row.number
        )
        for item, value in each.row.row.answers.items():
            yield AnswerRecord(
                assessment=each.assessment.id,
                item=item,
                side="claimed",
                value=value,
                note=words.to(choices.lang),
                author=made.author,
                at=made.at,
                revision=1,
            )


def _document(ctx: Context, kind: str, subject: str, revision: int, value: object) -> Document:
    return Document(
        kind=kind,
        subject=subject,
        revision=revision,
        value=value,
        author=ctx.actor.id,
        at=ctx.now(),
    )


def _remember(ctx: Context, centre: str, columns: Sequence[ImportColumn]) -> None:
    """What the columns are, for the next table of the centre with such headings."""
    before = ctx.store.document(IMPORT_COLUMNS, centre)
    known = {} if before is None else before.value
    named = [column for column in columns if column.heading and column.source != "none"]
    value = known | {heading_key(column.heading): column.field for column in named}
    if value != known:
        revision = before.revision + 1 if before else 1
        ctx.store.append_document(_document(ctx, IMPORT_COLUMNS, centre, revision, value))


def _codes(ctx: Context, begun: Sequence[_Begun]) -> Iterator[FirmCode]:
    titles = {
        id: published(ctx.settings, id)[0].title
        for id in {each.assessment.questionnaire for each in begun}
    }
    for each in begun:
        row = each.row.row
        if row.profile is not None:
            yield FirmCode(
                number=row.number,
                name=row.profile.name,
                credit_code=row.profile.credit_code or "",
                questionnaire=titles[each.assessment.questionnaire],
                code=each.code,
            )
