"""Addresses of stores."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.engine import absolute, address, in_memory, shown


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


def test_a_postgresql_address_gets_the_driver_that_is_there() -> None:
    """People write postgresql://; the driver is psycopg 3."""
    assert address("postgresql://u:p@host/x").drivername == "postgresql+psycopg"


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
