"""The page for the owner: level, three good things, three that hold it back, three first steps."""

from collections.abc import Sequence

from i18n import exact, one_decimal, share
from reports import figures
from reports.chapters.concerns import answers_of
from reports.chapters.costs import task_title
from reports.chapters.priorities import first_step_text, largest_gaps_of, pain_text
from reports.counting import much_left_out
from reports.diagnosis import Diagnosis
from reports.gaps import CountedItem, counted_items
from reports.narratives.narrator import Narrator
from reports.prose import PLACE, joined, within, wording
from reports.report import Block, Facts, Paragraph, Picture
from scoring.scorecard import Scorecard
from solutions.plans.model import Plan
from wording.voice import Voice

MOST = 3  # of each kind
FEWER = 2  # of each kind beside so many answers to concerns, or more: it is one page
FULL = 3  # answers to concerns, whose first steps then stand for those of the pains
GOOD = 0.5  # of what an item can be worth: less is nothing to be named as good


def summary(narrator: Narrator, pains: Sequence[CountedItem]) -> tuple[Block, ...]:
    """The chapter; ``pains`` the dearest first."""
    diagnosis = narrator.diagnosis
    card = diagnosis.card
    if card.level is None or card.total is None:
        return (Paragraph(narrator.say("report.boss_nothing")),)
    answers = answers_of(narrator)
    most = MOST if len(answers) < FEWER else FEWER
    first = pains[:most]
    rows = {
        "concerns": _listed(narrator, answers),
        "good": _listed(narrator, _good(narrator)[:most]) or narrator.say("report.boss_good_none"),
        "held": _listed(narrator, [_held(narrator, gap) for gap in first]),
        "begin": "" if len(answers) >= FULL else _listed(narrator, _begins(narrator, pains)[:most]),
        "urgent": _urgent(narrator),
        "next": needs_text(narrator, card),
        "planned": _planned(narrator),
    }
    names = {name: f"report.boss_{name}" for name in rows} | {"urgent": "choosing.urgent"}
    names["concerns"] = "concerns.row"
    told = tuple((narrator.say(names[name]), text) for name, text in rows.items() if text)
    ladder = Picture(narrator.say("report.caption_boss"), figures.ladder(narrator, card))
    return (Paragraph(_level(narrator)), ladder, Facts(told))


def _level(narrator: Narrator) -> str:
    """Where it stands, in one plain sentence, and what that rests on."""
    diagnosis = narrator.diagnosis
    card = diagnosis.card
    level = card.level
    assert level is not None  # noqa: S101  (nothing is summed up without one)
    said = {
        "enterprise": diagnosis.enterprise.name,
        "level": narrator.level(level),
        "top": card.ladder[-1].number,
        "meaning": narrator.text(level.meaning),
        "total": one_decimal(card.total or 0),
        "scale": exact(card.scale),
    }
    key = "report.boss_level" if level.number else "report.boss_below"
    return narrator.sentences((narrator.say(key, **said), vouched_text(narrator)))


def vouched_text(narrator: Narrator) -> str:
    """What the level rests on, and how much of the weight did not apply where that is much."""
    diagnosis = narrator.diagnosis
    card = diagnosis.card
    vouched = "verified" if diagnosis.signed else "claimed"
    held = "provisional" if card.provisional else vouched
    told = [narrator.say(f"report.boss_{held}", **diagnosis.checked._asdict())]
    if much_left_out(card.nodes[0]):
        told.append(narrator.say("report.boss_excluded", share=share(card.nodes[0].excluded)))
    return narrator.sentences(told)


def strengths(diagnosis: Diagnosis) -> Sequence[CountedItem]:
    """What stands highest, of as many dimensions as possible; answered items only.

    Nothing that is told as a pain, nor what the plan works on first.
    """
    blamed = {gap.item.id for gap in largest_gaps_of(diagnosis)} | _worked_on(diagnosis.plan)
    standing = [
        gap
        for gap in counted_items(diagnosis)
        if gap.answer is not None and (gap.score.value or 0) >= GOOD and gap.item.id not in blamed
    ]
    best = sorted(standing, key=lambda gap: (-(gap.score.value or 0), -gap.score.gained))
    of_each = {gap.item.dimension: gap for gap in reversed(best)}  # the best of each dimension
    ahead = [gap for gap in best if of_each[gap.item.dimension] is gap]
    return [*ahead, *(gap for gap in best if gap not in ahead)][:MOST]


def _worked_on(plan: Plan | None) -> set[str]:
    """What the tasks of the first phase lift."""
    first = plan.phases[0].tasks if plan is not None and plan.phases else ()
    return {lift.item for task in first for lift in task.lifts}


def _good(narrator: Narrator) -> list[str]:
    chosen = strengths(narrator.diagnosis)
    return [
        wording(told, f"summary/{gap.item.id}/good") if narrator.knows(gap.item) else told
        for gap in chosen
        if gap.answer is not None
        for told in (narrator.found(gap.item, gap.answer),)
    ]


def _held(narrator: Narrator, gap: CountedItem) -> str:
    said = {
        "pain": PLACE,
        "title": narrator.title(gap.item),
        "lost": one_decimal(gap.score.lost),
    }
    return within(narrator.say("report.boss_pain", **said), pain_text(narrator, gap))


def _begins(narrator: Narrator, pains: Sequence[CountedItem]) -> list[str]:
    """How each is begun, once each: two pains of one task have one first step."""
    told = (first_step_text(narrator, gap) or narrator.title(gap.item) for gap in pains)
    return list(dict.fromkeys(told))


def _listed(voice: Voice, told: Sequence[str]) -> str:
    """One under the other, numbered."""
    return joined(
        "\n",
        (
            within(voice.say("report.boss_line", n=n, text=PLACE), text)
            for n, text in enumerate(told, start=1)
        ),
    )


def needs_text(voice: Voice, card: Scorecard) -> str:
    """What the next level asks for that is not there yet."""
    if card.level is not None and card.level.number == card.ladder[-1].number:
        return voice.say("report.level_top")
    if not card.held_back:
        return ""
    named = [voice.short_of(requirement, card) for requirement in card.held_back[:MOST]]
    goal, count = voice.level_number(card.held_back[0].level), len(card.held_back)
    said = {"next": goal, "gaps": voice.listed(named)}
    if count <= MOST:
        return voice.say("report.boss_needs", **said)
    return voice.say("report.boss_needs_more", **said, more=voice.counted("requirements", count))


def _urgent(narrator: Narrator) -> str:
    """What belongs in the first three months."""
    plan = narrator.diagnosis.plan
    tasks = plan.urgent if plan is not None else ()
    return narrator.clauses(task_title(narrator, task) for task in tasks)


def _planned(narrator: Narrator) -> str:
    """Where the plan leads, if there is one that leads somewhere."""
    plan = narrator.diagnosis.plan
    if plan is None or not plan.tasks or plan.after.total is None:
        return ""
    up = (plan.after.level or 0) > (plan.before.level or 0)
    goal, total = narrator.level_number(plan.after.level), one_decimal(plan.after.total)
    key = "report.boss_plan" if up else "report.boss_plan_same"
    return narrator.say(key, goal=goal, total=total)
