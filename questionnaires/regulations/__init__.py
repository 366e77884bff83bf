"""The regulations as data: own-words gists of the articles that the questionnaires cite."""

from functools import cache
from pathlib import Path

from questionnaires.model import AnyCitation, LawCitation
from questionnaires.regulations.model import (
    Article,
    ArticleChange,
    ArticleParagraph,
    Pair,
    Regulation,
    RegulationComparison,
)
from questionnaires.regulations.reader import read_comparison, read_regulation

__all__ = [
    "Article",
    "ArticleChange",
    "ArticleParagraph",
    "Pair",
    "Regulation",
    "RegulationComparison",
    "addressee",
    "available",
    "comparison",
    "find",
    "regulation",
]

FOLDER = Path(__file__).parent
COMPARISONS = FOLDER / "comparisons"


@cache
def available() -> tuple[str, ...]:
    """The ids of the regulations at hand."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def regulation(id: str) -> Regulation:
    """The regulation ``id``. Raises KeyError if there is none."""
    if id not in available():
        raise KeyError(id)
    return read_regulation(FOLDER / f"{id}.yaml")


def find(id: str) -> Regulation | None:
    """The regulation ``id``, or None."""
    return regulation(id) if id in available() else None


def addressee(cite: AnyCitation) -> str:
    """Whom a citation speaks to: law (it binds the enterprise), an Addressee, or draft."""
    if isinstance(cite, LawCitation):
        return "law"
    return regulation(cite.regulation).addressee(cite) or "draft"


@cache
def comparison(earlier: str, later: str) -> RegulationComparison:
    """What became of the articles of ``earlier`` in ``later``. Raises OSError if not compared."""
    return read_comparison(COMPARISONS / f"{earlier}--{later}.yaml", find)
