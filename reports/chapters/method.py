"""What was asked, how it was judged, and by which edition of what: half a page."""

from collections.abc import Iterator

from i18n import exact
from questionnaires.regulations import regulation
from reports.diagnosis import Diagnosis
from reports.figures import applicable
from reports.narratives.narrator import Narrator
from reports.report import Block, Bullets, Facts, Paragraph
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
    found = "_found" if narrator.diagnosis.found else ""
    pains = narrator.say(f"report.method_priority{found}")
    by_facts = tuple(_weights_by(narrator))
    return (
        Paragraph(_questionnaire(narrator)),
        Paragraph(narrator.sentences((value, missing))),
        *((Bullets(by_facts),) if by_facts else ()),
        Paragraph(narrator.sentences((level, pains))),
    )


def _weights_by(narrator: Narrator) -> Iterator[str]:
    """The weights that depend on a fact: which count here, and why."""
    diagnosis, facts = narrator.diagnosis, narrator.diagnosis.sheet.facts
    figures, items = diagnosis.rubric.figures, diagnosis.questionnaire.by_id
    for id, table in diagnosis.rubric.tables.items():
        row = table.rows[table.place(facts)]
        which = "value" if table.fact in facts else "unknown"
        value = facts.get(table.fact, "")
        if table.fact == "size" and value:
            value = narrator.say(f"report.size_{value}")
        titles = {
            child: narrator.title(items[child]) if child in items else figures[child].title
            for child in row.weights
        }
        yield narrator.say(
            "report.method_weights_by",
            node=figures[id].title,
            fact=narrator.say(f"report.fact_{table.fact}"),
            row=narrator.say(
                f"report.weights_{which}",
                value=value if isinstance(value, str) else exact(value),
            ),
            weights=narrator.listed(
                narrator.say("report.weight_of", part=titles[child], weight=exact(weight))
                for child, weight in row.weights.items()
            ),
            reason=narrator.text(row.reason).rstrip("。."),
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
