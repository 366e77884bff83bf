"""Which cases somebody may see in a list, as a store finds them."""

from collections.abc import Mapping

from access.actor import Actor
from access.predicates import Predicate, listed_in_own_hands, listed_of_own_centre
from access.table import TABLE, allowed, denied
from assessments.portfolio import CaseScope


def scope_of(actor: Actor) -> CaseScope:
    """All that the actor may follow, and nothing else. Raises NotAllowed for who has no list."""
    if not allowed(actor, "case.list"):
        raise denied(actor, "case.list")
    hands: Mapping[Predicate, str | None] = {
        listed_of_own_centre: None,
        listed_in_own_hands: actor.id,
    }
    return CaseScope(actor.centre or "", hands[TABLE["case.follow"][actor.role]])
