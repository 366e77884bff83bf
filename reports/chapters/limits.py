"""What this diagnosis cannot say."""

from datetime import date

from reports.chapters.levels import caution
from reports.counting import much_left_out
from reports.layers.reader import layers_for
from reports.narratives.narrator import Narrator
from reports.report import Block, Bullets


def limits(narrator: Narrator, made_on: date) -> tuple[Block, ...]:
    """The chapter."""
    diagnosis = narrator.diagnosis
    assessment = diagnosis.assessment
    at = assessment.signed_at or assessment.submitted_at or made_on
    found = []
    if diagnosis.synthetic:
        found.append(narrator.say("report.limit_synthetic"))
    if assessment.submitted_at is None:
        found.append(narrator.say("report.limit_draft"))
    vouched = "verified" if diagnosis.signed else "claimed"
    found.append(narrator.say(f"report.limit_{vouched}", day=narrator.day(at)))
    found.append(narrator.say("report.limit_time", day=narrator.day(at)))
    if diagnosis.open_items:
        questions = narrator.counted("questions", len(diagnosis.open_items))
        found.append(narrator.say("report.limit_open", questions=questions))
    if much_left_out(diagnosis.card.nodes[0]):
        found.append(caution(narrator))
    found += [narrator.say(f"report.limit_{name}") for name in ("judgement", "official", "steps")]
    looked_ahead = {
        "readings": diagnosis.readings,
        "plan": diagnosis.plan is not None and diagnosis.plan.tasks,
        "layers": layers_for(diagnosis.questionnaire),
        "programmes": diagnosis.programmes,
    }
    found += [
        narrator.say(f"outlook.limit_{name}") for name, there in looked_ahead.items() if there
    ]
    return (Bullets((*found, *_sources(narrator))),)


def _sources(narrator: Narrator) -> list[str]:
    """Where the questions and the judgement come from, grouped by how sure that is."""
    diagnosis = narrator.diagnosis
    told: dict[str, list[str]] = {}
    for part in diagnosis.questionnaire.provenance:
        told.setdefault(part.confidence, []).append(narrator.text(part.source))
    parts = [
        narrator.say(
            "report.limit_source",
            confidence=narrator.say(f"report.confidence_{confidence}"),
            source=narrator.sentences(sources),
        )
        for confidence, sources in told.items()
    ]
    source = narrator.text(diagnosis.rubric.provenance)
    return [*parts, narrator.say("report.limit_rubric_source", source=source)]
