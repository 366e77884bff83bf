"""What became of each claim: worked out from both sides, and what is kept beside them."""

from collections.abc import Mapping

from assessments.lifecycle import require_open
from assessments.model import Document
from assessments.refusals import NotFound
from assessments.verdicts import WITH_A_REASON, ClaimVerdict, NotShown
from questionnaires.sheet import shown
from reports.verdicts import verdicts_of
from services.context import Context, at_once
from services.dossier import Dossier, dossier_of
from services.kinds import NOT_SHOWN
from services.noting import note_case


def not_shown_in(dossier: Dossier) -> NotShown:
    """The items of which the consultant saw nothing."""
    document = dossier.document(NOT_SHOWN, dossier.assessment.id)
    return NotShown() if document is None else NotShown.model_validate(document.value)


def verdicts_in(dossier: Dossier) -> Mapping[str, ClaimVerdict]:
    """The verdict on every item that is asked, both sides together."""
    both = dossier.sheets["verified"]
    return verdicts_of(
        dossier.questionnaire,
        shown(dossier.questionnaire, both),
        dossier.sheets["claimed"],
        {id: both.answers[id] for id in dossier.verdicts},
        (dossier.card("claimed"), dossier.card("verified")),
        not_shown=not_shown_in(dossier).items,
    )


def unexplained(dossier: Dossier, verdicts: Mapping[str, ClaimVerdict]) -> tuple[str, ...]:
    """The items whose verdict needs a remark and has none."""
    remarked = {id for id, record in dossier.verified.items() if record.note}
    return tuple(
        id for id, each in verdicts.items() if each in WITH_A_REASON and id not in remarked
    )


def set_not_shown(ctx: Context, assessment_id: str, item: str, *, is_so: bool) -> None:
    """Keep that there was nothing to see of an item, or that there was; durable when it returns.

    Its answer stands as it is: whoever finds less gives another one. Raises NotFound (the item),
    NotAllowed (the stage).
    """
    with at_once(ctx) as one:
        keep_not_shown(one, dossier_of(one, "case.verify", assessment_id), {item: is_so})


def keep_not_shown(ctx: Context, dossier: Dossier, said: Mapping[str, bool]) -> None:
    """The same of several items at once; ``ctx`` is one of ``at_once``, ``dossier`` read in it."""
    assessment, asked = dossier.assessment, dossier.questionnaire
    require_open(assessment, "verified")
    for item in said:
        if item not in asked.by_id or not asked.by_id[item].asked:
            raise NotFound("unknown_item", item=item, questionnaire=asked.title)
    present = not_shown_in(dossier).items
    changed = {item: is_so for item, is_so in said.items() if (item in present) != is_so}
    if not changed:
        return
    who = ctx.actor.name or ctx.actor.id, ctx.now()
    left = {id: each for id, each in present.items() if id not in changed}
    left |= {item: who for item, is_so in changed.items() if is_so}
    held = dossier.document(NOT_SHOWN, assessment.id)
    document = Document(
        kind=NOT_SHOWN,
        subject=assessment.id,
        revision=1 if held is None else held.revision + 1,
        value=NotShown(items=left).model_dump(mode="json"),
        author=ctx.actor.id,
        at=ctx.now(),
    )
    ctx.store.append_document(document)
    for item, is_so in changed.items():
        note_case(ctx, "case.not_shown" if is_so else "case.shown", assessment, item=item)
