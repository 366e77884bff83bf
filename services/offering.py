"""Which questionnaires an enterprise is offered, the most fitting first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cachetools.func import lru_cache

from access.table import require
from assessments.divisions import divisions
from questionnaires.columns import Columns, fact_columns
from questionnaires.model import Form, Questionnaire
from questionnaires.sheet import suits, suits_each
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
    (found,) = offers_each(ctx, [facts])
    return found


def offers_each(
    ctx: Context, facts: Sequence[Mapping[str, str | float]]
) -> list[tuple[Offer, ...]]:
    """The same for each of many enterprises."""
    require(ctx.actor, "assessment.start")
    profiles = Columns(len(facts), {}, fact_columns(facts))
    newest = [found for found, *_ in offered(ctx.settings)]
    fits = [suits_each(each, profiles) for each in newest]

    @cache
    def ranked(fits: tuple[bool | None, ...]) -> tuple[Offer, ...]:
        found = map(Offer, newest, fits)
        return tuple(sorted(found, key=_rank))

    return [ranked(tuple(each[at] for each in fits)) for at in range(profiles.size)]


def best(offers: Iterable[Offer]) -> Offer | None:
    """The one to begin with, the first of ``offers``; None where the facts leave it open.

    They do where several full questionnaires suit: the trade does not tell who runs a park,
    or leads a chain.
    """
    fitting = [each for each in offers if each.suits]
    full = [each for each in fitting if each.questionnaire.form == "full"]
    return fitting[0] if fitting and len(full) <= 1 else None


def _rank(offer: Offer) -> tuple[bool, int, bool, int, str]:
    """A full questionnaire made for a sector goes before one for everybody.

    What is made for many trades goes before what is made for a few: most of those are asked by
    the former, and the latter is for the special ones among them.
    """
    asked = offer.questionnaire
    form = ORDER.index(asked.form)
    return offer.suits is not True, form, asked.suits is None, -_trades(asked), asked.id


@lru_cache(maxsize=64)
def _trades(questionnaire: Questionnaire) -> int:
    """For how many divisions it is made, whatever else is true of the enterprise."""
    facts = ({"division": each.code, "section": each.section} for each in divisions().values())
    return sum(suits(questionnaire, one) is True for one in facts)
