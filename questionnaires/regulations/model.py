"""A regulation as values: what each article is about, in this product's own words."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from files.frozen import Frozen
from files.shape import Entry, Id, Words
from files.texts import Bilingual
from i18n import Lang, Text, say
from questionnaires.model import Citation
from questionnaires.regulations.numerals import chinese

# How it is known that a paragraph begins: the source prints it so; the draft, which is printed
# line by line, has the same break; or only the wording shows it.
Split = Literal["printed", "draft", "wording"]
# To whom a paragraph speaks: governments; enterprises and others that it encourages or supports;
# everybody; or nobody in particular, for it tells scope, direction and principles.
Addressee = Literal["government", "encouraged", "everybody", "general"]


class ArticleParagraph(Entry):
    """A paragraph's gist in both languages; ``split`` is None for an article's first.

    ``original`` is its wording in Chinese, as the copy has it that the file was made from.
    ``addressee`` is there in a final text. ``enterprise``: an enterprise, park or centre can act
    on it. ``clauses`` are its parts that are told apart, by id; empty where it is about one thing.
    """

    zh: Words
    en: Words
    original: str = ""
    split: Split | None = None
    addressee: Addressee | None = None
    enterprise: bool = False
    clauses: dict[Id, Bilingual] = Field(default_factory=dict)

    @property
    def gist(self) -> Text:
        """What it says, in our own words."""
        return Text(zh=self.zh, en=self.en)


class Article(Entry):
    """One article: its number, chapter, themes (ids of the regulation's ``themes``)."""

    number: int = Field(ge=1)
    chapter: int = Field(ge=1)
    themes: tuple[str, ...] = Field(min_length=1)
    paragraphs: tuple[ArticleParagraph, ...] = Field(min_length=1)


class Regulation(Frozen):
    """The articles of one version of a regulation that this product works with, in order.

    ``seen``: when somebody last looked whether it still holds.
    """

    id: str
    title: Text
    status: Literal["draft", "final"]
    in_force: date | None
    source: Text
    seen: str
    chapters: Mapping[int, Text]
    themes: Mapping[str, Text]
    articles: tuple[Article, ...]

    @cached_property
    def by_number(self) -> Mapping[int, Article]:
        """Every article under its number."""
        return {article.number: article for article in self.articles}

    def gist(self, citation: Citation) -> tuple[Text, ...]:
        """What the cited paragraph says, or every paragraph where none is named."""
        return tuple(paragraph.gist for paragraph in self._paragraphs(citation))

    def original(self, citation: Citation) -> tuple[str, ...]:
        """The wording of the same paragraphs, as far as the file has it."""
        return tuple(each.original for each in self._paragraphs(citation) if each.original)

    def addressee(self, citation: Citation) -> Addressee | None:
        """To whom the cited paragraph speaks, or the first where none is named; None of a draft."""
        return self._paragraph(citation).addressee

    def inferred(self, citation: Citation) -> bool:
        """Whether a paragraph is named whose beginning only the wording of the text shows."""
        return citation.paragraph is not None and self._paragraph(citation).split == "wording"

    def label(self, citation: Citation, lang: Lang) -> str:
        """How the place is cited: “第二十条第二款”, "Article 20, paragraph 2"; a clause behind it.

        The only paragraph of an article is not named.
        """
        place = self._place(citation, lang)
        if citation.clause is None:
            return place
        clause = self.clauses(citation)[citation.clause].to(lang)
        return say("regulations.clause", lang, place=place, clause=clause)

    def clauses(self, citation: Citation) -> Mapping[str, Text]:
        """The parts of the cited paragraph (the first where none is named) that have names."""
        return self._paragraph(citation).clauses

    def _paragraphs(self, citation: Citation) -> tuple[ArticleParagraph, ...]:
        every = self.by_number[citation.article].paragraphs
        return every if citation.paragraph is None else (every[citation.paragraph - 1],)

    def _paragraph(self, citation: Citation) -> ArticleParagraph:
        return self.by_number[citation.article].paragraphs[(citation.paragraph or 1) - 1]

    def _place(self, citation: Citation, lang: Lang) -> str:
        article, paragraph = citation.article, citation.paragraph
        numbers = {"article": chinese(article) if lang == "zh" else article}
        if paragraph is None or len(self.by_number[article].paragraphs) == 1:
            return say("regulations.article", lang, **numbers)
        numbers["paragraph"] = chinese(paragraph) if lang == "zh" else paragraph
        return say("regulations.paragraph", lang, **numbers)


class ArticleChange(Entry):
    """One difference within a pair, of a paragraph or (None) of the article as a whole.

    ``paragraph`` counts in the later version, for what was dropped in the earlier one.
    """

    kind: Literal["added", "dropped", "reworded"]
    paragraph: int | None = Field(default=None, ge=1)
    what: Bilingual


class Pair(Entry):
    """The same article in two versions; None where a version does not have it."""

    earlier: int | None = None
    later: int | None = None
    changes: tuple[ArticleChange, ...] = ()

    @property
    def relations(self) -> tuple[str, ...]:
        """``("same",)``, or any of added, dropped, reworded, renumbered."""
        if self.earlier is None:
            return ("added",)
        if self.later is None:
            return ("dropped",)
        found = [] if self.earlier == self.later else ["renumbered"]
        found += dict.fromkeys(change.kind for change in self.changes)
        return tuple(found) or ("same",)


class RegulationComparison(Frozen):
    """What became of each article between two versions of a regulation (their ids)."""

    earlier: str
    later: str
    pairs: tuple[Pair, ...]
