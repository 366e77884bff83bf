"""What a report tells of an enterprise beside the assessment itself; each is computed once."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from assessments.model import Side
from assessments.refusals import Invalid
from reports.diagnosis import Diagnosis, Earlier, Noted
from services.comparing import since_last_round
from services.context import Context
from services.plans import planned, progress_since
from services.programmes import programmes
from services.reading_under import read_under


def gathered(ctx: Context, known: Diagnosis) -> Diagnosis:
    """``known`` with readings, programmes, plan, the round before it and who noted what.

    There is no plan for a provisional result: it would send the enterprise the wrong way.
    """
    id = known.assessment.id
    readings, plan = read_under(ctx, id), planned(ctx, id)
    return replace(
        known,
        readings=readings,
        programmes=programmes(ctx, id, readings),
        earlier=_earlier(ctx, id),
        plan=None if known.card.provisional else plan.plan,
        edited_catalogue=plan.catalogue,
        noted=noted(ctx, known),
    )


def _earlier(ctx: Context, assessment_id: str) -> Earlier | None:
    """The round before; None too where its edition or rubric is no longer at hand as it was."""
    with suppress(Invalid):
        found = since_last_round(ctx, assessment_id)
        if found is not None:
            plan = progress_since(ctx, assessment_id)
            return Earlier(
                assessment=found.assessments[0],
                questionnaire=found.questionnaires[0],
                comparison=found.comparison,
                sides=found.sides,
                plan=plan.plan if plan else None,
            )
    return None


def noted(ctx: Context, known: Diagnosis) -> Mapping[tuple[Side, str], Noted]:
    """Who gave each note and remark; an author without an account is the enterprise."""
    return dict(_noted(ctx, known))


def _noted(ctx: Context, known: Diagnosis) -> Iterator[tuple[tuple[Side, str], Noted]]:
    names: dict[str, str | None] = {}
    sides: tuple[Side, ...] = ("claimed", "verified") if known.remarks else ("claimed",)
    for side in sides:
        for item, record in ctx.store.answers(known.assessment.id, side).items():
            if record.note:
                if record.author not in names:
                    account = ctx.store.account(record.author)
                    names[record.author] = account.name if account else None
                yield (side, item), Noted(names[record.author], record.at)
