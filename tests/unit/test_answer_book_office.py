"""Answer books as office programs save them are read like those that they were made from."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from services.answer_books.keeping import keep_book, look_through
from services.answer_books.reading import read_answer_book
from services.results import result
from tests.town import new_town
from tests.unit.test_answer_book_back import values
from tests.unit.test_office_files import strict

LIBREOFFICE = Path(__file__).parents[1] / "data" / "office" / "answer_book_by_libreoffice.xlsx"
FILLED = {
    "workshop": "rented", "machines_total": 20.0, "machines_networked": 7.0, "plan": "budgeted",
    "downtime": "automatic", "scrap_rate": 1.25, "safeguards": ["backup", "leavers"],
    "backup_test": "year", "wishes": "交期总被催。\n想先看清进度。",
}  # fmt: skip
CUSTOM = (
    b'<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/custom-properties"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
    b'name="KSOProductBuildVer"/></Properties>'
)


def wps(content: bytes) -> bytes:
    """As WPS saves it: a dimension of one cell, names of its own, texts in runs of a font."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w") as after:
        for part in before.namelist():
            raw = before.read(part)
            if part.startswith("xl/worksheets/sheet"):
                raw = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', raw)
                own = b'<worksheet xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" '
                raw = raw.replace(b"<worksheet ", own, 1)
            if part == "xl/sharedStrings.xml":
                text = re.sub(
                    r"<si><t([^>]*)>(.)", r"<si><r><t>\2</t></r><r><t\1>", raw.decode("utf-8")
                )
                spoken = "</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
                raw = text.replace("</t></si>", spoken).encode("utf-8")
            after.writestr(part, CUSTOM if part == "docProps/custom.xml" else raw)
    return made.getvalue()


def as_it_is(content: bytes) -> bytes:
    """As LibreOffice saved it."""
    return content


@pytest.mark.parametrize("saved", [as_it_is, strict])
def test_a_book_that_libreoffice_saved_is_what_was_filled_in(
    saved: Callable[[bytes], bytes],
) -> None:
    """Saved untouched, filled in, saved again; also as strict Open XML."""
    read = read_answer_book("a.xlsx", saved(LIBREOFFICE.read_bytes()))
    assert read.identity is not None
    with new_town() as town:
        draft = town.started()
        own = replace(read, identity=replace(read.identity, assessment=draft.id))
        holder = town.holder(draft)
        merged = look_through(holder, draft.id, "claimed", own)
        assert merged.problems == ()
        keep_book(holder, draft.id, "claimed", own, {}, seen=merged.mark)
        assert values(town, draft) == FILLED
        assert town.store.answers(draft.id, "claimed")["plan"].note == "贴在办公室墙上"
        card = result(holder, draft.id).claimed
        front = load_workbook(LIBREOFFICE, data_only=True).worksheets[0]
        shown = {row[0].value: row[1].value for row in front.iter_rows(max_col=2)}
        assert shown["总分"] == pytest.approx(card.total, abs=1e-9)


def test_a_book_that_wps_saved_is_what_was_filled_in() -> None:
    """Wrong dimensions, own names, rich text and phonetic marks change nothing."""
    content = LIBREOFFICE.read_bytes()
    saved = wps(content)
    with ZipFile(BytesIO(saved)) as package:
        assert b"<rPh" in package.read("xl/sharedStrings.xml")
    plain, other = (read_answer_book("a.xlsx", each) for each in (content, saved))
    assert other == plain
