"""How far an assessed enterprise is from public programmes."""

from collections.abc import Sequence

from scoring.reading_under import ReadUnder
from services.context import Context
from services.declaring import declared
from services.editions import pinned
from services.reading_under import read_under
from services.sheets import score
from services.sides import counted_side, sheet_of_side
from services.subjects import subject_of
from solutions.programmes import judge
from solutions.programmes.judging import Judgement, Levels


def programmes(
    ctx: Context, assessment_id: str, under: Sequence[ReadUnder] | None = None
) -> tuple[Judgement, ...]:
    """Every programme, judged by the answers that count, their readings and what is declared.

    ``under``: the assessment's ``read_under``, where somebody has it already.
    """
    assessment = subject_of(ctx, "result.read", assessment_id)
    ours = pinned(ctx, assessment)
    sheet = sheet_of_side(ctx, assessment, ours, counted_side(assessment))
    found = read_under(ctx, assessment_id) if under is None else under
    readings: dict[str, Levels] = {each.questionnaire.id: each for each in found}
    readings[ours.id] = score(ours, sheet)
    return judge(ours, sheet, readings, declared(ctx, assessment_id).held)
