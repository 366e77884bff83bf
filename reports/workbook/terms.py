"""Formulas with their results: every term is what a spreadsheet reads and what comes of it.

So a cell's formula and the value that is stored beside it (for programs that show a workbook
without computing it) are one thing. Only functions that every spreadsheet has, none that spills.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

ATOM, TIMES, PLUS, COMPARED = 4, 3, 2, 1  # how strongly a term holds together
LONGEST = 8000  # characters of a formula that every spreadsheet reads


@dataclass(frozen=True, eq=False)
class Term:
    """A piece of a formula; ``value`` is a number, a truth, a text, or the array of a range."""

    text: str
    value: Any
    binds: int = ATOM

    def __add__(self, other: "Term | float") -> "Term":
        return _joined(self, "+", other, np.add, PLUS)

    def __sub__(self, other: "Term | float") -> "Term":
        return _joined(self, "-", other, np.subtract, PLUS)

    def __mul__(self, other: "Term | float") -> "Term":
        return _joined(self, "*", other, np.multiply, TIMES)

    def __truediv__(self, other: "Term | float") -> "Term":
        return _joined(self, "/", other, np.divide, TIMES)

    def __ge__(self, other: "Term | float") -> "Term":
        return _joined(self, ">=", other, np.greater_equal, COMPARED)

    def __gt__(self, other: "Term | float") -> "Term":
        return _joined(self, ">", other, np.greater, COMPARED)

    def __lt__(self, other: "Term | float") -> "Term":
        return _joined(self, "<", other, np.less, COMPARED)

    def same(self, other: "Term | float | str") -> "Term":
        """Whether both are equal."""
        return _joined(self, "=", other, np.equal, COMPARED)

    @property
    def is_number(self) -> "Term":
        """Whether it is a number and no text."""
        return Term(f"ISNUMBER({self.text})", not isinstance(self.value, str))

    @property
    def filled(self) -> "Term":
        """Whether it is anything but the empty text."""
        return _joined(self, "<>", "", lambda one, _: not _is_empty(one), COMPARED)


def term(constant: "Term | float | str") -> Term:
    """A constant as a term."""
    if isinstance(constant, Term):
        return constant
    if isinstance(constant, str):
        return Term('"' + constant.replace('"', '""') + '"', constant)
    text = f"{constant:.15g}".upper()
    return Term(text, float(constant), ATOM if constant >= 0 else PLUS)


def listed(constants: tuple[float, ...]) -> Term:
    """Numbers in a row."""
    return Term("{" + ",".join(f"{each:.15g}".upper() for each in constants) + "}", constants)


EMPTY = term("")


def when(condition: Term, then: "Term | float | str", other: "Term | float | str") -> Term:
    """One or the other."""
    yes, no = term(then), term(other)
    value = yes.value if condition.value else no.value
    return Term(f"IF({condition.text},{yes.text},{no.text})", value)


def every(*conditions: Term) -> Term:
    """Whether all hold."""
    return _called("AND", conditions, all)


def some(*conditions: Term) -> Term:
    """Whether any holds."""
    return _called("OR", conditions, any)


def least(*terms: "Term | float") -> Term:
    """The smallest."""
    return _called("MIN", terms, min)


def most(*terms: "Term | float") -> Term:
    """The largest."""
    return _called("MAX", terms, max)


def whole(number: Term) -> Term:
    """The whole number at or below it."""
    return Term(f"INT({number.text})", np.floor(number.value))


def summed(products: Term) -> Term:
    """All of a range, or of what is computed over ranges, added up."""
    return Term(f"SUMPRODUCT({products.text})", np.sum(products.value))


def logarithm(numbers: Term) -> Term:
    """Natural."""
    return Term(f"LN({numbers.text})", np.log(numbers.value))


def power_of_e(number: Term) -> Term:
    """The opposite of ``logarithm``."""
    return Term(f"EXP({number.text})", np.exp(number.value))


def pick(row: Term, place: Term) -> Term:
    """What stands at ``place`` of a range or list, counted from 1."""
    at = int(place.value) - 1
    found = row.value[at] if 0 <= at < len(row.value) else np.nan
    return Term(f"INDEX({row.text},{place.text})", found)


def added(terms: list[Term]) -> Term:
    """One after another."""
    total = terms[0] if terms else term(0)
    for each in terms[1:]:
        total += each
    return total


def _called(name: str, terms: Any, compute: Callable[[list[Any]], Any]) -> Term:
    given = [term(each) for each in terms]
    texts = ",".join(each.text for each in given)
    values = [
        value
        for each in given
        for value in (each.value if isinstance(each.value, tuple) else (each.value,))
        if not isinstance(value, str)  # texts are passed over
    ]
    return Term(f"{name}({texts})", compute(values) if values else 0.0)


def _joined(
    one: Term,
    sign: str,
    other: "Term | float | str",
    compute: Callable[[Any, Any], Any],
    binds: int,
) -> Term:
    right = term(other)
    before = one.text if one.binds >= binds else f"({one.text})"
    after = right.text if right.binds > binds else f"({right.text})"
    if isinstance(one.value, str) != isinstance(right.value, str):
        value: Any = False if sign == "=" else np.nan  # a text is no number
        value = compute(one.value, right.value) if sign == "<>" else value
    else:
        left = one.value
        if binds > COMPARED:
            left = left + 0.0  # a truth counts 1
        with np.errstate(all="ignore"):  # what is computed of nothing is not looked at
            value = compute(left, right.value)
    return Term(before + sign + after, value, binds)


def _is_empty(value: Any) -> bool:
    return isinstance(value, str) and not value


def glued(*texts: "Term | str") -> Term:
    """Texts as one."""
    parts = [term(each) for each in texts]
    return Term("&".join(part.text for part in parts), "".join(part.value for part in parts), 0)


def looked_up(key: Term, keys: Term, found: Term, other: Term) -> Term:
    """What stands in ``found`` at the place that ``key`` has in ``keys``, or the ``other``."""
    there = key.value in keys.value
    value = found.value[keys.value.index(key.value)] if there else other.value
    place = f"MATCH({key.text},{keys.text},0)"
    return Term(f"IFERROR(INDEX({found.text},{place}),{other.text})", value)
