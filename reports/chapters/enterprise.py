"""Who the enterprise is: its profile with units, and what it said in its own words."""

from collections.abc import Iterator, Mapping

from assessments.districts import districts
from assessments.divisions import divisions
from assessments.size import size_of
from i18n import Text, number
from questionnaires.model import Kind
from reports.chapters.concerns import concern_facts
from reports.chapters.programmes import AHEAD
from reports.narratives.narrator import Narrator
from reports.report import Block, Fact, Facts
from solutions.programmes.library import programmes
from wording.voice import Voice

NOTE = "note"  # the question at the end of a questionnaire for whatever else there is to say


def enterprise(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter."""
    who = narrator.diagnosis.enterprise
    size = size_of(who.division, who.employees, who.revenue, who.assets)
    division = divisions().get(who.division)
    district = districts().get(who.district)
    unknown = narrator.say("report.unknown")
    facts = {
        "name": who.name,
        "credit_code": who.credit_code or unknown,
        "division": f"{who.division} {narrator.text(division.title)}" if division else who.division,
        "size": narrator.say(f"report.size_{size}"),
        "district": narrator.text(district) if district else who.district,
        "employees": narrator.say("report.people", n=number(who.employees)),
        "revenue": _money(narrator, who.revenue),
        "assets": _money(narrator, who.assets),
    }
    rows = [(narrator.say(f"report.fact_{name}"), value) for name, value in facts.items()]
    rows += _business(narrator)
    rows += _recognised(narrator)
    return (Facts((*rows, *concern_facts(narrator), *_own_words(narrator))),)


def _money(voice: Voice, amount: float | None) -> str:
    """``amount`` in 万元, which English readers have in millions."""
    if amount is None:
        return voice.say("report.unknown")
    return voice.say("report.money", n=number(amount if voice.lang == "zh" else amount / 100))


def _business(narrator: Narrator) -> Iterator[Fact]:
    """What it does, as far as somebody typed it."""
    for name, words in narrator.diagnosis.business.model_dump().items():
        if words:
            yield narrator.say(f"business.field_{name}"), words


def _recognised(narrator: Narrator) -> Iterator[Fact]:
    """The titles and certificates that it says it holds, and the programmes that are not far."""
    if rung := narrator.diagnosis.smart_factory:
        yield narrator.say("report.fact_smart_factory"), narrator.say(f"programmes.rung_{rung}")
    if held := list(dict.fromkeys(_titles(narrator.diagnosis.declared))):
        yield narrator.say("report.fact_held"), narrator.clauses(map(narrator.text, held))
    ahead = [
        narrator.say("report.programme_at", title=narrator.text(each.programme.title), at=at)
        for each in narrator.diagnosis.programmes
        if each.outcome in AHEAD and not narrator.diagnosis.declared.get(each.programme.id)
        for at in (narrator.say(f"programmes.outcome_{each.outcome}"),)
    ]
    if ahead:
        yield narrator.say("report.fact_ahead"), narrator.clauses(ahead)


def _titles(declared: Mapping[str, bool]) -> Iterator[Text]:
    """What is held, by its name; a statement that names no title is none."""
    known = programmes()
    for programme in known.programmes:
        for each in programme.requires:
            if declared.get(each.declarable):
                title = known.by_id[each.programme].title if each.programme else each.title
                if title is not None:
                    yield title


def _own_words(narrator: Narrator) -> list[tuple[str, str]]:
    """The answers to the questions that ask for words: what moves the enterprise."""
    diagnosis = narrator.diagnosis
    texts = [item for item in diagnosis.questionnaire.items if item.kind is Kind.TEXT]
    given = [(item, diagnosis.answer(item)) for item in texts]
    told = [(item, answer) for item, answer in given if isinstance(answer, str) and answer]
    own = narrator.say("report.fact_own_words")
    return [(own if item.id == NOTE else narrator.text(item.ask), words) for item, words in told]
