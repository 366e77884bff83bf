"""How the files of a questionnaire lie in a workbook: sheets, columns, what a cell holds.

Every value of the files has one cell. Rows keep the order of the files; a list or a condition is
one cell in the short form of YAML, such as ``{item: workshop, is: [own]}``.
"""

from dataclasses import dataclass

from questionnaires.workbooks import Holds


@dataclass(frozen=True)
class Column:
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


def _said(key: str) -> Column:
    return Column(key, english=True, width=WIDE)


HEAD = (
    Column("id"),
    Column("edition"),
    _said("title"),
    _said("about"),
    Column("minutes", "number"),
    Column("status"),
    Column("default_rubric"),
    Column("form"),
    Column("suits", "nested", width=WIDE),
    Column("includes", "nested", width=WIDE),
    Column("dimensions", "nested", width=WIDE),
)
DIMENSION = (Column("id"), _said("title"), _said("about"))
ROUTE = (Column("name"), Column("condition", "nested", width=WIDE))
PAGE = (Column("id"), Column("title", english=True), Column("items", "nested", width=WIDE))
PROVENANCE = (
    Column("part"),
    _said("source"),
    Column("confidence"),
    Column("items", "nested", width=WIDE),
)
ITEM = (
    Column("dimension"),
    Column("include"),
    Column("id"),
    Column("kind"),
    Column("scored", "flag"),
    _said("ask"),
    Column("joined", width=WIDE),
    _said("why"),
    _said("explain"),
    _said("evidence"),
    _said("first_step"),
    Column("unit", english=True),
    Column("minimum", "number"),
    Column("maximum", "number"),
    Column("integer", "flag"),
    Column("part"),
    Column("whole"),
    Column("closed"),
    _said("not_applicable"),
    Column("show_if", "nested", width=WIDE),
    Column("cites", "nested", width=WIDE),
)
OPTION = (
    Column("item"),
    Column("id"),
    _said("says"),
    Column("exclusive", "flag"),
    Column("negative", "flag"),
)
BAND = (Column("item"), Column("from", "number"), Column("to", "number"), _said("says"))

# The name on the tab to the columns; the first sheet stands on its side, a key a row.
SHEETS: dict[str, tuple[Column, ...]] = {
    "questionnaire": HEAD,
    "dimensions": DIMENSION,
    "routing": ROUTE,
    "pages": PAGE,
    "items": ITEM,
    "options": OPTION,
    "bands": BAND,
    "provenance": PROVENANCE,
}
