"""What this diagnosis cannot say."""

from datetime import date

from i18n import Lang, say
from reports.diagnosis import Diagnosis
from reports.layers.reader import layers_for
from reports.report import Block, Bullets
from wording.phrases import counted, day


def limits(diagnosis: Diagnosis, lang: Lang, made_on: date) -> tuple[Block, ...]:
    """The chapter."""
    assessment = diagnosis.assessment
    at = assessment.signed_at or assessment.submitted_at or made_on
    found = []
    if diagnosis.synthetic:
        found.append(say("report.limit_synthetic", lang))
    if assessment.submitted_at is None:
        found.append(say("report.limit_draft", lang))
    vouched = "verified" if diagnosis.signed else "claimed"
    found.append(say(f"report.limit_{vouched}", lang, day=day(at, lang)))
    found.append(say("report.limit_time", lang, day=day(at, lang)))
    if diagnosis.open_items:
        questions = counted("questions", len(diagnosis.open_items), lang)
        found.append(say("report.limit_open", lang, questions=questions))
    found += [say(f"report.limit_{name}", lang) for name in ("judgement", "official", "steps")]
    looked_ahead = {
        "readings": diagnosis.readings,
        "plan": diagnosis.plan is not None and diagnosis.plan.tasks,
        "layers": layers_for(diagnosis.questionnaire),
        "programmes": diagnosis.programmes,
    }
    found += [say(f"outlook.limit_{name}", lang) for name, there in looked_ahead.items() if there]
    return (Bullets((*found, *_sources(diagnosis, lang))),)


def _sources(diagnosis: Diagnosis, lang: Lang) -> list[str]:
    """Where the questions and the judgement come from, grouped by how sure that is."""
    told: dict[str, list[str]] = {}
    for part in diagnosis.questionnaire.provenance:
        told.setdefault(part.confidence, []).append(part.source.to(lang))
    between = "" if lang == "zh" else " "
    parts = [
        say(
            "report.limit_source",
            lang,
            confidence=say(f"report.confidence_{confidence}", lang),
            source=between.join(sources),
        )
        for confidence, sources in told.items()
    ]
    source = diagnosis.rubric.provenance.to(lang)
    return [*parts, say("report.limit_rubric_source", lang, source=source)]
