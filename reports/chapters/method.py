"""What was asked, how it was judged, and by which edition of what: half a page."""

from i18n import Lang, exact, say
from questionnaires.regulations import regulation
from reports.diagnosis import Diagnosis
from reports.report import Block, Facts, Paragraph
from scoring.scorecard import Level
from wording.phrases import counted, listed


def method(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """The chapter."""
    rubric, stamp = diagnosis.rubric, diagnosis.card.stamp
    floor = f"{exact(round(rubric.coverage_floor * 100, 9))}%"
    value = say(
        "report.method_value",
        lang,
        rubric=rubric.title.to(lang),
        version=stamp.rubric_version,
        scale=exact(diagnosis.card.scale),
    )
    missing = say(f"report.method_{rubric.missing}", lang, floor=floor)
    level = say("report.method_level", lang, levels=len(_real_levels(diagnosis)))
    pains = say("report.method_priority", lang)
    between = "" if lang == "zh" else " "
    return (
        Paragraph(_questionnaire(diagnosis, lang)),
        Paragraph(between.join((value, missing))),
        Paragraph(between.join((level, pains))),
    )


def stamps(diagnosis: Diagnosis, lang: Lang) -> tuple[Block, ...]:
    """What exactly it was made with, in full: the cover shows the beginnings."""
    stamp = diagnosis.card.stamp
    facts = {
        "questionnaire_digest": stamp.questionnaire_digest,
        "rubric_digest": stamp.rubric_digest,
        "engine": stamp.engine,
    }
    rows = tuple((say(f"report.fact_{name}", lang), value) for name, value in facts.items())
    return (Paragraph(say("report.stamps_lead", lang)), Facts(rows))


def _questionnaire(diagnosis: Diagnosis, lang: Lang) -> str:
    asked = [
        item for item in diagnosis.questionnaire.items if item.asked and diagnosis.shown[item.id]
    ]
    answered = [item for item in asked if diagnosis.answer(item) is not None]
    cited = {
        (cite.regulation, cite.article)
        for item in diagnosis.questionnaire.items
        for cite in item.cites
    }
    titles = [regulation(id).title.to(lang) for id in sorted({id for id, _ in cited})]
    return say(
        "report.method_questionnaire" if cited else "report.method_questionnaire_uncited",
        lang,
        title=diagnosis.questionnaire.title.to(lang),
        edition=diagnosis.questionnaire.edition,
        regulation=listed(titles, lang),
        articles=counted("articles", len(cited), lang),
        dimensions=len(diagnosis.questionnaire.dimensions),
        scored=len(diagnosis.questionnaire.scored),
        asked=counted("questions", len(asked), lang),
        answered=len(answered),
    )


def _real_levels(diagnosis: Diagnosis) -> list[Level]:
    return [level for level in diagnosis.card.ladder if level.number]
