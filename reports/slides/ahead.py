"""The slides that tell what is to be had from outside, and what comes next."""

from collections.abc import Iterator, Sequence

from assessments.model import Stage
from reports.chapters.programmes import AHEAD, NAMED, foreign, standing_text, wanting_texts
from reports.narratives.narrator import Narrator
from reports.prose import joined
from reports.report import Bullets, Cell, Column, Slide, Table
from solutions.plans.model import PHASES
from solutions.programmes.judging import Judgement


def programmes_slide(narrator: Narrator) -> Slide:
    """The programmes that are reached or near, and what lacks."""
    judged = narrator.diagnosis.programmes
    out = foreign(judged)
    found = [each for name in AHEAD for each in judged if each.outcome == name and each not in out]
    title = narrator.say("deck.programmes_title")
    tell = narrator.say("deck.tell_programmes")
    if not found:
        rest = (narrator.say("outlook.programmes_none"), *_named(narrator, judged, NAMED))
        return Slide("programmes", title, "", Bullets(rest if judged else rest[:1]), (tell,))
    columns = (
        Column(narrator.say("outlook.column_programme"), 0.32),
        Column(narrator.say("outlook.column_outcome"), 0.16),
        Column(narrator.say("outlook.column_lacking"), 0.52),
    )
    rows = tuple(
        (
            Cell(narrator.text(each.programme.title)),
            Cell(narrator.say(f"programmes.outcome_{each.outcome}")),
            Cell(joined(narrator.say("report.semicolon"), wanting_texts(narrator, each))),
        )
        for each in found
    )
    sources = (_source(narrator, each) for each in found)
    return Slide(
        id="programmes",
        title=title,
        lead=narrator.say("deck.programmes_lead"),
        content=Table(title, columns, rows),
        notes=(tell, *sources),
        beside=_named(narrator, [each for each in judged if each not in out], ("unknown",)),
    )


def next_slide(narrator: Narrator) -> Slide:
    """Who does what after the meeting, and where help is to be had."""
    return Slide(
        id="next",
        title=narrator.say("deck.next_title"),
        lead="",
        content=Bullets(tuple(_next(narrator))),
        notes=(narrator.say("deck.tell_next"),),
    )


def _next(narrator: Narrator) -> Iterator[str]:
    diagnosis = narrator.diagnosis
    if diagnosis.assessment.stage is Stage.DRAFT:
        yield narrator.say("deck.next_draft")
    elif diagnosis.signed:
        yield narrator.say("deck.next_verified", **diagnosis.checked._asdict())
    elif diagnosis.centre:
        yield narrator.say("deck.next_centre", centre=diagnosis.centre)
    else:
        yield narrator.say("deck.next_claimed")
    if diagnosis.card.provisional:
        yield narrator.say("deck.next_provisional")
    planned = diagnosis.plan is not None and bool(diagnosis.plan.tasks)
    if planned:
        yield narrator.say("deck.next_weeks")
        yield narrator.say("deck.next_offers")
    yield narrator.say("deck.next_again", months=PHASES[0][1])
    if diagnosis.check_code:
        yield narrator.say("deck.next_check", code=diagnosis.check_code)


def _named(
    narrator: Narrator, judged: Sequence[Judgement], outcomes: Sequence[str]
) -> tuple[str, ...]:
    """Those that are no further than ``outcomes``, by their names."""
    titles = {
        outcome: [narrator.text(each.programme.title) for each in judged if each.outcome == outcome]
        for outcome in outcomes
    }
    return tuple(
        narrator.say(f"outlook.programmes_{outcome}", titles=narrator.clauses(found))
        for outcome, found in titles.items()
        if found
    )


def _source(narrator: Narrator, judgement: Judgement) -> str:
    programme = judgement.programme
    parts = (
        narrator.text(programme.title),
        narrator.text(programme.source),
        standing_text(narrator, programme),
    )
    return narrator.clauses(parts)
