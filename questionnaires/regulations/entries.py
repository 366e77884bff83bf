"""The files of a regulation and of a comparison as they are written."""

from typing import Literal

from pydantic import Field

from files.dates import WrittenDate
from files.shape import Entry
from files.texts import Bilingual
from questionnaires.regulations.model import Article, Pair


class RegulationEntry(Entry):
    """``<id>.yaml``."""

    id: str
    title: Bilingual
    status: Literal["draft", "final"]
    in_force: str | None = None
    source: Bilingual
    seen: WrittenDate
    chapters: dict[str, Bilingual]
    themes: dict[str, Bilingual]
    articles: tuple[Article, ...] = Field(min_length=1)


class ComparisonEntry(Entry):
    """``<earlier>-<later>.yaml``."""

    earlier: str
    later: str
    pairs: tuple[Pair, ...] = Field(min_length=1)
