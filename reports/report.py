"""A report as a value: everything that is said, nothing of how it looks.

Every text is plain (no markup), in the report's one language, and may hold whatever an
enterprise typed: a writer escapes. A line break in a text is meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from i18n import Lang
from reports.figures import CheckCodeFigure, DrawnFigure, Figure, PhotoFigure
from reports.workings import Workings
from wording.voice import Voice

Fact = tuple[str, str]  # label, value
# What is written somewhere: sentences that a consultant may change, or what nobody changes here.
Holds = Literal["advice", "figures", "questions", "answers", "names", "levels", "law", "records"]


@dataclass(frozen=True)
class Heading:
    """A heading inside a section; ``id`` is unique in the report."""

    id: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; a ``note`` is read after the rest (small), a ``warning`` before it.

    A ``row`` is a part of a text elsewhere (see ``prose``). ``id`` stays the same when the report
    is made anew, and has the same text wherever it stands; body text of the chapters has one
    (given by ``build``), a row too, all else "". ``edited``: a consultant wrote it.
    """

    text: str
    tone: Literal["body", "note", "warning", "row"] = "body"
    id: str = ""
    edited: bool = False


@dataclass(frozen=True)
class Bullets:
    """Short statements of one kind."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Labels and their values."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; ``share`` of its width (all columns: 1), ``figures`` stand right.

    Whatever a cell says can be edited, unless the column says that it ``holds`` something else.
    """

    title: str
    share: float
    figures: bool = False
    holds: Holds = "advice"

    @property
    def editable(self) -> bool:
        """Whether its cells are for a consultant to word."""
        return self.holds == "advice" and not self.figures


@dataclass(frozen=True)
class Cell:
    """What stands in a table's cell; ``details`` are further lines of less weight.

    ``value``: the number that ``text`` shows, for a format that computes.
    """

    text: str
    details: tuple[str, ...] = ()
    value: float | None = None


@dataclass(frozen=True)
class Table:
    """Rows of as many cells as there are columns; ``number`` counts from 1 in the report."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    number: int = 0


@dataclass(frozen=True)
class Picture:
    """A figure with its caption; ``number`` counts from 1 in the report."""

    caption: str
    figure: DrawnFigure | PhotoFigure
    number: int = 0


@dataclass(frozen=True)
class Priority:
    """One gap worth closing, in the order in which it pays: what, why, how to begin."""

    number: int
    title: str
    rows: tuple[Fact, ...]


Block = Heading | Paragraph | Bullets | Facts | Table | Picture | Priority


@dataclass(frozen=True)
class Section:
    """A chapter; ``title`` carries its number, ``id`` is unique in the report.

    ``apart``: on paper it begins a page of its own.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    apart: bool = False


@dataclass(frozen=True)
class Card:
    """A box of a slide: a heading, facts or (without a label) sentences, and a figure below."""

    head: str
    rows: tuple[Fact, ...]
    foot: str = ""


@dataclass(frozen=True)
class Slide:
    """What is shown to the owner at once, and what the consultant says to it.

    ``lead`` is its message in a sentence, ``beside`` what stands next to a figure. ``notes`` say
    what to tell and where the figures come from. ``id`` is unique among slides; the first one is
    the cover.
    """

    id: str
    title: str
    lead: str
    content: Figure | Table | Bullets | Facts | tuple[Card, ...]
    notes: tuple[str, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cover:
    """What a reader has to know before anything else.

    ``named`` has single facts by the names under which a centre's own form asks for them; one
    that is not known (yet) is empty. ``check`` leads to the page where the report is checked.
    """

    title: str
    enterprise: str
    statement: str  # who vouches for it: nobody yet, the enterprise, or a centre
    standing: str  # the same in a few words
    facts: tuple[Fact, ...]
    named: Mapping[str, str]
    check: CheckCodeFigure | None = None
    logo: bytes = b""  # of the centre, a PNG; empty where there is none


@dataclass(frozen=True)
class Report:
    """What is told to a reader. ``running`` stands on every page; marks included.

    ``workings``: how the figures come about, of a report that can be computed again; ``slides``
    say it in short for a meeting, where there is one.
    """

    lang: Lang
    made_on: date
    cover: Cover
    running: str  # enterprise and statement in a few words
    marks: tuple[str, ...]  # synthetic, draft: on the cover and on every page
    summary: str  # at most 200 characters
    sections: tuple[Section, ...]  # the summary first
    workings: Workings | None = None
    slides: tuple[Slide, ...] = ()
    brief: bool = False  # two pages: the cover is a head, and there are no contents
    carried: str = ""  # what is stated, in a line for machines: among the keywords of a file
    of_office: bool = False  # an office publishes and edits it, and no consultant

    @property
    def voice(self) -> Voice:
        """Says what a format says besides: numbers of pages, captions."""
        return Voice(self.lang)
