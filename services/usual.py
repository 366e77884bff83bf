"""How usual claims are, from signed cases; worked out once a month, by whoever asks first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from aggregates.items.usual import SignedCase, UsualClaims, admitted, usual_claims
from aggregates.releases import boundary
from assessments.facts import Facts, facts_of
from assessments.model import SIGNED
from assessments.years import CHINA
from questionnaires.model import Questionnaire
from scoring.flags import flag_rules
from scoring.scorecard import Scorecard
from services.context import Context
from services.editions import default_rubric


def usual_of(ctx: Context, questionnaire: Questionnaire, kind: str) -> UsualClaims:
    """What the cases of this edition and ``kind`` say that were signed before this month.

    As verified, judged by the rubric of now.
    """
    digest, until = questionnaire.digest, boundary(ctx.now())
    signed = ctx.held.value(f"signed:{digest}", until, lambda: _signed(ctx, digest, until))

    def made() -> UsualClaims:
        rule, version = flag_rules().rare, default_rubric(questionnaire).version
        counted = admitted(signed.get(kind, ()), ctx.settings.disclosure_threshold)
        if len(counted) < rule.least:  # no item has so many: their cards need not be read
            return usual_claims((), least=rule.least, below=rule.below)
        cards = ctx.store.scorecards((each.assessment for each in counted), ["verified"])
        sheets = (
            values_of(card) for card in cards.values() if card.stamp.rubric_version == version
        )
        return usual_claims(sheets, least=rule.least, below=rule.below)

    return ctx.held.value(f"usual:{digest}:{kind}", until, made)


def _signed(ctx: Context, digest: str, until: datetime) -> Mapping[str, Sequence[SignedCase]]:
    """All cases of an edition that were signed before ``until``, by kind."""
    found: dict[str, list[SignedCase]] = defaultdict(list)
    for each, firm in ctx.store.assessments(stages=SIGNED, digest=digest):
        if each.signed_at is not None and each.signed_at < until:
            month = f"{each.signed_at.astimezone(CHINA):%Y-%m}"
            case = SignedCase(each.id, firm.id, each.centre or "", month)
            found[kind_of(facts_of(firm))].append(case)
    return found


def kind_of(facts: Facts) -> str:
    """Among whom an enterprise is compared: its section and its size class."""
    return f"{facts.get('section', '')}:{facts.get('size', '')}"


def values_of(card: Scorecard) -> dict[str, float]:
    """What was answered, by item."""
    return {each.id: each.value for each in card.items if each.value is not None}
