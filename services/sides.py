"""The answer sheet of one side of an assessment: what was claimed, or what was verified."""

from assessments.model import Assessment, Side
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from services.context import Context
from services.sheets import sheet_of


def sheet_of_side(
    ctx: Context, assessment: Assessment, questionnaire: Questionnaire, side: Side
) -> Sheet:
    """The claimed answers; on the verified side with the verified ones in their place."""
    enterprise = ctx.store.enterprise(assessment.enterprise)
    records = [ctx.store.answers(assessment.id, "claimed")]
    if side == "verified":
        records.append(ctx.store.answers(assessment.id, "verified"))
    return sheet_of(questionnaire, enterprise, *records)
