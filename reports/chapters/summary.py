"""The page for the owner: level, three good things, three that hold it back, three first steps."""

from collections.abc import Sequence

from i18n import Lang, exact, one_decimal, say
from reports import figures
from reports.diagnosis import Diagnosis
from reports.gaps import Gap, counted_items
from reports.narratives.telling import Telling
from reports.report import Block, Facts, Paragraph, Picture
from scoring.scorecard import Scorecard
from wording.phrases import counted, level_name, level_number, listed, short_of

MOST = 3  # of each kind
GOOD = 0.5  # of what an item can be worth: less is nothing to be named as good


def summary(telling: Telling, pains: Sequence[Gap]) -> tuple[Block, ...]:
    """The chapter; ``pains`` the dearest first."""
    diagnosis, lang = telling.diagnosis, telling.lang
    card = diagnosis.card
    if card.level is None or card.total is None:
        return (Paragraph(say("report.boss_nothing", lang)),)
    first = pains[:MOST]
    rows = {
        "good": _listed(_good(diagnosis, telling), lang) or say("report.boss_good_none", lang),
        "held": _listed([_held(gap, telling) for gap in first], lang),
        "begin": _listed([_begin(gap, telling) for gap in first], lang),
        "next": _next(card, lang),
        "planned": _planned(diagnosis, lang),
    }
    told = tuple((say(f"report.boss_{name}", lang), text) for name, text in rows.items() if text)
    ladder = Picture(say("report.caption_boss", lang), figures.ladder(card, lang))
    return (Paragraph(_level(diagnosis, lang)), ladder, Facts(told))


def _level(diagnosis: Diagnosis, lang: Lang) -> str:
    """Where it stands, in one plain sentence, and what that rests on."""
    card = diagnosis.card
    level = card.level
    assert level is not None  # noqa: S101  (nothing is summed up without one)
    vouched = "verified" if diagnosis.signed else "claimed"
    held = "provisional" if card.provisional else vouched
    said = {
        "enterprise": diagnosis.enterprise.name,
        "level": level_name(level, lang),
        "top": card.ladder[-1].number,
        "meaning": level.meaning.to(lang),
        "total": one_decimal(card.total or 0),
        "scale": exact(card.scale),
    }
    counted = diagnosis.checked._asdict()
    key = "report.boss_level" if level.number else "report.boss_below"
    between = "" if lang == "zh" else " "
    return between.join((say(key, lang, **said), say(f"report.boss_{held}", lang, **counted)))


def _good(diagnosis: Diagnosis, telling: Telling) -> list[str]:
    """What stands highest, of as many dimensions as possible."""
    standing = [
        gap
        for gap in counted_items(diagnosis)
        if gap.answer is not None and (gap.score.value or 0) >= GOOD
    ]
    best = sorted(standing, key=lambda gap: (-(gap.score.value or 0), -gap.score.gained))
    of_each = {gap.item.dimension: gap for gap in reversed(best)}  # the best of each dimension
    ahead = [gap for gap in best if of_each[gap.item.dimension] is gap]
    chosen = [*ahead, *(gap for gap in best if gap not in ahead)][:MOST]
    return [telling.found(gap.item, gap.answer) for gap in chosen if gap.answer is not None]


def _held(gap: Gap, telling: Telling) -> str:
    said = {
        "pain": telling.pain(gap.item),
        "title": telling.title(gap.item),
        "lost": one_decimal(gap.score.lost),
    }
    return say("report.boss_pain", telling.lang, **said)


def _begin(gap: Gap, telling: Telling) -> str:
    said = telling.begin(gap.item, gap.answer) if gap.answer is not None else ""
    return said or telling.title(gap.item)


def _listed(told: Sequence[str], lang: Lang) -> str:
    """One under the other, numbered."""
    lines = [say("report.boss_line", lang, n=n, text=text) for n, text in enumerate(told, start=1)]
    return "\n".join(lines)


def _next(card: Scorecard, lang: Lang) -> str:
    """What the next level asks for that is not there yet."""
    if card.level is not None and card.level.number == card.ladder[-1].number:
        return say("report.level_top", lang)
    if not card.held_back:
        return ""
    named = [short_of(requirement, card, lang) for requirement in card.held_back[:MOST]]
    goal, count = level_number(card.held_back[0].level, lang), len(card.held_back)
    said = {"next": goal, "gaps": listed(named, lang)}
    if count <= MOST:
        return say("report.boss_needs", lang, **said)
    return say("report.boss_needs_more", lang, **said, more=counted("requirements", count, lang))


def _planned(diagnosis: Diagnosis, lang: Lang) -> str:
    """Where the plan leads, if there is one that leads somewhere."""
    plan = diagnosis.plan
    if plan is None or not plan.tasks or plan.after.total is None:
        return ""
    up = (plan.after.level or 0) > (plan.before.level or 0)
    goal, total = level_number(plan.after.level, lang), one_decimal(plan.after.total)
    return say("report.boss_plan" if up else "report.boss_plan_same", lang, goal=goal, total=total)
