"""One synthetic case, signed, that no store holds: to try out what a report looks like."""

from functools import cache

import numpy as np

from assessments.model import Stage
from questionnaires.model import Questionnaire
from services.context import Context
from services.demo.city import enterprises
from services.demo.filling import EDITION, QUESTIONNAIRE, routes
from services.demo.histories import Histories, History
from services.demo.maturity import respondents
from services.dossier import Dossier
from services.editions import edition
from services.kinds import ASSUMPTIONS, SOLUTION

SEED, SIZE = 7, 40  # a town that has somebody who is signed


def sample(ctx: Context, centre: str) -> Dossier:
    """The case as if ``centre``, by its id, had verified it."""
    history = _history(edition(ctx.settings, QUESTIONNAIRE, EDITION))
    return Dossier(
        settings=ctx.settings,
        enterprise=history.enterprise,
        assessment=history.assessment.model_copy(update={"centre": centre}),
        claimed=history.claimed,
        verified=history.verified,
        centre=ctx.store.centres().get(centre, ""),
        documents=ctx.store.all_documents({SOLUTION: None, ASSUMPTIONS: [centre]}),
    )


@cache
def _history(questionnaire: Questionnaire) -> History:
    rng = np.random.default_rng(SEED)
    made = enterprises(SIZE, rng)
    sheets = respondents(made, len(questionnaire.dimensions), rng)
    claimed, true = routes(questionnaire, made, sheets, SEED)
    told = Histories(questionnaire, made, sheets, claimed, true, rng)
    return next(each for each in told if each.assessment.stage is Stage.VERIFIED)
