"""A browser comes to hold an assessment by a ticket that it changes for a fresh token."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.actor import Role, holder_of
from access.sealing import sealed, unsealed
from access.tokens import new_token
from assessments.refusals import NotAllowed
from services import accounts, entering
from services.entering import GOOD_FOR
from tests.unit.test_accounts import PASSWORD, Town, town

__all__ = ["town"]
CODE = "ABCD-EFGH-JKMN-PQRS"


def ticket(town: Town, token: str) -> tuple[str, str]:
    """A ticket for the browser with ``token``, and the assessment that it is for."""
    assessment = town.started()
    holder = town.holder(assessment)
    return entering.ticket_for(holder, token, assessment.id, CODE), assessment.id


def test_a_ticket_gives_a_token_that_was_not_there_before(town: Town) -> None:
    """It holds the assessment and knows the code; the old one holds nothing, not even before."""
    old = new_token()
    given, assessment = ticket(town, old)
    fresh = entering.enter(town.visitor, given, old)
    assert accounts.actor_of(town.visitor, fresh) == holder_of(assessment)
    assert accounts.actor_of(town.visitor, old).role is Role.VISITOR
    assert entering.code_for(town.visitor, fresh) == CODE
    assert entering.code_for(town.visitor, old) == entering.code_for(town.visitor, "") == ""


def test_an_assessment_that_the_browser_had_is_let_go(town: Town) -> None:
    """Going on with the next one, the token of the first is worth nothing."""
    first = new_token()
    second = entering.enter(town.visitor, ticket(town, first)[0], first)
    given, assessment = ticket(town, second)
    third = entering.enter(town.visitor, given, second)
    assert accounts.actor_of(town.visitor, third) == holder_of(assessment)
    assert accounts.actor_of(town.visitor, second).role is Role.VISITOR


def test_a_ticket_is_for_one_browser_and_a_short_while(town: Town) -> None:
    """Who found it, or comes late, gets nothing; until then a lost answer may be asked again."""
    old = new_token()
    given, _ = ticket(town, old)
    for other, name in ((new_token(), given), (old, new_token()), ("", given)):
        with pytest.raises(NotAllowed):
            entering.enter(town.visitor, name, other)
    town.wait(seconds=(GOOD_FOR - timedelta(seconds=1)).total_seconds())
    assert entering.enter(town.visitor, given, old) != entering.enter(town.visitor, given, old)
    town.wait(seconds=1)
    with pytest.raises(NotAllowed):
        entering.enter(town.visitor, given, old)


def test_a_signed_in_browser_gets_no_ticket(town: Town) -> None:
    """Signing out comes first."""
    token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, "192.0.2.1")
    with pytest.raises(NotAllowed):
        ticket(town, token)


@given(text=st.text(), token=st.text(), change=st.integers(0, 10_000))
def test_what_is_sealed_comes_back_with_its_token_and_unchanged_only(
    text: str, token: str, change: int
) -> None:
    """Whatever it is; one bit that differs, another token or another matter gives nothing."""
    kept = sealed(text, token, "a")
    assert unsealed(kept, token, "a") == text
    changed = bytearray.fromhex(kept)
    changed[change % len(changed)] ^= 1
    for other in (changed.hex(), kept[: change % len(kept) // 2 * 2]):
        assert unsealed(other, token, "a") == ""
    assert unsealed(kept, f"{token}.", "a") == unsealed(kept, token, "b") == ""


def test_what_is_sealed_twice_has_nothing_in_common() -> None:
    """Nor does it show that it is the same, or what it is."""
    one, other = (sealed(CODE, "token", "a") for _ in range(2))
    assert one != other
    assert CODE.encode().hex() not in one
