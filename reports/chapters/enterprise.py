"""Who the enterprise is: its profile with units, and what it said in its own words."""

from assessments.districts import districts
from assessments.divisions import divisions
from assessments.size import size_of
from i18n import Lang, say
from questionnaires.model import Kind
from reports.diagnosis import Diagnosis
from reports.report import Block, Facts
from wording.phrases import number


def enterprise(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter."""
    who = diagnosis.enterprise
    size = size_of(who.division, who.employees, who.revenue, who.assets)
    division = divisions().get(who.division)
    district = districts().get(who.district)
    unknown = say("report.unknown", lang)
    facts = {
        "name": who.name,
        "credit_code": who.credit_code or unknown,
        "division": f"{who.division} {division.title.to(lang)}" if division else who.division,
        "size": say(f"report.size_{size}", lang),
        "district": district.to(lang) if district else who.district,
        "employees": say("report.people", lang, n=number(who.employees)),
        "revenue": _money(who.revenue, lang),
        "assets": _money(who.assets, lang),
    }
    rows = [(say(f"report.fact_{name}", lang), value) for name, value in facts.items()]
    return (Facts((*rows, *_own_words(diagnosis, lang))),)


def _money(amount: float | None, lang: Lang) -> str:
    """``amount`` in 万元, which English readers have in millions."""
    if amount is None:
        return say("report.unknown", lang)
    return say("report.money", lang, n=number(amount if lang == "zh" else amount / 100))


def _own_words(diagnosis: Diagnosis, lang: Lang) -> list[tuple[str, str]]:
    """The answers to the questions that ask for words: what moves the enterprise."""
    texts = [item for item in diagnosis.questionnaire.items if item.kind is Kind.TEXT]
    given = [(item, diagnosis.answer(item)) for item in texts]
    return [
        (item.ask.to(lang), answer) for item, answer in given if isinstance(answer, str) and answer
    ]
