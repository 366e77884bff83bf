"""Which clause of the regulation's chapter on enterprises which questionnaire asks about.

A clause counts as asked about only where a scored item names it in ``cites``.
"""

from collections.abc import Iterable, Iterator, Mapping

from files.frozen import Frozen
from i18n import Text
from questionnaires.including import SHIPPED
from questionnaires.library import available, editions, is_draft, load
from questionnaires.model import Citation, Questionnaire
from questionnaires.regulations import Article, Pair, Regulation, comparison, regulation

FINAL = "wuxi-2023"
DRAFT = "wuxi-2022-draft"
CHAPTER = 3  # articles 20 to 28: the transformation of the economy


class Coverage(Frozen):
    """One clause (or a paragraph that names none) and who asks about it.

    ``items`` has the ids of the scored items that cite it, by the questionnaire's id;
    ``enterprise``: an enterprise, park or centre can act on it.
    """

    place: Citation
    title: Text
    enterprise: bool
    items: Mapping[str, tuple[str, ...]]

    @property
    def counts(self) -> dict[str, int]:
        """The number of items by questionnaire, those with none left out."""
        return {name: len(ids) for name, ids in self.items.items()}


def coverage(
    questionnaires: Iterable[Questionnaire], regulation_id: str = FINAL
) -> tuple[Coverage, ...]:
    """Every clause of the chapter, in the order of the regulation."""
    cited: dict[Citation, dict[str, tuple[str, ...]]] = {}
    for questionnaire in questionnaires:
        for item in questionnaire.scored:
            for place in dict.fromkeys(map(_whole, item.provisions)):
                by_name = cited.setdefault(place, {})
                by_name[questionnaire.id] = (*by_name.get(questionnaire.id, ()), item.id)
    return tuple(
        Coverage(place=place, title=title, enterprise=enterprise, items=cited.get(place, {}))
        for article in _chapter(regulation(regulation_id))
        for place, title, enterprise in _clauses(regulation_id, article)
    )


def asking(*, drafts: bool = False) -> tuple[Questionnaire, ...]:
    """The newest edition of every shipped questionnaire that an enterprise can be asked.

    Only published ones unless ``drafts``. Raises InvalidFiles where one cannot be used.
    """
    found = []
    for id in available():
        for folder in reversed(editions(SHIPPED / id)):
            if drafts or not is_draft(folder):
                found.append(load(folder))
                break
    return tuple(each for each in found if each.form != "pool")


def changed() -> tuple[Pair, ...]:
    """What became of the chapter's articles between draft and final text, in final order."""
    final = {article.number for article in _chapter(regulation(FINAL))}
    draft = {article.number for article in _chapter(regulation(DRAFT))}
    return tuple(
        pair
        for pair in comparison(DRAFT, FINAL).pairs
        if {pair.later} & final or {pair.earlier} & draft
    )


def new() -> frozenset[Citation]:
    """The clauses of the final text that the draft did not name."""
    kept = {(pair.later, pair.earlier) for pair in changed()}
    before = {(place.article, place.clause) for place in _places(DRAFT)}
    return frozenset(
        place
        for place in _places(FINAL)
        if not any((was, place.clause) in before for is_, was in kept if is_ == place.article)
    )


def gone() -> frozenset[Citation]:
    """The clauses of the draft that the final text does not name."""
    kept = {(pair.earlier, pair.later) for pair in changed()}
    after = {(place.article, place.clause) for place in _places(FINAL)}
    return frozenset(
        place
        for place in _places(DRAFT)
        if not any((is_, place.clause) in after for was, is_ in kept if was == place.article)
    )


def _places(regulation_id: str) -> Iterator[Citation]:
    for article in _chapter(regulation(regulation_id)):
        yield from (place for place, _title, _enterprise in _clauses(regulation_id, article))


def _chapter(regulation: Regulation) -> tuple[Article, ...]:
    return tuple(article for article in regulation.articles if article.chapter == CHAPTER)


def _clauses(regulation_id: str, article: Article) -> Iterator[tuple[Citation, Text, bool]]:
    for number, paragraph in enumerate(article.paragraphs, start=1):
        place = Citation(regulation=regulation_id, article=article.number, paragraph=number)
        for id, title in paragraph.clauses.items():
            yield place.model_copy(update={"clause": id}), title, paragraph.enterprise
        if not paragraph.clauses:
            yield place, paragraph.gist, paragraph.enterprise


def _whole(cite: Citation) -> Citation:
    """The citation of a clause with its paragraph, which may go without saying."""
    if cite.clause is not None and cite.paragraph is None:
        return cite.model_copy(update={"paragraph": 1})
    return cite
