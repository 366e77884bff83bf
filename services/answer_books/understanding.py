"""What the rows of an answer book say of each item, as far as it is clear."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessments.model import AnswerRecord
from assessments.plain_text import plain
from assessments.refusals import Invalid
from assessments.typed_numbers import typed_number
from files.invisible import tidy
from files.problems import Problem
from files.shape import did_you_mean, shortened
from files.spreadsheets.cells import EMPTY, SheetCell
from i18n import Text
from questionnaires.answers import parse_answer
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.workbooks import DOUBTS
from reports.answer_book.layout import OF_OPTION, TICK
from reports.answer_book.marks import (
    claim_of,
    does_not_apply,
    not_shown,
    options_of,
    same_as_claimed,
    tick_below,
)
from services.answer_books.reading import BookRow
from services.answering import note_of, value_of
from wording.voice import Voice

VOICES = (Voice("zh"), Voice("en"))
TICKED = {TICK, "√", "✔", "☑", "是", "1", "x", "y", "yes", "true"}
NOT_TICKED = {"", "否", "×", "0", "n", "no", "false"}
PER_CENT = "%"
MISSING = object()  # what the item's own cell says where there was nothing to see


@dataclass(frozen=True)
class BookAnswer:
    """What a book says of an item: the JSON form (None: nothing), the note, and where.

    ``not_shown``: that there was nothing to see, and of the answer nothing.
    """

    value: Any
    note: str
    at: str
    noted_at: str
    unseen: bool
    not_shown: bool = False


@dataclass
class AnswerReading:
    """Reads items one by one; what is wrong goes into ``problems``, and reading goes on.

    ``claims`` are what "as the enterprise answered" stands for; None: nothing does on this side.
    """

    file: Path
    questionnaire: Questionnaire
    claims: Mapping[str, AnswerRecord] | None
    problems: list[Problem] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)  # items that have a row, clear or not

    def answers(self, rows: Iterable[BookRow]) -> dict[str, BookAnswer]:
        """Every item of which all rows are there, in the questionnaire's order."""
        by_item: dict[str, dict[str, BookRow]] = defaultdict(dict)
        known = self.questionnaire.by_id
        for row in rows:
            id, _, option = row.id.partition(OF_OPTION)
            item = known.get(id)
            options = {each.id for each in item.options} if item else set()
            if item is None or (option and (item.kind is not Kind.MULTI or option not in options)):
                near = did_you_mean(id, known)
                self._report(row.at, "B007", id=shortened(row.id), near=near)
            elif row.id in by_item[id]:
                self._report(row.at, "B006", id=row.id, first=by_item[id][row.id].at)
            else:
                by_item[id][row.id] = row
        found = {}
        for item in self.questionnaire.items:
            if item.asked and (own := by_item.get(item.id)):
                self.mentioned.add(item.id)
                answer = self._answer(item, own)
                if answer is not None:
                    found[item.id] = answer
        return found

    def _answer(self, item: Item, rows: Mapping[str, BookRow]) -> BookAnswer | None:
        before = len(self.problems)
        wanted = [item.id]
        if item.kind is Kind.MULTI:
            wanted += [f"{item.id}{OF_OPTION}{option.id}" for option in item.options]
        lacking = [id for id in wanted if id not in rows]
        if lacking:
            at = next(iter(rows.values())).at
            self._report(at, "B008", ask=item.ask, ids=", ".join(lacking))
            return None
        row = rows[item.id]
        raw, at = self._raw(item, row), row.at
        if item.kind is Kind.MULTI:
            raw, at = self._ticked(item, raw, row, [rows[id] for id in wanted[1:]])
        missing = raw is MISSING
        try:
            value = value_of(item, None if missing else raw)
        except Invalid as invalid:
            self._report(at, "B010", ask=item.ask, why=invalid.params["why"])
            value = None
        note = self._note(row)
        unseen = any(each.unseen for each in rows.values())
        if len(self.problems) > before:
            return None
        return BookAnswer(value, note, at, row.noted_at, unseen, missing)

    def _raw(self, item: Item, row: BookRow) -> Any:
        """What the item's own cell says; None where it is empty, or not clear."""
        cell = row.answer
        if cell is EMPTY or self._doubted(cell, row.at, item):
            return None
        text = tidy(cell.text)
        if self.claims is not None:
            verdict = item.kind is not Kind.TEXT  # free words have none
            if verdict and text in {tidy(not_shown(voice)) for voice in VOICES}:
                return MISSING
            claim = self.claims.get(item.id)
            if _in_line(text) in _words_of_claim(item, claim):
                return self._claim(item, claim, row.at)
        if item.not_applicable and text in {tidy(does_not_apply(voice, item)) for voice in VOICES}:
            return {"not_applicable": item.not_applicable.zh}
        if item.kind is Kind.TEXT:
            return plain(cell.text) or None
        return self._number(item, cell) if item.kind is Kind.NUMBER else self._picked(item, row)

    def _claim(self, item: Item, claim: AnswerRecord | None, at: str) -> Any:
        if claim is None or claim.value is None:
            self._report(at, "B013", ask=item.ask)
            return None
        return claim.value

    def _number(self, item: Item, cell: SheetCell) -> Any:
        if cell.kind == "percent" and isinstance(cell.value, float | int):
            return float(f"{cell.value * 100:.15g}")
        if cell.kind == "number":
            return cell.value
        is_share = item.unit is not None and item.unit.zh == PER_CENT
        text = tidy(cell.text)
        return typed_number(text.removesuffix(PER_CENT) if is_share else text)

    def _picked(self, item: Item, row: BookRow) -> Any:
        """An option as its list shows it, in either language; by its number, words or id too.

        Those of which several may be ticked stand in rows of their own.
        """
        text, several = tidy(row.answer.text), item.kind is Kind.MULTI
        for place, option in enumerate(() if several else item.options, start=1):
            says = (option.says.zh, option.says.to("en"))
            listed = [options_of(voice, item)[place - 1] for voice in VOICES]
            if text in {tidy(each) for each in (str(place), option.id, *says, *listed)}:
                return option.id
        if text and not (several and text in {tidy(tick_below(voice)) for voice in VOICES}):
            self._report(row.at, "B009", got=shortened(row.answer.text), ask=item.ask)
        return None

    def _ticked(self, item: Item, own: Any, row: BookRow, rows: list[BookRow]) -> tuple[Any, str]:
        """The ticked options, or what the item's own cell says; the cell that says it."""
        ticked: dict[str, str] = {}
        for option, each in zip(item.options, rows, strict=True):
            text = tidy(each.answer.text).lower()
            if self._doubted(each.answer, each.at, item):
                continue
            if text in TICKED:
                ticked[option.id] = each.at
            elif text not in NOT_TICKED:
                self._report(each.at, "B009", got=shortened(each.answer.text), ask=item.ask)
        if not ticked:
            return own, row.at
        at = next(iter(ticked.values()))
        if own is not None:
            self._report(at, "B011", ask=item.ask, other=row.at)
        return list(ticked), at

    def _note(self, row: BookRow) -> str:
        if row.note.doubt in ("formula", "uncomputed", "error"):
            self._report(row.noted_at, DOUBTS[row.note.doubt], got=shortened(row.note.text))
            return ""
        try:
            return note_of(row.note.text)
        except Invalid as invalid:
            self._report(row.noted_at, "B012", **invalid.params)
            return ""

    def _doubted(self, cell: SheetCell, at: str, item: Item) -> bool:
        """Whether the cell is not what it shows, which is a problem; so is a day for a number."""
        code = DOUBTS.get(cell.doubt, "")
        if not code and cell.kind == "day" and item.kind is not Kind.TEXT:
            code = "W020"
        is_share = item.unit is not None and item.unit.zh == PER_CENT
        if not code and cell.kind == "percent" and item.kind is Kind.NUMBER and not is_share:
            code = "W022"
        if code:
            self._report(at, code, got=shortened(cell.text))
        return bool(code)

    def _report(self, at: str, code: str, **params: Any) -> None:
        shown: dict[str, Text | Any] = params
        self.problems.append(Problem(self.file, at, code, shown))


def _words_of_claim(item: Item, claim: AnswerRecord | None) -> Iterator[str]:
    """All that says that a claim is right: the list's words, and those of its own cell, copied."""
    value = None if claim is None or claim.value is None else parse_answer(item, claim.value)
    for voice in VOICES:
        yield _in_line(tidy(same_as_claimed(voice)))
        for note in {"", "" if claim is None else claim.note}:
            yield _in_line(tidy(claim_of(voice, item, value, note)))


def _in_line(text: str) -> str:
    return " ".join(text.split())
