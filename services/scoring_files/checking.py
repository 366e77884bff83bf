"""From chunks of texts to answer columns, with every cell that is no answer as a fault."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from files.invisible import seen, tidy
from files.shape import did_you_mean
from files.spreadsheets.cells import LONGEST_TEXT
from i18n import Text, exact
from questionnaires.columns import Array, Columns
from questionnaires.facts import FACTS
from questionnaires.model import Item, Kind, Questionnaire
from services.scoring_files.cells import Counting, Unfit, fact_parser, parser_of
from services.scoring_files.chunks import Chunk, Unreadable
from services.scoring_files.facts import completed
from services.scoring_files.faults import MOST_KEPT, Fault, Faults, quoted, worded
from services.scoring_files.respondents import RESPONDENT, Respondents

Parser = Callable[[str], Any]
MOST_CODES = np.iinfo(np.int8).max
MOST_REMEMBERED, LONGEST_REMEMBERED = 4_096, 100  # texts of a column, characters of each


class ReadingCache:
    """What the texts of one column mean; what was met before is not read again."""

    def __init__(self, parse: Parser) -> None:
        self._parse = parse
        self._nothing = parse("")
        self._known: dict[str, Any] = {}

    def of(self, texts: Sequence[str]) -> tuple[list[Any], dict[int, Text]]:
        """The values of ``texts``; by place what was expected where one is no answer."""
        values, unfit, known = [], {}, self._known
        for place, text in enumerate(texts):
            if text in known:
                values.append(known[text])
                continue
            try:
                values.append(self._parse(text))
            except Unfit as error:
                values.append(self._nothing)
                unfit[place] = error.expected
            else:
                if len(known) < MOST_REMEMBERED and len(text) <= LONGEST_REMEMBERED:
                    known[text] = values[-1]
        return values, unfit


class Checker:
    """Reads the columns of one file; what is wrong goes into ``faults``."""

    def __init__(self, questionnaire: Questionnaire, header: Sequence[str], faults: Faults) -> None:
        self.questionnaire = questionnaire
        self.names = tuple(map(tidy, header))
        self.parsers: Mapping[str, Parser] = {
            **{name: fact_parser(name) for name in FACTS},
            **{item.id: parser_of(item) for item in questionnaire.items if item.asked},
        }
        self.readings = {name: ReadingCache(parse) for name, parse in self.parsers.items()}
        self.faults = faults
        self.counting = {
            item.id: Counting(item)
            for item in questionnaire.items
            if item.kind in (Kind.CHOICE, Kind.LADDER)
        }
        self._types = {id: np.int8 for id, each in self.counting.items() if each.size <= MOST_CODES}
        self._told: set[tuple[int, int]] = set()  # cells of the chunk that are faults already
        self._listed = MOST_KEPT  # faults of a column that are told; the others are counted
        self.faults.add(self._header_faults())
        self.respondents = Respondents(self.names, self.faults)

    @property
    def without_column(self) -> tuple[str, ...]:
        """The items that bear on the score and have no column: all unanswered."""
        needed = {id for item in self.questionnaire.scored for id in _asked_for(item)}
        ids = (item.id for item in self.questionnaire.items if item.id in needed)
        return tuple(id for id in ids if id not in self.names)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """Where positions were read instead of ids, from which they were counted."""
        counted = [id for id, counting in self.counting.items() if counting.seen]
        return (worded("done_positions", columns=", ".join(counted)),) if counted else ()

    def miscounted(self) -> Iterator[Fault]:
        """The columns whose options are counted from 1, as it looks."""
        for id, counting in self.counting.items():
            if counting.from_one:
                place = self.names.index(id)
                yield _at_column(place, id, "from_one", last=counting.size - 1, size=counting.size)

    def read(self, chunk: Chunk) -> tuple[pa.StringArray, Columns]:
        """The respondents and the answers of a chunk, blank rows left out.

        Worthless once there are faults. Raises Unreadable.
        """
        _require_short(chunk)
        self.faults.add(chunk.faults)
        self._told = {(fault.row, fault.place) for fault in chunk.faults}
        self._listed = 0 if self.faults.full else MOST_KEPT
        chunk = _without_blank_rows(chunk)
        columns: dict[str, Array] = {}
        for place, name in enumerate(self.names):
            if name in self.parsers and name not in columns:
                columns[name] = self._column(chunk, place)
        for item in self.questionnaire.items:
            if item.part in columns and item.whole in columns:
                self._compare(chunk, columns, item.part, item.whole)
        ids = self.questionnaire.by_id
        answers = {name: column for name, column in columns.items() if name in ids}
        stated = {name: column for name, column in columns.items() if name not in ids}
        facts = completed(stated, len(chunk.rows))
        return self.respondents.read(chunk, self._told), Columns(len(chunk.rows), answers, facts)

    def _column(self, chunk: Chunk, place: int) -> Array:
        """The answers of one column; each different text is read once."""
        texts = chunk.columns[place].dictionary.to_pylist()
        if self.names[place] in self.counting:
            self.counting[self.names[place]].look_at(texts)
        values, unfit = self.readings[self.names[place]].of(texts)
        numbers = chunk.columns[place].indices.to_numpy()
        if unfit:
            bad = np.flatnonzero(np.isin(numbers, list(unfit)))
            self._note(chunk, place, bad, lambda at: unfit[int(numbers[at])])
        # ``take`` is faster than brackets, and the narrowest codes travel fastest
        column: Array = np.array(values, self._types.get(self.names[place])).take(numbers)
        return column

    def _compare(self, chunk: Chunk, columns: Mapping[str, Array], part: str, whole: str) -> None:
        """A part must not exceed its whole."""
        wholes = columns[whole]
        bad = np.flatnonzero(np.isfinite(columns[part]) & (columns[part] > wholes))
        bad = bad[np.isfinite(wholes[bad])]

        def expected(at: int) -> Text:
            return worded("part", whole=whole, value=exact(wholes[at]))

        self._note(chunk, self.names.index(part), bad, expected)

    def _note(self, chunk: Chunk, place: int, bad: Array, expected: Callable[[int], Text]) -> None:
        """Enter the cells at ``bad`` (positions in the chunk) as faults."""
        column = chunk.columns[place]
        first = (
            Fault(
                row=int(chunk.rows[at]),
                column=self.names[place],
                value=quoted(column[at]),
                expected=expected(at),
                place=place,
            )
            for at in bad[: self._listed].tolist()
        )
        self.faults.add(first, len(bad))

    def _header_faults(self) -> Iterator[Fault]:
        known = [RESPONDENT, *self.parsers]
        for place, name in enumerate(self.names):
            item = self.questionnaire.by_id.get(name)
            if name in self.names[:place]:
                yield _at_column(place, name, "repeated")
            elif item is not None and item.kind is Kind.RATIO:
                yield _at_column(place, name, "computed", part=item.part, whole=item.whole)
            elif name not in known:
                yield _at_column(place, name, "unknown", near=did_you_mean(name, known))
        if RESPONDENT not in self.names:
            yield Fault(0, "", "", worded("no_respondent"))
        if not any(name in self.questionnaire.by_id for name in self.names):
            yield Fault(0, "", "", worded("no_item", questionnaire=self.questionnaire.id))


def _asked_for(item: Item) -> tuple[str, ...]:
    return (item.part or "", item.whole or "") if item.kind is Kind.RATIO else (item.id,)


def _at_column(place: int, name: str, key: str, **params: Any) -> Fault:
    return Fault(0, name or f"#{place + 1}", "", worded(key, **params), place)


def _require_short(chunk: Chunk) -> None:
    """Raise Unreadable where a text is longer than a cell can be: it may be that of every row."""
    for column in chunk.columns:
        longest = pc.max(pc.utf8_length(column.dictionary)).as_py() or 0
        if longest > LONGEST_TEXT:
            raise Unreadable("long_cell", most=LONGEST_TEXT)


def _without_blank_rows(chunk: Chunk) -> Chunk:
    """Rows in which no cell holds anything are no answer sheets."""
    blank = np.ones(len(chunk.rows), dtype=bool)
    for column in sorted(chunk.columns, key=lambda column: len(column.dictionary)):
        empty = [not seen(text) for text in column.dictionary.to_pylist()]
        blank &= np.array(empty, dtype=bool)[column.indices.to_numpy()]
        if not blank.any():
            return chunk
    kept = pa.array(~blank)
    columns = tuple(column.filter(kept) for column in chunk.columns)
    return replace(chunk, rows=chunk.rows[~blank], columns=columns)
