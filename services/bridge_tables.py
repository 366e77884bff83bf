"""What rescoring found, as a table to read and as a file for other programs."""

import csv
import io

from services.rescoring import Bridge, Rescored
from wording.cells import harmless
from wording.tables import Notes, SheetColumn, SheetTable, Value, write_workbook
from wording.voice import Voice

COLUMNS = (
    "assessment", "enterprise", "side", "old_total", "old_level", "new_total", "new_level",
    "difference", "by_answers", "by_routing", "by_rubric",
)  # fmt: skip
TEXTS, WIDTHS = 3, (38.0, 30.0, 10.0)


def bridge_table(voice: Voice, rescored: Rescored) -> SheetTable:
    """One row an assessment, in the reader's language."""
    return SheetTable(
        name=voice.say("comparison.bridge_name"),
        title="; ".join(_title(voice, rescored)) or voice.say("comparison.bridge_name"),
        notes=(voice.say("comparison.bridge_kept_note"), voice.say("comparison.bridge_split_note")),
        columns=tuple(
            SheetColumn(voice.say(f"comparison.{name}"), width=WIDTHS[at])
            if at < TEXTS
            else SheetColumn(
                voice.say(f"comparison.{name}"), format="General" if "level" in name else "0.0"
            )
            for at, name in enumerate(COLUMNS)
        ),
        rows=tuple(_row(voice, bridge) for bridge in rescored.bridges),
    )


def workbook(voice: Voice, rescored: Rescored) -> bytes:
    """The table as an XLSX file, with how to read it on a second sheet."""
    table = bridge_table(voice, rescored)
    entries = (
        (voice.say("comparison.difference"), voice.say("comparison.bridge_split_note")),
        *((voice.text(judge.title), voice.text(judge.provenance)) for judge in rescored.rubrics),
    )
    notes = Notes(name=voice.say("comparison.notes"), title=table.title, entries=entries)
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
        rows.writerow([*map(harmless, texts), *_figures(bridge)])
    return file.getvalue().encode()


def _title(voice: Voice, rescored: Rescored) -> list[str]:
    names = {(voice.text(judge.title), judge.version) for judge in rescored.rubrics}
    return [voice.say("comparison.bridge_title", rubric=n, version=v) for n, v in sorted(names)]


def _row(voice: Voice, bridge: Bridge) -> tuple[Value, ...]:
    side = voice.say(f"comparison.side_{bridge.side}")
    return (bridge.assessment.id, bridge.enterprise.name, side, *_figures(bridge))


def _figures(bridge: Bridge) -> tuple[float | None, ...]:
    parts = bridge.parts or (None, None, None)
    old, new = bridge.old, bridge.new
    return (old.total, old.level, new.total, new.level, bridge.difference, *parts)
