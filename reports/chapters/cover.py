"""The cover: whose report it is, who vouches for it, and what it was made with."""

from collections.abc import Mapping
from datetime import date

from assessments.model import Stage
from i18n import Lang, one_decimal, say
from reports.diagnosis import Diagnosis
from reports.report import Cover, Fact
from wording.phrases import day, rung, share
from wording.provisional import provisional_mark

DIGEST_SHOWN = 16  # hexadecimal digits: enough to tell two editions apart at a glance
STANDINGS = {
    Stage.DRAFT: "draft",
    Stage.SUBMITTED: "claimed",
    Stage.UNDER_VERIFICATION: "checking",
    Stage.VERIFIED: "verified",
    Stage.PUBLISHED: "verified",
}


def cover(diagnosis: Diagnosis, lang: Lang, made_on: date) -> Cover:
    """The cover of the report."""
    return Cover(
        title=say("report.title", lang),
        enterprise=diagnosis.enterprise.name,
        statement=say(
            f"report.statement_{STANDINGS[diagnosis.assessment.stage]}",
            lang,
            who=signer(diagnosis, lang),
            day=_signed_on(diagnosis, lang),
            **diagnosis.checked._asdict(),
        ),
        facts=_facts(diagnosis, lang, made_on),
        named=_named(diagnosis, lang, made_on),
    )


def standing(diagnosis: Diagnosis, lang: Lang) -> str:
    """Who vouches for the report, in a few words."""
    key = f"report.short_{STANDINGS[diagnosis.assessment.stage]}"
    looked = diagnosis.checked.looked
    return say(key, lang, day=_signed_on(diagnosis, lang), looked=looked)


def running(diagnosis: Diagnosis, lang: Lang) -> str:
    """What stands on every page: the enterprise, and who vouches."""
    return say(
        "report.running",
        lang,
        enterprise=diagnosis.enterprise.name,
        short=standing(diagnosis, lang),
    )


def marks(diagnosis: Diagnosis, lang: Lang) -> tuple[str, ...]:
    """What a reader of any single page must not miss."""
    found = []
    if diagnosis.synthetic:
        found.append(say("report.mark_synthetic", lang))
    if diagnosis.assessment.stage is Stage.DRAFT:
        found.append(say("report.mark_draft", lang))
    if diagnosis.card.provisional:
        found.append(provisional_mark(lang))
    if diagnosis.rubric.estimate is not None:
        found.append(say("report.mark_estimate", lang))
    return tuple(found)


def signer(diagnosis: Diagnosis, lang: Lang) -> str:
    """Who has signed it, with the centre where that is known; empty for nobody."""
    person = diagnosis.assessment.signed_by or ""
    if not diagnosis.centre:
        return person
    return say("report.who", lang, person=person, centre=diagnosis.centre)


def _signed_on(diagnosis: Diagnosis, lang: Lang) -> str:
    at = diagnosis.assessment.signed_at
    return "" if at is None else day(at, lang)


def _named(diagnosis: Diagnosis, lang: Lang, made_on: date) -> Mapping[str, str]:
    card, assessment = diagnosis.card, diagnosis.assessment
    total = "" if card.total is None else one_decimal(card.total)
    turn = "report.round_again" if assessment.round else "report.round_first"
    return {
        "credit_code": diagnosis.enterprise.credit_code or "",
        "level": rung(card.level, lang) if card.level else "",
        "total": total,
        "coverage": share(card.coverage),
        "centre": diagnosis.centre,
        "consultant": assessment.signed_by or "",
        "submitted_on": day(assessment.submitted_at, lang) if assessment.submitted_at else "",
        "signed_on": _signed_on(diagnosis, lang),
        "made_on": day(made_on, lang),
        "questionnaire": diagnosis.questionnaire.title.to(lang),
        "edition": diagnosis.questionnaire.edition,
        "rubric": diagnosis.rubric.title.to(lang),
        "rubric_version": card.stamp.rubric_version,
        "round": say(turn, lang, n=assessment.round),
        "check_code": diagnosis.check_code,
    }


def _facts(diagnosis: Diagnosis, lang: Lang, made_on: date) -> tuple[Fact, ...]:
    stamp, assessment = diagnosis.card.stamp, diagnosis.assessment
    submitted = assessment.submitted_at
    turn = "report.round_again" if assessment.round else "report.round_first"
    questionnaire = say(
        "report.edition",
        lang,
        title=diagnosis.questionnaire.title.to(lang),
        edition=diagnosis.questionnaire.edition,
    )
    rubric = say(
        "report.version",
        lang,
        title=diagnosis.rubric.title.to(lang),
        version=stamp.rubric_version,
    )
    facts = {
        "questionnaire": questionnaire,
        "rubric": rubric,
        "round": say(turn, lang, n=assessment.round),
        "submitted": day(submitted, lang) if submitted else say("report.short_draft", lang),
        "made": day(made_on, lang),
        "id": assessment.id,
        "questionnaire_digest": stamp.questionnaire_digest[:DIGEST_SHOWN],
        "rubric_digest": stamp.rubric_digest[:DIGEST_SHOWN],
    }
    rows = tuple((say(f"report.fact_{name}", lang), value) for name, value in facts.items())
    if not diagnosis.check_code:
        return rows
    code = say("outlook.check_code", lang, code=diagnosis.check_code)
    return (*rows, (say("outlook.fact_check_code", lang), code))
