"""Templates as a centre might make them, good and bad."""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from files.problems import Problem
from reports.word_template.checks import check

NEEDED = ("{{ enterprise }}", "{{ statement }}", "{{ check_code }}", "{{p body }}")


def template(*paragraphs: str, change: Callable[[Document], Any] = lambda _: None) -> bytes:
    """A document with these paragraphs below those that every template needs."""
    document = docx.Document()
    for text in (*NEEDED[:-1], *paragraphs, NEEDED[-1]):
        document.add_paragraph(text)
    change(document)
    return bytes_of(document)


def bare(*paragraphs: str) -> bytes:
    """A document with these paragraphs alone."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return bytes_of(document)


def bytes_of(document: Document) -> bytes:
    """Its file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with these parts put in, or in the place of its own."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, raw in parts.items():
            new.writestr(name, raw)
    return file.getvalue()


def part(content: bytes, name: str) -> str:
    """The text of a part."""
    with ZipFile(BytesIO(content)) as parts:
        return parts.read(name).decode()


def related(content: bytes, kind: str, target: str, mode: str = "External") -> bytes:
    """The document with one relation more."""
    name = "word/_rels/document.xml.rels"
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="rId900" Type="{base}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return with_parts(
        content,
        {name: part(content, name).replace("</Relationships>", f"{more}</Relationships>").encode()},
    )


def told_to(document: Document, *instructions: str) -> None:
    """A field of Word whose instruction is cut into these runs."""
    paragraph = document.add_paragraph()
    for kind in ("begin", *instructions, "end"):
        run = paragraph.add_run()
        if kind in ("begin", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = kind
        run._r.append(mark)


def text_box(document: Document, text: str) -> None:
    """A text box, and beside it the copy for programs that know none."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    run = parse_xml(
        f"<w:r {nsdecls('w')} {spaces}><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{inside}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document.add_paragraph()._p.append(run)


def in_cell(text: str) -> Callable[[Document], None]:
    """A table of two rows with the text in its last cell."""

    def change(document: Document) -> None:
        document.add_table(2, 3).cell(1, 2).text = text

    return change


def in_header(text: str) -> Callable[[Document], None]:
    """The text in the head of the page."""

    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = text

    return change


def with_footnote(content: bytes, text: str) -> bytes:
    """The document with footnotes of that text."""
    xml = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    made = related(content, "footnotes", "footnotes.xml", "Internal")
    return with_parts(made, {"word/footnotes.xml": f"{xml}</w:footnote></w:footnotes>".encode()})


def problems(content: bytes) -> list[Problem]:
    """What is wrong with it."""
    return list(check(Path("template.docx"), content))


def codes(found: Iterable[Problem]) -> list[str]:
    """Their codes."""
    return [each.code for each in found]
