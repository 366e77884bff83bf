"""The result of one assessment, and where its points were lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.model import Assessment, Enterprise
from questionnaires.columns import Array, columns_of, is_answered
from questionnaires.conditions import route
from questionnaires.model import Band, Citation, Item, Kind, Option, Questionnaire
from questionnaires.sheet import Sheet
from scoring.columns import band_of
from scoring.rubric import Rubric
from scoring.scorecard import Scorecard, State
from services.context import Context
from services.editions import default_rubric, pinned
from services.sheets import score, sheet_of
from services.subjects import subject_of


@dataclass(frozen=True)
class Loss:
    """An item that cost points; ``lost`` and ``gained`` are on the scale of the total.

    ``answer`` is the option chosen or the band reached (None: several options, or no answer),
    ``next_rung`` what would come next: the option above, the band above, or the first good option
    that is not ticked (None: nothing is above).
    """

    item: Item
    state: State
    lost: float
    gained: float
    answer: Option | Band | None
    next_rung: Option | Band | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Result:
    """What came out. ``claimed`` is live on a draft, and as submitted from then on.

    ``verified`` is there once a consultant has signed; ``losses`` are those of the verified card
    where there is one, the dearest first.
    """

    assessment: Assessment
    enterprise: Enterprise
    questionnaire: Questionnaire
    rubric: Rubric
    claimed: Scorecard
    verified: Scorecard | None
    losses: tuple[Loss, ...]


def result(ctx: Context, assessment_id: str) -> Result:
    """The result, of a draft too."""
    assessment = subject_of(ctx, "result.read", assessment_id)
    enterprise = ctx.store.enterprise(assessment.enterprise)
    questionnaire = pinned(ctx, assessment)
    claimed = ctx.store.answers(assessment.id, "claimed")
    sheet = sheet_of(questionnaire, enterprise, claimed)
    claimed_card = ctx.store.scorecard(assessment.id, "claimed") or score(questionnaire, sheet)
    verified_card = ctx.store.scorecard(assessment.id, "verified")
    if verified_card is not None:
        verified = ctx.store.answers(assessment.id, "verified")
        sheet = sheet_of(questionnaire, enterprise, claimed, verified)
    return Result(
        assessment=assessment,
        enterprise=enterprise,
        questionnaire=questionnaire,
        rubric=default_rubric(questionnaire),
        claimed=claimed_card,
        verified=verified_card,
        losses=losses(questionnaire, sheet, verified_card or claimed_card),
    )


def losses(questionnaire: Questionnaire, sheet: Sheet, card: Scorecard) -> tuple[Loss, ...]:
    """The items of ``card`` that cost points, the dearest first; ``sheet`` is what it judged."""
    columns = columns_of(questionnaire, [sheet.answers], [sheet.facts])
    numbers = route(questionnaire, columns).items
    found = []
    for part in card.items:
        if part.lost > 0:
            item = questionnaire.by_id[part.id]
            answer, next_rung = _rungs(item, sheet, numbers[item.id])
            found.append(
                Loss(item, part.state, part.lost, part.gained, answer, next_rung, part.cites)
            )
    return tuple(sorted(found, key=lambda loss: -loss.lost))


def _rungs(
    item: Item, sheet: Sheet, column: Array
) -> tuple[Option | Band | None, Option | Band | None]:
    """Where the answer stands, and what is above it."""
    if item.kind is Kind.MULTI:
        ticked = sheet.answers.get(item.id)
        held = ticked if isinstance(ticked, tuple) else ()
        good = (each for each in item.options if not each.exclusive and not each.negative)
        return None, next((option for option in good if option.id not in held), None)
    rungs: Sequence[Option | Band] = item.options or item.bands
    if not is_answered(column)[0]:
        return None, rungs[0] if rungs else None
    place = int(column[0]) if item.options else int(band_of(item, column)[0])
    above = rungs[place + 1] if place + 1 < len(rungs) else None
    return rungs[place], above
