"""What a bulletin is made from holds published values only, down to the last of its types."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from aggregates import coarse, figures
from i18n import Text
from questionnaires.model import Questionnaire
from scoring.rubric import Rubric
from services.bulletin.build import build
from services.bulletin.content import PublishedCity
from solutions.model import Catalogue

PLAIN = {"str", "int", "float", "bool", "date", "NoneType"}
ASKED = {Questionnaire, Rubric, Catalogue, Text}  # what is in files of the product: of nobody
PUBLISHED = {figures.__name__, coarse.__name__}  # the values that disclosure control gives out


def parts(hint: Any) -> Iterator[Any]:
    """The types that a type hint is made of."""
    origin = get_origin(hint)
    if origin is Literal:
        return
    if origin in (tuple, dict, Mapping, Union, UnionType) or get_args(hint):
        for each in get_args(hint):
            if each is not Ellipsis:
                yield from parts(each)
        return
    yield hint


def reached(of: type, seen: set[type]) -> set[type]:
    """Every type below a value, those of the product's own files not opened."""
    for each in fields(of):
        for part in parts(get_type_hints(of)[each.name]):
            if part in seen or part in ASKED:
                seen.add(part)
                continue
            seen.add(part)
            if is_dataclass(part):
                reached(part, seen)  # type: ignore[arg-type]
    return seen


def test_a_bulletin_is_handed_published_values_only() -> None:
    """Nothing below it is a number of enterprises, a sum or a score but as it may be shown."""
    found = reached(PublishedCity, set())
    assert figures.CityFigures in found
    assert figures.FigureRow in found
    other = {
        each
        for each in found - ASKED
        if each.__name__ not in PLAIN and each is not NoneType
        if each.__module__ not in PUBLISHED
    }
    assert {each.__name__ for each in other} == {"Level"}  # a rung of the rubric, of nobody
    assert issubclass(figures.Hidden, Enum)


def test_its_builder_takes_nothing_else() -> None:
    """The published city, a language and a day: neither a store nor whoever asks."""
    hints = get_type_hints(build)
    assert [hints[name].__name__ for name in ("city", "made_on")] == ["PublishedCity", "date"]
    assert set(hints) == {"city", "speech", "made_on", "return"}
