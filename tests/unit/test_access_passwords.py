"""Passwords and tokens: kept as hashes and digests only."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from access import passwords
from access.passwords import LONGEST, hash_password, is_outdated, password_fits
from access.tokens import csrf_fits, csrf_token, digest_of, new_id, new_token


@pytest.fixture(autouse=True)
def _hashes_of_today(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The product's own parameters, which other tests do not wait for."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher())
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


def test_only_the_password_fits_its_hash() -> None:
    """The same password, nothing shorter, longer or otherwise spelled."""
    kept = hash_password("龘 long enough")
    assert "龘" not in kept
    assert password_fits(kept, "龘 long enough")
    for wrong in ("", "龘 long enoug", "龘 long enough ", "龘 Long enough", "\ud800"):
        assert not password_fits(kept, wrong)


def test_a_salt_makes_equal_passwords_differ() -> None:
    """Two accounts with one password do not show it."""
    assert hash_password("0123456789") != hash_password("0123456789")


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_without_a_hash_nothing_fits(kept: str | None) -> None:
    """No account, or a damaged one, has no password; not even the stand-in's."""
    assert not password_fits(kept, "the password of nobody")


def test_an_unknown_user_costs_a_verification_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work done does not tell whether the account exists."""
    done: list[str] = []

    class Counting(PasswordHasher):
        """Notes each verification."""

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            """Verify as ever."""
            done.append(str(hash).split("$p=")[0])
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    passwords.password_fits(hash_password("0123456789"), "wrong")
    passwords.password_fits(None, "wrong")
    assert len(done) == 2
    assert done[0].split("$")[1:4] == done[1].split("$")[1:4]


def test_a_password_beyond_all_measure_never_fits() -> None:
    """A megabyte is not hashed, and what is cut off does not count as equal."""
    assert not password_fits(hash_password("a" * LONGEST), "a" * 1_000_000)


def test_a_flood_of_sign_ins_is_checked_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never more than four at once, for each takes 64 MiB; all are answered."""
    running: list[int] = []
    most: list[int] = []

    class Slow(PasswordHasher):
        """Notes how many verifications run side by side."""

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            """Verify as ever."""
            running.append(1)
            most.append(len(running))
            fits = super().verify(hash, password)
            running.pop()
            return fits

    kept = PasswordHasher.from_parameters(CHEAPEST).hash("0123456789")
    monkeypatch.setattr(passwords, "HASHER", Slow())
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: passwords.password_fits(kept, "0123456789"), range(64)))
    assert answers == [True] * 64
    assert max(most) <= 4


def test_a_hash_of_other_parameters_is_outdated() -> None:
    """So that it can be renewed at the next sign-in."""
    assert is_outdated(PasswordHasher.from_parameters(CHEAPEST).hash("0123456789"))
    assert not is_outdated(hash_password("0123456789"))


def test_tokens_and_ids_are_random_and_long() -> None:
    """256 bits for a token, 128 for an id; the digest is SHA-256."""
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token()) >= 43
    assert len(new_id()) == 32
    assert digest_of("a") == hashlib.sha256(b"a").hexdigest()


def test_a_form_belongs_to_one_session_of_one_installation() -> None:
    """Another session's token, another installation's, an empty one: none fits."""
    secret, other = b"s" * 32, b"o" * 32
    given = csrf_token(secret, "token")
    assert csrf_fits(secret, "token", given)
    assert not csrf_fits(secret, "another", given)
    assert not csrf_fits(other, "token", given)
    assert not csrf_fits(secret, "token", "")
    assert not csrf_fits(secret, "token", "龘\ud800")
    assert not csrf_fits(secret, "", csrf_token(secret, ""))
