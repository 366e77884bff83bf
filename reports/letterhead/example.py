"""A template to start from: our own form, with fields where a report has its texts.

What each field is for stands beside it as a comment, which no report takes over.
"""

from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.text.paragraph import Paragraph

from i18n import Lang, say
from reports.docx_base import LINE, empty_document
from reports.docx_fields import write
from reports.docx_place import at_the_end
from reports.docx_tables import facts_table
from reports.formats.docx import LABELS, number_pages, saved
from reports.letterhead.fields import BLOCKS, CHAPTERS, PREFIX, SIMPLE, written

AUTHOR = "数诊 Shuzhen"
COVER = (
    ("Title", ("title",)),
    ("Subtitle", ("enterprise",)),
    ("ReportStatement", ("statement",)),
)
FACTS: Sequence[Sequence[str]] = (
    ("level",),
    ("total",),
    ("centre",),
    ("consultant",),
    ("signed_on",),
    ("questionnaire", "edition"),
    ("rubric", "rubric_version"),
    ("made_on",),
    ("check_code",),
)
BELOW = ("contents", "chapter.summary", "body")


def example(lang: Lang) -> bytes:
    """The template as a Word file."""
    document = empty_document(lang)
    place = at_the_end(document)
    for style, names in COVER:
        paragraph = place.paragraph(style)
        _explain(document, _fields(paragraph, names), names, lang)
    rows = tuple((label_of(names[0], lang), " ".join(map(written, names))) for names in FACTS)
    place.put(facts_table(rows, LABELS, LINE))
    told = say("template.example_all", lang, fields="\n".join(_all(lang)))
    document.add_comment(document.paragraphs[0].runs, told, AUTHOR, "数")
    for name in BELOW:
        _explain(document, _fields(place.paragraph("BodyText"), (name,)), (name,), lang)
    section = document.sections[0]
    write(section.header.paragraphs[0], f"{written('centre')}　{written('enterprise')}")
    write(section.first_page_header.paragraphs[0], written("centre"))
    number_pages(section.footer.paragraphs[0], lang)
    properties = document.core_properties
    properties.title = say("template.example_title", lang)
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = ""
    return saved(document)


def fields(lang: Lang) -> Iterator[tuple[str, str]]:
    """Every field as it is written, and what it is filled with."""
    for name in (*SIMPLE, *BLOCKS):
        yield written(name), meaning_of(name, lang)


def label_of(name: str, lang: Lang) -> str:
    """What a simple field is called beside its value."""
    return say(f"template.label_{name}", lang)


def meaning_of(name: str, lang: Lang) -> str:
    """What the field is filled with."""
    chapter = name.removeprefix(PREFIX)
    if name.startswith(PREFIX) and chapter in CHAPTERS:
        return say("template.field_chapter", lang, title=say(f"report.{chapter}", lang))
    return say(f"template.field_{name}", lang)


def _all(lang: Lang) -> Iterator[str]:
    for field, meaning in fields(lang):
        yield say("template.field_line", lang, field=field, meaning=meaning)


def _fields(paragraph: Paragraph, names: Sequence[str]) -> Paragraph:
    write(paragraph, " ".join(map(written, names)))
    return paragraph


def _explain(document: Document, paragraph: Paragraph, names: Sequence[str], lang: Lang) -> None:
    told = "\n".join(meaning_of(name, lang) for name in names)
    document.add_comment(paragraph.runs, told, AUTHOR, "数")
