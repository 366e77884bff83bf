"""The questions of an answer book, each with what explains it and what computes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaires.model import Item, Kind
from reports.answer_book.cells import ItemCounting, doubtful_ratio, ratio, state
from reports.answer_book.conditions import ASKED, ConditionCells, ItemCells
from reports.answer_book.content import AnswerBook
from reports.answer_book.entries import FILLED_IN, SMALL, EntryCells
from reports.answer_book.marks import claim_of, options_of, words_of
from reports.answer_book.sheets import TOP, QuestionSheet
from reports.workbook.page import NOTE, QUIET
from reports.workbook.terms import EMPTY, Term, term, when
from scoring.program import OPEN

Seen = dict[str, dict[int, float]]  # by dimension and row


@dataclass
class Questions:
    """All of them. ``codes`` are what the engine is given, ``cells`` where items stand.

    ``need`` and ``done`` are 1 in the rows of what has to be answered, and of what is.
    """

    book: AnswerBook
    sheets: Mapping[str, QuestionSheet]
    entries: EntryCells
    conditions: ConditionCells
    cells: dict[str, ItemCells]
    codes: dict[str, Term] = field(default_factory=dict)
    need: Seen = field(default_factory=dict)
    done: Seen = field(default_factory=dict)

    def write(self) -> None:
        """Write every item, in the questionnaire's order: a condition looks back only."""
        ids = [id for sheet in self.sheets.values() for id in sheet.rows]
        numbers = {id: number for number, id in enumerate(ids, start=1)}
        items = self.book.questionnaire.items
        written = [self._item(numbers[item.id], item) for item in items]
        for counting in written:  # what is worth something while it is not asked may look ahead
            item, judged = counting.item, counting.judged
            if judged is None:
                continue
            cells, routed_out = self.cells[item.id], judged.routed_out
            skips = None if routed_out is None else self.conditions.truth(routed_out.condition)
            code = counting.code(cells.raw, cells.asked, skips)
            sheet = self.sheets[item.dimension]
            self.codes[item.id] = sheet.formula(sheet.rows[item.id], "code", code)

    def _item(self, number: int, item: Item) -> ItemCounting:
        sheet, book = self.sheets[item.dimension], self.book
        row, voice = sheet.rows[item.id], book.report.voice
        self._explain(sheet, row, number, item)
        given, missing = book.given.get(item.id), item.id in book.identity.not_shown
        entry = self.entries.write(sheet, item, given, missing=missing)
        claim = book.claims.get(item.id) if book.verifies else None
        counting = ItemCounting(
            voice=voice,
            item=item,
            entry=entry,
            claim=claim,
            claimed=self._claimed(sheet, row, item) if claim is not None else EMPTY,
            standing=given if book.verifies and given is not None else claim,
            judged=book.rubric.judged.get(item.id),
        )
        own = self.conditions.truth(item.show_if)
        if item.kind is Kind.RATIO:
            found = ratio(item, self.cells, own)
            value, own = sheet.formula(row, "value", found.value), found.asked
            ticks: list[Term] = []
            raw = found.raw
        else:
            value = sheet.formula(row, "value", counting.value())
            ticks = [
                sheet.formula(row + place, "value", tick)
                for place, tick in enumerate(counting.ticks(), start=1)
            ]
            raw = counting.raw(value, ticks)
        asked = sheet.formula(row, "asked", own)
        for place, _ in enumerate(ticks, start=1):
            sheet.formula(row + place, "asked", asked)
        by_option = dict(zip([option.id for option in item.options], ticks, strict=False))
        cells = ItemCells(value, sheet.formula(row, "raw", raw), asked, by_option)
        self.cells[item.id] = cells
        self._state(sheet, row, counting, cells)
        return counting

    def _explain(self, sheet: QuestionSheet, row: int, number: int, item: Item) -> None:
        """What is asked, what was claimed, what shows that it is true."""
        voice, book = self.book.report.voice, self.book
        sheet.text(row, "number", str(number), {**TOP, "align": "center"})
        ask = voice.text(item.ask)
        if item.unit is not None and item.kind is Kind.NUMBER:
            ask = voice.say("answer_book.with_unit", ask=ask, unit=voice.text(item.unit))
        explain = [voice.text(item.explain)] if item.explain else []
        lines = [ask, *explain, *options_of(voice, item)]
        given = book.given.get(item.id)
        if item.id in book.identity.not_shown and given is not None:
            said = words_of(voice, item, given)
            lines.append(voice.say("answer_book.found_before", said=said))
        sheet.text(row, "question", "\n".join(lines), TOP)
        evidence = [voice.text(item.evidence)] if item.evidence else []
        if files := book.files.get(item.id):
            evidence.append(voice.say("outlook.files_named", names=voice.clauses(files)))
        sheet.text(row, "evidence", "\n".join(evidence), {**NOTE, **TOP})
        sheet.text(row, "id", item.id, SMALL)
        if not item.asked:
            return
        sheet.text(row, "note", book.notes.get(item.id, ""), FILLED_IN)
        if book.verifies:
            sheet.text(row, "claim", self._claim(item), TOP)

    def _claim(self, item: Item) -> str:
        book = self.book
        claim, note = book.claims.get(item.id), book.claim_notes.get(item.id, "")
        return claim_of(book.report.voice, item, claim, note)

    def _claimed(self, sheet: QuestionSheet, row: int, item: Item) -> Term:
        """The cell of the claim, as it may be copied."""
        page, said = sheet.page, self._claim(item)
        return page.outside(page.at(row, sheet.column["claim"], said))

    def _state(
        self, sheet: QuestionSheet, row: int, counting: ItemCounting, cells: ItemCells
    ) -> None:
        voice, item = self.book.report.voice, counting.item
        beside = counting if self.book.verifies and item.asked else None
        doubtful = counting.doubtful()
        if item.kind is Kind.RATIO:
            doubtful = doubtful_ratio(item, self.cells, cells)
            style = {**TOP, "align": "left", "num_format": "0.0%", "font_color": QUIET}
            shown = when(cells.value.is_number, cells.value, "")
            sheet.formula(row, "answer", shown, style)

        def word(name: str) -> str:
            return voice.say(f"answer_book.state_{name}")

        sheet.formula(row, "state", state(word, cells, doubtful, beside), {**TOP, "font_size": 9})
        if not item.asked or item.kind is Kind.TEXT:
            return
        is_asked = cells.asked.same(ASKED)
        answered = cells.raw.same(OPEN).same(Term("FALSE", False))
        if beside is not None:
            answered = beside.entry.touched
        told = {"need": when(is_asked, 1, 0), "done": when(is_asked, when(answered, 1, 0), 0)}
        for name, seen in (("need", self.need), ("done", self.done)):
            put = sheet.formula(row, name, told[name])
            seen.setdefault(item.dimension, {})[row] = float(put.value)


def count(seen: Seen, sheet: QuestionSheet, name: str) -> Term:
    """How many rows of a sheet have a 1 there."""
    values = seen.get(sheet.dimension.id)
    return term(0) if values is None else sheet.range(name, values)
