"""The digest of an edition: equal digests mean that equal answers mean the same."""

import json
from collections.abc import Iterable
from hashlib import sha256

from questionnaires.model import Item

_BEARING = {
    "id": True,
    "dimension": True,
    "kind": True,
    "scored": True,
    "unit": {"zh"},  # a count in another unit is another answer
    "minimum": True,
    "maximum": True,
    "integer": True,
    "options": {"__all__": {"id", "exclusive", "negative"}},
    "bands": {"__all__": {"from_", "to"}},
    "closed": True,
    "part": True,
    "whole": True,
    "show_if": True,
}


def asks_the_same(one: Item, other: Item) -> bool:
    """Whether an answer to the one is an answer to the other: same words, same meaning.

    Where it stands and under which condition it is asked does not matter, nor what it cites.
    """
    return (
        one.ask == other.ask and one.options == other.options and _meaning(one) == _meaning(other)
    )


def _meaning(item: Item) -> dict[str, object]:
    kept = {name: True for name in _BEARING if name not in ("dimension", "show_if", "scored")}
    found: dict[str, object] = item.model_dump(mode="json", include=kept | {"unit": {"zh"}})
    return found


def digest(items: Iterable[Item]) -> str:
    """SHA-256 (hex) over everything that bears on a score, whatever the order of the items.

    In: ids, kinds, option ids and flags in their order, bands, closedness, units, ranges, part
    and whole, resolved conditions, whether "not applicable" is allowed, scored or not, dimension.
    Out: every wording, pages, citations, translations.
    """
    bearing = [
        item.model_dump(mode="json", include=_BEARING)  # type: ignore[arg-type]  # a frozen set of names
        | {"not_applicable": item.not_applicable is not None}
        for item in sorted(items, key=lambda item: item.id)
    ]
    canonical = json.dumps(bearing, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(canonical.encode("ascii")).hexdigest()
