"""What a page shows where the code of a widget comes late, over a weak line.

Streamlit tells a value that a page puts into a field once. The browser that has not yet got the
code of that kind of field hears only of the run after, and begins with the field's default: the
next click would send it as what a person has chosen.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.faulty_pages import ROWS, FaultyTown
from tests.stores import new_store

KINDS = (
    *("selectbox", "radio", "multiselect", "button_group", "date_input"),
    *("text_input", "text_area", "number_input", "checkbox", "toggle"),
)
# Further addresses of a page, where something else than its first choice is looked at.
CHOSEN: Mapping[str, Sequence[Mapping[str, str]]] = {
    "verify": ({"dimension": "smart_manufacturing"}, {"part": "visit"}),
    "second": ({"dimension": "smart_manufacturing"},),
    "overview": ({"view": "gaps"}, {"view": "targets"}),
    "assigned": ({"shape": "board"}, {"sort": "due", "search": "厂"}),
    "solutions": ({"words": "网"}, {"size": "small"}),
}


@pytest.fixture(scope="module")
def town() -> Iterator[FaultyTown]:
    """One for all pages: what one of them saves, another shows."""
    store = new_store()
    yield FaultyTown(store)
    store.close()


def default_of(one: Any) -> Any:
    """What the browser begins with where it has not heard of what stands in the field."""
    if one.type in ("selectbox", "radio"):
        return one.proto.default if one.proto.HasField("default") else None
    if one.type in ("multiselect", "button_group"):
        return list(one.proto.default)
    if one.type == "date_input":
        return [each.replace("/", "-") for each in one.proto.default]
    return one.proto.default or None


def value_of(one: Any) -> Any:
    """What stands in it."""
    if one.type in ("selectbox", "radio"):
        return one.index
    if one.type in ("multiselect", "button_group"):
        return list(one.indices)
    if one.type == "date_input":
        return [one.value.isoformat()] if one.value else []
    return one.value or None


def late(page: AppTest) -> Iterator[tuple[str, Any, Any]]:
    """Each field whose default is not what stands in it: its key, the default and the value."""
    for one in (one for kind in KINDS for one in page.get(kind)):
        if default_of(one) != value_of(one):
            yield one.key, default_of(one), value_of(one)


@pytest.mark.parametrize("address", ROWS)
def test_a_field_begins_with_what_stands_in_it_however_late_its_code_comes(
    town: FaultyTown, address: str
) -> None:
    """After whatever could be saved on the page was saved, opened anew and run once more."""
    queries = ({}, *CHOSEN.get(address, ()))
    for query in queries:
        opened = town.open(address, query)
        opened.type()
        for one in opened.page.number_input:
            one.set_value(7)
        opened.run()
        for name in opened.buttons():
            if not opened.page.exception:
                opened.press(name)
    found = []
    for query in queries:
        opened = town.open(address, query)
        opened.run()
        found += list(late(opened.page))
    assert not found
