"""The sheet of levels: what each asks for, whether it is there, and the level that comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.workbook.page import (
    FIGURE,
    HEAD,
    HEADING,
    PLAIN,
    POINTS,
    STRONG,
    WARNING,
    ReportSheet,
    Style,
)
from reports.workbook.scores import Figures
from reports.workbook.terms import (
    EMPTY,
    Term,
    every,
    glued,
    least,
    looked_up,
    most,
    some,
    term,
    when,
)
from reports.workings import Workings
from scoring.rules.base import TOLERANCE, Threshold

WIDTHS = (20.0, 62.0, 10.0, 10.0, 10.0, 11.0, 15.0)
SHOWN = ("level", "requirement", "needed", "actual", "short", "met", "held")
ENDS = ("left", "left_low", "left_high", "left_score")  # the highest level that a row leaves
COLUMN = {name: place for place, name in enumerate((*SHOWN, "is_met", *ENDS))}
ASIDE = ("needed", "actual", "short", "is_met", *ENDS)
STATED = ("level", "total", "by_score", "range", "standing", "told")
ALONE = STATED[:-1]  # where there is no report to compare with
BESIDE: Style = {**PLAIN, "align": "left", "indent": 1}  # a text right of figures
NUMBER = COLUMN["is_met"]  # where the numbers stand behind what is stated in words


@dataclass(frozen=True)
class LevelCells:
    """What comes of all answers, as seen from other sheets; texts, but for the total."""

    level: Term
    total: Term
    range: Term
    standing: Term
    told: Term = EMPTY


@dataclass(frozen=True)
class LevelSheet:
    """The sheet on its way; ``figures`` of every node as seen from it.

    ``stated``: which of ``STATED`` are told.
    """

    page: ReportSheet
    figures: Mapping[str, Figures]
    stated: Sequence[str] = STATED

    @property
    def work(self) -> Workings:
        """What is written."""
        return self.page.book.workings

    @property
    def total(self) -> Figures:
        """The figures of the total."""
        return self.figures[self.work.tree[0].id]

    def write(self) -> LevelCells:
        """All of it: what is stated, the ladder, the requirements."""
        page, voice, work = self.page, self.page.book.voice, self.work
        note = voice.say("workbook.levels_note")
        top = page.opening(voice.say("workbook.levels_title"), (note,))
        ladder_at = top + len(self.stated) + 1
        needs_at = ladder_at + len(work.ladder) + 3
        rows = range(needs_at + 1, needs_at + 1 + len(work.thresholds))
        needs = [self._need(row, need) for row, need in zip(rows, work.thresholds, strict=True)]
        numbers = self._numbers(top, needs)
        self._heads(needs_at)
        for row, need, cells in zip(rows, work.thresholds, needs, strict=True):
            is_held = every(cells["is_met"].same(0), numbers["level"].same(need.level - 1))
            mark = voice.say("workbook.held")
            page.formula(row, COLUMN["held"], when(is_held, mark, ""), {**PLAIN, "bold": True})
        names = self._ladder(ladder_at, numbers["level"])
        said = {name: self._named(number, *names) for name, number in numbers.items()}
        stated = {
            "level": said["level"],
            "total": self.total.score,
            "by_score": said["by_score"],
            "range": when(
                numbers["low"].same(numbers["high"]),
                said["low"],
                glued(said["low"], voice.say("workbook.to"), said["high"]),
            ),
            "standing": self._standing(),
            "told": self._still_reported(said["level"]),
        }
        put: dict[str, Term] = {}
        for row, name in enumerate(self.stated, start=top):
            page.text(row, 0, voice.say(f"workbook.stated_{name}"), STRONG)
            style = {"align": "left", "num_format": "0.0"} if name == "total" else {}
            put[name] = page.outside(page.formula(row, 1, stated[name], style))
        page.hide(len(SHOWN), len(COLUMN) - 1)
        unmet = {"type": "cell", "criteria": "==", "value": f'"{voice.say("workbook.not_met")}"'}
        page.sheet.conditional_format(
            needs_at + 1, COLUMN["met"], max(rows, default=needs_at), COLUMN["met"],
            unmet | {"format": page.book.file.add_format(WARNING)},
        )  # fmt: skip
        page.sheet.repeat_rows(needs_at)
        page.sheet.print_area(0, 0, max(rows, default=needs_at), len(SHOWN) - 1)
        del put["by_score"]
        return LevelCells(**put)

    def _heads(self, row: int) -> None:
        voice = self.page.book.voice
        self.page.text(row - 1, 0, voice.say("workbook.needs"), HEADING)
        for name, column in COLUMN.items():
            style = {**(FIGURE if name in ASIDE else BESIDE if name == "met" else {}), **HEAD}
            self.page.text(row, column, voice.say(f"workbook.column_{name}"), style)

    def _need(self, row: int, need: Threshold) -> dict[str, Term]:
        """One requirement, and the highest level that it leaves, looked at in every way."""
        page, voice, work = self.page, self.page.book.voice, self.work
        seen = self.figures[need.node]
        title = next(each.title for each in (*work.tree, *work.beside) if each.id == need.node)
        page.text(row, COLUMN["level"], voice.say("report.rung_bare", number=need.level))
        if need.above:
            title = voice.say("workbook.has_to_exceed", title=title)
        page.text(row, COLUMN["requirement"], title)
        needed = page.number(row, COLUMN["needed"], need.at_least, POINTS)
        now = when(seen.score.filled, seen.score, seen.low)  # S23: without a score its low
        gone = seen.applies.same(0)
        actual = page.formula(row, COLUMN["actual"], when(gone, "", now), POINTS)

        def met(standing: Term) -> Term:
            close = TOLERANCE * seen.span
            return some(
                gone, standing > needed + close if need.above else standing >= needed - close
            )

        is_met = page.formula(row, COLUMN["is_met"], when(gone, 1, when(met(actual), 1, 0)))
        yes, no = voice.say("workbook.met"), voice.say("workbook.not_met")
        page.formula(row, COLUMN["met"], when(is_met.same(1), yes, no), BESIDE)
        short = when(is_met.same(1), "", needed - actual)
        page.formula(row, COLUMN["short"], short, POINTS)
        top, below = work.ladder[-1].number, need.level - 1

        def left(standing: Term) -> Term:
            return when(gone, top, when(met(standing), top, below))

        of_total = need.node == work.tree[0].id
        ends = {
            "left": when(is_met.same(1), top, below),
            "left_low": left(seen.low),
            "left_high": left(seen.high),
            "left_score": when(is_met.same(1), top, below) if of_total else term(top),
        }
        put = {name: page.formula(row, COLUMN[name], end) for name, end in ends.items()}
        return put | {"is_met": is_met}

    def _numbers(self, row: int, needs: Sequence[Mapping[str, Term]]) -> dict[str, Term]:
        """The levels as numbers, empty where there is none; S24, S25, S28, S55."""
        first, last = self.work.ladder[0].number, self.work.ladder[-1].number
        below, above = self.work.widened
        left = {
            name: least(*(_range([need[name] for need in needs]) if needs else (last,)))
            for name in ENDS
        }
        low = most(first - (first > 0), left["left_low"] - below) if below else left["left_low"]
        high = least(last, left["left_high"] + above) if above else left["left_high"]
        judged, applies = self.total.score.filled, self.total.applies.same(1)
        numbers = {
            "level": when(judged, left["left"], ""),
            "by_score": when(judged, left["left_score"], ""),
            "low": when(applies, low, ""),
            "high": when(applies, high, ""),
        }
        return {
            name: self.page.formula(row + place, NUMBER, number)
            for place, (name, number) in enumerate(numbers.items())
        }

    def _ladder(self, row: int, level: Term) -> tuple[Term, Term]:
        """What the levels mean, and which one it is; their numbers and names as ranges."""
        page, voice, ladder = self.page, self.page.book.voice, self.work.ladder
        for column, name in enumerate(("level", "meaning")):
            page.text(row, column, voice.say(f"workbook.column_{name}"), HEAD)
        for column in range(2, len(SHOWN)):
            page.text(row, column, "", HEAD)
        names = [voice.rung(each) for each in ladder]
        mark = voice.say("workbook.here")
        for at, (each, name) in enumerate(zip(ladder, names, strict=True), start=row + 1):
            page.text(at, 0, name)
            page.text(at, 1, voice.text(each.meaning))
            page.number(at, NUMBER, each.number)
            here = {**PLAIN, "bold": True, "indent": 1}
            page.formula(at, 2, when(level.same(each.number), mark, ""), here)
        last = row + len(ladder)
        return (
            page.fixed((row + 1, NUMBER), (last, NUMBER), [each.number for each in ladder]),
            page.fixed((row + 1, 0), (last, 0), names),
        )

    def _named(self, number: Term, numbers: Term, names: Term) -> Term:
        voice = self.page.book.voice
        below, none = term(voice.say("report.level_below")), voice.say("report.level_none")
        return when(number.same(""), none, looked_up(number, numbers, names, below))

    def _standing(self) -> Term:
        """Whether enough is answered, of all and of every node that has a floor."""
        voice = self.page.book.voice
        floors = [(self.total, self.work.floor)]
        floors += [(self.figures[each.id], each.floor) for each in self.work.tree if each.floor]
        short = [
            every(seen.applies.same(1), seen.coverage < floor - TOLERANCE) for seen, floor in floors
        ]
        provisional = when(
            some(*short), voice.say("workbook.provisional"), voice.say("workbook.enough")
        )
        empty = self.total.score.same("")
        return when(empty, voice.say("workbook.nothing"), provisional)

    def _still_reported(self, level: Term) -> Term:
        """Whether this is still what the report tells; if not, what that is."""
        card, voice = self.work.card, self.page.book.voice
        level_told = voice.rung(card.level)
        same = level.same(level_told)
        total_told = voice.figure(card.total)
        if card.total is not None:
            apart = when(self.total.score.filled, self.total.score, -1) - card.total
            same = every(same, apart * apart < TOLERANCE)
        changed = voice.say("workbook.changed", level=level_told, total=total_told)
        return when(same, voice.say("workbook.unchanged"), changed)


def _range(cells: Sequence[Term]) -> tuple[Term, ...]:
    """Cells below each other."""
    return (Term(f"{cells[0].text}:{cells[-1].text}", tuple(cell.value for cell in cells)),)
