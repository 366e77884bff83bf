"""What share of the present release is hidden and why: for an operator, and on no page."""

from collections.abc import Mapping
from dataclasses import dataclass

from access.table import require
from aggregates.hiding import HiddenShare, hidden_shares
from aggregates.ledger import ledger, verdict
from aggregates.releases import boundary, released
from aggregates.subjects import STATE, SUBJECTS
from i18n import Text
from services.context import Context
from services.counted import judged_apart
from services.releasing import Asked, counted_lines


@dataclass(frozen=True)
class HiddenYear:
    """The newest year of the state under one questionnaire."""

    questionnaire: Text
    year: int
    shares: Mapping[str, HiddenShare]


def hidden_figures(ctx: Context) -> list[HiddenYear]:
    """Of every questionnaire with figures. Raises NotAllowed.

    Worked out from the results, for nothing that is kept says why it is hidden.
    """
    require(ctx.actor, "city.release")
    apart, asked = judged_apart(ctx), Asked.of(ctx, boundary(ctx.now()))
    found = []
    for (judged, _), lines in counted_lines(ctx, asked.stages, apart, [SUBJECTS[STATE]]):
        if lines is None:
            continue
        everybody = released(lines, asked.until, asked.threshold)
        for year in everybody.years()[-1:]:
            shares = hidden_shares(verdict(ledger(everybody, year, asked.threshold)))
            found.append(HiddenYear(apart[judged].title, year, shares))
    return found
