"""Which questionnaires an enterprise is offered, the most fitting first."""

from collections.abc import Mapping
from dataclasses import dataclass

from access.table import require
from questionnaires.model import Form, Questionnaire
from questionnaires.sheet import suits
from services.context import Context
from services.editions import offered

ORDER: tuple[Form, ...] = ("full", "quick", "module", "reference")


@dataclass(frozen=True)
class Offer:
    """One questionnaire; ``suits``: made for such an enterprise (None: its facts do not tell)."""

    questionnaire: Questionnaire
    suits: bool | None


def offers(ctx: Context, facts: Mapping[str, str | float]) -> tuple[Offer, ...]:
    """Everything that can be answered: what suits first, full questionnaires before the rest.

    ``facts`` as ``assessments.facts.facts_of`` gives them; what is not known yet is absent.
    """
    require(ctx.actor, "assessment.start")
    found = [Offer(newest, suits(newest, facts)) for newest, *_ in offered(ctx)]
    return tuple(sorted(found, key=_rank))


def _rank(offer: Offer) -> tuple[bool, int, bool, str]:
    """A full questionnaire made for a sector goes before one for everybody."""
    made_for_all = offer.questionnaire.suits is None
    form = ORDER.index(offer.questionnaire.form)
    return offer.suits is not True, form, made_for_all, offer.questionnaire.id
