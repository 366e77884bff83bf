"""The contents of a Word report have page numbers, for programs that do not count them."""

import re
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from i18n import Lang
from reports.build import build
from reports.docx_pages import pages_of
from reports.formats.docx import write_docx
from reports.report import Heading
from tests.unit.outlook_cases import whole
from tests.unit.report_cases import LANGS, MADE_ON, report


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["manufacturing", "services", "agriculture"])
def test_every_heading_has_a_page_and_pages_never_fall(name: str, lang: Lang) -> None:
    """Cover and contents come before; what begins a page of its own stands on a later one."""
    made = build(whole(name), lang, MADE_ON)
    pages = pages_of(made)
    ids = []
    for part in made.sections:
        inside = [block.id for block in part.blocks if isinstance(block, Heading)]
        ids += [part.id, *inside]
    numbers = [pages[id] for id in ids]
    assert len(numbers) > 10
    assert numbers == sorted(numbers)
    assert numbers[0] >= 3
    before = numbers[0] - 1
    for part in made.sections:
        assert not part.apart or pages[part.id] > before
        before = pages[part.id]


def test_each_entry_of_the_contents_shows_its_page() -> None:
    """As a field of Word that names the heading, with the number that stands there until then."""
    made = report()
    document = docx.Document(BytesIO(write_docx(made)))
    entries = [each for each in document.paragraphs if each.style.name.startswith("toc ")]
    assert len(entries) > 10
    pages = {str(page) for page in pages_of(made).values()}
    for entry in entries:
        told = "".join(each.text or "" for each in entry._p.iter(qn("w:instrText")))
        assert re.search(r"PAGEREF _\w+ \\h", told)
        assert "".join(each.text or "" for each in entry._p.iter(qn("w:t"))).endswith(tuple(pages))
