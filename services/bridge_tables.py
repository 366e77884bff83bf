"""What rescoring found, as a table to read and as a file for other programs."""

import csv
import io
import re

from i18n import Lang, say
from services.rescoring import Bridge, Rescored
from wording.cells import FORMULA, NUMBER
from wording.tables import Column, Notes, Table, Value, write_workbook

COLUMNS = (
    "assessment", "enterprise", "side", "old_total", "old_level", "new_total", "new_level",
    "difference", "by_answers", "by_routing", "by_rubric",
)  # fmt: skip
TEXTS, WIDTHS = 3, (38.0, 30.0, 10.0)


def bridge_table(rescored: Rescored, lang: Lang) -> Table:
    """One row an assessment, in the reader's language."""
    return Table(
        name=say("comparison.bridge_name", lang),
        title="; ".join(_title(rescored, lang)) or say("comparison.bridge_name", lang),
        notes=(say("comparison.bridge_kept_note", lang), say("comparison.bridge_split_note", lang)),
        columns=tuple(
            Column(say(f"comparison.{name}", lang), width=WIDTHS[at])
            if at < TEXTS
            else Column(
                say(f"comparison.{name}", lang), format="General" if "level" in name else "0.0"
            )
            for at, name in enumerate(COLUMNS)
        ),
        rows=tuple(_row(bridge, lang) for bridge in rescored.bridges),
    )


def workbook(rescored: Rescored, lang: Lang) -> bytes:
    """The table as an XLSX file, with how to read it on a second sheet."""
    table = bridge_table(rescored, lang)
    entries = (
        (say("comparison.difference", lang), say("comparison.bridge_split_note", lang)),
        *((judge.title.to(lang), judge.provenance.to(lang)) for judge in rescored.rubrics),
    )
    notes = Notes(name=say("comparison.notes", lang), title=table.title, entries=entries)
    return write_workbook([table], notes)


def comma_separated(rescored: Rescored) -> bytes:
    """The rows as CSV in UTF-8 under fixed names, in full precision; empty where there is nothing.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    file = io.StringIO(newline="")
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)
    for bridge in rescored.bridges:
        texts = (bridge.assessment.id, bridge.enterprise.name, bridge.side)
        rows.writerow([*map(_harmless, texts), *_figures(bridge)])
    return file.getvalue().encode()


def _title(rescored: Rescored, lang: Lang) -> list[str]:
    names = {(judge.title.to(lang), judge.version) for judge in rescored.rubrics}
    return [say("comparison.bridge_title", lang, rubric=n, version=v) for n, v in sorted(names)]


def _row(bridge: Bridge, lang: Lang) -> tuple[Value, ...]:
    side = say(f"comparison.side_{bridge.side}", lang)
    return (bridge.assessment.id, bridge.enterprise.name, side, *_figures(bridge))


def _figures(bridge: Bridge) -> tuple[float | None, ...]:
    parts = bridge.parts or (None, None, None)
    old, new = bridge.old, bridge.new
    return (old.total, old.level, new.total, new.level, bridge.difference, *parts)


def _harmless(text: str) -> str:
    runs = re.match(FORMULA, text) and not re.match(NUMBER, text)
    return f"'{text}" if runs else text
