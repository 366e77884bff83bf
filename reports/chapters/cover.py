"""The cover: whose report it is, who vouches for it, and what it was made with."""

from collections.abc import Mapping
from datetime import date

from assessments.model import Stage
from i18n import one_decimal, share
from reports.figures import CheckCodeFigure
from reports.narratives.narrator import Narrator
from reports.report import Cover, Fact

DIGEST_SHOWN = 16  # hexadecimal digits: enough to tell two editions apart at a glance
BRIEF = ("questionnaire", "submitted", "made", "id")  # what the head of a brief report tells
STANDINGS = {
    Stage.DRAFT: "draft",
    Stage.SUBMITTED: "claimed",
    Stage.UNDER_VERIFICATION: "checking",
    Stage.VERIFIED: "verified",
    Stage.PUBLISHED: "verified",
}


def cover(narrator: Narrator, made_on: date) -> Cover:
    """The cover of the report."""
    diagnosis = narrator.diagnosis
    return Cover(
        title=narrator.say("report.title"),
        enterprise=diagnosis.enterprise.name,
        statement=narrator.say(
            f"report.statement_{STANDINGS[diagnosis.assessment.stage]}",
            who=signer(narrator),
            day=_signed_on(narrator),
            **diagnosis.checked._asdict(),
        ),
        standing=standing(narrator),
        facts=_facts(narrator, made_on),
        named=_named(narrator, made_on),
        check=_check(narrator),
        logo=diagnosis.logo,
    )


def _check(narrator: Narrator) -> CheckCodeFigure | None:
    diagnosis = narrator.diagnosis
    if not diagnosis.check_address:
        return None
    alt = narrator.say("outlook.check_alt", code=diagnosis.check_code)
    return CheckCodeFigure(diagnosis.check_address, alt)


def standing(narrator: Narrator) -> str:
    """Who vouches for the report, in a few words."""
    diagnosis = narrator.diagnosis
    key = f"report.short_{STANDINGS[diagnosis.assessment.stage]}"
    looked = diagnosis.checked.looked
    return narrator.say(key, day=_signed_on(narrator), looked=looked)


def running(narrator: Narrator) -> str:
    """What stands on every page: the enterprise, and who vouches."""
    return narrator.say(
        "report.running", enterprise=narrator.diagnosis.enterprise.name, short=standing(narrator)
    )


def marks(narrator: Narrator) -> tuple[str, ...]:
    """What a reader of any single page must not miss."""
    diagnosis = narrator.diagnosis
    found = []
    if diagnosis.synthetic:
        found.append(narrator.say("report.mark_synthetic"))
    if diagnosis.assessment.stage is Stage.DRAFT:
        found.append(narrator.say("report.mark_draft"))
    if diagnosis.card.provisional:
        found.append(narrator.say("report.mark_provisional"))
    if diagnosis.rubric.estimate is not None:
        found.append(narrator.say("report.mark_estimate"))
    if diagnosis.superseded_at is not None:
        found.append(narrator.say("report.mark_superseded"))
    return tuple(found)


def signer(narrator: Narrator) -> str:
    """Who has signed it, with the centre where that is known; empty for nobody."""
    diagnosis = narrator.diagnosis
    person = diagnosis.assessment.signed_by or ""
    if not diagnosis.centre:
        return person
    return narrator.say("report.who", person=person, centre=diagnosis.centre)


def _signed_on(narrator: Narrator) -> str:
    at = narrator.diagnosis.assessment.signed_at
    return "" if at is None else narrator.day(at)


def _named(narrator: Narrator, made_on: date) -> Mapping[str, str]:
    diagnosis = narrator.diagnosis
    card, assessment = diagnosis.card, diagnosis.assessment
    total = "" if card.total is None else one_decimal(card.total)
    turn = "report.round_again" if assessment.round else "report.round_first"
    return {
        "credit_code": diagnosis.enterprise.credit_code or "",
        "level": narrator.rung(card.level) if card.level else "",
        "total": total,
        "coverage": share(card.coverage),
        "centre": diagnosis.centre,
        "consultant": assessment.signed_by or "",
        "submitted_on": narrator.day(assessment.submitted_at) if assessment.submitted_at else "",
        "signed_on": _signed_on(narrator),
        "made_on": narrator.day(made_on),
        "questionnaire": narrator.text(diagnosis.questionnaire.title),
        "edition": diagnosis.questionnaire.edition,
        "rubric": narrator.text(diagnosis.rubric.title),
        "rubric_version": card.stamp.rubric_version,
        "round": narrator.say(turn, n=assessment.round),
        "check_code": diagnosis.check_code,
        "check_address": diagnosis.check_address,
    }


def _facts(narrator: Narrator, made_on: date) -> tuple[Fact, ...]:
    diagnosis = narrator.diagnosis
    stamp, assessment = diagnosis.card.stamp, diagnosis.assessment
    submitted = assessment.submitted_at
    turn = "report.round_again" if assessment.round else "report.round_first"
    questionnaire = narrator.say(
        "report.edition",
        title=diagnosis.questionnaire.title,
        edition=diagnosis.questionnaire.edition,
    )
    rubric = narrator.say(
        "report.version", title=diagnosis.rubric.title, version=stamp.rubric_version
    )
    facts = {
        "questionnaire": questionnaire,
        "rubric": rubric,
        "round": narrator.say(turn, n=assessment.round),
        "submitted": narrator.day(submitted) if submitted else narrator.say("report.short_draft"),
        "made": narrator.day(made_on),
        "id": assessment.id,
        "questionnaire_digest": stamp.questionnaire_digest[:DIGEST_SHOWN],
        "rubric_digest": stamp.rubric_digest[:DIGEST_SHOWN],
    }
    if diagnosis.questionnaire.form == "quick":
        facts = {name: facts[name] for name in BRIEF}
    rows = tuple((narrator.say(f"report.fact_{name}"), value) for name, value in facts.items())
    if not diagnosis.check_code:
        return rows
    told = "check_code_scanned" if diagnosis.check_address else "check_code"
    code = narrator.say(f"outlook.{told}", code=diagnosis.check_code)
    rows = (*rows, (narrator.say("outlook.fact_check_code"), code))
    if not diagnosis.check_address:
        return rows
    return (*rows, (narrator.say("outlook.fact_check_address"), diagnosis.check_address))
