"""How the finding came about: who assessed and verified, when, whom they met, what they saw."""

from assessments.model import Stage
from assessments.visits import LISTS, SiteVisit
from questionnaires.model import Item
from reports.chapters.cover import signer
from reports.chapters.verification import moves
from reports.diagnosis import Diagnosis
from reports.narratives.narrator import Narrator
from reports.report import Block, Fact, Facts, Paragraph


def process(narrator: Narrator) -> tuple[Block, ...]:
    """The chapter; empty for a draft."""
    diagnosis = narrator.diagnosis
    if diagnosis.assessment.stage is Stage.DRAFT:
        return ()
    lead = "process_signed" if diagnosis.signed else "process_claimed"
    told = Paragraph(narrator.say(f"report.{lead}", **diagnosis.checked._asdict()))
    return (told, Facts((_self(narrator), *_verified(narrator))))


def _self(narrator: Narrator) -> Fact:
    assessment = narrator.diagnosis.assessment
    said = narrator.say(
        "report.process_self",
        begun=narrator.day(assessment.started_at),
        submitted=narrator.day(assessment.submitted_at or assessment.started_at),
    )
    return narrator.say("report.row_self"), said


def _verified(narrator: Narrator) -> tuple[Fact, ...]:
    """What the centre did; of a case that was signed without a visit that there is none."""
    diagnosis = narrator.diagnosis
    assessment, visit = diagnosis.assessment, diagnosis.visit
    if not diagnosis.signed or assessment.signed_at is None:
        under_way = assessment.stage is Stage.UNDER_VERIFICATION
        key = "process_checking" if under_way else "process_unverified"
        return ((narrator.say("report.row_verified"), narrator.say(f"report.{key}")),)
    rows = {"verified": signer(narrator)}
    rows |= _visited(narrator, visit) if visit else {"visit": narrator.say("report.process_bare")}
    rows["scope"] = _scope(narrator)
    if noted := _noted(narrator):
        rows["noted"] = noted
    day = narrator.day(assessment.signed_at)
    signature, correction = diagnosis.signature, diagnosis.correction
    if signature is not None and signature.reviewed_at is not None:
        told = {"who": signature.reviewed_by, "day": narrator.day(signature.reviewed_at)}
        rows["review"] = narrator.say("report.process_review", **told)
    rows["signing"] = narrator.say("report.process_signing", day=day)
    if correction is not None:
        told = {"reason": correction.reason, "day": narrator.day(correction.signed_at)}
        rows["correction"] = narrator.say("report.process_correction", by=correction.by, **told)
    if signature is not None:
        rows["digest"] = narrator.say("report.process_digest", digest=signature.digest)
    return tuple((narrator.say(f"report.row_{name}"), text) for name, text in rows.items() if text)


def _visited(narrator: Narrator, visit: SiteVisit) -> dict[str, str]:
    days = ""
    if visit.first_day is not None:
        days = narrator.day(visit.first_day)
        if visit.last_day not in (None, visit.first_day):
            last = narrator.day(visit.last_day or visit.first_day)
            days = narrator.say("report.process_days", first=days, last=last)
    listed = {name: narrator.clauses(getattr(visit, name)) for name in LISTS}
    no_code = "" if narrator.diagnosis.enterprise.credit_code else visit.no_code
    return {"visit": days, **listed, "impossible": visit.impossible, "no_code": no_code}


def _scope(narrator: Narrator) -> str:
    """How many of the questions that count were looked at, and what became of their answers."""
    diagnosis = narrator.diagnosis
    scored = [i for i in diagnosis.questionnaire.scored if diagnosis.state(i) != "routed_out"]
    looked = sum(_looked_at(diagnosis, item) for item in scored)
    moved = moves(diagnosis)
    down, up = sum(move < 0 for move in moved), sum(move > 0 for move in moved)
    told = [
        narrator.say(f"report.verification_{way}", questions=narrator.counted("questions", n))
        for way, n in (("down", down), ("up", up))
        if n
    ]
    said = {"of": len(scored), "n": looked, "rest": len(scored) - looked}
    every = diagnosis.checked
    said |= {"all": every.looked + every.rest, "all_n": every.looked}
    moved_text = narrator.listed(told) or narrator.say("report.process_same")
    return narrator.clauses((narrator.say("report.process_scope", **said), moved_text))


def _looked_at(diagnosis: Diagnosis, item: Item) -> bool:
    """Whether the consultant answered it, or a number that it is computed from."""
    return bool({item.id, item.part, item.whole} & diagnosis.verdicts)


def _noted(narrator: Narrator) -> str:
    """How many questions have something to show for them."""
    diagnosis = narrator.diagnosis
    counts = {"notes": len(diagnosis.notes), "remarks": len(diagnosis.remarks)}
    told = [narrator.say(f"report.process_{name}", n=n) for name, n in counts.items() if n]
    return narrator.clauses(told)
