"""The files of a regulation and of a comparison as they are written."""

from typing import Literal

from pydantic import Field

from files.shape import Entry, Id, Words
from questionnaires.regulations.model import Split


class TextEntry(Entry):
    """A text in both languages."""

    zh: Words
    en: Words


class ParagraphEntry(TextEntry):
    """A paragraph's gist; ``split`` from an article's second on."""

    split: Split | None = None
    enterprise: bool = False
    clauses: dict[Id, TextEntry] = Field(default_factory=dict)


class ArticleEntry(Entry):
    """One article."""

    number: int = Field(ge=1)
    chapter: int = Field(ge=1)
    themes: tuple[str, ...] = Field(min_length=1)
    paragraphs: tuple[ParagraphEntry, ...] = Field(min_length=1)


class RegulationEntry(Entry):
    """``<id>.yaml``."""

    id: str
    title: TextEntry
    status: Literal["draft", "final"]
    in_force: str | None = None
    source: TextEntry
    chapters: dict[str, TextEntry]
    themes: dict[str, TextEntry]
    articles: tuple[ArticleEntry, ...] = Field(min_length=1)


class ChangeEntry(Entry):
    """One difference."""

    kind: Literal["added", "dropped", "reworded"]
    paragraph: int | None = Field(default=None, ge=1)
    what: TextEntry


class PairEntry(Entry):
    """An article in both versions."""

    earlier: int | None = None
    later: int | None = None
    changes: tuple[ChangeEntry, ...] = ()


class ComparisonEntry(Entry):
    """``<earlier>-<later>.yaml``."""

    earlier: str
    later: str
    pairs: tuple[PairEntry, ...] = Field(min_length=1)
