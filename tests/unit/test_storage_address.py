"""Addresses of stores."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.engine import absolute, address, in_memory, shown
from storage.problems import StoreProblem


@pytest.mark.parametrize(
    ("store", "memory"),
    [
        ("sqlite://", True),
        ("sqlite:///:memory:", True),
        ("sqlite:////var/x.db", False),
        ("x.db", False),
        ("postgresql://host/x", False),
    ],
)
def test_a_store_in_memory_is_known_by_its_address(store: str, *, memory: bool) -> None:
    """Everything else outlives the process."""
    assert in_memory(address(store)) is memory


def test_a_path_may_have_any_characters(tmp_path: Path) -> None:
    """Spaces, question marks and percent signs are part of the name, not of an URL."""
    path = tmp_path / "数 诊?mode=ro%20#.db"
    assert address(path).database == str(path)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_postgresql_address_gets_the_driver_that_is_there(scheme: str) -> None:
    """People write postgresql:// or postgres://; the driver is psycopg 3."""
    assert address(f"{scheme}://u:p@host/x").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("scheme", ["postgresqll", "mongodb", "postgresql"])
def test_a_wrong_address_is_shown_with_its_scheme_and_without_its_password(scheme: str) -> None:
    """So that one sees what was mistyped, and what would do."""
    with pytest.raises(StoreProblem) as refused:
        address(f"{scheme}://user:secret@host:port/x")
    for lang in ("zh", "en"):
        words = refused.value.to(lang)
        assert f"{scheme}://host:port/x" in words
        assert "postgresql+psycopg://" in words
        assert "secret" not in words


def test_a_password_is_not_shown() -> None:
    """Messages and pages show the address without it."""
    assert "secret" not in shown(address("postgresql://u:secret@host/x"))


def test_an_address_can_be_made_independent_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a server started elsewhere opens the same store; others stay as they are."""
    monkeypatch.chdir(tmp_path)
    for store in ("var/x.db", "sqlite:///var/x.db"):
        assert make_url(absolute(store)).database == str(tmp_path / "var" / "x.db")
    assert absolute("sqlite://") == "sqlite://"
    assert "secret" in absolute("postgresql://u:secret@host/x")
