"""Plain tables as CSV files, together in one zip with the notes on how to read them.

A zip, for a CSV file has no second sheet: notes in its own first lines would keep programs from
reading it, and a file that somebody passes on alone still says in its name what it is.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from wording.cells import harmless
from wording.tables import Notes, SheetTable, Value, distinct_names

ENCODING = "utf-8-sig"  # with the mark by which Excel and WPS know it
NEVER = (1980, 1, 1, 0, 0, 0)  # so that the same tables are the same file


def write_csv_files(tables: Sequence[SheetTable], notes: Notes) -> bytes:
    """The zip: a file a table with one line of headers, and one of the notes.

    What belongs to a single table (its title, n, date, the marks) stands in the notes too.
    """
    made = io.BytesIO()
    names = distinct_names([*(table.name for table in tables), notes.name])
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for number, (table, name) in enumerate(zip(tables, names, strict=False), start=1):
            _add(archive, f"{number:02}-{name}.csv", _lines(table))
        _add(archive, f"00-{names[-1]}.csv", _noted(tables, names, notes))
    return made.getvalue()


def _lines(table: SheetTable) -> Iterable[Sequence[Value]]:
    yield [f"{each.title} ({each.unit})" if each.unit else each.title for each in table.columns]
    yield from table.rows


def _noted(
    tables: Sequence[SheetTable], names: Sequence[str], notes: Notes
) -> Iterable[Sequence[Value]]:
    yield [notes.title, ""]
    yield from notes.entries
    for table, name in zip(tables, names, strict=False):
        yield from ((name, said) for said in (table.title, *table.notes))


def _add(archive: ZipFile, name: str, lines: Iterable[Sequence[Value]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    for line in lines:
        writer.writerow([harmless(each) if isinstance(each, str) else each for each in line])
    entry = ZipInfo(name, NEVER)
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, text.getvalue().encode(ENCODING, "replace"))
