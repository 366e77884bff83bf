"""The summary: what an owner reads who reads nothing else, in at most 200 characters."""

from collections.abc import Sequence

from i18n import Lang, one_decimal, say
from reports.chapters.cover import standing
from reports.diagnosis import Diagnosis
from reports.figures import first_depth
from reports.gaps import Gap
from reports.report import Block, Facts, Paragraph
from reports.wording import counted, figure, level_name, level_number, listed, rung, share
from scoring.scorecard import Scorecard

LONGEST = 200  # characters
MOST_GAPS = 2  # requirements that are named
# What goes first when it does not all fit; the level never does.
GIVEN_UP = ("ends", "step", "held")


def summary_text(diagnosis: Diagnosis, gaps: Sequence[Gap], lang: Lang) -> str:
    """Level, what holds it back, strongest and weakest, first step: in whole sentences.

    Each sentence has a long and a short form; the long ones are kept as far as they fit.
    """
    card = diagnosis.card
    if card.level is None or card.total is None:
        return say("report.summary_nothing", lang)
    forms = {
        "level": _level(card, lang),
        "ends": _ends(card, lang),
        "held": _held(card, lang),
        "step": _step(gaps, lang),
    }
    chosen = {name: long for name, (long, _) in forms.items()}
    for name in GIVEN_UP:
        if len(_joined(chosen, lang)) > LONGEST:
            chosen[name] = forms[name][1]
    for name in ("level", *GIVEN_UP):
        if len(_joined(chosen, lang)) > LONGEST:
            chosen[name] = forms["level"][1] if name == "level" else ""
    return _joined(chosen, lang)


def summary(diagnosis: Diagnosis, text: str, lang: Lang) -> tuple[Block, ...]:
    """The chapter: ``text`` and the figures that stand for the whole."""
    card = diagnosis.card
    total = say("report.dash", lang)
    if card.total is not None:
        total = say("report.total_of", lang, total=one_decimal(card.total), scale=f"{card.scale:g}")
    rows = (
        (say("report.fact_level", lang), rung(card.level, lang)),
        (say("report.fact_total", lang), total),
        (say("report.fact_coverage", lang), share(card.coverage)),
        (say("report.fact_kind", lang), standing(diagnosis, lang)),
    )
    return (Paragraph(text), Facts(rows))


def _joined(sentences: dict[str, str], lang: Lang) -> str:
    return ("" if lang == "zh" else " ").join(filter(None, sentences.values()))


def _level(card: Scorecard, lang: Lang) -> tuple[str, str]:
    said = {
        "total": figure(card.total, lang),
        "scale": f"{card.scale:g}",
        "level": level_name(card.level, lang),
    }
    key = "report.summary_level_provisional" if card.provisional else "report.summary_level"
    bare = level_number(card.level.number if card.level else None, lang)
    short = say("report.summary_level_short", lang, total=said["total"], level=bare)
    return say(key, lang, **said), short


def _ends(card: Scorecard, lang: Lang) -> tuple[str, str]:
    judged = [
        (node.score, node.title.to(lang)) for node in first_depth(card) if node.score is not None
    ]
    if len(judged) < 2:  # noqa: PLR2004  (nothing to compare)
        return "", ""
    best, worst = max(judged, key=lambda each: each[0]), min(judged, key=lambda each: each[0])
    best_score, worst_score = one_decimal(best[0]), one_decimal(worst[0])
    if best_score == worst_score:
        return say("report.summary_even", lang, score=best_score), ""
    long = say(
        "report.summary_ends",
        lang,
        best=best[1],
        best_score=best_score,
        worst=worst[1],
        worst_score=worst_score,
    )
    return long, say("report.summary_ends_short", lang, worst=worst[1])


def _held(card: Scorecard, lang: Lang) -> tuple[str, str]:
    if card.level is not None and card.level.number == card.ladder[-1].number:
        return say("report.summary_top", lang), ""
    if not card.held_back:
        return "", ""
    titles = {node.id: node.title.to(lang) for node in card.nodes}
    named = [
        say(
            "report.gap",
            lang,
            node=titles[requirement.node],
            actual=figure(requirement.actual, lang),
            needed=one_decimal(requirement.needed),
        )
        for requirement in card.held_back[:MOST_GAPS]
    ]
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


def _step(gaps: Sequence[Gap], lang: Lang) -> tuple[str, str]:
    if not gaps:
        return "", ""
    item = gaps[0].item
    short = say("report.summary_step_short", lang, item=item.ask.to(lang))
    if item.first_step is None:
        return short, ""
    return say("report.summary_step", lang, step=item.first_step.to(lang)), short
