"""The sheets of nodes: every node with its figures as formulas, its questions below it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from reports.workbook.answers import AnswerCells
from reports.workbook.forms import FORMS, Cells, Children, View
from reports.workbook.page import FIGURE, HEAD, NOTE, PLAIN, POINTS, SHARE, VALUE, ReportSheet
from reports.workbook.rows import CHILD, COLUMN, SHOWN, Rows
from reports.workbook.terms import LONGEST, Term, every, least, most, some, term, when
from reports.workings import Branch
from scoring.rubric import WHOLE
from scoring.rules.base import TOLERANCE

SEVERAL = 2  # rows are a range
VIEWS = (("mean", "v", "w"), ("worst", "v_low", "w_range"), ("best", "v_high", "w_range"))


@dataclass(frozen=True)
class Figures:
    """Where a node's figures stand, as seen from other sheets; empty where there is none."""

    score: Term
    low: Term
    high: Term
    coverage: Term
    applies: Term
    scale: Term
    start: float
    span: float


@dataclass
class ScoreSheet:
    """One sheet of nodes while it is written.

    ``not_live``: titles of the nodes that no formula could be written for.
    """

    page: ReportSheet
    answers: AnswerCells
    figures: dict[str, Figures] = field(default_factory=dict)
    not_live: list[str] = field(default_factory=list)

    def write(self, branches: Sequence[Branch], title: str, note: str) -> None:
        """Write ``branches``, each followed by its questions, in this order."""
        page, voice = self.page, self.page.book.voice
        head = page.opening(title, (note,))
        for name, column in COLUMN.items():
            aside = {} if name in ("number", "title", "answer", "state") else FIGURE
            page.text(head, column, voice.say(f"workbook.column_{name}"), {**aside, **HEAD})
        page.keep(head, 2)
        page.hide(len(SHOWN), len(COLUMN) - 1)
        at, row = {}, head + 1
        for branch in branches:
            at[branch.id] = row
            row += 1 + len(branch.parts)
        page.sheet.print_area(0, 0, row - 1, len(SHOWN) - 1)
        looked_at = {id for branch in branches for id in branch.below}
        nodes = _Nodes(self, Rows(page, set(at.values())), at, looked_at)
        for branch in branches:  # the first place of a question is where it is answered
            nodes.write_parts(branch)
        for branch in sorted(branches, key=lambda each: -each.depth):
            nodes.write(branch)


@dataclass(frozen=True)
class _Nodes:
    """The nodes of a sheet: the row of each, and the cells of those that others look at."""

    scores: ScoreSheet
    rows: Rows
    at: Mapping[str, int]
    looked_at: Collection[str]
    cells: dict[str, Cells] = field(default_factory=dict)
    parts: dict[str, list[Cells]] = field(default_factory=dict)

    def write_parts(self, branch: Branch) -> None:
        """The questions below a node."""
        answers, row = self.scores.answers, self.at[branch.id]
        self.parts[branch.id] = [
            answers.write(self.rows, row + place, part)
            for place, part in enumerate(branch.parts, start=1)
        ]

    def write(self, branch: Branch) -> None:
        """The figures of a node, all those below it being there."""
        rows, row, children = self.rows, self.at[branch.id], self._children(branch)
        weights = children.total(lambda child: child["w_range"])
        kept = [child["kept"] for child in children.singly if "kept" in child]
        here = every(weights > 0, *kept) if kept else weights > 0
        applies = rows.formula(row, "applies", when(here, 1, 0))
        gone = applies.same(0)
        raw = {
            name: self._value(row, name, branch, View(children, value, weight), gone)
            for name, value, weight in VIEWS
        }
        scale = rows.number(row, "scale", branch.scale)
        span = branch.scale - branch.start

        def points(value: Term) -> Term:
            return value * span + branch.start if branch.start else value * span

        covered = children.total(lambda child: child["w_range"] * child["covered"]) / weights
        coverage = rows.formula(row, "coverage", when(gone, "", covered), SHARE)
        short = [coverage.same(0), raw["mean"].same("")]
        if branch.floor:
            short.append(coverage < branch.floor - TOLERANCE)
        counted = when(some(*short), "", points(raw["mean"]))
        score = rows.formula(row, "score", when(gone, "", counted), POINTS)
        low, high = points(raw["worst"]), points(raw["best"])
        low = when(score.filled, least(low, score), low)
        high = when(score.filled, most(high, score), high)
        shown = Figures(
            score=score,
            low=rows.formula(row, "low", when(gone, "", low), POINTS),
            high=rows.formula(row, "high", when(gone, "", high), POINTS),
            coverage=coverage,
            applies=applies,
            scale=scale,
            start=branch.start,
            span=span,
        )
        self._name(row, branch, shown)
        included = self._included(row, children, gone) if branch.measured else None
        if branch.id in self.looked_at:
            self.cells[branch.id] = self._as_child(row, branch, raw, shown, included)
        else:
            rows.text(row, "weight", "", PLAIN)
        outside = rows.page.outside
        self.scores.figures[branch.id] = Figures(
            score=outside(shown.score),
            low=outside(shown.low),
            high=outside(shown.high),
            coverage=outside(coverage),
            applies=outside(applies),
            scale=outside(scale),
            start=branch.start,
            span=span,
        )

    def _children(self, branch: Branch) -> Children:
        """What stands below: the rows of questions right under it, and nodes wherever."""
        parts = self.parts[branch.id]
        below = [self.cells[id] for id in branch.below]
        if len(parts) < SEVERAL:
            return Children(None, (*parts, *below), (*parts, *below))
        first, last = self.at[branch.id] + 1, self.at[branch.id] + len(parts)
        ranges = {
            name: self.rows.page.along(
                first, last, COLUMN[name], [part[name].value for part in parts]
            )
            for name in (*CHILD, "weight")
        }
        return Children(ranges, below, (*parts, *below))

    def _value(self, row: int, name: str, branch: Branch, view: View, gone: Term) -> Term:
        """The value in [0, 1] that the children make together, empty where none counts."""
        form = FORMS.get(branch.aggregate.name)
        if form is not None:
            nothing = view.weights.same(0)
            inside = _limited(branch, form(branch.aggregate, view))
            made = when(gone, "", when(nothing, "", inside))
            if len(made.text) <= LONGEST:
                return self.rows.formula(row, name, made)
        value = _computed(branch, view, gone) if form is None else made.value
        if branch.title not in self.scores.not_live:
            self.scores.not_live.append(branch.title)
        if isinstance(value, str):
            return self.rows.text(row, name, value, VALUE)
        return self.rows.number(row, name, float(value), VALUE)

    def _included(self, row: int, children: Children, gone: Term) -> Term:
        """The share of its weight that applies (S62)."""
        there = children.total(lambda child: child.get("there", child["w_range"]))
        share = there / children.total(lambda child: child["weight"])
        return self.rows.formula(row, "included", when(gone, 0, share))

    def _as_child(
        self, row: int, branch: Branch, raw: Cells, shown: Figures, included: Term | None
    ) -> Cells:
        """What the node counts as in the one above it."""
        gone, mean = shown.applies.same(0), raw["mean"]
        whole = self.rows.number(row, "weight", branch.weight)
        stands, counts = branch.absent.stand_in or 0.0, branch.absent.stand_in is not None
        beside: Term | float = whole if counts else 0
        weight = whole * included if branch.shrinks and included is not None else whole
        cells = {
            "v": when(gone, stands, when(mean.filled, mean, 0)),
            "w": when(gone, beside, when(mean.filled, weight, 0)),
            "v_low": when(gone, stands, raw["worst"]),
            "v_high": when(gone, stands, raw["best"]),
            "w_range": when(gone, beside, weight),
            "covered": when(gone, 1 if counts else 0, shown.coverage),
        }
        put = {**self.rows.counted(row, cells), "weight": whole}
        if included is not None:
            put["there"] = when(gone, beside, whole * included)
        return {**put, "kept": shown.applies.same(1)} if branch.absent.takes_all else put

    def _name(self, row: int, branch: Branch, shown: Figures) -> None:
        """Title, rule and state of a node."""
        rows, voice = self.rows, self.rows.page.book.voice
        known = branch.aggregate.name if branch.aggregate.name in FORMS else "other"
        rows.text(row, "number", "", PLAIN)
        rows.text(row, "value", "", PLAIN)
        rows.text(row, "title", branch.title, {**PLAIN, "indent": branch.depth})
        rows.text(row, "answer", voice.say(f"workbook.rule_{known}"), NOTE)
        absent, unjudged = (
            voice.say(f"workbook.state_{name}") for name in ("not_applicable", "not_judged")
        )
        level = term("")
        for start, name in branch.levels:  # S75
            level = when(shown.score >= start - TOLERANCE * shown.span, name, level)
        state = when(shown.applies.same(0), absent, when(shown.score.filled, level, unjudged))
        rows.formula(row, "state", state, PLAIN)


def _limited(branch: Branch, value: Term) -> Term:
    """S74."""
    low, high = branch.limits
    return value if branch.limits == WHOLE else least(1, most(0, (value - low) / (high - low)))


def _computed(branch: Branch, view: View, gone: Term) -> float | str:
    """What a rule without a formula makes of its children."""
    values, weights = (
        np.array([[float(cell.value)] for cell in column])
        for column in zip(*view.pairs(), strict=True)
    )
    if gone.value or not weights.any():
        return ""
    made = float(branch.aggregate.combine(values, weights)[0])
    low, high = branch.limits
    return made if branch.limits == WHOLE else min(max((made - low) / (high - low), 0.0), 1.0)
