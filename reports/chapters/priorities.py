"""What to do first: the gaps that cost most, each with its next step and how to begin."""

from collections.abc import Sequence

from i18n import Lang, one_decimal, say
from reports.citing import cited_in_full
from reports.diagnosis import Diagnosis
from reports.gaps import Gap, next_text, now_text
from reports.report import Block, Fact, Paragraph, Priority
from reports.wording import share

MOST = 6  # more is no priority


def priorities(diagnosis: Diagnosis, gaps: Sequence[Gap], lang: Lang) -> tuple[Block, ...]:
    """The chapter; ``gaps`` are all of them, the dearest first."""
    first = gaps[:MOST]
    cards = [
        Priority(number, gap.item.ask.to(lang), _rows(diagnosis, gap, lang))
        for number, gap in enumerate(first, start=1)
    ]
    return (Paragraph(_lead(diagnosis, first, lang)), *cards)


def _lead(diagnosis: Diagnosis, first: Sequence[Gap], lang: Lang) -> str:
    if not first:
        nothing = diagnosis.card.total is None
        return say(f"report.priorities_{'nothing' if nothing else 'none'}", lang)
    lost = sum(gap.score.lost for gap in first)
    if len(first) == 1:
        return say("report.priorities_one", lang, lost=one_decimal(lost))
    of = sum(score.lost for score in diagnosis.card.items)
    said = {"n": len(first), "lost": one_decimal(lost), "share": share(lost / of)}
    return say("report.priorities_lead", lang, **said)


def _rows(diagnosis: Diagnosis, gap: Gap, lang: Lang) -> tuple[Fact, ...]:
    item = gap.item
    lost = say(
        "report.lost_of",
        lang,
        lost=one_decimal(gap.score.lost),
        possible=one_decimal(gap.possible),
    )
    rows = {
        "now": now_text(diagnosis, gap, lang),
        "next": next_text(diagnosis, gap, lang),
        "first": item.first_step.to(lang) if item.first_step else "",
        "why": item.why.to(lang),
        "lost": lost,
        "cites": cited_in_full(item.cites, lang),
    }
    return tuple((say(f"report.row_{name}", lang), text) for name, text in rows.items() if text)
