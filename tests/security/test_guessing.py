"""Guessing at passwords and codes: slowed down everywhere, and nobody locks somebody else out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from access.actor import Role
from access.limits import ALL_CODES
from access.resume_codes import new_code
from assessments.refusals import NotAllowed, NotFound, Refusal
from services import accounts, filling, handing_out
from services.context import Context
from services.personal.notice import VERSION
from tests.town import PASSWORD, Town, new_town

OWNER, ATTACKER = "192.0.2.7", "198.51.100.1"


@pytest.fixture
def town() -> Iterator[Town]:
    """A town with the consultant wangfang."""
    with new_town() as town:
        accounts.add_account(
            town.operator, "wangfang", PASSWORD, "王芳", Role.CONSULTANT, town.centre()
        )
        yield town


def tried(town: Town, address: str, browser: str = "") -> bool:
    """Whether a wrong password was tried at all; else the guess had to wait."""
    try:
        accounts.sign_in(town.visitor, "wangfang", "wrong", address, browser)
    except NotAllowed as refusal:
        return refusal.key == "sign_in_failed"
    return True


def enters(town: Town, address: str = OWNER, browser: str = "") -> bool:
    """Whether the owner gets in with the right password."""
    try:
        accounts.sign_in(town.visitor, "wangfang", PASSWORD, address, browser)
    except NotAllowed:
        return False
    return True


def known_browser(town: Town) -> str:
    """What the owner's browser keeps after a sign-in."""
    token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, OWNER)
    return accounts.remember_browser(town.visitor, token, "")


def test_an_account_cannot_be_closed_by_wrong_passwords_from_elsewhere(town: Town) -> None:
    """66 wrong ones over six hours: the owner gets in at any time, with a new browser too."""
    for _ in range(66):
        tried(town, ATTACKER)
        assert enters(town)
        assert enters(town, "203.0.113.9")
        town.wait(minutes=6)


def test_200_passwords_from_one_address_are_5(town: Town) -> None:
    """The others are not looked at, not even the right one; from another address it is."""
    assert sum(tried(town, ATTACKER) for _ in range(200)) == 5
    assert not enters(town, ATTACKER)
    assert enters(town, OWNER)


def test_passwords_from_many_addresses_are_bounded_too(town: Town) -> None:
    """One guess from each of 300 lines within an hour: 30, and then one a minute."""
    count = 0
    for number in range(300):
        count += tried(town, f"10.0.{number // 256}.{number % 256}")
        town.wait(seconds=12)
    assert 30 < count <= 30 + 60


def test_the_owner_enters_while_the_whole_world_guesses(town: Town) -> None:
    """The browser that signed in before waits for nobody; a new one for a minute at most."""
    browser = known_browser(town)
    for number in range(200):
        tried(town, f"10.0.0.{number}")
    assert enters(town, browser=browser)
    assert enters(town, ATTACKER, browser)
    assert not enters(town)
    town.wait(minutes=1)
    assert enters(town)


def test_a_known_browser_is_no_way_to_guess(town: Town) -> None:
    """Whoever has stolen it has five guesses, and then waits like everybody."""
    browser = known_browser(town)
    assert sum(tried(town, ATTACKER, browser=browser) for _ in range(200)) == 5
    assert not enters(town, browser=browser)
    assert enters(town)


def test_a_browser_is_known_to_its_own_accounts_only(town: Town) -> None:
    """A made-up token helps nobody, nor does one that another account signed in with."""
    accounts.add_account(town.operator, "lining", PASSWORD, "李宁", Role.OFFICIAL, None)
    token = accounts.sign_in(town.visitor, "lining", PASSWORD, ATTACKER)
    theirs = accounts.remember_browser(town.visitor, token, "")
    own = known_browser(town)
    for number in range(200):
        tried(town, f"10.0.0.{number}")
    assert not enters(town, browser=theirs)
    assert not enters(town, browser="a" * 43)
    assert enters(town, browser=own)


def test_a_planted_browser_token_is_replaced(town: Town) -> None:
    """Only what the store gave out itself is kept; two accounts of one machine share it."""
    token = accounts.sign_in(town.visitor, "wangfang", PASSWORD, OWNER)
    kept = accounts.remember_browser(town.visitor, token, "p" * 43)
    assert kept != "p" * 43
    assert accounts.remember_browser(town.visitor, token, kept) == kept
    accounts.add_account(town.operator, "lining", PASSWORD, "李宁", Role.OFFICIAL, None)
    other = accounts.sign_in(town.visitor, "lining", PASSWORD, OWNER)
    assert accounts.remember_browser(town.visitor, other, kept) == kept


def test_a_browser_token_opens_nothing(town: Town) -> None:
    """It is no session, however it is presented."""
    browser = known_browser(town)
    for token in (browser, f"browser:{browser}"):
        assert accounts.actor_of(town.visitor, token).role is Role.VISITOR
        with pytest.raises(NotAllowed):
            accounts.remember_browser(town.visitor, token, browser)


def guessed(ctx: Context) -> bool:
    """Whether a made-up resume code was looked up; else the guess had to wait."""
    try:
        filling.resume(ctx, new_code())
    except NotFound:
        return True
    except NotAllowed:
        return False
    raise AssertionError("guessed 75 bits")


@pytest.mark.parametrize(("by_line", "looked_up"), [(True, 30), (False, 200)])
def test_many_addresses_of_one_line_are_one_guesser(
    town: Town, monkeypatch: pytest.MonkeyPatch, looked_up: int, *, by_line: bool
) -> None:
    """30 resume codes are looked up, as from a single address; counted by address, all were."""
    if not by_line:
        monkeypatch.setattr("services.filling.network_of", str)
    one = [town.ctx(town.visitor.actor, f"2001:db8:0:1::{number:x}") for number in range(200)]
    assert sum(map(guessed, one)) == looked_up
    assert guessed(town.ctx(town.visitor.actor, "2001:db8:0:2::1"))


def test_guessing_from_many_lines_is_braked_and_right_codes_are_not(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many failures whoever failed before has to wait; a right code opens at once."""
    monkeypatch.setattr("services.filling.ALL_CODES", replace(ALL_CODES, free=30))
    started = filling.start(town.visitor, town.profile(), "workshop", consent=VERSION)
    lines = [town.ctx(town.visitor.actor, f"2001:db8:0:{number:x}::1") for number in range(20)]
    assert sum(guessed(line) for _ in range(5) for line in lines) == 30
    assert filling.resume(town.visitor, started.resume_code) == started.assessment
    assert not guessed(lines[0])
    town.wait(seconds=10)
    assert guessed(lines[0])


def test_check_codes_are_braked_alike(town: Town) -> None:
    """A made-up check code counts for its line and for all."""

    def is_looked_up(ctx: Context) -> bool:
        with pytest.raises(Refusal) as refused:
            handing_out.check(ctx, "00000-00000-00000-00000")
        return isinstance(refused.value, NotFound)

    one = [town.ctx(town.visitor.actor, f"2001:db8:0:1::{number:x}") for number in range(100)]
    assert sum(map(is_looked_up, one)) == 30


def test_addresses_cannot_be_found_in_the_table_of_attempts(town: Town) -> None:
    """Trying all addresses of a network finds none without the secret; with it, it would."""
    tried(town, "10.1.2.3")
    raw = town.store.engine.raw_connection()
    dump = "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
    raw.close()
    nets = [f"10.1.{third}.{fourth}" for third in range(256) for fourth in range(256)]
    assert accounts.subject(town.visitor, "address", "10.1.2.3") in dump
    assert not any(accounts.digest_of(f"address:{net}") in dump for net in nets)
    assert not any(accounts.digest_of(net) in dump for net in nets)
    assert "10.1.2.3" not in dump


def test_attempts_are_gone_after_an_hour(town: Town) -> None:
    """The next attempt of anybody removes them, and those that a wrong clock put ahead."""
    tried(town, ATTACKER)
    ahead = town.now + timedelta(days=180)
    town.store.add_attempt("ahead", ahead)
    line = accounts.subject(town.visitor, "address", ATTACKER)
    assert town.store.attempts(line, town.now, town.now, 9) == [town.now]
    then = town.now
    town.wait(hours=1, seconds=1)
    tried(town, OWNER)
    assert town.store.attempts(line, then, ahead, 9) == []
    assert town.store.attempts("ahead", then, ahead, 9) == []


def test_a_clock_that_is_set_back_keeps_nobody_out(town: Town) -> None:
    """Failures of half a year ahead do not count; those of now do."""
    town.wait(days=180)
    for _ in range(5):
        tried(town, OWNER)
    assert not enters(town)
    town.wait(days=-180)
    assert enters(town)
    assert sum(tried(town, OWNER) for _ in range(9)) == 5
