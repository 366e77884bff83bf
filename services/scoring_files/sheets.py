"""A whole file of answer sheets as columns, for what needs all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from i18n import Text
from questionnaires.columns import NUMBER_UNANSWERED, UNANSWERED, Array, Columns
from questionnaires.model import Kind, Questionnaire
from services.scoring_files.checking import Checker
from services.scoring_files.chunks import MOST_COLUMNS, TableReader, Unreadable
from services.scoring_files.faults import Fault, Faults, FaultyInput, worded
from services.scoring_files.opening import reader_of


@dataclass(frozen=True)
class SheetsRead:
    """Every sheet of a file, in its order; ``remarks`` say how it was read."""

    respondents: tuple[str, ...]
    columns: Columns
    remarks: tuple[Text, ...]

    def ordered(self, questionnaire: Questionnaire, respondents: tuple[str, ...]) -> Columns:
        """The sheets of ``respondents``, unanswered throughout where there is none."""
        at = {name: place for place, name in enumerate(self.respondents)}
        places = np.array([at.get(name, -1) for name in respondents])

        def taken(name: str, column: Array) -> Array:
            item = questionnaire.by_id.get(name)
            nothing: float | str = UNANSWERED
            if column.dtype.kind == "U":
                nothing = ""
            elif item is None or item.kind is Kind.NUMBER:
                nothing = NUMBER_UNANSWERED
            return np.where(places < 0, nothing, column[places]).astype(column.dtype)

        items = {name: taken(name, column) for name, column in self.columns.items.items()}
        facts = {name: taken(name, column) for name, column in self.columns.facts.items()}
        return Columns(len(respondents), items, facts)


def read_sheets(questionnaire: Questionnaire, source: Path) -> SheetsRead:
    """All rows of ``source``. Raises FaultyInput with everything wrong, UnknownFormat, OSError."""
    faults = Faults()
    try:
        read = _read(questionnaire, reader_of(source), faults)
    except Unreadable as error:
        faults.add([error.fault])
        raise FaultyInput(source, faults) from None
    if faults:
        raise FaultyInput(source, faults)
    return read


def header_of(reader: TableReader) -> tuple[str, ...]:
    """The header of a table of answers. Raises Unreadable where there is none or too much."""
    header = reader.header()
    if not header:
        raise Unreadable("empty")
    if len(header) > MOST_COLUMNS:
        raise Unreadable("too_wide", most=MOST_COLUMNS)
    return header


def _read(questionnaire: Questionnaire, reader: TableReader, faults: Faults) -> SheetsRead:
    checker = Checker(questionnaire, header_of(reader), faults)
    names: list[str] = []
    parts: list[Columns] = []
    for chunk in reader.chunks():
        respondents, columns = checker.read(chunk)
        if columns.size:  # an empty one does not know what its columns hold
            names += respondents.to_pylist()
            parts.append(columns)
    checker.respondents.repeated(reader.chunks)
    faults.add(checker.miscounted())
    if not names and not faults:
        faults.add([Fault(0, "", "", worded("empty"))])
    joined = Columns(
        len(names),
        _joined([part.items for part in parts]),
        _joined([part.facts for part in parts]),
    )
    return SheetsRead(tuple(names), joined, (*reader.remarks, *checker.remarks))


def _joined(parts: Sequence[Mapping[str, Array]]) -> Mapping[str, Array]:
    """The columns of all chunks, end to end."""
    names = parts[0] if parts else {}
    return {name: np.concatenate([part[name] for part in parts]) for name in names}
