"""The parts (pages) of a questionnaire as one enterprise meets them, and which one is open."""

from dataclasses import dataclass
from itertools import accumulate

import streamlit as st

from questionnaires.model import Item
from services.filling import FillingSheet
from views.address import ITEM
from views.session import language

PART = "part"  # in the page's address, so that it survives a refresh


@dataclass(frozen=True)
class FillingPage:
    """One page of the questionnaire with the items that apply; ``first_number`` counts from 1."""

    id: str
    title: str
    place: int
    first_number: int
    items: tuple[Item, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where a question stands: the id of its part, and its number as it is shown."""

    part: str
    number: int


def parts_of(sheet: FillingSheet) -> tuple[FillingPage, ...]:
    """The parts in which something is asked of this enterprise."""
    by_id, open_items = sheet.questionnaire.by_id, set(sheet.missing)
    asked = [
        (page, tuple(by_id[id] for id in page.items if sheet.shown[id]))
        for page in sheet.questionnaire.pages
    ]
    asked = [(page, items) for page, items in asked if items]
    numbers = accumulate((len(items) for _, items in asked), initial=1)
    return tuple(
        FillingPage(
            id=page.id,
            title=page.title.to(language()),
            place=place,
            first_number=number,
            items=items,
            missing=tuple(item.id for item in items if item.id in open_items),
        )
        for place, ((page, items), number) in enumerate(zip(asked, numbers, strict=False))
    )


def places_of(parts: tuple[FillingPage, ...]) -> dict[str, Place]:
    """Where each question that is asked stands."""
    return {
        item.id: Place(part.id, number)
        for part in parts
        for number, item in enumerate(part.items, part.first_number)
    }


def current_part(parts: tuple[FillingPage, ...]) -> FillingPage:
    """The part that the address names; otherwise the first with something missing."""
    named = st.query_params.get(PART)
    open_part = next((part for part in parts if part.missing), parts[0])
    return next((part for part in parts if part.id == named), open_part)


def go_to(part: str, item: str = "") -> None:
    """Open a part, at ``item`` or at its top."""
    st.query_params.from_dict(place_of(part, item))
    st.rerun()


def stay_in(part: FillingPage) -> None:
    """Keep the part open when its last answer is given, where the address does not name it yet."""
    if st.query_params.get(PART) != part.id:
        st.query_params.from_dict(place_of(part.id))


def place_of(part: str, item: str = "") -> dict[str, str]:
    """The address of a part, or of one item in it."""
    return {PART: part, ITEM: item} if item else {PART: part}
