"""What a consultant wrote in place of generated texts, put into the report.

An edit keeps the text that it was made against, and so finds its paragraph again when one more or
less stands before it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from files.frozen import Frozen
from reports.prose import MARK, Prose, mapped_table, paragraphs_in, rewritten, with_parts
from reports.report import Bullets, Card, Paragraph, Report, Section, Slide, Table
from wording.voice import Voice

LONGEST = 2_000  # characters of a paragraph
LONGEST_SUMMARY = 200  # of the one that sums up
LONGEST_ROW = 400  # of one in a card, a list, a table or a caption
NOTE_IN = "limits"  # the chapter that says what the mark means


class Edit(Frozen):
    """A paragraph as a consultant wrote it.

    ``paragraph`` is the id that it had, ``generated`` the text that stood there. ``author`` is
    the account, ``name`` the person; ``revision`` of the document that brought it.
    """

    paragraph: str
    generated: str
    text: str
    author: str
    name: str
    at: datetime
    revision: int


@dataclass(frozen=True)
class PlacedEdits:
    """Edits by the id of the paragraph where they stand now, and those that have none left."""

    edits: Mapping[str, Edit]
    lost: tuple[Edit, ...]


def edited(report: Report, edits: Iterable[Edit]) -> Report:
    """``report`` with the edited paragraphs in place, marked, and a note on the mark.

    Slides that say the same words follow. All else stays as it is, what edits without a paragraph
    say is left out.
    """
    written = place(report, edits).edits
    if not written:
        return report
    change = _changing(written)
    once = _by_text(report)
    told = {
        each.text: f"{written[each.id].text} {MARK}"
        for each in paragraphs(report)
        if each.id in written and each.text in once
    }

    def worded(text: str) -> str:
        return with_parts(text, change) if isinstance(text, Prose) else told.get(text, text)

    summed_up = next((e.text for e in written.values() if e.generated == report.summary), None)
    return replace(
        report,
        summary=report.summary if summed_up is None else summed_up,
        sections=tuple(
            _written(report, section, change, len(written)) for section in report.sections
        ),
        slides=tuple(_following(report.voice, slide, worded) for slide in report.slides),
    )


def place(report: Report, edits: Iterable[Edit]) -> PlacedEdits:
    """Where each edit stands in ``report`` as it was generated; at most one a paragraph.

    At its own id if the text is still the one that it was made against; else, of those that are
    counted, where that text has gone, if one alone has it; else at its own id, over a text that
    has changed since.
    """
    here = {paragraph.id: paragraph.text for paragraph in paragraphs(report)}
    by_text = _by_text(report)
    found: dict[str, Edit] = {}
    rest = list(edits)
    for place_of in (
        lambda edit: edit.paragraph if here.get(edit.paragraph) == edit.generated else None,
        lambda edit: by_text.get(edit.generated) if _counted(edit.paragraph) else None,
        lambda edit: edit.paragraph if edit.paragraph in here else None,
    ):
        left = []
        for edit in rest:
            id = place_of(edit)
            if id is None or id in found:
                left.append(edit)
            else:
                found[id] = edit
        rest = left
    return PlacedEdits(found, tuple(rest))


def paragraphs(report: Report) -> Iterator[Paragraph]:
    """The paragraphs that can be edited, in their order, each once."""
    found: dict[str, Paragraph] = {}
    for section in report.sections:
        for each in paragraphs_in(section):
            found.setdefault(each.id, each)
    yield from found.values()


def longest(report: Report, paragraph: Paragraph) -> int:
    """How many characters ``paragraph`` may have."""
    if paragraph.tone == "row":
        return LONGEST_ROW
    return LONGEST_SUMMARY if paragraph.text == report.summary else LONGEST


def as_preview(report: Report) -> Report:
    """``report`` as it will read once it is signed, marked on every page as not signed."""
    statement, mark = (
        report.voice.say(f"editing.preview_{name}") for name in ("statement", "mark")
    )
    return replace(
        report,
        cover=replace(report.cover, statement=statement, standing=mark),
        running=report.cover.enterprise,  # without who signed it when
        marks=(mark, *report.marks),
    )


def _by_text(report: Report) -> Mapping[str, str]:
    """The ids of what can be edited by its text, where only one has that."""
    every = [(paragraph.text, paragraph.id) for paragraph in paragraphs(report)]
    often = Counter(text for text, _ in every)
    return {text: id for text, id in every if often[text] == 1}


def _changing(edits: Mapping[str, Edit]) -> Callable[[Paragraph], Paragraph]:
    def change(told: Paragraph) -> Paragraph:
        edit = edits.get(told.id)
        return told if edit is None else replace(told, text=edit.text, edited=True)

    return change


def _written(
    report: Report, section: Section, change: Callable[[Paragraph], Paragraph], n: int
) -> Section:
    """The chapter as edited; the one on limits says of ``n`` texts that they are."""
    blocks = tuple(rewritten(block, change) for block in section.blocks)
    if section.id == NOTE_IN:
        key = f"editing.{'office' if report.of_office else 'note'}_{'one' if n == 1 else 'many'}"
        blocks += (Paragraph(report.voice.say(key, mark=MARK, n=n), "note"),)
    return replace(section, blocks=blocks)


def _following(voice: Voice, slide: Slide, worded: Callable[[str], str]) -> Slide:
    """The slide with its texts as ``worded``, which a note explains where one was edited."""
    content = slide.content
    if isinstance(content, tuple):
        content = tuple(_card(card, worded) for card in content)
    elif isinstance(content, Table):
        content = mapped_table(content, worded)
    elif isinstance(content, Bullets):
        content = replace(content, items=tuple(map(worded, content.items)))
    beside = tuple(map(worded, slide.beside))
    made = replace(slide, lead=worded(slide.lead), beside=beside, content=content)
    if made == slide:
        return slide
    return replace(made, notes=(*slide.notes, voice.say("editing.explained", mark=MARK)))


def _card(card: Card, said: Callable[[str], str]) -> Card:
    return replace(card, rows=tuple((label, said(value)) for label, value in card.rows))


def _counted(id: str) -> bool:
    """Whether an id counts places, so that one more or less before it changes it."""
    return id.rsplit("/", 1)[-1].rsplit("-", 1)[-1].isdecimal()
