"""Two results of one enterprise compared: claimed against verified, one year against another."""

from dataclasses import dataclass

from access.predicates import Series
from access.table import allowed
from assessments.model import Assessment, Side
from assessments.refusals import Invalid
from questionnaires.model import Questionnaire
from scoring.comparison import Comparison, compare
from scoring.library import UnknownRubric, rubric
from scoring.rubric import Rubric
from scoring.scorecard import Stamp
from scoring.splitting import JudgedSheets
from services.context import Context
from services.editions import default_rubric, pinned
from services.rounds import round_before
from services.sides import counted_side, sheet_of_side
from services.subjects import subject_of

CLOSE = 1e-6  # of the scale: a stored total further off was made of something else


@dataclass(frozen=True)
class Compared:
    """Two results, each with its assessment, side, questionnaire and rubric, and what changed."""

    assessments: tuple[Assessment, Assessment]
    sides: tuple[Side, Side]
    questionnaires: tuple[Questionnaire, Questionnaire]
    rubrics: tuple[Rubric, Rubric]
    comparison: Comparison


def compare_sides(ctx: Context, assessment_id: str) -> Compared:
    """What was claimed against what is verified so far, item by item."""
    assessment = subject_of(ctx, "case.read", assessment_id)
    return _compared(ctx, (assessment, assessment), ("claimed", "verified"))


def compare_rounds(ctx: Context, earlier_id: str, later_id: str) -> Compared:
    """Two assessments of one enterprise: the results that count, each under its own rubric.

    Raises Invalid where they are of two enterprises, or where the rubric that made one of the
    results is no longer at hand.
    """
    pair = tuple(subject_of(ctx, "result.read", id) for id in (earlier_id, later_id))
    if len({assessment.enterprise for assessment in pair}) > 1:
        raise Invalid("two_enterprises")
    return _compared(ctx, (pair[0], pair[1]), (counted_side(pair[0]), counted_side(pair[1])))


def since_last_round(ctx: Context, assessment_id: str) -> Compared | None:
    """A submitted assessment against the round before it, where there is one to compare with.

    The last submitted one of the same enterprise and questionnaire that was begun earlier. None
    where the actor may not see it, or where its stored total can no longer be made of what is
    stored. Raises Invalid where its edition or rubric is no longer at hand as it was.
    """
    later = subject_of(ctx, "result.read", assessment_id)
    if later.submitted_at is None:
        return None
    earlier = round_before(ctx, later)
    if earlier is None or not allowed(ctx.actor, "series.read", Series(earlier, later)):
        return None
    pair = (earlier, later)
    found = _compared(ctx, pair, (counted_side(pair[0]), counted_side(pair[1])))
    return found if _is_as_stored(ctx, found) else None


def _is_as_stored(ctx: Context, found: Compared) -> bool:
    """Whether the stored answers still make the stored totals (a profile may have changed)."""
    total = found.comparison.total
    for assessment, side, figure in zip(
        found.assessments, found.sides, (total.before, total.after), strict=True
    ):
        card = ctx.store.scorecard(assessment.id, side)
        if card is None or card.total is None or figure is None:
            return False
        if abs(figure / total.scale - card.total / card.scale) > CLOSE:
            return False
    return True


def rubric_of(ctx: Context, assessment: Assessment, side: Side, asked: Questionnaire) -> Rubric:
    """The rubric that made the stored result of a side; the default one without a result.

    Raises Invalid where it is not at hand as it was.
    """
    card = ctx.store.scorecard(assessment.id, side)
    if card is None:
        return default_rubric(asked)
    found = rubric_stamped(card.stamp, asked)
    if found is None:
        raise Invalid("rubric_changed", rubric=card.stamp.rubric, version=card.stamp.rubric_version)
    return found


def rubric_stamped(stamp: Stamp, questionnaire: Questionnaire) -> Rubric | None:
    """The rubric of that name if it still judges as it did then."""
    try:
        found = rubric(stamp.rubric, questionnaire)
    except UnknownRubric:
        return None
    return found if found.digest == stamp.rubric_digest else None


def _compared(
    ctx: Context, assessments: tuple[Assessment, Assessment], sides: tuple[Side, Side]
) -> Compared:
    judged = []
    for assessment, side in zip(assessments, sides, strict=True):
        questionnaire = pinned(ctx, assessment)
        sheet = sheet_of_side(ctx, assessment, questionnaire, side)
        judged.append(
            JudgedSheets(questionnaire, rubric_of(ctx, assessment, side, questionnaire), (sheet,))
        )
    before, after = judged
    return Compared(
        assessments=assessments,
        sides=sides,
        questionnaires=(before.questionnaire, after.questionnaire),
        rubrics=(before.rubric, after.rubric),
        comparison=compare(before, after),
    )
