"""Citations: the law is in the register; the regulation, its article and its paragraph exist."""

from collections.abc import Iterator

from files.problems import Problem
from files.shape import did_you_mean
from questionnaires import regulations
from questionnaires.draft import Draft, DraftItem
from questionnaires.entries import CitationEntry
from questionnaires.regulations.laws import laws


def check(draft: Draft) -> Iterator[Problem]:
    """Citations that do not resolve."""
    for placed in draft.items:
        for index, cite in enumerate(placed.entry.cites):
            yield from _citation(placed, index, cite)


def _citation(placed: DraftItem, index: int, cite: CitationEntry) -> Iterator[Problem]:
    if cite.law is not None or cite.article is None:
        yield from _law(placed, index, cite)
        return
    shipped = regulations.available()
    if cite.regulation not in shipped:
        near = did_you_mean(cite.regulation, shipped)
        params = {"regulation": cite.regulation, "near": near, "known": ", ".join(shipped)}
        yield placed.problem("Q073", "cites", index, "regulation", **params)
        return
    articles = {each.number: each for each in regulations.regulation(cite.regulation).articles}
    article = articles.get(cite.article)
    if article is None:
        known = ", ".join(map(str, articles))
        params = {"regulation": cite.regulation, "article": cite.article, "known": known}
        yield placed.problem("Q074", "cites", index, "article", **params)
    elif cite.paragraph is not None and cite.paragraph > len(article.paragraphs):
        params = {"article": cite.article, "count": len(article.paragraphs)}
        yield placed.problem("Q075", "cites", index, "paragraph", got=cite.paragraph, **params)
    elif cite.clause is not None:
        clauses = tuple(article.paragraphs[(cite.paragraph or 1) - 1].clauses)
        if cite.clause not in clauses:
            near = did_you_mean(cite.clause, clauses)
            params = {"article": cite.article, "near": near, "known": ", ".join(clauses) or "—"}
            yield placed.problem("Q076", "cites", index, "clause", got=cite.clause, **params)


def _law(placed: DraftItem, index: int, cite: CitationEntry) -> Iterator[Problem]:
    """A law of the register stands without what only a place in a regulation has."""
    if cite.law is None or {"regulation", "clause"} & cite.model_fields_set:
        yield placed.problem("Q077", "cites", index)
    elif cite.law not in laws():
        near = did_you_mean(cite.law, laws())
        yield placed.problem("Q078", "cites", index, "law", law=cite.law, near=near)
