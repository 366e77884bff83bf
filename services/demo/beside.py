"""What the city counts beside the results of the demonstration."""

from assessments.details import WISHES, Figures
from assessments.model import Side
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet, shown
from reports.verdicts import counted, verdicts_of
from scoring.scorecard import Scorecard
from services.beside import claims_of, wishes_in
from services.context import Context
from services.demo.histories import History
from services.kinds import CONCERNS

Judged = tuple[Sheet, Scorecard]


def claims(
    questionnaire: Questionnaire, history: History, claimed: Judged, verified: Judged
) -> Figures:
    """What was claimed of a signed case, and what became of each claim."""
    both = verified[0]
    cards = claimed[1], verified[1]
    verdicts = verdicts_of(
        questionnaire,
        shown(questionnaire, both),
        claimed[0],
        {id: both.answers[id] for id in history.verified},
        cards,
        not_shown=(),
    )
    return claims_of(cards, {str(each): many for each, many in counted(verdicts).items()})


def wish(ctx: Context) -> None:
    """What presses each enterprise, as it was named before it handed in."""
    documents = ctx.store.all_documents({CONCERNS: None})
    done = [each for each, _ in ctx.store.assessments() if each.submitted_at is not None]
    found = {each.id: wishes_in(each.id, documents) for each in done}
    sides: tuple[Side, ...] = ("claimed", "verified")
    ctx.store.add_details(
        WISHES, {(id, side): each for id, each in found.items() for side in sides}
    )
