"""The overview: what there is to know, in at most 200 characters."""

from collections.abc import Sequence

from i18n import Lang, exact, one_decimal, say
from reports.chapters.cover import standing
from reports.diagnosis import Diagnosis
from reports.figures import first_depth
from reports.gaps import Gap
from reports.narratives.telling import Telling
from reports.report import Block, Facts, Paragraph
from scoring.scorecard import Scorecard
from wording.phrases import (
    counted,
    figure,
    level_name,
    level_number,
    listed,
    rung,
    share,
    short_of,
)

LONGEST = 200  # characters
MOST_GAPS = 2  # requirements that are named
# Which sentence takes its next shorter form while it does not all fit; the last form is none.
GIVE_WAY = ("ends", "step", "held", "step", "ends", "held", "level", "step", "level")

Forms = tuple[str, ...]  # the same said ever shorter


def summary_text(telling: Telling, gaps: Sequence[Gap]) -> str:
    """Level, strongest and weakest, what holds it back, first step: in whole sentences."""
    card, lang = telling.diagnosis.card, telling.lang
    if card.level is None or card.total is None:
        return say("report.summary_nothing", lang)
    left = {
        "level": _level(card, lang),
        "ends": _ends(card, lang),
        "held": _held(card, lang),
        "step": _step(telling, gaps),
    }
    for name in GIVE_WAY:
        if len(_joined(left, lang)) > LONGEST:
            left[name] = left[name][1:]
    return _joined(left, lang)


def overview(diagnosis: Diagnosis, text: str, lang: Lang) -> tuple[Block, ...]:
    """The chapter: ``text`` and the figures that stand for the whole."""
    card = diagnosis.card
    total = say("report.dash", lang)
    if card.total is not None:
        total = say("report.total_of", lang, total=one_decimal(card.total), scale=exact(card.scale))
    rows = (
        (say("report.fact_level", lang), rung(card.level, lang)),
        (say("report.fact_total", lang), total),
        (say("report.fact_coverage", lang), share(card.coverage)),
        (say("report.fact_kind", lang), standing(diagnosis, lang)),
    )
    return (Paragraph(text), Facts(rows))


def _joined(left: dict[str, Forms], lang: Lang) -> str:
    """The longest form that is left of each sentence."""
    return ("" if lang == "zh" else " ").join(forms[0] for forms in left.values() if forms)


def _level(card: Scorecard, lang: Lang) -> Forms:
    key = "below" if card.level is not None and not card.level.number else "level"
    held = f"{key}_provisional" if card.provisional else key
    said = {"total": figure(card.total, lang), "scale": exact(card.scale)}
    bare = level_number(card.level.number if card.level else None, lang)
    short = "_provisional" if card.provisional else ""
    return (
        say(f"report.summary_{held}", lang, level=level_name(card.level, lang), **said),
        say(f"report.summary_level_short{short}", lang, total=said["total"], level=bare),
    )


def _ends(card: Scorecard, lang: Lang) -> Forms:
    judged = [
        (node.score, node.title.to(lang)) for node in first_depth(card) if node.score is not None
    ]
    if len(judged) < 2:  # noqa: PLR2004  (nothing to compare)
        return ()
    best, worst = max(judged, key=lambda each: each[0]), min(judged, key=lambda each: each[0])
    best_score, worst_score = one_decimal(best[0]), one_decimal(worst[0])
    if best_score == worst_score:
        return (say("report.summary_even", lang, score=best_score),)
    long = say(
        "report.summary_ends",
        lang,
        best=best[1],
        best_score=best_score,
        worst=worst[1],
        worst_score=worst_score,
    )
    return long, say("report.summary_ends_short", lang, best=best[1], worst=worst[1])


def _held(card: Scorecard, lang: Lang) -> Forms:
    if card.level is not None and card.level.number == card.ladder[-1].number:
        return (say("report.summary_top", lang),)
    if not card.held_back:
        return ()
    named = [short_of(requirement, card, lang) for requirement in card.held_back[:MOST_GAPS]]
    gaps, count = listed(named, lang), len(card.held_back)
    if count > MOST_GAPS:
        n = count if lang == "zh" else count - MOST_GAPS
        gaps = say("report.gaps_more", lang, gaps=gaps, n=n)
    goal = level_number(card.held_back[0].level, lang)
    return (
        say("report.summary_held", lang, next=goal, gaps=gaps),
        say(
            "report.summary_held_short",
            lang,
            next=goal,
            requirements=counted("requirements", count, lang),
        ),
    )


def _step(telling: Telling, gaps: Sequence[Gap]) -> Forms:
    if not gaps:
        return ()
    item, answer, lang = gaps[0].item, gaps[0].answer, telling.lang
    first = item.first_step.to(lang) if item.first_step else ""
    if answer is not None:
        first = telling.begin(item, answer)
    return (
        *((say("report.summary_step", lang, step=first),) if first else ()),
        say("report.summary_step_short", lang, item=telling.named(item)),
        say("report.summary_step_pointer", lang),
    )
