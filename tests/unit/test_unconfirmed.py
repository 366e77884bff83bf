"""One list of what is not confirmed, held to the marks in the data."""

import re
from pathlib import Path

from questionnaires import regulations
from questionnaires.including import SHIPPED
from questionnaires.library import available, editions, load
from questionnaires.regulations.laws import laws
from solutions.programmes import programmes

PAGE = (Path(__file__).parents[2] / "docs" / "unconfirmed.md").read_text("utf-8")
ROWS = re.findall(r"^\| (`[^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)


def marks() -> set[str]:
    """What the files mark as not confirmed, as the page names it.

    Which answers show a requirement is our own reading everywhere, and told once.
    """
    found = set()
    for id in available():
        newest = load(editions(SHIPPED / id)[-1])
        parts = (each for each in newest.provenance if each.confidence == "unconfirmed")
        found |= {f"`{id}` `{part.part}`" for part in parts}
    for programme in programmes().programmes:
        found.add(f"`{programme.id}`")  # none is told without what of it was not seen
        for each in programme.requires:
            if each.confidence == "unconfirmed" and each.kind != "answers":
                found.add(f"`{programme.id}` `{each.id}`")
    found |= {f"`{law.id}`" for law in laws().values() if law.confidence != "official"}
    for id in regulations.available():
        for article in regulations.regulation(id).articles:
            for number, paragraph in enumerate(article.paragraphs, 1):
                if paragraph.split == "wording":
                    found.add(f"`{id}` {article.number}.{number}")
    return found


def test_the_list_is_what_the_data_mark() -> None:
    """Every mark has its row, and what was settled has none any more."""
    told = [mark for mark, _what, _where in ROWS]
    assert len(told) == len(set(told)) > 0
    assert set(told) - marks() == set(), "settled: delete these rows of docs/unconfirmed.md"
    assert marks() - set(told) == set(), "add these rows to docs/unconfirmed.md"


def test_every_row_says_where_to_look() -> None:
    """A row without a place to look at helps nobody."""
    assert all(what.strip() and where.strip() for _mark, what, where in ROWS)
