"""An item analysis as plain tables, which page, workbook and terminal show alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from aggregates.items.analysis import Analysis, ItemAnalysis
from aggregates.items.estimates import SampleEstimate, SampleFigure, TooFew
from aggregates.items.straightlining import RUN
from i18n import one_decimal, text_of
from questionnaires.model import Item
from wording.tables import Notes, SheetColumn, SheetTable, Value
from wording.voice import Voice

WEAK = 0.2  # a correlation with the rest that says little
WORDS, RUNG, FIGURE = 46.0, 60.0, 16.0  # widths in digits
NOTES = ("n", "mean", "rest", "discrimination", "agreement", "alpha", "omega", "unused", "groups")


@dataclass(frozen=True)
class AnalysisVoice(Voice):
    """Says an item analysis."""

    found: Analysis

    def tables(self) -> tuple[SheetTable, ...]:
        """Items, the rungs of each, groups, blocks."""
        return (self.items_table(), self.rungs_table(), self.groups_table(), self.blocks_table())

    def items_table(self) -> SheetTable:
        """A line for each item: n, mean, correlation with the rest, discrimination, agreement."""
        rows = tuple(
            (
                self._asked(each.item),
                each.answered,
                self._percent(each.mean),
                self._interval(each.rest),
                self._plain(each.discrimination),
                self._interval(each.agreement),
            )
            for each in self.found.items
        )
        heads = ("answered", "mean", "rest", "discrimination", "agreement")
        return self._table("items", heads, rows)

    def rungs_table(self) -> SheetTable:
        """A line for each rung: who took it, and whether nobody did."""
        rows = tuple(
            (
                self._asked(each.item),
                self.step(each.item, rung.step),
                self._percent(rung.share),
                self.say("analysis.unused") if rung.unused else "",
            )
            for each in self.found.items
            for rung in each.rungs
        )
        table = self._table("rungs", ("rung", "share", "remark"), rows)
        widths = (WORDS, RUNG, FIGURE, FIGURE)
        columns = tuple(
            SheetColumn(column.title, column.unit, width)
            for column, width in zip(table.columns, widths, strict=True)
        )
        return SheetTable(table.name, table.title, table.notes, columns, rows)

    def groups_table(self) -> SheetTable:
        """A line for each item and group of sector or size."""
        rows = tuple(
            (self._asked(each.item), self._group(mean.fact, mean.group), self._percent(mean.mean))
            for each in self.found.items
            for mean in each.groups
        )
        return self._table("groups", ("group", "mean"), rows)

    def blocks_table(self) -> SheetTable:
        """A line for each block that is meant to be one thing, with the reason."""
        rows = tuple(
            (
                self.text(each.node.title),
                self._interval(each.alpha),
                self._interval(each.omega),
                self.text(each.reason),
            )
            for each in self.found.blocks
        )
        return self._table("blocks", ("alpha", "omega", "reason"), rows)

    def about(self) -> str:
        """How many sheets it rests on, and how many look as if nobody had read the questions."""
        found = self.found
        return self.sentences(
            (
                self.say("analysis.about", sheets=found.sheets, pairs=found.pairs),
                self.say("analysis.straight", run=RUN, share=self._percent(found.straightlined)),
            )
        )

    def unused(self) -> Iterator[str]:
        """The rungs that nobody took, with the question."""
        for each in self.found.items:
            for rung in each.rungs:
                if rung.unused:
                    words = {
                        "item": self._asked(each.item),
                        "rung": self.step(each.item, rung.step),
                    }
                    yield self.say("analysis.unused_rung", **words)

    def weak(self) -> Iterator[ItemAnalysis]:
        """Items whose interval with the rest of their dimension lies below ``WEAK`` altogether."""
        for each in self.found.items:
            rest = each.rest
            if isinstance(rest, SampleEstimate) and rest.high is not None and rest.high < WEAK:
                yield each

    def notes(self) -> Notes:
        """How to read each figure."""
        entries = ((self.say(f"analysis.{key}"), self.say(f"analysis.{key}_note")) for key in NOTES)
        asked = self.found.questionnaire
        first = (self.say("analysis.of"), f"{self.text(asked.title)} · {asked.id}@{asked.edition}")
        return Notes(self.say("analysis.notes"), self.say("analysis.notes"), (first, *entries))

    def _table(
        self, name: str, heads: tuple[str, ...], rows: tuple[tuple[Value, ...], ...]
    ) -> SheetTable:
        first = "block" if name == "blocks" else "item"
        columns = (
            SheetColumn(self.say(f"analysis.{first}"), width=WORDS),
            *(SheetColumn(self.say(f"analysis.{head}"), width=FIGURE) for head in heads),
        )
        said = self.say(f"analysis.{name}"), self.say(f"analysis.{name}_title")
        return SheetTable(*said, (self.about(),), columns, rows)

    def _asked(self, item: Item) -> str:
        return f"{self.text(item.ask)} ({item.id})"

    def _group(self, fact: str, group: str) -> str:
        if fact == "section":
            return self.say("analysis.section", section=group)
        return self.text(text_of(f"analysis.size_{group}"))

    def _few(self, figure: TooFew) -> str:
        return self.say(f"analysis.few_{figure.why}", n=figure.n, needed=figure.needed)

    def _percent(self, figure: SampleFigure) -> str:
        if not isinstance(figure, SampleEstimate):
            return self._few(figure)
        return self.say("analysis.percent", share=one_decimal(figure.value * 100), n=figure.n)

    def _plain(self, figure: SampleFigure) -> str:
        if not isinstance(figure, SampleEstimate):
            return self._few(figure)
        return two_decimals(figure.value)

    def _interval(self, figure: SampleFigure) -> str:
        if not isinstance(figure, SampleEstimate):
            return self._few(figure)
        value = two_decimals(figure.value)
        if figure.low is None or figure.high is None:
            return self.say("analysis.no_interval", value=value, n=figure.n)
        low, high = map(two_decimals, (figure.low, figure.high))
        return self.say("analysis.interval", value=value, low=low, high=high, n=figure.n)


def two_decimals(value: float) -> str:
    """A coefficient to two decimals, without a sign where that leaves nothing."""
    return f"{round(value, 2) + 0.0:.2f}"
