"""The answer sheet of one side of an assessment: what was claimed, or what was verified."""

from collections.abc import Mapping

from assessments.model import AnswerRecord, Assessment, Side, Stage
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from services.context import Context
from services.sheets import sheet_of

SIGNED = (Stage.VERIFIED, Stage.PUBLISHED)


def counted_side(assessment: Assessment) -> Side:
    """The side whose result counts: the verified one from the signature on."""
    return "verified" if assessment.stage in SIGNED else "claimed"


def verdicts_in(verified: Mapping[str, AnswerRecord]) -> frozenset[str]:
    """The items that hold a verified answer; one that was taken back is none."""
    return frozenset(item for item, record in verified.items() if record.value is not None)


def sheet_of_side(
    ctx: Context, assessment: Assessment, questionnaire: Questionnaire, side: Side
) -> Sheet:
    """The claimed answers; on the verified side with the verified ones in their place."""
    enterprise = ctx.store.enterprise(assessment.enterprise)
    records = [ctx.store.answers(assessment.id, "claimed")]
    if side == "verified":
        records.append(ctx.store.answers(assessment.id, "verified"))
    return sheet_of(questionnaire, enterprise, *records)
