"""Answers in a centre's own table: read as in files that are scored, option texts as well."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessments.refusals import Invalid
from files.invisible import tidy
from i18n import Text, exact, text_of
from questionnaires.columns import is_answered, is_not_applicable
from questionnaires.model import Item, Kind, Questionnaire
from services.answering import value_of
from services.importing.choices import ImportColumn
from services.importing.headings import ITEM, heading_key
from services.importing.table import ImportRow, ImportTable
from services.scoring_files.cells import SEPARATORS, CellParser, Counting, Unfit, parser_of
from services.scoring_files.faults import Fault, worded

Read = tuple[str, Text | None, Any]  # an item, what was expected of its cell, else its answer


@dataclass(frozen=True)
class _ItemColumn:
    """A column of answers; ``ids``: those of the options by their texts."""

    item: Item
    place: int
    parse: CellParser
    ids: Mapping[str, str]

    def as_ids(self, cell: str) -> str:
        """The cell with the ids of options in the place of their texts."""
        if not self.ids:
            return cell
        if (whole := self.ids.get(heading_key(cell))) is not None:
            return whole
        if self.item.kind is not Kind.MULTI:
            return cell
        parts = SEPARATORS.split(cell)
        return ";".join(self.ids.get(heading_key(each), tidy(each)) for each in parts)


class AnswerReader:
    """Reads the columns of items of ``asked``; ``faults`` are those of whole columns.

    ``remarks`` say where options were given by position.
    """

    def __init__(
        self, asked: Questionnaire | None, columns: Sequence[ImportColumn], table: ImportTable
    ) -> None:
        self.asked = asked
        self._columns: list[_ItemColumn] = []
        self.faults: list[Fault] = []
        self.remarks: list[Text] = []
        counted = []
        for column in columns if asked else ():
            item = asked.by_id[column.field.removeprefix(ITEM)] if asked else None
            if item is None:
                continue
            own = _ItemColumn(item, column.place, parser_of(item), _ids_of(item))
            self._columns.append(own)
            if item.kind in (Kind.CHOICE, Kind.LADDER):
                counting = Counting(item)
                counting.look_at({own.as_ids(cell) for cell in _distinct(table, column)})
                if counting.from_one:
                    last = counting.size - 1
                    expected = worded("from_one", last=last, size=counting.size)
                    self.faults.append(Fault(0, column.heading, "", expected, column.place))
                elif counting.seen:
                    counted.append(column.heading)
        if counted:
            self.remarks.append(text_of("intake.positions", columns=", ".join(counted)))
        self._ratios = (
            [] if asked is None else [item for item in asked.items if item.kind is Kind.RATIO]
        )

    def read(self, row: ImportRow, unread: Collection[int]) -> Iterator[Read]:
        """The answers of a row, or what is wrong with a cell of it."""
        numbers: dict[str, float] = {}
        for column in self._columns:
            item, cell = column.item, row.cells[column.place]
            if not cell or column.place in unread:
                continue
            try:
                code = column.parse(column.as_ids(cell))
                raw = _raw(item, code, cell)
                if raw is not None:
                    value = value_of(item, raw)
                    if item.kind is Kind.NUMBER and isinstance(value, float):
                        numbers[item.id] = value
                    yield item.id, None, value
            except Unfit as unfit:
                yield item.id, unfit.expected, None
            except Invalid as invalid:
                yield item.id, invalid.params["why"], None
        for ratio in self._ratios:
            part, whole = numbers.get(ratio.part or ""), numbers.get(ratio.whole or "")
            if part is not None and whole is not None and part > whole:
                yield str(ratio.part), worded("part", whole=ratio.whole, value=exact(whole)), None


def _ids_of(item: Item) -> Mapping[str, str]:
    """The ids of options by their texts."""
    return {
        heading_key(text): option.id
        for option in item.options
        for text in (option.says.to("en"), option.says.to("zh"))
    }


def _distinct(table: ImportTable, column: ImportColumn) -> set[str]:
    """What stands in the column, each once."""
    return {row.cells[column.place] for row in table.rows}


def _raw(item: Item, code: float, cell: str) -> Any:
    """The JSON form of a cell that was read as ``code``; None for no answer."""
    column = np.array([code])
    if is_not_applicable(column)[0]:
        return {"not_applicable": text_of("intake.not_applicable").to("zh")}
    if not is_answered(column)[0]:
        return None
    if item.kind is Kind.TEXT:
        return cell
    if item.kind is Kind.NUMBER:
        return code
    ids = [option.id for option in item.options]
    if item.kind is Kind.MULTI:
        return [id for at, id in enumerate(ids) if int(code) >> at & 1]
    return ids[int(code)]
