"""What was asked, how it was judged, and by which edition of what: half a page."""

from i18n import exact
from questionnaires.regulations import regulation
from reports.diagnosis import Diagnosis
from reports.figures import applicable
from reports.narratives.narrator import Narrator
from reports.report import Block, Facts, Paragraph
from scoring.scorecard import Level


def method(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter."""
    diagnosis = narrator.diagnosis
    rubric, stamp = diagnosis.rubric, diagnosis.card.stamp
    floor = f"{exact(round(rubric.coverage_floor * 100, 9))}%"
    value = narrator.say(
        "report.method_value",
        rubric=rubric.title,
        version=stamp.rubric_version,
        scale=exact(diagnosis.card.scale),
    )
    missing = narrator.say(f"report.method_{rubric.missing}", floor=floor)
    level = narrator.say("report.method_level", levels=len(_real_levels(diagnosis)))
    pains = narrator.say("report.method_priority")
    return (
        Paragraph(_questionnaire(narrator)),
        Paragraph(narrator.sentences((value, missing))),
        Paragraph(narrator.sentences((level, pains))),
    )


def stamps(narrator: Narrator) -> tuple[Block, ...]:
    """What exactly it was made with, in full: the cover shows the beginnings."""
    stamp = narrator.diagnosis.card.stamp
    facts = {
        "questionnaire_digest": stamp.questionnaire_digest,
        "rubric_digest": stamp.rubric_digest,
        "engine": stamp.engine,
    }
    rows = tuple((narrator.say(f"report.fact_{name}"), value) for name, value in facts.items())
    return (Paragraph(narrator.say("report.stamps_lead")), Facts(rows))


def _questionnaire(narrator: Narrator) -> str:
    diagnosis = narrator.diagnosis
    asked = [
        item for item in diagnosis.questionnaire.items if item.asked and diagnosis.shown[item.id]
    ]
    answered = [item for item in asked if diagnosis.answer(item) is not None]
    cited = {
        (cite.regulation, cite.article)
        for item in diagnosis.questionnaire.items
        for cite in item.provisions
    }
    titles = [narrator.text(regulation(id).title) for id in sorted({id for id, _ in cited})]
    return narrator.say(
        "report.method_questionnaire" if cited else "report.method_questionnaire_uncited",
        title=diagnosis.questionnaire.title,
        edition=diagnosis.questionnaire.edition,
        regulation=narrator.listed(titles),
        articles=narrator.counted("articles", len(cited)),
        dimensions=len(applicable(diagnosis.card)),
        scored=len(diagnosis.questionnaire.scored),
        asked=narrator.counted("questions", len(asked)),
        answered=len(answered),
    )


def _real_levels(diagnosis: Diagnosis) -> list[Level]:
    return [level for level in diagnosis.card.ladder if level.number]
