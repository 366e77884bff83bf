"""Numbers in the place of characters that no face has, and a remark at the end that names them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assessments.plain_text import one_line
from reports.pdf_glyphs import missing_glyphs, placeholder, printable
from wording.voice import Voice

AROUND = 8  # characters shown on each side of one that cannot be printed


def with_placeholders(voice: Voice, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the template reads with nothing in it that cannot be printed.

    Where something was replaced, a last section says what, in which chapters, and beside which
    words.
    """
    lacking = replaced(voice, data)
    if not lacking:
        return data
    printed: Mapping[str, Any] = _each(data, printable)
    rows = []
    for character, (places, around) in lacking.items():
        named = voice.listed(map(printable, places))
        where = voice.say("report.placeholders_where", places=named, around=printable(around))
        rows.append([placeholder(character), where])
    remark = {
        "title": voice.say("report.placeholders"),
        "apart": False,
        "blocks": [
            {
                "kind": "paragraph",
                "text": voice.say("report.placeholders_lead"),
                "tone": "body",
                "mark": "",
                "leads": True,
            },
            {"kind": "facts", "rows": rows, "spans": [1] * len(rows), "leads": False},
        ],
    }
    return {**printed, "sections": [*printed["sections"], remark]}


def replaced(voice: Voice, data: Mapping[str, Any]) -> Mapping[str, tuple[list[str], str]]:
    """Each character that cannot be printed, with its chapters and the words around the first."""
    found: dict[str, tuple[list[str], str]] = {}
    cover = {name: part for name, part in data.items() if name != "sections"}
    parts = [(voice.say("report.placeholders_cover"), cover)]
    parts += [(section["title"], section) for section in data["sections"]]
    for place, part in parts:
        for text in _texts(part):
            for character in missing_glyphs(text):
                at = text.index(character)
                around = one_line(text[max(at - AROUND, 0) : at + 1 + AROUND])
                places, _ = found.setdefault(character, ([], around))
                if place not in places:
                    places.append(place)
    return found


def _texts(data: Any) -> Iterator[str]:
    """Every string in the data, in order."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping | list | tuple):
        for part in data.values() if isinstance(data, Mapping) else data:
            yield from _texts(part)


def _each(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with every string changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {name: _each(part, change) for name, part in data.items()}
    return [_each(part, change) for part in data] if isinstance(data, list | tuple) else data
