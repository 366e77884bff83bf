"""What would come of a table: each row's fate, all that is wrong, and what is there already."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from access.actor import Role
from access.table import require
from assessments.credit_code import doubt_of
from assessments.districts import districts
from assessments.imports import Import
from assessments.model import Assessment, Enterprise, Stage
from assessments.refusals import Invalid, NotFound
from assessments.years import CHINA
from i18n import Text, text_of
from questionnaires.model import Questionnaire
from services.context import Context
from services.editions import offered, published
from services.importing.choices import ImportChoices, ImportColumn, columns_of
from services.importing.headings import field_of
from services.importing.imported import imports_of_file
from services.importing.rows import ImportNames, ReadRow, RowReader
from services.importing.table import ImportTable, place_of, read_table
from services.kinds import IMPORT_COLUMNS
from services.scoring_files.faults import MOST_KEPT, Fault

PREVIEW = 20  # rows
MOST_NOTED = 200  # of what is no fault and should be looked at

Fate = Literal["new", "again", "skip", "wrong"]


@dataclass(frozen=True)
class CheckedRow:
    """A row and what becomes of it.

    ``record``: the enterprise that it is begun for ``again``. ``why``: it is skipped.
    """

    row: ReadRow
    fate: Fate
    record: str = ""
    why: Text | None = None


@dataclass(frozen=True)
class PlacedFault:
    """A fault with where it stands, in words."""

    at: Text
    fault: Fault


@dataclass(frozen=True)
class ImportCheck:
    """What would come of a table, for a person to look at; nothing is written yet.

    ``counts`` of the rows by fate. ``preview``: the first of them. ``faults``: the first of
    ``fault_count``. ``skipped``: the first rows that are there already, with why. ``notes`` should
    be looked at and stop nothing. ``remarks``: how the file was read. ``seal`` stands for exactly
    this; whoever imports hands it back. ``whole``: the file as such can be used.
    """

    columns: tuple[ImportColumn, ...]
    header_row: int
    counts: Mapping[Fate, int]
    preview: tuple[CheckedRow, ...]
    faults: tuple[PlacedFault, ...]
    fault_count: int
    skipped: tuple[CheckedRow, ...]
    notes: tuple[PlacedFault, ...]
    remarks: tuple[Text, ...]
    seal: str
    whole: bool
    asked: Questionnaire | None

    @property
    def rows(self) -> int:
        """How many the table has."""
        return sum(self.counts.values())

    @property
    def begun(self) -> int:
        """How many drafts would come of it."""
        return self.counts["new"] + self.counts["again"]


@dataclass(frozen=True)
class CheckedTable:
    """The same with every row, for the import itself; ``before``: imports of the same file."""

    check: ImportCheck
    rows: tuple[CheckedRow, ...]
    before: tuple[Import, ...]


def check(
    ctx: Context, centre: str, name: str, content: bytes, choices: ImportChoices
) -> ImportCheck:
    """Read and check the file ``name``; nothing is written.

    Raises Invalid where it cannot be read as a table at all, NotFound for an unknown centre or
    questionnaire.
    """
    return checked(ctx, centre, name, content, choices).check


def checked(
    ctx: Context, centre: str, name: str, content: bytes, choices: ImportChoices
) -> CheckedTable:
    """The same with every row."""
    require(ctx.actor, "import.make", centre)
    if centre not in ctx.store.centres():
        raise NotFound("unknown_centre", centre=centre)
    if choices.district and choices.district not in districts():
        raise Invalid("unknown_district", district=choices.district)
    for each in filter(None, (choices.questionnaire, choices.otherwise)):
        published(ctx.settings, each)
    asked = published(ctx.settings, choices.questionnaire)[0] if choices.questionnaire else None
    table = read_table(name, content, choices.header_row)
    columns = columns_of(table, choices, remembered(ctx, centre), asked)
    names = _names(ctx, centre)
    if choices.consultant and choices.consultant not in names.consultants.values():
        raise Invalid("no_consultant")
    reader = RowReader(table, columns, choices, names, asked)
    rows = reader.read(ctx)
    if not rows:
        raise Invalid("import_unreadable", why=text_of("intake.empty"))
    repeated = list(_repeated(rows, reader))
    reader.faults += repeated
    bad = {fault.row for fault in repeated}
    wrong = (row.profile is None or row.number in bad for row in rows)
    read = [
        CheckedRow(row, "wrong" if is_wrong else "new")
        for row, is_wrong in zip(rows, wrong, strict=True)
    ]
    found = fates(ctx, centre, read, choices)
    before = imports_of_file(ctx, centre, content)
    return CheckedTable(_summary(table, columns, reader, found, before), found, before)


def remembered(ctx: Context, centre: str) -> Mapping[str, str]:
    """What the columns of the centre's tables were the last time, by their headings."""
    require(ctx.actor, "import.make", centre)
    kept = ctx.store.document(IMPORT_COLUMNS, centre)
    return {} if kept is None else kept.value


def _names(ctx: Context, centre: str) -> ImportNames:
    """What cells may name. A consultant can give firms to itself only, like with any case."""
    questionnaires: dict[str, str] = {}
    for newest, *_ in offered(ctx.settings):
        for word in (newest.title.to("en"), newest.title.to("zh"), newest.id):
            questionnaires[word.lower()] = newest.id
    consultants: dict[str, str] = {}
    for person in ctx.store.accounts(centre=centre):
        is_own = ctx.actor.role is not Role.CONSULTANT or person.username == ctx.actor.id
        if person.role is Role.CONSULTANT and person.deactivated_at is None and is_own:
            consultants |= {person.name.lower(): person.username, person.username: person.username}
    return ImportNames(questionnaires, consultants)


def _repeated(rows: Sequence[ReadRow], reader: RowReader) -> Iterator[Fault]:
    """Rows with a credit code that an earlier row has."""
    first: dict[str, int] = {}
    for row in rows:
        code = row.profile.credit_code if row.profile else None
        if code is None:
            continue
        if code in first:
            place = reader.columns["credit_code"].place
            heading = reader.columns["credit_code"].heading
            expected = text_of("intake.code_repeated", row=first[code])
            yield Fault(row.number, heading, code, expected, place)
        else:
            first[code] = row.number


def fates(
    ctx: Context, centre: str, rows: Sequence[CheckedRow], choices: ImportChoices
) -> tuple[CheckedRow, ...]:
    """What becomes of each row that is not wrong, as the store is now.

    Only what the centre itself has is compared, and told of.
    """
    require(ctx.actor, "import.make", centre)
    profiles = (each.row.profile for each in rows)
    codes = {each.credit_code for each in profiles if each and each.credit_code}
    known: dict[str | None, list[tuple[Assessment, Enterprise]]] = {}
    for assessment, enterprise in ctx.store.assessments(centre=centre, codes=codes):
        known.setdefault(enterprise.credit_code, []).append((assessment, enterprise))

    def fate(row: ReadRow) -> CheckedRow:
        there = known.get(row.profile.credit_code, []) if row.profile else []
        if not there:
            return CheckedRow(row, "new")
        record = there[-1][1]
        is_open = any(
            each.stage is Stage.DRAFT and each.questionnaire == row.questionnaire
            for each, firm in there
            if firm.id == record.id
        )
        if choices.known == "skip" or is_open:
            key = "there_open" if is_open else "there_already"
            return CheckedRow(row, "skip", why=text_of(f"intake.{key}", name=record.name))
        return CheckedRow(row, "again", record=record.id)

    return tuple(each if each.fate == "wrong" else fate(each.row) for each in rows)


def _summary(
    table: ImportTable,
    columns: tuple[ImportColumn, ...],
    reader: RowReader,
    rows: Sequence[CheckedRow],
    before: Sequence[Import],
) -> ImportCheck:
    faults = sorted(reader.faults, key=lambda fault: (fault.row, fault.place))
    counted = Counter(each.fate for each in rows)
    return ImportCheck(
        columns=columns,
        header_row=table.header_row,
        counts={fate: counted[fate] for fate in ("new", "again", "skip", "wrong")},
        preview=tuple(rows[:PREVIEW]),
        faults=tuple(_placed(table, fault) for fault in faults[:MOST_KEPT]),
        fault_count=len(faults),
        skipped=tuple(each for each in rows if each.fate == "skip")[:MOST_NOTED],
        notes=tuple(_placed(table, each) for each in _notes(rows, reader))[:MOST_NOTED],
        remarks=(
            *map(_brought_before, before[:1]),
            *table.remarks,
            *_passed_over(columns),
            *reader.answers.remarks,
        ),
        seal=_seal(rows, before),
        whole=not any(not fault.row for fault in faults),
        asked=reader.answers.asked,
    )


def _brought_before(made: Import) -> Text:
    """Firms without a credit code are not known again, but the file is."""
    at = f"{made.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return text_of("intake.same_file", at=at, by=made.by, n=made.made - made.undone)


def _passed_over(columns: Sequence[ImportColumn]) -> Iterator[Text]:
    """Columns that could be what another one is read as."""
    for column in columns:
        like = field_of(column.heading)
        if column.source == "none" and like is not None:
            name = text_of(f"intake.field_{like}")
            yield text_of("intake.column_other", heading=column.heading, field=name)


def _placed(table: ImportTable, fault: Fault) -> PlacedFault:
    return PlacedFault(place_of(fault, lettered=table.lettered), fault)


def _notes(rows: Sequence[CheckedRow], reader: RowReader) -> Iterator[Fault]:
    """Codes that are unusual, names that stand there twice."""

    def note(each: CheckedRow, field: str, value: str, words: Text) -> Fault:
        column = reader.columns[field]
        return Fault(each.row.number, column.heading, value, words, column.place)

    first: dict[str, int] = {}
    for each in rows:
        profile = each.row.profile
        if profile is None:
            continue
        if profile.credit_code and doubt_of(profile.credit_code):
            yield note(each, "credit_code", profile.credit_code, text_of("intake.code_unusual"))
        if profile.name in first:
            words = text_of("intake.name_repeated", row=first[profile.name])
            yield note(each, "name", profile.name, words)
        first.setdefault(profile.name, each.row.number)


def _seal(rows: Sequence[CheckedRow], before: Sequence[Import]) -> str:
    """The same for the same rows with the same fates, and for nothing else."""
    digest = sha256(repr([each.id for each in before]).encode())
    for each in rows:
        digest.update(repr((each.fate, each.record, each.row)).encode())
    return digest.hexdigest()
