"""An enterprise's own results for its own programs, and nobody else's."""

from collections import defaultdict
from collections.abc import Sequence

from access.check_codes import GROUP
from access.table import require
from assessments.model import Assessment, Side
from assessments.refusals import Refusal
from i18n import Text
from scoring.scorecard import Scorecard
from services.context import Context
from services.editions import edition
from services.interface.models import (
    LevelAnswer,
    OwnResults,
    RoundAnswer,
    ScoreAnswer,
    SideAnswer,
)


def own_results(ctx: Context) -> OwnResults:
    """All that the enterprise has handed in, the last begun first.

    A verified result is there once it is signed, a correction too.
    """
    require(ctx.actor, "feed.list")
    handed_in = [
        each
        for each, _ in reversed(ctx.store.assessments(records=ctx.actor.records))
        if each.submitted_at is not None and (each.corrects is None or each.signed)
    ]
    for each in handed_in:
        require(ctx.actor, "feed.read", each)
    cards = ctx.store.scorecards([each.id for each in handed_in])
    codes = defaultdict(list)
    for code, id in ctx.store.codes_handed_out([each.id for each in handed_in]).items():
        codes[id].append(_written(code))
    return OwnResults(
        rounds=tuple(
            _round(
                ctx,
                each,
                [(side, cards[each.id, side]) for side in _sides(each) if (each.id, side) in cards],
                sorted(codes[each.id]),
            )
            for each in handed_in
        )
    )


def _round(
    ctx: Context, assessment: Assessment, cards: Sequence[tuple[Side, Scorecard]], codes: list[str]
) -> RoundAnswer:
    return RoundAnswer(
        assessment=assessment.id,
        enterprise=assessment.enterprise,
        questionnaire=assessment.questionnaire,
        edition=assessment.edition,
        title=_title(ctx, assessment),
        round=assessment.round,
        stage=assessment.stage.value,
        submitted_at=assessment.submitted_at or assessment.started_at,
        signed_at=assessment.signed_at,
        corrects=assessment.corrects,
        synthetic=assessment.synthetic,
        results=tuple(_side(side, card) for side, card in cards),
        check_codes=tuple(codes),
    )


def _sides(assessment: Assessment) -> Sequence[Side]:
    return ("claimed", "verified") if assessment.signed else ("claimed",)


def _side(side: Side, card: Scorecard) -> SideAnswer:
    total, *parts = card.nodes
    return SideAnswer(
        side=side,
        total=card.total,
        start=card.start,
        scale=card.scale,
        coverage=card.coverage,
        provisional=card.provisional,
        level=None if card.level is None else LevelAnswer.model_validate(card.level),
        dimensions=tuple(
            ScoreAnswer.model_validate(each) for each in parts if each.parent == total.id
        ),
        rubric=card.stamp.rubric,
        rubric_version=card.stamp.rubric_version,
    )


def _title(ctx: Context, assessment: Assessment) -> Text:
    """What the questionnaire is called; its id where the edition is lost."""
    try:
        return edition(ctx.settings, assessment.questionnaire, assessment.edition).title
    except Refusal:
        return Text(zh=assessment.questionnaire, en=assessment.questionnaire)


def _written(code: str) -> str:
    """A check code as it is printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
