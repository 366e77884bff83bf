"""Accounts, sessions, and browsers that stay with their assessment."""

from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher

from access.actor import Actor, Role, holder_of
from access.tokens import digest_of, new_token
from assessments.refusals import Invalid, NotAllowed, NotFound
from services import accounts
from tests.town import PASSWORD, Town, new_town

HERE = "192.0.2.7"


@pytest.fixture
def town() -> Iterator[Town]:
    """A town with the consultant wangfang."""
    with new_town() as town:
        accounts.add_account(
            town.operator, "wangfang", PASSWORD, "王芳", Role.CONSULTANT, town.centre()
        )
        yield town


def test_a_sign_in_gives_a_token_that_says_who_it_is(town: Town) -> None:
    """The account's role, name and centre, looked up in the store each time."""
    token = accounts.sign_in(town.visitor, " WangFang ", PASSWORD, HERE)
    assert accounts.actor_of(town.visitor, token) == Actor(
        Role.CONSULTANT, "wangfang", "王芳", town.centre()
    )


def test_every_sign_in_gives_another_token(town: Town) -> None:
    """Two browsers of one person sign out apart."""
    one = accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    two = accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    accounts.sign_out(town.visitor, one)
    assert accounts.actor_of(town.visitor, one).role == Role.VISITOR
    assert accounts.actor_of(town.visitor, two).role == Role.CONSULTANT


def test_the_store_holds_neither_token_nor_password(town: Town) -> None:
    """Only a digest and a hash: whoever reads the database can sign in as nobody."""
    token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    raw = town.store.engine.raw_connection()
    dump = "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
    raw.close()
    assert digest_of(token) in dump
    assert token not in dump
    assert PASSWORD not in dump


@pytest.mark.parametrize("token", ["", "x", "龘\ud800", "a" * 100_000])
def test_an_unknown_token_is_a_visitor(town: Town, token: str) -> None:
    """Whatever a cookie may hold."""
    assert accounts.actor_of(town.visitor, token) == Actor(Role.VISITOR)


def test_a_session_ends_by_itself(town: Town) -> None:
    """After twelve hours, as the setting says, to the second, however busy it was."""
    token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    for _ in range(12 * 2 - 1):
        town.wait(minutes=30)
        assert accounts.actor_of(town.visitor, token).role == Role.CONSULTANT
    town.wait(minutes=30, seconds=-1)
    assert accounts.actor_of(town.visitor, token).role == Role.CONSULTANT
    town.wait(seconds=1)
    assert accounts.actor_of(town.visitor, token).role == Role.VISITOR


def test_a_session_that_nobody_uses_ends_earlier(town: Town) -> None:
    """After an hour without a click; a click begins the hour anew."""
    token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    for _ in range(2):
        town.wait(minutes=60)
        assert accounts.actor_of(town.visitor, token).role == Role.CONSULTANT
    town.wait(minutes=60, seconds=1)
    assert accounts.actor_of(town.visitor, token).role == Role.VISITOR
    town.wait(minutes=-30)  # a clock that was set back signs nobody out
    assert accounts.actor_of(town.visitor, token).role == Role.CONSULTANT


def test_a_wrong_password_and_an_unknown_user_look_the_same(town: Town) -> None:
    """The same words for both."""
    words = set()
    for username, password in (
        ("wangfang", "wrong"),
        ("nobody", PASSWORD),
        ("", ""),
        ("\ud800\x00", "\ud800\x00"),
    ):
        with pytest.raises(NotAllowed) as refusal:
            accounts.sign_in(town.visitor, username, password, HERE)
        words.add(refusal.value.to("zh"))
    assert len(words) == 1


def test_who_keeps_failing_has_to_wait(town: Town) -> None:
    """After five failures the right password is refused too, from there, for 15 seconds."""
    for _ in range(5):
        with pytest.raises(NotAllowed) as refusal:
            accounts.sign_in(town.visitor, "wangfang", "wrong", HERE)
        assert refusal.value.key == "sign_in_failed"
    with pytest.raises(NotAllowed) as refusal:
        accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    assert refusal.value.key == "too_many_attempts"
    assert refusal.value.params["seconds"] == 15
    assert "15" in refusal.value.to("zh")
    town.wait(seconds=15)
    assert accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)


def test_an_unknown_user_is_throttled_like_a_known_one(town: Town) -> None:
    """So that waiting does not tell which accounts exist."""
    for _ in range(5):
        with pytest.raises(NotAllowed):
            accounts.sign_in(town.visitor, "nobody", "wrong", HERE)
    with pytest.raises(NotAllowed) as refusal:
        accounts.sign_in(town.visitor, "NOBODY ", "wrong", HERE)
    assert refusal.value.key == "too_many_attempts"


def test_refused_tries_do_not_lengthen_the_wait(town: Town) -> None:
    """Whoever waits out the told time gets in, however often somebody knocked meanwhile."""
    for _ in range(20):
        with pytest.raises(NotAllowed):
            accounts.sign_in(town.visitor, "wangfang", "wrong", HERE)
    town.wait(seconds=15)
    assert accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)


def test_a_success_forgives_the_account_but_not_the_address(town: Town) -> None:
    """One good account does not let an address go on guessing at others."""
    for number in range(29):
        with pytest.raises(NotAllowed):
            accounts.sign_in(town.visitor, f"guess{number}", "wrong", HERE)
    accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    with pytest.raises(NotAllowed) as refusal:
        accounts.sign_in(town.visitor, "guess29", "wrong", HERE)
    assert refusal.value.key == "sign_in_failed"
    with pytest.raises(NotAllowed) as refusal:
        accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    assert refusal.value.key == "too_many_attempts"


def test_an_outdated_hash_is_renewed_at_sign_in(town: Town) -> None:
    """The next hash has the parameters of today, and the password still fits."""
    other = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    town.store.change_account("wangfang", password_hash=other)
    accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    account = town.store.account("wangfang")
    assert account is not None
    assert account.password_hash != other
    assert accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)


CONSULTANT: dict[str, Any] = {
    "username": "lining",
    "password": "Gerstenkorn im Mai",
    "name": "李宁",
    "role": Role.CONSULTANT,
}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"username": "ab"}, "bad_username"),
        ({"username": "李宁"}, "bad_username"),
        ({"username": "a b c"}, "bad_username"),
        ({"username": "a" * 41}, "bad_username"),
        ({"username": "wangfang"}, "username_taken"),
        ({"username": "WANGFANG"}, "username_taken"),
        ({"password": "fourteen signs"}, "bad_password"),
        ({"password": "0" * 201}, "bad_password"),
        ({"password": "AVeryLongUserName", "username": "averylongusername"}, "bad_password"),
        ({"password": "password12345678"}, "weak_password"),
        ({"password": "lining-lining-2026"}, "weak_password"),
        ({"name": " \x07"}, "bad_name"),
        ({"name": "长" * 121}, "bad_name"),
        ({"role": Role.OPERATOR, "centre": None}, "bad_role"),
        ({"role": Role.ENTERPRISE, "centre": None}, "bad_role"),
        ({"role": Role.VISITOR, "centre": None}, "bad_role"),
        ({"centre": None}, "centre_missing"),
        ({"role": Role.OFFICIAL}, "centre_unwanted"),
        ({"role": Role.LEAD, "centre": None}, "centre_missing"),
        ({"role": Role.OWNER, "centre": None}, "enterprise_missing"),
        ({"enterprise": "e1"}, "enterprise_unwanted"),
        ({"role": Role.DISTRICT, "centre": None}, "district_missing"),
        ({"role": Role.DISTRICT, "centre": None, "district": "110000"}, "unknown_district"),
        ({"district": "320206"}, "district_unwanted"),
    ],
)
def test_an_account_that_will_not_do_is_refused_in_words(
    town: Town, changes: dict[str, Any], key: str
) -> None:
    """What is wrong and what would do; no account is made."""
    values = CONSULTANT | {"centre": town.centre()} | changes
    with pytest.raises(Invalid) as refusal:
        accounts.add_account(town.operator, **values)
    assert refusal.value.key == key
    assert refusal.value.to("zh") != refusal.value.to("en")
    assert town.store.account("lining") is None


def test_an_unknown_centre_is_told(town: Town) -> None:
    """It is NotFound."""
    with pytest.raises(NotFound):
        accounts.add_account(town.operator, **CONSULTANT, centre="nowhere")


def test_a_centre_of_a_known_name_is_the_same_centre(town: Town) -> None:
    """The operator may name it as often as there are consultants."""
    assert accounts.add_centre(town.operator, " 惠山促进中心 ") == town.centre()
    assert accounts.add_centre(town.operator, "滨湖促进中心") != town.centre()
    assert set(accounts.centres(town.visitor).values()) == {"惠山促进中心", "滨湖促进中心"}
    with pytest.raises(Invalid):
        accounts.add_centre(town.operator, " ")


def test_a_browser_stays_with_its_assessment(town: Town) -> None:
    """After a restart the cookie alone leads back; for ninety days; until it is unbound."""
    assessment, token = town.started(), new_token()
    mine = town.holder(assessment)
    accounts.bind_assessment(mine, token, assessment.id)
    assert accounts.actor_of(town.visitor, token) == holder_of(assessment.id)
    town.wait(days=90, seconds=-1)
    assert accounts.actor_of(town.visitor, token) == holder_of(assessment.id)
    accounts.unbind(town.visitor, token)
    assert accounts.actor_of(town.visitor, token).role == Role.VISITOR
    accounts.bind_assessment(mine, token, assessment.id)
    town.wait(days=90)
    assert accounts.actor_of(town.visitor, token).role == Role.VISITOR


def test_a_browser_can_change_to_another_assessment(town: Town) -> None:
    """The later one counts."""
    first, second, token = town.started(), town.started(), new_token()
    accounts.bind_assessment(town.holder(first), token, first.id)
    accounts.bind_assessment(town.holder(second), token, second.id)
    assert accounts.actor_of(town.visitor, token).assessment == second.id


def test_a_signed_in_browser_is_not_turned_into_an_enterprise(town: Town) -> None:
    """Signing out comes first; unbinding does not sign out."""
    token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, HERE)
    assessment = town.started()
    with pytest.raises(NotAllowed) as refusal:
        accounts.bind_assessment(town.holder(assessment), token, assessment.id)
    assert "王芳" in refusal.value.to("zh")
    accounts.unbind(town.visitor, token)
    assert accounts.actor_of(town.visitor, token).role == Role.CONSULTANT


def test_a_form_must_come_from_a_page_of_its_session(town: Town) -> None:
    """The token of one session does not fit another, and the secret outlives a restart."""
    given = accounts.csrf_token(town.visitor, "token")
    assert accounts.csrf_token(town.visitor, "token") == given
    accounts.require_csrf(town.visitor, "token", given)
    for token, wrong in (("other", given), ("token", ""), ("token", given[:-1]), ("", given)):
        with pytest.raises(NotAllowed) as refusal:
            accounts.require_csrf(town.visitor, token, wrong)
        assert refusal.value.to("en")
