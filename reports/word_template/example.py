"""A template to start from: our own form, with fields where a report has its texts.

What each field is for stands beside it as a comment, which no report takes over.
"""

from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.text.paragraph import Paragraph

from i18n import Lang
from reports.docx_base import LINE, empty_document, our_styles
from reports.docx_fields import write
from reports.docx_place import at_the_end
from reports.docx_tables import facts_table
from reports.formats.docx import LABELS, number_pages, saved
from reports.word_template.fields import BLOCKS, CHAPTERS, PREFIX, SIMPLE, written
from wording.voice import Voice

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
    voice, document = Voice(lang), empty_document(our_styles(lang))
    place = at_the_end(document)
    for style, names in COVER:
        paragraph = place.paragraph(style)
        _explain(voice, document, _fields(paragraph, names), names)
    rows = tuple(
        (voice.say(f"template.label_{names[0]}"), " ".join(map(written, names))) for names in FACTS
    )
    place.put(facts_table(rows, LABELS, LINE))
    lines = (
        voice.say("template.field_line", field=field, chinese=chinese, meaning=meaning)
        for field, chinese, meaning in fields(voice)
    )
    told = voice.say("template.example_all", fields="\n".join(lines))
    document.add_comment(document.paragraphs[0].runs, told, AUTHOR, "数")
    for name in BELOW:
        _explain(voice, document, _fields(place.paragraph("BodyText"), (name,)), (name,))
    section = document.sections[0]
    write(section.header.paragraphs[0], f"{written('centre')}　{written('enterprise')}")
    write(section.first_page_header.paragraphs[0], written("centre"))
    number_pages(voice, section.footer.paragraphs[0])
    properties = document.core_properties
    properties.title = voice.say("template.example_title")
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = ""
    return saved(document)


def fields(voice: Voice) -> Iterator[tuple[str, str, str]]:
    """Every field as it is written, also by its Chinese name, and what it is filled with."""
    for name in (*SIMPLE, *BLOCKS):
        yield written(name), written(name, "zh"), _meaning(voice, name)


def _meaning(voice: Voice, name: str) -> str:
    """What the field is filled with."""
    chapter = name.removeprefix(PREFIX)
    if name.startswith(PREFIX) and chapter in CHAPTERS:
        return voice.say("template.field_chapter", title=voice.say(f"report.{chapter}"))
    return voice.say(f"template.field_{name}")


def _fields(paragraph: Paragraph, names: Sequence[str]) -> Paragraph:
    write(paragraph, " ".join(map(written, names)))
    return paragraph


def _explain(voice: Voice, document: Document, paragraph: Paragraph, names: Sequence[str]) -> None:
    told = "\n".join(_meaning(voice, name) for name in names)
    document.add_comment(paragraph.runs, told, AUTHOR, "数")
