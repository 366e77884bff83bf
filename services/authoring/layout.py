"""How the files of a questionnaire lie in a workbook: sheets, columns, what a cell holds.

Every value of the files has one cell. Rows keep the order of the files; a list or a condition is
one cell in the short form of YAML, such as ``{item: workshop, is: [own]}``.
"""

from dataclasses import dataclass

from questionnaires.workbooks import Holds


@dataclass(frozen=True)
class KeyColumn:
    """A key of the files. ``english``: it has a translation, in the column to its right."""

    key: str
    holds: Holds = "text"
    english: bool = False
    width: float = 16.0

    @property
    def titles(self) -> tuple[str, ...]:
        """The header above it."""
        return (self.key, f"{self.key} (en)") if self.english else (self.key,)


WIDE = 44.0


def _text(key: str) -> KeyColumn:
    return KeyColumn(key, english=True, width=WIDE)


HEAD = (
    KeyColumn("id"),
    KeyColumn("edition"),
    _text("title"),
    _text("about"),
    KeyColumn("minutes", "number"),
    KeyColumn("status"),
    KeyColumn("default_rubric"),
    KeyColumn("form"),
    KeyColumn("suits", "nested", width=WIDE),
    KeyColumn("includes", "nested", width=WIDE),
    KeyColumn("dimensions", "nested", width=WIDE),
)
DIMENSION = (KeyColumn("id"), _text("title"), _text("about"))
ROUTE = (KeyColumn("name"), KeyColumn("condition", "nested", width=WIDE))
PAGE = (KeyColumn("id"), KeyColumn("title", english=True), KeyColumn("items", "nested", width=WIDE))
PROVENANCE = (
    KeyColumn("part"),
    _text("source"),
    KeyColumn("confidence"),
    KeyColumn("items", "nested", width=WIDE),
)
ITEM = (
    KeyColumn("dimension"),
    KeyColumn("include"),
    KeyColumn("id"),
    KeyColumn("kind"),
    KeyColumn("scored", "flag"),
    _text("ask"),
    KeyColumn("joined", width=WIDE),
    _text("why"),
    _text("explain"),
    _text("evidence"),
    _text("first_step"),
    KeyColumn("unit", english=True),
    KeyColumn("minimum", "number"),
    KeyColumn("maximum", "number"),
    KeyColumn("integer", "flag"),
    KeyColumn("part"),
    KeyColumn("whole"),
    KeyColumn("closed"),
    _text("not_applicable"),
    KeyColumn("show_if", "nested", width=WIDE),
    KeyColumn("cites", "nested", width=WIDE),
)
OPTION = (
    KeyColumn("item"),
    KeyColumn("id"),
    _text("says"),
    KeyColumn("exclusive", "flag"),
    KeyColumn("negative", "flag"),
)
BAND = (KeyColumn("item"), KeyColumn("from", "number"), KeyColumn("to", "number"), _text("says"))

# The name on the tab to the columns; the first sheet stands on its side, a key a row.
SHEETS: dict[str, tuple[KeyColumn, ...]] = {
    "questionnaire": HEAD,
    "dimensions": DIMENSION,
    "routing": ROUTE,
    "pages": PAGE,
    "items": ITEM,
    "options": OPTION,
    "bands": BAND,
    "provenance": PROVENANCE,
}
