"""How the aggregations of docs/scoring.md read as formulas over the rows below a node."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reports.workbook.terms import (
    Term,
    added,
    every,
    least,
    logarithm,
    most,
    power_of_e,
    summed,
    term,
    when,
    whole,
)
from scoring.lines import Line
from scoring.rules.base import TOLERANCE
from scoring.rules.cumulative import Cumulative
from scoring.rules.graded import Graded
from scoring.rules.layered import Layered
from scoring.rules.matrix import Corners
from scoring.rules.median import HALF
from scoring.rules.rounded import Rounded

Cells = Mapping[str, Term]  # the columns of a row, or of several rows side by side, by name


@dataclass(frozen=True)
class Children:
    """What stands below a node: ``together`` are rows that may be taken as ranges.

    ``singly`` are all of them, in order; ``rest`` those that are not in ``together``.
    """

    together: Cells | None
    rest: Sequence[Cells]
    singly: Sequence[Cells]

    def total(self, each: Callable[[Cells], Term]) -> Term:
        """What ``each`` makes of every child, added up."""
        ranges = [] if self.together is None else [summed(each(self.together))]
        return added(ranges + [each(child) for child in self.rest])


@dataclass(frozen=True)
class View:
    """Children looked at in one way: the names of the columns of value and weight."""

    children: Children
    value: str
    weight: str

    @property
    def weights(self) -> Term:
        """All that counts."""
        return self.children.total(lambda child: child[self.weight])

    def weighted(self, of: Callable[[Term], Term]) -> Term:
        """The mean of what ``of`` makes of the values."""
        top = self.children.total(lambda child: child[self.weight] * of(child[self.value]))
        return top / self.weights

    @property
    def mean(self) -> Term:
        """Σ w·v / Σ w."""
        return self.weighted(lambda value: value)

    def pairs(self) -> list[tuple[Term, Term]]:
        """Value and weight of every child, in order."""
        return [(child[self.value], child[self.weight]) for child in self.children.singly]

    @property
    def any_is_zero(self) -> Term:
        """Whether a child that counts has the value 0."""
        zeros = self.children.total(
            lambda child: (child[self.weight] > 0) * child[self.value].same(0)
        )
        return zeros > 0


def on_line(line: Line, number: Term) -> Term:
    """S70: what a number is worth, piece by piece of the line."""
    value = term(line[0][1])
    for (low, worth), (high, other) in pairwise(line):
        if worth != other:
            inside = least(most(number, low), high) - low
            value += inside * ((other - worth) / (high - low))
    return value


def _min(_: Any, view: View) -> Term:
    return least(*(when(weight > 0, value, 2) for value, weight in view.pairs()))


def _max(_: Any, view: View) -> Term:
    return most(*(when(weight > 0, value, -1) for value, weight in view.pairs()))


def _geometric(_: Any, view: View) -> Term:
    logs = view.weighted(lambda value: logarithm(value + value.same(0)))
    return when(view.any_is_zero, 0, power_of_e(logs))


def _product(_: Any, view: View) -> Term:
    product = term(1)
    for value, weight in view.pairs():
        product *= when(weight > 0, value, 1)
    return product


def _median(_: Any, view: View) -> Term:
    """The lowest value with half of the weight at or below it, and the highest with half above."""
    half = view.weights * HALF
    lows, highs = [], []
    for own, counts in view.pairs():

        def below(child: Cells, own: Term = own) -> Term:
            return child[view.weight] * (own >= child[view.value])

        def above(child: Cells, own: Term = own) -> Term:
            return child[view.weight] * (child[view.value] >= own)

        total = view.children.total
        lows.append(when(every(counts > 0, total(below) >= half), own, 2))
        highs.append(when(every(counts > 0, total(above) >= half), own, -1))
    return (least(*lows) + most(*highs)) / 2


def _harmonic(_: Any, view: View) -> Term:
    parts = view.children.total(
        lambda child: child[view.weight] / (child[view.value] + child[view.value].same(0))
    )
    return when(view.any_is_zero, 0, view.weights / parts)


def _cumulative(rule: Cumulative, view: View) -> Term:
    """From the last child to the first: one that fails ends it, one that passes adds the rest."""
    rest = term(0)
    for value, weight in reversed(view.pairs()):
        fails = every(weight > 0, value < rule.pass_at - TOLERANCE)
        rest = when(fails, weight * value, weight + rest)
    return rest / view.weights


def _graded(rule: Graded, view: View) -> Term:
    levels = sorted(int(level) for level in rule.from_)
    reached = (
        when(view.mean >= rule.from_[str(level)] / 100 - TOLERANCE, level, 0) for level in levels
    )
    return most(0, *reached) / levels[-1]


def _rounded(rule: Rounded, view: View) -> Term:
    exact, close = view.mean * rule.to, TOLERANCE * rule.to
    if rule.how == "up":
        step = term(0) - whole(term(close) - exact)
    else:
        step = whole(exact + (close + (0.5 if rule.how == "half_up" else 0.0)))
    return least(1, most(0, step / rule.to))


def _layered(rule: Layered, view: View) -> Term:
    rest = term(0)
    for level in reversed(range(rule.levels)):

        def there(value: Term, below: int = level) -> Term:
            part = value * rule.levels - below
            return (part > 0) * (part < 1) * part + (part >= 1)

        mean = view.weighted(there)
        rest = when(mean >= rule.pass_at - TOLERANCE, rest + 1, mean)
    return rest / rule.levels


def _corners(rule: Corners, view: View) -> Term:
    (first, _), (second, _) = view.pairs()
    cells = (
        [least(value / low, 1) for value, low in ((first, one), (second, other)) if low]
        for one, other in rule.at
    )
    return most(0, *(least(1, *cell) for cell in cells))


FORMS: Mapping[str, Callable[[Any, View], Term]] = {
    "weighted_mean": lambda _, view: view.mean,
    "sum": lambda _, view: view.mean,
    "min": _min,
    "max": _max,
    "geometric_mean": _geometric,
    "harmonic_mean": _harmonic,
    "product": _product,
    "median": _median,
    "cumulative": _cumulative,
    "graded": _graded,
    "rounded": _rounded,
    "layered": _layered,
    "corners": _corners,
}
