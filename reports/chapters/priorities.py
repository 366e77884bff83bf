"""The pains: what costs most, each with what it costs, what will be there and how to begin."""

from collections.abc import Sequence

from i18n import Lang, one_decimal, say
from reports.diagnosis import Diagnosis
from reports.gaps import Gap, counted_items, dimension_title, now_text
from reports.narratives.telling import Telling
from reports.report import Block, Fact, Paragraph, Priority
from scoring.gaps import largest_gaps
from wording.citing import cited_in_full
from wording.phrases import level_number, share


def pains_of(diagnosis: Diagnosis) -> tuple[Gap, ...]:
    """The largest gaps, as the report shows them."""
    found = {gap.item.id: gap for gap in counted_items(diagnosis)}
    return tuple(found[score.id] for score in largest_gaps(diagnosis.card))


def priorities(telling: Telling, pains: Sequence[Gap]) -> tuple[Block, ...]:
    """The chapter; ``pains`` the dearest first."""
    cards = [
        Priority(number, telling.title(gap.item), _rows(telling, gap))
        for number, gap in enumerate(pains, start=1)
    ]
    return (Paragraph(_lead(telling.diagnosis, pains, telling.lang)), *cards)


def _lead(diagnosis: Diagnosis, pains: Sequence[Gap], lang: Lang) -> str:
    if not pains:
        nothing = diagnosis.card.total is None
        return say(f"report.priorities_{'nothing' if nothing else 'none'}", lang)
    lost = sum(gap.score.lost for gap in pains)
    if len(pains) == 1:
        return say("report.priorities_one", lang, lost=one_decimal(lost))
    of = sum(score.lost for score in diagnosis.card.items)
    said = {"n": len(pains), "lost": one_decimal(lost), "share": share(lost / of)}
    return say("report.priorities_lead", lang, **said)


def _rows(telling: Telling, gap: Gap) -> tuple[Fact, ...]:
    diagnosis, lang = telling.diagnosis, telling.lang
    item, answer = gap.item, gap.answer
    lost = say(
        "report.lost_of",
        lang,
        lost=one_decimal(gap.score.lost),
        possible=one_decimal(gap.possible),
    )
    rows = {
        "now": now_text(diagnosis, gap, lang),
        "pain" if telling.knows(item) else "why": telling.pain(item),
        "goal": "" if answer is None else telling.goal(item, answer),
        "first": "" if answer is None else telling.begin(item, answer),
        "lost": lost,
        "dimension": _dimension(diagnosis, gap, lang),
        "cites": cited_in_full(item.cites, lang),
    }
    return tuple((say(f"report.row_{name}", lang), text) for name, text in rows.items() if text)


def _dimension(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> str:
    """The dimension, and whether it is one that keeps the enterprise from its next level."""
    title = dimension_title(diagnosis, gap, lang)
    for need in diagnosis.card.held_back:
        if need.node == gap.item.dimension:
            level = level_number(need.level, lang)
            return say("report.dimension_holds", lang, title=title, level=level)
    return title
