"""The list of resume codes that a centre hands out, one a firm; it is made once."""

import csv
import io
from collections.abc import Sequence

from services.importing.making import FirmCode
from wording.cells import harmless
from wording.tables import Notes, SheetColumn, SheetTable, write_workbook
from wording.voice import Voice

COLUMNS = ("row", "name", "credit_code", "questionnaire", "code")
WIDTHS = (8.0, 36.0, 24.0, 40.0, 26.0)


def codes_as(  # noqa: PLR0913  (all that stands on the list)
    voice: Voice, codes: Sequence[FirmCode], format: str, *, file: str, centre: str, place: str
) -> bytes:
    """The list as ``xlsx`` or ``csv``. ``place``: the address where a code is typed in."""
    titles = [voice.say(f"intake.codes_{name}") for name in COLUMNS]
    rows = [
        (each.number, each.name, each.credit_code, voice.text(each.questionnaire), each.code)
        for each in codes
    ]
    if format == "csv":
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(titles)
        writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
        return text.getvalue().encode("utf-8-sig")
    table = SheetTable(
        name=voice.say("intake.codes_sheet"),
        title=voice.say("intake.codes_title", file=file),
        notes=(voice.say("intake.codes_note", centre=centre),),
        columns=tuple(
            SheetColumn(title, width=width, words=True)
            for title, width in zip(titles, WIDTHS, strict=True)
        ),
        rows=tuple(rows),
    )
    how = voice.say("intake.codes_how")
    entries = [
        (voice.say(f"intake.codes_{word}"), voice.say(f"intake.codes_{word}_about", place=place))
        for word in ("use", "once", "lost", "consent")
    ]
    return write_workbook([table], Notes(how, how, tuple(entries)))
