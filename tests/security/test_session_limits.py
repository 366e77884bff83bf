"""Sessions are bounded: of an account the oldest ends, of a line so many begin within an hour."""

from collections.abc import Iterator

import pytest

from access.actor import Role
from access.limits import SESSIONS_PER_ADDRESS
from assessments.refusals import NotAllowed
from services import accounts, entering
from services.context import Context
from services.settings import Settings
from tests.town import FOLDER, PASSWORD, Town, new_town

LINE = "192.0.2.77"


@pytest.fixture
def town() -> Iterator[Town]:
    """One in which an account may be signed in at three places, with a consultant."""
    with new_town() as made:
        made.settings = Settings(questionnaires=FOLDER.name, sessions_per_account=3)
        made.consultant()
        yield made


def sign_in(ctx: Context, username: str = "wangfang") -> str:
    """The token of a session that begins now."""
    return accounts.sign_in(ctx, username, PASSWORD, ctx.address)


def test_of_more_sessions_than_an_account_may_have_the_one_used_longest_ago_ends(
    town: Town,
) -> None:
    """Nobody is locked out by what was left open elsewhere; other accounts are not touched."""
    town.consultant("lina")
    other = sign_in(town.visitor, "lina")
    tokens = []
    for _ in range(3):
        town.wait(minutes=2)
        tokens.append(sign_in(town.visitor))
    town.wait(minutes=2)
    assert accounts.actor_of(town.visitor, tokens[0]).id == "wangfang"  # used: no longer the oldest
    tokens.append(sign_in(town.visitor))
    still = [accounts.actor_of(town.visitor, each).role is Role.CONSULTANT for each in tokens]
    assert still == [True, False, True, True]
    assert accounts.actor_of(town.visitor, other).id == "lina"


@pytest.mark.parametrize("by", ["password", "code"])
def test_a_line_begins_only_so_many_sessions_within_an_hour(
    town: Town, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """Also with the right password or code each time; another line goes on meanwhile."""
    monkeypatch.setattr(
        "services.accounts.SESSIONS_PER_ADDRESS",
        type(SESSIONS_PER_ADDRESS)(free=4, first=SESSIONS_PER_ADDRESS.longest),
    )
    draft = town.started()
    holder = town.holder(draft)

    def begin(ctx: Context, number: int) -> None:
        if by == "password":
            sign_in(ctx)
        else:
            ticket = entering.ticket_for(holder, f"browser{number}", draft.id)
            entering.enter(ctx, ticket, f"browser{number}")

    here, elsewhere = (town.ctx(town.visitor.actor, line) for line in (LINE, "192.0.2.78"))
    for number in range(4):
        begin(here, number)
    with pytest.raises(NotAllowed) as slowed:
        begin(here, 5)
    assert slowed.value.key == "too_many_sessions"
    begin(elsewhere, 6)
    town.wait(hours=1, seconds=1)
    begin(here, 7)


def test_where_several_offices_stand_behind_one_address_it_may_do_more(town: Town) -> None:
    """The setting multiplies what one address may begin; guesses stay as they are."""
    assert SESSIONS_PER_ADDRESS.for_many(3).free == 3 * SESSIONS_PER_ADDRESS.free
    assert SESSIONS_PER_ADDRESS.for_many(3).longest == SESSIONS_PER_ADDRESS.longest
