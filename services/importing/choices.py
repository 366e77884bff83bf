"""What whoever imports a table decides, and which of its columns is what because of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assessments.credit_code import TYPED, tidy_code
from i18n import Lang, Text
from questionnaires.model import Questionnaire
from services.importing.headings import (
    FIELDS,
    ITEM,
    MONEY,
    PASSED_OVER,
    field_of,
    heading_key,
    is_personal,
    unit_of,
)
from services.importing.table import ImportTable

EXAMPLES = 3  # cells that are shown of a column
LOOKED_AT = 200  # rows from which a column without a heading of ours is known by its content
MOSTLY = 0.8  # of its filled cells look like it

KnownFirms = Literal["skip", "again"]  # those that the centre has already
Source = Literal["chosen", "remembered", "guessed", "none"]


@dataclass(frozen=True)
class ImportChoices:
    """Everything that is not in the file itself.

    ``columns``: pairs of a column's place and its field, "" where it is passed over; the others
    are as remembered, or guessed. ``units``: pairs of a field and the unit of its money.
    ``header_row``: 0 where it is to be found. ``questionnaire``, ``district``, ``consultant``: of
    the rows that do not say; without a questionnaire each has the one that fits, or
    ``otherwise`` where that is open. ``leave_out``: the rows that are wrong, instead of nothing
    being imported. ``lang``: of the notes beside answers.
    """

    columns: tuple[tuple[int, str], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    header_row: int = 0
    questionnaire: str = ""
    otherwise: str = ""
    district: str = ""
    consultant: str = ""
    known: KnownFirms = "skip"
    leave_out: bool = False
    lang: Lang = "zh"


@dataclass(frozen=True)
class ImportColumn:
    """A column: what it is read as (``field``, "" for nothing), and why.

    ``unit`` of its money. ``personal``: its heading is one of data about a person, of which
    nothing is kept.
    """

    place: int
    heading: str
    field: str
    source: Source
    unit: str = ""
    personal: bool = False
    examples: tuple[str, ...] = ()


def columns_of(
    table: ImportTable,
    choices: ImportChoices,
    remembered: Mapping[str, str],
    asked: Questionnaire | None,
) -> tuple[ImportColumn, ...]:
    """Every column of the table. ``asked``: the questionnaire whose items may be columns too."""
    items = {} if asked is None else _items(asked)
    chosen, units = dict(choices.columns), dict(choices.units)
    taken = {field for field in chosen.values() if field}
    found: list[tuple[str, Source]] = []
    for place, heading in enumerate(table.header):
        if place in chosen:  # an item of the questionnaire that was chosen before is none of this
            is_there = _exists(chosen[place], items.values())
            found.append((chosen[place], "chosen") if is_there else (PASSED_OVER, "none"))
            continue
        kept = remembered.get(heading_key(heading))
        field = items.get(heading_key(heading)) or field_of(heading) if kept is None else kept
        source: Source = "guessed" if kept is None else "remembered"
        if field is None or field in taken or not _exists(field, items.values()):
            field, source = PASSED_OVER, "none"
        taken.add(field)
        found.append((field, source))
    if "credit_code" not in taken:
        found = _with_codes(table, found)
    return tuple(
        ImportColumn(
            place=place,
            heading=heading,
            field=field,
            source=source,
            unit=units.get(field, unit_of(heading) or "10k") if field in MONEY else "",
            personal=not field and is_personal(heading),
            examples=tuple(dict.fromkeys(_filled(table, place)))[:EXAMPLES],
        )
        for place, (heading, (field, source)) in enumerate(zip(table.header, found, strict=True))
    )


def fields_of(asked: Questionnaire | None) -> Mapping[str, Text | None]:
    """What a column can be: the fields of a profile, then the items of ``asked`` as it asks."""
    fields: dict[str, Text | None] = dict.fromkeys(FIELDS)
    items = () if asked is None else asked.items
    return fields | {f"{ITEM}{item.id}": item.ask for item in items if item.asked}


def _items(asked: Questionnaire) -> Mapping[str, str]:
    """The items by what may stand above their answers: the id, the question."""
    return {
        heading_key(name): f"{ITEM}{item.id}"
        for item in asked.items
        if item.asked
        for name in (item.ask.to("en"), item.ask.to("zh"), item.id)
    }


def _exists(field: str, items: Collection[str]) -> bool:
    return not field or field in FIELDS or field in items


def _with_codes(
    table: ImportTable, found: Sequence[tuple[str, Source]]
) -> list[tuple[str, Source]]:
    """The same with a column of credit codes under whatever heading."""
    for place, (field, source) in enumerate(found):
        cells = _filled(table, place)
        like = sum(TYPED.fullmatch(tidy_code(cell)) is not None for cell in cells)
        if not field and source != "chosen" and cells and like >= MOSTLY * len(cells):
            return [*found[:place], ("credit_code", "guessed"), *found[place + 1 :]]
    return list(found)


def _filled(table: ImportTable, place: int) -> list[str]:
    return [row.cells[place] for row in table.rows[:LOOKED_AT] if row.cells[place]]
