"""The result of one assessment, and where its points were lost."""

from collections.abc import Hashable
from dataclasses import dataclass

from assessments.model import Side
from questionnaires.model import AnyCitation, Item, Kind, Questionnaire
from questionnaires.sheet import Sheet, shown
from reports.diagnosis import VerifiedCount, answer_in, checked
from scoring.rubric import Rubric
from scoring.scorecard import ItemScore, Scorecard, State
from scoring.steps import Step, next_steps, present_steps, steps_of
from services.context import Context
from services.dossier import Dossier, dossier_of


@dataclass(frozen=True)
class Loss:
    """An item that cost points; ``lost`` and ``gained`` are on the scale of the total.

    ``answer`` is the option chosen or the band reached (None: several options, or no answer),
    ``next_rung`` what would come next by the rubric's points: the option or band above, or the
    first good option that is not ticked (None: nothing is above).
    """

    item: Item
    state: State
    lost: float
    gained: float
    answer: Step | None
    next_rung: Step | None
    cites: tuple[AnyCitation, ...]


@dataclass(frozen=True)
class Result:
    """What came out. ``claimed`` is live on a draft, and as submitted from then on.

    ``verified`` is there once a consultant has signed; ``losses`` are those of the verified card
    where there is one, the dearest first. ``checked`` says how much a consultant looked at.
    ``seen`` is another whenever anything has changed that the assessment's own figures, or what
    is kept beside it, rest on.
    """

    dossier: Dossier
    claimed: Scorecard
    verified: Scorecard | None
    checked: VerifiedCount
    losses: tuple[Loss, ...]
    seen: tuple[Hashable, ...]

    @property
    def card(self) -> Scorecard:
        """The one that counts: the verified one where there is one."""
        return self.verified or self.claimed


def result(ctx: Context, assessment_id: str) -> Result:
    """The result, of a draft too."""
    dossier = dossier_of(ctx, "result.read", assessment_id)
    questionnaire, rubric = dossier.questionnaire, dossier.rubric
    claimed, verified = dossier.card("claimed"), dossier.stored.get("verified")
    side: Side = "claimed" if verified is None else "verified"
    records = [*dossier.claimed.values(), *(dossier.verified.values() if verified else ())]
    sheet = dossier.sheets[side]
    return Result(
        dossier=dossier,
        claimed=claimed,
        verified=verified,
        checked=checked(
            questionnaire, shown(questionnaire, sheet), dossier.verdicts if verified else ()
        ),
        losses=losses(questionnaire, rubric, sheet, verified or claimed),
        seen=(
            dossier.assessment,
            dossier.enterprise,
            rubric.digest,
            *((record.item, record.revision) for record in records),
            *sorted((*key, document.revision) for key, document in dossier.documents.items()),
        ),
    )


def losses(
    questionnaire: Questionnaire, rubric: Rubric, sheet: Sheet, card: Scorecard
) -> tuple[Loss, ...]:
    """The items of ``card`` that cost points, the dearest first; ``sheet`` is what it judged."""
    found = [
        _loss(questionnaire.by_id[part.id], rubric, sheet, part)
        for part in card.items
        if part.lost > 0
    ]
    return tuple(sorted(found, key=lambda loss: -loss.lost))


def _loss(item: Item, rubric: Rubric, sheet: Sheet, part: ItemScore) -> Loss:
    """Where the answer stands, and what is above it by the rubric's points."""
    given = answer_in(sheet, item)
    present: tuple[Step, ...] = ()
    above = steps_of(item)[:1]
    if given is not None:
        above = next_steps(item, rubric.judged[item.id].points, given)
        present = () if item.kind is Kind.MULTI else present_steps(item, given)
    return Loss(
        item,
        part.state,
        part.lost,
        part.gained,
        next(iter(present), None),
        next(iter(above), None),
        part.cites,
    )
