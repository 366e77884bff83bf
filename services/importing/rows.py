"""The rows of a centre's own table as firms: each right or wrong, with everything that is wrong."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assessments.facts import facts_of
from assessments.profile import Profile, faults_of
from files.invisible import seen, tidy
from files.shape import did_you_mean
from files.spreadsheets.sheets import letter
from i18n import Text, text_of
from questionnaires.model import Questionnaire
from services.context import Context
from services.importing.answers import AnswerReader
from services.importing.cells import UnfitCell, amount_of, district_of, division_of, people_of
from services.importing.choices import ImportChoices, ImportColumn
from services.importing.headings import ITEM, MONEY, NEEDED
from services.importing.table import ImportRow, ImportTable
from services.offering import best, offers_each
from services.scoring_files.faults import LONGEST_KEPT, Fault

PROFILE = tuple(Profile.model_fields)


@dataclass(frozen=True)
class ReadRow:
    """A row: the ``profile`` it states, None where it is wrong; ``name`` as far as it has one.

    ``questionnaire``: "" where none was found. ``consultant``: a user name. ``answers``: the JSON
    form by item.
    """

    number: int
    name: str
    profile: Profile | None
    questionnaire: str = ""
    consultant: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportNames:
    """What cells may name: questionnaires and consultants, by all that they are called."""

    questionnaires: Mapping[str, str]
    consultants: Mapping[str, str]


class RowReader:
    """Reads the rows of one table; what is wrong goes into ``faults``, row by row."""

    def __init__(
        self,
        table: ImportTable,
        columns: Sequence[ImportColumn],
        choices: ImportChoices,
        names: ImportNames,
        asked: Questionnaire | None,
    ) -> None:
        self.table, self.choices, self.names = table, choices, names
        self.columns = {column.field: column for column in columns if column.field}
        lacking = [
            name
            for name in NEEDED
            if name not in self.columns and not (name == "district" and choices.district)
        ]
        self.faults: list[Fault] = [
            Fault(0, "", "", text_of(_lacks(name), field=text_of(f"intake.field_{name}")))
            for name in lacking
        ]
        self.faults += self._twice(columns)
        items = [name for name in self.columns if name.startswith(ITEM)]
        self.answers = AnswerReader(asked, [self.columns[name] for name in items], table)
        self.faults += self.answers.faults
        self.lacking = bool(lacking)
        places = {column.place for column in self.columns.values()}
        self._unclear: dict[int, list[Fault]] = {}
        for fault in table.faults:
            if not fault.row and (not fault.column or fault.place in places):
                self.faults.append(fault)
            elif fault.row and (not fault.column or fault.place in places):
                self._unclear.setdefault(fault.row, []).append(fault)

    def read(self, ctx: Context) -> list[ReadRow]:
        """All rows; wrong ones without a profile."""
        stated = [self._stated(row) for row in self.table.rows]
        found = [each for each in stated if each[1].profile is not None]
        facts = [facts_of(row.profile.of("")) for _, row in found if row.profile is not None]
        fits = iter(offers_each(ctx, facts))
        rows = []
        for line, row in stated:
            if row.profile is None:
                rows.append(row)
                continue
            fitting = best(next(fits))
            named = row.questionnaire or self.choices.questionnaire
            named = named or (fitting.questionnaire.id if fitting else self.choices.otherwise)
            if not named:
                self._note(line, "questionnaire", text_of("intake.questionnaire_open"))
            profile = row.profile if named else None
            rows.append(replace(row, questionnaire=named, profile=profile))
        return rows

    def _stated(self, line: ImportRow) -> tuple[ImportRow, ReadRow]:
        """What the row says, and its faults noted."""
        before = len(self.faults)
        unclear = self._unclear.get(line.number, [])
        self.faults += unclear
        unread = {fault.place for fault in unclear if fault.column}
        raw: dict[str, Any] = {"district": self.choices.district or None}
        noted = {name for name in NEEDED if name not in self.columns}
        for name in PROFILE:
            column = self.columns.get(name)
            if column is None or column.place in unread:
                noted |= {name} if column else set()
                continue
            try:
                raw[name] = self._value(name, line.cells[column.place])
            except UnfitCell as unfit:
                self._note(line, name, unfit.expected)
                noted.add(name)
        for name, words in faults_of(raw).items():
            if name not in noted and name in self.columns:
                self._note(line, name, words)
        named = {name: self._named(line, name) for name in ("questionnaire", "consultant")}
        answers = self._answers(line, unread, named["questionnaire"])
        wrong = self.lacking or len(self.faults) > before
        return line, ReadRow(
            number=line.number,
            name=seen(raw.get("name") or ""),
            profile=None if wrong else Profile.model_validate(raw),
            questionnaire=named["questionnaire"],
            consultant=named["consultant"] or self.choices.consultant,
            answers=answers,
        )

    def _answers(self, line: ImportRow, unread: Collection[int], own: str) -> dict[str, Any]:
        answers = {}
        for item, expected, value in self.answers.read(line, unread):
            if expected is not None:
                self._note(line, f"{ITEM}{item}", expected)
            else:
                answers[item] = value
        if answers and own not in ("", self.choices.questionnaire):
            self._note(line, "questionnaire", text_of("intake.other_questionnaire"))
        return answers

    def _value(self, name: str, cell: str) -> Any:
        """The value of a profile's field. Raises UnfitCell."""
        if name == "division":
            return division_of(cell) if cell else None
        if name == "district":
            return district_of(cell) if cell else self.choices.district or None
        if name in MONEY:
            return amount_of(cell, self.columns[name].unit)
        return people_of(cell) if name == "employees" else cell

    def _named(self, line: ImportRow, field: str) -> str:
        """The id of what a cell names; "" for an empty one, or one that is a fault."""
        column = self.columns.get(field)
        cell = "" if column is None else tidy(line.cells[column.place])
        known = self.names.questionnaires if field == "questionnaire" else self.names.consultants
        if cell and cell.lower() not in known:
            near = did_you_mean(cell, known)
            self._note(line, field, text_of(f"intake.no_{field}", near=near))
        return known.get(cell.lower(), "")

    def _note(self, line: ImportRow, name: str, expected: Text) -> None:
        column = self.columns.get(name)
        if column is None:
            self.faults.append(Fault(line.number, "", "", expected))
            return
        value = line.cells[column.place][:LONGEST_KEPT]
        self.faults.append(Fault(line.number, _heading(column), value, expected, column.place))

    def _twice(self, columns: Sequence[ImportColumn]) -> Iterator[Fault]:
        """Two columns cannot be the same thing."""
        for column in columns:
            if column.field and self.columns[column.field] is not column:
                expected = text_of("intake.column_twice")
                yield Fault(0, _heading(column), "", expected, column.place)


def _lacks(name: str) -> str:
    """The sentence on a column that is not there; the district may be chosen beside it."""
    return "intake.lacks_district" if name == "district" else "intake.lacks"


def _heading(column: ImportColumn) -> str:
    return column.heading or letter(column.place + 1)
