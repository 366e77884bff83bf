"""Equal digests mean that equal answers mean the same."""

from pathlib import Path
from typing import Any

import pytest

from questionnaires import library
from questionnaires.digest import digest
from questionnaires.model import Band, Condition, Item, Kind, Text

WORKSHOP = library.load(Path(__file__).parents[1] / "data" / "samples" / "workshop")


def changed(name: str, /, **fields: Any) -> list[Item]:
    """The sample's items with one of them changed."""
    return [item.model_copy(update=fields) if item.id == name else item for item in WORKSHOP.items]


def option(name: str, place: int, /, **fields: Any) -> dict[str, Any]:
    """A change of one option."""
    options = list(WORKSHOP.by_id[name].options)
    options[place] = options[place].model_copy(update=fields)
    return {"options": tuple(options)}


def test_it_is_that_of_the_items_in_any_order() -> None:
    """Moving questions between pages changes no result, so it does not change the digest."""
    assert WORKSHOP.digest == digest(WORKSHOP.items) == digest(reversed(WORKSHOP.items))
    assert len(WORKSHOP.digest) == 64


@pytest.mark.parametrize(
    ("id", "fields"),
    [
        ("downtime", {"ask": Text(zh="别的说法")}),
        ("downtime", {"why": Text(zh="别的理由"), "explain": None, "evidence": Text(zh="别的")}),
        ("downtime", {"cites": ()}),
        ("downtime", {"not_applicable": Text(zh="另一个理由")}),
        ("downtime", option("downtime", 0, says=Text(zh="换一种写法"))),
    ],
)
def test_wording_does_not_change_it(id: str, fields: dict[str, Any]) -> None:
    """A better sentence or another citation leaves old results comparable."""
    assert digest(changed(id, **fields)) == WORKSHOP.digest


@pytest.mark.parametrize(
    ("id", "fields"),
    [
        ("downtime", {"id": "stops"}),
        ("downtime", {"dimension": "data"}),
        ("downtime", {"kind": Kind.CHOICE}),
        ("downtime", {"scored": False}),
        ("downtime", {"not_applicable": None}),
        ("downtime", {"show_if": None}),
        ("downtime", {"show_if": Condition(item="workshop", is_=("own",))}),
        ("downtime", option("downtime", 0, id="said")),
        ("downtime", {"options": WORKSHOP.by_id["downtime"].options[::-1]}),
        ("downtime", {"options": WORKSHOP.by_id["downtime"].options[:-1]}),
        ("safeguards", option("safeguards", 0, negative=True)),
        ("safeguards", option("safeguards", 0, exclusive=True)),
        ("machines_total", {"unit": Text(zh="万台")}),
        ("scrap_rate", {"minimum": 1.0}),
        ("scrap_rate", {"maximum": 99.0}),
        ("scrap_rate", {"integer": True}),
        ("scrap_rate", {"closed": "left"}),
        ("scrap_rate", {"bands": (Band(**{"from": 0, "to": 2}), Band(**{"from": 2, "to": 100}))}),
        ("machines_networked_share", {"part": "machines_total"}),
        ("machines_networked_share", {"whole": "machines_networked"}),
    ],
)
def test_whatever_bears_on_a_score_changes_it(id: str, fields: dict[str, Any]) -> None:
    """Results from before and after such a change must not be mistaken for each other."""
    assert digest(changed(id, **fields)) != WORKSHOP.digest


def test_a_question_more_or_less_changes_it() -> None:
    """Adding or removing an item makes another questionnaire."""
    assert digest(WORKSHOP.items[1:]) != WORKSHOP.digest


def test_it_stays_the_same_for_good() -> None:
    """The digest is stored with every result; a new way of computing it would orphan them all."""
    assert WORKSHOP.digest == "fb2770d968aa07e45f1a857dd775b6f3238edc95ce371f83852d4a24fcae7bd5"
